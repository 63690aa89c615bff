"""Lines left out match any lines, everything else has to be the same, and renewing keeps what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.konsole import Sitzung, bloecke, erneuere, passt

GEDRUCKT = ["Kopf", "eins 1", "zwei 2", "drei 3", "Ende"]


@pytest.mark.parametrize(
    "gezeigt",
    [
        GEDRUCKT,
        ["[…]"],
        ["Kopf", "[…]"],
        ["[…]", "Ende"],
        ["Kopf", "[…]", "zwei 2", "[…]"],
        ["[…]", "eins 1", "zwei 2", "[…]", "Ende"],
        ["Kopf", "[…]", "eins 1", "[…]", "Ende"],
    ],
)
def test_what_is_shown_fits_what_is_printed(gezeigt: list[str]) -> None:
    assert passt(gezeigt, GEDRUCKT)


@pytest.mark.parametrize(
    "gezeigt",
    [
        [],
        ["Kopf"],
        ["eins 1", "[…]"],
        ["[…]", "drei 3"],
        ["Kopf", "[…]", "zwei", "[…]", "Ende"],
        ["[…]", "zwei 2", "[…]", "eins 1", "[…]"],
        [*GEDRUCKT, "[…]", "Ende"],
    ],
)
def test_what_is_shown_does_not_fit(gezeigt: list[str]) -> None:
    assert not passt(gezeigt, GEDRUCKT)


def test_another_checksum_of_the_rules_is_no_difference() -> None:
    assert passt(["Regelwerk 0123456789ab"], ["Regelwerk ba9876543210"])
    assert not passt(["Regelwerk 0123456789"], ["Regelwerk 9876543210"])


def test_renewing_finds_the_lines_that_are_most_like_the_old_ones() -> None:
    assert erneuere(["Kopf alt", "[…]", "zwei 7", "[…]"], GEDRUCKT) == ["Kopf", "[…]", "zwei 2", "[…]"]
    assert erneuere(["[…]", "Ende alt"], GEDRUCKT) == ["[…]", "Ende"]
    assert erneuere(["irgendetwas"], GEDRUCKT) == GEDRUCKT


def test_commands_files_and_hidden_commands_come_in_the_order_of_the_document() -> None:
    text = "\n".join(
        [
            "<!-- datei: a.txt -->", "```yaml", "a: 1", "```",
            "<!-- vorher: true -->",
            "```console", "$ cat \\", "a.txt", "a: 1", "$ true", "```",
            "```sh", "$ never run", "```",
        ]
    )  # fmt: skip
    datei, vorher, konsole = bloecke(text)
    assert (datei.datei, datei.zeilen) == ("a.txt", ["a: 1"])
    assert vorher.vorher == "true"
    assert [aufruf.befehl for aufruf in konsole.aufrufe] == ["cat \\\na.txt", "true"]
    assert [aufruf.ausgabe for aufruf in konsole.aufrufe] == [["a: 1"], []]


def test_output_before_the_first_command_is_refused() -> None:
    (block,) = bloecke("```console\nverloren\n```")
    with pytest.raises(ValueError, match="begins with a command"):
        _ = block.aufrufe


def test_a_session_knows_both_streams_and_the_last_exit_code(tmp_path: Path) -> None:
    sitzung = Sitzung(tmp_path)
    assert sitzung.rufe("echo aus; echo fehler >&2; exit 3") == ["aus", "fehler"]
    assert sitzung.rufe("echo $?") == ["3"]
