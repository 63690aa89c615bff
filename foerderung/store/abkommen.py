"""What the program and the functions inside the database have agreed on: classes of errors, key of the lock."""

FEHLERKLASSE = "KP001"
"""SQLSTATE by which the function on PostgreSQL refuses."""

EINGABEKLASSE = "KP002"
"""SQLSTATE by which the function on PostgreSQL says that what it was given is wrong."""

SPERRE = 0x4B50
"""Key of the advisory lock under which events are written on PostgreSQL."""
