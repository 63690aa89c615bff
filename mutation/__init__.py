"""Mutation testing: break rules and code on purpose and see whether a test notices."""
