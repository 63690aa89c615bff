"""Check templates before they are released: every name they use is declared, every name declared is used, no code."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from jinja2 import TemplateError, nodes

from foerderung.dokumente.vorlage import richte, umgebung
from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich

LISTE = "[]"
"""Key of the items of a list in a shape."""

ZAEHLER = frozenset({"first", "last", "index", "index0", "length"})
"""What a template may ask of the round of a loop."""

Form = Mapping[str, "Form"]
"""What a context holds: names with what is below them; a text or truth value has nothing below."""

_TEILE = (("word/document.xml", ""), ("word/header", "Kopfzeile"), ("word/footer", "Fußzeile"))
_ERLAUBT = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Const, nodes.TemplateData, nodes.Concat)


def form(*pfade: str) -> Form:
    """Return the shape that holds the paths, such as ``fall.datum`` or ``befunde[].gefunden``."""
    wurzel: dict[str, Any] = {}
    for pfad in pfade:
        stelle = wurzel
        for teil in pfad.replace(LISTE, f".{LISTE}").split("."):
            stelle = stelle.setdefault(teil, {})
    return wurzel


@dataclass(slots=True)
class Benutzung:
    """What one template uses.

    Attributes:
        pfade: paths of the texts and truth values that it shows or asks for.
        meldungen: what is wrong with it.
    """

    pfade: set[str] = field(default_factory=set)
    meldungen: list[Meldung] = field(default_factory=list)


def lies_benutzung(name: str, inhalt: bytes, erlaubt: Form) -> Benutzung:
    """Compare what a template asks for with what its context holds.

    Args:
        name: how messages call it.
        erlaubt: shape of the context.
    """
    benutzung = Benutzung()
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
            teile = [(ort, archiv.read(teil).decode("utf-8")) for teil, ort in _teile(archiv)]
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError, ValueError):
        teile = []
    if not teile:
        benutzung.meldungen.append(Meldung("ist kein Word-Dokument (docx)", name))
    for ort, text in teile:
        gang = _Gang(name, ort, erlaubt, benutzung)
        try:
            gang.gehe(umgebung().parse(richte(text)), {})
        except TemplateError as fehler:
            benutzung.meldungen.append(
                Meldung(
                    f"die Platzhalter lassen sich nicht lesen ({fehler.message})",
                    name,
                    ort=ort,
                    abhilfe="Prüfen, ob jedes {% if %} und {% for %} sein Ende hat.",
                )
            )
    benutzung.meldungen = list(dict.fromkeys(benutzung.meldungen))
    return benutzung


def _teile(archiv: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for teil in archiv.namelist():
        for anfang, ort in _TEILE:
            if teil.startswith(anfang) and teil.endswith(".xml"):
                yield teil, ort


def blaetter(stelle: Form, pfad: str = "") -> Iterator[str]:
    """Yield the paths of the texts and truth values of a shape."""
    for name, darunter in stelle.items():
        weiter = f"{pfad}{name}" if name == LISTE or not pfad else f"{pfad}.{name}"
        if darunter:
            yield from blaetter(darunter, weiter)
        else:
            yield weiter


@dataclass(frozen=True, slots=True)
class _Stelle:
    """A place in the context: its path and its shape."""

    pfad: str
    form: Form


class _Gang:
    """Walk the syntax tree of one part; what is not expected is refused, so nothing can be forgotten."""

    def __init__(self, name: str, ort: str, erlaubt: Form, benutzung: Benutzung) -> None:
        self._name, self._ort, self._erlaubt, self._benutzung = name, ort, erlaubt, benutzung

    def gehe(self, knoten: nodes.Node, namen: Mapping[str, _Stelle | None]) -> None:
        """Check a node and all below it; `namen` are the loops around it."""
        match knoten:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._lies(knoten, namen, in_ausgabe=False)
            case nodes.Output():
                for teil in knoten.nodes:
                    if isinstance(teil, nodes.Name | nodes.Getattr | nodes.Getitem):
                        self._lies(teil, namen, in_ausgabe=True)
                    else:
                        self.gehe(teil, namen)
            case nodes.For():
                self._schleife(knoten, namen)
            case nodes.Template() | nodes.If():
                self._alle(knoten, namen)
            case _ if isinstance(knoten, _ERLAUBT):
                self._alle(knoten, namen)
            case _:
                self._melde(
                    f"„{type(knoten).__name__}“ ist in Vorlagen nicht erlaubt", "Nur Namen, if und for verwenden."
                )

    def _alle(self, knoten: nodes.Node, namen: Mapping[str, _Stelle | None]) -> None:
        for kind in knoten.iter_child_nodes():
            self.gehe(kind, namen)

    def _schleife(self, knoten: nodes.For, namen: Mapping[str, _Stelle | None]) -> None:
        glied: _Stelle | None = None
        if not isinstance(knoten.iter, nodes.Name | nodes.Getattr | nodes.Getitem):
            self.gehe(knoten.iter, namen)
        elif (stelle := self._finde(knoten.iter, namen)) is not None:
            if LISTE in stelle.form:
                glied = _Stelle(stelle.pfad + LISTE, stelle.form[LISTE])
            else:
                self._melde(f"„{stelle.pfad}“ ist keine Liste", "{% for %} nur über Listen führen.")
        if knoten.recursive or not isinstance(knoten.target, nodes.Name):
            self._melde("die Schleife hat eine Form, die in Vorlagen nicht erlaubt ist", "{% for name in liste %}")
            return
        innen = {**namen, knoten.target.name: glied, "loop": _Stelle("loop", form(*ZAEHLER))}
        for kind in (*knoten.body, *knoten.else_, *([knoten.test] if knoten.test else [])):
            self.gehe(kind, innen)

    def _lies(self, knoten: nodes.Expr, namen: Mapping[str, _Stelle | None], in_ausgabe: bool) -> None:
        """Note what is shown or asked for; only texts can be shown."""
        stelle = self._finde(knoten, namen)
        if stelle is None:
            return
        if not stelle.form:
            self._benutzung.pfade.add(stelle.pfad)
        elif in_ausgabe:
            was = "eine Liste" if LISTE in stelle.form else "eine Gruppe"
            self._melde(f"„{stelle.pfad}“ ist {was} und kein Text", "Eine Angabe darunter nennen.")

    def _finde(self, knoten: nodes.Expr, namen: Mapping[str, _Stelle | None]) -> _Stelle | None:
        """Return the place a name or path means; None if it is wrong, which was said."""
        match knoten:
            case nodes.Name():
                if knoten.name in namen:
                    return namen[knoten.name]
                return self._unter(_Stelle("", self._erlaubt), knoten.name, namen)
            case nodes.Getattr():
                oben = self._finde(knoten.node, namen)
                return self._unter(oben, knoten.attr, namen) if oben is not None else None
            case nodes.Getitem(arg=nodes.Const(value=int())):
                oben = self._finde(knoten.node, namen)
                return self._unter(oben, LISTE, namen) if oben is not None else None
        self.gehe(knoten, namen) if not isinstance(knoten, nodes.Getitem) else self._melde(
            "ein Zugriff mit eckigen Klammern nennt keine Nummer", "Etwa {{ liste[0] }}."
        )
        return None

    def _unter(self, oben: _Stelle, name: str, namen: Mapping[str, _Stelle | None]) -> _Stelle | None:
        pfad = name if not oben.pfad else f"{oben.pfad}{'' if name == LISTE else '.'}{name}"
        if name.startswith("_"):
            self._melde(f"„{{{{ {pfad} }}}}“ greift auf Inneres zu", "Namen mit _ am Anfang sind nicht erlaubt.")
        elif name in oben.form:
            return _Stelle(pfad, oben.form[name])
        else:
            moegliche = [*oben.form, *(namen if not oben.pfad else ())]
            self._melde(f"„{{{{ {pfad} }}}}“ gibt es nicht", aehnlich(name, moegliche))
        return None

    def _melde(self, was: str, abhilfe: str) -> None:
        self._benutzung.meldungen.append(Meldung(was, self._name, ort=self._ort, abhilfe=abhilfe))
