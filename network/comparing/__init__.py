"""Comparing as a page asks it: what stands in the address, and what is kept of it."""
