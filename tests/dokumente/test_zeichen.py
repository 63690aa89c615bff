"""Texts for documents."""

import pytest

from foerderung.dokumente.zeichen import bereinigt, umbruchfest


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("1.234,50 € und 70 %", "1.234,50~€ und 70~%"),
        ("0,20 VZÄ bis 1,00 VZÄ", "0,20~VZÄ bis 1,00~VZÄ"),
        ("RL KommPräv V Nr. 4", "RL~KommPräv V~Nr.~4"),
        ("§ 31 Abs. 3 VwVfG", "§~31 Abs.~3 VwVfG"),
        ("VI Nr. 2 Satz 3", "VI~Nr.~2 Satz~3"),
        ("Der Satz € steht allein", "Der Satz € steht allein"),
    ],
)
def test_numbers_stay_with_their_units(text: str, erwartet: str) -> None:
    assert umbruchfest(text) == erwartet.replace("~", "\u00a0")


def test_control_characters_go_and_everything_else_stays() -> None:
    assert bereinigt("a\x00b\x1bc\r\nd\te ä€😀\ue000") == "abc\nd\te ä€😀"
