"""A case as it stands: folded from its events, immutable, stored as JSON beside them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict

from foerderung.fach.geld import Euro
from foerderung.verfahren.zustand import Zustand

NULL = Fraction(0)


class Stand(BaseModel):
    """Base of all parts: unknown or missing facts are errors, nothing changes in place."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601")


class Beratung(Stand):
    """The consultation that has to come first.

    Attributes:
        unterlage: the whole record as plain data.
    """

    am: date
    person: str
    unterlage: dict[str, Any]


class Antrag(Stand):
    """One version of the application.

    Attributes:
        fassung: number of the version, from 1.
        ablage: SHA-256 of the document as it was read.
        datei: its name, whose ending tells the format.
        formular: SHA-256 of the workbook it was read from; empty where it came as text.
    """

    fassung: int
    eingang_am: date
    ablage: str
    datei: str
    formular: str = ""


class Anlage(Stand):
    """A paper that came in, filed with the day of its receipt.

    Attributes:
        art: kind of annex as the application names it, such as ``bildungsnachweis``.
        ablage: SHA-256 of the paper.

    Source: VVK Nr. 11.4.
    """

    art: str
    eingang_am: date
    ablage: str
    datei: str


class Nachforderung(Stand):
    """Papers or data that were asked for."""

    am: date
    codes: tuple[str, ...]
    frist: date | None = None


class Vermerk(Stand):
    """The note on a check, as plain data.

    Source: VVK Nr. 3.4.
    """

    am: date
    person: str
    unterlage: dict[str, Any]


class Rate(Stand):
    """One instalment of the payment plan.

    Attributes:
        anlass: what makes it due, such as ``bestandskraft_beginn``.
    """

    nummer: int
    betrag: Euro
    anlass: str


class Bindung(Stand):
    """What is bound of the budget.

    Attributes:
        haushaltsjahr: year of the budget it was taken from.
        jahr: year of payment.
    """

    haushaltsjahr: int
    jahr: int
    betrag: Euro


class Vorschlag(Stand):
    """What an officer proposes to the signing person.

    Attributes:
        art: ``bewilligung`` or ``ablehnung``.
        entscheidung: SHA-256 of the officer's decision document, None without one.
        ergebnis_sha256: hash of figures, findings and rules it was made on; the approval must find the same.
        zahltermine: when each instalment is expected to be paid; decides which Haushaltsjahr it binds.
    """

    am: date
    person: str
    art: str
    grund: str = ""
    entscheidung: str | None = None
    entscheidung_datei: str = ""
    zuwendung: Euro = NULL
    regelwerk_sha256: str = ""
    ergebnis_sha256: str = ""
    zwischenrate_am: date | None = None
    zahltermine: dict[int, date] = {}


class Beschluss(Stand):
    """The decision with its record.

    Attributes:
        akte: SHA-256 of the decision record: application, decision, rules, trace, findings.
        jahre: grant by Haushaltsjahr.
        verfahren: ``raten``, ``erstattung`` or ``bescheid``.
        zahltermine: when each instalment is expected to be paid.
        in_vertretung_fuer: whose role the deciding person acted with, empty for their own.
    """

    am: date
    person: str
    in_vertretung_fuer: str = ""
    art: str
    akte: str
    grund: str = ""
    annahmen_grund: str = ""
    zuwendung: Euro = NULL
    zuwendungsfaehig: Euro = NULL
    jahre: dict[int, Euro] = {}
    verfahren: str = ""
    raten: tuple[Rate, ...] = ()
    zwischenrate_am: date | None = None
    zahltermine: dict[int, date] = {}
    beginn: date | None = None
    ende: date | None = None
    nachweis_bis: date | None = None
    weiterleitung: bool = False


class Fristen(Stand):
    """When a posted notice is announced and final, both views of § 41 Abs. 2 VwVfG.

    Attributes:
        herleitung: SHA-256 of the trace they come from.
    """

    bekanntgabe: date
    bekanntgabe_spaet: date
    fristende: date
    fristende_spaet: date
    bestandskraft: date
    herleitung: str


class Frist(Stand):
    """A deadline that an act has set; the newest of its kind counts.

    Attributes:
        art: kind, such as ``klagefrist``; see `fristen.FRISTARTEN`.
        ab: the event from which it runs: announcement, receipt, full knowledge.
        bis: last day on the prevailing or the more cautious view.
        bis_spaet: last day on the other view, None where it is the same.
        herleitung: SHA-256 of the trace it comes from, None for a day that an officer set.
        ereignis: number of the event that set it.
        erfasst_am: when that event was recorded, UTC.
    """

    art: str
    ab: date
    bis: date
    bis_spaet: date | None = None
    quelle: str
    herleitung: str | None = None
    ereignis: int
    erfasst_am: str
    erledigt_am: date | None = None
    erledigt_grund: str = ""

    @property
    def spaetestens(self) -> date:
        """Return the day after which it has passed on every view."""
        return self.bis_spaet or self.bis


class Bescheid(Stand):
    """The letter: drafted, signed and filed, posted.

    Attributes:
        nummer: document number, such as ``KP-2027-0001/03``.
        entwurf: SHA-256 of the draft, None if it was written elsewhere.
        bezuege: SHA-256 of what the figures of the draft were read from.
        gezeichnet: SHA-256 of the signed document as filed.
        vergleich: how its figures were compared with the draft: docx, pdf, vergleichsdokument, ohne or kein_entwurf.
        verglichen: how many figures of the draft were compared.
        vergleichsdokument: SHA-256 of the Word document compared in place of a scan.
        vergleich_grund: why nothing was compared.
    """

    nummer: str
    entwurf: str | None = None
    bezuege: str | None = None
    gezeichnet: str | None = None
    vergleich: str = ""
    verglichen: int = 0
    vergleichsdokument: str | None = None
    vergleich_grund: str = ""
    abgelegt_am: date | None = None
    datei: str = ""
    aufgabe_am: date | None = None
    versandart: str = ""
    fristen: Fristen | None = None
    verzicht_am: date | None = None
    zugang_am: date | None = None


class Zahlung(Stand):
    """A payment: certified by one person, ordered by another.

    Attributes:
        rate: number of the instalment in the plan.
        huel: entry in the Haushaltsueberwachungsliste, empty until ordered.
    """

    nummer: int
    rate: int
    betrag: Euro
    anlass: str
    bescheinigt_am: date
    bescheinigt_von: str
    angeordnet_am: date | None = None
    angeordnet_von: str = ""
    faellig_am: date | None = None
    huel: str = ""


class Nachweis(Stand):
    """The proof of use and what followed from it.

    Attributes:
        ist: recognised actual expenditure, by the rules of the decision.
        zuwendung: grant that results from it.
        herleitung: SHA-256 of the record: recomputed application, reduction, traces.
        formular: SHA-256 of the workbook it was read from; empty where it came as text.
        stichprobe: whether the sample drew it; None while undrawn.
    """

    eingang_am: date
    unterlage: dict[str, Any]
    plan: Euro
    ist: Euro
    zuwendung: Euro
    herleitung: str
    formular: str = ""
    vollstaendig_am: date | None = None
    stichprobe: bool | None = None
    stichprobe_grund: str = ""
    geprueft_am: date | None = None
    pruefvermerk: str = ""


class Loeschantrag(Stand):
    """Somebody asked for the deletion of a case."""

    am: date
    person: str
    grund: str


class Fallrest(Stand):
    """What remains of a deleted case beside its number, guideline and first day: days and sums.

    Attributes:
        bisher: state before the deletion.
        entscheidungsart: ``bewilligung`` or ``ablehnung``, empty without a decision.
        jahre: grant by Haushaltsjahr as decided.
        zuwendung: grant as last determined.
        ausgezahlt: what was ordered by Haushaltsjahr.
    """

    geloescht_am: date | None = None
    bisher: Zustand
    eingang_am: date | None = None
    entschieden_am: date | None = None
    entscheidungsart: str = ""
    jahre: dict[int, Euro] = {}
    zuwendung: Euro = NULL
    ausgezahlt: dict[int, Euro] = {}


class Fallstand(Stand):
    """Everything that is known of a case.

    Attributes:
        aktenzeichen: such as ``KP-2027-0001``.
        version: number of its last event; two acts on the same version cannot both count.
        antragsteller: number in the register, such as ``A-0001``.
        eingang_ohne_beratung: receipt of an application that came before any consultation.
        vorgaenger: Aktenzeichen of the case this one follows, empty for none.
        dokumente: how many document numbers were given.
        zustaendig: Kuerzel of the officer who handled it last.
        bindungen: what is bound of the budget.
        voraussicht: amounts of later years that no Verpflichtungsermaechtigung covers (VVK Nr. 4.1).
        buchungsstelle: Kapitel and Titel that the grant stands in.
        kenntnis_am: day on which all facts that justify a revocation were known.
        gesetzte_fristen: the newest deadline of each kind, met or not; see `fristen.offene_fristen`.
        rest: what remains of a deleted case; then nothing else does.
    """

    aktenzeichen: str
    richtlinie: str
    antragsteller: str
    titel: str
    zustand: Zustand
    version: int
    angelegt_am: date
    vorgaenger: str = ""
    eingang_ohne_beratung: date | None = None
    beratung: Beratung | None = None
    antraege: tuple[Antrag, ...] = ()
    anlagen: tuple[Anlage, ...] = ()
    nachforderung: Nachforderung | None = None
    pruefvermerk: Vermerk | None = None
    ziele: dict[str, Any] | None = None
    vorschlag: Vorschlag | None = None
    beschluss: Beschluss | None = None
    bescheid: Bescheid | None = None
    dokumente: int = 0
    beginnanzeige_am: date | None = None
    zahlungen: tuple[Zahlung, ...] = ()
    nachweis: Nachweis | None = None
    evaluation: dict[str, Any] | None = None
    klage_am: date | None = None
    klage_erledigt_am: date | None = None
    abgeschlossen_am: date | None = None
    zustaendig: str = ""
    bindungen: tuple[Bindung, ...] = ()
    voraussicht: dict[int, Euro] = {}
    buchungsstelle: tuple[str, str] | None = None
    kenntnis_am: date | None = None
    gesetzte_fristen: dict[str, Frist] = {}
    loeschantrag: Loeschantrag | None = None
    rest: Fallrest | None = None

    @property
    def antrag(self) -> Antrag | None:
        """Return the newest version of the application."""
        return self.antraege[-1] if self.antraege else None

    @property
    def erster_eingang(self) -> date | None:
        """Return the receipt that keeps the time limit: that of the first version."""
        if self.rest is not None:
            return self.rest.eingang_am
        return self.antraege[0].eingang_am if self.antraege else None

    @property
    def fristen(self) -> Fristen | None:
        """Return the deadlines of the posted notice."""
        return self.bescheid.fristen if self.bescheid is not None else None

    @property
    def bestandskraft(self) -> date | None:
        """Return the day on which the notice is final; None before it is posted and while an action is pending."""
        if self.klage_am is not None:
            return self.klage_erledigt_am
        return self.fristen.bestandskraft if self.fristen is not None else None

    def ist_bestandskraeftig(self, tag: date) -> bool:
        """Tell whether the safe date has come: time limits are over on both views, a waiver or the end of an action."""
        seit = self.bestandskraft
        return seit is not None and tag >= seit

    @property
    def zuwendung(self) -> Fraction:
        """Return the grant as last determined: after the proof of use, else as decided; 0 before."""
        if self.rest is not None:
            return self.rest.zuwendung
        if self.nachweis is not None:
            return self.nachweis.zuwendung
        return self.beschluss.zuwendung if self.beschluss is not None else NULL

    @property
    def jahre(self) -> dict[int, Fraction]:
        """Return the grant by Haushaltsjahr as decided; empty before."""
        if self.rest is not None:
            return self.rest.jahre
        return self.beschluss.jahre if self.beschluss is not None else {}

    @property
    def angeordnet(self) -> Fraction:
        """Return what was ordered to be paid."""
        return sum((z.betrag for z in self.zahlungen if z.angeordnet_am is not None), start=NULL)

    @property
    def angeordnet_je_jahr(self) -> dict[int, Fraction]:
        """Return what was ordered by Haushaltsjahr."""
        summen: dict[int, Fraction] = {}
        for zahlung in self.zahlungen:
            if zahlung.faellig_am is not None:
                summen[zahlung.faellig_am.year] = summen.get(zahlung.faellig_am.year, NULL) + zahlung.betrag
        return summen

    @property
    def gebunden(self) -> Fraction:
        """Return what is bound over all years."""
        return sum((eine.betrag for eine in self.bindungen), start=NULL)

    def verfuegbar(self, jahr: int) -> Fraction:
        """Return what is bound for payments of a year and was not ordered yet."""
        gebunden = sum((eine.betrag for eine in self.bindungen if eine.jahr == jahr), start=NULL)
        return gebunden - self.angeordnet_je_jahr.get(jahr, NULL)

    @property
    def bewilligungsjahr(self) -> int:
        """Return the Haushaltsjahr of the decision.

        Raises:
            ValueError: nothing was decided.
        """
        if self.beschluss is None:
            raise ValueError(f"{self.aktenzeichen} was not decided")
        return self.beschluss.am.year
