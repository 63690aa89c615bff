"""Where the store of a user lies unless another place is named."""

from __future__ import annotations

from pathlib import Path

import platformdirs

DATEINAME = "foerderung.db"


def standardort() -> Path:
    """Return the file in the data folder of this user."""
    return Path(platformdirs.user_data_dir("foerderung", appauthor=False)) / DATEINAME
