"""The life of a case: one module per kind of act, and how cases are shown."""
