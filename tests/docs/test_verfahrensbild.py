"""The page on the procedure shows the table of acts as it is, and its diagram keeps to what Mermaid can read."""

import re

import pytest

from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.zustand import Zustand
from tests.docs.verfahrensbild import SEITE, seite

pytestmark = pytest.mark.checkout


def test_the_page_is_drawn_from_the_table_of_acts() -> None:
    assert SEITE.read_text(encoding="utf-8") == seite(), "python -m tests.docs.verfahrensbild"


def test_states_are_ascii_slugs_with_their_names_apart() -> None:
    zeilen = [zeile.strip() for zeile in seite().partition("```mermaid\n")[2].partition("```")[0].splitlines()]
    assert zeilen[0] == "stateDiagram-v2"
    muster = re.compile(r'state "[^"]+" as [a-z_]+|(\[\*\]|[a-z_]+) --> (\[\*\]|[a-z_]+)(: [^:"]+)?')
    assert not [zeile for zeile in zeilen[1:] if not muster.fullmatch(zeile)]


def test_every_way_that_changes_the_state_is_an_arrow() -> None:
    pfeile = seite().count(" --> ")
    assert pfeile == sum(von is not nach for akt in AKTE for von, nach in akt.wege) + 3
    assert all(f" as {zustand.value}" in seite() for zustand in Zustand if zustand is not Zustand.NEU)
