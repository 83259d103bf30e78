"""Papers, read back by other programs."""
