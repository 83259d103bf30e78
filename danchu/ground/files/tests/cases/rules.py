"""Codes of these cases begin with this."""

PREFIX = "TT"
