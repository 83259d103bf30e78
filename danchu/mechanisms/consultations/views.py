"""What anyone may read and say: the consultations, a draft article by article, the table. Fetch, ask, show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.ui.qr import qr_svg
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.consultations import comparing, headings, hot, papers, shown
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import (
    CONFERENCE_UNDER,
    EXPLAINED_UNDER,
    GROUPED,
    LISTED,
    LIVE_FROM,
    SHOWN_FROM,
    Kind,
    Stance,
    State,
    Verdict,
)
from danchu.mechanisms.consultations.table import csv_file, docx_file, xlsx_file
from danchu.mechanisms.consultations.words import (
    CONFERENCE,
    CRITICISM_FORMS,
    KINDS,
    STANCES,
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
    heads, sums, hung = headings.contents(c.edition_id, c.code), shown.summed(c), papers.of_consultation(c)
    is_open = c.takes_opinions(timezone.now())
    # while papers are still typed in, the figures of yesterday and today would tell how the last few answered
    told = bool(sums.answers) and c.state in GROUPED
    return render(request, "consultations/page.html", {
        "c": c, "figures": shown.figures(c), "track": shown.WAY.at(c.state),
        "late": shown.late(c, sums),
        "contents": shown.Contents(c.code, c.edition_id, c.times, c.state == State.OPEN, heads, sums.cells),
        "due": shown.badge(c.state, c.closes_on, timezone.localdate()), "kind": KINDS[Kind(c.document.kind)],
        "questions": hung.questions if is_open else [], "open": is_open,
        "survey": shown.survey(hung.questions, sums.answers) if told else [],
        "lines": [shown.told(line) for line in hung.lines], "papers": hung.files, "criticism": hung.criticism,
        "criticism_forms": CRITICISM_FORMS, "conference": CONFERENCE,
        "ways": shown.channels(sums.ways) if c.has_table else [], "live_from": LIVE_FROM, "shown_from": SHOWN_FROM,
        "explained_under": EXPLAINED_UNDER, "conference_under": CONFERENCE_UNDER})


@require_safe
@public_page
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The paper form: every article with its code, four boxes and lines to write on."""
    c = opened(code)
    heads = [h for h in headings.contents(c.edition_id, c.code) if h.is_article]
    root = settings.SITE["url"]  # not what the request calls us: the page is kept for all
    squares = {h.eid: qr_svg(root + reverse("consultations:article", args=[code, h.eid]), sized=False)
               for h in heads if len(heads) <= MOST_CODES}
    return render(request, "consultations/paper.html", {
        "c": c, "heads": heads, "stances": STANCES, "squares": squares, "codes": headings.paper_codes(heads),
        "whole": headings.WHOLE_CODE, "questions": hot.questions(c.pk),
        "qr": qr_svg(root + reverse("consultations:page", args=[code]), sized=False)})


# --- the table -------------------------------------------------------------------------------------

@require_safe
@public_page
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with its answer, by number. Three statements."""
    c = opened(code)
    if not c.has_table:
        raise Http404
    heads = {h.eid: h for h in headings.contents(c.edition_id, c.code)}
    wanted, verdict = request.GET.get("dieu", ""), request.GET.get("ket-qua", "")
    only = {**({"article": "" if wanted == "chung" else wanted} if wanted in heads or wanted == "chung" else {}),
            **({"verdict": verdict} if verdict in set(Verdict) else {})}
    found = hot.table_rows(c.pk, after=number_in(request.GET.get("sau")) or 0, most=ROWS_A_PAGE + 1, **only)
    kept = {"dieu": wanted, "ket-qua": verdict}
    return render(request, "consultations/table.html", {
        "c": c, "outcome": _outcome(c),
        "rows": [_row(r, heads) for r in found[:ROWS_A_PAGE]], "figures": shown.figures(c), "kept": kept,
        "late": shown.late(c, shown.summed(c)),
        "articles": headings.articles(c.edition_id, c.code, wanted), "verdicts": VERDICTS,
        "later": f"?{urlencode({k: v for k, v in kept.items() if v} | {'sau': found[ROWS_A_PAGE - 1].no})}"
                 if len(found) > ROWS_A_PAGE else None})


def _outcome(c: Consultation) -> list[dict[str, Any]]:
    """What became of the rows, by verdict: as it was when the table was published."""
    return [{"key": v.value, "label": VERDICTS[v], "rows": c.outcome[v][0], "n": c.outcome[v][1],
             "kind": _KIND_OF[v]} for v in Verdict if v in c.outcome]


_KIND_OF = {Verdict.ACCEPTED: "good", Verdict.PARTLY: "warn", Verdict.REFUSED: "bad", Verdict.NOTED: "rest"}


def _row(r: hot.TableRow, heads: dict[str, headings.Head]) -> dict[str, Any]:
    """A row as the public reads it: the redacted text, and its stance only where enough persons share it."""
    head = heads.get(r.article)
    return {
        "no": r.no, "article": head.label if head else _("Toàn bộ dự thảo"), "text": r.public_text,
        "corrected_on": r.corrected_on,
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
