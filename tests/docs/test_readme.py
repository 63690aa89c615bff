"""The README is short, and every command in it prints what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.konsole import README, abweichungen, bloecke, dokumente
from tests.docs.verweise import tote_verweise

pytestmark = pytest.mark.checkout


def test_the_readme_has_at_most_220_lines() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 220


def test_the_first_commands_shown_are_the_demonstration_and_the_tests() -> None:
    erster_block = README.read_text(encoding="utf-8").split("```")[1]
    assert [zeile.split("#")[0].strip() for zeile in erster_block.strip().splitlines()] == ["make demo", "make test"]


def test_every_command_prints_what_the_readme_shows() -> None:
    assert not abweichungen(README)


@pytest.mark.parametrize("pfad", dokumente(), ids=lambda pfad: pfad.name)
def test_every_link_leads_somewhere(pfad: Path) -> None:
    assert not tote_verweise(pfad)


def test_blocks_with_commands_are_run() -> None:
    """A block fenced as plain text would show output that nobody checks."""
    for pfad in dokumente():
        text = pfad.read_text(encoding="utf-8")
        gezeigt = sum(zeile.startswith("$ ") for zeile in text.splitlines())
        assert gezeigt == sum(len(block.aufrufe) for block in bloecke(text) if block.ist_konsole), pfad.name
