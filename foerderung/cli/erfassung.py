"""Ask for a document on the terminal, field by field, by its declaration; a wrong value is asked for again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import click

from foerderung.cli.typen import parse_betrag, parse_datum
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.leser import lies_dokument

_JA = {"ja": True, "j": True, "true": True, "nein": False, "n": False, "false": False}
_ANLEITUNG = "Leere Zeile: freiwillige Angabe überspringen. Strg+C: abbrechen, nichts wird übernommen."


def erfrage(feld: Eingabefeld) -> Abbildung:
    """Ask for every field of a document and return its tree, ready for the same reader as a file.

    Each value is read at once by that reader; its message is shown and the question repeated until the value fits.

    Raises:
        click.Abort: the person broke off; nothing was kept.
    """
    _ueberschrift(feld)
    click.echo(_ANLEITUNG)
    return _gruppe(feld)


def _gruppe(feld: Eingabefeld) -> Abbildung:
    eintraege: dict[str, Eintrag] = {}
    for kind in feld.kinder:
        if not _gibt_es(kind, feld, eintraege):
            continue
        baum = _angabe(kind, feld, eintraege)
        if baum is not None:
            eintraege[kind.name] = Eintrag(baum, 0)
    return Abbildung(eintraege)


def _gibt_es(kind: Eingabefeld, gruppe: Eingabefeld, eintraege: Mapping[str, Eintrag]) -> bool:
    """Tell whether the answers given so far leave a place for a field."""
    geschwister = {eines.name: eines for eines in gruppe.kinder}
    for pfad, verlangt in kind.nur:
        name = pfad.rpartition(".")[2]
        gegeben = eintraege[name].wert if name in eintraege else None
        wert = gegeben.text if isinstance(gegeben, Skalar) else geschwister[name].vorgabe
        if wert != verlangt:
            return False
    return True


def _angabe(kind: Eingabefeld, gruppe: Eingabefeld, eintraege: Mapping[str, Eintrag]) -> Baum | None:
    if kind.gestalt is Gestalt.LISTE:
        return _liste(kind)
    if kind.gestalt is Gestalt.GRUPPE:
        _ueberschrift(kind)
        return _gruppe(kind) if _ist_pflicht(kind) or _bejaht(f"{kind.beschriftung} angeben?") else None
    _erklaere(kind)
    bisher = {name: eintrag.wert for name, eintrag in eintraege.items()}
    if kind.je_jahr:
        return _jahre(kind, gruppe, bisher)
    if kind.typname == "texte":
        return _texte(kind, gruppe, bisher)
    return _wert(kind, gruppe, bisher)


def _liste(feld: Eingabefeld) -> Folge | None:
    _ueberschrift(feld)
    glieder: list[Baum] = []
    while len(glieder) < feld.mindestens or _bejaht("Weiterer Eintrag?" if glieder else "Eintrag erfassen?"):
        click.echo(f"{feld.beschriftung}, Eintrag {len(glieder) + 1}")
        glieder.append(_gruppe(feld))
    return Folge(tuple(glieder), 0) if glieder or feld.fehlt is Fehlt.FEHLER else None


def _wert(feld: Eingabefeld, gruppe: Eingabefeld, bisher: Mapping[str, Baum]) -> Baum | None:
    while True:
        text = _frage(f"{feld.beschriftung}{' (Pflicht)' if _ist_pflicht(feld) else ''}")
        baum = _baum(text, feld) if text else None
        if not _beanstandet(feld, gruppe, bisher, baum):
            return baum


def _texte(feld: Eingabefeld, gruppe: Eingabefeld, bisher: Mapping[str, Baum]) -> Baum | None:
    """Ask for texts, one a line, until an empty line."""
    glieder: tuple[Baum, ...] = ()
    while True:
        text = _frage(f"{feld.beschriftung}, Zeile {len(glieder) + 1}")
        if text:
            neu = (*glieder, Skalar(text, 0, zitiert=True))
            glieder = glieder if _beanstandet(feld, gruppe, bisher, Folge(neu, 0)) else neu
        elif not _beanstandet(feld, gruppe, bisher, baum := Folge(glieder, 0) if glieder else None):
            return baum


def _jahre(feld: Eingabefeld, gruppe: Eingabefeld, bisher: Mapping[str, Baum]) -> Baum | None:
    """Ask for a year and an amount a line until an empty line; a year given again is corrected."""
    click.echo("  Je Zeile ein Jahr und ein Betrag, etwa: 2027 1.234,50. Leere Zeile: fertig.")
    eintraege: dict[str, Eintrag] = {}
    while True:
        noetig = " (Pflicht)" if len(eintraege) < feld.mindestens else ""
        jahr, betrag = _jahr_und_betrag(_frage(f"{feld.beschriftung}{noetig}"))
        if jahr:
            neu = {jahr: Eintrag(_baum(betrag, feld) if betrag else Skalar(None, 0), 0)}
            if not _beanstandet(feld, gruppe, bisher, Abbildung(neu)):
                eintraege |= neu
        elif not _beanstandet(feld, gruppe, bisher, baum := Abbildung(eintraege) if eintraege else None):
            return baum


def _jahr_und_betrag(text: str) -> tuple[str, str]:
    jahr, _, betrag = re.sub(r"\s*[:=\s]\s*", " ", text, count=1).partition(" ")
    return jahr, betrag.strip()


def _baum(text: str, feld: Eingabefeld) -> Baum:
    """Turn what was typed into what the document would hold; what is not understood is left to the reader."""
    match feld.typname:
        case "menge":
            return Folge(tuple(Skalar(teil, 0, zitiert=True) for teil in re.split(r"[,;\s]+", text) if teil), 0)
        case "wahrheitswert":
            antwort = _JA.get(text.lower())
            return Skalar(text if antwort is None else str(antwort).lower(), 0)
        case "auswahl":
            return Skalar(_gewaehlt(text, feld), 0, zitiert=True)
        case "datum":
            return Skalar(_umgeschrieben(text, feld.typname), 0)
        case "text" | "iban":
            return Skalar(text, 0, zitiert=True)
    return Skalar(_umgeschrieben(text, feld.typname), 0)


def _gewaehlt(text: str, feld: Eingabefeld) -> str:
    """Return the choice that was typed or whose number was typed."""
    moegliche = list(feld.auswahl or ())
    if text not in moegliche and text.isascii() and text.isdecimal() and 0 < int(text) <= len(moegliche):
        return moegliche[int(text) - 1]
    return text


def _umgeschrieben(text: str, typname: str) -> str:
    try:
        if typname == "datum":
            return parse_datum(text).isoformat()
        if typname == "eur":
            return dezimal(parse_betrag(text), 2)
    except ValueError:
        return text
    return text.replace(",", ".") if re.fullmatch(r"[0-9]+,[0-9]+", text) else text


def _beanstandet(feld: Eingabefeld, gruppe: Eingabefeld, bisher: Mapping[str, Baum], baum: Baum | None) -> bool:
    """Show what the reader has against an answer, and tell whether it has anything."""
    antworten = {**bisher, **({feld.name: baum} if baum is not None else {})}
    eintraege = {name: Eintrag(wert, 0) for name, wert in antworten.items()}
    gelesen = lies_dokument(Abbildung(eintraege), gruppe, "")
    eigene = [m for m in gelesen.meldungen if m.ort == feld.name or m.ort.startswith(f"{feld.name}[")]
    for meldung in eigene:
        abhilfe = "" if baum is None else meldung.abhilfe  # it says how to add a key to a file
        click.secho(f"  {replace(meldung, ort='', abhilfe=abhilfe)}", fg="red")
    return bool(eigene)


def _ist_pflicht(feld: Eingabefeld) -> bool:
    return feld.fehlt is Fehlt.FEHLER or feld.mindestens > 0


def _ueberschrift(feld: Eingabefeld) -> None:
    click.echo()
    click.secho(feld.beschriftung, bold=True)
    if feld.hilfe:
        click.echo(feld.hilfe)


def _erklaere(feld: Eingabefeld) -> None:
    """Show help and choices above a question."""
    if feld.hilfe:
        click.secho(f"  {feld.hilfe}", dim=True)
    for nummer, (wert, text) in enumerate((feld.auswahl or {}).items(), 1):
        kennung = wert if feld.typname == "menge" else f"{nummer} {wert}"
        click.echo(f"  {kennung} – {text}" if text != wert else f"  {kennung}")
    if feld.typname == "menge":
        click.echo("  Mehrere durch Komma getrennt.")
    if feld.typname == "wahrheitswert":
        click.echo("  ja oder nein")


def _frage(frage: str) -> str:
    return str(click.prompt(frage, default="", show_default=False)).strip()


def _bejaht(frage: str) -> bool:
    while (antwort := _frage(f"{frage} [j/N]").lower()) not in ("", *_JA):
        click.echo("  Bitte ja oder nein.")
    return _JA.get(antwort, False)
