"""Thirty varied cases, written as events without asking any guard: overviews are tested on what they may meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from foerderung.services.amt import oeffne
from foerderung.store.einheit import Einheit
from tests.amt.buero import Buero

ANTRAGSTELLER = (
    ("Stadt Beispielstadt", "gemeinde", "14524999", "Beispielstadt"),
    ("Große Kreisstadt Öderburg", "gemeinde", "14522998", "Öderburg"),
    ("Gemeinde Adlerthal", "gemeinde", "14523997", "Adlerthal"),
    ("Stadt Zweibrunn", "gemeinde", "14625996", "Zweibrunn"),
    ("Landkreis Muster", "landkreis", "14729", "Musterstadt"),
    ("Zweckverband Sichere Straße", "verband", "14713995", "Musterhausen"),
)
VORHABEN = (
    ("Koordinierungsstelle Kommunaler Präventionsrat", "Jugendliche am Bahnhof, Vandalismus"),
    ("Graffiti-Werkstatt mit Jugendlichen", "Sachbeschädigung in Bushaltestellen"),
    ("Saubere Stadt – Kampagne", "Müll und Lärm auf dem Marktplatz"),
    ("Sozialraumanalyse Innenstadt", "Unsicherheitsgefühl älterer Menschen"),
    ("Kommunale Konfliktberatung", "Streit um Plätze"),
)
ZUSTAENDE = (
    "angelegt", "beraten", "eingegangen", "nachgefordert", "geprueft", "vorgeschlagen", "bewilligt", "abgelehnt",
    "bekanntgegeben", "bestandskraeftig", "in_auszahlung", "nachweis_vollstaendig", "abgeschlossen", "zurueckgezogen",
    "nachweis_geprueft",
)  # fmt: skip
"""Where the cases stand, in turn; „bestandskraeftig“ is recorded only as announced, its safe date has passed."""

HEUTE = "2028-06-30"
_PAPIER = b"irgendein Papier"
_SHA = sha256(_PAPIER).hexdigest()


@dataclass(frozen=True, slots=True)
class _Fall:
    nummer: int
    az: str
    antragsteller: int
    titel: str
    problem: str
    ziel: str
    jahr: int

    @property
    def betrag(self) -> int:
        """Return the grant in EUR, another one for each case."""
        return 8000 + 3700 * self.nummer

    @property
    def reicht(self) -> int:
        """Return how far the case comes, as a place in the list of states."""
        return ZUSTAENDE.index(self.ziel)


_Akt = tuple[str, _Fall | None, date, dict[str, Any]]


def _faelle() -> list[_Fall]:
    faelle = []
    for i in range(30):
        jahr = 2026 if i < 18 else 2027
        nummer = i + 1 if i < 18 else i - 17
        titel, problem = VORHABEN[i % len(VORHABEN)]
        ziel = ZUSTAENDE[i % len(ZUSTAENDE)]
        faelle.append(_Fall(i, f"KP-{jahr}-{nummer:04d}", i % len(ANTRAGSTELLER) + 1, titel, problem, ziel, jahr))
    return faelle


FAELLE = _faelle()


def fuelle(buero: Buero) -> Buero:
    """Set up an office and write thirty cases into it; return it."""
    buero.richte_ein()
    for kuerzel, rolle in (("bearbeitung", "sachbearbeitung"), ("zweite", "sachbearbeitung"), ("haushalt", "haushalt")):
        lauf = buero.rufe(["person", "anlege", kuerzel, "--name", kuerzel, "--rolle", rolle], als="leitung")
        assert lauf.code == 0, lauf.fehler
    for als, akte in (
        ("bearbeitung", _register),
        ("bearbeitung", lambda: _bis_vorschlag(0)),
        ("zweite", lambda: _bis_vorschlag(1)),
        ("leitung", _entscheidung),
        ("bearbeitung", _vollzug),
        ("haushalt", _zahlung),
        ("bearbeitung", _ende),
        ("leitung", _abschluss),
    ):
        _schreibe(buero, als, akte)
    return buero


def _schreibe(buero: Buero, als: str, akte: Callable[[], Iterator[_Akt]]) -> None:
    angaben = buero.angaben(als)
    amt = oeffne(angaben[1], als, date.fromisoformat(HEUTE))
    with amt.schreibend() as (einheit, _):
        einheit.lege_ab(_PAPIER, "schreiben")
        for typ, fall, tag, fakten in akte():
            _ein_akt(einheit, typ, fall, tag, fakten)
        einheit.commit()


def _ein_akt(einheit: Einheit, typ: str, fall: _Fall | None, tag: date, fakten: dict[str, Any]) -> None:
    einheit.schreibe(typ, fall.az if fall is not None else "", tag, fakten)


def _register() -> Iterator[_Akt]:
    for nummer, (name, art, ags, ort) in enumerate(ANTRAGSTELLER, 1):
        angaben = {"name": name, "art": art, "ags": ags, "strasse": "Weg 1", "plz": "01000", "ort": ort, "iban": ""}
        fakten = {**angaben, "nummer": f"A-{nummer:04d}", "nummernkreis": {"A": nummer}}
        yield "antragsteller_anlegen", None, date(2026, 1, 5), fakten


def _bis_vorschlag(teil: int) -> Iterator[_Akt]:
    for f in FAELLE[teil::2]:
        tag = date(f.jahr, 2, 1) + timedelta(days=f.nummer)
        anlage = {"richtlinie": "kommpraev", "antragsteller": f"A-{f.antragsteller:04d}", "titel": f.titel}
        kreis, nummer = f.az[:7], int(f.az[8:])
        yield "fall_anlegen", f, tag, {**anlage, "nummernkreis": {kreis: nummer}, "nach": "angelegt"}
        if f.reicht > 0:
            yield "beratung_erfassen", f, tag + timedelta(days=10), {"unterlage": _beratung(f), "nach": "beraten"}
        if f.reicht > 1:
            eingang = tag + timedelta(days=200)
            antrag = {"eingang_am": eingang.isoformat(), "ablage": _SHA, "datei": "antrag.yaml"}
            yield "antrag_einlesen", f, eingang, {**antrag, "nach": "eingegangen"}
        yield from _pruefung(f, tag + timedelta(days=220))


def _pruefung(f: _Fall, tag: date) -> Iterator[_Akt]:
    if f.ziel == "zurueckgezogen":
        fakten = {"ablage": _SHA, "datei": "brief.pdf", "grund": "Haushaltssperre", "nach": "zurueckgezogen"}
        yield "antrag_zurueckziehen", f, tag, fakten
    elif f.ziel == "nachgefordert":
        yield "antrag_nachfordern", f, tag, {"codes": ["anlage_fehlt"], "frist": None, "nach": "nachgefordert"}
    elif f.reicht > 3:
        vermerk = {"beteiligung": "keine", "bemerkungen": "Übliche Größenordnung"}
        yield "antrag_pruefen", f, tag, {"unterlage": vermerk, "nach": "geprueft"}
        if f.reicht > 4:
            art = "ablehnung" if f.ziel == "abgelehnt" else "bewilligung"
            vorschlag = {
                "art": art,
                "zuwendung": f"{f.betrag}.00",
                "grund": "Mittel erschöpft" if art[0] == "a" else "",
            }
            yield "entscheidung_vorschlagen", f, tag + timedelta(days=20), {**vorschlag, "nach": "vorgeschlagen"}


def _beratung(f: _Fall) -> dict[str, Any]:
    analyse = {"sicherheitsanalyse": {"jahr": 2025}} if f.nummer % 4 == 0 else {}
    vereinbarung = {"kooperationsvereinbarung_am": "2025-03-01"} if f.nummer % 3 == 0 else {}
    return {
        "am": "2026-02-01",
        "gremium": ("vorhanden", "in_gruendung", "keiner")[f.nummer % 3],
        "coaching": f.nummer % 5 == 0,
        "vorhaben": {"titel": f.titel, "problem": f.problem, "ziele": "Weniger Straftaten"},
        **analyse,
        **vereinbarung,
    }


def _bewilligte() -> Iterator[_Fall]:
    return (f for f in FAELLE if f.reicht > 5 and f.ziel not in ("abgelehnt", "zurueckgezogen"))


def _entscheidung() -> Iterator[_Akt]:
    for f in FAELLE:
        tag = date(f.jahr, 11, 20)
        if f.ziel == "abgelehnt":
            fakten = {"art": "ablehnung", "akte": _SHA, "grund": "Mittel erschöpft", "nach": "abgelehnt"}
            yield "entscheidung_ablehnen", f, tag, fakten
    for f in _bewilligte():
        erstes = f.betrag // 2
        jahre = {str(f.jahr + 1): f"{erstes}.00", str(f.jahr + 2): f"{f.betrag - erstes}.00", str(f.jahr + 3): "0.00"}
        beschluss = {"art": "bewilligung", "akte": _SHA, "zuwendung": f"{f.betrag}.00", "jahre": jahre}
        nachweis = {"ab": f"{f.jahr + 3}-12-31", "bis": f"{f.jahr + 4}-12-31", "quelle": "ANBest-K Nr. 6.1"}
        beschluss["gesetzte_fristen"] = {"nachweis": {**nachweis, "herleitung": _SHA}}
        yield (
            "entscheidung_bewilligen",
            f,
            date(f.jahr, 11, 20),
            {**beschluss, "verfahren": "raten", "nach": "bewilligt"},
        )


def _vollzug() -> Iterator[_Akt]:
    for f in _bewilligte():
        if f.reicht < ZUSTAENDE.index("bekanntgegeben"):
            continue
        spaet = f.ziel == "bekanntgegeben"
        tag = date(2028, 6, 20) if spaet else date(f.jahr, 12, 1)
        yield (
            "bescheid_ablegen",
            f,
            tag,
            {"nummer": f"{f.az}/01", "gezeichnet": _SHA, "datei": "b.pdf", "nach": "bewilligt"},
        )
        tage = {name: (tag + timedelta(days=n)).isoformat() for name, n in _FRISTEN.items()}
        fristen = {**tage, "herleitung": _SHA}
        yield "bescheid_aufgeben", f, tag, {"versandart": "post", "fristen": fristen, "nach": "bekanntgegeben"}
        if f.reicht > ZUSTAENDE.index("bestandskraeftig"):
            spaeter = tag + timedelta(days=40)
            yield "bestandskraft_eintreten", f, spaeter, {"nach": "bestandskraeftig"}
            yield "beginn_anzeigen", f, spaeter, {"nach": "bestandskraeftig"}
            rate = {"rate": 1, "betrag": "5000.00", "anlass": "bestandskraft_beginn", "nach": "in_auszahlung"}
            yield "zahlung_bescheinigen", f, spaeter, rate


_FRISTEN = {"bekanntgabe": 4, "bekanntgabe_spaet": 4, "fristende": 34, "fristende_spaet": 36, "bestandskraft": 37}


def _zahlung() -> Iterator[_Akt]:
    for f in _bewilligte():
        if f.reicht > ZUSTAENDE.index("in_auszahlung"):
            fakten = {"nummer": 1, "faellig_am": f"{f.jahr + 1}-02-01", "huel": "HÜL 1", "nach": "in_auszahlung"}
            yield "zahlung_anordnen", f, date(f.jahr + 1, 1, 20), fakten


def _ende() -> Iterator[_Akt]:
    for f in _bewilligte():
        if f.reicht < ZUSTAENDE.index("nachweis_vollstaendig"):
            continue
        tag = date(2028, 3, 1)
        zahlen = {"plan": f"{f.betrag + 2000}.00", "ist": f"{f.betrag + 1000}.00", "zuwendung": f"{f.betrag - 500}.00"}
        nachweis = {"eingang_am": tag.isoformat(), "unterlage": {}, **zahlen, "herleitung": _SHA}
        yield "nachweis_einlesen", f, tag, {**nachweis, "nach": "nachweis_eingereicht"}
        yield "nachweis_vervollstaendigen", f, tag + timedelta(days=14), {"nach": "nachweis_vollstaendig"}
        if f.ziel in ("nachweis_geprueft", "abgeschlossen"):
            yield "nachweis_pruefen", f, tag + timedelta(days=60), {"vermerk": "plausibel", "nach": "nachweis_geprueft"}


def _abschluss() -> Iterator[_Akt]:
    for f in FAELLE:
        if f.ziel == "abgeschlossen":
            yield "fall_schliessen", f, date(2028, 6, 1), {"nach": "abgeschlossen"}
