"""The shape of a disclosure: the thing itself, every version that was public, every look at where it hangs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.ground.rows import Slot
from danchu.law.disclosure import ITEMS, OWN, Item, Posting, item, own_item
from danchu.law.publication import Document
from danchu.law.roles import Role
from danchu.mechanisms.disclosures.catalogue import Instrument, Procedure
from danchu.mechanisms.disclosures.rules import LIVE, PUBLIC, RUNNING, SHOWN, State
from danchu.mechanisms.disclosures.words import DOCUMENTS, FORMS, POSTINGS, STANDINGS, STATES


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


IS_PUBLIC = Q(state__in=[s.value for s in PUBLIC])
IS_SHOWN = Q(state__in=[s.value for s in SHOWN])
RUNS = Q(state__in=[s.value for s in RUNNING])


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, standing: Standing | None = None) -> DisclosureQuerySet:
        """What anyone may read, and for officials of the body (or the office that owns it) what is not yet public."""
        public = Q(state__among=[s.value for s in PUBLIC])  # as IS_PUBLIC, so that the lists' indexes serve
        return self.filter(public | _inside(standing) if standing else public)

    def read_on(self, today: date | Slot) -> DisclosureQuerySet:
        """Those of which anyone may read the words on this day, whether or not the clock has been by. Of one row, see
        `may_be_read`."""
        return self.visible_to().filter(Q(names_until=None) | Q(names_until__gte=today), is_open=True)

    def kept_by(self, standing: Standing) -> DisclosureQuerySet:
        """Those this official deals with."""
        return self.filter(_inside(standing))

    def running(self) -> DisclosureQuerySet:
        return self.filter(state__among=[s.value for s in RUNNING])

    def on_show(self) -> DisclosureQuerySet:
        """What is public and has not been put away."""
        return self.filter(state__among=[s.value for s in SHOWN])

    def live(self) -> DisclosureQuerySet:
        return self.filter(state__among=[s.value for s in LIVE])


def _inside(standing: Standing) -> Q:
    bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
    offices = standing.units(Role.HANDLER)
    return (Q(body_id__in=bodies) if bodies else Q(pk=None)) | (Q(office_id__in=offices) if offices else Q(pk=None))


class OwnItem(models.Model):
    """What a unit adds to the fourteen (art. 11(14)): in which forms its own rules want it, and since when."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField("tên nội dung", max_length=120)
    about = models.CharField("gồm những gì", max_length=300)
    basis = models.CharField("căn cứ", max_length=200)
    posting = models.CharField(max_length=8, choices=_choices(POSTINGS), default=Posting.NONE.value)
    aloud = models.BooleanField(default=False)
    expected = models.BooleanField(default=True)  # nothing published at all is a fault
    added_on = models.DateField()
    ended_on = models.DateField(null=True)  # no longer owed from this day
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    newest = models.ForeignKey("Disclosure", models.SET_NULL, null=True, related_name="+")  # its shelf, see `Shelf`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="a_unit_adds_an_item_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def item(self) -> Item:
        """As the law's table has its own."""
        return own_item(self.name, self.about, posting=Posting(self.posting), aloud=self.aloud,
                        expected=self.expected)


class Disclosure(models.Model):
    """One thing to be made public. Written only by `actions`."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same thing
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=16, choices=_choices(STATES))
    item = models.PositiveSmallIntegerField("nội dung theo Điều 11", choices=[(i.number, i.name) for i in ITEMS])
    own_item = models.ForeignKey(OwnItem, models.PROTECT, null=True, related_name="+")
    document = models.CharField("loại tài liệu", max_length=16, choices=_choices(DOCUMENTS), default=Document.GENERAL)
    title = models.CharField("tên", max_length=200)
    summary = models.TextField("tóm tắt cho dân hiểu")
    loud_text = models.TextField("bản đọc loa", blank=True)
    sms_text = models.CharField("tin nhắn", max_length=480, blank=True)
    decision = models.CharField("quyết định, văn bản", max_length=200)
    decided_on = models.DateField("ngày quyết định")
    covers_until = models.DateField("kỳ đến hết ngày", null=True)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    forms = models.JSONField(default=list)  # forms chosen besides what the law demands
    places = models.JSONField(default=list)  # where it is posted, each owed by itself
    loudspeaker = models.BooleanField(default=True)  # the unit has one
    heirs = models.JSONField(default=list)  # [[day, name], …] units it passed to
    published_on = models.DateField(null=True)
    offline_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    refreshed_on = models.DateField(null=True)
    names_until = models.DateField(null=True)  # the last day names may stand here
    is_open = models.BooleanField(default=True)  # its words may be read; not once its names expired
    mistaken = models.BooleanField(default=False)  # withdrawn because it should never have been registered
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=12, choices=_choices(STANDINGS))  # the worst obligation, as last reckoned
    next_due_on = models.DateField(null=True)
    turns_on = models.DateField(null=True)  # the first day its standing may change by itself
    reminded = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-id"], condition=IS_PUBLIC, name="disclosure_newest"),
            models.Index(fields=["item", "-id"], condition=IS_PUBLIC, name="disclosure_by_item"),
            models.Index(fields=["id"], condition=IS_SHOWN, name="disclosure_shown"),
            models.Index(fields=["body", "item", "-decided_on"], name="disclosure_of_body"),
            models.Index(fields=["body", "next_due_on", "id"], name="disclosure_next"),
            models.Index(fields=["body", "next_due_on", "id"], condition=RUNS, name="disclosure_running"),
            models.Index(fields=["body", "published_on"], condition=IS_PUBLIC, name="disclosure_told"),
            models.Index(fields=["turns_on", "id"], condition=Q(turns_on__isnull=False), name="disclosure_turns"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(item__gte=1, item__lte=14), name="an_item_is_one_of_fourteen"),
            models.CheckConstraint(condition=Q(own_item=None) | Q(item=OWN), name="an_own_item_is_of_the_last_clause"),
            models.CheckConstraint(condition=~Q(summary=""), name="a_disclosure_is_told_in_plain_words"),
            models.CheckConstraint(condition=Q(covers_until=None) | Q(covers_until__gte=F("decided_on"))
                                   | Q(covers_until__gte=F("published_on")), name="a_period_ends_after_it_is_told"),
            models.CheckConstraint(condition=Q(state="due") | Q(published_on__isnull=False),
                                   name="what_is_public_was_published_on_a_day"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_public(self) -> bool:
        return State(self.state) in PUBLIC

    @property
    def clause(self) -> Item:
        """What of the fourteen it is, or what its unit added to them. Ask with `select_related("own_item")`."""
        return self.own_item.item if self.own_item else item(self.item)


def may_be_read(is_open: bool, names_until: date | None, today: date) -> bool:
    """Whether the words of something public may be read today: names are gone with the last moment of their time."""
    return is_open and (names_until is None or names_until >= today)


def part_played_by(standing: Standing, disclosure: Disclosure) -> frozenset[Role]:
    """The parts someone plays: by their posts in its body, or in the office that owns it."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.has(role, disclosure.body_id)}
    if disclosure.office_id and standing.has(Role.HANDLER, disclosure.office_id):
        parts.add(Role.HANDLER)
    if standing.is_clock:
        parts.add(Role.CLOCK)
    return frozenset(parts)


class Version(models.Model):
    """What was public, as it was: the first publication and each refresh. The evidence copy, kept inside."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="versions")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    decision = models.CharField(max_length=200)
    decided_on = models.DateField()
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "n"], name="a_version_has_one_number")]


class Observation(models.Model):
    """Somebody looked, broadcast or told: where, on which day, still there or gone, with a photo or a signed note."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="observations")
    token = models.UUIDField(unique=True)
    form = models.CharField(max_length=16, choices=_choices(FORMS))
    place = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    up = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["disclosure", "on", "id"], name="observation_of"),
            models.Index(fields=["on", "disclosure"], name="observation_on"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(photo__isnull=False) | ~Q(note=""),
                                   name="a_look_leaves_a_photo_or_a_note"),
        ]


class Shelf(models.Model):
    """A body and one item: the newest thing that has run its time. Kept by the actions, so that the matrix reads a row
    of what is over however much there is; there is one as soon as anything was ever registered.
    """

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    item = models.PositiveSmallIntegerField()
    newest = models.ForeignKey(Disclosure, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "item"], name="one_shelf_an_item")]


class Session(models.Model):
    """An ordinary session of the People's Council, for which the report on disclosure is owed (art. 14(3))."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    reported_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "held_on"], name="one_session_a_day")]


class QuarterList(models.Model):
    """The list of what was made public in a quarter, as it was drawn up and posted (art. 13(2))."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    drawn_up_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year", "quarter"], name="one_list_a_quarter")]


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these: (code, public title)."""
    return [Disclosure.objects.visible_to().filter(code__in=codes).values_list("code", "title"),
            Procedure.objects.filter(code__in=codes).values_list("code", "name"),
            Instrument.objects.filter(code__in=codes).values_list("code", "title")]


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """Public files of what is public and not expired: anyone; the rest: those who deal with it."""
    from danchu.ground.people.access import standing

    if Instrument.objects.filter(code=attachment.subject).exists():
        return attachment.audience == Audience.PUBLIC
    of = Disclosure.objects.filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC and of.read_on(timezone.localdate()).exists():
        return True
    return of.kept_by(standing(request)).exists()
