"""`danchu official`: give an official an account and a post, end a post, list who holds what."""

import argparse
import getpass
from collections.abc import Callable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from danchu.ground.offices.models import Unit
from danchu.ground.people.addresses import Kind, address
from danchu.ground.people.desk import password_link
from danchu.ground.people.models import Person, PostChange, PostHeld
from danchu.law.roles import Role
from danchu.prompt import Prompt, a_day, refuse

HELD = (Role.RECEPTION, Role.HANDLER, Role.LEADER, Role.ADMIN, Role.INSPECTOR, Role.FRONT)


# Who else hears that a post was given or ended, in the same transaction: the journal stands above this room.
Told = Callable[[PostChange], None]


def nobody(change: PostChange) -> None:
    """Nobody else hears."""


class CannotDo(Exception):
    """One Vietnamese line for whoever typed the command."""


def give_post(
    person: Person,
    unit: Unit,
    role: Role,
    title: str,
    *,
    by: str,
    now: datetime,
    held_from: date,
    is_head: bool = False,
    held_to: date | None = None,
    told: Told = nobody,
) -> PostHeld:
    """Give a post and write down who gave it. Raises CannotDo if the same post is held already that day."""
    try:
        with transaction.atomic():
            held = Q(held_to=None) | Q(held_to__gt=held_from)
            if PostHeld.objects.filter(held, person=person, unit=unit, role=role).exists():
                raise CannotDo(f"{person} đang giữ vai {role} ở {unit} rồi.")
            post = PostHeld.objects.create(
                person=person,
                unit=unit,
                role=role,
                title=title,
                is_head=is_head,
                held_from=held_from,
                held_to=held_to,
            )
            told(PostChange.objects.create(post=post, act=PostChange.Act.GIVEN, at=now, by=by))
            return post
    except IntegrityError as clash:
        raise CannotDo("Ngày bắt đầu và ngày thôi của chức vụ không hợp nhau.") from clash


def end_post(post: PostHeld, *, by: str, now: datetime, held_to: date, told: Told = nobody) -> None:
    """End a post: `held_to` is the first day it is no longer held, at the earliest its second."""
    if held_to <= post.held_from:
        raise CannotDo(f"Chức vụ bắt đầu ngày {post.held_from}: chỉ thôi được từ ngày sau đó.")
    with transaction.atomic():
        PostHeld.objects.filter(pk=post.pk).update(held_to=held_to)
        post.held_to = held_to
        told(PostChange.objects.create(post=post, act=PostChange.Act.ENDED, at=now, by=by))


def new_official(email: str, name: str, now: datetime) -> Person:
    """The official of this address, created without a password. CannotDo if a citizen has the address."""
    to = address(email)
    if to is None or to.kind is not Kind.EMAIL:
        raise CannotDo(f"“{email}” không phải địa chỉ thư điện tử.")
    found = Person.objects.filter(email=to.value).first()
    if found and not found.is_official:
        raise CannotDo(f"{to.value} đang là tài khoản người dân: dùng thư công vụ khác cho cán bộ.")
    if found:
        return found
    person = Person(email=to.value, name=name, is_official=True, joined_at=now)
    person.set_unusable_password()
    person.save()
    return person


def official(argv: list[str], told: Told = nobody) -> int:
    """`official add | end | list | link | unlock`. Exit code 0, or 2 with one line on stderr."""
    asked = _asked(argv)
    try:
        DO[asked.act](asked, told)
    except CannotDo as why:
        return refuse(why)
    return 0


def _asked(argv: list[str]) -> argparse.Namespace:
    parser = Prompt(prog="danchu official", description="tài khoản cán bộ và chức vụ")
    acts = parser.add_subparsers(dest="act", required=True, metavar="việc")
    add = acts.add_parser("add", help="tạo cán bộ (nếu chưa có) và giao chức vụ")
    add.add_argument("--name", required=True, help="họ và tên")
    add.add_argument("--unit", required=True, help="mã đơn vị")
    add.add_argument("--role", required=True, choices=[r.value for r in HELD])
    add.add_argument("--title", required=True, help="chức danh, ví dụ “Chủ tịch”")
    add.add_argument("--head", action="store_true", help="là người đứng đầu")
    add.add_argument("--from", dest="held_from", type=a_day, help="từ ngày (mặc định hôm nay)")
    end = acts.add_parser("end", help="thôi chức vụ")
    end.add_argument("--unit", help="mã đơn vị (mặc định: mọi đơn vị)")
    end.add_argument("--role", choices=[r.value for r in HELD], help="mặc định: mọi vai")
    end.add_argument("--on", type=a_day, help="ngày đầu tiên không còn giữ (mặc định hôm nay)")
    acts.add_parser("list", help="ai đang giữ chức vụ gì").add_argument(
        "--all", action="store_true", help="cả đã thôi"
    )
    link = acts.add_parser("link", help="liên kết đặt mật khẩu mới, dùng một lần")
    unlock = acts.add_parser(
        "unlock", help="mở khóa do sai mật khẩu; --forget-second-step khi mất điện thoại"
    )
    unlock.add_argument(
        "--forget-second-step", action="store_true", help="xóa bước hai, lần tới phải thiết lập lại"
    )
    for act in (add, end, link, unlock):
        act.add_argument("--email", required=True, help="thư công vụ")
    return parser.parse_args(argv)


def _add(asked: argparse.Namespace, told: Told) -> None:
    now, unit = timezone.now(), Unit.objects.filter(code=asked.unit).first()
    if unit is None:
        raise CannotDo(f"Không có đơn vị mã “{asked.unit}”.")
    with transaction.atomic():
        person = new_official(asked.email, asked.name, now)
        give_post(
            person,
            unit,
            Role(asked.role),
            asked.title,
            by=_operator(),
            now=now,
            is_head=asked.head,
            held_from=asked.held_from or timezone.localdate(now),
            told=told,
        )
    print(f"{person.name}: {asked.title}, {unit}")
    if not person.has_usable_password():
        _print_link(person)


def _end(asked: argparse.Namespace, told: Told) -> None:
    now, person = timezone.now(), _official_at(asked.email)
    posts = PostHeld.objects.filter(person=person, held_to=None)
    posts = posts.filter(unit__code=asked.unit) if asked.unit else posts
    posts = posts.filter(role=asked.role) if asked.role else posts
    if not posts:
        raise CannotDo(f"{person} không giữ chức vụ nào như thế.")
    with transaction.atomic():
        for post in posts:
            end_post(post, by=_operator(), now=now, held_to=asked.on or timezone.localdate(now), told=told)
            print(f"thôi: {post.title}, {post.unit}")


def _list(asked: argparse.Namespace, told: Told) -> None:
    posts = PostHeld.objects.all() if asked.all else PostHeld.held_on(timezone.localdate())
    for p in posts.select_related("person", "unit").order_by("unit__code", "-is_head", "id"):
        head = " (đứng đầu)" if p.is_head else ""
        who, what = f"{p.person.email}\t{p.person.name}", f"{p.title}{head}\t{p.role}\t{p.unit.code}"
        print(f"{who}\t{what}\t{p.held_from}\t{p.held_to or ''}")


def _link(asked: argparse.Namespace, told: Told) -> None:
    _print_link(_official_at(asked.email))


def _unlock(asked: argparse.Namespace, told: Told) -> None:
    person = _official_at(asked.email)
    AccessAttempt.objects.filter(username=person.email).delete()
    if asked.forget_second_step:
        Authenticator.objects.filter(user=person).delete()
    print(f"Đã mở khóa cho {person}.")


DO: dict[str, Callable[[argparse.Namespace, Told], None]] = {
    "add": _add,
    "end": _end,
    "list": _list,
    "link": _link,
    "unlock": _unlock,
}


def _official_at(email: str) -> Person:
    person = Person.objects.filter(email=email.strip().lower(), is_official=True).first()
    if person is None:
        raise CannotDo(f"Không có cán bộ nào dùng thư {email}.")
    return person


def _print_link(person: Person) -> None:
    print("Đặt mật khẩu tại (dùng một lần, trong 24 giờ):")
    print(str(settings.SITE["url"]) + password_link(person))


def _operator() -> str:
    try:
        return f"lệnh official ({getpass.getuser()})"
    except (KeyError, OSError):
        return "lệnh official"
