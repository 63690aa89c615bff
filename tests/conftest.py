"""Settings for all tests."""

import os

import pytest
from hypothesis import settings

from tests.amt.haeuser import (
    buero,
    opfer,
    postgres,
    postgres_buero,
    postgres_vorrat,
    sqlite_buero,
    sqlite_vorrat,
    unterlagen,
    vorrat,
)

__all__ = [  # one set of offices for all folders
    "buero",
    "opfer",
    "postgres",
    "postgres_buero",
    "postgres_vorrat",
    "sqlite_buero",
    "sqlite_vorrat",
    "unterlagen",
    "vorrat",
]

# A deadline per example fails on a busy machine, not on a defect.
settings.register_profile("ruhig", deadline=None)
settings.load_profile("ruhig")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let skipped tests fail the run where everything that tests may need is installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("FOERDERUNG_OHNE_SKIP") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("\nFOERDERUNG_OHNE_SKIP=1: a skipped test counts as failed", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
