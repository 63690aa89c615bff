"""Make an application from what the consultation found out: prefilled, with the open fields marked and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.anzeige import als_daten
from foerderung.rechnung.formulartext import FREIWILLIG, PFLICHT, formular
from foerderung.rechnung.regelwerk import Regelwerk

_PRAEVENTION = {
    "kpr": "gremium",
    "kooperationsvereinbarung_am": "kooperationsvereinbarung_am",
    "coaching": "coaching",
    "sicherheitsanalyse": "sicherheitsanalyse",
    "bezug_sicherheitsanalyse": "bezug_sicherheitsanalyse",
    "prioritaeten": "prioritaeten",
    "weiterfinanzierung": "weiterfinanzierung",
}


def antragsvorlage(
    regelwerk: Regelwerk,
    antragsteller: Mapping[str, Any],
    beratung: Mapping[str, Any],
    heute: date,
    vorige_stellen: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the YAML text of an application that a municipality completes.

    What the guideline's application does not know is left out. With every key marked ``(Pflicht)`` completed, the
    text is read without violation, if what was prefilled is itself in order.

    Args:
        regelwerk: decides on the fields and their order.
        antragsteller: name, art, ags, anschrift, iban as far as known.
        beratung: the consultation record as `lies_unterlage` or `unterlage_aus_daten` return it.
        heute: day of the template.
        vorige_stellen: posts funded before, with foerderbeginn and vorgaenger; matched by their name.
    """
    daten = vorlagedaten(regelwerk, antragsteller, beratung, vorige_stellen)
    besprochen = als_daten(beratung)
    zeilen = formular(regelwerk.felder, daten, _jahre(besprochen.get("vorhaben", {})))
    return "\n".join([*_kopf(regelwerk, besprochen, heute), *zeilen]) + "\n"


def vorlagedaten(
    regelwerk: Regelwerk,
    antragsteller: Mapping[str, Any],
    beratung: Mapping[str, Any],
    vorige_stellen: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return what register and consultation say of an application, as plain data; arguments as `antragsvorlage`."""
    besprochen = als_daten(beratung)
    vorhaben = besprochen.get("vorhaben", {})
    return {
        "richtlinie": regelwerk.richtlinie,
        "antragsteller": als_daten(antragsteller),
        "vorhaben": vorhaben,
        "beratung_am": besprochen.get("am"),
        "stellen": _stellen(besprochen, vorhaben, {eine["bezeichnung"]: eine for eine in vorige_stellen}),
        "sachausgaben": [
            {"bezeichnung": eine["bezeichnung"], "betraege": eine.get("betraege")}
            for eine in besprochen.get("kosten", ())
            if eine["art"] == "sachausgabe"
        ],
        "praevention": {name: besprochen[quelle] for name, quelle in _PRAEVENTION.items() if quelle in besprochen},
    }


def _kopf(regelwerk: Regelwerk, beratung: Mapping[str, Any], heute: date) -> list[str]:
    am = beratung.get("am")
    nach = f" nach der Beratung vom {datum_deutsch(date.fromisoformat(am))}" if am else ""
    return [
        f"# Antrag nach {regelwerk.kurz}, Vorlage vom {datum_deutsch(heute)}{nach}.",
        "# Zum Ausfüllen „# “ vor der Angabe entfernen und den Wert hinter den Doppelpunkt schreiben.",
        f"# {PFLICHT}: ohne diese Angabe kann der Antrag nicht gelesen werden. {FREIWILLIG}: darf fehlen.",
        "",
    ]


def _stellen(
    beratung: Mapping[str, Any], vorhaben: Mapping[str, Any], vorige: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            **vorige.get(eine["bezeichnung"], {}),
            "bezeichnung": eine["bezeichnung"],
            "art": eine["art"],
            "vzae": eine.get("vzae"),
            "beginn": vorhaben.get("beginn"),
            "ende": vorhaben.get("ende"),
            "personalausgaben": eine.get("betraege"),
        }
        for eine in beratung.get("kosten", ())
        if eine["art"] in ("stelle", "minijob")
    ]


def _jahre(vorhaben: Mapping[str, Any]) -> range:
    if "beginn" not in vorhaben or "ende" not in vorhaben:
        return range(0)
    beginn, ende = (date.fromisoformat(vorhaben[name]) for name in ("beginn", "ende"))
    return range(beginn.year, ende.year + 1)
