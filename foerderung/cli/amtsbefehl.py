"""Common shape of the commands on cases: where the store lies, who acts, on which day; how an act is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.ausgabe import UEBUNGSVERMERK, zeige_json
from foerderung.cli.rahmen import Einstellungen
from foerderung.cli.typen import DATUM
from foerderung.errors import AufrufError, Meldung

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag, Vollzug
    from foerderung.services.amt import Amt
    from foerderung.services.ort import Ort

Funktion = Callable[..., None]


def mit_amt(funktion: Funktion) -> Funktion:
    """Add the options that say where, who and when; the command receives `amt` and `als_json`."""

    def oeffne(*angaben: Any) -> Amt:
        from foerderung.services.amt import oeffne

        return oeffne(*angaben)

    return _mit_speicher(funktion, oeffne)


def mit_ort(funktion: Funktion) -> Funktion:
    """Add the same options to a command that only looks at tables; it receives `ort` and starts faster."""

    def finde(*angaben: Any) -> Ort:
        from foerderung.services.ort import finde_ort

        return finde_ort(*angaben)

    return _mit_speicher(funktion, finde)


def _mit_speicher(funktion: Funktion, oeffne: Callable[..., Ort]) -> Funktion:
    @click.option("--db", metavar="ORT", help="Speicher: Datei oder postgresql://…; auch vor dem Nomen möglich.")
    @click.option("--als", metavar="KÜRZEL", help="Wer handelt (nur bei einer Datei).")
    @click.option("--heute", type=DATUM, help="Tag, der gespielt wird (nur in einem Übungsspeicher).")
    @click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
    @click.pass_obj
    @functools.wraps(funktion)
    def umhuellt(
        einstellungen: Einstellungen, /, *, db: str | None, als: str | None, heute: date | None, **angaben: Any
    ) -> None:
        _pruefe_zeichen((als, *angaben.values()))
        ort = oeffne(
            db or einstellungen.db, als or einstellungen.als, heute or einstellungen.heute, einstellungen.regeln
        )
        funktion(ort, **angaben)

    return umhuellt


def _pruefe_zeichen(werte: Iterable[Any]) -> None:
    """Refuse text that no database keeps as it is: NUL, and bytes that are no characters.

    Raises:
        AufrufError: one of the values holds such a character.
    """
    for wert in werte:
        if isinstance(wert, str):
            if any(zeichen == "\0" or "\ud800" <= zeichen <= "\udfff" for zeichen in wert):
                raise AufrufError(
                    Meldung(f"„{wert}“ enthält ein Zeichen, das es nicht gibt", zulaessig="Text in UTF-8")
                )
        elif isinstance(wert, tuple):
            _pruefe_zeichen(wert)


def mit_akt(akt: str, *angaben_danach: Callable[[Funktion], Funktion]) -> Callable[[Funktion], Funktion]:
    """Add what every act on a case takes; the command receives `amt`, `als_json` and `auftrag`.

    Args:
        akt: name of the act in the table of acts.
        angaben_danach: arguments that stand behind the case.
    """

    def schmuecke(funktion: Funktion) -> Funktion:
        for angabe in reversed(angaben_danach):
            funktion = angabe(funktion)

        @click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
        @click.option("--am", type=DATUM, help="Tag, an dem es wirksam ist; sonst heute.")
        @click.option("--nachtrag", default="", metavar="GRUND", help="Grund, wenn --am mehr als 14 Tage zurückliegt.")
        @mit_amt
        @functools.wraps(funktion)
        def umhuellt(amt: Amt, *, fall: str, am: date | None, nachtrag: str, **angaben: Any) -> None:
            from foerderung.services.akt import Auftrag

            funktion(amt, auftrag=Auftrag(fall, akt, am, nachtrag), **angaben)

        return umhuellt

    return schmuecke


def zeige_vollzug(vollzug: Vollzug, als_json: bool, *hinweise: str) -> None:
    """Print what an act did: the case, the act, the state it is in now."""
    from foerderung.cli.fallbericht import vollzug_daten
    from foerderung.fach.zahlen import datum_deutsch
    from foerderung.verfahren.zustand import ZUSTANDSNAMEN

    if als_json:
        zeige_json(vollzug_daten(vollzug))
        return
    stand = vollzug.stand
    tag = datum_deutsch(vollzug.ereignis.wirksam_am)
    click.echo(f"{stand.aktenzeichen}: {vollzug.akt.bezeichnung} am {tag} (Ereignis {vollzug.ereignis.nummer})")
    click.echo(f"Zustand: {ZUSTANDSNAMEN[stand.zustand]}")
    for hinweis in hinweise:
        click.echo(hinweis)
    if vollzug.uebung:
        click.echo(UEBUNGSVERMERK)


def fuehre_aus(amt: Amt, auftrag: Auftrag, als_json: bool) -> None:
    """Perform an act that needs nothing beside the case, and show it."""
    from foerderung.services.akt import vollziehe

    zeige_vollzug(vollziehe(amt, auftrag), als_json)
