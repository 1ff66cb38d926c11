"""Plans of many cities side by side, as they stood on one day."""
