"""Saved views: what an overview was asked for, under a name of the office."""

ANSICHT_SPEICHERN, ANSICHT_LOESCHEN = "ansicht_speichern", "ansicht_loeschen"
"""Types of the events that save a view, in place of an earlier one of that name, and forget it."""
