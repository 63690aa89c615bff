"""Read the declaration of inputs: fields, groups and lists of an application, a decision or another document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.quelltext import Baum, Skalar
from foerderung.fach.zahlen import lies_dezimal
from foerderung.rechnung.eingabefeld import (
    Bedingung,
    Eingabefeld,
    Entscheidungsziel,
    Fehlt,
    Gestalt,
    Muster,
    Schranken,
)
from foerderung.rechnung.einzelwert import lies_einzelwert
from foerderung.rechnung.typen import MENGE, TEXT, TYPNAMEN, WAHR, Typ, typ_aus_text
from foerderung.richtlinien.abschnitt import Abschnitt, Mangelliste

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_SONDERTYPEN = ("auswahl", "menge", "texte", "iban")
_NACHKOMMA = {"eur": 2, "vzae": 3, "satz": 4, "anzahl": 0}
_HOECHSTBETRAG = Fraction(1_000_000_000)


class Feldleser:
    """Turn declarations into fields.

    Args:
        einheiten: further units the guideline declares.
    """

    def __init__(self, maengel: Mangelliste, einheiten: frozenset[str]) -> None:
        self.maengel = maengel
        self.einheiten = einheiten
        self._listen: set[str] = set()

    def lies_wurzel(self, abschnitte: list[Abschnitt], beschriftung: str) -> Eingabefeld:
        """Read the top level, put together from several files; a name declared twice is reported."""
        kinder: dict[str, Eingabefeld] = {}
        self._listen = set()
        for abschnitt in abschnitte:
            for name, baum, zeile in abschnitt.alle():
                if name in kinder:
                    abschnitt.melde(f"Eingabe „{name}“ ist schon deklariert", zeile=zeile)
                    continue
                kinder[name] = self._feld((name, baum, zeile), abschnitt, "", "", ())
        for abschnitt in abschnitte:
            _pruefe_geschwister(abschnitt, kinder)
        return Eingabefeld("", "", "", Gestalt.GRUPPE, beschriftung, kinder=tuple(kinder.values()))

    def _feld(
        self, eintrag: tuple[str, Baum, int], eltern: Abschnitt, pfad: str, ort: str, dimensionen: tuple[str, ...]
    ) -> Eingabefeld:
        name, baum, zeile = eintrag
        abschnitt = Abschnitt(baum, eltern.datei, f"{eltern.pfad}.{name}", self.maengel, zeile)
        if not NAME.match(name):
            abschnitt.melde(f"„{name}“ ist kein Name", zulaessig="kleine Buchstaben, Ziffern, Unterstrich")
        eigener_pfad = f"{pfad}.{name}" if pfad else name
        eigener_ort = f"{ort}.{name}" if ort else name
        if "felder" in abschnitt:
            feld = self._gruppe(abschnitt, name, eigener_pfad, eigener_ort, dimensionen)
        else:
            feld = self._wert(abschnitt, name, eigener_pfad, eigener_ort, dimensionen)
        abschnitt.fertig()
        return feld

    def _gruppe(
        self, abschnitt: Abschnitt, name: str, pfad: str, ort: str, dimensionen: tuple[str, ...]
    ) -> Eingabefeld:
        dimension = abschnitt.text("liste")
        gestalt = Gestalt.LISTE if dimension else Gestalt.GRUPPE
        if dimension and dimensionen:
            abschnitt.melde("eine Liste innerhalb einer Liste", "liste")
        if dimension and dimension in self._listen:
            abschnitt.melde(f"„{dimension}“ heißt schon eine andere Liste dieses Dokuments", "liste")
        self._listen.add(dimension)
        innen_pfad = dimension or pfad
        innen_ort = f"{ort}[{{}}]" if dimension else ort
        innen_dimensionen = (dimension,) if dimension else dimensionen
        felder = abschnitt.unter("felder", pflicht=True)
        assert felder is not None
        kinder = tuple(
            self._feld(eintrag, felder, innen_pfad, innen_ort, innen_dimensionen) for eintrag in felder.alle()
        )
        _pruefe_geschwister(felder, {kind.name: kind for kind in kinder})
        fehlt = abschnitt.auswahl("fehlt", ("erlaubt",))
        return Eingabefeld(
            name,
            pfad,
            ort,
            gestalt,
            abschnitt.text("beschriftung", pflicht=True),
            abschnitt.text("hilfe"),
            kinder=kinder,
            dimension=dimension,
            fehlt=Fehlt.ERLAUBT if fehlt else Fehlt.FEHLER,
            mindestens=abschnitt.ganzzahl("mindestens") or 0,
        )

    def _wert(self, abschnitt: Abschnitt, name: str, pfad: str, ort: str, dimensionen: tuple[str, ...]) -> Eingabefeld:
        typname = abschnitt.text("typ", pflicht=True)
        auswahl = self._auswahl(abschnitt) if typname in ("auswahl", "menge") else None
        typ = self._typ(abschnitt, typname, auswahl)
        je_jahr = abschnitt.auswahl("je", ("jahr",)) == "jahr"
        feld = Eingabefeld(
            name,
            pfad,
            f"{ort}[{{}}]" if je_jahr else ort,
            Gestalt.WERT,
            abschnitt.text("beschriftung", pflicht=True),
            abschnitt.text("hilfe"),
            dimensionen=(*dimensionen, "jahr") if je_jahr else dimensionen,
            je_jahr=je_jahr,
            typname=typname,
            typ=typ,
            auswahl=auswahl,
            muster=tuple(self._muster(glied) for glied in abschnitt.glieder("muster")),
            schranken=self._schranken(abschnitt, typname),
            nur=self._nur(abschnitt, pfad),
            mindestens=abschnitt.ganzzahl("mindestjahre") or 0,
            quelle=abschnitt.text("quelle"),
        )
        return self._mit_vorgabe(abschnitt, feld)

    def _typ(self, abschnitt: Abschnitt, typname: str, auswahl: dict[str, str] | None) -> Typ:
        if typname in ("auswahl", "menge"):
            return replace(TEXT if typname == "auswahl" else MENGE, auswahl=tuple(auswahl or ()))
        if typname == "texte":
            return MENGE
        if typname in ("iban", "text"):
            return TEXT
        typ = typ_aus_text(typname, self.einheiten)
        if typ is None or typname in ("eur_exakt", "kalendertag"):
            if typname:
                abschnitt.melde(f"unbekannter Typ „{typname}“", "typ", ", ".join((*TYPNAMEN, *_SONDERTYPEN)))
            return TEXT
        if typ.art == "zahl":
            return replace(typ, nenner=10 ** self._nachkomma(abschnitt, typname))
        return typ

    @staticmethod
    def _nachkomma(abschnitt: Abschnitt, typname: str) -> int:
        stellen = abschnitt.ganzzahl("nachkomma")
        return stellen if stellen is not None else _NACHKOMMA.get(typname, 2)

    def _schranken(self, abschnitt: Abschnitt, typname: str) -> Schranken:
        def zahl(schluessel: str) -> Fraction | None:
            text = abschnitt.text(schluessel)
            wert = lies_dezimal(text) if text else None
            if text and wert is None:
                abschnitt.melde(f"„{text}“ ist keine Zahl", schluessel)
            return wert

        mindestens, ueber = zahl("mindestens"), zahl("ueber")
        unter = zahl("unter")
        if mindestens is None and ueber is None:
            mindestens = Fraction(0)
        return Schranken(
            self._nachkomma(abschnitt, typname),
            mindestens,
            ueber,
            zahl("hoechstens"),
            unter if unter is not None else _HOECHSTBETRAG,
        )

    @staticmethod
    def _auswahl(abschnitt: Abschnitt) -> dict[str, str]:
        werte = abschnitt.unter("werte", pflicht=True)
        if werte is None:
            return {}
        return {name: baum.text or name for name, baum, _ in werte.alle() if isinstance(baum, Skalar)}

    @staticmethod
    def _muster(abschnitt: Abschnitt) -> Muster:
        form = abschnitt.text("form", pflicht=True)
        try:
            re.compile(form)
        except re.error:
            abschnitt.melde(f"„{form}“ ist kein regulärer Ausdruck", "form")
            form = ""
        muster = Muster(form, abschnitt.text("text", pflicht=True), abschnitt.text("nach"), abschnitt.texte("fuer"))
        abschnitt.fertig()
        return muster

    @staticmethod
    def _nur(abschnitt: Abschnitt, pfad: str) -> Bedingung:
        nur = abschnitt.unter("nur")
        if nur is None:
            return ()
        eltern = pfad.rpartition(".")[0]
        return tuple(
            (f"{eltern}.{name}" if eltern else name, baum.text or "")
            for name, baum, _ in nur.alle()
            if isinstance(baum, Skalar)
        )

    @staticmethod
    def _mit_vorgabe(abschnitt: Abschnitt, feld: Eingabefeld) -> Eingabefeld:
        """Add what it means when the field is left out; a default is read like a given value."""
        knoten = abschnitt.knoten("fehlt")
        if knoten is None:
            return feld
        if isinstance(knoten, Skalar) and knoten.text == "erlaubt":
            return replace(feld, fehlt=Fehlt.ERLAUBT)
        wert = lies_einzelwert(knoten, feld)
        if isinstance(wert, Meldung):
            abschnitt.melde(f"Vorgabe: {wert.gefunden}", "fehlt", wert.zulaessig or "erlaubt oder ein Wert")
            return replace(feld, fehlt=Fehlt.ERLAUBT)
        quelle = abschnitt.text("quelle", pflicht=True)
        return replace(feld, fehlt=Fehlt.VORGABE, vorgabe=wert, quelle=quelle)


def _pruefe_geschwister(felder: Abschnitt, namen: Mapping[str, Eingabefeld]) -> None:
    """Report conditions on a field beside it that does not exist or never has that value."""
    for kind in namen.values():
        if kind.name not in felder:
            continue
        bedingungen: list[tuple[str, tuple[str, ...]]] = [(pfad.rpartition(".")[2], (wert,)) for pfad, wert in kind.nur]
        bedingungen += [(muster.nach, muster.fuer) for muster in kind.muster if muster.nach]
        for name, werte in bedingungen:
            moegliche = namen[name].auswahl or {} if name in namen else {}
            fremd = [wert for wert in werte if wert not in moegliche]
            if name not in namen:
                felder.melde(f"„{name}“ ist kein Feld daneben", kind.name, ", ".join(namen), aehnlich(name, namen))
            elif fremd:
                felder.melde(f"„{fremd[0]}“ kommt in {name} nicht vor", kind.name, ", ".join(moegliche))


def lies_ziel(abschnitt: Abschnitt, pfad: str, felder: Eingabefeld | None) -> Entscheidungsziel:
    """Read which entries of a decision fill one input of the rules."""
    listen = {} if felder is None else {kind.name: kind for kind in felder.kinder if kind.gestalt is Gestalt.LISTE}
    name = abschnitt.auswahl("abschnitt", tuple(listen), pflicht=True)
    kinder = {kind.name: kind for kind in listen[name].kinder} if name else {}
    feld = abschnitt.auswahl("feld", tuple(kinder))
    typ = kinder[feld].typ if feld in kinder else WAHR
    assert typ is not None
    ziel = Entscheidungsziel(
        pfad,
        name,
        feld,
        abschnitt.text("liste", pflicht=True),
        abschnitt.wahrheit("gesamt"),
        abschnitt.text("befund"),
        typ,
        abschnitt.texte("je", pflicht=True),
    )
    abschnitt.fertig()
    return ziel
