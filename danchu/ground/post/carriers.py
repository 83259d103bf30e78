"""What a carrier is: opened once for a batch, it takes letters one by one and says how each fared."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol


class CarrierDown(Exception):
    """Nothing can be sent now (server away, sign-in refused): the letters wait, nobody's attempt is
    counted.
    """


class AddressGone(Exception):
    """This address will never take it: it is not tried again."""


class TryLater(Exception):
    """This one letter was put off."""


@dataclass(frozen=True)
class Parcel:
    """A letter to go. `mark` is the same each time this letter is sent, so that a double can be told."""

    mark: str
    to: str
    subject: str
    body: str
    unsubscribe: str = ""
    calendar: str = ""


class Carrier(Protocol):
    """Entering may raise CarrierDown; `send` may raise CarrierDown, AddressGone or TryLater, or it was
    sent.
    """

    def __enter__(self) -> "Carrier": ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, parcel: Parcel) -> None:
        """Hand over one letter; return once the other side has taken responsibility for it."""
