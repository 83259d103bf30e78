"""Promises across packages, and what runs the suite. Tests of one package live beside it.

How a test is kept cheap: `docs/howto/keep-tests-cheap.md`.
"""
