"""The six verbs of the motto, each with what is open behind it right now; and what closes soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground import rows
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.ground.ui.environment import url
from danchu.ground.ui.pages import page_of
from danchu.ground.ui.words import number
from danchu.law.limits import LIMITS
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import State as Asked
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.works.models import Commitment

SOON = 4  # rows beside the latest answers
MOST_COUNTED = 1000  # from there on: "hơn 1.000"


class Soon(NamedTuple):
    """Something that has a day: a dialogue to come, a draft one may still speak on."""

    what: Any
    title: str
    href: str
    on: date


def behind(today: date, body: Unit) -> tuple[Counter[str], list[Soon]]:
    """How much is open in each mechanism; what one may still take part in, the nearest day first. One statement."""
    counts: Counter[str] = Counter()
    coming: list[Soon] = []
    for what, n, code, title, on in rows.read(asks_behind(today, body)):
        counts[what] += n
        if code:
            coming.append(Soon(_WHAT[what], title, page_of(code) or "", on))
    return counts, sorted(coming, key=lambda s: s.on)[:SOON]


def asks_behind(today: date, body: Unit) -> rows.Asking:
    """What `behind` asks, to be asked ahead."""
    return _open().of(today=today, morning=_morning(today), body=body.pk)


def doors(open_cases: str, n: Counter[str]) -> list[dict[str, Any]]:
    """In the order of the motto, with what is open behind each."""
    rules = len({limit.duty for limit in LIMITS if limit.by_law})
    late = _(", %(n)s quá hẹn") % {"n": _said(n["overdue"])} if n["overdue"] else ""
    return [
        {"name": _("Dân biết"), "text": _("Mười bốn nội dung phải công khai, và luật hẹn bao lâu"),
         "href": url("disclosures:register"),
         "now": _("%(n)s nội dung đang công khai") % {"n": _said(n["shown"])} if n["shown"]
         else _("%(n)s thời hạn đang áp dụng") % {"n": number(rules)}},
        {"name": _("Dân bàn"), "text": _("Góp ý dự thảo, hỏi người đứng đầu"),
         "href": url("consultations:listing") if n["drafts"] else url("dialogues:list"),
         "now": _("%(a)s dự thảo đang lấy ý kiến, %(b)s buổi đối thoại sắp tới") % {
             "a": number(n["drafts"]), "b": number(n["dialogues"])}},
        {"name": _("Dân làm"), "text": _("Việc chung, đóng góp, cam kết"), "href": url("works:commitments"),
         "now": _("%(n)s cam kết đang làm") % {"n": _said(n["promised"])} + late},
        {"name": _("Dân kiểm tra"), "text": _("Phản ánh, kiến nghị, kết quả trả lời"),
         "href": url("petitions:register"), "now": _("%(n)s việc đang giải quyết") % {"n": open_cases}},
        {"name": _("Dân giám sát"), "text": _("Ai giữ lời, ai quá hẹn, theo từng phòng"), "href": url("works:board"),
         "now": _("Bảng điểm giữ lời hứa")},
        {"name": _("Dân thụ hưởng"), "text": _("Theo dõi, đánh giá việc của mình"),
         "href": url("petitions:track"), "now": _("Tra cứu bằng mã số")},
    ]


def _said(n: int) -> str:
    return number(n) if n <= MOST_COUNTED else _("hơn %(n)s") % {"n": number(MOST_COUNTED)}


_WHAT = {"dialogues": gettext_lazy("Đối thoại"), "drafts": gettext_lazy("Hết hạn góp ý")}
_COLUMNS = ("what", "n", "code", "title", "on")


@cache
def _open() -> Written:
    """Few rows each, or no more counted than MOST_COUNTED: never everything there is."""
    first, *others = [*_counted(), *_coming()]
    return Written(first.union(*others, all=True))


def _counted() -> Iterator[QuerySet[Any, Any]]:
    """A row each; the unit only lends it a place to stand."""
    promised = Commitment.objects.visible_to().open()
    for what, found in (("promised", promised), ("overdue", promised.filter(overdue=True)),
                        ("shown", Disclosure.objects.on_show())):
        named = Unit.objects.filter(pk=rows.number("body")).order_by().annotate(
            what=_name(what), n=rows.HowMany(found.order_by().values("pk")[: MOST_COUNTED + 1]), here=_name(""),
            called=_name(""), on=Cast(Value(None), DateField()))
        yield named.values_list("what", "n", "here", "called", "on")


def _coming() -> Iterator[QuerySet[Any, Any]]:
    dialogues = Dialogue.objects.visible_to().coming().filter(starts_at__gte=rows.moment("morning")).order_by()
    drafts = Consultation.objects.visible_to().filter(state=Asked.OPEN, closes_on__gte=rows.day("today")).order_by()
    one = Value(1, output_field=BigIntegerField())
    yield dialogues.annotate(what=_name("dialogues"), n=one, on=TruncDate("starts_at")).values_list(*_COLUMNS)
    yield drafts.annotate(what=_name("drafts"), n=one, on=F("closes_on")).values_list(*_COLUMNS)


def _name(what: str) -> Value:
    return Value(what, output_field=CharField())


def _morning(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time.min))
