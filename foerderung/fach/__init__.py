"""Plain immutable values of the field: exact numbers, sources, findings, positioned text. No input or output."""
