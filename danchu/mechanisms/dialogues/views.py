"""What anyone may read: the dialogues, one of them with its questions, one question, the feed. Fetch and show."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import asks_links, asks_timeline, timeline
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.people.proof import who
from danchu.ground.rows import Written, words
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.ui.atom import atom
from danchu.ground.ui.environment import url
from danchu.ground.ui.typed import number_in
from danchu.ground.ui.words import day
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import opening, reading, shown
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.reading import A_PAGE, Met
from danchu.mechanisms.dialogues.reception_models import YearPlan
from danchu.mechanisms.dialogues.rules import (
    ENDINGS,
    OWES_RESULTS,
    QUESTION_PREFIX,
    TAKES_QUESTIONS,
    Kind,
    QuestionState,
    State,
)
from danchu.mechanisms.dialogues.search_text import QUESTION
from danchu.mechanisms.dialogues.words import KINDS, REASONS, STATES_FOR_PUBLIC

FEED = 30
TABS: dict[str, Any] = {
    "": gettext_lazy("Tất cả"), "cho": gettext_lazy("Chờ trả lời"), "da-tra-loi": gettext_lazy("Đã trả lời"),
    "hua": gettext_lazy("Đã hứa"), "khac": gettext_lazy("Chuyển, không nhận"),
}  # fmt: skip


@require_safe
@public_page
def dialogues(request: HttpRequest) -> HttpResponse:
    """What comes, what is owed, what came out of each: newest first, by key and never by offset."""
    today, calendar = timezone.localdate(), calendar_shown()
    after = request.GET.get("sau", "")
    key = number_in(after)
    done, first = reading.over(key), key is None
    coming, owing = reading.coming_and_owing() if first else ([], [])

    def rows(found: list[Met]) -> list[dict[str, Any]]:
        return [{"d": d, "due": shown.badge(d, today, calendar), "kind": KINDS[Kind(d.kind)]} for d in found]

    return render(request, "dialogues/list.html", {
        "hosts": {d.host_id: d.host_words for d in [*coming, *owing, *done[:A_PAGE]] if d.host_id}.items(),
        "plan_year": _plan_year(), "first": first,
        "coming": rows(coming), "owing": rows(owing), "done": rows(done[:A_PAGE]),
        "later": f"?sau={done[A_PAGE - 1].pk}" if len(done) > A_PAGE else None})


def _plan_year() -> int | None:
    """The newest published plan of the portal's own body. One statement."""
    row = _plans().row(body=settings.SITE["body"])
    return row[0] if row else None


@lru_cache(maxsize=1)
def _plans() -> Written:
    plans = YearPlan.objects.visible_to().filter(body__code=words("body"))
    return Written(plans.order_by("-year").values_list("year")[:1])


def announced(code: str) -> Dialogue:
    """The public dialogue of this code. Raises Http404."""
    known = read_code(code)
    found = reading.announced(known) if known else None
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def dialogue(request: HttpRequest, code: str) -> HttpResponse:
    """What, where, when, how to take part; its questions, the most backed first; its results. Six statements."""
    d = announced(code)
    if d.code != code:
        return redirect("dialogues:dialogue", code=d.code)
    today, owes = timezone.localdate(), State(d.state) in OWES_RESULTS
    tab = request.GET.get("xem", "") if request.GET.get("xem", "") in TABS else ""
    after = request.GET.get("sau", "")
    with rows.ahead(reading.asks_counted(d), reading.asks_questions(d, tab, after),
                    asks_timeline(d.code, Audience.PUBLIC)):
        counts, (found, later) = reading.counted(d), reading.questions_of(d, tab, after)
        lines = [shown.told(line, names=False) for line in timeline(d.code, Audience.PUBLIC) if shown.heard(line.verb)]
    return render(request, "dialogues/dialogue.html", {
        "d": d, "kind": KINDS[Kind(d.kind)], "state": STATES_FOR_PUBLIC[State(d.state)], "track": shown.WAY.at(d.state),
        "due": shown.badge(d, today, calendar_shown(d.body) if owes else Calendar.official()), "lines": lines,
        "takes": State(d.state) in TAKES_QUESTIONS, "opens_with": opening.shown(d),
        "agenda": reading.agenda_of(d) if not d.held_at else [],
        "questions": [shown.row(q, url("dialogues:question", q.code), today, after=q.asker_name)
                      for q in found], "later": later, "counts": counts,
        "tabs": [{"label": label, "href": f"?xem={slug}#cau-hoi" if slug else "?#cau-hoi", "current": slug == tab,
                  "count": counts[slug]} for slug, label in TABS.items()]})


@require_safe
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question: its words where a person has approved them; otherwise only where it stands."""
    known = read_code(code)
    q = reading.question_of(known) if known else None
    if q is None:
        raise Http404
    if q.code != code:
        return redirect("dialogues:question", code=q.code)
    with rows.ahead(asks_timeline(q.code, Audience.PUBLIC), asks_links(q.code),
                    *([reading.asks_papers(q.code)] if q.answer else [])):
        lines = [shown.told(line, names=False) for line in timeline(q.code, Audience.PUBLIC) if shown.heard(line.verb)]
        files, related = reading.papers_of(q.code) if q.answer else [], linked_to(q.code)
    return render(request, "dialogues/question.html", {
        "q": q, "d": q.dialogue, "due": shown.ending(q, timezone.localdate()), "lines": lines,
        "files": files, "ended": QuestionState(q.state) in ENDINGS, "linked": related,
        "reason": REASONS.get(q.not_taken_for, ""),  # type: ignore[call-overload]
        "may_back": q.listed and State(q.dialogue.state) in TAKES_QUESTIONS and not q.lead_id,
        "mine": q.code in who(request).proven, "backed_now": request.GET.get("xong", "")})


@require_safe
@public_page
def questions(request: HttpRequest) -> HttpResponse:
    """A search across the public questions of all dialogues, newest first."""
    typed = request.GET.get("q", "").strip()[:200]
    code = read_code(typed) if typed else None
    if code and code.startswith(f"{QUESTION_PREFIX}-"):
        return redirect("dialogues:question", code=code)
    before = request.GET.get("sau", "")
    before_key = number_in(before)
    hits = ask(typed, kind=QUESTION, limit=A_PAGE, before=before_key)
    found = reading.by_code(hits.codes) if hits.codes else {}
    today = timezone.localdate()
    return render(request, "dialogues/questions.html", {
        "q": typed, "count": hits.total_capped, "rows": [
            shown.row(q, url("dialogues:question", q.code), today,
                      before=f"{title} · {day(starts_at)}")
            for q, title, starts_at in (found[c] for c in hits.codes if c in found)],
        "later": f"?{urlencode({'q': typed, 'sau': hits.next_key})}" if hits.next_key else None})


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """Dialogues announced, held, published: as Atom (RFC 4287)."""
    return atom(_("Tiếp xúc, đối thoại"), url("dialogues:list"), request.path, [
        (d.title, url("dialogues:dialogue", d.code), _told_in_feed(d),
         d.published_at or d.held_at or d.announced_at)
        for d in Dialogue.objects.visible_to().order_by("-announced_at")[:FEED]])


def _told_in_feed(d: Dialogue) -> str:
    said = f"{STATES_FOR_PUBLIC[State(d.state)]} · {timezone.localtime(d.starts_at):%H:%M %d/%m/%Y} · {d.place}"
    return f"{said}\n\n{d.theme}\n\n{d.conclusion}".strip()
