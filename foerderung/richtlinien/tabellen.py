"""Read dated parameters and official series, with the checks for gaps, overlaps and wrong cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources.abc import Traversable
from itertools import pairwise

from foerderung.fach.belegstand import Quelle
from foerderung.fach.quelltext import Abbildung, Baum, Skalar
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.kalender import WOCHENTAGE, Feiertag, Kalender, Kalendertag, als_kalendertag
from foerderung.rechnung.regelwerk import Parameter, Parameterwert, Reihe, Reihenwert
from foerderung.rechnung.typen import TEXT, Typ, gemeinsamer_nenner, lies_zahl, mit_wert, typ_aus_text
from foerderung.richtlinien.abschnitt import Abschnitt, lies_datum


def lies_parameter(abschnitt: Abschnitt, name: str, einheiten: frozenset[str]) -> Parameter:
    """Read one parameter with all its values."""
    bezeichnung = abschnitt.text("bezeichnung", pflicht=True)
    einheit = abschnitt.text("einheit", pflicht=True)
    typ = _typ(abschnitt, einheit, einheiten)
    quelle = abschnitt.quelle()
    schluessel = _texte(abschnitt.unter("schluessel"))
    verfahren = abschnitt.text("fuer_verfahren")
    werte = abschnitt.unter("werte", pflicht=True)
    stand: list[tuple[date, dict[tuple[str, ...], Parameterwert]]] = []
    for text, baum, zeile in werte.alle() if werte else ():
        tag = lies_datum(text)
        if tag is None:
            werte.melde(f"„{text}“ ist kein Datum", zulaessig="JJJJ-MM-TT", zeile=zeile)  # type: ignore[union-attr]
            continue
        leser = _Werteleser(abschnitt, einheit, tag, quelle)
        stand.append((tag, dict(leser.lies(baum, len(schluessel), f"werte.{text}"))))
    if [tag for tag, _ in stand] != sorted(tag for tag, _ in stand):
        abschnitt.melde("die Tage des Inkrafttretens sind nicht aufsteigend", "werte")
    typ = _mit_werten(typ, [wert.wert for _, werte_ in stand for wert in werte_.values()])
    stand.sort(key=lambda paar: paar[0])
    return Parameter(name, bezeichnung, typ, tuple(schluessel), tuple(schluessel.values()), verfahren, tuple(stand))


def _typ(abschnitt: Abschnitt, einheit: str, einheiten: frozenset[str]) -> Typ:
    typ = typ_aus_text(einheit, einheiten)
    if typ is None or einheit in ("eur_exakt", "wahrheitswert"):
        if einheit:
            abschnitt.melde(f"unbekannte Einheit „{einheit}“", "einheit")
        return TEXT
    return typ


def _mit_werten(typ: Typ, werte: list[Wert]) -> Typ:
    """Narrow the type to what the values prove: a common denominator, or the texts that occur."""
    if typ.art == "zahl":
        zahlen = [mit_wert(typ, wert) for wert in werte if isinstance(wert, Fraction)]
        return replace(typ, nenner=gemeinsamer_nenner(*zahlen))
    if typ.art == "text":
        return replace(typ, auswahl=tuple(dict.fromkeys(str(wert) for wert in werte)))
    return typ


class _Werteleser:
    """Read the values of one day, nested by keys."""

    def __init__(self, abschnitt: Abschnitt, einheit: str, tag: date, quelle: Quelle) -> None:
        self.abschnitt = abschnitt
        self.einheit = einheit
        self.tag = tag
        self.quelle = quelle

    def lies(self, baum: Baum, tiefe: int, pfad: str) -> Iterable[tuple[tuple[str, ...], Parameterwert]]:
        if tiefe == 0:
            wert = self._wert(baum, pfad)
            return [] if wert is None else [((), wert)]
        if not isinstance(baum, Abbildung):
            self._melde(f"je Schlüssel ein Wert erwartet ({tiefe} Ebenen)", pfad, baum.zeile)
            return []
        return [
            ((name, *rest), wert)
            for name, eintrag in baum.eintraege.items()
            for rest, wert in self.lies(eintrag.wert, tiefe - 1, f"{pfad}.{name}")
        ]

    def _wert(self, baum: Baum, pfad: str) -> Parameterwert | None:
        quelle = self.quelle
        if isinstance(baum, Abbildung):
            abschnitt = Abschnitt(baum, self.abschnitt.datei, f"{self.abschnitt.pfad}.{pfad}", self.abschnitt.maengel)
            text = abschnitt.text("wert", pflicht=True)
            quelle = abschnitt.quelle(vorgabe=quelle)
            abschnitt.fertig()
        else:
            text = baum.text or "" if isinstance(baum, Skalar) else ""
        wert = _lies_wert(text, self.einheit)
        if wert is None:
            beispiel = _BEISPIELE.get(self.einheit, "1.50")
            self.abschnitt.melde(
                f"„{text}“ ist kein Wert der Einheit {self.einheit}", pfad, f"etwa {beispiel}", zeile=baum.zeile
            )
            return None
        return Parameterwert(wert, self.tag, quelle)

    def _melde(self, text: str, pfad: str, zeile: int) -> None:
        self.abschnitt.melde(text, pfad, zeile=zeile)


_BEISPIELE = {
    "satz": '"90 %"',
    "eur": "1234.50",
    "anzahl": "3",
    "kalendertag": '"15.10."',
    "datum": "2026-01-31",
    "jahr": "2026",
}


def _lies_wert(text: str, einheit: str) -> Wert | None:
    if einheit == "text":
        return text or None
    if einheit == "kalendertag":
        return lies_kalendertag(text)
    if einheit == "datum":
        return lies_datum(text)
    if einheit == "jahr":
        return int(text) if text.isdecimal() and len(text) == 4 else None
    wert = lies_zahl(text, einheit)
    if wert is None or (einheit == "eur" and 100 % wert.denominator) or (einheit == "anzahl" and wert.denominator != 1):
        return None
    return wert


def lies_kalendertag(text: str) -> Kalendertag | None:
    """Return the day that ``15.10.`` names, None if there is none in every year."""
    teile = text.split(".")
    if len(teile) != 3 or teile[2] or not all(teil.isdecimal() and len(teil) <= 2 for teil in teile[:2]):
        return None
    return als_kalendertag(int(teile[0]), int(teile[1]))


def lies_reihe(abschnitt: Abschnitt, name: str, ordner: Traversable, einheiten: frozenset[str]) -> Reihe | None:
    """Read one series and its CSV table; None if the table cannot be used."""
    bezeichnung = abschnitt.text("bezeichnung", pflicht=True)
    einheit = abschnitt.text("einheit", pflicht=True)
    typ = _typ(abschnitt, einheit, einheiten)
    quelle = abschnitt.quelle()
    fortschreiben = abschnitt.auswahl("nach_ende", ("fortschreiben", "fehler"), pflicht=True) == "fortschreiben"
    monate = {"halbjahr": 6}.get(abschnitt.auswahl("takt", ("jahr", "halbjahr")), 12)
    tabelle = _Tabelle(abschnitt, ordner, einheit)
    zeilen = tabelle.lies()
    if not zeilen:
        return None
    werte: list[Wert] = [zeile.wert for gruppe in zeilen.values() for zeile in gruppe if zeile.wert is not None]
    return Reihe(
        name,
        bezeichnung,
        _mit_werten(typ, werte),
        quelle,
        tabelle.schluesselnamen,
        zeilen,
        max(zeile.von for gruppe in zeilen.values() for zeile in gruppe),
        fortschreiben,
        monate,
    )


class _Tabelle:
    """Read a CSV table by its declaration."""

    def __init__(self, abschnitt: Abschnitt, ordner: Traversable, einheit: str) -> None:
        self.abschnitt = abschnitt
        self.einheit = einheit
        self.datei = abschnitt.text("datei", pflicht=True)
        self.pfad = ordner / self.datei
        self.gueltig = self._gueltig(abschnitt)
        self.schluessel = _texte(abschnitt.unter("schluessel"))
        self.ohne = _texte(abschnitt.unter("ohne"))
        self.spalten, self.spaltenschluessel = self._spalten(abschnitt)
        self.nachrichtlich = abschnitt.texte("nachrichtlich")
        self.schluesselnamen = (
            *self.schluessel,
            *([self.spaltenschluessel] if self.spaltenschluessel else []),
        )

    @staticmethod
    def _gueltig(abschnitt: Abschnitt) -> dict[str, str]:
        gueltig = _texte(abschnitt.unter("gueltig", pflicht=True))
        if set(gueltig) not in ({"jahr"}, {"von"}, {"von", "bis"}):
            abschnitt.melde(f"gueltig: {', '.join(gueltig)}", "gueltig", "jahr; von; von und bis")
            return {}
        return gueltig

    @staticmethod
    def _spalten(abschnitt: Abschnitt) -> tuple[dict[str, str], str]:
        """Return value columns (with their key text) and the name of the key they stand for, if any."""
        breit = abschnitt.unter("schluessel_spalten")
        if breit is None:
            return dict.fromkeys(abschnitt.texte("wert", pflicht=True), ""), ""
        for name, _, _ in breit.alle():
            unter = breit.unter(name)
            return _texte(unter), name
        return {}, ""

    def lies(self) -> dict[tuple[str, ...], tuple[Reihenwert, ...]]:
        if not self.gueltig:
            return {}
        try:
            text = self.pfad.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.abschnitt.melde(f"Tabelle „{self.datei}“ ist nicht lesbar", "datei")
            return {}
        zeilen = [(nummer, zeile) for nummer, zeile in enumerate(text.splitlines(), 1) if zeile[:1] not in ("", "#")]
        leser = csv.DictReader(zeile for _, zeile in zeilen)
        kopf = list(leser.fieldnames or ())
        if not self._pruefe_kopf(kopf):
            return {}
        gruppen: dict[tuple[str, ...], list[Reihenwert]] = {}
        for (nummer, _), satz in zip(zeilen[1:], leser, strict=False):
            if None in satz or None in satz.values():
                self._melde_zelle(nummer, f"{len(kopf)} Zellen erwartet")
                continue
            if any(satz.get(spalte) == wert for spalte, wert in self.ohne.items()):
                continue
            self._zeile(nummer, satz, gruppen)
        self._pruefe_zeit(gruppen)
        return {schluessel: tuple(sorted(werte, key=lambda w: w.von)) for schluessel, werte in gruppen.items()}

    def _pruefe_kopf(self, kopf: list[str]) -> bool:
        verwendet = [
            *self.gueltig.values(),
            *self.schluessel.values(),
            *self.ohne,
            *self.spalten,
            *self.nachrichtlich,
        ]
        fehlend = [spalte for spalte in verwendet if spalte not in kopf]
        ungenutzt = [spalte for spalte in kopf if spalte not in verwendet]
        if fehlend:
            self.abschnitt.melde(f"Spalte „{fehlend[0]}“ fehlt in {self.datei}", "datei", ", ".join(kopf))
        for spalte in ungenutzt:
            self.abschnitt.melde(
                f"Spalte „{spalte}“ in {self.datei} wird nicht verwendet",
                "datei",
                abhilfe="Verwenden oder unter nachrichtlich nennen.",
            )
        return not fehlend

    def _melde_zelle(self, nummer: int, text: str) -> None:
        self.abschnitt.melde(f"{self.datei}, Zeile {nummer}: {text}", "datei")

    def _zeile(self, nummer: int, satz: dict[str, str], gruppen: dict[tuple[str, ...], list[Reihenwert]]) -> None:
        von, bis = self._zeitraum(nummer, satz)
        if von is None:
            return
        fest = tuple(satz[spalte] for spalte in self.schluessel.values())
        if self.spaltenschluessel:
            for spalte, text in self.spalten.items():
                wert = self._zelle(nummer, spalte, satz[spalte] or "")
                gruppen.setdefault((*fest, text), []).append(Reihenwert(von, bis, wert))
            return
        werte = [self._zelle(nummer, spalte, satz[spalte] or "") for spalte in self.spalten]
        summe = None if None in werte else sum((wert for wert in werte if wert is not None), Fraction(0))
        gruppen.setdefault(fest, []).append(Reihenwert(von, bis, summe))

    def _zelle(self, nummer: int, spalte: str, text: str) -> Fraction | None:
        if not text:
            return None
        wert = lies_zahl(text, self.einheit)
        if wert is None:
            self._melde_zelle(nummer, f"„{text}“ in Spalte {spalte} ist keine Zahl")
        return wert

    def _zeitraum(self, nummer: int, satz: dict[str, str]) -> tuple[date | None, date | None]:
        if "jahr" in self.gueltig:
            text = satz[self.gueltig["jahr"]]
            if not (text.isdecimal() and len(text) == 4):
                self._melde_zelle(nummer, f"„{text}“ ist kein Jahr")
                return None, None
            return date(int(text), 1, 1), date(int(text), 12, 31)
        von = lies_datum(satz[self.gueltig.get("von", "")])
        ende = satz[self.gueltig["bis"]] if "bis" in self.gueltig else ""
        bis = lies_datum(ende)
        if von is None or (ende and bis is None):
            self._melde_zelle(nummer, "kein Datum in den Spalten der Gültigkeit")
            return None, None
        return von, bis

    def _pruefe_zeit(self, gruppen: dict[tuple[str, ...], list[Reihenwert]]) -> None:
        mit_ende = "von" not in self.gueltig or "bis" in self.gueltig
        for schluessel, zeilen in gruppen.items():
            zeilen.sort(key=lambda zeile: zeile.von)
            name = f" für {', '.join(schluessel)}" if schluessel else ""
            for zeile, naechste in pairwise(zeilen):
                ab = datum_deutsch(naechste.von)
                if zeile.von == naechste.von or (zeile.bis is not None and zeile.bis >= naechste.von):
                    self.abschnitt.melde(f"{self.datei}: zwei Werte ab {ab}{name}", "datei")
                elif mit_ende and (zeile.bis is None or zeile.bis + timedelta(days=1) != naechste.von):
                    self.abschnitt.melde(f"{self.datei}: Lücke vor dem {ab}{name}", "datei")
            if "jahr" in self.gueltig and zeilen:
                zeilen[-1] = replace(zeilen[-1], bis=None)


def _texte(abschnitt: Abschnitt | None) -> dict[str, str]:
    if abschnitt is None:
        return {}
    return {name: baum.text or "" for name, baum, _ in abschnitt.alle() if isinstance(baum, Skalar)}


def lies_kalender(abschnitt: Abschnitt) -> Kalender:
    """Read holidays and weekend."""
    abschnitt.quelle()
    tage = abschnitt.texte("wochenende", pflicht=True)
    for tag in tage:
        if tag not in WOCHENTAGE:
            abschnitt.melde(f"„{tag}“ ist kein Wochentag", "wochenende", ", ".join(WOCHENTAGE))
    wochenende = [WOCHENTAGE.index(tag) for tag in tage if tag in WOCHENTAGE]
    feiertage = [_feiertag(glied) for glied in abschnitt.glieder("feiertage", pflicht=True)]
    abschnitt.fertig()
    return Kalender([tag for tag in feiertage if tag is not None], wochenende)


def _feiertag(abschnitt: Abschnitt) -> Feiertag | None:
    name, quelle = abschnitt.text("name", pflicht=True), abschnitt.quelle()
    fest, vor = abschnitt.text("fest"), abschnitt.text("vor")
    ostern = abschnitt.ganzzahl("ostern")
    wochentag = abschnitt.auswahl("wochentag", WOCHENTAGE, pflicht=bool(vor))
    abschnitt.fertig()
    if sum((bool(fest), bool(vor), ostern is not None)) != 1:
        abschnitt.melde("genau eine der Angaben fest, ostern, vor erwartet")
        return None
    for text in (fest, vor):
        if text and lies_kalendertag(text) is None:
            abschnitt.melde(f"„{text}“ ist kein Tag", zulaessig="TT.MM.")
            return None
    return Feiertag(
        name,
        quelle,
        lies_kalendertag(fest),
        ostern,
        lies_kalendertag(vor),
        WOCHENTAGE.index(wochentag) if wochentag else 0,
    )
