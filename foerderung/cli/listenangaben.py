"""What an overview of cases is asked for: types and options of its filter, its columns, its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.typen import BETRAG, parse_datum
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.kreise import KREISE, finde_kreise, schreibweise
from foerderung.fach.zahlen import dezimal
from foerderung.services.fall.fallspalten import SPALTEN
from foerderung.verfahren.zustand import ZUSTANDSNAMEN, Zustand

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from foerderung.services.fall.fallliste import Fallfilter

Funktion = Callable[..., None]


class Worte(click.ParamType[tuple[str, ...]]):
    """Words between commas, each of a fixed set."""

    def __init__(self, name: str, worte: Mapping[str, str]) -> None:
        self.name = name
        self.worte = dict(worte)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        teile = [teil.strip() for teil in str(value).split(",")]
        return tuple(dict.fromkeys(self.eines(teil, param, ctx) for teil in teile))

    def eines(self, teil: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return one word as it is kept."""
        if teil in self.worte:
            return teil
        abhilfe = aehnlich(teil, self.worte) or f"Erlaubt: {', '.join(self.worte)}."
        raise click.BadParameter(f"„{teil}“ gibt es nicht. {abhilfe}", ctx, param)

    def passt(self, wort: str, anfang: str) -> bool:
        """Tell whether a word may be meant by its beginning."""
        return wort.startswith(anfang)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only while completing

        vorn, komma, letztes = incomplete.rpartition(",")
        return [
            CompletionItem(f"{vorn}{komma}{wort}", help=hilfe)
            for wort, hilfe in self.worte.items()
            if self.passt(wort, letztes)
        ]


class Zustaende(Worte):
    """States, as their identifiers or as they are shown."""

    def eines(self, teil: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        gesucht = schreibweise(teil)
        namen = {schreibweise(name): wort for wort, name in self.worte.items()}
        return super().eines(namen.get(gesucht, gesucht if gesucht in self.worte else teil), param, ctx)


class Kreise(Worte):
    """Districts, by key or by name; the key is kept."""

    def passt(self, wort: str, anfang: str) -> bool:
        return wort.startswith(anfang) or wort in finde_kreise(anfang)

    def eines(self, teil: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        gefunden = finde_kreise(teil)
        if len(gefunden) == 1:
            return gefunden[0]
        namen = ", ".join(f"{KREISE[eines]} ({eines})" for eines in gefunden or KREISE)
        if gefunden:
            raise click.BadParameter(f"„{teil}“ kann mehreres heißen: {namen}.", ctx, param)
        eigennamen = [name.removeprefix("Landkreis ").removeprefix("Stadt ") for name in KREISE.values()]
        abhilfe = aehnlich(teil, eigennamen) or f"Erlaubt: {namen}."
        raise click.BadParameter(f"Den Kreis „{teil}“ gibt es in Sachsen nicht. {abhilfe}", ctx, param)


class Sortierung(Worte):
    """Columns, each descending where a hyphen stands in front."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        vorn, _, letztes = incomplete.rpartition(",")
        strich = "-" if letztes.startswith("-") else ""
        gefunden = super().shell_complete(ctx, param, letztes.removeprefix("-"))
        for eines in gefunden:
            eines.value = f"{vorn},{strich}{eines.value}" if vorn else f"{strich}{eines.value}"
        return gefunden

    def eines(self, teil: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        strich = "-" if teil.startswith("-") else ""
        return strich + super().eines(teil.removeprefix("-"), param, ctx)


class Tage(int):
    """A number of days from today, written ``+14``."""

    def __str__(self) -> str:
        return f"+{int(self)}"


class Tagesgrenze(click.ParamType["date | Tage"]):
    """A calendar day, or a number of days from today: ``+14``; ``heute`` is ``+0``."""

    name = "tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | Tage:
        if isinstance(value, date | Tage):
            return value
        text = str(value).strip()
        if text == "heute":
            return Tage(0)
        tage = text.removeprefix("+")
        if text.startswith("+") and tage.isascii() and tage.isdecimal() and len(tage) < 5:
            return Tage(tage)
        try:
            return parse_datum(text)
        except ValueError as fehler:
            self.fail(f"{fehler}; auch heute oder +14 (Tage ab heute).", param, ctx)


_ZUSTAENDE = Zustaende("zustand", {z.value: ZUSTANDSNAMEN[z] for z in Zustand if z is not Zustand.NEU})
_SPALTEN = {name: spalte.kopf for name, spalte in SPALTEN.items()}
_JAHR = click.IntRange(1990, 2200)

FILTER: tuple[tuple[str, str, Any, str, str], ...] = (
    ("--zustand", "zustaende", _ZUSTAENDE, "ZUSTAND,…", "Zustand; mehrere mit Komma."),
    ("--jahr", "jahr", _JAHR, "JAHR", "Jahr im Aktenzeichen."),
    ("--haushaltsjahr", "haushaltsjahr", _JAHR, "JAHR", "Jahr, in dem Zuwendung bewilligt ist."),
    ("--kreis", "kreise", Kreise("kreis", KREISE), "KREIS,…", "Name des Kreises oder die ersten fünf Ziffern des AGS."),
    ("--betrag-ab", "betrag_ab", BETRAG, "BETRAG", "Zuwendung mindestens so hoch."),
    ("--betrag-bis", "betrag_bis", BETRAG, "BETRAG", "Zuwendung höchstens so hoch."),
    ("--frist-bis", "frist_bis", Tagesgrenze(), "TAG", "Nächste Frist bis zu diesem Tag; auch heute oder +14."),
    ("--person", "person", None, "KÜRZEL", "Wer zuständig ist oder wessen Handeln aussteht."),
    ("--richtlinie", "richtlinie", None, "NAME", "Name der Richtlinie."),
    ("--antragsteller", "antragsteller", None, "NAME", "Nummer im Verzeichnis oder Teil des Namens."),
    ("--suche", "suche", None, "WORTE", "Worte, die alle vorkommen; große und kleine Buchstaben sind gleich."),
)
"""Option, parameter, type, what the help page shows for the value, help."""

ANZEIGE: tuple[tuple[str, str, Any, str, str], ...] = (
    ("--sortiere", "sortierung", Sortierung("spalte", _SPALTEN), "SPALTE,…", "Reihenfolge; -SPALTE für absteigend."),
    ("--spalten", "spalten", Worte("spalte", _SPALTEN), "SPALTE,…", f"Spalten: {', '.join(SPALTEN)}."),
    ("--hoechstens", "hoechstens", click.IntRange(min=1), "ANZAHL", "Höchstens so viele Zeilen zeigen."),
)


def mit_angaben(optionen: Iterable[tuple[str, str, Any, str, str]]) -> Callable[[Funktion], Funktion]:
    """Add options to a command."""

    def schmuecke(funktion: Funktion) -> Funktion:
        for option, name, typ, metavar, hilfe in reversed(tuple(optionen)):
            funktion = click.option(option, name, type=typ, metavar=metavar, help=hilfe)(funktion)
        return funktion

    return schmuecke


def fallfilter(angaben: Mapping[str, Any], heute: date) -> Fallfilter:
    """Return what the options of `FILTER` say, days counted from today."""
    from foerderung.services.fall.fallliste import Fallfilter

    gegeben = {name: angaben[name] for _, name, *_ in FILTER if angaben.get(name) is not None}
    if isinstance(gegeben.get("frist_bis"), Tage):
        gegeben["frist_bis"] = heute + timedelta(days=gegeben["frist_bis"])
    return Fallfilter(**gegeben)


def als_worte(angaben: Mapping[str, Any]) -> dict[str, str]:
    """Return the given options as the words that say the same on the command line, by option."""
    return {option: _als_wort(angaben[name]) for option, name, *_ in (*FILTER, *ANZEIGE) if angaben[name] is not None}


def _als_wort(wert: Any) -> str:
    if isinstance(wert, tuple):
        return ",".join(wert)
    if isinstance(wert, Fraction):
        return dezimal(wert, 2)
    return wert.isoformat() if isinstance(wert, date) else str(wert)


def aus_worten(worte: Mapping[str, str], befehl: click.Command) -> dict[str, Any]:
    """Return the values of options saved as words.

    Raises:
        click.BadParameter: a word no longer stands for anything.
    """
    optionen = {option: parameter for parameter in befehl.params for option in parameter.opts}
    ctx = click.get_current_context()
    return {
        str(optionen[option].name): optionen[option].type_cast_value(ctx, wort)
        for option, wort in worte.items()
        if option in optionen
    }
