"""Read which rules make up the Ausgaben- und Finanzierungsplan; every name has to exist."""

from __future__ import annotations

from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.regelwerk import Finanzierungsplan, Planposten
from foerderung.richtlinien.abschnitt import Abschnitt
from foerderung.richtlinien.deklaration import Deklaration


def lies_finanzierungsplan(abschnitt: Abschnitt, deklaration: Deklaration) -> Finanzierungsplan:
    """Read the section ``finanzierungsplan``; violations are collected."""
    leser = _Planleser(deklaration)
    plan = Finanzierungsplan(
        tuple(leser.posten(glied) for glied in abschnitt.glieder("posten")),
        leser.regel(abschnitt, "gesamtausgaben"),
        leser.regel(abschnitt, "zuwendungsfaehig"),
        leser.regel(abschnitt, "anteile"),
        leser.namen(abschnitt, "grenzen"),
        leser.regel(abschnitt, "zuwendung"),
        leser.namen(abschnitt, "mittel"),
        leser.regel(abschnitt, "deckung"),
        leser.regel(abschnitt, "rest"),
        leser.namen(abschnitt, "nachrichtlich"),
    )
    abschnitt.fertig()
    return plan


class _Planleser:
    def __init__(self, deklaration: Deklaration) -> None:
        self.regeln = deklaration.regeln
        felder = list(deklaration.felder.alle()) if deklaration.felder is not None else []
        self.eingaben = {feld.pfad: feld for feld in felder}
        self.listen = {feld.name: feld.dimension for feld in felder if feld.dimension}

    def posten(self, abschnitt: Abschnitt) -> Planposten:
        liste = abschnitt.text("liste", pflicht=True)
        if liste not in self.listen:
            abschnitt.melde(f"„{liste}“ ist keine Liste", "liste", ", ".join(self.listen), aehnlich(liste, self.listen))
        name = abschnitt.text("name", pflicht=True)
        self._pruefe(abschnitt, "name", name, dict.fromkeys(self.eingaben))
        posten = Planposten(
            self.listen.get(liste, ""),
            name,
            self.regel(abschnitt, "beantragt"),
            self.regel(abschnitt, "zuwendungsfaehig"),
            self.regel(abschnitt, "satz"),
            self.regel(abschnitt, "zuwendung", pflicht=False),
        )
        abschnitt.fertig()
        return posten

    def regel(self, abschnitt: Abschnitt, schluessel: str, pflicht: bool = True) -> str:
        name = abschnitt.text(schluessel, pflicht=pflicht)
        if name:
            self._pruefe(abschnitt, schluessel, name, dict.fromkeys(self.regeln))
        return name

    def namen(self, abschnitt: Abschnitt, schluessel: str) -> tuple[str, ...]:
        """Read a list of rules or inputs by year."""
        namen = abschnitt.texte(schluessel)
        jaehrliche = [pfad for pfad, feld in self.eingaben.items() if feld.je_jahr]
        for name in namen:
            self._pruefe(abschnitt, schluessel, name, dict.fromkeys([*self.regeln, *jaehrliche]))
        return namen

    @staticmethod
    def _pruefe(abschnitt: Abschnitt, schluessel: str, name: str, bekannt: dict[str, None]) -> None:
        if name not in bekannt:
            abschnitt.melde(f"„{name}“ gibt es hier nicht", schluessel, "", aehnlich(name, bekannt))
