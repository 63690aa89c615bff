"""Read one value by its declared type and bounds."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.quelltext import Baum, Folge, Skalar
from foerderung.fach.zahlen import hat_hoechstens, lies_dezimal, lies_satz, zahl_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld, Schranken

ERSTES_JAHR, LETZTES_JAHR = 1900, 2199
HOECHSTENS_ZEICHEN = 4_000
_KEIN_TEXT = re.compile(r"(true|false|[-+]?\d+(\.\d+)?|\d{4}-\d{2}-\d{2})\Z", re.ASCII)
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EINHEIT = {"eur": " EUR", "vzae": " VZÄ", "satz": " %"}


def kurz(text: str) -> str:
    """Shorten what is quoted in a message."""
    text = _STEUERZEICHEN.sub("�", text.replace("\n", " "))
    return text if len(text) <= 60 else f"{text[:57]}…"


def lies_einzelwert(baum: Baum, feld: Eingabefeld) -> Any:
    """Return the value (texts as tuple, choices of a set as frozenset), or a Meldung what is wrong with it."""
    if feld.typname in ("menge", "texte"):
        return _liste(baum, feld)
    if not isinstance(baum, Skalar):
        gestalt = "eine Liste" if isinstance(baum, Folge) else "eine Gruppe von Angaben"
        return Meldung(f"{gestalt} statt eines Werts", zulaessig=_erwartet(feld))
    text = baum.text or ""
    match feld.typname:
        case "text":
            return _text(text, baum.zitiert)
        case "auswahl":
            return _auswahl(text, feld)
        case "wahrheitswert":
            if not baum.zitiert and text in ("true", "false"):
                return text == "true"
        case "datum":
            return _datum(text)
        case "jahr":
            if re.fullmatch(r"\d{4}", text, re.ASCII) and ERSTES_JAHR <= int(text) <= LETZTES_JAHR:
                return int(text)
        case "iban":
            return _iban(text)
        case _:
            return _zahl(text, feld)
    return Meldung(f"„{kurz(text)}“", zulaessig=_erwartet(feld))


def _erwartet(feld: Eingabefeld) -> str:
    return {
        "text": "ein Text",
        "wahrheitswert": "true oder false",
        "datum": "ein Datum JJJJ-MM-TT",
        "jahr": f"ein Jahr von {ERSTES_JAHR} bis {LETZTES_JAHR}",
        "iban": "eine IBAN",
        "auswahl": ", ".join(feld.auswahl or ()),
        "menge": f"eine Liste aus {', '.join(feld.auswahl or ())}",
        "texte": "eine Liste von Texten",
    }.get(feld.typname, "eine Zahl")


def _text(text: str, zitiert: bool) -> str | Meldung:
    if not text.strip():
        return Meldung("leer", zulaessig="ein nicht leerer Text")
    if not zitiert and _KEIN_TEXT.match(text):
        return Meldung(f"„{kurz(text)}“ ist kein Text", abhilfe="In Anführungszeichen setzen.")
    if len(text) > HOECHSTENS_ZEICHEN:
        return Meldung(f"{len(text)} Zeichen", zulaessig=f"höchstens {HOECHSTENS_ZEICHEN}")
    if _STEUERZEICHEN.search(text):
        return Meldung("der Text enthält Steuerzeichen", abhilfe="Steuerzeichen entfernen.")
    return text


def _auswahl(text: str, feld: Eingabefeld) -> str | Meldung:
    moegliche = feld.auswahl or {}
    if text in moegliche:
        return text
    return Meldung(f"„{kurz(text)}“", zulaessig=", ".join(moegliche), abhilfe=aehnlich(text, moegliche))


def _datum(text: str) -> date | Meldung:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            tag = date.fromisoformat(text)
        except ValueError:
            return Meldung(f"„{text}“ gibt es nicht", zulaessig="ein Tag des Kalenders, JJJJ-MM-TT")
        if ERSTES_JAHR <= tag.year <= LETZTES_JAHR:
            return tag
        return Meldung(f"„{text}“", zulaessig=f"Jahre von {ERSTES_JAHR} bis {LETZTES_JAHR}")
    return Meldung(f"„{kurz(text)}“ ist kein Datum", zulaessig="JJJJ-MM-TT")


def _iban(text: str) -> str | Meldung:
    # the library loads its registry of banks when imported (60 ms), and few documents hold an IBAN
    from schwifty import IBAN  # noqa: PLC0415
    from schwifty.exceptions import SchwiftyException  # noqa: PLC0415

    try:
        return str(IBAN(text))
    except SchwiftyException:
        return Meldung(f"„{kurz(text)}“ ist keine gültige IBAN", abhilfe="Länge und Prüfziffern prüfen.")


def _liste(baum: Baum, feld: Eingabefeld) -> Any:
    if not isinstance(baum, Folge):
        return Meldung("keine Liste", zulaessig=_erwartet(feld))
    werte: list[str] = []
    for glied in baum.glieder:
        if not isinstance(glied, Skalar):
            return Meldung("die Liste enthält etwas anderes als Werte", zulaessig=_erwartet(feld))
        text = glied.text or ""
        wert = _text(text, glied.zitiert) if feld.typname == "texte" else _auswahl(text, feld)
        if isinstance(wert, Meldung):
            return wert
        if wert in werte:
            return Meldung(f"„{kurz(wert)}“ steht doppelt", abhilfe="Einmal streichen.")
        werte.append(wert)
    return tuple(werte) if feld.typname == "texte" else frozenset(werte)


def _zahl(text: str, feld: Eingabefeld) -> Fraction | Meldung:
    ist_satz = feld.typname == "satz"
    wert = lies_satz(text) if ist_satz else lies_dezimal(text)
    einheit = _EINHEIT.get(feld.typname, "")
    if wert is None:
        beispiel = "80 %" if ist_satz else "1234.50" if feld.schranken.nachkomma else "12"
        return Meldung(f"„{kurz(text)}“ ist keine Zahl", zulaessig=f"etwa {beispiel}")
    grenzen = feld.schranken
    if not hat_hoechstens(wert, grenzen.nachkomma) or (not ist_satz and _nachkommastellen(text) > grenzen.nachkomma):
        stellen = grenzen.nachkomma - 2 if ist_satz else grenzen.nachkomma
        return Meldung(f"{kurz(text)}{'' if ist_satz else einheit}", zulaessig=f"höchstens {stellen} Nachkommastellen")
    if _verletzt(wert, grenzen):
        gezeigt = zahl_deutsch(wert * 100 if ist_satz else wert)
        return Meldung(f"{gezeigt}{einheit}", zulaessig=_bereich(grenzen, ist_satz) + einheit)
    return wert


def _nachkommastellen(text: str) -> int:
    """Count decimals as written: ``48.200`` has three, whatever it was meant to be."""
    return len(text.partition(".")[2])


def _verletzt(wert: Fraction, grenzen: Schranken) -> bool:
    return (
        (grenzen.mindestens is not None and wert < grenzen.mindestens)
        or (grenzen.ueber is not None and wert <= grenzen.ueber)
        or (grenzen.hoechstens is not None and wert > grenzen.hoechstens)
        or (grenzen.unter is not None and wert >= grenzen.unter)
    )


def _bereich(grenzen: Schranken, ist_satz: bool) -> str:
    faktor = 100 if ist_satz else 1
    teile = []
    if grenzen.mindestens is not None:
        teile.append(f"ab {zahl_deutsch(grenzen.mindestens * faktor)}")
    if grenzen.ueber is not None:
        teile.append(f"über {zahl_deutsch(grenzen.ueber * faktor)}")
    if grenzen.hoechstens is not None:
        teile.append(f"bis {zahl_deutsch(grenzen.hoechstens * faktor)}")
    elif grenzen.unter is not None:
        teile.append(f"unter {zahl_deutsch(grenzen.unter * faktor)}")
    return " ".join(teile)
