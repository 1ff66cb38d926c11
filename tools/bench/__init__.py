"""The benchmark: many plans in a database of its own, and what pages cost on it."""
