"""Letters and notes of a case: which can be made now, and making one from the record; nothing is changed by it."""

from __future__ import annotations

from dataclasses import dataclass

from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.dokumente.briefkopf import Briefkopf
from foerderung.dokumente.schreiben.fakten import Fakten, Unterlage
from foerderung.dokumente.schreiben.verzeichnis import SCHREIBARTEN, Schreibart, render_schreiben
from foerderung.errors import EingabeError, Meldung, NichtErlaubtError
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.formulartext import formular
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.services.amt import Amt, hole_antragsteller, hole_fall
from foerderung.services.buero.behoerdenangaben import fehlende_behoerdenangaben
from foerderung.services.fall.aufhebungsrechnung import rechne_teile
from foerderung.services.fall.bescheide import anschrift, dokumentnummer, zeichnung
from foerderung.services.fall.entscheidungen import vorschlag_berechnung
from foerderung.services.fall.entscheidungsakte import lies_akte
from foerderung.services.fall.fallrechnung import richtlinie_des_falls
from foerderung.services.fall.unterlagen import felder_der_unterlage, lies_unterlage, unterlage_aus_daten
from foerderung.services.rechnen.verfahrensrecht import verwaltungsgericht
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.speicherangaben import JA, UEBUNG

BRIEFKOPF = ("name", "strasse", "plz", "ort")
"""What a letter needs of the authority."""


@dataclass(frozen=True, slots=True)
class Auswahl:
    """One kind of letter, and whether a case has what it speaks of.

    Attributes:
        fehlt: what is missing; empty if it can be made.
    """

    name: str
    bezeichnung: str
    fehlt: str


@dataclass(frozen=True, slots=True)
class Fertiges:
    """A letter that was made.

    Attributes:
        bezuege: what its figures were read from.
    """

    inhalt: bytes
    dateiname: str
    bezeichnung: str
    bezuege: tuple[str, ...]


def liste_schreiben(amt: Amt, aktenzeichen: str) -> list[Auswahl]:
    """List every kind of letter with what a case lacks for it.

    Raises:
        EingabeError: an unknown case.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
    return [
        Auswahl(art.name, art.bezeichnung, "" if art.moeglich(stand) else art.fehlt) for art in SCHREIBARTEN.values()
    ]


def erstelle_schreiben(amt: Amt, aktenzeichen: str, name: str, dokument: Dokument | None = None) -> Fertiges:
    """Make a letter of a case as it stands.

    Args:
        dokument: what only an officer states, for letters that need it.

    Raises:
        EingabeError: an unknown case, an unknown kind of letter, or a paper that is missing, not needed or faulty.
        NichtErlaubtError: the case lacks what it speaks of, or facts of the authority are missing.
        DokumentError: the template is missing, altered or unfit.
    """
    art = _schreibart(name)
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        _pruefe(lesung, stand, art)
        angaben = lies_angaben(amt, stand, art, dokument)
        fakten = sammle_fakten(amt, lesung, stand, art, angaben)
    fertig = render_schreiben(art, fakten)
    nummer = fakten.kopf.dokument or stand.aktenzeichen
    return Fertiges(fertig.inhalt, f"{nummer.replace('/', '-')}-{art.name}.docx", art.bezeichnung, fertig.bezuege)


def schreibvorlage(amt: Amt, aktenzeichen: str, name: str) -> str:
    """Return the YAML text of the paper a letter needs, every field explained.

    Raises:
        EingabeError: an unknown case or kind of letter, or one that needs no paper.
    """
    art = _schreibart(name)
    if not art.angaben:
        raise EingabeError(Meldung(f"{art.bezeichnung} braucht keine weiteren Angaben", ort="art"))
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
    feld = felder_der_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), art.angaben)
    return "\n".join([f"# {feld.beschriftung}: {art.bezeichnung} zu {aktenzeichen}", *formular(feld, {})]) + "\n"


def _schreibart(name: str) -> Schreibart:
    art = SCHREIBARTEN.get(name)
    if art is None:
        arten = tuple(SCHREIBARTEN)
        raise EingabeError(Meldung(f"„{name}“", ort="art", zulaessig=", ".join(arten), abhilfe=aehnlich(name, arten)))
    return art


def lies_angaben(amt: Amt, stand: Fallstand, art: Schreibart, dokument: Dokument | None) -> Unterlage | None:
    """Read what an officer states for a letter.

    Raises:
        EingabeError: a paper that is missing or not needed, violations of its declaration, a ground that the letter
            does not rest on, a field the letter cannot do without.
    """
    if (dokument is None) == bool(art.angaben):
        was = "mit --angaben die Angaben nennen" if art.angaben else "ohne --angaben aufrufen"
        abhilfe = f"foerderung schreiben vorlage {stand.aktenzeichen} {art.name}" if art.angaben else ""
        raise EingabeError(Meldung(f"{art.bezeichnung}: {was}", ort="angaben", abhilfe=abhilfe))
    if dokument is None:
        return None
    regelwerk = richtlinie_des_falls(stand, amt.regeln).fassung(None)
    daten = lies_unterlage(regelwerk, art.angaben, dokument)
    unterlage = Unterlage(
        felder_der_unterlage(regelwerk, art.angaben), unterlage_aus_daten(regelwerk, art.angaben, daten)
    )
    felder = {feld.name: feld for feld in unterlage.felder.kinder}
    fehler = [
        Meldung(f"{art.bezeichnung} braucht diese Angabe: {felder[name].beschriftung}", dokument.datei, ort=name)
        for name in art.verlangt
        if not unterlage.werte.get(name)
    ]
    grund = str(unterlage.werte["grund"])
    if art.gruende and grund not in art.gruende:
        zulaessig = ", ".join(sorted(art.gruende))
        fehler.append(
            Meldung(f"„{grund}“ trägt keinen {art.bezeichnung}", dokument.datei, ort="grund", zulaessig=zulaessig)
        )
    if fehler:
        raise EingabeError(fehler)
    return unterlage


def _pruefe(lesung: Lesung, stand: Fallstand, art: Schreibart) -> None:
    gruende = [] if art.moeglich(stand) else [art.fehlt]
    gruende += [f"es fehlt: {angabe}" for angabe in fehlende_behoerdenangaben(lesung, BRIEFKOPF)]
    if gruende:
        abhilfe = "foerderung schreiben liste zeigt, was jetzt möglich ist."
        raise NichtErlaubtError(
            Meldung(f"{art.bezeichnung}: {grund}", ort=stand.aktenzeichen, abhilfe=abhilfe) for grund in gruende
        )


def sammle_fakten(
    amt: Amt, lesung: Lesung, stand: Fallstand, art: Schreibart, angaben: Unterlage | None = None
) -> Fakten:
    """Collect what a letter may speak of."""
    berechnung = _berechnung(amt, lesung, stand) if art.gerechnet else None
    regelwerk = (
        berechnung.regelwerk if berechnung is not None else richtlinie_des_falls(stand, amt.regeln).fassung(None)
    )
    antragsteller = hole_antragsteller(lesung, stand.antragsteller)
    return Fakten(
        _kopf(amt, lesung, stand, art),
        Anschrift(antragsteller.name, antragsteller.strasse, antragsteller.plz, antragsteller.ort),
        stand,
        f"{regelwerk.titel} ({regelwerk.kurz})",
        regelwerk.kurz,
        berechnung,
        _unterlagen(amt, stand, art),
        {person.kuerzel: person.name for person in lesung.personen()},
        verwaltungsgericht(antragsteller.ags, amt.heute, amt.regeln) or "",
        angaben,
        rechne_teile(stand, art.teile, angaben.werte, amt.heute, amt.regeln) if angaben is not None else {},
    )


def _kopf(amt: Amt, lesung: Lesung, stand: Fallstand, art: Schreibart) -> Briefkopf:
    """Return the head; a decision is signed by who decided, everything else by who makes it."""
    handelnde = amt.handelnde(lesung)
    unterschrift = handelnde.name
    if art.nummeriert and stand.beschluss is not None:
        unterschrift = zeichnung(stand.beschluss, lesung.person(stand.beschluss.person))
    return Briefkopf(
        stand.aktenzeichen,
        _nummer(stand) if art.nummeriert else "",
        amt.heute,
        anschrift(lesung.behoerde()),
        handelnde.name,
        unterschrift,
        lesung.angabe(UEBUNG) == JA,
    )


def _nummer(stand: Fallstand) -> str:
    """Return the number of the letter of the decision: the one it was filed under, else the next."""
    return stand.bescheid.nummer if stand.bescheid is not None else dokumentnummer(stand)


def _berechnung(amt: Amt, lesung: Lesung, stand: Fallstand) -> Berechnung:
    """Return the calculation of the decision by its own rules, before one that of the newest application."""
    if stand.beschluss is not None:
        return lies_akte(lesung, stand.beschluss.akte).berechne()
    return vorschlag_berechnung(lesung, stand, amt.heute, amt)


def _unterlagen(amt: Amt, stand: Fallstand, art: Schreibart) -> dict[str, Unterlage]:
    daten = {
        "beratung": stand.beratung.unterlage if stand.beratung is not None else None,
        "pruefvermerk": stand.pruefvermerk.unterlage if stand.pruefvermerk is not None else None,
        "nachweis": stand.nachweis.unterlage if stand.nachweis is not None else None,
    }.get(art.unterlage)
    if daten is None:
        return {}
    regelwerk: Regelwerk = richtlinie_des_falls(stand, amt.regeln).fassung(None)
    werte = unterlage_aus_daten(regelwerk, art.unterlage, daten)
    return {art.unterlage: Unterlage(felder_der_unterlage(regelwerk, art.unterlage), werte)}
