"""Show guidelines, and one rule, parameter, series or finding as a page that a jurist can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.belegstand import Quelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.regelwerk import Parameter, Reihe
from foerderung.rechnung.runden import MODI
from foerderung.richtlinien.deklaration import Datiert, Deklaration, RohBefund, RohRegel
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.regelwerk.regeln import alle, lade


class Zeile(NamedTuple):
    """One line of a page: label and text."""

    kopf: str
    text: str


class Seite(NamedTuple):
    """One page."""

    kennung: str
    art: str
    richtlinie: str
    bezeichnung: str
    zeilen: list[Zeile]

    def als_json(self) -> dict[str, Any]:
        """Return the page as data."""
        return {**self._asdict(), "zeilen": [zeile._asdict() for zeile in self.zeilen]}


class Fassungszeile(NamedTuple):
    """One Fassung of one guideline."""

    richtlinie: str
    kurz: str
    fassung: str
    ab: str
    belegstand: str
    regelwerk_sha256: str


class Regelzeile(NamedTuple):
    """One declared thing of a guideline."""

    id: str
    art: str
    bezeichnung: str
    fundstelle: str
    belegstand: str


def fassungszeilen(regeln: Path | None = None) -> list[Fassungszeile]:
    """List all guidelines with their Fassungen."""
    return [
        Fassungszeile(
            richtlinie.deklaration.id,
            richtlinie.deklaration.kurz,
            fassung.id,
            fassung.ab.isoformat(),
            fassung.quelle.belegstand.value,
            richtlinie.sha256,
        )
        for richtlinie in alle(regeln)
        for fassung in richtlinie.fassungen
    ]


def regelzeilen(name: str, regeln: Path | None = None) -> list[Regelzeile]:
    """List everything one guideline declares."""
    deklaration = lade(name, regeln).deklaration
    zeilen = [_regelzeile(deklaration, "Regel", roh) for roh in deklaration.regeln.values()]
    zeilen += [_tabellenzeile("Parameter", p.id, p.bezeichnung, _quellen(p)) for p in deklaration.parameter.values()]
    zeilen += [_tabellenzeile("Reihe", r.id, r.bezeichnung, [r.quelle]) for r in deklaration.reihen.values()]
    zeilen += [_regelzeile(deklaration, "Befund", roh) for roh in deklaration.befunde.values()]
    return zeilen


def _regelzeile(deklaration: Deklaration, art: str, roh: RohRegel | RohBefund) -> Regelzeile:
    fundstelle = deklaration.in_fassung(roh.fundstelle, deklaration.fassungen[-1]) or ""
    return Regelzeile(roh.id, art, roh.bezeichnung, fundstelle, roh.belegstand.value)


def _tabellenzeile(art: str, kennung: str, bezeichnung: str, quellen: list[Quelle]) -> Regelzeile:
    staende = sorted({quelle.belegstand.value for quelle in quellen})
    return Regelzeile(kennung, art, bezeichnung, quellen[-1].fundstelle, ", ".join(staende))


def _quellen(parameter: Parameter) -> list[Quelle]:
    return [wert.quelle for _, werte in parameter.werte for wert in werte.values()]


def seiten(kennung: str, regeln: Path | None = None) -> list[Seite]:
    """Return the pages of everything that bears an id.

    Raises:
        EingabeError: no guideline declares it.
    """
    gefunden: list[Seite] = []
    bekannt: set[str] = set()
    for richtlinie in alle(regeln):
        deklaration = richtlinie.deklaration
        gefunden.extend(_seiten(richtlinie, kennung))
        bekannt.update(deklaration.regeln, deklaration.parameter, deklaration.reihen, deklaration.befunde)
        bekannt.update(roh.code for roh in deklaration.befunde.values())
    if not gefunden:
        raise EingabeError(
            Meldung(
                f"„{kennung}“ gibt es in keinem Regelwerk",
                ort="id",
                abhilfe=aehnlich(kennung, bekannt) or "Alle Kennungen nennt: foerderung regeln liste RICHTLINIE",
            )
        )
    return gefunden


def _seiten(richtlinie: Richtlinie, kennung: str) -> list[Seite]:
    deklaration = richtlinie.deklaration
    kopf = (kennung, deklaration.kurz)
    ergebnis = []
    if (regel := deklaration.regeln.get(kennung)) is not None:
        ergebnis.append(Seite(kopf[0], "Regel", kopf[1], regel.bezeichnung, _regel(richtlinie, regel)))
    if (parameter := deklaration.parameter.get(kennung)) is not None:
        ergebnis.append(Seite(kopf[0], "Parameter", kopf[1], parameter.bezeichnung, _parameter(richtlinie, parameter)))
    if (reihe := deklaration.reihen.get(kennung)) is not None:
        ergebnis.append(Seite(kopf[0], "Reihe", kopf[1], reihe.bezeichnung, _reihe(richtlinie, reihe)))
    for fassung in deklaration.fassungen:
        if kennung == f"fassung_{fassung.id}":
            zeilen = [
                Zeile("in Kraft ab", datum_deutsch(fassung.ab)),
                Zeile("ändert", fassung.aendert),
                Zeile("Fundstelle", fassung.quelle.fundstelle),
                Zeile("Belegstand", fassung.quelle.belegstand.value),
            ]
            ergebnis.append(Seite(kennung, "Fassung", kopf[1], fassung.id, zeilen))
    for befund in deklaration.befunde.values():
        if kennung in (befund.id, befund.code):
            ergebnis.append(Seite(befund.id, "Befund", kopf[1], befund.bezeichnung, _befund(richtlinie, befund)))
    return ergebnis


def _datiert(kopf: str, datiert: Datiert | None) -> list[Zeile]:
    """Show a text with the Fassungen in which it holds."""
    if datiert is None:
        return []
    mehrere = len(datiert.staende) > 1
    return [
        Zeile(f"{kopf} ab Fassung {stand}" if mehrere and stand else kopf, " ".join(text.split()))
        for stand, text in datiert.staende
    ]


def _regel(richtlinie: Richtlinie, regel: RohRegel) -> list[Zeile]:
    zeilen = _datiert("Formel", regel.rechne)
    zeilen += [Zeile("je", ", ".join(regel.je))] if regel.je else []
    zeilen += [Zeile("nur", regel.nur)] if regel.nur else []
    zeilen += [Zeile("gibt es ab", regel.ab)] if regel.ab else []
    zeilen.append(Zeile("Typ", regel.typ))
    if regel.rundung is not None:
        auf = fuer_menschen(regel.rundung.auf, richtlinie.fassung(None).regeln[regel.id].typ)
        zeilen.append(Zeile("Rundung", f"auf {auf} {MODI[regel.rundung.modus]} ({regel.rundung.quelle})"))
    zeilen += _datiert("Erklärung", regel.erklaerung)
    zeilen += _datiert("Fundstelle", regel.fundstelle)
    zeilen.append(Zeile("Belegstand", regel.belegstand.value))
    zeilen += _verwendung(richtlinie, regel.id)
    return [*zeilen, _ort(richtlinie, regel.id)]


def _verwendung(richtlinie: Richtlinie, kennung: str) -> list[Zeile]:
    """Name the rules and findings of the newest Fassung whose text uses an id."""
    regelwerk = richtlinie.fassung(None)
    texte = {regel.id: regel.text for regel in regelwerk.regeln.values()}
    texte.update({f"Befund {befund.id}": befund.text for befund in regelwerk.befunde})
    nutzer = [name for name, text in texte.items() if kennung in _worte(text) and name != kennung]
    return [Zeile("verwendet in", ", ".join(nutzer))] if nutzer else []


def _worte(text: str) -> set[str]:
    return set("".join(zeichen if zeichen.isalnum() or zeichen in "_." else " " for zeichen in text).split())


def _parameter(richtlinie: Richtlinie, parameter: Parameter) -> list[Zeile]:
    zeilen = []
    for ab, werte in parameter.werte:
        for schluessel, wert in werte.items():
            name = f" [{', '.join(schluessel)}]" if schluessel else ""
            quelle = f"{wert.quelle.fundstelle}; {wert.quelle.belegstand.value}"
            zeilen.append(
                Zeile(f"ab {datum_deutsch(ab)}{name}", f"{fuer_menschen(wert.wert, parameter.typ)} ({quelle})")
            )
    return [*zeilen, *_verwendung(richtlinie, parameter.id), _ort(richtlinie, parameter.id)]


def _reihe(richtlinie: Richtlinie, reihe: Reihe) -> list[Zeile]:
    anzahl = sum(len(zeilen) for zeilen in reihe.zeilen.values())
    return [
        Zeile("Werte", f"{anzahl}, letzter Stand ab {datum_deutsch(reihe.letzter_beginn)}"),
        Zeile("Schlüssel", ", ".join([*reihe.schluessel, "Tag"])),
        Zeile("nach dem letzten Stand", "wird fortgeschrieben" if reihe.fortschreiben else "Fehler"),
        Zeile("Fundstelle", reihe.quelle.fundstelle),
        Zeile("Belegstand", reihe.quelle.belegstand.value),
        *_verwendung(richtlinie, reihe.id),
        _ort(richtlinie, reihe.id),
    ]


def _befund(richtlinie: Richtlinie, befund: RohBefund) -> list[Zeile]:
    zeilen = [Zeile("Code", befund.code)]
    for schwere, bedingung in befund.schweren:
        zeilen.append(Zeile("Schwere", f"{schwere}, wenn {bedingung or befund.wenn}"))
    zeilen += [Zeile("je", ", ".join(befund.je))] if befund.je else []
    zeilen += [Zeile("gibt es ab", befund.ab)] if befund.ab else []
    for kopf, text in (
        ("gefunden", befund.gefunden),
        ("zulässig", befund.zulaessig),
        ("Abhilfe", befund.abhilfe),
        ("Fundstelle", befund.fundstelle),
    ):
        zeilen += _datiert(kopf, text)
    zeilen.append(Zeile("Belegstand", befund.belegstand.value))
    return [*zeilen, _ort(richtlinie, f"befund:{befund.id}")]


def _ort(richtlinie: Richtlinie, kennung: str) -> Zeile:
    ort = richtlinie.deklaration.orte[kennung]
    return Zeile("steht in", f"{ort.datei}, Zeile {ort.zeile}")
