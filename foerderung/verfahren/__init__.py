"""General procedure: what is counted and cut before rules apply; later the life of a case."""
