"""Reading an officer's document into a plan that can be shown for review.

Nothing in here knows Django or the database: a file comes in as bytes, a PlanDocument or a refusal
in plain Dutch goes out. Every reader (Word first; others follow) makes the same lines and grids of
blocks.py, so that the rules that understand a plan are written once.
"""
