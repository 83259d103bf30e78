"""A letter as it stands on the wire: UTF-8 text, a stable Message-ID, headers nobody can break out of."""

from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from danchu.ground.post.carriers import AddressGone, Parcel


def sealed(parcel: Parcel, now: datetime) -> EmailMessage:
    """The message to send. Raises AddressGone where `to` is not one plain address."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{parcel.mark}@{urlsplit(str(settings.SITE['url'])).hostname}>"
    message["Date"] = timezone.localtime(now)
    message["From"] = _sender()
    message["To"] = _address("", parcel.to)
    message["Subject"] = _Subject(_one_line(parcel.subject))
    message["Auto-Submitted"] = "auto-generated"
    if parcel.unsubscribe:
        message["List-Unsubscribe"] = f"<{_one_line(parcel.unsubscribe).replace(' ', '')}>"
    message.set_content(parcel.body, charset="utf-8", cte="quoted-printable")
    if parcel.calendar:
        method = "CANCEL" if "\r\nMETHOD:CANCEL\r\n" in parcel.calendar else "PUBLISH"
        message.add_attachment(parcel.calendar.encode(), "text", "calendar", filename="lich.ics",
                               params={"method": method, "charset": "utf-8"})
    return message


class _Subject(str):
    """A subject folded by the older of Python's two ways: the newer loses a space wherever it breaks a long one."""

    name = "Subject"

    def fold(self, *, policy: Policy) -> str:
        """The whole header, ready for the wire."""
        spelt = Header(self, "us-ascii" if self.isascii() else "utf-8", header_name=self.name)
        return f"{self.name}: {spelt.encode(linesep=policy.linesep)}{policy.linesep}"


def _sender() -> Address:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _address(name or str(settings.SITE["name"]), address)


def _address(name: str, plain: str) -> Address:
    try:
        address = Address(_one_line(name), addr_spec=plain)
        plain.encode("ascii")
    except Exception as fault:  # the parser of addresses raises several kinds
        raise AddressGone("không phải địa chỉ thư") from fault
    if not address.domain or any(c.isspace() or ord(c) < 32 for c in plain):
        raise AddressGone("không phải địa chỉ thư")
    return address


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
