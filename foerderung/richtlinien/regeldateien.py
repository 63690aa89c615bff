"""Read the sections of rule files: rules, findings, dimensions, result; structure only, expressions stay text."""

from __future__ import annotations

from foerderung.fach.befund import Schwere
from foerderung.fach.belegstand import Belegstand
from foerderung.fach.quelltext import Abbildung, Baum, Skalar
from foerderung.fach.zahlen import lies_dezimal
from foerderung.rechnung.regelwerk import Fassung
from foerderung.rechnung.runden import MODI, Rundung
from foerderung.richtlinien.abschnitt import Abschnitt, Mangelliste, lies_datum
from foerderung.richtlinien.deklaration import (
    Datiert,
    Deklaration,
    Fundort,
    RohBefund,
    RohDimension,
    RohFeld,
    RohGruppe,
    RohRegel,
)

EINGABE = "eingabe"


def _fundort(abschnitt: Abschnitt, schluessel: str = "") -> Fundort:
    eintrag = abschnitt.abbildung.eintraege.get(schluessel)
    zeile = eintrag.zeile if eintrag is not None else abschnitt.zeile
    return Fundort(abschnitt.datei, zeile, f"{abschnitt.pfad}.{schluessel}" if schluessel else abschnitt.pfad)


class Regelleser:
    """Read sections into a declaration; Fassungen must be known already."""

    def __init__(self, deklaration: Deklaration, maengel: Mangelliste) -> None:
        self.deklaration = deklaration
        self.maengel = maengel

    def _ab(self, abschnitt: Abschnitt) -> str:
        ab = abschnitt.text("ab")
        return ab if self._stand_gueltig(abschnitt, "ab", ab) else ""

    def _stand_gueltig(self, abschnitt: Abschnitt, schluessel: str, stand: str) -> bool:
        fassungen = [fassung.id for fassung in self.deklaration.fassungen]
        if stand and stand not in fassungen and lies_datum(stand) is None:
            abschnitt.melde(f"„{stand}“ ist keine Fassung", schluessel, ", ".join([*fassungen, "JJJJ-MM-TT"]))
            return False
        beginne = [fassung.ab for fassung in self.deklaration.fassungen]
        tag = None if stand in fassungen else lies_datum(stand)
        if tag is not None and abschnitt.datei.startswith(f"{self.deklaration.id}/") and tag not in beginne:
            abschnitt.melde(f"am {stand} beginnt keine Fassung", schluessel, ", ".join(fassungen))
        return True

    def datiert(self, abschnitt: Abschnitt, schluessel: str, pflicht: bool = True) -> Datiert | None:
        """Read a text, or texts by Fassung in rising order."""
        knoten = abschnitt.knoten(schluessel, pflicht)
        if knoten is None:
            return None
        ort = _fundort(abschnitt, schluessel)
        if isinstance(knoten, Skalar):
            return Datiert((("", abschnitt.text(schluessel)),), ort)
        if not isinstance(knoten, Abbildung) or not knoten.eintraege:
            abschnitt.melde("ein Text oder ein Text je Fassung erwartet", schluessel)
            return None
        staende = []
        for ab, eintrag in knoten.eintraege.items():
            text = eintrag.wert.text if isinstance(eintrag.wert, Skalar) else None
            if not text or not text.strip():
                abschnitt.melde(f"ein nicht leerer Text für „{ab}“ erwartet", schluessel, zeile=eintrag.zeile)
            elif self._stand_gueltig(abschnitt, schluessel, ab):
                staende.append((ab, text))
        tage = [self._tag(ab) for ab, _ in staende]
        if tage != sorted(tage):
            abschnitt.melde("die Fassungen sind nicht aufsteigend", schluessel)
        return Datiert(tuple(staende), ort)

    def _tag(self, ab: str) -> str:
        for fassung in self.deklaration.fassungen:
            if fassung.id == ab:
                return fassung.ab.isoformat()
        return ab

    def fassung(self, abschnitt: Abschnitt, name: str) -> Fassung | None:
        """Read one Fassung."""
        ab = abschnitt.datum("ab", pflicht=True)
        quelle = abschnitt.quelle()
        aendert = abschnitt.text("aendert", pflicht=True)
        abschnitt.fertig()
        return None if ab is None else Fassung(name, ab, quelle, aendert)

    def dimension(self, abschnitt: Abschnitt, name: str) -> RohDimension:
        """Read one dimension or sparse pair."""
        dimension = RohDimension(
            name,
            abschnitt.text("bezeichnung", pflicht=True),
            _fundort(abschnitt),
            abschnitt.text("liste"),
            abschnitt.text("von"),
            abschnitt.text("bis"),
            abschnitt.texte("je"),
            abschnitt.text("nur"),
        )
        formen = (
            bool(dimension.liste),
            bool(dimension.von and dimension.bis),
            bool(dimension.je and dimension.nur),
        )
        if sum(formen) != 1:
            abschnitt.melde("liste, oder von und bis, oder je und nur erwartet")
        abschnitt.fertig()
        return dimension

    def regel(self, abschnitt: Abschnitt, name: str) -> RohRegel | None:
        """Read one rule."""
        fundstelle, belegstand = self._quelle(abschnitt)
        rechne = self.datiert(abschnitt, "rechne")
        regel = RohRegel(
            name,
            abschnitt.text("bezeichnung", pflicht=True),
            _fundort(abschnitt),
            abschnitt.texte("je"),
            abschnitt.text("nur"),
            self._ab(abschnitt),
            abschnitt.text("typ", pflicht=True),
            fundstelle,
            belegstand,
            rechne or Datiert((), _fundort(abschnitt)),
            self._rundung(abschnitt.unter("runden")),
            self.datiert(abschnitt, "erklaerung", pflicht=False),
        )
        abschnitt.fertig()
        return regel if rechne is not None else None

    def _quelle(self, abschnitt: Abschnitt) -> tuple[Datiert, Belegstand]:
        fundstelle = self.datiert(abschnitt, "fundstelle")
        stand = abschnitt.auswahl("belegstand", tuple(Belegstand), pflicht=True)
        return fundstelle or Datiert((), _fundort(abschnitt)), Belegstand(stand or Belegstand.ANNAHME)

    @staticmethod
    def _rundung(abschnitt: Abschnitt | None) -> Rundung | None:
        if abschnitt is None:
            return None
        auf = lies_dezimal(abschnitt.text("auf", pflicht=True))
        modus = abschnitt.auswahl("modus", tuple(MODI), pflicht=True)
        quelle = abschnitt.quelle()
        abschnitt.fertig()
        if auf is None or auf <= 0:
            abschnitt.melde("keine Einheit, auf die gerundet werden kann", "auf", "etwa 1.00 oder 0.01")
            return None
        return Rundung(auf, modus, quelle) if modus else None

    def befund(self, abschnitt: Abschnitt, name: str) -> RohBefund | None:
        """Read one finding."""
        fundstelle, belegstand = self._quelle(abschnitt)
        texte = [self.datiert(abschnitt, schluessel) for schluessel in ("gefunden", "zulaessig", "abhilfe")]
        schweren = self._schweren(abschnitt)
        fuer = abschnitt.unter("fuer")
        paare = [(n, b.text or "") for n, b, _ in fuer.alle() if isinstance(b, Skalar)] if fuer else []
        if fuer is not None and len(paare) != 1:
            fuer.melde("genau ein Name mit einer Menge erwartet")
        wenn = abschnitt.text("wenn", pflicht=not isinstance(abschnitt.knoten("schwere"), Abbildung))
        gefunden, zulaessig, abhilfe = (text or Datiert((), _fundort(abschnitt)) for text in texte)
        befund = RohBefund(
            name,
            abschnitt.text("code") or name,
            abschnitt.text("bezeichnung", pflicht=True),
            _fundort(abschnitt),
            abschnitt.texte("je"),
            abschnitt.text("nur"),
            self._ab(abschnitt),
            schweren,
            wenn,
            paare[0] if paare else None,
            abschnitt.text("ort", pflicht=True),
            fundstelle,
            belegstand,
            gefunden,
            zulaessig,
            abhilfe,
        )
        abschnitt.fertig()
        return befund if schweren and None not in texte else None

    @staticmethod
    def _schweren(abschnitt: Abschnitt) -> tuple[tuple[str, str], ...]:
        moegliche = (*Schwere, EINGABE)
        knoten = abschnitt.knoten("schwere", pflicht=True)
        if isinstance(knoten, Abbildung):
            gruppe = abschnitt.unter("schwere")
            assert gruppe is not None
            for schwere in knoten.eintraege:
                if schwere not in tuple(Schwere):
                    gruppe.melde(f"„{schwere}“", schwere, ", ".join(Schwere))
            return tuple(
                (s, b.text or "") for s, b, _ in gruppe.alle() if isinstance(b, Skalar) and s in tuple(Schwere)
            )
        schwere = abschnitt.auswahl("schwere", moegliche)
        return ((schwere, ""),) if schwere else ()

    def gruppe(self, abschnitt: Abschnitt) -> RohGruppe:
        """Read one part of the result."""
        felder = abschnitt.unter("felder")
        gruppen = tuple(self.gruppe(glied) for glied in abschnitt.glieder("gruppen"))
        namen = [eine.name for eine in gruppen] + ([name for name, _, _ in felder.alle()] if felder else [])
        for name in {name for name in namen if namen.count(name) > 1}:
            abschnitt.melde(f"„{name}“ steht zweimal im Ergebnis", "gruppen")
        gruppe = RohGruppe(
            abschnitt.text("name"),
            abschnitt.text("bezeichnung"),
            _fundort(abschnitt),
            abschnitt.text("je"),
            abschnitt.text("nur"),
            self._ab(abschnitt),
            tuple(self._feld(felder, name, baum) for name, baum, _ in felder.alle()) if felder else (),
            gruppen,
        )
        abschnitt.fertig()
        return gruppe

    @staticmethod
    def _feld(felder: Abschnitt, name: str, baum: Baum) -> RohFeld:
        if isinstance(baum, Skalar):
            return RohFeld(name, felder.text(name))
        feld = felder.unter(name)
        assert feld is not None
        prozent = feld.auswahl("als", ("prozent",)) == "prozent"
        ergebnis = RohFeld(name, feld.text("wert", pflicht=True), prozent, feld.ganzzahl("nachkomma"))
        feld.fertig()
        return ergebnis
