"""Make the tables of input fields in the handbook from the declaration, with examples from the handbook itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from foerderung.fach.quelltext import Abbildung, Baum, Folge, Skalar
from foerderung.fach.zahlen import zahl_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt, Muster, Schranken
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.regelwerk.regeln import lade

_HANDBUCH = Path(__file__).parents[2] / "docs" / "handbuch"
_MARKE = re.compile(
    r"(?P<kopf><!-- tabelle: (?P<dokument>antrag|entscheidung) (?P<teil>\w+) -->\n).*?(?P<fuss><!-- ende -->)", re.S
)
_BEISPIEL = re.compile(r"<!-- datei: (antrag|entscheidung|abweichung)\.yaml -->\n```yaml\n(.*?)\n```", re.S)
_KOPF = "| Angabe | Bedeutung | Form | Pflicht | Beispiel |\n|---|---|---|---|---|\n"
OBERSTE = "allgemein"


@lru_cache
def felder(dokument: str) -> Eingabefeld:
    """Return the declared fields of an application or a decision under the newest Fassung."""
    werk = lade("kommpraev").fassung(None)
    wurzel = werk.felder if dokument == "antrag" else werk.entscheidungsfelder
    assert wurzel is not None
    return wurzel


def teile(dokument: str) -> list[str]:
    """List the parts of a document that need a table."""
    return [OBERSTE, *(kind.name for kind in felder(dokument).kinder if kind.gestalt is not Gestalt.WERT)]


def tabelle(dokument: str, teil: str) -> str:
    """Return the table of one part: its value fields, or the values at the top of the document."""
    wurzel = felder(dokument)
    if teil == OBERSTE:
        zeilen = [_zeile(kind, dokument) for kind in wurzel.kinder if kind.gestalt is Gestalt.WERT]
    else:
        (gruppe,) = (kind for kind in wurzel.kinder if kind.name == teil)
        zeilen = [_zeile(feld, dokument, um) for feld, um in _werte(gruppe, "")]
    return _KOPF + "".join(zeilen)


def erneuert(text: str) -> str:
    """Return a document with every marked table as the declaration has it now."""
    return _MARKE.sub(lambda m: m["kopf"] + tabelle(m["dokument"], m["teil"]) + m["fuss"], text)


def angabe(feld: Eingabefeld) -> str:
    """Write the key path of a field: ``stellen[].personalausgaben[Jahr]``."""
    ort = f"{feld.ort[:-4]}[Jahr]" if feld.je_jahr else feld.ort
    return ort.replace("[{}]", "[]")


def _werte(feld: Eingabefeld, um: str) -> Iterator[tuple[Eingabefeld, str]]:
    """Walk over value fields, each with the nearest group around it that may be left out."""
    if feld.gestalt is Gestalt.WERT:
        yield feld, um
        return
    innen = feld.pfad if feld.gestalt is Gestalt.GRUPPE and feld.fehlt is Fehlt.ERLAUBT else um
    for kind in feld.kinder:
        yield from _werte(kind, innen)


def _zeile(feld: Eingabefeld, dokument: str, um: str = "") -> str:
    bedeutung = feld.beschriftung + (f". {feld.hilfe}" if feld.hilfe else "")
    zellen = [f"`{angabe(feld)}`", bedeutung, _form(feld), _pflicht(feld, um), _beispiel(feld, dokument)]
    return f"| {' | '.join(zelle.replace('|', '/') for zelle in zellen)} |\n"


def _form(feld: Eingabefeld) -> str:
    form = _einzelform(feld)
    return f"je Haushaltsjahr: {form}" if feld.je_jahr else form


def _einzelform(feld: Eingabefeld) -> str:
    auswahl = ", ".join(f"`{wert}` ({text})" for wert, text in (feld.auswahl or {}).items())
    match feld.typname:
        case "text":
            return "; ".join(["Text", *map(_muster, feld.muster)])
        case "auswahl":
            return f"eines von: {auswahl}"
        case "menge":
            return f"Liste aus: {auswahl}"
        case "satz":
            return "Prozentsatz in Anführungszeichen" + _grenzen(feld.schranken, 100)
    namen = {
        "texte": "Liste von Texten",
        "wahrheitswert": "`true` oder `false`",
        "datum": "Datum JJJJ-MM-TT",
        "jahr": "Jahr, vierstellig",
        "iban": "IBAN mit gültiger Prüfziffer",
        "eur": "Betrag in Euro",
        "vzae": "Zahl",
        "anzahl": "ganze Zahl",
    }
    form = namen[feld.typname]
    if feld.typname in ("eur", "vzae", "anzahl"):
        form += _grenzen(feld.schranken)
    return form


def _muster(muster: Muster) -> str:
    bei = f" bei {', '.join(f'`{wert}`' for wert in muster.fuer)}" if muster.fuer else ""
    return f"{muster.text}{bei}"


def _grenzen(schranken: Schranken, faktor: int = 1) -> str:
    stellen = schranken.nachkomma - (2 if faktor == 100 else 0)
    teile = [f"höchstens {stellen} Nachkommastellen"] if stellen else []
    if schranken.ueber is not None:
        teile.append(f"größer als {zahl_deutsch(schranken.ueber * faktor)}")
    if schranken.mindestens is not None and schranken.mindestens:
        teile.append(f"mindestens {zahl_deutsch(schranken.mindestens * faktor)}")
    if schranken.hoechstens is not None:
        teile.append(f"höchstens {zahl_deutsch(schranken.hoechstens * faktor)}{' %' if faktor == 100 else ''}")
    return "".join(f", {teil}" for teil in teile)


def _pflicht(feld: Eingabefeld, um: str) -> str:
    nur = " und ".join(f"`{pfad.rpartition('.')[2]}: {wert}`" for pfad, wert in feld.nur)
    if feld.fehlt is Fehlt.FEHLER or feld.mindestens:
        pflicht = f"ja, wenn es `{um}` gibt" if um else "ja"
    elif feld.fehlt is Fehlt.ERLAUBT:
        pflicht = "nein"
    else:
        pflicht = f"nein; ohne Angabe: {_vorgabe(feld)}"
    return f"{pflicht}; nur bei {nur}" if nur else pflicht


def _vorgabe(feld: Eingabefeld) -> str:
    wert = feld.vorgabe
    if isinstance(wert, bool):
        return "`true`" if wert else "`false`"
    if isinstance(wert, frozenset):
        return "leer"
    return f"`{wert}`"


# --- examples ---------------------------------------------------------------------------------------------------------


@lru_cache
def beispiele() -> dict[str, list[Baum]]:
    """Return the complete documents that the handbook shows, by kind."""
    gefunden: dict[str, list[Baum]] = {"antrag": [], "entscheidung": []}
    arten = {"antrag": "antrag", "entscheidung": "entscheidung", "abweichung": "entscheidung"}
    for pfad in sorted(_HANDBUCH.glob("*.md")):
        for name, inhalt in _BEISPIEL.findall(pfad.read_text(encoding="utf-8")):
            gefunden[arten[name]].append(lies_text(inhalt, pfad.name))
    return gefunden


def _beispiel(feld: Eingabefeld, dokument: str) -> str:
    schritte = [teil for teil in re.split(r"\.|(\[\{\}\])", feld.ort) if teil]
    if feld.je_jahr:
        schritte.pop()
    for baum in beispiele()[dokument]:
        for knoten in _finde(baum, schritte):
            return f"`{_text(knoten)}`"
    return "–"


def _finde(baum: Baum, schritte: list[str]) -> Iterator[Baum]:
    if not schritte:
        yield baum
    elif isinstance(baum, Folge):
        for glied in baum.glieder:
            yield from _finde(glied, schritte[1:])
    elif isinstance(baum, Abbildung) and (kind := baum.hole(schritte[0])) is not None:
        yield from _finde(kind, schritte[1:])


def _text(baum: Baum) -> str:
    if isinstance(baum, Skalar):
        text = baum.text or ""
        return f'"{text}"' if baum.zitiert else text
    if isinstance(baum, Folge):
        return f"[{', '.join(map(_text, baum.glieder))}]"
    return f"{{{', '.join(f'{name}: {_text(eintrag.wert)}' for name, eintrag in baum.eintraege.items())}}}"
