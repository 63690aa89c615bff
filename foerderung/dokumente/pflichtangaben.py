"""Where a grant notice states each of the ten things that VVK Nr. 4.2 asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pflichtangabe:
    """One mandatory element of a grant notice and its place in the letter.

    Attributes:
        nummer: 1 to 10, as in VVK Nr. 4.2.
        inhalt: what has to be stated.
        ueberschrift: heading of the section that states it.
        saetze: what the section says; of each tuple one text, depending on the case.
    """

    nummer: int
    fundstelle: str
    inhalt: str
    ueberschrift: str
    saetze: tuple[tuple[str, ...], ...]


PFLICHTANGABEN = (
    Pflichtangabe(
        1,
        "VVK Nr. 4.2.1",
        "genaue Bezeichnung des Zuwendungsempfängers",
        "1 Zuwendungsempfänger",
        (("Zuwendungsempfänger ist: ",), ("Amtlicher Gemeindeschlüssel",)),
    ),
    Pflichtangabe(
        2,
        "VVK Nr. 4.2.2",
        "Art und Höhe der Zuwendung, Fördersatz",
        "2 Art und Höhe der Zuwendung",
        (
            ("als Projektförderung einen zweckgebundenen, nicht rückzahlbaren Zuschuss",),
            ("Höchstbetrag der Zuwendung (VVK Nr. 2.2.2)", "fester Betrag an den zuwendungsfähigen Ausgaben"),
            ("Fördersatz je Haushaltsjahr",),
        ),
    ),
    Pflichtangabe(
        3,
        "VVK Nr. 4.2.3",
        "Zuwendungszweck als Grundlage der Erfolgskontrolle",
        "3 Zuwendungszweck",
        (("zweckgebunden für das Vorhaben",), ("Grundlage der begleitenden und abschließenden Erfolgskontrolle",)),
    ),
    Pflichtangabe(
        4,
        "VVK Nr. 4.2.4",
        "Finanzierungsart, Umfang und Abgrenzung der zuwendungsfähigen Ausgaben",
        "4 Finanzierungsart und zuwendungsfähige Ausgaben",
        (
            ("wird als Anteilsfinanzierung gewährt", "wird als Festbetragsfinanzierung gewährt"),
            ("Die zuwendungsfähigen Ausgaben betragen insgesamt",),
            ("Nicht oder nicht in voller Höhe zuwendungsfähig sind:", "veranschlagten Ausgaben sind zuwendungsfähig."),
        ),
    ),
    Pflichtangabe(
        5,
        "VVK Nr. 4.2.5",
        "Bewilligungszeitraum",
        "5 Bewilligungszeitraum",
        (("Der Bewilligungszeitraum beginnt am ",),),
    ),
    Pflichtangabe(
        6,
        "VVK Nr. 4.2.6",
        "zeitliche Bindung, soweit erforderlich",
        "6 Zeitliche Bindung",
        (("Eine zeitliche Bindung ist nicht erforderlich", "Vor Ablauf der zeitlichen Bindung"),),
    ),
    Pflichtangabe(
        7,
        "VVK Nr. 4.2.7",
        "Frist für den Verwendungsnachweis und Auszahlungstermine",
        "7 Verwendungsnachweis und Auszahlung",
        (
            ("Weisen Sie die Verwendung der Zuwendung bis zum ",),
            ("Auszahlungsanträge sind nicht erforderlich (VVK Nr. 7.1 bis 7.3)", "im Erstattungsverfahren ausgezahlt"),
            ("Zeigen Sie uns den Beginn des Vorhabens unverzüglich an",),
        ),
    ),
    Pflichtangabe(
        8,
        "VVK Nr. 4.2.8",
        "Stelle für den Verwendungsnachweis bei mehreren Zuwendungsgebern",
        "8 Stelle für den Verwendungsnachweis",
        (
            ("Der Verwendungsnachweis ist gegenüber der Bewilligungsbehörde",),
            ("Weitere Stellen fördern denselben Zweck nicht", "Denselben Zweck fördern auch: "),
        ),
    ),
    Pflichtangabe(
        9,
        "VVK Nr. 4.2.9",
        "Nebenbestimmungen und Abweichungen von ihnen",
        "9 Nebenbestimmungen",
        (
            ("(ANBest-K, Anlage 3a zur VwV zu § 44 SäHO) sind unverändert Bestandteil dieses Bescheides",),
            ("Abweichungen von ihnen sind nicht festgelegt.", "Abweichend von ihnen ist nur die Frist"),
            ("Weisen Sie in geeigneter Form auf die Förderung durch den Freistaat Sachsen",),
            ("an Dritte ist nicht gestattet", "an die unten genannten Letztempfänger weiterleiten"),
        ),
    ),
    Pflichtangabe(
        10,
        "VVK Nr. 4.2.10",
        "Rechtsbehelfsbelehrung",
        "11 Rechtsbehelfsbelehrung",
        (("kann innerhalb eines Monats nach Bekanntgabe Klage beim ",), (" mit Sitz in ",)),
    ),
)
"""In the order of VVK Nr. 4.2; section 10 of the letter holds the reasons (§ 39 VwVfG)."""
