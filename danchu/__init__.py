"""danchu: the cycle of grassroots democracy as one platform."""
