"""The catalogue of what can be used again, and its description for machines."""
