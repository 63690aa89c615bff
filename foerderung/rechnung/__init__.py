"""The rule language: parse, check, evaluate exactly, trace, explain. Knows no guideline, file, clock or database."""
