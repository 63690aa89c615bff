"""The office: persons, budget, views, figures."""
