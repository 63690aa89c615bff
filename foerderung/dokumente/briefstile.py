"""Tell from the formats of a Word document what of its text a person cannot see, and what is a heading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree import ElementTree

Element = ElementTree.Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UEBERSCHRIFTEN = ("heading", "überschrift", "title", "titel", "anlage")
_AUS = ("0", "false", "off")
_KLEINSTE_HALBPUNKTE = 4
"""Size of letters, in half points, up to which nobody reads them."""

_HELLSTE = 240
"""Value of red, green and blue from which a colour cannot be told from paper."""


@dataclass(frozen=True, slots=True)
class Schrift:
    """How letters look; None where nothing is said.

    Attributes:
        hell: they cannot be told from white paper.
        schattiert: something dark lies behind them.
    """

    verborgen: bool | None = None
    hell: bool | None = None
    winzig: bool | None = None
    schattiert: bool = False

    def ueber(self, andere: Schrift) -> Schrift:
        """Return these formats where they say something, else the others."""
        gesagt = {n: w for n in ("verborgen", "hell", "winzig") if (w := getattr(self, n)) is not None}
        return replace(andere, **gesagt, schattiert=self.schattiert or andere.schattiert)


def schrift_von(eigenschaften: Element | None) -> Schrift:
    """Read direct formats."""
    if eigenschaften is None:
        return Schrift()
    verborgen = eigenschaften.find(f"{W}vanish")
    farbe, groesse = eigenschaften.find(f"{W}color"), eigenschaften.find(f"{W}sz")
    grund, marker = eigenschaften.find(f"{W}shd"), eigenschaften.find(f"{W}highlight")
    return Schrift(
        None if verborgen is None else verborgen.get(f"{W}val", "1") not in _AUS,
        None if farbe is None else _ist_hell(farbe.get(f"{W}val", "auto"), farbe.get(f"{W}themeColor", "")),
        None if groesse is None else int(groesse.get(f"{W}val", "20")) <= _KLEINSTE_HALBPUNKTE,
        (grund is not None and not _ist_hell(grund.get(f"{W}fill", "auto"), "", auto=True))
        or (marker is not None and marker.get(f"{W}val") not in ("none", "white")),
    )


def _ist_hell(farbe: str, thema: str, auto: bool = False) -> bool:
    if thema in ("background1", "light1"):
        return True
    try:
        return all(int(farbe[stelle : stelle + 2], 16) >= _HELLSTE for stelle in (0, 2, 4))
    except ValueError:
        return auto


class Formate:
    """The formats that a document names.

    Args:
        wurzel: part with the formats, None if the document has none.
    """

    def __init__(self, wurzel: Element | None) -> None:
        formate = wurzel.iter(f"{W}style") if wurzel is not None else ()
        self._formate = {eines.get(f"{W}styleId", ""): eines for eines in formate}
        grund = wurzel.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if wurzel is not None else None
        self._grund = schrift_von(grund)
        self._standard = next((name for name, eines in self._formate.items() if _ist_standard(eines)), "")
        self._bekannt: dict[str, Schrift] = {}

    def des_absatzes(self, absatz: Element) -> str:
        """Return the name of the format of a paragraph."""
        stil = absatz.find(f"{W}pPr/{W}pStyle")
        return stil.get(f"{W}val", "") if stil is not None else self._standard

    def ist_ueberschrift(self, stil: str) -> bool:
        """Tell whether a format is that of a heading."""
        name = self._formate[stil].find(f"{W}name") if stil in self._formate else None
        return name is not None and name.get(f"{W}val", "").lower().startswith(_UEBERSCHRIFTEN)

    def ist_sichtbar(self, lauf: Element, stil: str, schattiert: bool) -> bool:
        """Tell whether a person sees the letters of a run.

        Args:
            lauf: the run.
            stil: format of its paragraph.
            schattiert: the cell around it is dark.
        """
        eigenschaften = lauf.find(f"{W}rPr")
        benannt = eigenschaften.find(f"{W}rStyle") if eigenschaften is not None else None
        schrift = schrift_von(eigenschaften).ueber(
            self._schrift(benannt.get(f"{W}val", "") if benannt is not None else "").ueber(
                self._schrift(stil).ueber(self._grund)
            )
        )
        weiss = schrift.hell and not (schrift.schattiert or schattiert)
        return not (schrift.verborgen or schrift.winzig or weiss)

    def _schrift(self, stil: str) -> Schrift:
        """Return the formats of a name with those it is based on."""
        if stil not in self._bekannt:
            self._bekannt[stil] = Schrift()  # ends a circle
            element = self._formate.get(stil)
            if element is not None:
                grund = element.find(f"{W}basedOn")
                eigene = schrift_von(element.find(f"{W}rPr"))
                self._bekannt[stil] = eigene.ueber(
                    self._schrift(grund.get(f"{W}val", "")) if grund is not None else Schrift()
                )
        return self._bekannt[stil]


def _ist_standard(element: Element) -> bool:
    return element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true")
