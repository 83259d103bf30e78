"""The answering desk: rows of opinions, each with its answer; merging, splitting, reading before publication."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.people.access import official_required, standing
from danchu.ground.text.personal_data import find
from danchu.ground.ui.typed import number_in, version_in
from danchu.ground.ui.words import number
from danchu.law.roles import Role
from danchu.mechanisms.consultations import actions, desk_reads, headings, rules, shown
from danchu.mechanisms.consultations.desk import articles_of, consultation_of, frame
from danchu.mechanisms.consultations.desk_steps import stale
from danchu.mechanisms.consultations.forms import AnswerForm, CorrectForm
from danchu.mechanisms.consultations.models import Consultation, Row, part_played_by
from danchu.mechanisms.consultations.rules import Stance, State, Step, Verdict
from danchu.mechanisms.consultations.words import CHANNELS, LEVELS, STANCES, VERDICTS

A_PAGE = 30
MOST_WORDS = 60  # letters of an article's name in a list
WAITS = "cho"  # in the address: rows without an answer


def answering(request: HttpRequest, code: str) -> Consultation:
    """A consultation this person answers. Raises Http404."""
    c = consultation_of(request, code, "document")
    inside = part_played_by(standing(request), c) - {Role.PUBLIC, Role.SENDER}
    if not inside or c.state not in (State.SYNTHESISED, State.ANSWERED, State.TABLE_PUBLISHED, State.DECIDED):
        raise Http404
    return c


@never_cache
@require_safe
@official_required
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows, the most spoken first within an article; what waits is one press away."""
    return show_rows(request, answering(request, code))


def show_rows(request: HttpRequest, c: Consultation, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The list, with what could not be done on top."""
    asked = {name: request.GET.get(name, "") for name in ("dieu", "ket-qua", "quan-diem")}
    labels = dict(articles_of(c))
    only = {}
    if asked["dieu"]:
        only["article"] = "" if asked["dieu"] == "chung" else asked["dieu"]
    if asked["ket-qua"] == WAITS or asked["ket-qua"] in set(Verdict):
        only["verdict"] = "" if asked["ket-qua"] == WAITS else asked["ket-qua"]
    if asked["quan-diem"] in set(Stance):
        only["stance"] = asked["quan-diem"]
    found = desk_reads.rows(c, after=_place(request.GET.get("sau", "")), most=A_PAGE + 1, **only)
    here = reverse("consultations_desk:rows", args=[c.code])
    listed = [{"r": r, "article": labels.get(r.article, _("Toàn bộ dự thảo"))[:MOST_WORDS],
               "stance": STANCES[Stance(r.stance)],
               "verdict": VERDICTS[Verdict(r.verdict)] if r.verdict else "",
               "sizes": shown.sizes(r.times, number(r.persons), r.organisations),
               "href": f"{here}{r.pk}/"} for r in found[:A_PAGE]]
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    key = f"{last.place}.{last.times}.{last.pk}" if last else ""
    may_merge = rules.may(State(c.state), Step.MERGE_ROWS, part_played_by(standing(request), c))
    return render(request, "consultations/desk/rows.html", {
        **frame(standing(request)), "c": c, "rows": listed, "asked": asked,
        "articles": headings.articles(c.edition_id, c.code, asked["dieu"]),
        "verdicts": VERDICTS, "stances": STANCES, "problem": problem, "may_merge": may_merge, "waits": WAITS,
        "query": urlencode({k: v for k, v in asked.items() if v}), "said": messages.get_messages(request),
        "later": f"?{urlencode({k: v for k, v in asked.items() if v} | {'sau': key})}" if last else None},
        status=status)


def _place(key: str) -> desk_reads.Place | None:
    """The row after which a page begins: by article, then most spoken."""
    at, n, last = (number_in(typed) for typed in [*key.split("."), "", ""][:3])
    return (at, n, last) if at is not None and n is not None and last is not None else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def row(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One row: the opinions in it, and its answer."""
    c = answering(request, code)
    r = desk_reads.row(c, pk)
    if r is None:
        raise Http404
    if request.method != "POST":
        return show_row(request, c, r)
    form = _answer_form(desk_reads.newest_edition(c), c, r, request.POST)
    problem, status = _answer(request, c, r, form)
    return show_row(request, c, r, form=form, problem=problem, status=status) if status else _next_row(request, c, r)


def _answer_form(newer: int | None, c: Consultation, r: Row, typed: Any = None) -> AnswerForm:
    """The answer that stands, or what was typed; changes are looked for in the newer edition."""
    return AnswerForm(typed, parts=desk_reads.clauses(newer, c.code) if newer else (), initial={
        "verdict": r.verdict, "reason": r.reason, "change": r.change, "change_eid": r.change_eid})


def show_row(request: HttpRequest, c: Consultation, r: Row, *, form: AnswerForm | None = None,
             correction: CorrectForm | None = None, problem: str = "", status: int = 200) -> HttpResponse:
    """The page of a row; after something that could not be done, with what was typed and why."""
    newer = desk_reads.newest_edition(c)
    form = form or _answer_form(newer, c, r)
    after = number_in(request.GET.get("sau")) or 0
    inside = desk_reads.opinions_in(r, after=after, most=A_PAGE + 1)
    place = next((h.label for h in headings.contents(c.edition_id, c.code) if h.eid == r.article), _("Toàn bộ dự thảo"))
    may = {s.value for s in rules.steps_open_to(State(c.state), part_played_by(standing(request), c))}
    approved = r.approved_by_id is not None
    if correction is None and approved and "correct_text" in may:
        correction = CorrectForm(prefix="correct", initial={"text": r.public_text})
    return render(request, "consultations/desk/row.html", {
        **frame(standing(request)), "c": c, "r": r, "form": form, "article": place, "problem": problem, "may": may,
        "sizes": shown.sizes(r.times, number(r.persons), r.organisations),
        "stance": STANCES[Stance(r.stance)], "opinions": inside[:A_PAGE], "channels": CHANNELS, "levels": LEVELS,
        "later": f"?sau={inside[A_PAGE - 1].pk}" if len(inside) > A_PAGE else None, "spans": find(r.text),
        "options": desk_reads.options(newer, c.code, form["change_eid"].value() or "") if newer else "",
        "verdict": VERDICTS[Verdict(r.verdict)] if r.verdict else "", "approved": approved,
        "public_spans": find(r.public_text), "corrections": desk_reads.corrections_of(r) if approved else [],
        "correction": correction,
        "said": messages.get_messages(request)}, status=status)


def _answer(request: HttpRequest, c: Consultation, r: Row, form: AnswerForm) -> tuple[str, int]:
    """(why not, status) of an answer that could not be kept; status 0 where it was."""
    if not form.is_valid():
        return "", 422
    if version_in(request) != r.version:
        return stale(), 409
    try:
        actions.answer_row(c, row=r, verdict=form.ruled(), reason=form.cleaned_data["reason"],
                           change=form.cleaned_data["change"], change_eid=form.cleaned_data["change_eid"],
                           by=standing(request), now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        return str(refused), 409
    return "", 0


def _next_row(request: HttpRequest, c: Consultation, r: Row) -> HttpResponse:
    """Straight on to the next row that waits, if that was pressed."""
    messages.success(request, _("Đã ghi câu trả lời."))
    if "next" in request.POST:
        waits = Row.objects.filter(consultation=c, verdict="").order_by("place", "id")
        following = waits.filter(place__gte=r.place).first() or waits.first()
        if following:
            return redirect("consultations_desk:row", code=c.code, pk=following.pk)
    return redirect("consultations_desk:rows", code=c.code)


@never_cache
@require_POST
@official_required
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """The rows ticked become one: the one of most opinions."""
    c = answering(request, code)
    pks = [n for v in request.POST.getlist("row")[:200] if (n := number_in(v))]
    chosen = list(Row.objects.filter(consultation=c, pk__in=pks).order_by("-times", "id"))
    try:
        if len(chosen) < 2:
            raise actions.Refused(_("Đánh dấu từ hai nhóm trở lên."))
        actions.merge_rows(c, into=chosen[0], rows=chosen, by=standing(request), now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        return show_rows(request, c, problem=str(refused), status=409)
    messages.success(request, _("Đã gộp; không mất ý kiến nào."))
    return redirect(reverse("consultations_desk:row", args=[code, chosen[0].pk]))


@never_cache
@require_POST
@official_required
def split(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The opinions ticked become a row of their own."""
    c = answering(request, code)
    r = Row.objects.filter(consultation=c, pk=pk).first()
    if r is None:
        raise Http404
    pks = [n for v in request.POST.getlist("opinion")[:200] if (n := number_in(v))]
    try:
        new = actions.split_row(c, row=r, opinions=pks, by=standing(request), now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        return show_rows(request, c, problem=str(refused), status=409)
    messages.success(request, _("Đã tách thành nhóm mới."))
    return redirect("consultations_desk:row", code=code, pk=new.pk)
