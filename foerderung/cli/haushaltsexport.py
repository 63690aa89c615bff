"""Hand out a report on the budget: into a file or onto the standard output, in the format asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.herkunft import herkunft_daten
from foerderung.fach.zahlen import euro_deutsch

if TYPE_CHECKING:
    from foerderung.services.buero.haushaltsexport import Haushaltsbericht

FORMATE = ("xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Form:
    """How a report is to be handed out.

    Attributes:
        format: None takes it from the ending of the file.
        profil: of a csv, None for the one of a German spreadsheet.
        tafel: the only table wanted, None for all.
    """

    format: str | None
    profil: str | None
    tafel: str | None
    ziel: Path | None

    def geprueft(self, als_json: bool) -> Form:
        """Return it with its format.

        Raises:
            click.UsageError: no format, a workbook without a file, a profile of what has none.
        """
        endung = self.ziel.suffix.lower().lstrip(".") if self.ziel is not None else ""
        gewaehlt = self.format or (endung if endung in FORMATE else "json" if als_json and self.ziel is None else None)
        if gewaehlt is None:
            raise click.UsageError("Das Format fehlt; --format xlsx, csv oder json, oder --ziel mit dieser Endung.")
        if gewaehlt == "xlsx" and self.ziel is None:
            raise click.UsageError("Eine Arbeitsmappe braucht eine Datei: --ziel bericht.xlsx.")
        if self.profil is not None and gewaehlt != "csv":
            raise click.UsageError("--profil gilt nur für --format csv.")
        if als_json and self.ziel is None and gewaehlt != "json":
            raise click.UsageError("--json und --format csv schließen sich auf der Standardausgabe aus.")
        return replace(self, format=gewaehlt)


def gib_aus(bericht: Haushaltsbericht, form: Form, als_json: bool, fortschritt: Callable[[int, int], None]) -> None:
    """Write a report; where it goes into a file, say which one and the control sums."""
    bericht = _gewaehlt(bericht, form.tafel)
    if form.format == "json" and form.ziel is None:
        zeige_json(bericht_daten(bericht))
        return
    inhalt = _inhalt(bericht, form, fortschritt)
    if form.ziel is None:
        click.echo(inhalt, nl=False)
        return
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    ziel = schreibe_datei(form.ziel, inhalt)
    if als_json:
        summen = {tafel.name: tafel.kontrolle() for tafel in bericht.ausgabe.tafeln}
        zeige_json({"ziel": str(ziel), "format": form.format, "tafeln": summen})
        return
    click.echo(f"Geschrieben: {ziel}")
    for tafel in bericht.ausgabe.tafeln:
        betraege = ", ".join(f"{s.kopf} {euro_deutsch(tafel.summen[s.name])}" for s in tafel.spalten if s.summiert)
        click.echo(f"{tafel.titel}: {len(tafel.zeilen)} {'Zeile' if len(tafel.zeilen) == 1 else 'Zeilen'}; {betraege}")


def bericht_daten(bericht: Haushaltsbericht) -> dict[str, Any]:
    """Return a report as plain data."""
    ausgabe = bericht.ausgabe
    return {
        "bericht": bericht.name,
        "titel": ausgabe.titel,
        "jahr": bericht.auswahl.jahr,
        "tafeln": {tafel.name: tafel.als_daten() for tafel in ausgabe.tafeln},
        **{vermerk.name: vermerk.wert for vermerk in ausgabe.vermerke},
        **herkunft_daten(bericht.herkunft),
    }


def _gewaehlt(bericht: Haushaltsbericht, name: str | None) -> Haushaltsbericht:
    if name is None:
        return bericht
    tafeln = tuple(tafel for tafel in bericht.ausgabe.tafeln if tafel.name == name)
    if not tafeln:
        vorhanden = ", ".join(tafel.name for tafel in bericht.ausgabe.tafeln)
        raise click.UsageError(f"--tafel: „{name}“ gibt es in diesem Bericht nicht; zulässig: {vorhanden}.")
    return replace(bericht, ausgabe=replace(bericht.ausgabe, tafeln=tafeln))


def _inhalt(bericht: Haushaltsbericht, form: Form, fortschritt: Callable[[int, int], None]) -> bytes:
    if form.format == "xlsx":
        from foerderung.dokumente.tafelmappe import render_tafelmappe

        return render_tafelmappe(bericht.ausgabe, fortschritt)
    if form.format == "csv":
        from foerderung.dokumente.tafeltext import Profil, render_csv

        return render_csv(bericht.ausgabe, Profil(form.profil or "excel"))
    import json

    return (json.dumps(bericht_daten(bericht), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
