"""Saying something: an article with its form, the whole draft, the receipt, one's own opinion and its answer."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.people.fields import SecretForm
from danchu.ground.people.guesses import guessed_wrong, too_many, wait
from danchu.ground.people.proof import is_secret_of, remember, secret_of, who
from danchu.ground.text.codes import read_code, spoken
from danchu.mechanisms.consultations import actions, headings, hot, shown
from danchu.mechanisms.consultations.forms import OpinionForm, SurveyForm
from danchu.mechanisms.consultations.models import Consultation, Opinion, Part
from danchu.mechanisms.consultations.rules import GROUPED, OPINION_PREFIX, SHOWN_FROM, Stance, Verdict
from danchu.mechanisms.consultations.table import receipt_mark
from danchu.mechanisms.consultations.views import opened
from danchu.mechanisms.consultations.words import STANCES, STANCES_EXPLAINED, VERDICTS


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
    heads = headings.contents(c.edition_id, c.code)
    articles = [h for h in heads if h.is_article]
    at = next((n for n, h in enumerate(articles) if h.eid == eid), 0)
    over = next((h for h in reversed(heads) if not h.is_article and h.place < parts[0].place), None)
    sums = shown.summed(c) if c.state in GROUPED else shown.Sums()
    cell = sums.cells.get(eid) if c.has_table else None
    return render(request, "consultations/article.html", {
        "c": c, "a": parts[0], "clauses": parts[1:], "form": form, "over": over, "bars": shown.stances(cell),
        "cell": cell,
        "late": next((words for about, _label, words in shown.late(c, sums) if about == eid), ""),
        "open": c.takes_opinions(timezone.now()), "token": request.POST.get("token") or str(uuid4()),
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
    heads = headings.contents(c.edition_id, c.code)
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
        "track": shown.WAY.at(c.state), "mark": receipt_mark(own.code)})


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
