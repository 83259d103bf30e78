"""Django's own mail (sign-in codes) goes the way of all letters: same server, same folder."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from danchu.ground.post.carriers import AddressGone, CarrierDown, TryLater
from danchu.ground.post.mail import Server, SmtpMail, write_whole


class EmailBackend(BaseEmailBackend):
    """Raises OSError where the server is away, unless `fail_silently`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        try:
            return self._send(email_messages)
        except (CarrierDown, AddressGone, TryLater) as fault:
            if self.fail_silently:
                return 0
            raise OSError(str(fault)) from fault

    def _send(self, messages: Sequence[EmailMessage]) -> int:
        if not settings.SMTP_URL:
            folder = Path(settings.VAR) / "letters"
            folder.mkdir(parents=True, exist_ok=True)
            for message in messages:
                write_whole(folder / f"{secrets.token_hex(8)}.eml", message.message().as_bytes())
            return len(messages)
        with SmtpMail(Server.from_url(settings.SMTP_URL)) as carrier:
            for message in messages:
                carrier.send_message(message.message())
        return len(messages)
