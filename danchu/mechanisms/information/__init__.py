"""Requests for information (tiếp cận thông tin): asked, given or refused on a lawful day, published where it helps."""
