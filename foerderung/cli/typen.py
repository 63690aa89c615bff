"""Parameter types of the command line: German dates and amounts, paths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.fehlertexte import erlaubte

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Amounts on the command line lie below this; a larger one is a slip of the keyboard.
BETRAG_GRENZE = 1_000_000_000

_ISO = re.compile(r"(?P<jahr>[0-9]{4})-(?P<monat>[0-9]{2})-(?P<tag>[0-9]{2})")
_DEUTSCH = re.compile(r"(?P<tag>[0-9]{1,2})\.(?P<monat>[0-9]{1,2})\.(?P<jahr>[0-9]{4})")

_GRUPPIERT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_KOMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_PUNKT = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")

#: Refused spellings, each with its reason; the first that matches is shown.
_ABGELEHNT: tuple[tuple[str, str], ...] = (
    (r"[-\u2212\u2013][0-9].*", "ein Betrag darf nicht negativ sein"),
    (r"[0-9.,]+[eE][+-]?[0-9]+", "Beträge stehen ohne Exponent"),
    (r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]*", "Tausenderpunkt und Dezimalkomma sind vertauscht"),
    (
        r"[0-9.]*,[0-9]{3,}|([0-9]*)\.[0-9]{4,}|([0-9]{4,}|0[0-9]*)\.[0-9]{3}",
        "höchstens zwei Nachkommastellen",
    ),
    (r"[0-9][0-9.]*\.[0-9.]*[0-9](,[0-9]+)?", "die Tausenderpunkte stehen an falscher Stelle"),
)


def parse_betrag(text: str) -> Fraction:
    """Return the amount in EUR that is written German (``1.234,50``) or plain (``1234.50``), exactly.

    Raises:
        ValueError: with a German reason: not a number of at most two decimals, negative, ambiguous, or not
            below BETRAG_GRENZE.
    """
    text = text.strip()
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", text):
        ganz = text.replace(".", "")
        raise ValueError(f"„{text}“ ist mehrdeutig; bitte {ganz},00 oder {text},00 schreiben")
    if _GRUPPIERT.fullmatch(text) or _KOMMA.fullmatch(text):
        ziffern = text.replace(".", "").replace(",", ".")
    elif _PUNKT.fullmatch(text):
        ziffern = text
    else:
        grund = next((g for muster, g in _ABGELEHNT if re.fullmatch(muster, text)), "das ist kein Betrag")
        raise ValueError(f"„{_gekuerzt(text)}“: {grund}; erwartet wird etwa 1.234,50 oder 1234.50")
    if len(ziffern.partition(".")[0].lstrip("0")) >= len(str(BETRAG_GRENZE)):
        raise ValueError(f"„{_gekuerzt(text)}“ ist zu groß; Beträge liegen unter 1.000.000.000,00")
    return Fraction("0" + ziffern.lstrip("0"))


def parse_datum(text: str) -> date:
    """Return the date that is written ``2026-11-12`` or ``12.11.2026``.

    Raises:
        ValueError: with a German reason: another spelling, or a day that the calendar does not have.
    """
    text = text.strip()
    treffer = _ISO.fullmatch(text) or _DEUTSCH.fullmatch(text)
    if treffer is None:
        raise ValueError(f"„{_gekuerzt(text)}“ ist kein Datum; erwartet wird etwa 2026-11-12 oder 12.11.2026")
    try:
        return date(int(treffer["jahr"]), int(treffer["monat"]), int(treffer["tag"]))
    except ValueError:
        raise ValueError(f"Den Tag „{text}“ gibt es im Kalender nicht") from None


def _gekuerzt(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


class Betrag(click.ParamType[Fraction]):
    """Amount in EUR as an exact Fraction; see parse_betrag."""

    name = "betrag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        if isinstance(value, Fraction):
            return value
        try:
            return parse_betrag(str(value))
        except ValueError as fehler:
            self.fail(f"{fehler}.", param, ctx)


class Datum(click.ParamType[date]):
    """Calendar day; see parse_datum."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_datum(str(value))
        except ValueError as fehler:
            self.fail(f"{fehler}.", param, ctx)


class Pfad(click.ParamType[Path]):
    """Path as written; whether it can be read is checked where it is read, so that the exit code fits."""

    def __init__(self, name: str, vervollstaendigung: str) -> None:
        self.name = name
        self.vervollstaendigung = vervollstaendigung

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value) or "\0" in str(value):
            self.fail("der Name ist leer oder enthält ein unzulässiges Zeichen.", param, ctx)
        return Path(value)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only while completing

        return [CompletionItem(incomplete, type=self.vervollstaendigung)]


class Auswahl(click.Choice[str]):
    """One of several fixed words."""

    def __init__(self, werte: Iterable[str]) -> None:
        super().__init__(tuple(werte))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        return f"„{_gekuerzt(str(value))}“ gehört nicht zur Auswahl. {erlaubte(self.choices)}"


class Zahlung(click.ParamType[tuple[date, Fraction]]):
    """A payment: day and amount, ``2026-03-01=1.234,50``."""

    name = "zahlung"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, Fraction]:
        if isinstance(value, tuple):
            return value
        tag, gleich, betrag = str(value).partition("=")
        if not gleich:
            self.fail(f"„{_gekuerzt(str(value))}“ ist keine Zahlung, etwa 2026-03-01=1.234,50.", param, ctx)
        return DATUM.convert(tag, param, ctx), BETRAG.convert(betrag, param, ctx)


class Angabe(click.ParamType[tuple[str, str]]):
    """A fact by name: ``kapitel=0305``."""

    name = "angabe"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, gleich, wert = str(value).partition("=")
        if not gleich or not name.strip():
            self.fail(f"„{_gekuerzt(str(value))}“ ist keine Angabe, etwa kapitel=0305.", param, ctx)
        return name.strip(), wert.strip()


class Anker(click.ParamType[tuple[int, str]]):
    """A printed head of the chain: ``27:4f0c…``, number and at least twelve digits of the hash."""

    name = "anker"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        if isinstance(value, tuple):
            return value
        treffer = re.fullmatch(r"([1-9][0-9]{0,11}):([0-9a-f]{12,64})", str(value).strip().lower())
        if treffer is None:
            self.fail(f"„{_gekuerzt(str(value))}“ ist kein Anker; erwartet wird NUMMER:SHA256.", param, ctx)
        return int(treffer[1]), treffer[2]


class Paar(click.ParamType[tuple[int, Any]]):
    """A value for a number: ``2027=1.234,50``, ``1=15.01.2027``."""

    def __init__(self, name: str, wert: click.ParamType[Any], beispiel: str) -> None:
        self.name = name
        self.wert = wert
        self.beispiel = beispiel

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, Any]:
        if isinstance(value, tuple):
            return value
        nummer, gleich, wert = str(value).partition("=")
        if not gleich or not re.fullmatch(r"[1-9][0-9]{0,3}", nummer.strip()):
            self.fail(f"„{_gekuerzt(str(value))}“ ist keine Angabe wie {self.beispiel}.", param, ctx)
        return int(nummer), self.wert.convert(wert.strip(), param, ctx)


def zuordnung(paare: Iterable[tuple[int, Any]], option: str) -> dict[int, Any]:
    """Return pairs by their number.

    Raises:
        click.BadParameter: a number is given twice.
    """
    werte: dict[int, Any] = {}
    for nummer, wert in paare:
        if nummer in werte:
            raise click.BadParameter(f"{nummer} ist zweimal angegeben.", param_hint=option)
        werte[nummer] = wert
    return werte


BETRAG = Betrag()
ANGABE = Angabe()
ANKER = Anker()
ROLLE = Auswahl(("sachbearbeitung", "zeichnung", "haushalt", "pruefung"))
DATUM = Datum()
DATEI = Pfad("datei", "file")
ZAHLUNG = Zahlung()
ORDNER = Pfad("ordner", "dir")
JAHR_BETRAG = Paar("jahr_betrag", BETRAG, "2027=50.000,00")
NUMMER_TAG = Paar("nummer_tag", DATUM, "1=15.01.2027")
HAUSHALTSJAHR = click.IntRange(2018, 2099)
