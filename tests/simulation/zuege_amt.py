"""Acts outside of a case, as somebody performs them: persons, deputies, register, authority, budget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

from foerderung.services.buero.annahmen import bestaetige, liste_annahmen
from foerderung.services.buero.ansichten import merke_ansicht, vergiss_ansicht
from foerderung.services.buero.haushalt import Ansatz, buchungsstelle, schliesse_haushaltsjahr, setze_ansatz
from foerderung.services.buero.stammdaten import (
    aendere_antragsteller,
    aendere_person,
    lege_antragsteller_an,
    lege_person_an,
    setze_behoerde,
)
from foerderung.services.buero.vertretungen import regle_vertretung
from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN
from foerderung.verfahren.buchungen import Buchungsart
from foerderung.verfahren.lage import Person, Vertretung
from foerderung.verfahren.rechte import STAMMDATEN
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.zustand import Rolle
from tests.simulation.personen import SPERRBAR, VERTRETUNGEN, WECHSELNDE
from tests.simulation.spiel import Spiel, Tat

Amtszug = Callable[[Spiel], Tat]

GEMEINDEN = ("14524999", "14612000", "14729999", "14523320")
IBANS = (*("DE02120300000000202051",) * 4, "", "DE00000000000000000000")


def _im_amt(typ: str, rufe: Callable[..., object], angaben: object = "", ohne: str = "") -> Tat:
    return Tat(typ, STAMMDATEN[typ], "", rufe, str(angaben), ohne)


def stelle_ein(spiel: Spiel) -> Tat:
    """Take in somebody who is there already, or on the first try one who never acts."""
    kuerzel = "azubi" if not spiel.haus.mit_anmeldung else "haushalt"
    person = Person(kuerzel, "Azubi", frozenset({Rolle.PRUEFUNG}))
    return _im_amt("person_anlegen", lambda amt: lege_person_an(amt, person), kuerzel)


def aendere_rollen(spiel: Spiel) -> Tat:
    """Block somebody, let them in again, give roles; some try to change their own."""
    w = spiel.wuerfel
    if w.trifft(40):
        gesperrt = w.trifft(40)
        rufe: Callable[..., object] = lambda amt: aendere_person(amt, SPERRBAR, None, gesperrt)  # noqa: E731
        return _im_amt("person_aendern", rufe, f"{SPERRBAR} gesperrt {gesperrt}")
    kuerzel = w.eines(list(WECHSELNDE))
    rollen = w.eines(WECHSELNDE[kuerzel])
    return _im_amt("person_aendern", lambda amt: aendere_person(amt, kuerzel, rollen, None), (kuerzel, rollen))


def vertritt(spiel: Spiel) -> Tat:
    w, heute = spiel.wuerfel, spiel.uhr.heute
    fuer, durch = w.eines(VERTRETUNGEN)
    von = heute + timedelta(days=w.zahl(-3, 10))
    neue = Vertretung(fuer, von, von + timedelta(days=w.eines((-2, 5, 20, 60))), "Urlaub")
    ohne = durch if w.trifft(80) else ""
    rolle = Rolle.ZEICHNUNG
    return Tat(VERTRETUNG_REGELN, rolle, "", lambda amt: regle_vertretung(amt, durch, neue), f"{durch} {neue}", ohne)


def setze(spiel: Spiel) -> Tat:
    name = spiel.wuerfel.eines(("ort", "telefon", "zusatz", "unbekannt"))
    angaben = {name: f"Wert {spiel.uhr.schritt}"}
    return _im_amt("behoerde_setzen", lambda amt: setze_behoerde(amt, angaben), angaben)


def nimm_auf(spiel: Spiel) -> Tat:
    w = spiel.wuerfel
    art = w.eines(("gemeinde", "gemeinde", "gemeinde", "eigenbetrieb", "landkreis"))
    ags = w.eines(GEMEINDEN)
    angaben = {
        "name": f"Stadt {w.zahl(1, 40)}", "art": art, "ags": ags[:5] if art == "landkreis" else ags,
        "strasse": "Markt 1", "plz": w.eines(("08056", "08056", "8056")), "ort": "Pirna", "iban": w.eines(IBANS),
    }  # fmt: skip
    return _im_amt("antragsteller_anlegen", lambda amt: lege_antragsteller_an(amt, angaben), angaben)


def aendere_register(spiel: Spiel) -> Tat:
    w = spiel.wuerfel
    with spiel.lesend() as lesung:
        ohne_iban = [eines.nummer for eines in lesung.alle_antragsteller() if not eines.iban]
    nummer = w.eines(ohne_iban) if ohne_iban and w.trifft(80) else w.eines(("A-0001", "A-9999"))
    angaben = {"iban": IBANS[0]} if w.trifft(80) else {"plz": "123"}
    return _im_amt("antragsteller_aendern", lambda amt: aendere_antragsteller(amt, nummer, angaben), (nummer, angaben))


def setze_mittel(spiel: Spiel) -> Tat:
    """Enter a budget: enough, tight, or less than is bound; sometimes of a year that is over or only authorised."""
    w = spiel.wuerfel
    jahr = spiel.uhr.heute.year + w.eines((0, 0, 0, 0, 0, 0, -1, 1))
    with spiel.lesend() as lesung:
        stelle = buchungsstelle(lesung)
        haushalt = lesung.haushalt(stelle)
        gebunden = {j: haushalt.im_jahr(Buchungsart.BINDUNG, stelle, j) for j in range(jahr, jahr + 5)}
    mehr = w.eines((-1, 20_000, 300_000, 600_000, 900_000))
    betrag = max(Fraction(0), gebunden[jahr] + mehr)
    spaeter = {jahr + vor: gebunden[jahr + vor] + w.zahl(0, 300) * 1000 for vor in range(1, 4) if w.trifft(60)}
    if w.trifft(5):
        spaeter = {jahr: Fraction(1)}
    ansatz = Ansatz(jahr, None if spaeter and w.trifft(25) else betrag, spaeter, "Haushaltsplan")
    return _im_amt("haushalt_ansetzen", lambda amt: setze_ansatz(amt, ansatz), ansatz)


def schliesse_jahr(spiel: Spiel) -> Tat:
    jahr = spiel.uhr.heute.year - spiel.wuerfel.eines((1, 1, 0))
    return _im_amt("haushaltsjahr_abschliessen", lambda amt: schliesse_haushaltsjahr(amt, jahr), jahr)


def merke(spiel: Spiel) -> Tat:
    name = spiel.wuerfel.eines(("offen", "offen", "Nicht erlaubt!"))
    angaben = {"zustand": ["bewilligt"]}
    return Tat(ANSICHT_SPEICHERN, None, "", lambda amt: merke_ansicht(amt, name, angaben), name)


def vergiss(spiel: Spiel) -> Tat:
    name = spiel.wuerfel.eines(("offen", "offen", "nie gemerkt"))
    return Tat(ANSICHT_LOESCHEN, None, "", lambda amt: vergiss_ansicht(amt, name), name)


def bestaetige_annahme(spiel: Spiel) -> Tat:
    """Confirm a reading; what was proposed before rests on other findings then."""
    kennungen = [eine.annahme.kennung for eine in liste_annahmen(spiel.amt())]
    kennung, grund = spiel.wuerfel.eines([*kennungen[:5], "unbekannt"]), spiel.wuerfel.eines(("Vermerk", "Vermerk", ""))
    return _im_amt(ANNAHME_BESTAETIGEN, lambda amt: bestaetige(amt, kennung, grund), (kennung, grund))


AMTSZUEGE: dict[str, tuple[Amtszug, int]] = {
    "person_anlegen": (stelle_ein, 1),
    "person_aendern": (aendere_rollen, 3),
    VERTRETUNG_REGELN: (vertritt, 4),
    "behoerde_setzen": (setze, 1),
    "antragsteller_anlegen": (nimm_auf, 3),
    "antragsteller_aendern": (aendere_register, 3),
    "haushalt_ansetzen": (setze_mittel, 8),
    "haushaltsjahr_abschliessen": (schliesse_jahr, 2),
    ANSICHT_SPEICHERN: (merke, 2),
    ANSICHT_LOESCHEN: (vergiss, 2),
    ANNAHME_BESTAETIGEN: (bestaetige_annahme, 1),
}
"""Each act outside of a case and how often it comes."""
