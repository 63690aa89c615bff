"""What must hold of a case as it stands: fold and projection agree, deadlines fit what happened."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand, Frist
from tests import orakel_verfahren as orakel
from tests.simulation.regeln_der_ereignisse import bestandskraft, zustellfristen, zustellung
from tests.simulation.zeuge import Akte, verlange

BEENDET = ("abgeschlossen", "zurueckgezogen")


def pruefe_projektion(lesung: Lesung, fall: str, akte: Akte) -> dict[str, Any]:
    """The row of a case says what its events say; return the row."""
    zeile = dict(lesung.verbindung.execute(select(t.fall).where(t.fall.c.aktenzeichen == fall)).mappings().one())
    stand = akte.stand
    assert stand is not None
    verlange(Fallstand.model_validate_json(zeile["stand"]) == stand, f"{fall}: gespeicherter Stand weicht ab")
    seit = bestandskraft(akte)
    for name, soll in (
        ("zustand", stand.zustand.value),
        ("version", max(akte.ereignisse)),
        ("zuwendung", akte.zuwendung),
        ("antragsteller", stand.antragsteller),
        ("bestandskraft", seit.isoformat() if seit is not None else None),
    ):
        verlange(zeile[name] == soll, f"{fall}, Spalte {name}: {zeile[name]}, nach den Ereignissen {soll}")
    return zeile


def pruefe_rest(lesung: Lesung, fall: str, akte: Akte) -> None:
    """Of a deleted case days and sums are left, and no payload but that of the deletion and what came after it."""
    stand = akte.stand
    assert stand is not None
    verlange(stand.zustand == "geloescht", f"{fall} ist gelöscht und steht auf {stand.zustand}")
    geloescht = max(nummer for nummer, typ in akte.ereignisse.items() if typ == "loeschung_vollziehen")
    e = t.ereignis.c
    anfrage = select(e.nummer).join(t.nutzlast, t.nutzlast.c.nummer == e.nummer)
    uebrig = lesung.verbindung.scalars(anfrage.where(e.fall == fall, e.nummer < geloescht)).all()
    verlange(not uebrig, f"{fall} ist gelöscht, aber Fakten der Ereignisse {list(uebrig)} sind noch da")


def pruefe_betraege(akte: Akte) -> None:
    """What the case says of money is what its payments say."""
    stand = akte.stand
    assert stand is not None
    verlange(stand.angeordnet == akte.angeordnet, f"angeordnet {stand.angeordnet}, Ereignisse {akte.angeordnet}")
    verlange(stand.angeordnet <= akte.bewilligt, f"angeordnet {stand.angeordnet}, bewilligt {akte.bewilligt}")
    vorgesehen = stand.gebunden + sum(stand.voraussicht.values())
    verlange(vorgesehen <= akte.bewilligt, f"gebunden und erwartet {vorgesehen}, bewilligt {akte.bewilligt}")


def pruefe_fristen(akte: Akte, zeile: dict[str, Any]) -> None:
    """Every deadline was set by what happened, ends when the law says, and is open only while it can be."""
    stand = akte.stand
    assert stand is not None
    gesetzt = stand.gesetzte_fristen
    for art, frist in gesetzt.items():
        verlange(frist.art == art and frist.ereignis in akte.ereignisse, f"Frist {art} aus Ereignis {frist.ereignis}")
    _pruefe_zustellung(akte, gesetzt)
    _pruefe_uebrige(akte, gesetzt)
    offen = {eine["art"] for eine in json.loads(zeile["fristen"])}
    erledigt = {art for art, frist in gesetzt.items() if frist.erledigt_am is not None}
    verlange(offen <= set(gesetzt) - erledigt, f"offen {offen}, gesetzt {set(gesetzt)}, erledigt {erledigt}")
    verlange(stand.zustand not in BEENDET or not offen, f"{stand.zustand}, aber offen {offen}")
    verlange("nachforderung" not in offen or stand.zustand == "nachgefordert", f"Nachforderung in {stand.zustand}")
    if "klagefrist" in offen:
        verlange(stand.zustand in ("bekanntgegeben", "abgelehnt"), f"Klagefrist offen in {stand.zustand}")
        verlange(not akte.klage_offen, "Klagefrist offen trotz Klage")
    if "schlussrate" in offen:
        verlange(stand.angeordnet < stand.zuwendung, "Schlussrate offen, obwohl alles gezahlt ist")
    if stand.zustand == "abgeschlossen":
        verlange("jahresfrist" not in gesetzt or "jahresfrist" in erledigt, "geschlossen mit offener Jahresfrist")
        ganz = stand.nachweis is None or stand.nachweis.vollstaendig_am is not None
        verlange(ganz, "geschlossen ohne vollständigen Nachweis")


def _pruefe_zustellung(akte: Akte, gesetzt: dict[str, Frist]) -> None:
    fristen, wie = zustellfristen(akte), zustellung(akte)
    verlange(("klagefrist" in gesetzt) is (fristen is not None), f"Klagefrist gesetzt: {'klagefrist' in gesetzt}")
    if fristen is None or wie is None:
        verlange("beginn" not in gesetzt, "Beginnfrist ohne Bekanntgabe")
        return
    klagefrist = gesetzt["klagefrist"]
    _gleich("Klagefrist", (klagefrist.bis, klagefrist.spaetestens), (fristen.fristende, fristen.fristende_spaet))
    _gleich("Bekanntgabe", klagefrist.ab, fristen.bekanntgabe)
    if not akte.abgelehnt:
        _gleich("Beginn", (gesetzt["beginn"].bis, gesetzt["beginn"].spaetestens), orakel.beginn(wie[0], **wie[1]))


def _pruefe_uebrige(akte: Akte, gesetzt: dict[str, Frist]) -> None:
    stand = akte.stand
    assert stand is not None
    verlange(("nachweis" in gesetzt) is (akte.projektende is not None), "Nachweisfrist passt nicht zur Entscheidung")
    if akte.projektende is not None:
        _gleich("Nachweis", gesetzt["nachweis"].bis, orakel.nachweis_bis(akte.projektende))
    verlange(("vollstaendigkeit" in gesetzt) is (stand.nachweis is not None), "Vollständigkeitsfrist ohne Nachweis")
    kenntnis = akte.tage.get("kenntnis_erfassen")
    verlange(("jahresfrist" in gesetzt) is (kenntnis is not None), f"Jahresfrist, Kenntnis {kenntnis}")
    for art, monate, ab in (("vollstaendigkeit", 1, None), ("schlussrate", 6, None), ("jahresfrist", 12, kenntnis)):
        if art in gesetzt:
            frist = gesetzt[art]
            verlange(ab is None or frist.ab == ab, f"{art} läuft ab {frist.ab}, nicht ab {ab}")
            _gleich(art, (frist.bis, frist.spaetestens), orakel.ab_monaten(frist.ab, monate))


def _gleich(was: str, ist: date | tuple[date, date], soll: date | tuple[date, date]) -> None:
    verlange(ist == soll, f"{was}: {ist}, nach dem Gesetz {soll}")
