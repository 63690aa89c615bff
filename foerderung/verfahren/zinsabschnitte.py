"""Cut a period of interest at every change of the rate and after every payment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.kalender import Kalendertag

EIN_TAG = timedelta(days=1)


def schneide(von: date, bis: date, zahlungen: Iterable[date], wechsel: Sequence[Wert]) -> list[tuple[date, date]]:
    """Return the sections in order, first and last day of each.

    Args:
        von: first day of the period, counted.
        bis: its last day, counted.
        zahlungen: days of payment; on such a day the capital is still whole, so a section ends with it.
        wechsel: days of the year on which a new section begins.

    Source: Zins-A Nr. 2.4; § 247 Abs. 1 BGB.
    """
    beginne = {von}
    beginne.update(tag + EIN_TAG for tag in zahlungen)
    for jahr in range(von.year, bis.year + 1):
        beginne.update(tag.im_jahr(jahr) for tag in wechsel if isinstance(tag, Kalendertag))
    geordnet = sorted(tag for tag in beginne if von <= tag <= bis)
    enden = [tag - EIN_TAG for tag in geordnet[1:]] + [bis]
    return list(zip(geordnet, enden, strict=True))
