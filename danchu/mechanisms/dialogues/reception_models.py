"""A head's reception days (lịch tiếp công dân), who booked which slot, and a unit's plan of dialogues for a year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person, PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.reception_rules import BookingState, DayState, PlanState


def _inside(standing: Standing) -> frozenset[int]:
    return standing.units(Role.RECEPTION) | standing.units(Role.LEADER)


class ReceptionDayQuerySet(models.QuerySet["ReceptionDay"]):
    def visible_to(self, standing: Standing | None = None) -> ReceptionDayQuerySet:
        """What has been posted, anyone. The same for everybody."""
        return self.filter(posted_at__isnull=False)

    def kept_by(self, standing: Standing) -> ReceptionDayQuerySet:
        """Those of the bodies in which this person receives or leads."""
        return self.filter(body_id__in=_inside(standing))


class ReceptionDay(models.Model):
    """One day on which a head receives citizens, cut into slots. Written only by `reception_actions`."""

    code = models.CharField("mã số", max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=10, choices=[(s.value, s.value) for s in DayState])
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    host = models.ForeignKey(PostHeld, models.PROTECT, null=True, related_name="+")
    host_words = models.CharField("người tiếp", max_length=250)
    on = models.DateField("ngày")
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc")
    slot_minutes = models.PositiveSmallIntegerField("số phút mỗi lượt")
    place = models.CharField("địa điểm", max_length=250, blank=True)
    online_url = models.URLField("đường dẫn trực tuyến", blank=True)
    posted_at = models.DateTimeField(null=True)
    post_by = models.DateField()  # the last lawful day to post it
    post_under = models.CharField(max_length=200)
    posted_late_for = models.TextField(blank=True)
    why = models.TextField(blank=True)  # why it was called off
    changed_at = models.DateTimeField(null=True)  # the last step: what calendars call LAST-MODIFIED
    received_n = models.PositiveSmallIntegerField("số lượt tiếp", null=True)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        ordering = ("on",)
        constraints = [
            models.UniqueConstraint(fields=["body", "on", "starts_at"], name="a_head_receives_once_at_an_hour"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_reception_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="a_slot_has_time_to_speak"),
            models.CheckConstraint(condition=~Q(state__in=["posted", "held"]) | Q(posted_at__isnull=False),
                                   name="nobody_is_received_on_a_day_not_posted"),
        ]

    def __str__(self) -> str:
        return self.code


class BookingQuerySet(models.QuerySet["Booking"]):
    def kept_by(self, standing: Standing) -> BookingQuerySet:
        """With names: the officials of the body."""
        return self.filter(day__body_id__in=_inside(standing))


class Booking(models.Model):
    """A slot taken by somebody. Two may ask for one at once; the database gives it to one."""

    code = models.CharField("mã hẹn", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField("lượt")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in BookingState])
    name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    about = models.TextField("nội dung", blank=True)
    online = models.BooleanField("trực tuyến", default=False)
    operator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)  # the last step: what calendars call LAST-MODIFIED
    reminded = models.BooleanField(default=False)  # or so near when booked that nobody need be
    result = models.TextField("kết quả tiếp", blank=True)
    case_code = models.CharField("mã đơn phát sinh", max_length=24, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at",)
        constraints = [
            models.UniqueConstraint(fields=["day", "starts_at"], condition=~Q(state="cancelled"),
                                    name="a_slot_is_given_to_one"),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=Q(state="booked", reminded=False),
                                name="booking_to_remind")]

    def __str__(self) -> str:
        return self.code


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def visible_to(self, standing: Standing | None = None) -> YearPlanQuerySet:
        """What has been published, anyone."""
        return self.filter(state=PlanState.PUBLISHED)


class YearPlan(models.Model):
    """A unit's dialogues of a year, drafted, approved by its head, published."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PlanState])
    approved_words = models.CharField("người duyệt", max_length=250, blank=True)
    published_at = models.DateTimeField(null=True)

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="a_unit_has_one_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"


class PlanRow(models.Model):
    """One dialogue of the plan: who, when, where, what about, with whom."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="rows")
    at = models.PositiveSmallIntegerField("thứ tự")
    when = models.CharField("thời gian", max_length=60)
    theme = models.CharField("nội dung", max_length=300)
    host = models.CharField("người chủ trì", max_length=120, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    invited = models.CharField("thành phần", max_length=300, blank=True)

    class Meta:
        ordering = ("plan", "at")
        constraints = [models.UniqueConstraint(fields=["plan", "at"], name="one_row_of_a_plan_a_place")]

    def __str__(self) -> str:
        return self.theme
