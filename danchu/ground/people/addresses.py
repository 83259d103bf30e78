"""Where a code can be sent: an e-mail address or a Vietnamese mobile number, in one spelling each."""

import re
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOBILE = re.compile(r"0[35789]\d{8}")
BETWEEN_DIGITS = re.compile(r"[\s.\-()]+")


class Kind(StrEnum):
    EMAIL = "email"  # thư điện tử
    PHONE = "phone"  # điện thoại


@dataclass(frozen=True)
class Address:
    kind: Kind
    value: str

    @property
    def shown(self) -> str:
        """As one reads it back: 0912 345 678; an e-mail as typed."""
        v = self.value
        return f"{v[:4]} {v[4:7]} {v[7:]}" if self.kind is Kind.PHONE else v


def address(typed: str) -> Address | None:
    """Read what was typed; None where it is neither. `+84 912.345.678` and `0912345678` are the same."""
    text = normalize("NFKC", typed).strip()
    return _email(text) if "@" in text else _phone(text)


def _email(text: str) -> Address | None:
    try:
        validate_email(text)
    except ValidationError:
        return None
    return Address(Kind.EMAIL, text.lower()) if len(text) <= 254 else None


def _phone(text: str) -> Address | None:
    digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", BETWEEN_DIGITS.sub("", text))
    return Address(Kind.PHONE, digits) if MOBILE.fullmatch(digits) and digits.isascii() else None
