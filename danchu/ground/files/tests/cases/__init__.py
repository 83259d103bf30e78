"""The smallest mechanism that owns files: whoever proves the code in a header may read what is not public."""
