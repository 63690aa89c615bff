"""The program works in all five ways of starting it: wheel, editable, checkout, console script, module."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from foerderung import __version__

CHECKOUT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.checkout

DATEN = ("rules", "templates")
PROBE = "import foerderung, foerderung.resources as r;print(foerderung.__file__);print(r.resource_path('rules'))"


def starte(*befehl: str | Path, ordner: Path) -> str:
    """Run a command away from the checkout and return what it printed."""
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHONPATH", "VIRTUAL_ENV"))}
    lauf = subprocess.run(
        [str(teil) for teil in befehl],
        cwd=ordner,
        env={**umgebung, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert lauf.returncode == 0, f"{befehl}\n{lauf.stdout}\n{lauf.stderr}"
    return lauf.stdout


def umgebung(ordner: Path) -> Path:
    """Make a virtual environment that sees the installed libraries but not an editable foerderung.

    A path in a .pth file is searched for packages, but .pth files lying there are not read again; that is how
    an editable installation of the running environment stays invisible.
    """
    venv.create(ordner, with_pip=False, symlinks=os.name != "nt")
    python = ordner / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ziel = starte(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", ordner=ordner).strip()
    pfade = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(ziel) / "bibliotheken.pth").write_text("\n".join(sorted(pfade)) + "\n", encoding="utf-8")
    return python


def installiere(python: Path, *was: str | Path) -> None:
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--disable-pip-version-check",
    )
    starte(
        *pip,
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--ignore-installed",
        *was,
        ordner=python.parent,
    )


def baue(was: str, ziel: Path) -> Path:
    programm = f"import sys, hatchling.build as b; print(b.build_{was}(sys.argv[1]))"
    name = starte(sys.executable, "-c", programm, ziel, ordner=CHECKOUT).splitlines()[-1]
    return ziel / name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return baue("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return baue("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def aus_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = umgebung(tmp_path_factory.mktemp("aus_wheel"))
    installiere(python, wheel)
    return python


def dateien(ordner: Path) -> set[str]:
    """Return the files of a folder by their path from its parent, without what tools leave behind."""
    alle = (d.relative_to(ordner.parent) for d in ordner.rglob("*") if d.is_file())
    return {d.as_posix() for d in alle if not any(t.startswith((".", "~$", "__pycache__")) for t in d.parts)}


def test_the_wheel_installs_package_and_rules_outside_of_the_checkout(aus_wheel: Path, tmp_path: Path) -> None:
    paket, regeln = starte(aus_wheel, "-c", PROBE, ordner=tmp_path).splitlines()
    assert CHECKOUT not in Path(paket).parents
    assert Path(regeln) == Path(paket).parent / "rules"
    assert starte(aus_wheel, "-m", "foerderung", "--version", ordner=tmp_path).endswith(f" {__version__}\n")


def test_the_console_script_starts_the_program(aus_wheel: Path, tmp_path: Path) -> None:
    skript = aus_wheel.parent / ("foerderung.exe" if os.name == "nt" else "foerderung")
    assert starte(skript, "--version", ordner=tmp_path) == f"foerderung {__version__}\n"
    assert starte(skript, "rechne", "--help", ordner=tmp_path).startswith("Aufruf: foerderung rechne")


def test_an_editable_installation_uses_the_checkout(tmp_path: Path) -> None:
    python = umgebung(tmp_path / "v")
    installiere(python, "-e", CHECKOUT)
    paket, regeln = starte(python, "-c", PROBE, ordner=tmp_path).splitlines()
    assert Path(paket) == CHECKOUT / "foerderung" / "__init__.py"
    assert Path(regeln) == CHECKOUT / "rules"
    assert starte(python.parent / "foerderung", "--version", ordner=tmp_path) == f"foerderung {__version__}\n"
    for fremd in ("cli", "tests", "bench"):
        programm = f"import importlib.util as u; print(u.find_spec({fremd!r}))"
        gefunden = starte(python, "-c", programm, ordner=tmp_path)
        assert str(CHECKOUT) not in gefunden, f"{fremd} became importable"


def test_the_checkout_works_without_installation(tmp_path: Path) -> None:
    python = umgebung(tmp_path / "v")
    assert starte(python, CHECKOUT / "cli.py", "--version", ordner=tmp_path) == f"python cli.py {__version__}\n"
    assert "Befehle:" in starte(python, CHECKOUT / "cli.py", "regeln", "--help", ordner=tmp_path)


def test_the_wheel_holds_one_package_with_all_rules_and_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archiv:
        namen = set(archiv.namelist())
    assert {n.split("/")[0] for n in namen} == {"foerderung", f"foerderung-{__version__}.dist-info"}
    assert "foerderung/py.typed" in namen
    erwartet = {n for ordner in DATEN for n in dateien(CHECKOUT / ordner)}
    assert {n.removeprefix("foerderung/") for n in namen if n.split("/")[1] in DATEN} == erwartet
    code = {n for n in dateien(CHECKOUT / "foerderung") if n.endswith(".py")}
    assert {n for n in namen if n.endswith(".py")} == code


def test_the_source_distribution_can_be_tested_and_built_again(sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archiv:
        archiv.extractall(tmp_path, filter="data")
    wurzel = tmp_path / f"foerderung-{__version__}"
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "cli.py", "PKG-INFO"):
        assert (wurzel / name).is_file(), name
    for ordner in ("foerderung", "rules", "templates", "tests", "bench", "docs"):
        assert dateien(wurzel / ordner) == dateien(CHECKOUT / ordner), ordner
    assert starte(sys.executable, wurzel / "cli.py", "--version", ordner=tmp_path).endswith(f" {__version__}\n")


def test_no_code_lies_among_the_data() -> None:
    assert not [d for ordner in DATEN for d in dateien(CHECKOUT / ordner) if d.endswith(".py")]
    assert not (CHECKOUT / "foerderung" / "rules").exists()
    assert not (CHECKOUT / "foerderung" / "templates").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_documents_are_not_ignored(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    shutil.copy(CHECKOUT / ".gitignore", tmp_path)
    frage = ["git", "-C", str(tmp_path), "check-ignore", "templates/bescheid.docx", "rules/demo/regeln.yaml"]
    assert subprocess.run(frage, capture_output=True, text=True, check=False).stdout == ""
