"""The data folders are found inside an installed package and beside it in a checkout."""

from pathlib import Path

import pytest

from foerderung import resources


def test_the_rules_of_the_program_are_found() -> None:
    assert (resources.resource_path("rules") / "allgemein").is_dir()


def test_a_folder_inside_the_package_goes_before_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paket = tmp_path / "foerderung"
    (tmp_path / "rules").mkdir()
    paket.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", paket)
    assert resources.resource_path("rules") == tmp_path / "rules"
    (paket / "rules").mkdir()
    assert resources.resource_path("rules") == paket / "rules"


def test_a_damaged_installation_is_told_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "foerderung")
    with pytest.raises(FileNotFoundError, match="bitte neu installieren"):
        resources.resource_path("templates")
