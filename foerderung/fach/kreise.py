"""The thirteen districts of Saxony by the first five digits of a municipality key, with their usual names."""

from __future__ import annotations

KREISE = {
    "14511": "Stadt Chemnitz",
    "14521": "Erzgebirgskreis",
    "14522": "Landkreis Mittelsachsen",
    "14523": "Vogtlandkreis",
    "14524": "Landkreis Zwickau",
    "14612": "Stadt Dresden",
    "14625": "Landkreis Bautzen",
    "14626": "Landkreis Görlitz",
    "14627": "Landkreis Meißen",
    "14628": "Landkreis Sächsische Schweiz-Osterzgebirge",
    "14713": "Stadt Leipzig",
    "14729": "Landkreis Leipzig",
    "14730": "Landkreis Nordsachsen",
}

_UMSCHRIFT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", " ": "_", "-": "_"})
_ZUSAETZE = ("stadt_", "landkreis_", "kreis_")


def kreis_von(ags: str) -> str:
    """Return the key of the district a municipality or district lies in, empty if there is none of it."""
    return ags[:5] if ags[:5] in KREISE else ""


def kreisname(ags: str) -> str:
    """Return the name of the district a municipality or district lies in; a key without one stays as it is."""
    return KREISE.get(ags[:5], ags[:5])


def finde_kreise(text: str) -> tuple[str, ...]:
    """Return the keys of the districts that a key or name may mean: one, none, or several where it is ambiguous."""
    gesucht = schreibweise(text)
    if gesucht in KREISE:
        return (gesucht,)
    namen = {schluessel: schreibweise(name) for schluessel, name in KREISE.items()}
    for passt in (str.__eq__, _eigenname, _beginnt):
        gefunden = tuple(schluessel for schluessel, name in namen.items() if passt(name, gesucht))
        if gefunden:
            return gefunden
    return ()


def schreibweise(text: str) -> str:
    """Return a name as it is compared: small letters, umlauts written out, blanks and hyphens as underscores."""
    return "_".join(text.casefold().split()).translate(_UMSCHRIFT)


def _eigenname(name: str, gesucht: str) -> bool:
    return _ohne_zusatz(name) == gesucht


def _beginnt(name: str, gesucht: str) -> bool:
    return len(gesucht) > 2 and _ohne_zusatz(name).startswith(gesucht)


def _ohne_zusatz(name: str) -> str:
    for zusatz in _ZUSAETZE:
        name = name.removeprefix(zusatz)
    return name
