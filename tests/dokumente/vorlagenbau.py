"""Make the first version of a letter's template from the shell of the grant notice; afterwards people edit it in Word.

``python -m tests.dokumente.vorlagenbau NAME …`` writes the templates named and their check sums; without a name all.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from foerderung.dokumente.zeichen import umbruchfest
from tests.dokumente.vorlagentexte import BRIEFE, Baustein, Brief

VORLAGEN = Path(__file__).parents[2] / "templates"
ORDNER = "kommpraev"
MUSTER = VORLAGEN / ORDNER / "zuwendungsbescheid.docx"
LISTE = VORLAGEN / "freigegeben.sha256"
BREITE = 9355
ABSTAND = '<w:spacing w:after="240"/>'
_ZIPZEIT = (1980, 1, 1, 0, 0, 0)


def absatz(text: str, stil: str = "", vor: str = "") -> str:
    """Return a paragraph; a tabulator in the text becomes one."""
    teile = umbruchfest(text).split("\t")
    laeufe = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(teil)}</w:t>' for teil in teile)
    eigenschaften = (f'<w:pStyle w:val="{stil}"/>' if stil else "") + vor
    return f"<w:p><w:pPr>{eigenschaften}</w:pPr><w:r>{laeufe}</w:r></w:p>"


def _tabelle(zeilen: str, breiten: tuple[int, ...]) -> str:
    gitter = "".join(f'<w:gridCol w:w="{breite}"/>' for breite in breiten)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{BREITE}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{gitter}</w:tblGrid>{zeilen}</w:tbl>"
    )


def _zelle(text: str, breite: int, stil: str, rahmen: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{breite}" w:type="dxa"/>{rahmen}</w:tcPr>{absatz(text, stil)}</w:tc>'


_KOPFRAHMEN = (
    '<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="404040"/>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
)
_LINIE = '<w:tcBorders><w:bottom w:val="single" w:sz="2" w:space="0" w:color="A6A6A6"/></w:tcBorders>'


def _zeile(texte: tuple[str, ...], breiten: tuple[int, ...], rechts: frozenset[int], art: str) -> str:
    stile = {
        "kopf": ("Tabellenkopf", "TabellenkopfBetrag"),
        "text": ("Tabellentext", "Tabellenbetrag"),
        "summe": ("Tabellensumme", "TabellensummeBetrag"),
        "marke": ("Tabellentext", "Tabellentext"),
    }[art]
    rahmen = {"kopf": _KOPFRAHMEN, "marke": ""}.get(art, _LINIE)
    zellen = "".join(
        _zelle(text, breite, stile[nummer in rechts], rahmen)
        for nummer, (text, breite) in enumerate(zip(texte, breiten, strict=True))
    )
    eigenschaften = {"kopf": "<w:cantSplit/><w:tblHeader/>", "marke": ""}.get(art, "<w:cantSplit/>")
    return f"<w:tr><w:trPr>{eigenschaften}</w:trPr>{zellen}</w:tr>"


def baue_tabelle(baustein: Baustein) -> str:
    """Return a table: a head if it has one, a row per item, rows of sums."""
    breiten, rechts = baustein.breiten, baustein.rechts
    leer = ("",) * (len(breiten) - 1)
    zeilen = [_zeile(baustein.kopf, breiten, rechts, "kopf")] if baustein.kopf else []
    if baustein.je:
        zeilen.append(_zeile((f"{{%tr for {baustein.je} %}}", *leer), breiten, rechts, "marke"))
    zeilen += [_zeile(texte, breiten, rechts, "text") for texte in baustein.zeilen]
    if baustein.je:
        zeilen.append(_zeile(("{%tr endfor %}", *leer), breiten, rechts, "marke"))
    zeilen += [_zeile(texte, breiten, rechts, "summe") for texte in baustein.summen]
    return _tabelle("".join(zeilen), breiten) + absatz("", "Abstand")


def baue_text(text: str) -> str:
    """Return what one line of the list of texts stands for."""
    if text.startswith("{%p"):
        return absatz(text, "Abstand")
    for zeichen, stil in (("# ", "Heading1"), ("## ", "Heading2"), ("- ", "ListBullet"), ("! ", "Zuwendungsbetrag")):
        if text.startswith(zeichen):
            return absatz(text.removeprefix(zeichen), stil)
    return absatz(text, vor="<w:keepNext/>" if text.endswith(":") else "")


def _anfang(brief: Brief, adresse: str) -> str:
    """Return the address window and the subject; a note has neither, but a line on what it belongs to."""
    betreff = absatz(brief.betreff, "Betreff") + absatz(
        "Vorhaben „{{ titel }}“", "Betreffzusatz", '<w:spacing w:after="240"/>'
    )
    if brief.anrede:
        return adresse + betreff + absatz("Sehr geehrte Damen und Herren,")
    zeilen = (
        ("Aktenzeichen", "{{ fall.aktenzeichen }}"),
        ("Antragsteller", "{{ name }}, {{ strasse }}, {{ ort }}"),
        ("Grundlage", "{{ richtlinie }}"),
        ("Ausgefertigt", "{{ fall.datum }}, {{ fall.bearbeitung }}"),
    )
    return betreff + baue_tabelle(Baustein((), (2835, 6520), zeilen))


def _schluss(brief: Brief) -> str:
    gruss = absatz("Mit freundlichen Grüßen", "Unterschrift", '<w:spacing w:before="360" w:after="880"/>')
    linie = absatz("_____________________________", "Formularfeld", '<w:spacing w:before="600"/>')
    name = absatz("{{ fall.zeichnung }}", "Unterschrift", '<w:spacing w:after="280"/>')
    return (gruss if brief.anrede else linie) + name


def _adresse(dokument: str) -> str:
    """Return the table with address window and reference line of the notice, fit for letters without a number."""
    stelle = dokument.index("{{ fall.behoerde.zeile }}")
    anfang, ende = dokument.rindex("<w:tbl>", 0, stelle), dokument.index("</w:tbl>", stelle) + len("</w:tbl>")
    fenster = dokument[anfang:ende]
    for marke, bedingung in (("Ihr Antrag:", "fall.eingang"), ("Dokument:", "fall.dokument")):
        treffer = next(t for t in re.finditer(r"<w:p>.*?</w:p>", fenster) if marke in t[0])
        wenn, endet = (
            re.sub(r"<w:r>.*</w:r>", f"<w:r><w:t>{{%p {was} %}}</w:t></w:r>", treffer[0])
            for was in (f"if {bedingung}", "endif")
        )
        fenster = fenster.replace(treffer[0], wenn + treffer[0] + endet)
    return fenster


def baue(brief: Brief) -> bytes:
    """Return a template."""
    with zipfile.ZipFile(MUSTER) as muster:
        teile = {name: muster.read(name) for name in muster.namelist()}
    dokument = teile["word/document.xml"].decode()
    koerper = dokument.index("<w:body>") + len("<w:body>")
    abschnitt = dokument[dokument.rindex("<w:sectPr") :]
    inhalt = "".join(baue_text(teil) if isinstance(teil, str) else baue_tabelle(teil) for teil in brief.inhalt)
    neu = dokument[:koerper] + _anfang(brief, _adresse(dokument)) + inhalt + _schluss(brief) + abschnitt
    teile["word/document.xml"] = neu.encode()
    kopf = teile["word/header2.xml"].decode()
    folgekopf = (
        f"{escape(brief.name_im_kopf)} vom {{{{ fall.datum }}}}",
        "Aktenzeichen {{ fall.aktenzeichen }}{% if fall.dokument %} · Dokument {{ fall.dokument }}{% endif %}",
    )
    kopf = re.sub(r"\{% if entwurf %\}.*?vom \{\{ fall\.datum \}\}", folgekopf[0], kopf)
    kopf = kopf.replace("Aktenzeichen {{ fall.aktenzeichen }} · Dokument {{ fall.dokument }}{% endif %}", folgekopf[1])
    teile["word/header2.xml"] = kopf.encode()
    kern = teile["docProps/core.xml"].decode()
    titel = f"<dc:title>{escape(brief.betreff)}</dc:title>"
    teile["docProps/core.xml"] = re.sub(r"<dc:title>.*?</dc:title>", titel, kern).encode()
    return _packe(teile)


def _packe(teile: dict[str, bytes]) -> bytes:
    puffer = BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name, inhalt in teile.items():
            eintrag = zipfile.ZipInfo(name, _ZIPZEIT)
            eintrag.compress_type = zipfile.ZIP_DEFLATED
            ziel.writestr(eintrag, inhalt)
    return puffer.getvalue()


def schreibe(namen: list[str]) -> None:
    """Write templates and the list of released ones."""
    zeilen = LISTE.read_text("utf-8").splitlines()
    for name in namen or list(BRIEFE):
        inhalt = baue(BRIEFE[name])
        pfad = f"{ORDNER}/{name}.docx"
        (VORLAGEN / pfad).write_bytes(inhalt)
        zeilen = [zeile for zeile in zeilen if not zeile.endswith(f"  {pfad}")]
        zeilen.append(f"{hashlib.sha256(inhalt).hexdigest()}  {pfad}")
    kopf, *summen = zeilen
    LISTE.write_text("\n".join((kopf, *sorted(summen, key=lambda zeile: zeile.split()[1]))) + "\n", "utf-8")


if __name__ == "__main__":
    schreibe(sys.argv[1:])
