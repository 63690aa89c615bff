"""Prepare texts for documents: no control characters, no line breaks between a number and its unit."""

from __future__ import annotations

import re

_STEUERZEICHEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\ue000]")
_ZUSAMMEN = re.compile(
    r"(?<=\d) (?=[€%]|VZÄ|Euro)|(?<=\bNr\.) |(?<=\bAbs\.) |(?<=\bSatz) (?=\d)|(?<=§) |(?<=\bRL) |(?<=[IVX]) (?=Nr\.)"
)


def bereinigt(text: str) -> str:
    """Drop the characters that no office document may hold, and the one private character used by `vorlage`."""
    return _STEUERZEICHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def umbruchfest(text: str) -> str:
    """Tie numbers to their units and „Nr.“ to its number by no-break spaces."""
    return _ZUSAMMEN.sub("\u00a0", text)
