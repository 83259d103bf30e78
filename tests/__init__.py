"""Promises across packages, and what runs the suite. Tests of one package live beside it."""
