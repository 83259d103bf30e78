"""The smallest mechanism with texts: the journal row itself says what stands there, or that it was
withdrawn.
"""
