"""Noun ``bescheid``: the letter of a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_amt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, ORDNER, Auswahl
from foerderung.errors import AufrufError, DokumentError, Meldung

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag, Vollzug
    from foerderung.services.amt import Amt
    from foerderung.services.fall.bescheidansicht import Bescheidansicht


@click.group("bescheid", cls=Gruppe)
def bescheid() -> None:
    """Bescheid entwerfen, ablegen, zur Post geben."""


@bescheid.command("erstelle")
@click.option("--ziel", type=DATEI, help="Datei für den Entwurf; sonst die Dokumentnummer im aktuellen Ordner.")
@click.option("--weitere-geber", default="", help="Andere, die denselben Zweck fördern (VVK Nr. 4.2.8).")
@click.option("--bindung", default="", help="Was angeschafft wird und wie lange es gebunden ist (VVK Nr. 4.2.6).")
@click.option("--pdf", "mit_pdf", is_flag=True, help="Daneben ein PDF/A schreiben (braucht LibreOffice).")
@mit_akt("bescheid_erstellen")
def erstelle(
    amt: Amt, *, auftrag: Auftrag, ziel: Path | None, weitere_geber: str, bindung: str, mit_pdf: bool, als_json: bool
) -> None:
    """Entwirft den Zuwendungsbescheid als Word-Dokument; jede Zahl darin stammt aus der Rechenspur."""
    from foerderung.services.fall.bescheide import Zusaetze, erstelle_bescheid, schreibe_datei
    from foerderung.services.pdfstapel import pdf_daneben, verlange_programm

    if mit_pdf:
        verlange_programm()
    entwurf = erstelle_bescheid(amt, auftrag, Zusaetze(weitere_geber, bindung))
    pfad = schreibe_datei(ziel or Path(entwurf.dateiname), entwurf.inhalt)
    zeige_vollzug(entwurf.vollzug, als_json, f"Geschrieben: {pfad}")
    if mit_pdf:
        pdf = pdf_daneben(pfad)  # the act stands and was shown, whatever becomes of this
        if not als_json:
            click.echo(f"PDF/A geschrieben: {pdf}")


@bescheid.command("lege-ab")
@click.option("--datei", type=DATEI, required=True, help="Der gezeichnete Bescheid als Word-Dokument oder PDF.")
@click.option("--vergleich", type=DATEI, help="Word-Dokument, aus dem ein eingescannter Bescheid entstand.")
@click.option("--ohne-vergleich", metavar="GRUND", help="Warum nicht mit dem Entwurf verglichen wird.")
@mit_akt("bescheid_ablegen")
def lege_ab(
    amt: Amt, *, auftrag: Auftrag, datei: Path, vergleich: Path | None, ohne_vergleich: str | None, als_json: bool
) -> None:
    """Legt den gezeichneten Bescheid ab, wenn seine Zahlen die des Entwurfs sind; er wird nie neu erzeugt."""
    from foerderung.services.fall.bescheidablage import Vergleichsangaben, lege_bescheid_ab
    from foerderung.services.fall.fallrechnung import Datei

    if ohne_vergleich is not None and (vergleich is not None or not ohne_vergleich.strip()):
        raise AufrufError(
            Meldung(
                "nennt keinen Grund" if vergleich is None else "steht neben --vergleich",
                ort="--ohne-vergleich",
                zulaessig="ein Grund, ohne --vergleich",
            )
        )
    dokument = Datei.lies(vergleich) if vergleich is not None else None
    angaben = Vergleichsangaben(dokument, (ohne_vergleich or "").strip())
    vollzug = lege_bescheid_ab(amt, auftrag, Datei.lies(datei), angaben)
    zeige_vollzug(vollzug, als_json, _vergleichszeile(vollzug))


@bescheid.command("zeige")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.option("--entwurf", is_flag=True, help="Den Entwurf zeigen, auch wenn der gezeichnete Bescheid abgelegt ist.")
@click.option("--spur", is_flag=True, help="Zu jeder Zahl zeigen, woher sie stammt.")
@mit_amt
def zeige(amt: Amt, *, fall: str, entwurf: bool, spur: bool, als_json: bool) -> None:
    """Zeigt den Text des abgelegten Bescheids, vorher den des Entwurfs."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.cli.herkunft import herkunft_daten, zeige_herkunft
    from foerderung.services.fall.bescheidansicht import ENTWURF, zeige_bescheid

    ansicht = zeige_bescheid(amt, fall, entwurf)
    if als_json:
        zeige_json({**ansicht.als_json(), **herkunft_daten(ansicht.herkunft)})
        return
    was = "Entwurf" if ansicht.art == ENTWURF else "Gezeichneter Bescheid"
    click.echo(f"{was} {ansicht.nummer} (SHA-256 {ansicht.sha256[:12]})\n")
    click.echo("\n".join(ansicht.zeilen))
    if spur:
        _zeige_spur(ansicht)
    zeige_herkunft(ansicht.herkunft)


def _zeige_spur(ansicht: Bescheidansicht) -> None:
    from foerderung.cli.tabelle import zeige_tabelle

    zeilen = [(zahl.text, zahl.ort, ", ".join(zahl.bezuege) or "Vorlage") for zahl in ansicht.zahlen]
    zeige_tabelle("\nWoher jede Zahl stammt", ("Zahl", "Ort", "Herkunft"), zeilen, frozenset({0}))
    zeige_tabelle("\nRechenspur", ("Knoten", "Satz"), list(ansicht.saetze.items()))


@bescheid.command("aufgabe")
@click.option(
    "--art",
    type=Auswahl(("post", "elektronisch", "empfangsbekenntnis")),
    default="post",
    show_default=True,
    help="Wie er versandt wird (§ 41 Abs. 2 VwVfG).",
)
@mit_akt("bescheid_aufgeben")
def aufgabe(amt: Amt, *, auftrag: Auftrag, art: str, als_json: bool) -> None:
    """Hält fest, dass der Bescheid zur Post ging, und leitet die Fristen ab."""
    from foerderung.services.fall.bescheide import gib_auf

    vollzug = gib_auf(amt, auftrag, art)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


@bescheid.command("zugang")
@mit_akt("zugang_erfassen")
def zugang(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Hält den tatsächlichen Zugang fest: später als vermutet oder laut Empfangsbekenntnis; --am ist der Tag."""
    from foerderung.services.fall.bescheide import erfasse_zugang

    vollzug = erfasse_zugang(amt, auftrag)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


@bescheid.command("ruecklauf")
@click.option("--grund", required=True, help="Vermerk auf dem Umschlag, etwa unbekannt verzogen.")
@mit_akt("ruecklauf_erfassen")
def ruecklauf(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Hält fest, dass der Bescheid zurückkam; er ist nicht bekanntgegeben und kann neu aufgegeben werden."""
    from foerderung.services.fall.bescheide import erfasse_ruecklauf

    zeige_vollzug(erfasse_ruecklauf(amt, auftrag, grund), als_json)


@bescheid.command("verzicht")
@mit_akt("rechtsbehelf_verzichten")
def verzicht(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Hält den Eingang eines Rechtsbehelfsverzichts fest; der Bescheid wird an diesem Tag bestandskräftig."""
    from foerderung.services.fall.bescheide import verzichte

    vollzug = verzichte(amt, auftrag)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


@bescheid.command("pruefe-vorlagen")
@click.option("--vorlagen", type=ORDNER, help="Ordner mit Vorlagen, die noch nicht freigegeben sind.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
def pruefe(*, vorlagen: Path | None, als_json: bool) -> None:
    """Prüft die Vorlagen aller Schreiben: freigegeben, ohne Code, jeder Platzhalter bekannt, keiner vergessen."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.regelwerk.vorlagen import pruefe_vorlagen

    befunde = pruefe_vorlagen(vorlagen)
    meldungen = [meldung for befund in befunde for meldung in befund.meldungen]
    if als_json:
        zeige_json(
            [
                {"vorlage": b.vorlage, "angaben": b.angaben, "fehler": [str(eine) for eine in b.meldungen]}
                for b in befunde
            ]
        )
    else:
        zeilen = [(b.vorlage, str(b.angaben), f"{len(b.meldungen)} Fehler" if b.meldungen else "gut") for b in befunde]
        zeige_tabelle("Vorlagen", ("Vorlage", "Angaben", "Ergebnis"), zeilen, frozenset({1}))
    if meldungen:
        raise DokumentError(meldungen)


def _vergleichszeile(vollzug: Vollzug) -> str:
    ablage = vollzug.stand.bescheid
    assert ablage is not None
    if ablage.vergleich_grund:
        return f"Nicht mit dem Entwurf verglichen: {ablage.vergleich_grund}"
    if not ablage.verglichen:
        return "Nicht verglichen: bei der Akte liegt kein Entwurf"
    return f"Mit dem Entwurf verglichen: {ablage.verglichen} Beträge, Sätze und Tage, keine Abweichung"


def _fristzeilen(vollzug: Vollzug) -> list[str]:
    from foerderung.cli.fristbericht import beide_ansichten
    from foerderung.fach.zahlen import datum_deutsch as deutsch

    fristen = vollzug.stand.fristen
    if fristen is None:
        return []
    return [
        f"Bekanntgabe: {beide_ansichten(fristen.bekanntgabe, fristen.bekanntgabe_spaet)}",
        f"Ende der Klagefrist: {beide_ansichten(fristen.fristende, fristen.fristende_spaet)}",
        f"Bestandskräftig am {deutsch(fristen.bestandskraft)}",
    ]
