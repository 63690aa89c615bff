"""The letter of a decision: drafted from the record, signed and filed, posted; deadlines from the day of posting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from foerderung.dokumente.belege import als_json
from foerderung.dokumente.bescheid import render_bescheid
from foerderung.dokumente.bescheidangaben import Anschrift, Bescheidangaben, Ziel
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_antragsteller
from foerderung.services.buero.annahmen import bestaetigte
from foerderung.services.buero.behoerdenangaben import BESCHEID, fehlende_behoerdenangaben
from foerderung.services.fall.entscheidungsakte import Akte, lies_akte
from foerderung.services.fall.fristsetzung import bescheidfristen, ohne_bescheidfristen, zustellung
from foerderung.services.rechnen.klauselwahl import waehle_klauseln
from foerderung.services.rechnen.verfahrensrecht import Zustellung, verwaltungsgericht
from foerderung.services.speicher.ausgabedatei import schreibe_datei as schreibe
from foerderung.verfahren.fallstand import Beschluss, Fallstand
from foerderung.verfahren.lage import Person
from foerderung.verfahren.speicherangaben import JA, UEBUNG
from foerderung.verfahren.waechter_vollzug import EMPFANGSBEKENNTNIS


@dataclass(frozen=True, slots=True)
class Entwurf:
    """A drafted letter: the act, its bytes as a Word document, a name for the file."""

    vollzug: Vollzug
    inhalt: bytes
    dateiname: str


@dataclass(frozen=True, slots=True)
class Zusaetze:
    """What only the officer knows for the notice.

    Attributes:
        weitere_zuwendungsgeber: others who fund the same purpose (VVK Nr. 4.2.8).
        zeitliche_bindung: what is bought and how long it is bound (VVK Nr. 4.2.6).
    """

    weitere_zuwendungsgeber: str = ""
    zeitliche_bindung: str = ""


def erstelle_bescheid(amt: Amt, auftrag: Auftrag, zusaetze: Zusaetze) -> Entwurf:
    """Draft the grant notice from the decision record; the draft is filed with the case.

    Raises:
        NichtErlaubtError: facts of the authority are missing, or nothing was granted.
        DokumentError: the template is missing, altered or unfit.

    Source: VVK Nr. 4.2.
    """
    inhalte: list[bytes] = []

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        stand, einheit = vorgang.stand, vorgang.einheit
        offen = stand.bescheid is not None and stand.bescheid.gezeichnet is None
        nummer = stand.bescheid.nummer if stand.bescheid is not None and offen else dokumentnummer(stand)
        antragsteller = hole_antragsteller(einheit, stand.antragsteller)
        gericht = verwaltungsgericht(antragsteller.ags, vorgang.am, amt.regeln)
        fehlend = fehlende_behoerdenangaben(einheit, BESCHEID)
        fehlend += () if gericht is not None else (f"das Verwaltungsgericht zum Kreis {antragsteller.ags[:5]}",)

        def fakten() -> dict[str, Any]:
            assert stand.beschluss is not None
            akte = lies_akte(einheit, stand.beschluss.akte)
            angaben = replace(
                bescheidangaben(vorgang, akte, nummer, str(gericht)),
                weitere_zuwendungsgeber=zusaetze.weitere_zuwendungsgeber,
                zeitliche_bindung=zusaetze.zeitliche_bindung,
            )
            berechnung = akte.berechne()
            bescheid = render_bescheid(berechnung, angaben, waehle_klauseln(berechnung, angaben, amt.regeln))
            inhalte.append(bescheid.inhalt)
            return {
                "nummer": nummer,
                "entwurf": einheit.lege_ab(bescheid.inhalt, "bescheidentwurf"),
                "bezuege": einheit.lege_ab(als_json(bescheid.belege), "bezuege"),
            }

        return Vorbereitung(fakten, fehlend=fehlend)

    vollzug = vollziehe(amt, auftrag, bereite)
    return Entwurf(vollzug, inhalte[0], f"{dokumentnummer_als_datei(vollzug)}-zuwendungsbescheid.docx")


def schreibe_datei(ziel: Path, inhalt: bytes) -> Path:
    """Write a document for the officer; the act itself is recorded already.

    Raises:
        DokumentError: the place cannot be written.
    """
    abhilfe = "Der Entwurf ist abgelegt; mit --ziel einen anderen Ort angeben und noch einmal erstellen."
    return schreibe(ziel, inhalt, abhilfe)


def gib_auf(amt: Amt, auftrag: Auftrag, versandart: str) -> Vollzug:
    """Record that the signed notice was posted, and the deadlines that follow.

    Source: § 41 Abs. 2 VwVfG; § 74 VwGO.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        def fakten() -> dict[str, Any]:
            ohne_fiktion = versandart == EMPFANGSBEKENNTNIS
            return {
                "versandart": versandart,
                **({"fristen": None} if ohne_fiktion else bescheidfristen(vorgang, Zustellung(vorgang.am))),
            }

        return Vorbereitung(fakten)

    return vollziehe(amt, auftrag, bereite)


def verzichte(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Record that a waiver of the remedy arrived; the notice becomes final that day."""

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        return Vorbereitung(lambda: bescheidfristen(vorgang, replace(zustellung(vorgang.stand), verzicht=vorgang.am)))

    return vollziehe(amt, auftrag, bereite)


def erfasse_zugang(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Record the actual receipt: of a letter that came later than the fiction says, or by acknowledgement.

    Source: § 41 Abs. 2 VwVfG.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        return Vorbereitung(lambda: bescheidfristen(vorgang, replace(zustellung(vorgang.stand), zugang=vorgang.am)))

    return vollziehe(amt, auftrag, bereite)


def erfasse_ruecklauf(amt: Amt, auftrag: Auftrag, grund: str) -> Vollzug:
    """Record that a posted notice came back: it was not announced and can be posted again."""
    return vollziehe(amt, auftrag, lambda _: Vorbereitung({"grund": grund, **ohne_bescheidfristen()}))


def dokumentnummer(stand: Fallstand) -> str:
    """Return the number of the next document of a case, such as ``KP-2027-0001/01``."""
    return f"{stand.aktenzeichen}/{stand.dokumente + 1:02d}"


def dokumentnummer_als_datei(vollzug: Vollzug) -> str:
    """Return the number of the drafted document in a form that file names allow."""
    bescheid = vollzug.stand.bescheid
    return bescheid.nummer.replace("/", "-") if bescheid is not None else vollzug.stand.aktenzeichen


def bescheidangaben(vorgang: Vorgang, akte: Akte, nummer: str, gericht: str) -> Bescheidangaben:
    """Collect what the notice says beside the calculation."""
    stand, einheit = vorgang.stand, vorgang.einheit
    beschluss, ziele = stand.beschluss, stand.ziele or {}
    assert beschluss is not None
    assert beschluss.nachweis_bis is not None
    assert stand.erster_eingang is not None
    zeichnende, bearbeitende = einheit.person(beschluss.person), stand.vorschlag
    bearbeiter = einheit.person(bearbeitende.person) if bearbeitende is not None else None
    antrag = akte.antrag_daten()
    return Bescheidangaben(
        aktenzeichen=stand.aktenzeichen,
        dokumentnummer=nummer,
        datum=vorgang.am,
        behoerde=anschrift(einheit.behoerde()),
        bearbeitung=bearbeiter.name if bearbeiter is not None else vorgang.person.name,
        zeichnung=zeichnung(beschluss, zeichnende),
        gericht=f"Verwaltungsgericht {gericht}",
        gericht_ort=gericht,
        antrag_eingang=stand.erster_eingang,
        beratung_am=stand.beratung.am if stand.beratung is not None else None,
        zweck=ziele.get("zweck", stand.titel),
        ziele=tuple(
            Ziel(
                eines["bezeichnung"],
                eines["indikator"],
                " ".join(filter(None, (eines["sollwert"], eines.get("einheit")))),
            )
            for eines in ziele.get("indikatoren", ())
        ),
        nachweis_bis=beschluss.nachweis_bis,
        zwischenrate_am=beschluss.zwischenrate_am,
        weiterleitung=tuple((eine["empfaenger"], eine["zweck"]) for eine in antrag.get("weiterleitung", ())),
        offene_jahre=dict(stand.voraussicht),
        annahmen_grund=beschluss.annahmen_grund,
        bestaetigte_annahmen=bestaetigte(einheit, akte.richtlinie.am(akte.stichtag)),
        uebung=einheit.angabe(UEBUNG) == JA,
    )


def zeichnung(beschluss: Beschluss, zeichnende: Person | None) -> str:
    """Return who signs, with the usual sign where somebody signs as deputy."""
    name = zeichnende.name if zeichnende is not None else ""
    return f"i. V. {name}" if beschluss.in_vertretung_fuer else name


def anschrift(behoerde: dict[str, str]) -> Anschrift:
    """Return the address of the authority from what the office entered about itself."""
    felder = ("name", "strasse", "plz", "ort", "zusatz", "telefon", "email")
    return Anschrift(**{name: behoerde.get(name, "") for name in felder})
