"""Show a case to people and machines: as it stands, its history, what can be done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import click

from foerderung.cli.fristbericht import beide_ansichten
from foerderung.cli.herkunft import herkunft_daten, zeige_herkunft
from foerderung.cli.tabelle import zeige_tabelle
from foerderung.fach.geld import als_euro
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.services.akt import Vollzug
from foerderung.services.fall.fallblick import Fallblick, Verlauf, fakten_deutsch
from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.buchungen import Buchungsstelle
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import NULL, Bescheid, Fallrest, Fallstand, Frist
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG, VERSUCH
from foerderung.verfahren.fristarten import FRISTARTEN
from foerderung.verfahren.zahlungsplan import ANLAESSE, plan
from foerderung.verfahren.zustand import ZUSTANDSNAMEN


def vollzug_daten(vollzug: Vollzug) -> dict[str, Any]:
    """Return an act as plain data."""
    return {
        "ereignis": ereignis_daten(vollzug.ereignis),
        "fall": json.loads(vollzug.stand.model_dump_json()),
        "uebung": vollzug.uebung,
    }


def ereignis_daten(ereignis: Ereignis) -> dict[str, Any]:
    """Return an event as plain data."""
    return {
        "nummer": ereignis.nummer,
        "typ": ereignis.typ,
        "fall": ereignis.fall,
        "wirksam_am": ereignis.wirksam_am.isoformat(),
        "erfasst_am": ereignis.erfasst_am,
        "person": ereignis.person,
        "benutzer": ereignis.benutzer,
        "fakten": None if ereignis.nutzlast is None else dict(fakten_deutsch(ereignis)),
    }


def blick_daten(blick: Fallblick) -> dict[str, Any]:
    """Return a case as plain data, with the head of the chain."""
    return {
        **json.loads(blick.stand.model_dump_json()),
        "antragsteller_name": blick.antragsteller.name if blick.antragsteller is not None else "",
        **herkunft_daten(blick.herkunft),
    }


def zeige_fall(blick: Fallblick) -> None:
    """Print a case as it stands."""
    stand = blick.stand
    click.echo(f"{stand.aktenzeichen}  {ZUSTANDSNAMEN[stand.zustand]}")
    if blick.antragsteller is None:
        click.echo("Die Angaben des Falls wurden gelöscht; es bleiben Tage und Summen.")
    else:
        click.echo(stand.titel)
        click.echo(f"{blick.antragsteller.name} ({blick.antragsteller.nummer}, AGS {blick.antragsteller.ags})")
    click.echo()
    zeige_tabelle("Stationen", ["", "Tag", "Person"], [list(zeile) for zeile in _stationen(stand)])
    if stand.beschluss is not None:
        _zeige_beschluss(stand)
    if stand.rest is not None:
        _zeige_rest(stand.rest)
    if raten := plan(stand):
        _zeige_raten(stand, raten)
    _zeige_bindungen(stand)
    if stand.nachweis is not None:
        n = stand.nachweis
        click.echo(
            f"Nachweis: anerkannt {euro_deutsch(n.ist)} von {euro_deutsch(n.plan)}; "
            f"Zuwendung danach {euro_deutsch(n.zuwendung)}"
        )
    if blick.fristen:
        _zeige_fristen(blick.fristen)
    zeige_herkunft(blick.herkunft)


def _zeige_rest(rest: Fallrest) -> None:
    """Print the sums that a deletion left."""
    betraege = {
        str(jahr): (rest.jahre.get(jahr, NULL), rest.ausgezahlt.get(jahr, NULL))
        for jahr in sorted({*rest.jahre, *rest.ausgezahlt})
    }
    if betraege:
        betraege["zuletzt"] = rest.zuwendung, sum(rest.ausgezahlt.values(), start=NULL)
        zeilen = [[name, *map(euro_deutsch, paar)] for name, paar in betraege.items()]
        zeige_tabelle("Summen", ["Haushaltsjahr", "bewilligt", "ausgezahlt"], zeilen, rechts=frozenset({1, 2}))


def _zeige_fristen(fristen: Sequence[Frist]) -> None:
    zeilen = [
        [
            FRISTARTEN[eine.art].bezeichnung,
            beide_ansichten(eine.bis, eine.spaetestens),
            FRISTARTEN[eine.art].zu_tun,
            eine.quelle,
        ]
        for eine in fristen
    ]
    zeige_tabelle("Offene Fristen", ["", "bis", "zu tun", "Fundstelle"], zeilen)


def _stationen(stand: Fallstand) -> Iterator[tuple[str, str, str]]:
    """Yield what happened so far, in order, each with its day and person."""
    yield "Fall angelegt", datum_deutsch(stand.angelegt_am), ""
    yield from _tage(("Eingang ohne Beratung", stand.eingang_ohne_beratung))
    if stand.beratung is not None:
        yield "Beratung", datum_deutsch(stand.beratung.am), stand.beratung.person
    yield from _antragsstationen(stand)
    for name, teil in (("Antragsprüfung", stand.pruefvermerk), ("Vorschlag", stand.vorschlag)):
        if teil is not None:
            yield name, datum_deutsch(teil.am), teil.person
    if stand.beschluss is not None:
        name = "Bewilligung" if stand.beschluss.art == "bewilligung" else "Ablehnung"
        yield name, datum_deutsch(stand.beschluss.am), stand.beschluss.person
    if stand.bescheid is not None:
        yield from _bescheidstationen(stand.bescheid)
    yield from _tage(
        ("Klage", stand.klage_am),
        ("Klage erledigt", stand.klage_erledigt_am),
        ("bestandskräftig", stand.bestandskraft),
        ("Anzeige des Beginns", stand.beginnanzeige_am),
        ("Verwendungsnachweis", stand.nachweis.eingang_am if stand.nachweis is not None else None),
        ("Abschluss", stand.abgeschlossen_am),
        ("Löschung beantragt", stand.loeschantrag.am if stand.loeschantrag is not None else None),
    )
    if stand.rest is not None:
        entscheidung = "Ablehnung" if stand.rest.entscheidungsart == "ablehnung" else "Bewilligung"
        yield from _tage(
            ("Erster Eingang", stand.rest.eingang_am),
            (entscheidung, stand.rest.entschieden_am),
            ("Angaben gelöscht", stand.rest.geloescht_am),
        )


def _tage(*stationen: tuple[str, date | None]) -> Iterator[tuple[str, str, str]]:
    for name, tag in stationen:
        if tag is not None:
            yield name, datum_deutsch(tag), ""


def _antragsstationen(stand: Fallstand) -> Iterator[tuple[str, str, str]]:
    for antrag in stand.antraege:
        yield f"Antrag, Fassung {antrag.fassung}", datum_deutsch(antrag.eingang_am), ""
    if stand.nachforderung is not None:
        frist = f", Frist {datum_deutsch(stand.nachforderung.frist)}" if stand.nachforderung.frist is not None else ""
        yield "Nachforderung", f"{datum_deutsch(stand.nachforderung.am)}{frist}", ""
    for nummer, anlage in enumerate(stand.anlagen, 1):
        yield f"Anlage {nummer}: {anlage.art}, {anlage.datei}", datum_deutsch(anlage.eingang_am), ""


def _bescheidstationen(bescheid: Bescheid) -> Iterator[tuple[str, str, str]]:
    if bescheid.aufgabe_am is not None:
        yield f"Bescheid {bescheid.nummer} aufgegeben", datum_deutsch(bescheid.aufgabe_am), ""
    if bescheid.fristen is not None:
        fristen = bescheid.fristen
        yield "Bekanntgabe", beide_ansichten(fristen.bekanntgabe, fristen.bekanntgabe_spaet), ""
        yield "Ende der Klagefrist", beide_ansichten(fristen.fristende, fristen.fristende_spaet), ""


def _zeige_beschluss(stand: Fallstand) -> None:
    beschluss = stand.beschluss
    assert beschluss is not None
    if beschluss.grund:
        click.echo(f"Begründung: {beschluss.grund}")
    if beschluss.jahre:
        zeilen = [[str(jahr), euro_deutsch(betrag)] for jahr, betrag in beschluss.jahre.items()]
        zeilen.append(["insgesamt", euro_deutsch(beschluss.zuwendung)])
        zeige_tabelle("Bewilligte Zuwendung", ["Haushaltsjahr", "Betrag"], zeilen, rechts=frozenset({1}))


def _zeige_raten(stand: Fallstand, raten: Sequence[Any]) -> None:
    gezahlt = {zahlung.rate: zahlung for zahlung in stand.zahlungen}
    zeilen = []
    for rate in raten:
        zahlung = gezahlt.get(rate.nummer)
        lage = "offen" if zahlung is None else "bescheinigt"
        if zahlung is not None and zahlung.angeordnet_am is not None:
            lage = f"angeordnet am {datum_deutsch(zahlung.angeordnet_am)}, {zahlung.huel}"
        betrag = euro_deutsch(zahlung.betrag) if zahlung is not None else "–"
        zeilen.append([str(rate.nummer), ANLAESSE[rate.anlass], euro_deutsch(rate.betrag), betrag, lage])
    spalten = ["Rate", "fällig bei", "Plan", "gezahlt", "Stand"]
    zeige_tabelle("Auszahlung", spalten, zeilen, rechts=frozenset({2, 3}))


def _zeige_bindungen(stand: Fallstand) -> None:
    jahre = sorted({*(eine.jahr for eine in stand.bindungen), *stand.voraussicht, *stand.angeordnet_je_jahr})
    if not jahre or stand.buchungsstelle is None:
        return
    zeilen = [
        [
            str(jahr),
            euro_deutsch(sum(eine.betrag for eine in stand.bindungen if eine.jahr == jahr)),
            euro_deutsch(stand.voraussicht.get(jahr, 0)),
            euro_deutsch(stand.angeordnet_je_jahr.get(jahr, 0)),
        ]
        for jahr in jahre
    ]
    titel = f"Mittel, {Buchungsstelle(*stand.buchungsstelle)}"
    spalten = ["Haushaltsjahr der Zahlung", "gebunden", "nur voraussichtlich", "angeordnet"]
    zeige_tabelle(titel, spalten, zeilen, rechts=frozenset({1, 2, 3}))


def verlauf_daten(verlauf: Verlauf, akten: Mapping[int, Any]) -> dict[str, Any]:
    """Return everything that happened in a case as plain data, with the results of decision records by event."""
    ereignisse = [ereignis_daten(eines) for eines in verlauf.ereignisse]
    return {
        "ereignisse": [
            {**eines, **({"akte": akten[eines["nummer"]]} if eines["nummer"] in akten else {})} for eines in ereignisse
        ],
        **herkunft_daten(verlauf.herkunft),
    }


def zeige_verlauf(verlauf: Verlauf) -> None:
    """Print everything that happened in a case."""
    zeilen = [
        [
            str(eines.nummer),
            datum_deutsch(eines.wirksam_am),
            _wer(eines),
            _was(eines),
            _naeheres(eines),
        ]
        for eines in verlauf.ereignisse
    ]
    spalten = ["Nr.", "wirksam am", "Person", "Akt", "Näheres"]
    zeige_tabelle(f"Verlauf {verlauf.ereignisse[0].fall}", spalten, zeilen, rechts=frozenset({0}))
    zeige_herkunft(verlauf.herkunft)


def _wer(ereignis: Ereignis) -> str:
    if ereignis.typ in NACH_NAME and NACH_NAME[ereignis.typ].rolle is None:
        return "von selbst"
    fuer = ereignis.fakten().get(IN_VERTRETUNG)
    return f"{ereignis.person} i. V. für {fuer}" if fuer else ereignis.person


def _was(ereignis: Ereignis) -> str:
    if ereignis.typ == VERSUCH:
        if ereignis.nutzlast is None:
            return "abgewiesener Versuch"
        akt = NACH_NAME.get(str(ereignis.fakten().get("akt", "")))
        return f"abgewiesen: {akt.bezeichnung if akt is not None else ereignis.fakten().get('akt', '')}"
    return NACH_NAME[ereignis.typ].bezeichnung


def _naeheres(ereignis: Ereignis) -> str:
    if ereignis.nutzlast is None:
        return "Angaben gelöscht"
    fakten = ereignis.fakten()
    teile: list[str] = []
    if ereignis.typ == VERSUCH:
        teile.extend(eines["grund"] for eines in fakten.get("gruende", ()))
    for name in ("grund", "annahmen_grund", "vermerk"):
        if isinstance(fakten.get(name), str) and fakten[name]:
            teile.append(fakten[name])
    if "aenderung" in fakten:
        teile.append(f"Ereignis {fakten['ereignis']}, {fakten['feld']}: {fakten['alt']} → {fakten['neu']}")
    if fakten.get("art") and ereignis.typ == "anlage_erfassen":
        teile.append(f"{fakten['art']}, {fakten['datei']}")
    if fakten.get("betrag"):
        teile.append(euro_deutsch(als_euro(fakten["betrag"])))
    elif fakten.get("zuwendung") not in (None, "0.00"):
        teile.append(f"Zuwendung {euro_deutsch(als_euro(fakten['zuwendung']))}")
    if fakten.get("nummer") and isinstance(fakten["nummer"], str):
        teile.append(fakten["nummer"])
    if fakten.get("huel"):
        teile.append(fakten["huel"])
    if fakten.get("nachtrag"):
        teile.append(f"nachgetragen: {fakten['nachtrag']}")
    return "; ".join(teile)
