"""The shape of a petition: the case, the sender's own words kept apart, the words exchanged, what the public reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.petitions.rules import OPEN, TO_COME, State, Step
from danchu.mechanisms.petitions.words import CHANNELS, KINDS, LANES, OUTCOMES, REASONS, SOLVED, STATES

IS_OPEN = Q(state__in=[s.value for s in OPEN])


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


class PetitionQuerySet(models.QuerySet["Petition"]):
    def visible_to(self, standing: Standing) -> PetitionQuerySet:
        """Whole cases, with the sender's words: those who must deal with them, and the sender. Nobody else."""
        return self.filter(_readers(standing))

    def visible_among(self, keys: Any, standing: Standing) -> PetitionQuerySet:
        """`visible_to`, asked of these few: as a CASE, so that no engine walks a whole body's index to answer it."""
        seen = models.Case(models.When(_readers(standing), then=models.Value(True)), default=models.Value(False),
                           output_field=models.BooleanField())
        return self.filter(seen, pk__in=keys)

    def sent_by(self, standing: Standing) -> PetitionQuerySet:
        """Their own, whatever else they may read as an official."""
        return self.filter(_any(_senders(standing)))

    def open(self) -> PetitionQuerySet:
        return self.filter(state__among=[s.value for s in OPEN])


def _readers(standing: Standing) -> Q:
    bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
    offices = standing.units(Role.HANDLER) - bodies
    ways = [Q(body_id__in=bodies)] if bodies else []
    ways += [Q(office_id__in=offices)] if offices else []
    return _any([*ways, *_senders(standing)])


def _senders(standing: Standing) -> list[Q]:
    """By account, and by what this device has shown to be theirs: either is enough."""
    ways = [Q(code__in=standing.proven)] if standing.proven else []
    return [*ways, Q(sender_id=standing.person.pk)] if standing.person else ways


def _any(ways: list[Q]) -> Q:
    return reduce(or_, ways) if ways else Q(pk=None)


class Petition(models.Model):
    """One case. Written only by `actions`; long words stand in other tables so that lists stay quick."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same case
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField("loại", max_length=12, choices=_choices(KINDS))
    kind_said = models.CharField("loại do người gửi chọn", max_length=12, choices=_choices(KINDS))
    lane = models.CharField("cách gửi", max_length=8, choices=_choices(LANES))
    channel = models.CharField("hình thức", max_length=8, choices=_choices(CHANNELS))
    state = models.CharField("tình trạng", max_length=10, choices=_choices(STATES))
    state_before = models.CharField(max_length=10, blank=True)
    title = models.CharField("tóm tắt", max_length=200)
    place = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    sender = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="petitions")
    operator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    promised_from = models.DateField()  # the day the running promise is counted from
    due_on = models.DateField("hẹn trả lời")
    first_due_on = models.DateField()
    due_duty = models.CharField(max_length=40)
    due_under = models.CharField(max_length=200)
    provisional = models.BooleanField(default=False)
    paused_on = models.DateField(null=True)
    pauses = models.JSONField(default=list)  # [[from, to], …] ISO days the clock stood still
    extended = models.BooleanField(default=False)
    reminded = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True, choices=_choices(OUTCOMES))
    solved = models.CharField(max_length=4, blank=True, choices=_choices(SOLVED))
    stars = models.PositiveSmallIntegerField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    refused_for = models.CharField(max_length=16, blank=True, choices=_choices(REASONS))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    ended_at = models.DateTimeField(null=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["body", "due_on", "id"], condition=IS_OPEN, name="petition_queue_of_body"),
            models.Index(fields=["office", "due_on", "id"], condition=IS_OPEN, name="petition_queue_of_office"),
            models.Index(fields=["officer", "due_on", "id"], condition=IS_OPEN, name="petition_queue_of_officer"),
            models.Index(fields=["body", "state", "due_on", "id"], condition=IS_OPEN, name="petition_queue_by_state"),
            models.Index(fields=["office", "state", "due_on", "id"], condition=IS_OPEN,
                         name="petition_queue_in_office"),
            models.Index(fields=["due_on", "id"], condition=IS_OPEN, name="petition_due"),
            models.Index(fields=["body", "state", "-id"], name="petition_by_state"),
            models.Index(fields=["body", "-id"], name="petition_of_body"),
            models.Index(fields=["office", "-id"], name="petition_of_office"),
            models.Index(fields=["answered_at"], condition=Q(state="answered"), name="petition_answered"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(reopened__lte=1), name="a_petition_is_reopened_once"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="a_petition_is_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(state="waiting") | Q(paused_on__isnull=False),
                                   name="a_waiting_petition_has_its_clock_stopped"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return State(self.state) in OPEN

    def pause_spans(self) -> tuple[tuple[date, date], ...]:
        return tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in self.pauses)


def part_played_by(standing: Standing, petition: Petition) -> frozenset[Role]:
    """The parts someone plays in this case: by their posts in its body or office, or as its sender."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.has(role, petition.body_id)}
    if petition.office_id and standing.has(Role.HANDLER, petition.office_id):
        parts.add(Role.HANDLER)
    if standing.is_clock:
        parts.add(Role.CLOCK)
    owns = standing.person is not None and petition.sender_id == standing.person.pk
    if owns or petition.code in standing.proven:
        parts.add(Role.SENDER)
    return frozenset(parts)


class Original(models.Model):
    """What the sender wrote and how to reach them: kept as it came, read only by those who deal with it."""

    petition = models.OneToOneField(Petition, models.CASCADE, primary_key=True, related_name="original")
    text = models.TextField()
    place_text = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    point_public = models.BooleanField(default=False, db_default=False)  # the sender lets everybody see the point
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField()
    witness = models.CharField("người chứng kiến", max_length=120, blank=True)


class Message(models.Model):
    """Words exchanged in a case: drafts and answers, questions and replies, internal notes."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "Dự thảo trả lời"
        ANSWER = "answer", "Trả lời"
        QUESTION = "question", "Hỏi lại người gửi"
        REPLY = "reply", "Người gửi bổ sung"
        NOTE = "note", "Ghi chú nội bộ"
        COMPLAINT = "again", "Vì sao chưa giải quyết"

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["petition", "id"], name="message_of_petition")]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, standing: Standing | None = None) -> PublicationQuerySet:
        """What anyone may read. The same for everybody, officials included."""
        return self.filter(listed=True)


class Publication(models.Model):
    """The redacted text a person approved, with all that a public page shows: the only table such a page reads."""

    petition = models.OneToOneField(Petition, models.CASCADE, primary_key=True, related_name="publication")
    listed = models.BooleanField(default=True)
    code = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    answer = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    stage = models.CharField(max_length=10)  # what a public filter asks for: several states are one stage
    body_id = models.BigIntegerField()
    office_id = models.BigIntegerField(null=True)
    office_name = models.CharField(max_length=250)
    place_name = models.CharField(max_length=250, blank=True)
    lat = models.FloatField(null=True)  # only where the sender agreed and an officer chose to show it
    lon = models.FloatField(null=True)
    received_on = models.DateField()
    due_on = models.DateField()
    due_under = models.CharField(max_length=200)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    solved = models.CharField(max_length=4, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-petition"], condition=Q(listed=True), name="publication_newest"),
            models.Index(fields=["office_id", "-petition"], condition=Q(listed=True), name="publication_by_office"),
            models.Index(fields=["kind", "-petition"], condition=Q(listed=True), name="publication_by_kind"),
            models.Index(fields=["stage", "-petition"], condition=Q(listed=True), name="publication_by_stage"),
            models.Index(fields=["outcome", "-petition"], condition=Q(listed=True), name="publication_by_outcome"),
            models.Index(fields=["-answered_on", "-petition"], name="publication_answered",
                         condition=Q(listed=True, answered_on__isnull=False)),
            models.Index(fields=["-petition"], name="publication_on_map",
                         condition=Q(listed=True, lat__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                                              name="a_point_has_both_its_numbers")]

    @property
    def goes_on(self) -> bool:
        """Whether there is news to come of it here: what is closed, refused, sent elsewhere or merged has ended."""
        return State(self.state) in TO_COME


class Follower(models.Model):
    """An address that asked to hear of a public case; letters go out once it has said yes from its own mailbox.

    Not tied to whoever sent the case, nor to any account; shown to nobody, counted for nobody; ended by one press.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="followers")
    email = models.EmailField()
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "email"], name="one_follows_a_case_once")]
        indexes = [models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="case_follower_to_confirm")]


class AnswerTemplate(models.Model):
    """An answer often given, for a body's officials to begin from."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField("tên mẫu", max_length=120)
    text = models.TextField("nội dung")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="a_template_has_one_name_in_a_body")]


class Tally(models.Model):
    """Figures of one office in one month, folded from the changes that actions append. Never counted on read."""

    body_id = models.BigIntegerField()
    office_id = models.BigIntegerField(default=0)  # 0: not yet given to an office
    month = models.DateField()
    what = models.CharField(max_length=12)
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body_id", "month", "office_id", "what"],
                                               name="one_figure_per_office_and_month")]


class TallyChange(models.Model):
    """One more (or one fewer). Appended, so that no two actions wait for the same row."""

    body_id = models.BigIntegerField()
    office_id = models.BigIntegerField(default=0)
    month = models.DateField()
    what = models.CharField(max_length=12)
    n = models.SmallIntegerField()


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these: (code, public title)."""
    return [Publication.objects.visible_to().filter(code__in=codes).values_list("code", "title")]


def asked_by(standing: Standing, codes: set[str]) -> set[str]:
    """Those of these codes that this person sent: by account, or shown on this device."""
    return set(Petition.objects.sent_by(standing).filter(code__in=codes).values_list("code", flat=True))


def letters_stopped(codes: set[str]) -> set[str]:
    """Those of these cases about whom no more e-mail goes to the sender."""
    return set(Entry.objects.filter(subject__in=codes, verb=Step.STOP_LETTERS).values_list("subject", flat=True))


def reach_of(code: str) -> str:
    """How whoever sent this case may be reached: their account before what they typed; "" where they left nothing."""
    left = Original.objects.filter(petition__code=code).values_list(
        "petition__sender__email", "petition__sender__phone", "email", "phone").first()
    return next(filter(None, left or ()), "")


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """What is public with a listed case, anyone; the rest, those who may read the whole case."""
    from danchu.ground.people.proof import who

    public = Publication.objects.visible_to().filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC and public.exists():
        return True
    mine = Petition.objects.visible_to(who(request)).filter(code=attachment.subject)
    inside = attachment.audience == Audience.INTERNAL
    return any(not inside or part_played_by(who(request), p) - {Role.SENDER} for p in mine)
