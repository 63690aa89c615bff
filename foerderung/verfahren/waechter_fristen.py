"""Guards on deadlines: what is settled by hand, and what keeps a case from being closed."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.fach.zahlen import datum_deutsch
from foerderung.verfahren.fallstand import Frist
from foerderung.verfahren.fristarten import ERLEDIGBAR, FRISTARTEN, JAHRESFRIST
from foerderung.verfahren.fristen import offene_fristen
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.waechter_vollzug import bestandskraft_erreicht
from foerderung.verfahren.zustand import Zustand


def keine_frist_offen(lage: Lage) -> Iterator[Hindernis]:
    """A case is closed when the office kept its own deadlines, a rejection when it can no longer be contested."""
    if lage.stand.zustand is Zustand.ABGELEHNT:
        yield from bestandskraft_erreicht(lage)
    for frist in offene_fristen(lage.stand):
        if FRISTARTEN[frist.art].der_behoerde:
            yield Hindernis(
                "frist_offen",
                f"die Frist „{_name(frist)}“ bis {datum_deutsch(frist.bis)} ist offen",
                frist.quelle,
                f"Erledigen oder mit „foerderung frist erledige {lage.stand.aktenzeichen} {frist.art}“ begründen.",
                {"frist": frist.art},
            )


def keine_jahresfrist_offen(lage: Lage) -> Iterator[Hindernis]:
    """While one year runs, its end is the one that counts; another begins once it is settled."""
    frist = lage.stand.gesetzte_fristen.get(JAHRESFRIST)
    if frist is not None and frist.erledigt_am is None:
        yield Hindernis(
            "jahresfrist_laeuft",
            f"die Jahresfrist läuft schon seit dem {datum_deutsch(frist.ab)}",
            "§ 48 Abs. 4 VwVfG",
            "Einen falschen Tag berichtigt „fall berichtige“; eine erledigte Frist vermerkt „frist erledige“.",
        )


def frist_zu_erledigen(lage: Lage) -> Iterator[Hindernis]:
    """Only an open deadline can be declared met, and none that ends by itself."""
    offen = [frist for frist in offene_fristen(lage.stand) if frist.art in ERLEDIGBAR]
    if not offen:
        yield Hindernis("keine_frist", "es ist keine Frist offen, die zu erledigen wäre", HAUSREGEL)
    elif not lage.vorschau and lage.angaben.get("art") not in {frist.art for frist in offen}:
        namen = ", ".join(frist.art for frist in offen)
        art = FRISTARTEN[str(lage.angaben.get("art"))].bezeichnung
        yield Hindernis("frist_nicht_offen", f"die Frist „{art}“ ist nicht offen, offen sind: {namen}", HAUSREGEL)


def _name(frist: Frist) -> str:
    return FRISTARTEN[frist.art].bezeichnung
