"""Texts of the letters' templates as they were first written; the templates in ``templates/`` are what counts."""

# ruff: noqa: E501 – the sentences of a letter are read as sentences

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baustein:
    """A table: head, widths, rows, what a row is repeated for, rows of sums, columns aligned to the right."""

    kopf: tuple[str, ...]
    breiten: tuple[int, ...]
    zeilen: tuple[tuple[str, ...], ...] = ()
    je: str = ""
    summen: tuple[tuple[str, ...], ...] = ()
    rechts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Brief:
    """A letter, or a note without address and salutation."""

    betreff: str
    name_im_kopf: str
    inhalt: tuple[str | Baustein, ...]
    anrede: bool = True


ABSCHNITTE = (
    "{%p for abschnitt in abschnitte %}",
    "## {{ abschnitt.titel }}",
    Baustein((), (2835, 6520), (("{{ zeile.name }}", "{{ zeile.text }}"),), je="zeile in abschnitt.zeilen"),
    "{%p endfor %}",
)

ABRECHNUNG = Baustein(
    ("Angabe", "Betrag"),
    (6520, 2835),
    (
        ("Zuwendungsfähige Ausgaben laut Bescheid", "{{ plan }}"),
        ("Anerkannte tatsächliche Ausgaben", "{{ ist }}"),
        ("Zuwendung laut Bescheid", "{{ bewilligt }}"),
    ),
    summen=(
        ("Zuwendung nach dem Verwendungsnachweis", "{{ zuwendung }}"),
        ("Zur Auszahlung angeordnet", "{{ angeordnet }}"),
    ),
    rechts=frozenset({1}),
)

BRIEFE = {
    "beratungsprotokoll": Brief(
        "Beratungsprotokoll",
        "Beratungsprotokoll",
        (
            "Beratung vor der Antragstellung (RL KommPräv IV Nr. 2) am {{ am }}, festgehalten durch: {{ person }}.",
            *ABSCHNITTE,
        ),
        anrede=False,
    ),
    "eingangsbestaetigung": Brief(
        "Eingangsbestätigung",
        "Eingangsbestätigung",
        (
            "Ihr Antrag auf eine Zuwendung nach der {{ richtlinie }} ist am {{ erster_eingang }} bei uns eingegangen."
            "{% if weitere_fassung %} Die {{ weitere_fassung }}. Fassung des Antrags, die wir der Prüfung zugrunde "
            "legen, ging am {{ eingang }} ein.{% endif %}",
            "Der Prüfung liegen folgende Gesamtausgaben Ihres Finanzierungsplans zugrunde:",
            Baustein(
                ("Haushaltsjahr", "Gesamtausgaben"),
                (6520, 2835),
                (("{{ jahr.jahr }}", "{{ jahr.ausgaben }}"),),
                je="jahr in beantragt",
                rechts=frozenset({1}),
            ),
            "{%p if anlagen %}",
            "Als Anlagen liegen uns vor:",
            "{%p for anlage in anlagen %}",
            "- {{ anlage }}",
            "{%p endfor %}",
            "{%p else %}",
            "Anlagen liegen uns bisher nicht vor.",
            "{%p endif %}",
            "Wir prüfen Ihren Antrag und melden uns, wenn Angaben oder Unterlagen fehlen. Auf unser Verlangen sind die "
            "Angaben durch geeignete Unterlagen zu belegen (VVK Nr. 3.2). Diese Bestätigung sagt nichts darüber, ob der "
            "Antrag vollständig ist oder eine Zuwendung bewilligt wird; ein Anspruch auf Gewährung der Zuwendung besteht "
            "nicht (RL KommPräv I Nr. 3).",
            "Ob Sie mit dem Vorhaben vor einer Entscheidung beginnen dürfen, richtet sich nach VVK Nr. 1.3. Wer vorher "
            "beginnt, trägt das Risiko, dass keine Zuwendung bewilligt wird.",
            "Geben Sie in Ihren Schreiben bitte das Aktenzeichen an.",
        ),
    ),
    "nachforderung": Brief(
        "Nachforderung zu Ihrem Antrag",
        "Nachforderung",
        (
            "die Prüfung Ihres Antrags auf eine Zuwendung nach der {{ richtlinie }}, eingegangen am {{ eingang }}, hat "
            "ergeben, dass folgende Angaben oder Unterlagen fehlen (RL KommPräv VI Nr. 3, VVK Nr. 3.2):",
            Baustein(
                ("Nr.", "Was fehlt", "Was erforderlich ist"),
                (680, 3856, 4819),
                (
                    (
                        "{{ befund.nummer }}",
                        "{{ befund.bezeichnung }}: {{ befund.gefunden }}",
                        "{{ befund.zulaessig }} ({{ befund.fundstelle }})",
                    ),
                ),
                je="befund in befunde",
            ),
            "{%p if frist %}",
            "Bitte reichen Sie das Fehlende bis zum {{ frist }} nach. Danach entscheiden wir nach Aktenlage.",
            "{%p else %}",
            "Bitte reichen Sie das Fehlende nach. Vorher können wir die Prüfung Ihres Antrags nicht abschließen.",
            "{%p endif %}",
            "Geben Sie dabei bitte das Aktenzeichen an.",
        ),
    ),
    "antragspruefvermerk": Brief(
        "Vermerk über die Antragsprüfung",
        "Antragsprüfvermerk",
        (
            "Ergebnis der Antragsprüfung nach VVK Nr. 3.4 vom {{ am }}, geprüft durch: {{ person }}. Der Antrag ging am "
            "{{ eingang }} ein.",
            "# 1\tPrüfung",
            *ABSCHNITTE,
            "# 2\tErmittlung der Zuwendung",
            "Finanzierungsart: {{ finanzierungsart }}. Berechnet nach der {{ kurz }}, Fassung {{ fassung }}, Stichtag "
            "{{ stichtag }}, Regelwerk {{ pruefsumme }}.",
            Baustein(
                ("Haushaltsjahr", "Gesamtausgaben", "zuwendungsfähig", "Zuwendung"),
                (2551, 2268, 2268, 2268),
                (
                    (
                        "{{ jahr.jahr }}",
                        "{{ jahr.gesamtausgaben }}",
                        "{{ jahr.zuwendungsfaehig }}",
                        "{{ jahr.zuwendung }}",
                    ),
                ),
                je="jahr in jahre",
                summen=(("Insgesamt", "", "{{ zuwendungsfaehig }}", "{{ zuwendung }}"),),
                rechts=frozenset({1, 2, 3}),
            ),
            "# 3\tBefunde",
            "{%p if befunde %}",
            Baustein(
                ("Wirkung", "Befund", "Entscheidung"),
                (2438, 4479, 2438),
                (
                    (
                        "{{ befund.bedeutung }}",
                        "{{ befund.bezeichnung }}: {{ befund.gefunden }}; zulässig: {{ befund.zulaessig }} "
                        "({{ befund.fundstelle }})",
                        "{{ befund.entschieden }}",
                    ),
                ),
                je="befund in befunde",
            ),
            "{%p else %}",
            "Keine.",
            "{%p endif %}",
            "# 4\tUnbestätigte Annahmen",
            "{%p if annahmen %}",
            "{%p for annahme in annahmen %}",
            "- {{ annahme }}",
            "{%p endfor %}",
            "{%p else %}",
            "Keine.",
            "{%p endif %}",
        ),
        anrede=False,
    ),
    "ablehnungsbescheid": Brief(
        "Ablehnungsbescheid",
        "Ablehnungsbescheid",
        (
            "auf Ihren Antrag auf eine Zuwendung nach der {{ richtlinie }}, eingegangen am {{ eingang }}, ergeht folgender "
            "Bescheid:",
            "# 1\tEntscheidung",
            "Der Antrag wird abgelehnt.",
            "# 2\tBegründung",
            "Zuwendungen gewähren wir nach §§ 23, 44 und 44a der Sächsischen Haushaltsordnung (SäHO), der "
            "Verwaltungsvorschrift für Zuwendungen des Freistaates Sachsen an kommunale Körperschaften (VVK, Anlage 3 zur "
            "VwV zu § 44 SäHO) und der {{ richtlinie }} in der am {{ stichtag }} geltenden Fassung. Ein Anspruch auf "
            "Gewährung der Zuwendung besteht nicht; wir entscheiden auf Grund pflichtgemäßen Ermessens im Rahmen der "
            "verfügbaren Haushaltsmittel (RL KommPräv I Nr. 3).",
            "{%p if beratung %}",
            "Die Beratung, die vor der Antragstellung verpflichtend ist, fand am {{ beratung }} statt (RL KommPräv IV Nr. 2).",
            "{%p endif %}",
            "Die Ablehnung beruht auf folgenden Gründen (§ 39 Abs. 1 VwVfG, VVK Nr. 4.1):",
            "{{ grund }}",
            "{%p if befunde %}",
            "Folgende Voraussetzungen einer Bewilligung sind nicht erfüllt:",
            Baustein(
                ("Nr.", "Voraussetzung", "Festgestellt"),
                (680, 4819, 3856),
                (
                    (
                        "{{ befund.nummer }}",
                        "{{ befund.bezeichnung }}; zulässig: {{ befund.zulaessig }} ({{ befund.fundstelle }})",
                        "{{ befund.gefunden }}",
                    ),
                ),
                je="befund in befunde",
            ),
            "{%p endif %}",
            "{%p if ermessen %}",
            "Im Rahmen unseres Ermessens haben wir über folgende Punkte entschieden:",
            "{%p for punkt in ermessen %}",
            "- {{ punkt }}",
            "{%p endfor %}",
            "{%p endif %}",
            "# 3\tRechtsbehelfsbelehrung",
            "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim {{ gericht }} mit Sitz in "
            "{{ gericht_ort }} erhoben werden (§ 74 Abs. 1 und 2, § 52 Nr. 3 VwGO). Eines Vorverfahrens bedarf es nicht, weil "
            "eine oberste Landesbehörde entschieden hat (§ 68 Abs. 1 Satz 2 Nr. 1, Abs. 2 VwGO).",
        ),
    ),
    "auszahlungsmitteilung": Brief(
        "Auszahlungsmitteilung",
        "Auszahlungsmitteilung",
        (
            "aus der Zuwendung nach der {{ richtlinie }}, bewilligt mit Entscheidung vom {{ bescheid_vom }}, haben wir als "
            "Rate {{ rate }} zum {{ faellig }} zur Auszahlung angeordnet:",
            "! {{ betrag }}",
            "(in Worten: {{ in_worten }})",
            "Damit sind angeordnet:",
            Baustein(
                ("Rate", "fällig am", "Betrag"),
                (1984, 4536, 2835),
                (("{{ zahlung.rate }}", "{{ zahlung.faellig }}", "{{ zahlung.betrag }}"),),
                je="zahlung in zahlungen",
                summen=(("Insgesamt", "", "{{ angeordnet }}"), ("Zuwendung", "", "{{ zuwendung }}")),
                rechts=frozenset({2}),
            ),
            "{%p if nachweis_bis %}",
            "Weisen Sie die Verwendung der Zuwendung bis zum {{ nachweis_bis }} nach (Nr. 6.1 ANBest‑K). Teilen Sie uns "
            "unverzüglich mit, wenn sich für die Bewilligung maßgebliche Umstände ändern oder wegfallen (Nr. 5 ANBest‑K).",
            "{%p endif %}",
            "Diese Mitteilung ändert den Zuwendungsbescheid nicht.",
        ),
    ),
    "nachweisvermerk": Brief(
        "Vermerk über die Prüfung des Verwendungsnachweises",
        "Prüfvermerk zum Verwendungsnachweis",
        (
            "Zuwendung, bewilligt mit Entscheidung vom {{ bescheid_vom }}.",
            Baustein(
                (),
                (4251, 5104),
                (
                    ("Verwendungsnachweis fällig", "{{ frist }}"),
                    ("Eingang", "{{ eingang }}"),
                    ("Vollständigkeit festgestellt", "{{ vollstaendig }}"),
                    ("Auswahl zur Prüfung", "{{ stichprobe_grund }}"),
                    ("Prüfung abgeschlossen", "{{ geprueft }}"),
                ),
            ),
            "# 1\tErgebnis der Prüfung",
            "{{ vermerk }}",
            "# 2\tAbrechnung",
            ABRECHNUNG,
            "# 3\tAngaben des Verwendungsnachweises",
            *ABSCHNITTE,
        ),
        anrede=False,
    ),
    "schlussschreiben": Brief(
        "Abschluss der Prüfung des Verwendungsnachweises",
        "Schlussschreiben",
        (
            "{% if geprueft %}die Prüfung Ihres Verwendungsnachweises, eingegangen am {{ eingang }}, ist seit dem "
            "{{ geprueft }} abgeschlossen.{% else %}Ihr Verwendungsnachweis, eingegangen am {{ eingang }}, ist vollständig; er "
            "ist nicht zur vertieften Prüfung ausgewählt.{% endif %} Er betrifft die Zuwendung nach der {{ richtlinie }}, "
            "bewilligt mit Entscheidung vom {{ bescheid_vom }}.",
            ABRECHNUNG,
            "{%p if ermaessigt %}",
            "Die Zuwendung ist niedriger als bewilligt, weil sich die zuwendungsfähigen Ausgaben ermäßigt oder die "
            "Deckungsmittel erhöht haben (Nr. 2 ANBest‑K).",
            "{%p endif %}",
            "{%p if ausgezahlt %}",
            "Die Zuwendung ist vollständig zur Auszahlung angeordnet. Weitere Zahlungen folgen nicht.",
            "{%p elif ueberzahlt %}",
            "Angeordnet ist mehr, als Ihnen nach dem Verwendungsnachweis zusteht. Über eine Erstattung ergeht ein gesonderter "
            "Bescheid; vorher hören wir Sie an (§ 28 VwVfG).",
            "{%p else %}",
            "Den Unterschied zwischen der Zuwendung und dem angeordneten Betrag zahlen wir mit der Schlussrate aus.",
            "{%p endif %}",
            "Der Sächsische Rechnungshof bleibt zur Prüfung berechtigt (Nr. 7.2 ANBest‑K, § 91 SäHO).",
        ),
    ),
}

RECHTSBEHELF = (
    "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim {{ gericht }} mit Sitz in "
    "{{ gericht_ort }} erhoben werden (§ 74 Abs. 1, § 52 Nr. 3 VwGO). Eines Vorverfahrens bedarf es nicht, weil eine oberste "
    "Landesbehörde entschieden hat (§ 68 Abs. 1 Satz 2 Nr. 1 VwGO)."
)

BETRAEGE = Baustein(
    ("Angabe", "Betrag"),
    (6520, 2835),
    (
        ("Zuwendung laut Bescheid vom {{ bescheid_vom }}", "{{ bewilligt }}"),
        ("Zuwendung, die bleibt", "{{ neu }}"),
        ("Zur Auszahlung angeordnet", "{{ angeordnet }}"),
        ("Überzahlung", "{{ ueberzahlung }}"),
    ),
    summen=(("Zurückzufordern", "{{ betrag }}"),),
    rechts=frozenset({1}),
)

GRENZE = (
    "{%p if not fordert %}",
    "Zurückgefordert wird nichts{% if grenze %}: Die Überzahlung übersteigt die Rückforderungsgrenze von {{ grenze }} nicht "
    "(VVK Nr. 8.7){% endif %}.",
    "{%p endif %}",
)

GRUENDE = (
    "Dem liegt folgender Sachverhalt zugrunde:",
    "{{ sachverhalt }}",
    "Grund der Entscheidung: {{ grund }}.",
    "Zu den Tatsachen, die für die Entscheidung erheblich sind, haben wir Sie angehört (§ 28 VwVfG). Ergebnis: {{ stellungnahme }}",
)

ERMESSEN = (
    "Bei der Ausübung unseres Ermessens haben wir die Besonderheiten des Einzelfalles, Ihre Interessen und die öffentlichen "
    "Interessen berücksichtigt (VVK Nr. 8.3, § 39 Abs. 1 Satz 3 VwVfG):",
    "{{ ermessen }}",
)

ZINSTAFEL = (
    Baustein(
        ("von", "bis", "Tage", "Zinssatz", "Kapital", "Zinsen"),
        (1417, 1417, 907, 1247, 2126, 2241),
        (
            (
                "{{ zeile.von }}",
                "{{ zeile.bis }}",
                "{{ zeile.tage }}",
                "{{ zeile.satz }}",
                "{{ zeile.kapital }}",
                "{{ zeile.zinsen }}",
            ),
        ),
        je="zeile in abschnitte",
        summen=(("Zinsen", "", "", "", "", "{{ zinsen }}"),),
        rechts=frozenset({2, 3, 4, 5}),
    ),
    "Gerechnet ist mit 30 Tagen je Monat und 360 Tagen je Jahr, ohne Zinseszinsen (Zins‑A Nr. 2.1); angefangene Cent der "
    "Abschnitte werden erst in der Summe abgerundet.",
    "{%p if fortgeschrieben %}",
    "[Der Basiszinssatz ist für einen Teil des Zeitraums noch nicht bekannt gemacht und nur fortgeschrieben. Vor dem Versand "
    "neu berechnen.]",
    "{%p endif %}",
    "{%p if erstattungen %}",
    "Erstattet sind bisher:",
    Baustein(
        ("Tag", "Betrag"),
        (6520, 2835),
        (("{{ zahlung.tag }}", "{{ zahlung.betrag }}"),),
        je="zahlung in erstattungen",
        summen=(("Noch offene Erstattung", "{{ restkapital }}"),),
        rechts=frozenset({1}),
    ),
    "{%p endif %}",
)


def aufhebung(betreff: str, was: str, rechtsgrundlage: str) -> Brief:
    """Return the letter by which a notice is revoked or taken back."""
    return Brief(
        betreff,
        betreff,
        (
            "zur Zuwendung nach der {{ richtlinie }}, bewilligt mit Bescheid vom {{ bescheid_vom }} (Dokument "
            "{{ bescheidnummer }}), ergeht folgender Bescheid:",
            "# 1\tEntscheidung",
            f"Der Zuwendungsbescheid vom {{{{ bescheid_vom }}}} wird mit Wirkung ab dem {{{{ wirkung_ab }}}} "
            f"{{% if voll %}}ganz{{% else %}}insoweit{{% endif %}} {was}"
            "{% if not voll %}, als die Zuwendung {{ neu }} übersteigt{% endif %}.",
            "{%p if fordert %}",
            "Die bereits ausgezahlten Beträge sind insoweit zu erstatten (§ 49a Abs. 1 VwVfG). Zu erstatten sind",
            "! {{ betrag }}",
            "(in Worten: {{ in_worten }}).",
            "Der zu erstattende Betrag ist vom {{ wirkung_ab }} an mit fünf Prozentpunkten über dem Basiszinssatz jährlich zu "
            "verzinsen (§ 49a Abs. 3 Satz 1 VwVfG, VVK Nr. 8.5). Über die Zinsen ergeht ein gesonderter Bescheid.",
            "{%p endif %}",
            BETRAEGE,
            *GRENZE,
            "# 2\tBegründung",
            *GRUENDE,
            rechtsgrundlage,
            *ERMESSEN,
            "# 3\tRechtsbehelfsbelehrung",
            RECHTSBEHELF,
        ),
    )


BRIEFE["anhoerung"] = Brief(
    "Anhörung",
    "Anhörung",
    (
        "wir beabsichtigen, über die Zuwendung nach der {{ richtlinie }}, bewilligt mit Bescheid vom {{ bescheid_vom }} (Dokument "
        "{{ bescheidnummer }}), neu zu entscheiden. Vorher geben wir Ihnen Gelegenheit, sich zu den für die Entscheidung "
        "erheblichen Tatsachen zu äußern (§ 28 Abs. 1 VwVfG, VVK Nr. 8.3).",
        "# 1\tWas wir beabsichtigen",
        "{% if ist_ruecknahme %}Wir beabsichtigen, den Zuwendungsbescheid mit Wirkung ab dem {{ wirkung_ab }} "
        "{% if voll %}ganz{% else %}teilweise{% endif %} zurückzunehmen (§ 48 VwVfG, VVK Nr. 8.2.2)."
        "{% elif ist_widerruf %}Wir beabsichtigen, den Zuwendungsbescheid mit Wirkung ab dem {{ wirkung_ab }} "
        "{% if voll %}ganz{% else %}teilweise{% endif %} zu widerrufen (§ 49 Abs. 3 VwVfG, VVK Nr. 8.2.3 und 8.2.4)."
        "{% else %}Der Zuwendungsbescheid ist nach unserer Auffassung ab dem {{ wirkung_ab }} "
        "{% if voll %}ganz{% else %}teilweise{% endif %} unwirksam (VVK Nr. 8.2.1).{% endif %}"
        "{% if fordert %} Wir beabsichtigen, {{ betrag }} zurückzufordern (§ 49a VwVfG).{% endif %}",
        BETRAEGE,
        *GRENZE,
        "# 2\tWorauf das beruht",
        "{{ sachverhalt }}",
        "Grund: {{ grund }}.",
        "# 3\tIhre Stellungnahme",
        "Äußern Sie sich bitte schriftlich bis zum {{ stellungnahme_bis }}. Danach entscheiden wir nach Aktenlage.",
        "{%p if ermessen %}",
        "Für unser Ermessen sind nach heutigem Stand diese Gesichtspunkte von Bedeutung:",
        "{{ ermessen }}",
        "{%p endif %}",
    ),
)
BRIEFE["widerrufsbescheid"] = aufhebung(
    "Widerrufsbescheid",
    "widerrufen",
    "Der Widerruf beruht auf § 49 Abs. 3 VwVfG in Verbindung mit VVK Nr. 8.2.3 und 8.2.4 und Nr. 8 ANBest‑K.",
)
BRIEFE["ruecknahmebescheid"] = aufhebung(
    "Rücknahmebescheid",
    "zurückgenommen",
    "Die Rücknahme beruht auf § 48 VwVfG in Verbindung mit VVK Nr. 8.2.2 und Nr. 8 ANBest‑K. Das öffentliche Interesse an der "
    "Rückforderung des zu Unrecht erhaltenen Teils der Zuwendung überwiegt grundsätzlich (VVK Nr. 8.3).",
)
BRIEFE["erstattungsbescheid"] = Brief(
    "Erstattungsbescheid",
    "Erstattungsbescheid",
    (
        "zur Zuwendung nach der {{ richtlinie }}, bewilligt mit Bescheid vom {{ bescheid_vom }} (Dokument {{ bescheidnummer }}), "
        "ergeht folgender Bescheid:",
        "# 1\tEntscheidung",
        "Sie haben zu erstatten (§ 49a Abs. 1 VwVfG):",
        "! {{ betrag }}",
        "(in Worten: {{ in_worten }}).",
        "{% if not kapital_offen %}Der Betrag ist durch Ihre Zahlungen gedeckt.{% else %}Zahlen Sie {% if erstattungen %}den nach "
        "Ihren bisherigen Zahlungen noch offenen Betrag von {{ restkapital }}{% else %}den Betrag{% endif %} bis zum "
        "{{ zahlbar_bis }} unter Angabe des Aktenzeichens {{ fall.aktenzeichen }}.{% endif %}",
        BETRAEGE,
        "# 2\tZinsen",
        "Der zu erstattende Betrag ist vom {{ wirkung_ab }} an mit fünf Prozentpunkten über dem Basiszinssatz jährlich zu "
        "verzinsen (§ 49a Abs. 3 Satz 1 VwVfG, VVK Nr. 8.5). Bis zum {{ zinsen_bis }} sind aufgelaufen:",
        *ZINSTAFEL,
        "{% if zinsen_erhoben %}Die Zinsen setzen wir nach der Zahlung durch gesonderten Bescheid fest.{% else %}Bleibt es dabei, "
        "werden Zinsen nicht erhoben, weil der Gesamtzinsanspruch den Betrag der VVK Nr. 8.8 nicht übersteigt.{% endif %}",
        "# 3\tBegründung",
        *GRUENDE,
        "{%p if ermessen %}",
        *ERMESSEN,
        "{%p endif %}",
        "# 4\tRechtsbehelfsbelehrung",
        RECHTSBEHELF,
    ),
)
BRIEFE["zinsbescheid"] = Brief(
    "Zinsbescheid",
    "Zinsbescheid",
    (
        "zur Erstattung der Zuwendung nach der {{ richtlinie }}, bewilligt mit Bescheid vom {{ bescheid_vom }} (Dokument "
        "{{ bescheidnummer }}), ergeht folgender Bescheid:",
        "# 1\tEntscheidung",
        "{%p if zinsen_erhoben %}",
        "Die Zinsen auf den Erstattungsbetrag von {{ betrag }} werden festgesetzt auf",
        "! {{ zinsen }}",
        "(in Worten: {{ zinsen_in_worten }}).",
        "{% if erstattungen %}Ihre bisherigen Zahlungen decken zuerst die Zinsen, dann den Erstattungsbetrag (Zins‑A Nr. 2.5). "
        "{% endif %}{% if not noch_zinsen %}Die Zinsen sind damit gedeckt.{% else %}Zahlen Sie {% if erstattungen %}die noch "
        "offenen Zinsen von {{ zinsen_offen }}{% else %}den Betrag{% endif %} bis zum {{ zahlbar_bis }} unter Angabe des "
        "Aktenzeichens {{ fall.aktenzeichen }}.{% endif %}",
        "{%p else %}",
        "Zinsen werden nicht erhoben, weil der Gesamtzinsanspruch von {{ zinsen }} den Betrag der VVK Nr. 8.8 nicht übersteigt.",
        "{%p endif %}",
        "# 2\tBerechnung",
        "Der Erstattungsanspruch ist vom {{ wirkung_ab }} an mit fünf Prozentpunkten über dem Basiszinssatz jährlich zu verzinsen "
        "(§ 49a Abs. 3 Satz 1 VwVfG, VVK Nr. 8.5). Berechnet ist bis zum {{ zinsen_bis }}:",
        *ZINSTAFEL,
        "# 3\tBegründung",
        *GRUENDE,
        "# 4\tRechtsbehelfsbelehrung",
        RECHTSBEHELF,
    ),
)
BRIEFE["aenderungsbescheid"] = Brief(
    "Änderungsbescheid",
    "Änderungsbescheid",
    (
        "der Zuwendungsbescheid nach der {{ richtlinie }} vom {{ bescheid_vom }} (Dokument {{ bescheidnummer }}) wird wie folgt "
        "geändert:",
        "# 1\tEntscheidung",
        "Die Zuwendung beträgt",
        "! {{ neu }}",
        "(in Worten: {{ neu_in_worten }}).",
        Baustein(
            ("Angabe", "Betrag"),
            (6520, 2835),
            (
                ("Zuwendung laut Bescheid vom {{ bescheid_vom }}", "{{ bewilligt }}"),
                ("Zur Auszahlung angeordnet", "{{ angeordnet }}"),
            ),
            summen=(("Zuwendung nach der Änderung", "{{ neu }}"),),
            rechts=frozenset({1}),
        ),
        "{%p if nachweis_bis %}",
        "Weisen Sie die Verwendung der Zuwendung bis zum {{ nachweis_bis }} nach (VVK Nr. 5.1.2).",
        "{%p endif %}",
        "Im Übrigen bleibt der Zuwendungsbescheid mit seinen Nebenbestimmungen unverändert.",
        "# 2\tBegründung",
        "Grund der Änderung: {{ grund }}.",
        "{{ begruendung }}",
        "# 3\tRechtsbehelfsbelehrung",
        RECHTSBEHELF,
    ),
)
