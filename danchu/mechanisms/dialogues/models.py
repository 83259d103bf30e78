"""The shape of a dialogue: the meeting, its run sheet, who came, the questions with their askers' words kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person, PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.request_rules import PREFIX as REQUEST_PREFIX
from danchu.mechanisms.dialogues.rules import COMING, ENDINGS, OWES_RESULTS, QUESTION_PREFIX, QuestionState
from danchu.mechanisms.dialogues.words import CHANNELS, KINDS, NAMINGS, QUESTION_STATES, REASONS, STATES


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


def _among(states: tuple[Any, ...]) -> Q:
    return Q(state__in=[s.value for s in states])


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    def visible_to(self, standing: Standing | None = None) -> DialogueQuerySet:
        """What has been announced, anyone; what is only planned, the officials of its body."""
        inside = standing.units(Role.RECEPTION) | standing.units(Role.LEADER) if standing else frozenset()
        return self.filter(Q(announced_at__isnull=False) | (Q(body_id__in=inside) if inside else Q(pk=None)))

    def kept_by(self, standing: Standing) -> DialogueQuerySet:
        """Those of the bodies in which this person receives or leads."""
        return self.filter(body_id__in=standing.units(Role.RECEPTION) | standing.units(Role.LEADER))

    def coming(self) -> DialogueQuerySet:
        return self.filter(_among(COMING), announced_at__isnull=False)

    def owing_results(self) -> DialogueQuerySet:
        return self.filter(_among(OWES_RESULTS))


class Dialogue(models.Model):
    """One meeting of a head with the people. Written only by `actions`."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same dialogue
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField("loại", max_length=20, choices=_choices(KINDS))
    state = models.CharField("tình trạng", max_length=16, choices=_choices(STATES))
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    host = models.ForeignKey(PostHeld, models.PROTECT, null=True, related_name="+")  # the head's post at the time
    host_words = models.CharField("người chủ trì", max_length=250)  # "Chủ tịch Trần Hoa", as it was then
    title = models.CharField("tên buổi đối thoại", max_length=200)
    theme = models.TextField("nội dung")
    invited = models.CharField("thành phần mời", max_length=300, blank=True)
    place = models.CharField("địa điểm", max_length=250, blank=True)
    online_url = models.URLField("đường dẫn dự trực tuyến", blank=True)
    how_to_join = models.TextField("cách tham gia", blank=True)
    seats = models.PositiveIntegerField("số chỗ", null=True)
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc")
    questions_from = models.DateTimeField("nhận câu hỏi từ", null=True)  # the clock opens then; empty: by hand
    announced_at = models.DateTimeField(null=True)
    announce_by = models.DateField()  # the last lawful day to announce it
    announce_under = models.CharField(max_length=200)
    announced_late_for = models.TextField(blank=True)  # why it was announced later than the law says, for all to read
    begun_at = models.DateTimeField(null=True)
    floor = models.ForeignKey("Question", models.SET_NULL, null=True, related_name="+")  # the question being answered
    on_item = models.ForeignKey("AgendaItem", models.SET_NULL, null=True, related_name="+")  # the chair's place
    held_at = models.DateTimeField(null=True)
    attended = models.PositiveIntegerField("số người dự", null=True)
    minutes = models.TextField("biên bản", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    due_on = models.DateField("hạn công khai kết quả", null=True)
    due_under = models.CharField(max_length=200, blank=True)
    provisional = models.BooleanField(default=False)
    reminded = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    published_late = models.BooleanField(default=False)
    why = models.TextField(blank=True)  # why it was postponed or cancelled
    on_request = models.ForeignKey("DialogueRequest", models.PROTECT, null=True, related_name="dialogues")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next")  # whose score opens this one
    opens_with = models.JSONField(default=dict)  # that score, as `opening` counted it; counted no more once begun
    changed_at = models.DateTimeField(null=True)  # the last step: what calendars call LAST-MODIFIED
    asked_n = models.PositiveIntegerField(default=0)  # questions asked, folded by the clock

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at",)
        indexes = [
            models.Index(fields=["body", "-starts_at"], name="dialogue_of_body"),
            models.Index(fields=["state", "starts_at"], name="dialogue_by_state"),
            models.Index(fields=["-starts_at"], condition=Q(announced_at__isnull=False), name="dialogue_announced"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_dialogue_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=["planned", "postponed", "cancelled"])
                                   | Q(announced_at__isnull=False), name="a_dialogue_goes_on_only_once_announced"),
            models.CheckConstraint(condition=~_among(OWES_RESULTS) | Q(due_on__isnull=False),
                                   name="a_dialogue_held_owes_its_results_by_a_day"),
            models.CheckConstraint(condition=~Q(kind="on_request") | Q(on_request__isnull=False),
                                   name="a_dialogue_on_request_names_its_request"),
        ]

    def __str__(self) -> str:
        return self.code


def part_played_by(standing: Standing, dialogue: Dialogue) -> frozenset[Role]:
    """The parts someone plays in this dialogue: by their posts in its body; the clock its own; all are the public."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.has(role, dialogue.body_id)}
    if standing.is_clock:
        parts.add(Role.CLOCK)
    return frozenset(parts)


class AgendaItem(models.Model):
    """One line of the run sheet, in the order of the day."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="agenda")
    at = models.PositiveSmallIntegerField("thứ tự")
    minutes = models.PositiveSmallIntegerField("số phút", null=True)
    title = models.CharField("nội dung", max_length=200)
    speaker = models.CharField("người trình bày", max_length=120, blank=True)

    class Meta:
        ordering = ("dialogue", "at")
        constraints = [models.UniqueConstraint(fields=["dialogue", "at"], name="one_agenda_item_a_place")]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Who came and wished to be named in the minutes. Everyone else is only counted."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="attendees")
    name = models.CharField("họ và tên", max_length=120)
    of = models.CharField("khu phố, đơn vị", max_length=120, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, standing: Standing | None = None) -> QuestionQuerySet:
        """What a person has approved to be read by all, in its approved words. The same for everybody."""
        return self.filter(listed=True, dialogue__announced_at__isnull=False)

    def kept_by(self, standing: Standing) -> QuestionQuerySet:
        """With the asker's own words: the officials of the dialogue's body."""
        return self.filter(dialogue__body_id__in=standing.units(Role.RECEPTION) | standing.units(Role.LEADER))

    def without_an_ending(self) -> QuestionQuerySet:
        """Asked, not grouped into another, and not yet ended."""
        return self.filter(_among((QuestionState.SENT, QuestionState.TAKEN)))


class Question(models.Model):
    """One question, as the public reads it. The asker's own words and name stand in `Asked`."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="questions")
    channel = models.CharField("hình thức", max_length=8, choices=_choices(CHANNELS))
    naming = models.CharField("nêu tên", max_length=10, choices=_choices(NAMINGS))
    state = models.CharField("tình trạng", max_length=10, choices=_choices(QUESTION_STATES))
    state_before = models.CharField(max_length=10, blank=True)
    listed = models.BooleanField(default=False)
    text = models.TextField("câu hỏi, bản mọi người đọc", blank=True)
    asker_name = models.CharField("tên người hỏi, bản mọi người đọc", max_length=120, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    operator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("self", models.PROTECT, null=True, related_name="grouped")
    backed = models.PositiveIntegerField("lượt đồng tình", default=0)  # folded by the clock; `Backing` holds the rest
    called_at = models.DateTimeField(null=True)
    answer = models.TextField("trả lời", blank=True)
    spoke = models.CharField("người trả lời", max_length=160, blank=True)
    ended_at = models.DateTimeField(null=True)
    due_on = models.DateField("hẹn trả lời bằng văn bản", null=True)
    overdue = models.BooleanField(default=False)
    delivered_on = models.DateField(null=True)
    other_code = models.CharField("mã cam kết hoặc mã đơn", max_length=24, blank=True)
    not_taken_for = models.CharField("lý do không nhận", max_length=20, blank=True, choices=_choices(REASONS))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["dialogue", "-backed", "-id"], condition=Q(listed=True, lead=None),
                         name="question_most_backed"),
            models.Index(fields=["dialogue", "-id"], name="question_of_dialogue"),
            models.Index(fields=["dialogue", "listed", "state", "not_taken_for"], condition=Q(lead=None),
                         name="question_counted"),
            models.Index(fields=["dialogue", "state", "id"], name="question_by_state"),
            models.Index(fields=["due_on"], condition=Q(state="owed"), name="question_owed"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(lead=F("id")), name="a_question_is_not_grouped_into_itself"),
            models.CheckConstraint(condition=~Q(state="grouped") | Q(lead__isnull=False),
                                   name="a_grouped_question_has_its_lead"),
            models.CheckConstraint(condition=~Q(state__in=[s.value for s in ENDINGS]) | Q(ended_at__isnull=False),
                                   name="a_question_ends_at_a_moment"),
            models.CheckConstraint(condition=~Q(state="owed") | Q(due_on__isnull=False),
                                   name="a_written_answer_is_owed_by_a_day"),
            models.CheckConstraint(condition=~Q(state__in=["committed", "passed_on"]) | ~Q(other_code=""),
                                   name="a_question_taken_elsewhere_names_its_code"),
            models.CheckConstraint(condition=~Q(state="not_taken") | ~Q(not_taken_for=""),
                                   name="a_question_not_taken_has_its_reason"),
            models.CheckConstraint(condition=Q(listed=False) | (~Q(text="") & Q(approved_by__isnull=False)),
                                   name="a_public_question_was_approved_by_a_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def has_ended(self) -> bool:
        return QuestionState(self.state) in ENDINGS


class Asked(models.Model):
    """What the asker wrote and how to reach them: read only by the officials of the body."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="asked")
    text = models.TextField()
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField()


class Backing(models.Model):
    """One "I ask this too". `key` is a fingerprint made anew for each question: nobody can be followed across them."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="backings")
    key = models.CharField(max_length=64)
    folded = models.BooleanField(default=False)  # already counted in `Question.backed`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="one_backs_a_question_once")]
        indexes = [models.Index(fields=["question"], condition=Q(folded=False), name="backing_to_fold")]


class Follower(models.Model):
    """An address that asked to hear of a dialogue; letters go out once it has said yes from its own mailbox."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="followers")
    email = models.EmailField()
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "email"], name="an_address_follows_once")]


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these dialogues, questions, reception days and requests, each by its public title."""
    dialogues = Dialogue.objects.visible_to().filter(code__in=codes).values_list("code", "title")
    questions = Question.objects.visible_to().filter(code__in=codes).values_list("code", Substr("text", 1, 200))
    days = ReceptionDay.objects.visible_to().filter(code__in=codes).values_list("code", "host_words")
    requests = DialogueRequest.objects.filter(code__in=codes).values_list("code", "title")
    return [dialogues, questions, days, requests]


def reach_of(code: str) -> str:
    """How whoever asked this question may be reached; "" where they left nothing."""
    left = Asked.objects.filter(question__code=code).values_list("email", "phone").first()
    return next(filter(None, left or ()), "")


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """A public paper of an announced dialogue, or of the answer to a question everyone reads, anyone; any paper, the
    officials of its body. A sheet of signatures bears names: only they read it, ever."""
    from danchu.ground.people.access import standing

    if attachment.subject.startswith(f"{REQUEST_PREFIX}-"):
        return DialogueRequest.objects.filter(code=attachment.subject).kept_by(standing(request)).exists()
    if attachment.subject.startswith(f"{QUESTION_PREFIX}-"):
        asked = Question.objects.filter(code=attachment.subject)
        return ((attachment.audience == Audience.PUBLIC and asked.visible_to().exists())
                or attachment.subject in standing(request).proven
                or asked.kept_by(standing(request)).exists())
    found = Dialogue.objects.filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC and found.visible_to().exists():
        return True
    return found.kept_by(standing(request)).exists()


# A head's reception days and a unit's year plan are kept here too (decision 0007); Django finds models by this module.
from danchu.mechanisms.dialogues.reception_models import (  # noqa: E402
    Booking as Booking,
)
from danchu.mechanisms.dialogues.reception_models import (  # noqa: E402
    PlanRow as PlanRow,
)
from danchu.mechanisms.dialogues.reception_models import (  # noqa: E402
    ReceptionDay as ReceptionDay,
)
from danchu.mechanisms.dialogues.reception_models import (  # noqa: E402
    YearPlan as YearPlan,
)
from danchu.mechanisms.dialogues.request_models import (  # noqa: E402
    DialogueRequest as DialogueRequest,
)
from danchu.mechanisms.dialogues.request_models import (  # noqa: E402
    Sheet as Sheet,
)
from danchu.mechanisms.dialogues.request_models import (  # noqa: E402
    Signature as Signature,
)
