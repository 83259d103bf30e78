"""Paper forms, typed twice by two people: by the codes printed on them, with the questions asked beside the draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.access import official_required, standing
from danchu.ground.text.normalise import clean
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.consultations import actions, desk_reads, headings, hot
from danchu.mechanisms.consultations.desk import frame
from danchu.mechanisms.consultations.desk_entry import entering, scan_of
from danchu.mechanisms.consultations.giving import DAY, LONGEST, SURVEY
from danchu.mechanisms.consultations.models import Consultation, Keying, Question
from danchu.mechanisms.consultations.rules import QuestionKind, Stance
from danchu.mechanisms.consultations.words import STANCES

LINES = 6  # of a paper form shown at once; a form with more is typed with more lines asked for
MOST_LINES = 60
MOST_WAITING = 100  # forms shown that wait for a second typing
Lines = list[list[str]]


@dataclass
class Typed:
    """What stands in the form as it was sent: to be stored if nothing is wrong, else to be shown again."""

    serial: str = ""
    came_on: str = ""
    lines: Lines = field(default_factory=list)  # [code, stance, text] as typed
    chosen: dict[int, list[str]] = field(default_factory=dict)  # question → places ticked
    wrong: list[str] = field(default_factory=list)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def keying(request: HttpRequest, code: str) -> HttpResponse:
    """A paper form typed in; a second person types it again, and only then it counts."""
    c = entering(request, code)
    heads = [h for h in headings.contents(c.edition_id, c.code) if h.is_article]
    codes = headings.paper_codes(heads)
    questions = hot.questions(c.pk)
    typed, problem, differs = _typed(request, questions), "", None
    if request.method == "POST":
        stored = _stored(typed, {own.casefold(): eid for eid, own in codes.items()}, questions)
        problem, differs = ("; ".join(typed.wrong), None) if typed.wrong else _key(request, c, typed.serial, stored)
        if not problem and differs is None:
            return redirect("consultations_desk:keying", code=code)
    lines = min(max(number_in(request.GET.get("dong")) or LINES, len(typed.lines), 1), MOST_LINES)
    me = standing(request)
    return render(request, "consultations/desk/keying.html", {
        **frame(me), "c": c, "stances": STANCES, "typed": typed, "problem": problem,
        "codes": [(codes[h.eid], f"{h.label}{'. ' + h.heading if h.heading else ''}") for h in heads],
        "rows": [*typed.lines, *([["", "", ""]] * (lines - len(typed.lines)))], "lines": lines, "differs": differs,
        "apart": _apart(differs, codes, questions) if differs else [], "questions": questions,
        "waiting": desk_reads.waiting(c, MOST_WAITING), "me": me.person,
        "open": c.takes_opinions(timezone.now()), "said": messages.get_messages(request)},
        status=422 if problem else 409 if differs else 200)


def _typed(request: HttpRequest, questions: list[Question]) -> Typed:
    """What was sent; lines with nothing in them fall away."""
    said = request.POST
    lines = [[said.get(f"code-{n}", "").strip()[:20], said.get(f"stance-{n}", ""),
              clean(said.get(f"text-{n}", ""), lines=True)[:LONGEST]] for n in range(MOST_LINES)]
    return Typed(serial=(said.get("serial") or request.GET.get("phieu") or "").strip()[:30],
                 came_on=said.get("came_on", "")[:10], lines=[line for line in lines if any(line)],
                 chosen={q.pk: [v for v in said.getlist(f"q{q.pk}") if v][:20] for q in questions})


def _stored(typed: Typed, eids: dict[str, str], questions: list[Question]) -> Lines:
    """The lines as the action keeps them; what cannot be read is told in `typed.wrong`."""
    found: Lines = []
    if typed.came_on:
        try:
            found.append([DAY, date.fromisoformat(typed.came_on).isoformat(), ""])
        except ValueError:
            typed.wrong.append(_("Ngày nhận chưa đúng."))
    for q in questions:
        places = sorted({int(v) for v in typed.chosen[q.pk] if v.isdecimal() and int(v) < len(q.options)})
        if places and (q.kind == QuestionKind.MANY or len(places) == 1):
            found.append([f"{SURVEY}{q.pk}", ",".join(map(str, places)), ""])
    for n, (own, stance, text) in enumerate(typed.lines, 1):
        article = "" if own.casefold() in ("", headings.WHOLE_CODE.casefold()) else eids.get(own.casefold())
        if article is None:
            typed.wrong.append(_("Dòng %(n)s: không có mã “%(code)s” trên phiếu") % {"n": n, "code": own})
        elif stance not in set(Stance):
            typed.wrong.append(_("Dòng %(n)s: chưa chọn quan điểm") % {"n": n})
        else:
            found.append([article, stance, text])
    return found


def _key(request: HttpRequest, c: Consultation, serial: str, typed: Lines) -> tuple[str, Keying | None]:
    """(why not, the form whose two typings differ)."""
    try:
        with transaction.atomic():
            kept = actions.key(c, serial=serial, typed=typed, scan=scan_of(c, request.FILES.get("scan"), request),
                               by=standing(request), now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except (actions.Refused, FileRefused) as refused:
        return str(refused), None
    if kept.done:
        messages.success(request, _("Phiếu %(serial)s khớp hai lần nhập: đã ghi ý kiến.") % {"serial": serial})
        return "", None
    if kept.second:
        return "", kept
    messages.success(request, _("Đã nhập phiếu %(serial)s lần một. Người khác nhập lần hai.") % {"serial": serial})
    return "", None


def _apart(keying: Keying, codes: dict[str, str], questions: list[Question]) -> list[tuple[str, str, str]]:
    """Where the two typings differ: (what, the first, the second), in the words of the form."""
    names = {DAY: _("Ngày nhận"), **{f"{SURVEY}{q.pk}": q.text for q in questions}}
    one, two = ({}, {})  # type: tuple[dict[str, str], dict[str, str]]
    for found, lines in ((one, keying.first), (two, keying.second)):
        for place, value, text in lines:
            name = names.get(place) or codes.get(place) or headings.WHOLE_CODE
            while name in found:  # the same article twice on one form
                name += "′"
            found[name] = " · ".join(filter(None, [str(STANCES.get(value, value)), text]))
    return [(name, one.get(name, "—"), two.get(name, "—")) for name in {**one, **two} if one.get(name) != two.get(name)]


@never_cache
@require_POST
@official_required
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A form typed under a wrong number is taken away, before it counts."""
    c = entering(request, code)
    found = Keying.objects.filter(consultation=c, pk=pk).select_related("consultation").first()
    if found is None:
        raise Http404
    try:
        actions.drop_form(found, by=standing(request), now=timezone.now())
        messages.success(request, _("Đã bỏ phiếu %(serial)s nhập dở.") % {"serial": found.serial})
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        messages.error(request, str(refused))
    return redirect("consultations_desk:keying", code=code)
