"""Reads every mechanism, writes none."""
