"""Text messages: an adapter. A gateway of one's own is a class with these three methods, named in
DANCHU_SMS.
"""

import os
import sys
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.utils.module_loading import import_string

from danchu.ground.post.carriers import Carrier, CarrierDown, Parcel
from danchu.ground.post.mail import write_whole
from danchu.ground.text.plain import view


def text_of(parcel: Parcel) -> str:
    """What is sent: without diacritics unless DANCHU_SMS_DIACRITICS=1 (with them a message holds 70
    letters, not 160).
    """
    text = parcel.body or parcel.subject
    return text if os.environ.get("DANCHU_SMS_DIACRITICS") == "1" else view(text).cased


class _Sms:
    """Nothing to open, nothing to close."""

    def __enter__(self) -> "_Sms":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def send(self, parcel: Parcel) -> None:
        """Hand over one message; see `carriers.Carrier` for what may be raised."""
        raise NotImplementedError


class FileSms(_Sms):
    """Messages as files in VAR/sms: for the demo and for trying."""

    def send(self, parcel: Parcel) -> None:
        """Return once the file is whole."""
        folder = Path(settings.VAR) / "sms"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CarrierDown(repr(fault)) from fault
        write_whole(folder / f"{parcel.mark}.txt", f"{parcel.to}\n{text_of(parcel)}\n".encode())


class ConsoleSms(_Sms):
    """Messages on standard error: for whoever works on the platform."""

    def send(self, parcel: Parcel) -> None:
        """Print it."""
        print(f"SMS {parcel.to}: {text_of(parcel)}", file=sys.stderr)


def sms_carrier() -> Carrier:
    """The gateway the settings name."""
    carrier: Carrier = import_string(settings.SMS_BACKEND)()
    return carrier
