"""Compute without a store: grants, payment plans, deadlines, interest."""
