"""Check an expression against the declared names: types, units, indices, missing values. Yields the bound form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung import ausdruck as a
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.eingabefeld import Fehlt
from foerderung.rechnung.namen import (
    VORHANDEN,
    EingabeName,
    Fakten,
    Fehlstelle,
    Namen,
    Notizen,
    RegelName,
    TabellenName,
    fakten_aus,
)
from foerderung.rechnung.rechenzeichen import typ_der_rechnung, vereinigt, vergleichbar
from foerderung.rechnung.typen import ANZAHL, DATUM, EUR, MENGE, SATZ, TEXT, WAHR, Typ, mit_wert
from foerderung.rechnung.wortschatz import ALLE_WORTE, SONDERWORTE, WOERTER

Ergebnis = tuple[g.Gebunden, Typ]


class BindungError(Exception):
    """An expression has a mistake that stops its further check."""

    def __init__(self, spalte: int, text: str, abhilfe: str = "") -> None:
        self.fehlstelle = Fehlstelle(spalte, text, abhilfe)
        super().__init__(text)


class Binder:
    """Bind the expressions of one rule.

    Args:
        namen: what can be named in this Fassung.
        dimensionen: the rule's index.
        fakten: what the rule's own condition guarantees.
    """

    def __init__(self, namen: Namen, dimensionen: tuple[str, ...] = (), fakten: Fakten = frozenset()) -> None:
        self.namen = namen
        self.dimensionen = set(dimensionen)
        self.fakten = fakten
        self.notizen = Notizen()

    def binde(self, ausdruck: a.Ausdruck) -> Ergebnis:
        """Resolve and type one expression.

        Raises:
            BindungError: the first mistake, with its column.
        """
        match ausdruck:
            case a.Zahl(wert, einheit, _):
                return g.Literal(wert), self._zahltyp(wert, einheit)
            case a.Text(wert, _):
                return g.Literal(wert), replace(TEXT, auswahl=(wert,))
            case a.Wahrheit(wert, _):
                return g.Literal(wert), WAHR
            case a.Leer(_):
                return g.Literal(frozenset()), MENGE
            case a.Name():
                return self._name(ausdruck)
            case a.Zugriff():
                return self._zugriff(ausdruck)
            case a.Aufruf():
                return self._aufruf(ausdruck)
            case a.Einstellig():
                return self._einstellig(ausdruck)
            case a.Zweistellig():
                return self._zweistellig(ausdruck)

    @staticmethod
    def _zahltyp(wert: Fraction, einheit: str) -> Typ:
        grund = {"eur": EUR, "satz": SATZ}.get(einheit, ANZAHL)
        return replace(mit_wert(grund, wert), ist_null=wert == 0)

    def _name(self, ausdruck: a.Name) -> Ergebnis:
        name, spalte = ausdruck.name, ausdruck.spanne.von
        if name in self.namen.lokale:
            return g.Lokal(name), self.namen.lokale[name]
        if name == "stichtag":
            return g.Stichtag(), DATUM
        if name in self.namen.eingaben:
            eingabe = self.namen.eingaben[name]
            self._benutze(name, eingabe, spalte)
            if eingabe.fehlt is Fehlt.ERLAUBT and (name, VORHANDEN) not in self.fakten:
                raise BindungError(
                    spalte, f"„{name}“ kann fehlen", f"sonst({name}, …) oder vorhanden({name}) davorsetzen."
                )
            return g.Eingabewert(name, eingabe.dimensionen), eingabe.typ
        if name in self.namen.regeln:
            regel = self.namen.regeln[name]
            self._benutze(name, regel, spalte)
            self.notizen.regeln.add(name)
            return g.Regelwert(name, regel.dimensionen), regel.typ
        if name in self.namen.tabellen:
            tabelle = self.namen.tabellen[name]
            if tabelle.schluessel or tabelle.mit_tag:
                raise BindungError(spalte, f"„{name}“ ist eine Tabelle", f"Schlüssel angeben: {self._form(name)}.")
            self.notizen.benutzt.add(name)
            return g.Parameterzugriff(name, ()), tabelle.typ
        if name in self.namen.dimensionen:
            return self._index(name, spalte)
        if name in self.namen.spaeter:
            raise BindungError(spalte, f"„{name}“ gibt es in dieser Fassung noch nicht", "Formel je Fassung angeben.")
        raise BindungError(spalte, f"unbekannter Name „{name}“", aehnlich(name, self.namen.alle()))

    def _index(self, name: str, spalte: int) -> Ergebnis:
        typ = self.namen.dimensionen[name].typ
        if typ is None:
            raise BindungError(spalte, f"„{name}“ ist eine Liste und selbst kein Wert", f"Etwa {name}.feld schreiben.")
        self._verlange_dimensionen(name, (name,), spalte)
        return g.Index(name), typ

    def _benutze(self, name: str, was: EingabeName | RegelName, spalte: int) -> None:
        self.notizen.benutzt.add(name)
        self._verlange_dimensionen(name, was.dimensionen, spalte)
        fehlend = [paar for paar in was.nur if paar not in self.fakten]
        if fehlend:
            bedingung = " und ".join(self._faktum_text(*paar) for paar in fehlend)
            raise BindungError(
                spalte,
                f"„{name}“ gibt es nur, wenn {bedingung}",
                "nur: oder wenn(…) mit dieser Bedingung ergänzen.",
            )

    @staticmethod
    def _faktum_text(name: str, wert: str) -> str:
        return f"vorhanden({name})" if wert == VORHANDEN else f'{name} = "{wert}"'

    def _verlange_dimensionen(self, name: str, dimensionen: tuple[str, ...], spalte: int) -> None:
        for dimension in dimensionen:
            if dimension not in self.dimensionen:
                raise BindungError(
                    spalte,
                    f"„{name}“ braucht die Dimension {dimension}",
                    f"summe({dimension}, …) verwenden oder je um {dimension} ergänzen.",
                )
        self.notizen.dimensionen.update(dimensionen)

    def _form(self, name: str) -> str:
        tabelle = self.namen.tabellen[name]
        teile = [schluessel.name for schluessel in tabelle.schluessel] + (["tag"] if tabelle.mit_tag else [])
        return f"{name}[{', '.join(teile)}]" if teile else name

    def _zugriff(self, ausdruck: a.Zugriff) -> Ergebnis:
        name, spalte = ausdruck.name, ausdruck.spanne.von
        tabelle = self.namen.tabellen.get(name)
        if tabelle is None:
            raise BindungError(spalte, f"unbekannte Tabelle „{name}“", aehnlich(name, self.namen.tabellen))
        erwartet = len(tabelle.schluessel) + tabelle.mit_tag
        if len(ausdruck.schluessel) != erwartet or not erwartet:
            raise BindungError(spalte, f"„{name}“ hat {erwartet} Schlüssel", f"{self._form(name)} schreiben.")
        self.notizen.benutzt.add(name)
        gebunden = [self._schluessel(tabelle, nummer, teil) for nummer, teil in enumerate(ausdruck.schluessel)]
        if tabelle.mit_tag:
            return g.Reihenzugriff(name, tuple(gebunden[:-1]), gebunden[-1]), tabelle.typ
        return g.Parameterzugriff(name, tuple(gebunden)), tabelle.typ

    def _schluessel(self, tabelle: TabellenName, nummer: int, ausdruck: a.Ausdruck) -> g.Gebunden:
        gebunden, typ = self.binde(ausdruck)
        erwartet = DATUM if nummer == len(tabelle.schluessel) else tabelle.schluessel[nummer].typ
        if not vergleichbar(erwartet, typ):
            raise BindungError(ausdruck.spanne.von, f"Schlüssel vom Typ {typ}, erwartet {erwartet}")
        if erwartet.auswahl is not None and typ.auswahl is not None:
            fremd = [text for text in typ.auswahl if text not in erwartet.auswahl]
            if fremd:
                raise BindungError(
                    ausdruck.spanne.von,
                    f"für „{fremd[0]}“ gibt es keinen Wert in der Tabelle",
                    aehnlich(fremd[0], erwartet.auswahl),
                )
        return gebunden

    def _einstellig(self, ausdruck: a.Einstellig) -> Ergebnis:
        gebunden, typ = self.binde(ausdruck.wert)
        if ausdruck.zeichen == "nicht":
            self._verlange(typ, WAHR, ausdruck.wert)
            return g.Nicht(gebunden), WAHR
        if typ.art != "zahl":
            raise BindungError(ausdruck.spanne.von, f"Minus vor {typ}")
        return g.Negativ(gebunden), typ

    def _zweistellig(self, ausdruck: a.Zweistellig) -> Ergebnis:
        zeichen = ausdruck.zeichen
        links, typ_links = self.binde(ausdruck.links)
        if zeichen in ("und", "oder"):
            self._verlange(typ_links, WAHR, ausdruck.links)
            with self._wissen(fakten_aus(ausdruck.links, self.namen.eingaben, zeichen == "und")):
                rechts, typ_rechts = self.binde(ausdruck.rechts)
            self._verlange(typ_rechts, WAHR, ausdruck.rechts)
            return g.Verknuepfung(zeichen == "und", links, rechts), WAHR
        rechts, typ_rechts = self.binde(ausdruck.rechts)
        if zeichen == "in":
            self._verlange(typ_links, TEXT, ausdruck.links)
            self._verlange(typ_rechts, MENGE, ausdruck.rechts)
            self._pruefe_auswahl(typ_links, typ_rechts, ausdruck)
            return g.Element(links, rechts), WAHR
        if zeichen in a.VERGLEICHE:
            if not vergleichbar(typ_links, typ_rechts):
                raise BindungError(
                    ausdruck.rechts.spanne.von, f"{typ_links} lässt sich nicht mit {typ_rechts} vergleichen"
                )
            if zeichen not in ("=", "<>") and typ_links.art in ("text", "wahr", "menge", "kalendertag"):
                raise BindungError(ausdruck.spanne.von, f"„{zeichen}“ gilt nicht für {typ_links}")
            self._pruefe_auswahl(typ_links, typ_rechts, ausdruck)
            return g.Vergleich(zeichen, links, rechts), WAHR
        typ = typ_der_rechnung(zeichen, typ_links, typ_rechts, rechts)
        if isinstance(typ, str):
            raise BindungError(ausdruck.spanne.von, typ)
        return g.Rechnung(zeichen, links, rechts), typ

    def _pruefe_auswahl(self, links: Typ, rechts: Typ, ausdruck: a.Zweistellig) -> None:
        if links.auswahl is None or rechts.auswahl is None:
            return
        if not set(links.auswahl) & set(rechts.auswahl):
            kleine, grosse = sorted((links.auswahl, rechts.auswahl), key=len)
            raise BindungError(
                ausdruck.spanne.von,
                f"„{kleine[0]}“ kommt hier nie vor, möglich sind {', '.join(grosse)}",
                aehnlich(kleine[0], grosse),
            )

    def _verlange(self, typ: Typ, erwartet: Typ, ausdruck: a.Ausdruck) -> None:
        if typ.art != erwartet.art:
            raise BindungError(ausdruck.spanne.von, f"{erwartet} erwartet, gefunden {typ}")

    @contextmanager
    def _wissen(self, fakten: Fakten) -> Iterator[None]:
        vorher, self.fakten = self.fakten, self.fakten | fakten
        yield
        self.fakten = vorher

    def _aufruf(self, ausdruck: a.Aufruf) -> Ergebnis:
        wort = ausdruck.wort
        if wort in WOERTER:
            return self._funktion(ausdruck)
        if wort in SONDERWORTE:
            bindung = getattr(self, f"_wort_{wort}")
            ergebnis: Ergebnis = bindung(ausdruck)
            return ergebnis
        raise BindungError(ausdruck.spanne.von, f"unbekanntes Wort „{wort}(…)“", aehnlich(wort, ALLE_WORTE))

    def _funktion(self, ausdruck: a.Aufruf) -> Ergebnis:
        wort = WOERTER[ausdruck.wort]
        gebunden, typen = [], []
        for argument in ausdruck.argumente:
            wert, typ = self.binde(argument)
            gebunden.append(wert)
            typen.append(typ)
        for erwartet in wort.argumente:
            if len(erwartet) == len(typen) and all(map(_passt, erwartet, typen)):
                return g.Funktion(ausdruck.wort, tuple(gebunden)), wort.ergebnis
        raise BindungError(
            ausdruck.spanne.von,
            f"so nicht aufrufbar: ({', '.join(map(str, typen))})",
            f"{wort.aufruf} schreiben.",
        )

    def _argumente(self, ausdruck: a.Aufruf, anzahl: int) -> tuple[a.Ausdruck, ...]:
        if len(ausdruck.argumente) != anzahl:
            raise BindungError(
                ausdruck.spanne.von,
                f"{ausdruck.wort} mit {len(ausdruck.argumente)} Angaben",
                f"{SONDERWORTE[ausdruck.wort]} schreiben.",
            )
        return ausdruck.argumente

    def _wort_wenn(self, ausdruck: a.Aufruf) -> Ergebnis:
        bedingung, dann, sonst = self._argumente(ausdruck, 3)
        gebunden, typ = self.binde(bedingung)
        self._verlange(typ, WAHR, bedingung)
        with self._wissen(fakten_aus(bedingung, self.namen.eingaben)):
            wert_dann, typ_dann = self.binde(dann)
        with self._wissen(fakten_aus(bedingung, self.namen.eingaben, wahr=False)):
            wert_sonst, typ_sonst = self.binde(sonst)
        ergebnis = vereinigt(typ_dann, typ_sonst)
        if ergebnis is None:
            raise BindungError(sonst.spanne.von, f"die Zweige passen nicht zusammen: {typ_dann} und {typ_sonst}")
        spannen = (ausdruck.spanne, dann.spanne, sonst.spanne)
        return g.Wenn(gebunden, wert_dann, wert_sonst, *spannen), ergebnis

    def _wort_min(self, ausdruck: a.Aufruf) -> Ergebnis:
        if len(ausdruck.argumente) < 2:
            self._argumente(ausdruck, 2)
        gebunden, typ = self.binde(ausdruck.argumente[0])
        glieder = [gebunden]
        for argument in ausdruck.argumente[1:]:
            gebunden, weiterer = self.binde(argument)
            gemeinsam = vereinigt(typ, weiterer)
            if gemeinsam is None or gemeinsam.art not in ("zahl", "datum", "jahr"):
                raise BindungError(argument.spanne.von, f"{ausdruck.wort} über {typ} und {weiterer}")
            glieder.append(gebunden)
            typ = gemeinsam
        spannen = tuple(argument.spanne for argument in ausdruck.argumente)
        return g.Aeusserster(ausdruck.wort == "min", tuple(glieder), ausdruck.spanne, spannen), typ

    _wort_max = _wort_min

    def _wort_summe(self, ausdruck: a.Aufruf) -> Ergebnis:
        dimension, inneres = self._argumente(ausdruck, 2)
        if not isinstance(dimension, a.Name) or dimension.name not in self.namen.dimensionen:
            name = getattr(dimension, "name", "")
            raise BindungError(
                dimension.spanne.von, f"„{name}“ ist keine Dimension", aehnlich(name, self.namen.dimensionen)
            )
        if dimension.name in self.dimensionen:
            raise BindungError(dimension.spanne.von, f"über {dimension.name} wird hier schon gerechnet")
        self.notizen.benutzt.add(dimension.name)
        gebunden, typ, benutzt = self._innen(dimension.name, inneres)
        zaehlt = ausdruck.wort == "anzahl"
        self._verlange(typ, WAHR if zaehlt else ANZAHL, inneres)
        paare = tuple(
            paar
            for paar, dimensionen in self.namen.paare.items()
            if dimension.name in dimensionen and set(dimensionen) <= benutzt
        )
        return g.Ueber(dimension.name, gebunden, zaehlt, paare), ANZAHL if zaehlt else replace(typ, ist_null=False)

    _wort_anzahl = _wort_summe

    def _innen(self, dimension: str, inneres: a.Ausdruck) -> tuple[g.Gebunden, Typ, set[str]]:
        aussen, self.notizen.dimensionen = self.notizen.dimensionen, set()
        self.dimensionen.add(dimension)
        try:
            gebunden, typ = self.binde(inneres)
        finally:
            self.dimensionen.discard(dimension)
        benutzt = self.notizen.dimensionen
        if dimension not in benutzt:
            raise BindungError(inneres.spanne.von, f"der Wert hängt nicht von {dimension} ab")
        self.notizen.dimensionen = aussen | (benutzt - {dimension})
        return gebunden, typ, benutzt

    def _wort_vorher(self, ausdruck: a.Aufruf) -> Ergebnis:
        dimension, regel = self._argumente(ausdruck, 2)
        name = getattr(dimension, "name", "")
        if name not in self.namen.dimensionen:
            raise BindungError(dimension.spanne.von, f"„{name}“ ist keine Dimension")
        gesucht = self.namen.regeln.get(getattr(regel, "name", ""))
        if not isinstance(regel, a.Name) or gesucht is None or name not in gesucht.dimensionen:
            raise BindungError(regel.spanne.von, f"vorher(…) braucht eine Regel je {name}")
        if gesucht.typ.art != "zahl":
            raise BindungError(
                regel.spanne.von, f"vorher(…) beginnt bei 0 und braucht eine Zahl, gefunden {gesucht.typ}"
            )
        self._benutze(regel.name, gesucht, regel.spanne.von)
        return g.Vorheriger(name, regel.name, gesucht.dimensionen), gesucht.typ

    def _eingabename(self, ausdruck: a.Aufruf, argument: a.Ausdruck) -> tuple[str, EingabeName]:
        name = getattr(argument, "name", "")
        eingabe = self.namen.eingaben.get(name)
        if not isinstance(argument, a.Name) or eingabe is None:
            raise BindungError(
                argument.spanne.von,
                f"{ausdruck.wort}(…) braucht eine Eingabe, gefunden „{name}“",
                aehnlich(name, self.namen.eingaben),
            )
        self._benutze(name, eingabe, argument.spanne.von)
        if eingabe.fehlt is not Fehlt.ERLAUBT:
            raise BindungError(argument.spanne.von, f"„{name}“ fehlt nie", "Direkt verwenden.")
        return name, eingabe

    def _wort_vorhanden(self, ausdruck: a.Aufruf) -> Ergebnis:
        name, eingabe = self._eingabename(ausdruck, self._argumente(ausdruck, 1)[0])
        return g.Vorhanden(name, eingabe.dimensionen), WAHR

    def _wort_sonst(self, ausdruck: a.Aufruf) -> Ergebnis:
        argument, ersatz = self._argumente(ausdruck, 2)
        name, eingabe = self._eingabename(ausdruck, argument)
        gebunden, typ = self.binde(ersatz)
        gemeinsam = vereinigt(eingabe.typ, typ)
        if gemeinsam is None:
            raise BindungError(ersatz.spanne.von, f"Ersatz vom Typ {typ} für {eingabe.typ}")
        return g.Sonst(name, eingabe.dimensionen, gebunden, ausdruck.spanne), gemeinsam

    def _wort_annahme(self, ausdruck: a.Aufruf) -> Ergebnis:
        (argument,) = self._argumente(ausdruck, 1)
        if not isinstance(argument, a.Name) or argument.name not in self.namen.regeln:
            raise BindungError(argument.spanne.von, f"{ausdruck.wort}(…) braucht eine Regel")
        regel = self.namen.regeln[argument.name]
        self._benutze(argument.name, regel, argument.spanne.von)
        self.notizen.regeln.add(argument.name)
        return g.Herkunft(ausdruck.wort, argument.name, regel.dimensionen), MENGE

    _wort_fortgeschrieben = _wort_annahme


def _passt(erwartet: Typ, typ: Typ) -> bool:
    """Tell whether an argument fits; months, days and counts must be whole."""
    return vergleichbar(erwartet, typ) and (erwartet.art != "zahl" or typ.nenner == 1)
