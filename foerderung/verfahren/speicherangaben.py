"""Facts about a store itself: their keys and the words they hold."""

UEBUNG, KENNUNG = "uebung", "kennung"
"""Whether the store is for practice, and its identity."""

JA, NEIN = "ja", "nein"
