"""The news desk: the list by state, writing, one article with its next steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.clean_html import text_of
from danchu.ground.text.personal_data import find
from danchu.ground.ui.due import Due, Nearness
from danchu.ground.ui.words import moment, number
from danchu.law.roles import Role
from danchu.mechanisms.news import actions, earlier, rules, shown
from danchu.mechanisms.news.forms import (
    ArticleForm,
    PapersForm,
    PinForm,
    PlainForm,
    ScheduleForm,
    SendBackForm,
    WithdrawForm,
)
from danchu.mechanisms.news.models import Article, Category, part_played_by
from danchu.mechanisms.news.rules import State, Step
from danchu.mechanisms.news.views import context_of
from danchu.mechanisms.news.words import KINDS, STATES, STEPS

A_PAGE = 30
TABS = {"dang-soan": State.DRAFT, "cho-duyet": State.REVIEW, "hen-gio": State.SCHEDULED, "da-dang": State.PUBLISHED,
        "da-go": State.WITHDRAWN, "da-bo": State.DISCARDED}
BADGES = {State.DRAFT: Nearness.WAIT, State.DISCARDED: Nearness.WAIT, State.REVIEW: Nearness.SOON,
          State.SCHEDULED: Nearness.OK, State.PUBLISHED: Nearness.DONE, State.WITHDRAWN: Nearness.WAIT}


def frame(who: Standing, tab: str = "") -> dict[str, Any]:
    """The rail: lists by state, `tab` the open one; for those who keep the body's news, comments and shelves too."""
    nav = [{"label": STATES[state], "url": f"/ban-lam-viec/tin-tuc/?xem={name}", "current": name == tab}
           for name, state in TABS.items()]
    keeps = bool(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    more = [{"label": _("Ý kiến bạn đọc"), "url": "/ban-lam-viec/tin-tuc/y-kien/"},
            {"label": _("Mục và biểu ngữ"), "url": "/ban-lam-viec/tin-tuc/muc/"}] if keeps else []
    return {"nav": [*nav, *more], "layout": "wide", "keeps": keeps}


def place_of(who: Standing) -> tuple[Unit, Unit | None]:
    """The body an official writes for, and their office. Raises Http404 where they write for none."""
    held = sorted(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    body = Unit.objects.filter(pk__in=held, level="body").order_by("pk").first()
    office = Unit.objects.filter(pk__in=sorted(who.units(Role.HANDLER)), level="office").order_by("pk").first()
    if body is None and office is not None:
        body = Unit.objects.filter(serves_id=office.serves_id, level="body", family="state").order_by("pk").first()
    if body is None:
        raise Http404
    return body, office


@never_cache
@require_safe
@official_required
def listing(request: HttpRequest) -> HttpResponse:
    """What stands in one state, newest first. By key, never by offset."""
    who, tab = standing(request), request.GET.get("xem", "dang-soan")
    tab = tab if tab in TABS else "dang-soan"
    mine = Article.objects.kept_by(who).filter(state=TABS[tab]).select_related("office", "writer", "category",
                                                                                       "cover")
    after = request.GET.get("sau", "")
    mine = mine.filter(pk__lt=int(after)) if after.isascii() and after.isdecimal() and len(after) < 16 else mine
    rows = list(mine.order_by("-id")[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    return render(request, "news/desk/listing.html", {
        **frame(who, tab), "rows": [_row(a) for a in rows], "title": STATES[TABS[tab]], "tab": tab,
        "said": messages.get_messages(request), "later": f"?xem={tab}&sau={rows[-1].pk}" if more else None})


def _row(a: Article) -> dict[str, Any]:
    state = State(a.state)
    when = {State.SCHEDULED: a.publish_at, State.PUBLISHED: a.published_at}.get(state)
    words = f"{STATES[state]} {moment(when)}" if when else str(STATES[state])
    sub = " · ".join(filter(None, [a.code, str(KINDS[a.kind]), a.category.name if a.category else ""]))
    return {"title": a.title, "href": f"/ban-lam-viec/tin-tuc/{a.code}/", "sub": sub, "d": Due(BADGES[state], words),
            "when": when, "writer": a.writer.name if a.writer else "", "office": a.office.full_name if a.office else "",
            "pinned": a.pinned_until is not None and a.pinned_until >= timezone.localdate(),
            "cover": shown.small_link(a.cover) if a.cover else "", "out": state == State.PUBLISHED,
            "readings": shown.readings_of(a.views), "comments": a.comments_n}


# --- writing --------------------------------------------------------------------------------------

def _shelves(body: Unit) -> list[Category]:
    return list(Category.objects.filter(body=body))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def write(request: HttpRequest) -> HttpResponse:
    """Begin an article. Nobody outside reads it before it is approved."""
    who = standing(request)
    body, office = place_of(who)
    form = ArticleForm(request.POST or None, shelves=_shelves(body))
    token = request.POST.get("token") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write(form.piece(), token=UUID(token), body=body, office=office, by=who, now=timezone.now())
            _told(request, form, _("Đã lưu bản nháp. Kèm ảnh rồi bấm “Trình duyệt”."))
            return redirect(f"{reverse('news_desk:article', args=[made.code])}?moi=1")
        except actions.NotTheirs:
            raise Http404 from None
        except ValueError:  # the hidden token was spoilt on the way
            token = str(uuid4())
    return render(request, "news/desk/write.html", {
        **frame(who), "form": form, "token": token, "a": None, "draft_of": who.person.pk if who.person else ""},
                  status=422 if request.method == "POST" else 200)


def _told(request: HttpRequest, form: ArticleForm, words: str) -> None:
    messages.success(request, words)
    for said in form.told:
        messages.warning(request, said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write it anew; once it is out, that is a correction and says what was wrong."""
    a, who = theirs(request, code)
    taken = Step.CORRECT if a.state == State.PUBLISHED else Step.EDIT
    initial = None if request.method == "POST" else _initial(a)
    is_out = taken is Step.CORRECT or "note" in request.POST
    form = ArticleForm(request.POST or None, shelves=_shelves(a.body), is_out=is_out, initial=initial)
    if not _may(a, taken, who):
        if request.method != "POST":
            raise Http404
        return show(request, a, who, {taken: form}, _changed(a), status=409)
    problem, status = "", 422 if request.method == "POST" else 200
    if request.method == "POST" and _is_stale(request, a):
        problem, status = _changed(a), 409
    elif request.method == "POST" and form.is_valid():
        try:
            how: dict[str, Any] = {"by": who, "now": timezone.now()}
            if taken is Step.CORRECT:
                actions.correct(a, form.piece(), note=form.cleaned_data["note"],
                                conceal=form.cleaned_data["conceal"], **how)
            else:
                actions.edit(a, form.piece(), **how)
            _told(request, form, _("Đã lưu."))
            return redirect("news_desk:article", code=code)
        except actions.Stale:
            a.refresh_from_db()
            problem, status = _changed(a), 409
        except actions.Refused as no:
            problem = str(no)
    return render(request, "news/desk/write.html", {
        **frame(who), "form": form, "a": a, "problem": problem, "pictures": _pictures(a), "token": ""}, status=status)


def _initial(a: Article) -> dict[str, Any]:
    names = ("kind", "title", "lead", "author", "source", "source_url", "comments_open")
    return {name: getattr(a, name) for name in names} | {
        "category": a.category_id, "html": a.text.html, "tags": ", ".join(t.name for t in a.tags.order_by("id"))}


def _pictures(a: Article) -> list[dict[str, str]]:
    files = Attachment.objects.filter(subject=a.code, kind="image").order_by("id")
    return [{"src": shown.file_link(f), "name": f.name} for f in files]


# --- one article ----------------------------------------------------------------------------------

def theirs(request: HttpRequest, code: str) -> tuple[Article, Standing]:
    who = standing(request)
    listed = Article.objects.kept_by(who).select_related("body", "office", "category", "cover", "text", "writer")
    found = listed.filter(code=code).first()
    if found is None:
        raise Http404
    return found, who


def _may(a: Article, taken: Step, who: Standing) -> bool:
    return taken in rules.steps_open_to(State(a.state), part_played_by(who, a))


@never_cache
@require_safe
@official_required
def article(request: HttpRequest, code: str) -> HttpResponse:
    """One article: its words, what is kept with it, and only the steps this person may take now."""
    return show(request, *theirs(request, code))


def show(request: HttpRequest, a: Article, who: Standing, bound: dict[Step, forms.Form] | None = None,
          problem: str = "", papers: PapersForm | None = None, status: int = 200) -> HttpResponse:
    steps = rules.steps_open_to(State(a.state), part_played_by(who, a))
    bound = bound or {}
    files = list(Attachment.objects.filter(subject=a.code).order_by("id"))
    spans = find(text_of(a.text.html)[:20_000])
    return render(request, "news/desk/article.html", {
        **frame(who), "a": a, "state": STATES[State(a.state)], "badge": _row(a)["d"], "kind": KINDS[a.kind],
        "words": shown.words_of(a.text.html), "personal": len(spans), "step_words": {s.value: STEPS[s] for s in Step},
        "forms": {s.value: bound.get(s) or FORMS[s](None, prefix=s.value) for s in steps if s in FORMS},
        "slugs": {s.value: slug for slug, s in SLUGS.items()}, "opened": {s.value for s in bound},
        "over": [(STEPS[s], form) for s, form in (bound | _papers_of(papers)).items() if s not in _shown(steps, a)],
        "may_edit": Step.EDIT in steps or Step.CORRECT in steps, "is_out": a.state == State.PUBLISHED,
        "papers": (papers or PapersForm()) if Step.ATTACH in steps else None, "problem": problem,
        "files": [_file(a, f) for f in files], "may_detach": Step.DETACH in steps,
        "said": messages.get_messages(request), "tags": list(a.tags.order_by("id")),
        "facts": _facts(a), "earlier": earlier.kept_of(a), "draft_of": who.person.pk if who.person else "",
        "lines": shown.told_all(timeline(a.code, Audience.INTERNAL), names=True)}, status=status)


def _papers_of(papers: PapersForm | None) -> dict[Step, forms.Form]:
    return {Step.ATTACH: papers} if papers else {}


def _shown(steps: Iterable[Step], a: Article) -> set[Step]:
    """Steps whose form stands on the page: what is pinned is not pinned again."""
    return {s for s in steps if s in FORMS or s is Step.ATTACH} - ({Step.PIN} if a.pinned_until else set())


def _facts(a: Article) -> list[dict[str, Any]]:
    """What stands beside the words: who, from where, how it is read."""
    said = [(_("Tác giả"), a.author), (_("Nguồn"), a.source), (_("Hẹn đăng"), a.publish_at and moment(a.publish_at)),
            (_("Ghim đến hết ngày"), a.pinned_until and f"{a.pinned_until:%d/%m/%Y}"),
            (_("Ý kiến bạn đọc"), number(a.comments_n) if a.comments_open else _("không nhận")),
            (_("Lượt đọc"), shown.readings_of(a.views) if a.published_at else "")]
    return [{"label": label, "value": value} for label, value in said if value]


def _file(a: Article, f: Attachment) -> dict[str, Any]:
    image = f.kind == "image"
    return {"href": shown.file_link(f), "name": f.name, "cover": f.pk == a.cover_id, "pk": f.pk,
            "small": shown.small_link(f) if image else "", "inside": f"/tep/{f.pk}/" in a.text.html}


FORMS: dict[Step, type[forms.Form]] = {
    Step.SUBMIT: PlainForm, Step.SEND_BACK: SendBackForm, Step.SCHEDULE: ScheduleForm, Step.UNSCHEDULE: PlainForm,
    Step.PUBLISH: PlainForm, Step.PIN: PinForm, Step.UNPIN: PlainForm, Step.WITHDRAW: WithdrawForm,
    Step.RESTORE: PlainForm, Step.DISCARD: PlainForm, Step.RECOVER: PlainForm,
}  # fmt: skip
SLUGS = {"trinh-duyet": Step.SUBMIT, "tra-lai": Step.SEND_BACK, "hen-gio": Step.SCHEDULE, "bo-hen-gio": Step.UNSCHEDULE,
         "dang": Step.PUBLISH, "ghim": Step.PIN, "bo-ghim": Step.UNPIN, "go": Step.WITHDRAW, "dang-lai": Step.RESTORE,
         "bo": Step.DISCARD, "lay-lai": Step.RECOVER}
Act = Callable[..., Article]


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take one step; where it cannot be taken, show the article again with what was typed and why."""
    a, who = theirs(request, code)
    taken = SLUGS.get(slug)
    if taken is None:
        raise Http404
    form = FORMS[taken](request.POST, prefix=taken.value)
    if _is_stale(request, a):
        return show(request, a, who, {taken: form}, _changed(a), status=409)
    if not form.is_valid():
        return show(request, a, who, {taken: form}, status=422)
    act: Act = getattr(actions, taken.value)
    try:
        act(a, **form.cleaned_data, by=who, now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Stale:
        a.refresh_from_db()
        return show(request, a, who, {taken: form}, _changed(a), status=409)
    except actions.Refused as no:
        a.refresh_from_db()
        return show(request, a, who, {taken: form}, str(no), status=422)
    messages.success(request, _("Xong: %(step)s.") % {"step": STEPS[taken]})
    return redirect("news_desk:article", code=code)


def _is_stale(request: HttpRequest, a: Article) -> bool:
    opened_at = request.POST.get("version", "")
    return opened_at.isdecimal() and opened_at != str(a.version)


def _changed(a: Article) -> str:
    last = shown.told_all(timeline(a.code, Audience.INTERNAL)[-1:], names=True)[0]
    return _("Có người vừa thay đổi: %(what)s (%(who)s). Lời ông/bà vừa viết vẫn còn đây. Xem lại rồi bấm lần nữa.") % {
        "what": last["text"], "who": last["who"] or _("hệ thống")}


@never_cache
@require_safe
@official_required
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """As readers will see it."""
    a, _who = theirs(request, code)
    return render(request, "news/article.html", context_of(a) | {"preview": f"/ban-lam-viec/tin-tuc/{a.code}/"})
