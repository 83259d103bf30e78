"""Persons, and the posts that give them a role in a body for a time."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from danchu.ground.offices.models import Unit
from danchu.law.roles import Role


class Persons(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A citizen (no password: signs in by a code) or an official (password and a second factor)."""

    name = models.CharField("họ và tên", max_length=120, blank=True)
    email = models.EmailField("thư điện tử", null=True, blank=True, unique=True)
    phone = models.CharField("điện thoại", max_length=20, null=True, blank=True, unique=True)
    is_official = models.BooleanField("là cán bộ", default=False)
    is_active = models.BooleanField(default=True)
    verified_by = models.CharField("xác minh bằng", max_length=30, blank=True)  # email | phone | vneid
    joined_at = models.DateTimeField()
    language = models.CharField(max_length=2, default="vi")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = Persons()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email=""), name="an_empty_email_is_no_email"),
            models.CheckConstraint(condition=~Q(phone=""), name="an_empty_phone_is_no_phone"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or "Người dân"

    def get_full_name(self) -> str:
        return str(self)


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
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "role", "held_from"], name="a_post_begins_once"),
            models.CheckConstraint(condition=Q(held_to=None) | Q(held_to__gt=models.F("held_from")),
                                   name="a_post_ends_after_it_begins"),
        ]

    @classmethod
    def held_on(cls, day: date) -> "models.QuerySet[PostHeld]":
        """Posts held on this day."""
        return cls.objects.filter(Q(held_to=None) | Q(held_to__gt=day), held_from__lte=day)
