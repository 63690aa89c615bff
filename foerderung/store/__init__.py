"""The store: tables, one append-only chain of events, projections, migrations; SQLite and PostgreSQL alike."""
