"""What anyone may read and say: the consultations, a draft article by article, the table. Fetch, ask, show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.people.fields import SecretForm
from danchu.ground.people.guesses import guessed_wrong, too_many, wait
from danchu.ground.people.proof import is_secret_of, remember, secret_of, who
from danchu.ground.text.codes import read_code, spoken
from danchu.ground.ui.qr import qr_svg
from danchu.mechanisms.consultations import actions, comparing, hot, papers, shown
from danchu.mechanisms.consultations.forms import OpinionForm, SurveyForm
from danchu.mechanisms.consultations.models import Consultation, Opinion, Part
from danchu.mechanisms.consultations.rules import (
    CONFERENCE_UNDER,
    EXPLAINED_UNDER,
    GROUPED,
    LISTED,
    LIVE_FROM,
    OPINION_PREFIX,
    SHOWN_FROM,
    Kind,
    Stance,
    State,
    Verdict,
)
from danchu.mechanisms.consultations.table import csv_file, docx_file, receipt_mark, xlsx_file
from danchu.mechanisms.consultations.words import (
    CONFERENCE,
    CRITICISM_FORMS,
    KINDS,
    STANCES,
    STANCES_EXPLAINED,
    VERDICTS,
)

A_PAGE = 20
ROWS_A_PAGE = 30
_STAGES = {
    # in the address: the states
    "dang-mo": (State.OPEN,),
    "dang-tra-loi": (State.CLOSED, State.SYNTHESISED, State.ANSWERED),
    "da-tra-loi": (State.TABLE_PUBLISHED, State.DECIDED),
}


BESIDE = "canh-nhau"  # in the address: two editions side by side
MOST_CODES = 60  # articles of a paper form that bear a square code each; a longer form has one, at its head


def opened(code: str, *also: str) -> Consultation:
    """A consultation anyone may read, with its document and body. One statement. Raises Http404."""
    if also:
        found = Consultation.objects.visible_to().filter(code=code).select_related("document", "body", *also).first()
    else:
        found = hot.opened(code)
    if found is None:
        raise Http404
    return found


def number_in(typed: str | None) -> int | None:
    """A key of an address; nonsense is left out."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else None


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """What may I speak on now, what is being answered, what was answered. Two statements."""
    stage = request.GET.get("muc", "")
    states = _STAGES.get(stage, LISTED)
    found = hot.listed(states, after=number_in(request.GET.get("sau")), most=A_PAGE + 1)
    today = timezone.localdate()
    cases = [{"c": c, "due": shown.badge(c.state, c.closes_on, today), "figures": shown.figures(c)}
             for c in found[:A_PAGE]]
    labels = {"": _("Tất cả"), "dang-mo": _("Đang lấy ý kiến"), "dang-tra-loi": _("Đang trả lời"),
              "da-tra-loi": _("Đã trả lời")}
    return render(request, "consultations/listing.html", {
        "cases": cases, "stage": stage,
        "chips": [{"label": words, "href": f"?muc={s}" if s else "?", "current": s == stage}
                  for s, words in labels.items()],
        "later": f"?{urlencode({'muc': stage, 'sau': found[A_PAGE - 1].pk})}" if len(found) > A_PAGE else None})


@require_safe
@public_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One consultation: what is asked, until when, the contents of the draft, what has happened. Four statements."""
    c = opened(code)
    heads, sums, hung = shown.contents(c.edition_id, c.code), shown.summed(c), papers.of_consultation(c)
    is_open = c.takes_opinions(timezone.now())
    # while papers are still typed in, the figures of yesterday and today would tell how the last few answered
    told = bool(sums.answers) and c.state in GROUPED
    return render(request, "consultations/page.html", {
        "c": c, "figures": shown.figures(c), "track": shown.track(c.state),
        "contents": shown.Contents(c.code, c.edition_id, c.times, c.state == State.OPEN, heads, sums.cells),
        "due": shown.badge(c.state, c.closes_on, timezone.localdate()), "kind": KINDS[Kind(c.document.kind)],
        "questions": hung.questions if is_open else [], "open": is_open,
        "survey": shown.survey(hung.questions, sums.answers) if told else [],
        "lines": [shown.told(line) for line in hung.lines], "papers": hung.files, "criticism": hung.criticism,
        "criticism_forms": CRITICISM_FORMS, "conference": CONFERENCE,
        "ways": shown.channels(sums.ways) if c.has_table else [], "live_from": LIVE_FROM, "shown_from": SHOWN_FROM,
        "explained_under": EXPLAINED_UNDER, "conference_under": CONFERENCE_UNDER})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, code: str, eid: str) -> HttpResponse:
    """One article with its form: read it, say what you think of it or of one of its clauses."""
    if request.method == "POST" and (sent := _sent(request, code, eid)):
        return sent
    c = opened(code)
    parts = hot.article(c.edition_id, eid)
    if not parts:
        raise Http404
    clauses = _clauses(eid, [(p.eid, p.label) for p in parts])
    if request.method == "POST":
        form = OpinionForm(request.POST, clauses=clauses)
        answer = _take(request, c, form, eid)
        return answer or _show_article(request, c, eid, parts, form, 422)
    chosen = request.GET.get("khoan", eid)
    form = OpinionForm(initial={"eid": chosen if chosen in dict(clauses) else eid}, clauses=clauses)
    return _show_article(request, c, eid, parts, form)


def _clauses(article: str, parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(eid, label if eid != article else _("Cả điều")) for eid, label in parts]


def _sent(request: HttpRequest, code: str, article: str) -> HttpResponse | None:
    """An opinion that can be taken as it was sent: asked of by the hundred a second. None where it cannot."""
    c = hot.consultation(code)
    parts = hot.parts(c.edition_id, article) if c else []
    if c is None or not parts or not c.takes_opinions(timezone.now()):
        return None
    return _take(request, c, OpinionForm(request.POST, clauses=_clauses(article, parts)), article)


def _show_article(request: HttpRequest, c: Consultation, eid: str, parts: list[Part], form: OpinionForm,
                  status: int = 200) -> HttpResponse:
    heads = shown.contents(c.edition_id, c.code)
    articles = [h for h in heads if h.is_article]
    at = next((n for n, h in enumerate(articles) if h.eid == eid), 0)
    over = next((h for h in reversed(heads) if not h.is_article and h.place < parts[0].place), None)
    cell = shown.summed_of(c, eid) if c.has_table else None
    return render(request, "consultations/article.html", {
        "c": c, "a": parts[0], "clauses": parts[1:], "form": form, "over": over, "bars": shown.stances(cell),
        "cell": cell, "open": c.takes_opinions(timezone.now()), "token": request.POST.get("token") or str(uuid4()),
        "n": at + 1, "of": len(articles), "stances_explained": {k.value: v for k, v in STANCES_EXPLAINED.items()},
        "earlier": articles[at - 1] if at else None, "later": articles[at + 1] if at + 1 < len(articles) else None,
        "due": shown.badge(c.state, c.closes_on, timezone.localdate()), "shown_from": SHOWN_FROM,
        "base_depth": parts[0].depth}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, code: str) -> HttpResponse:
    """On the whole draft: the questions asked, and whatever else there is to say."""
    c = opened(code)
    questions = hot.questions(c.pk)
    form = SurveyForm(request.POST if request.method == "POST" else None, questions=questions)
    if request.method == "POST":
        answer = _take(request, c, form, "")
        if answer:
            return answer
    return render(request, "consultations/whole.html", {
        "c": c, "form": form, "questions": [form[f"q{q.pk}"] for q in questions],
        "open": c.takes_opinions(timezone.now()), "token": request.POST.get("token") or str(uuid4()),
        "stances_explained": {k.value: v for k, v in STANCES_EXPLAINED.items()},
        "due": shown.badge(c.state, c.closes_on, timezone.localdate())},
        status=422 if request.method == "POST" else 200)


def _take(request: HttpRequest, c: Consultation, form: OpinionForm, article: str) -> HttpResponse | None:
    """Take the opinion in and lead to its receipt; None where something typed must be looked at again."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:  # the hidden token was spoilt on the way
        token = uuid4()
    if not form.is_valid():
        return None
    said = actions.Said(article=article, eid=form.cleaned_data.get("eid") or "", text=form.cleaned_data["text"],
                        stance=Stance(form.cleaned_data["stance"]),
                        answers=form.answers() if isinstance(form, SurveyForm) else {})
    try:
        opinion = actions.give(c, said, token=token, by=who(request), now=timezone.now())
    except actions.TooLate as late:
        return render(request, "consultations/late.html", {"c": c, "why": str(late), "text": said.text}, status=409)
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return None
    return remember(redirect("consultations:receipt", code=opinion.code), request, opinion.code)


def _own(request: HttpRequest, code: str) -> Opinion | None:
    """The opinion with this code, if this device has shown that it is theirs. One statement."""
    if code not in who(request).proven:
        return None
    return Opinion.objects.filter(code=code).select_related("consultation", "row").first()


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The code, the secret number, the mark in the published list. Only for whoever sent it."""
    opinion = _own(request, code)
    if opinion is None:
        raise Http404
    c = opinion.consultation
    heads = shown.contents(c.edition_id, c.code)
    articles = [h for h in heads if h.is_article]
    at = next((n for n, h in enumerate(articles) if h.eid == opinion.article), None)
    return render(request, "consultations/receipt.html", {
        "o": opinion, "c": c, "secret": secret_of(opinion.token), "spoken": spoken(opinion.code),
        "mark": receipt_mark(opinion.code), "article": articles[at] if at is not None else None,
        "later": articles[at + 1] if at is not None and at + 1 < len(articles) else None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever sent it sees it, and the row that answers it. Others are asked for the secret number."""
    own = _own(request, code)
    if own is None:
        return _prove(request, code)
    c = own.consultation
    part = Part.objects.filter(edition_id=c.edition_id, eid=own.eid or own.article).first() if own.article else None
    return render(request, "consultations/opinion.html", {
        "o": own, "c": c, "part": part, "row": own.row if c.has_table else None, "stance": STANCES[Stance(own.stance)],
        "verdict": VERDICTS[Verdict(own.row.verdict)] if c.has_table and own.row and own.row.verdict else "",
        "track": shown.track(c.state), "mark": receipt_mark(own.code)})


def _prove(request: HttpRequest, code: str) -> HttpResponse:
    """Right code and right number open it on this device; nothing tells a wrong code from a wrong number."""
    form = SecretForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if too_many(request, code):
            form.add_error("secret", wait())
            status = 429
        elif form.is_valid():
            found = Opinion.objects.filter(code=code).first()
            if found and is_secret_of(found.token, form.cleaned_data["secret"]):
                return remember(redirect("consultations:opinion", code=code), request, code)
            guessed_wrong(request, code)
            form.add_error("secret", _("Mã số và số bí mật không khớp nhau."))
    return render(request, "consultations/prove.html", {"form": form, "code": code}, status=status)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """An opinion's code in, its page out."""
    code = read_code(request.GET.get("ma", "")[:60])
    if code and code.startswith(f"{OPINION_PREFIX}-"):
        return redirect("consultations:opinion", code=code)
    return redirect(reverse("consultations:listing"))


@require_safe
@public_page
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The paper form: every article with its code, four boxes and lines to write on."""
    c = opened(code)
    heads = [h for h in shown.contents(c.edition_id, c.code) if h.is_article]
    root = settings.SITE["url"]  # not what the request calls us: the page is kept for all
    squares = {h.eid: qr_svg(root + reverse("consultations:article", args=[code, h.eid]), sized=False)
               for h in heads if len(heads) <= MOST_CODES}
    return render(request, "consultations/paper.html", {
        "c": c, "heads": heads, "stances": STANCES, "squares": squares, "codes": shown.paper_codes(heads),
        "whole": shown.WHOLE_CODE, "questions": hot.questions(c.pk),
        "qr": qr_svg(root + reverse("consultations:page", args=[code]), sized=False)})


# --- the table -------------------------------------------------------------------------------------

@require_safe
@public_page
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with its answer, by number. Three statements."""
    c = opened(code)
    if not c.has_table:
        raise Http404
    heads = {h.eid: h for h in shown.contents(c.edition_id, c.code)}
    wanted, verdict = request.GET.get("dieu", ""), request.GET.get("ket-qua", "")
    only = {**({"article": "" if wanted == "chung" else wanted} if wanted in heads or wanted == "chung" else {}),
            **({"verdict": verdict} if verdict in set(Verdict) else {})}
    found = hot.table_rows(c.pk, after=number_in(request.GET.get("sau")) or 0, most=ROWS_A_PAGE + 1, **only)
    kept = {"dieu": wanted, "ket-qua": verdict}
    return render(request, "consultations/table.html", {
        "c": c, "outcome": _outcome(c),
        "rows": [_row(r, heads) for r in found[:ROWS_A_PAGE]], "figures": shown.figures(c), "kept": kept,
        "articles": shown.articles(c.edition_id, c.code, wanted), "verdicts": VERDICTS,
        "later": f"?{urlencode({k: v for k, v in kept.items() if v} | {'sau': found[ROWS_A_PAGE - 1].no})}"
                 if len(found) > ROWS_A_PAGE else None})


def _outcome(c: Consultation) -> list[dict[str, Any]]:
    """What became of the rows, by verdict: as it was when the table was published."""
    return [{"key": v.value, "label": VERDICTS[v], "rows": c.outcome[v][0], "n": c.outcome[v][1],
             "kind": _KIND_OF[v]} for v in Verdict if v in c.outcome]


_KIND_OF = {Verdict.ACCEPTED: "good", Verdict.PARTLY: "warn", Verdict.REFUSED: "bad", Verdict.NOTED: "rest"}


def _row(r: hot.TableRow, heads: dict[str, shown.Head]) -> dict[str, Any]:
    """A row as the public reads it: the redacted text, and its stance only where enough persons share it."""
    head = heads.get(r.article)
    return {
        "no": r.no, "article": head.label if head else _("Toàn bộ dự thảo"), "text": r.public_text,
        "sizes": shown.sizes(r.times, shown.few(r.persons), r.organisations), "kind": r.verdict,
        "verdict": VERDICTS[Verdict(r.verdict)], "reason": r.reason, "change": r.change,
        "changed": r.change_eid.partition("__")[0],
        "stance": STANCES[Stance(r.stance)] if r.persons >= SHOWN_FROM else ""}


@require_safe
@public_page
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """What people read beside what it became, article by article, and whose opinions changed it. Three statements."""
    c = opened(code, "edition", "final")
    if not c.has_table or c.final is None:
        raise Http404
    every, beside = request.GET.get("xem") == "tat-ca", request.GET.get("kieu") == BESIDE

    def chip(words: str, *, xem: bool, kieu: bool) -> dict[str, Any]:
        asked = {**({"xem": "tat-ca"} if xem else {}), **({"kieu": BESIDE} if kieu else {})}
        return {"label": words, "href": f"?{urlencode(asked)}", "current": (xem, kieu) == (every, beside)}

    return render(request, "consultations/compare.html", {
        "c": c, "articles": comparing.articles(c, all_of_them=every), "old_no": c.edition.no, "new_no": c.final.no,
        "side_by_side": beside,
        "chips": [chip(_("Điều có thay đổi"), xem=False, kieu=beside),
                  chip(_("Tất cả các điều"), xem=True, kieu=beside)],
        "ways": [chip(_("Đánh dấu chỗ sửa"), xem=every, kieu=False),
                 chip(_("Hai bản cạnh nhau"), xem=every, kieu=True)]})


_FILES = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "docx": (docx_file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
def table_file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The whole table to keep: sent as it is written."""
    c = opened(code)
    if not c.has_table or kind not in _FILES:
        raise Http404
    stream, mime = _FILES[kind]
    return StreamingHttpResponse(stream(c), content_type=mime, headers={
        "Content-Disposition": f'attachment; filename="{c.code}-bang-tong-hop.{kind}"'})
