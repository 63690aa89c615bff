"""Lines left out match any lines, everything else has to be the same, and renewing keeps what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.cli.faden import SCHRITTE
from tests.docs.konsole import Sitzung, bloecke, erneuere, passt
from tests.docs.vorspiel import bis

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


def test_renewing_leaves_a_hash_of_the_chain_alone_and_renews_a_checksum_of_the_rules() -> None:
    alt, neu = "0" * 64, "1" * 64
    assert erneuere([f"Kette: {alt}"], [f"Kette: {neu}"]) == [f"Kette: {alt}"]
    assert erneuere([f"Kette 4: {alt}"], [f"Kette 5: {neu}"]) == [f"Kette 5: {neu}"]
    assert erneuere(["Regelwerk 0123456789ab"], ["Regelwerk ba9876543210"]) == ["Regelwerk ba9876543210"]


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


def test_an_exported_name_holds_for_later_commands(tmp_path: Path) -> None:
    sitzung = Sitzung(tmp_path)
    assert sitzung.rufe("export FOERDERUNG_ALS=leitung") == []
    assert sitzung.rufe('echo "$FOERDERUNG_ALS"') == ["leitung"]


def test_a_case_is_played_up_to_the_command_that_succeeds(tmp_path: Path) -> None:
    """The first attempt to propose is one that the script expects to fail."""
    sitzung = Sitzung(tmp_path)
    assert sitzung.rufe("vorspiel uebung.db 'entscheidung schlage-vor'") == []
    assert "vorgeschlagen" in sitzung.rufe("foerderung --db uebung.db fall liste")[2]


def test_a_command_that_the_script_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="no step begins with 'fall rate'"):
        bis(SCHRITTE, "fall rate")
