"""Calculation engine for Saxon grants: the guideline is data, every amount is exact and explained."""

__version__ = "0.1.0"
