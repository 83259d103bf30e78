"""How much is taken, and how a refusal is said."""

from dataclasses import dataclass


class Refused(ValueError):
    """The file is not taken; the message is the sentence shown to whoever sent it."""


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, sides and areas in pixels."""

    image_bytes: int = 30_000_000
    document_bytes: int = 10_000_000
    longest_side: int = 1600
    unpacked_bytes: int = 80_000_000  # of all parts of a document together
    parts: int = 2_000
