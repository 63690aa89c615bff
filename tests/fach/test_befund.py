"""Every severity of a finding has its name for machines and its meaning for officers."""

from foerderung.fach.befund import BEDEUTUNG, Schwere


def test_each_severity_says_what_it_means_for_an_approval() -> None:
    assert {schwere.value: text for schwere, text in BEDEUTUNG.items()} == {
        "hart": "Bewilligung ausgeschlossen",
        "nachforderung": "nachzufordern",
        "ermessen": "Ermessensentscheidung nötig",
        "hinweis": "Hinweis",
    }
    assert list(BEDEUTUNG) == list(Schwere)
