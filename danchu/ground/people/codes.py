"""One-use codes for citizens: made, sent, redeemed. Only fingerprints are stored."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from danchu.ground.people import urgent
from danchu.ground.people.addresses import Address
from danchu.ground.people.models import Person, SignInCode
from danchu.ground.people.throttle import mac, same

LIVES = timedelta(minutes=10)
GUESSES = 5


@dataclass(frozen=True)
class Sent:
    """A code on its way. `code` is shown in the demo only; empty where the address signs in another way."""

    row: int
    code: str


def send(to: Address, now: datetime) -> Sent:
    """Make a code and leave its letter for the postman; the same work for known and new addresses."""
    code = f"{secrets.randbelow(1_000_000):06}"
    elsewhere = _belongs_to_someone_who_signs_in_elsewhere(to)
    kept = secrets.token_hex(8) if elsewhere else code  # no six digits will ever match
    row = SignInCode.objects.create(
        address_mac=mac("address", to.value), code_mac=_fingerprint(to, kept), expires_at=now + LIVES
    )
    subject, text = _elsewhere_letter() if elsewhere else _code_letter(code)
    urgent.write(to, subject, text, now=now, lives=LIVES)
    return Sent(row.pk, "" if elsewhere else code)


def redeem(row: int, to: Address, typed: str, now: datetime) -> bool:
    """Try a code once. False when wrong, used, expired or guessed at too often; which one is not told."""
    live = SignInCode.objects.filter(
        pk=row, address_mac=mac("address", to.value), used_at=None, guesses__lt=GUESSES, expires_at__gt=now
    )
    if not live.update(guesses=F("guesses") + 1):
        return False
    if not same(SignInCode.objects.values_list("code_mac", flat=True).get(pk=row), _fingerprint(to, typed)):
        return False
    return bool(SignInCode.objects.filter(pk=row, used_at=None).update(used_at=now))


def person_at(to: Address, now: datetime) -> Person:
    """The citizen of a proven address, created on first use."""
    found = Person.objects.filter(**{to.kind.value: to.value}).first()
    if found:
        return found
    person = Person(verified_by=to.kind, joined_at=now, **{to.kind.value: to.value})
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # two tabs at once
        return Person.objects.get(**{to.kind.value: to.value})
    return person


def _fingerprint(to: Address, code: str) -> str:
    return mac("code", f"{to.value}:{code}")


def _belongs_to_someone_who_signs_in_elsewhere(to: Address) -> bool:
    found = Person.objects.filter(**{to.kind.value: to.value}).values_list("is_official", "is_active").first()
    return bool(found and (found[0] or not found[1]))


def _code_letter(code: str) -> tuple[str, str]:
    place = settings.SITE["name"]
    return (
        _("%(code)s là mã đăng nhập %(place)s") % {"code": code, "place": place},
        _(
            "Mã đăng nhập %(place)s của ông/bà là %(code)s. Mã dùng một lần, trong 10 phút.\n\n"
            "Cán bộ không bao giờ hỏi mã này: xin đừng đọc cho ai.\n"
            "Nếu không phải ông/bà đang đăng nhập, xin bỏ qua thư này: không có gì thay đổi."
        )
        % {"code": code, "place": place},
    )


def _elsewhere_letter() -> tuple[str, str]:
    return (
        _("Đăng nhập %(place)s") % {"place": settings.SITE["name"]},
        _(
            "Địa chỉ này là của tài khoản cán bộ, không đăng nhập bằng mã. Xin vào %(url)s\n\n"
            "Nếu không phải ông/bà đang đăng nhập, xin bỏ qua thư này: không có gì thay đổi."
        )
        % {"url": str(settings.SITE["url"]) + "/dang-nhap/can-bo/"},
    )
