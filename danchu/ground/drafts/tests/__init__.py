"""What the parts of a draft promise."""
