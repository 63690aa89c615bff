"""The budget ledger: what an event books, by year of the budget and year of payment."""

BUCHUNGEN = "buchungen"
"""Key of a payload that holds the bookings of an event."""
