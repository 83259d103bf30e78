"""Units, what they were called, whom they stood under and who took over from them, each from–to.

A unit is not its name and not its official code: both were re-used on 2025-07-01 (decision 0003).
Every `valid_to` is the first day on which the row no longer holds; empty means until further notice.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class Family(models.TextChoices):
    TERRITORY = "territory", "Đơn vị hành chính"  # đơn vị hành chính
    PARTY = "party", "Đảng"  # cơ quan, tổ chức đảng
    STATE = "state", "Chính quyền"  # cơ quan nhà nước
    FRONT = "front", "Mặt trận và đoàn thể"  # MTTQ và tổ chức chính trị - xã hội
    RESIDENTIAL = "residential", "Doanh nghiệp, khu dân cư"  # doanh nghiệp, thôn, tổ dân phố


class Level(models.TextChoices):
    PROVINCE = "province", "Cấp tỉnh"  # tỉnh, thành phố
    DISTRICT = "district", "Cấp huyện"  # cấp huyện, đến hết 2025-06-30
    COMMUNE = "commune", "Cấp xã"  # xã, phường, đặc khu
    BODY = "body", "Cơ quan"  # UBND, HĐND, Đảng ủy, UB MTTQ
    OFFICE = "office", "Phòng, ban, đội"  # phòng, ban, đội


class SuccessionKind(models.TextChoices):
    FULL = "full", "Nhập toàn bộ"  # nhập toàn bộ
    PARTIAL = "partial", "Nhập một phần"  # nhập một phần
    UNCHANGED = "unchanged", "Giữ nguyên"  # giữ nguyên trạng
    RENAMED = "renamed", "Đổi tên"  # đổi tên
    RETYPED = "retyped", "Đổi loại"  # xã thành phường
    DISTRICT_TO_SPECIAL_ZONE = "district_to_special_zone", "Huyện đảo thành đặc khu"  # đặc khu
    MERGE = "merge", "Hợp nhất"  # hợp nhất cơ quan
    SPLIT = "split", "Chia, tách"  # chia, tách cơ quan
    TRANSFER = "transfer", "Chuyển chức năng"  # chuyển chức năng, nhiệm vụ
    DISSOLVE = "dissolve", "Giải thể"  # giải thể


class Part(models.TextChoices):
    ALL = "all", "Toàn bộ diện tích và dân số"  # toàn bộ
    ALL_AREA = "all_area", "Toàn bộ diện tích"  # toàn bộ diện tích
    AREA_ONLY = "area_only", "Một phần diện tích"  # một phần diện tích
    PART_AREA_ALL_POPULATION = "part_area_all_population", "Một phần diện tích, toàn bộ dân số"  # như tên
    POPULATION_ONLY = "population_only", "Một phần dân số"  # một phần dân số
    REMAINDER = "remainder", "Phần còn lại"  # phần còn lại
    UNSPECIFIED = "unspecified", "Một phần (không nói rõ)"  # một phần


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", "Nghỉ lễ, Tết"  # ngày nghỉ lễ, Tết
    COMPENSATORY = "compensatory", "Nghỉ bù"  # nghỉ bù
    SUBSTITUTED_OFF = "substituted_off", "Nghỉ hoán đổi"  # hoán đổi ngày làm việc
    MAKEUP_WORK = "makeup_work", "Làm bù"  # làm bù
    UNIT_OFF = "unit_off", "Nghỉ riêng của đơn vị"  # bão, lũ, lễ hội địa phương


class DayStatus(models.TextChoices):
    OFFICIAL = "official", "Chính thức"  # đã có thông báo
    LIBRARY = "library", "Theo thư viện"  # chưa đối chiếu thông báo
    ESTIMATED = "estimated", "Dự kiến"  # dự kiến
    PROPOSED = "proposed", "Đề xuất"  # đề xuất, chưa dùng để tính


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a from–to row holds on `day`; `prefix` reaches through a relation."""
    starts = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return starts & ends


BEGINS_BEFORE_IT_ENDS = (
    Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
)


class DatedQuerySet(models.QuerySet):
    """Rows with valid_from and valid_to."""

    def valid_on(self, day: date) -> Self:
        return self.filter(holds_on(day))


class UnitQuerySet(DatedQuerySet):
    def territories(self) -> UnitQuerySet:
        return self.filter(family=Family.TERRITORY)

    def provinces(self, day: date) -> UnitQuerySet:
        return self.territories().filter(level=Level.PROVINCE).valid_on(day)

    def communes(self, day: date) -> UnitQuerySet:
        """Communes, wards and special zones that exist on `day`."""
        return self.territories().filter(level=Level.COMMUNE).valid_on(day)

    def children(self, unit: Unit, day: date) -> UnitQuerySet:
        """Units standing directly under `unit` on `day`."""
        links = UnitParent.objects.filter(parent=unit).valid_on(day)
        return self.filter(pk__in=links.values("unit_id")).valid_on(day)

    def serving(self, territory: Unit) -> UnitQuerySet:
        """Bodies and offices whose territory this is."""
        return self.filter(serves=territory)


class Unit(models.Model):
    """Someone who can be answerable. Name, type and folded name repeat the latest UnitName."""

    code = models.CharField(max_length=40, unique=True)
    family = models.CharField(max_length=12, choices=Family)
    level = models.CharField(max_length=10, choices=Level)
    serves = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bodies")
    name = models.CharField(max_length=200)
    type_name = models.CharField(max_length=40, blank=True)
    full_name = models.CharField(max_length=250)
    folded = models.CharField(max_length=250, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=250, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        indexes = (models.Index(fields=["family", "level", "valid_to"], name="unit_by_level"),)
        constraints = (
            models.CheckConstraint(
                name="a_unit_begins_before_it_ends",
                condition=BEGINS_BEFORE_IT_ENDS,
            ),
            models.CheckConstraint(
                name="a_territory_serves_no_other", condition=~Q(family="territory") | Q(serves__isnull=True)
            ),
            models.CheckConstraint(name="a_unit_has_a_name", condition=~Q(full_name="")),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def official_code(self) -> str:
        """The State's own code (`26740` of `X:26740`); the unit's code where it has none."""
        return self.code.rpartition(":")[2]

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)

    def name_on(self, day: date) -> UnitName | None:
        """What it was called on `day`; None outside its life."""
        return self.names.filter(holds_on(day)).first()

    def parent_on(self, day: date) -> Unit | None:
        link = self.parents.filter(holds_on(day)).select_related("parent").first()
        return link.parent if link else None


class UnitName(models.Model):
    """One name and type, for a time, with the act that gave it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    type_name = models.CharField(max_length=40, blank=True)
    full_name = models.CharField(max_length=250)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "valid_from")
        constraints = (
            models.UniqueConstraint(
                name="a_unit_has_one_latest_name", fields=["unit"], condition=Q(valid_to__isnull=True)
            ),
            models.UniqueConstraint(name="a_unit_takes_one_name_a_day", fields=["unit", "valid_from"]),
            models.CheckConstraint(
                name="a_name_begins_before_it_ends",
                condition=BEGINS_BEFORE_IT_ENDS,
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class UnitParent(models.Model):
    """Whom a unit stood under, for a time."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_links")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_unit_is_not_its_own_parent", condition=~Q(unit=F("parent"))),
            models.UniqueConstraint(
                name="a_unit_has_one_latest_parent", fields=["unit"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="a_parent_begins_before_it_ends",
                condition=BEGINS_BEFORE_IT_ENDS,
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} ⊂ {self.parent}"


class Succession(models.Model):
    """Who took over from whom, which part and which functions. Many to many: a commune may be split."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=24, choices=SuccessionKind)
    part = models.CharField(max_length=24, choices=Part, default=Part.ALL)
    functions = models.CharField(max_length=250, blank=True)  # empty: every function
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = (models.Index(fields=["effective_on"], name="succession_by_day"),)
        constraints = (
            models.CheckConstraint(name="no_unit_succeeds_itself", condition=~Q(predecessor=F("successor"))),
            models.UniqueConstraint(
                name="a_part_and_function_passes_once_a_day",
                fields=["predecessor", "successor", "effective_on", "functions", "part"],
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.effective_on})"


class CalendarDay(models.Model):
    """A day off, or a worked Saturday, added here to what the law's calendar says. No unit: everywhere."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="calendar_days")
    day = models.DateField()
    kind = models.CharField(max_length=16, choices=DayKind)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=DayStatus, default=DayStatus.OFFICIAL)
    source = models.CharField(max_length=250)

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(name="a_unit_says_one_thing_a_day", fields=["unit", "day"]),
            models.UniqueConstraint(
                name="the_country_says_one_thing_a_day", fields=["day"], condition=Q(unit__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
