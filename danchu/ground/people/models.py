"""Persons, the posts that give them a role in a body for a time, and what signing in leaves behind."""

from datetime import date
from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import FilteredRelation, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.law.roles import Role


class Persons(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)

    def get(self, *args: Any, **named: Any) -> "Person":
        """By number alone, as every page of someone signed in asks, with a statement written once; else as usual.

        The posts held today come in the same statement: `standing` of a request reads them.
        """
        if args or named.keys() != {"pk"}:
            return super().get(*args, **named)
        names, today = rows.columns(Person), timezone.localdate()
        found = list(_by_number().rows(pk=int(named["pk"]), on=today))
        if not found:
            raise Person.DoesNotExist
        person = rows.made(Person, names, found[0][: len(names)])
        person.posts_read = (today, tuple(row[len(names):] for row in found if row[len(names)]))
        return person


class Person(AbstractBaseUser):
    """A citizen (no password: signs in by a code) or an official (password and a second factor)."""

    name = models.CharField("họ và tên", max_length=120, blank=True)
    email = models.EmailField("thư điện tử", null=True, blank=True, unique=True)
    phone = models.CharField("điện thoại", max_length=20, null=True, blank=True, unique=True)
    is_official = models.BooleanField("là cán bộ", default=False)
    is_active = models.BooleanField(default=True)
    verified_by = models.CharField("xác minh bằng", max_length=30, blank=True)  # email | phone | vneid
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)  # asked to be forgotten: no name, no address stays
    language = models.CharField(max_length=2, default="vi")
    posts_read: tuple[date, tuple[rows.Row, ...]] | None = None  # (the day, what they held); see Persons.get

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Persons()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(email=""), name="an_empty_email_is_no_email"),
            models.CheckConstraint(condition=~Q(phone=""), name="an_empty_phone_is_no_phone"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(is_active=False, email=None, phone=None, name=""),
                name="who_left_is_forgotten",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email or self.phone or "Người dân"

    def get_full_name(self) -> str:
        return str(self)


@cache
def _by_number() -> Written:
    """A person, once a post held today; with empty columns of a post for whoever holds none."""
    held = FilteredRelation("posts", condition=held_on(rows.day("on"), "posts__"))
    person = Person.objects.filter(pk=rows.number("pk")).annotate(held=held)
    posts = person.order_by("-held__is_head", "held__id")
    return Written(posts.values_list(*rows.columns(Person), "held__role", "held__unit_id", "held__title"))


def held_on(day: Any, of: str = "") -> Q:
    """Held on this day (or on the day of a slot); `of` leads to the post: `posts__`."""
    open_ended, later = Q(**{f"{of}held_to": None}), Q(**{f"{of}held_to__gt": day})
    return (open_ended | later) & Q(**{f"{of}held_from__lte": day})


class PostHeld(models.Model):
    """A post (chức vụ) held from a day to a day: the only thing that makes an official able to act."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    title = models.CharField("chức danh", max_length=120)
    is_head = models.BooleanField("người đứng đầu", default=False)
    held_from = models.DateField()
    held_to = models.DateField(null=True, blank=True)  # exclusive

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "unit", "role", "held_from"], name="a_post_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(held_to=None) | Q(held_to__gt=models.F("held_from")),
                name="a_post_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.held_from} – {self.held_to or 'nay'})"

    @classmethod
    def head_of(cls, unit: Any, day: Any) -> "models.QuerySet[Any, Any]":
        """ "Trưởng phòng Phan Quốc Duy": who heads the unit that day; `unit` may be an OuterRef. At most one row."""
        heads = cls.held_on(day).filter(unit_id=unit, is_head=True).order_by("-held_from")
        return heads.values_list(Concat("title", Value(" "), "person__name"), flat=True)[:1]

    @classmethod
    def held_on(cls, day: Any) -> "models.QuerySet[PostHeld]":
        """Posts held on this day (or on the day of a slot)."""
        return cls.objects.filter(held_on(day))


class Stay(AbstractBaseSession):
    """A session and whose it is, so that one statement reads both. Written by `stays.SessionStore` alone."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from danchu.ground.people.stays import SessionStore

        return SessionStore


class PostChange(models.Model):
    """Who gave or ended a post, and when. The journal stands above this room and hears of it (`running/officials`)."""

    class Act(models.TextChoices):
        GIVEN = "given", "giao chức vụ"
        ENDED = "ended", "thôi chức vụ"

    post = models.ForeignKey(PostHeld, models.PROTECT, related_name="changes")
    act = models.CharField(max_length=10, choices=Act)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)  # a person's name, or the command and who ran it

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.post}"


class Identity(models.Model):
    """Who an identity provider (VNeID) says a person is: its lasting name for them, and nothing more."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_identity_is_one_person"),
        )

    def __str__(self) -> str:
        return f"{self.issuer}: {self.subject}"


class SignInCode(models.Model):
    """A one-use code on its way. Neither the code nor the address can be read back from here."""

    address_mac = models.CharField(max_length=64)
    code_mac = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"mã hết hạn {self.expires_at}"


class UrgentLetter(models.Model):
    """A letter somebody waits for at the screen (`urgent.py`), until it is carried. Only the server's key opens it."""

    kind = models.CharField(max_length=10)  # email | phone
    sealed = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["kind", "not_before"], name="urgent_letter_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.expires_at}"


class SignInAttempt(models.Model):
    """One try that counts against a rate; forgotten after a week. `key_mac` hides an address or an IP."""

    what = models.CharField(max_length=20)
    key_mac = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (models.Index(fields=["what", "key_mac", "at"], name="sign_in_attempt_rate"),)

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
