"""Finding by words what `cities.index` holds; any layer may ask.

Words of the question are looked up among the words that stand in the index (`forms`), and those
lead to the entries (`matching`, `ranking`). Both are plain rows with ordinary indexes, and folding
and stemming happen in Python, so that SQLite and PostgreSQL find the same and no sign that is
typed means anything to them.
"""
