"""E-mail: by SMTP, or into a folder (one .eml a letter) where no server is named."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from danchu.ground.post.carriers import AddressGone, Carrier, CarrierDown, Parcel, TryLater
from danchu.ground.post.envelopes import sealed

TIMEOUT = 10  # seconds for any one word of the server
LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Server:
    """Where letters are handed in: `smtp://user:password@host:port` (STARTTLS where offered), `smtps://…`."""

    host: str
    port: int
    user: str
    password: str
    tls_first: bool

    @classmethod
    def from_url(cls, url: str) -> "Server":
        """Raises ValueError with a sentence for whoever set it."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("DANCHU_SMTP phải có dạng smtp://tài-khoản:mật-khẩu@máy:587 hoặc smtps://…:465.")
        first = parts.scheme == "smtps"
        return cls(
            parts.hostname,
            parts.port or (465 if first else 587),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            first,
        )

    def connect(self) -> smtplib.SMTP:
        """A connection, encrypted where possible and signed in where an account is named.

        A password is never said over an open line, but to this very machine. Raises OSError, ssl.SSLError or
        smtplib.SMTPException.
        """
        context = ssl.create_default_context()
        if self.tls_first:
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            line.ehlo_or_helo_if_needed()
            if not self.tls_first and line.has_extn("starttls"):
                line.starttls(context=context)
                line.ehlo()
            elif self.user and not self.tls_first and self.host not in LOCAL:
                raise smtplib.SMTPNotSupportedError("no STARTTLS")
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line


class SmtpMail:
    """One connection for a batch."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __enter__(self) -> "SmtpMail":
        try:
            self._line = self._server.connect()
        except (OSError, smtplib.SMTPException) as fault:  # ssl.SSLError is an OSError
            raise CarrierDown(repr(fault)) from fault
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._line.quit()
        except (OSError, smtplib.SMTPException):
            self._line.close()

    def send(self, parcel: Parcel) -> None:
        """Return once the server has said 250."""
        self.send_message(sealed(parcel, timezone.now()))

    def send_message(self, message: EmailMessage) -> None:
        """The same for a message already written."""
        try:
            self._line.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise (AddressGone if code >= 500 else TryLater)(f"{code} {said!r}") from refused
        except smtplib.SMTPDataError as refused:  # this letter, not the server: spam, too large
            raise TryLater(repr(refused)) from refused
        except (OSError, smtplib.SMTPException) as fault:
            raise CarrierDown(repr(fault)) from fault


class FolderMail:
    """Letters as files in VAR/letters: for demo and trials. The same letter sent twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> "FolderMail":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CarrierDown(repr(fault)) from fault
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def send(self, parcel: Parcel) -> None:
        """Return once the file is whole."""
        write_whole(self._folder / f"{parcel.mark}.eml", sealed(parcel, timezone.now()).as_bytes())


def write_whole(place: Path, content: bytes) -> None:
    """Write a file that is there entirely or not at all. Raises CarrierDown where the disk refuses."""
    half = place.with_suffix(".half")
    try:
        half.write_bytes(content)
        os.replace(half, place)
    except OSError as fault:
        raise CarrierDown(repr(fault)) from fault


def mail_carrier() -> Carrier:
    """The carrier the settings name. Raises ValueError for an address of a server nobody can read."""
    if settings.SMTP_URL:
        return SmtpMail(Server.from_url(settings.SMTP_URL))
    return FolderMail(Path(settings.VAR) / "letters")
