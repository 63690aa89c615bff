"""Use cases: one function each; they load, compute and hand back results."""
