"""Command ``demo``: the life of one case in a practice store, and the example applications."""

from __future__ import annotations

import contextlib
import io
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import click

from foerderung.cli.rahmen import Befehl, Einstellungen
from foerderung.cli.typen import ORDNER

UNTERORDNER = "fall"


@click.command("demo", cls=Befehl)
@click.option(
    "--nach",
    type=ORDNER,
    default=Path("demo"),
    show_default=True,
    help="Ordner für die erzeugten Dateien.",
)
@click.pass_obj
def demo(einstellungen: Einstellungen, *, nach: Path) -> None:
    """Spielt einen ganzen Fall vor und rechnet die Beispielanträge."""
    _spiele_fall(einstellungen, nach / UNTERORDNER)
    _rechne_beispiele(einstellungen, nach)


def _spiele_fall(einstellungen: Einstellungen, ziel: Path) -> None:
    """Play the script of one case, each command with what it prints."""
    from foerderung.cli.faden import EINRICHTUNG, SCHRITTE
    from foerderung.fach.zahlen import datum_deutsch
    from foerderung.services.demo import RICHTLINIE, VORFUEHRUNG, raeume_auf
    from foerderung.services.regelwerk.regeln import regelordner

    unterlagen = regelordner(einstellungen.regeln) / RICHTLINIE / VORFUEHRUNG
    speicher = ziel / "uebung.db"
    raeume_auf(ziel, speicher)
    for schritt in (EINRICHTUNG, *SCHRITTE):
        if schritt.erlaeuterung:
            click.secho(f"\n{schritt.erlaeuterung}", bold=True)
        befehl = shlex.join(str(_kurzer_pfad(Path(wort))) for wort in schritt.worte(unterlagen, ziel))
        click.echo(f"{datum_deutsch(schritt.heute)}, {schritt.als}: foerderung {befehl}")
        worte = ["--db", str(speicher), "--als", schritt.als, "--heute", schritt.heute.isoformat()]
        regeln = ["--regeln", str(einstellungen.regeln)] if einstellungen.regeln is not None else []
        _fuehre_aus([*regeln, *worte, *schritt.worte(unterlagen, ziel)], schritt.code, ziel / schritt.nach)
    click.echo(f"\nDer Übungsspeicher liegt in {_kurzer_pfad(speicher)}. Weiter ansehen zum Beispiel mit:")
    click.echo(f"  {_aufruf()} --db {_kurzer_pfad(speicher)} fall liste\n")


def _fuehre_aus(worte: list[str], code: int, nach: Path) -> None:
    """Run a command of the script; show what it prints, a refusal included, or write it to a file.

    Raises:
        FoerderungError: it ended otherwise than the script says.
    """
    from foerderung.cli import main
    from foerderung.cli.fehlertexte import fehler_text
    from foerderung.errors import FoerderungError

    puffer = io.StringIO()
    try:
        with contextlib.redirect_stdout(sys.stdout if nach.is_dir() else puffer):
            main(worte, standalone_mode=False)
    except FoerderungError as fehler:
        if fehler.exit_code != code:
            raise
        click.echo(fehler_text(fehler))
    if not nach.is_dir():
        nach.write_text(puffer.getvalue(), encoding="utf-8")
        click.echo(f"Geschrieben: {_kurzer_pfad(nach)}")


def _rechne_beispiele(einstellungen: Einstellungen, nach: Path) -> None:
    """Compute the example applications and say where everything lies."""
    from foerderung.cli.bericht import zusammengefasst
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.richtlinien.herkunft import BEISPIELE
    from foerderung.services.demo import RICHTLINIE, fuehre_vor
    from foerderung.services.regelwerk.regeln import regelordner

    vorfuehrungen = list(fuehre_vor(nach, einstellungen.regeln))
    zeilen = [
        [
            eine.name,
            eine.berechnung.angabe("antragsteller", "name"),
            str(eine.berechnung.ergebnis["zuwendungsfaehig_gesamt"]),
            str(eine.berechnung.ergebnis["zuwendung_gesamt"]),
            zusammengefasst(eine.berechnung.befunde),
        ]
        for eine in vorfuehrungen
    ]
    werk = vorfuehrungen[0].berechnung.regelwerk
    spalten = ["Beispiel", "Antragsteller", "zuwendungsfähig", "Zuwendung", "Befunde"]
    zeige_tabelle(f"{werk.kurz}: {werk.titel}", spalten, zeilen, rechts=frozenset({2, 3}))
    click.echo("Geschrieben:")
    click.echo(f"  {nach / UNTERORDNER / 'zuwendungsbescheid.docx'}")
    for eine in vorfuehrungen:
        for datei in eine.dateien:
            click.echo(f"  {datei}")
    erstes = regelordner(einstellungen.regeln) / RICHTLINIE / BEISPIELE / f"{vorfuehrungen[-1].name}.yaml"
    click.echo("Jeder Betrag mit seiner Begründung:")
    click.echo(f"  {_aufruf()} rechne zuwendung {_kurzer_pfad(erstes)} --voll")


def _aufruf() -> str:
    """Return how this program can be called from here: by its name, or by where it lies."""
    return "foerderung" if shutil.which("foerderung") else str(_kurzer_pfad(Path(sys.argv[0]).absolute()))


def _kurzer_pfad(pfad: Path) -> Path:
    """Return the path as seen from where the user stands, if it lies below."""
    with suppress(ValueError):
        return pfad.relative_to(Path.cwd())
    return pfad
