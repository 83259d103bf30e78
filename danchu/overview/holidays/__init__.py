"""Days off, and days worked instead, that a body adds to the law's calendar; what they move, in every mechanism."""
