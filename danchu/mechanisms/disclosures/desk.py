"""The desk of disclosures: what is due, one thing with its next steps, a look from the street."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.calendars import calendar_for, calendar_shown
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.personal_data import find
from danchu.ground.ui.typed import number_in
from danchu.law.disclosure import Form
from danchu.law.publication import NAMES, Document
from danchu.law.roles import Role
from danchu.mechanisms.disclosures import actions, rules, shown
from danchu.mechanisms.disclosures.facts import owed_of
from danchu.mechanisms.disclosures.forms import (
    ArchiveForm,
    ChangeForm,
    EntryForm,
    LookForm,
    PublishForm,
    RefreshForm,
    WithdrawForm,
)
from danchu.mechanisms.disclosures.kept import Kept, kept_with
from danchu.mechanisms.disclosures.models import Disclosure, part_played_by
from danchu.mechanisms.disclosures.own_items import owned_by
from danchu.mechanisms.disclosures.papers_read import told_of
from danchu.mechanisms.disclosures.rules import State, Step
from danchu.mechanisms.disclosures.words import STATES, STEPS

A_PAGE = 30
MOST_FILES = 5
TABS = {
    # in the address: which states, in which order
    "phai-lam": ((State.DUE, State.PUBLISHED, State.ON_DISPLAY), "next_due_on"),
    "da-du": ((State.DISPLAY_COMPLETE, State.ARCHIVED), "-id"),
    "da-go": ((State.WITHDRAWN,), "-id"),
}


def frame(who: Standing) -> dict[str, Any]:
    """The rail, and the body this official acts for."""
    keeps = bool(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    tabs = {"phai-lam": _("Phải làm"), "da-du": _("Đã đủ"), "da-go": _("Đã gỡ")}
    nav = [{"label": label, "url": f"/ban-lam-viec/cong-khai/?viec={tab}"} for tab, label in tabs.items()]
    more = [{"label": _("Ghi việc phải công khai"), "url": "/ban-lam-viec/cong-khai/moi/"},
            {"label": _("Danh sách quý, báo cáo"), "url": "/ban-lam-viec/cong-khai/bao-cao/"},
            {"label": _("Nội dung tự thêm"), "url": "/ban-lam-viec/cong-khai/noi-dung/"},
            {"label": _("Thủ tục"), "url": "/ban-lam-viec/cong-khai/thu-tuc/"},
            {"label": _("Văn bản"), "url": "/ban-lam-viec/cong-khai/van-ban/"}] if keeps else []
    return {"nav": [*nav, *more], "layout": "wide", "keeps": keeps}


def body_of(who: Standing) -> Unit:
    """The body whose disclosures this official keeps. Raises Http404 where there is none."""
    held = sorted(who.units(Role.RECEPTION) | who.units(Role.LEADER))
    body = Unit.objects.filter(pk__in=held, level="body").select_related("serves").order_by("pk").first()
    if body is None:
        raise Http404
    return body


@never_cache
@require_safe
@official_required
def due(request: HttpRequest) -> HttpResponse:
    """What is to be done, the most urgent first. By key, never by offset."""
    who, tab = standing(request), request.GET.get("viec", "phai-lam")
    tab = tab if tab in TABS else "phai-lam"
    states, order = TABS[tab]
    mine = Disclosure.objects.kept_by(who).filter(state__among=[s.value for s in states])
    mine = mine.select_related("office", "own_item")
    after = number_in(request.GET.get("sau"))
    rows = list(_page(mine, order, after))
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    return render(request, "disclosures/desk/due.html", {
        **frame(who), "rows": [_row(d) for d in rows], "tab": tab, "said": messages.get_messages(request),
        "later": f"?viec={tab}&sau={rows[-1].pk}" if more else None})


def _page(mine: Any, order: str, after: int | None) -> Any:
    if order != "next_due_on":
        return (mine.filter(pk__lt=after) if after else mine).order_by("-id")[: A_PAGE + 1]
    listed = mine.order_by(F("next_due_on").asc(nulls_last=True), "id")
    if after:
        last = mine.filter(pk=after).values_list("next_due_on", flat=True).first()
        later = Q(next_due_on__gt=last) | Q(next_due_on=last, pk__gt=after) | Q(next_due_on=None)
        listed = listed.filter(later) if last else listed.filter(next_due_on=None, pk__gt=after)
    return listed[: A_PAGE + 1]


def _row(d: Disclosure) -> dict[str, Any]:
    sub = f"{d.item}. {d.clause.name} · {d.code} · {STATES[State(d.state)]}"
    return {"title": d.title, "href": f"/ban-lam-viec/cong-khai/{d.code}/", "sub": sub,
            "d": shown.badge(d.standing), "office": d.office.full_name if d.office else "",
            "officer": f"{d.next_due_on:%d/%m/%Y}" if d.next_due_on else "", "current": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def register(request: HttpRequest) -> HttpResponse:
    """Write down that something must be public."""
    who = standing(request)
    body = body_of(who)
    form = EntryForm(request.POST or None, offices=offices_of(body), own=owned_by(body),
                     initial={"places": body.full_name})
    token = request.POST.get("token") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(form.entry(body), token=UUID(token), by=who, calendar=calendar_for(body),
                                    now=timezone.now())
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("disclosures_desk:disclosure", code=made.code)
        except (actions.Refused, ValueError) as no:
            form.add_error(None, str(no))
    return render(request, "disclosures/desk/register.html", {**frame(who), "form": form, "token": token},
                  status=422 if request.method == "POST" else 200)


def offices_of(body: Unit) -> list[tuple[int, str]]:
    same = Unit.objects.filter(serves_id=body.serves_id, level="office").order_by("full_name")
    return list(same.values_list("pk", "full_name"))


# --- one thing -----------------------------------------------------------------------------------

def _theirs(request: HttpRequest, code: str) -> tuple[Disclosure, Standing]:
    who = standing(request)
    found = Disclosure.objects.kept_by(who).select_related("body", "office", "own_item").filter(code=code).first()
    if found is None:
        raise Http404
    return found, who


@never_cache
@require_safe
@official_required
def disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """One thing: what it says, what is owed and why, and only the steps this person may take now."""
    return _show(request, *_theirs(request, code))


def _show(request: HttpRequest, d: Disclosure, who: Standing, bound: dict[Step, forms.Form] | None = None,
          problem: str = "", status: int = 200) -> HttpResponse:
    today, calendar = timezone.localdate(), calendar_shown(d.body)
    parts = part_played_by(who, d)
    steps = {s for s in FORMS if rules.may(State(d.state), s, parts)}
    bound = bound or {}
    kept = kept_with(d, choices=Step.REVISE in steps and Step.REVISE not in bound)
    text = "\n".join([d.title, d.summary, d.loud_text, d.sms_text]).strip()
    return render(request, "disclosures/desk/disclosure.html", {
        **frame(who), "d": d, "item": d.clause, "state": STATES[State(d.state)],
        "names": NAMES[Document(d.document)], "slugs": {s.value: slug for slug, s in SLUGS.items()},
        "obligations": [shown.owed_in_words(o) for o in owed_of(d, kept.looks, today, calendar)],
        "badge": shown.badge(d.standing, d.next_due_on),
        "looks": [shown.look_of(o, inside=True) | {"o": o} for o in kept.looks],
        "text": text, "spans": find(text), "step_words": STEPS, "problem": problem,
        "forms": {s.value: bound.get(s) or _form(s, d, None, kept) for s in steps},
        "opened": {s.value for s in bound}, "over": [(STEPS[s], form) for s, form in bound.items() if s not in steps],
        "said": messages.get_messages(request), "token": str(uuid4()),
        "files": kept.files, "inside": told_of(kept.files) if steps & {Step.PUBLISH, Step.REFRESH} else {},
        "lines": shown.told_all(kept.lines, names=True),
        "versions": kept.versions,
        "found_in": _found_in(bound.get(Step.REFRESH)),
        "link": f"/cong-khai/{d.code}/" if d.is_public else ""}, status=status)


def _found_in(form: forms.Form | None) -> dict[str, Any] | None:
    """What was typed for a new version, with what looks like personal data marked: read before it replaces the old."""
    if not isinstance(form, RefreshForm) or not form.spans():
        return None
    return {"text": form.typed(), "spans": form.spans()}


def _refreshed(form: forms.Form) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "summary", "decision", "checked")}


def _form(step: Step, d: Disclosure, typed: Any, kept: Kept | None = None) -> forms.Form:
    more: dict[str, Any] = {"prefix": step.value}
    if step is Step.OBSERVE:
        more |= {"places": list(d.places), "initial": {"on": timezone.localdate()}}
    if step is Step.REVISE:
        more |= {"offices": kept.offices if kept else offices_of(d.body), "own": kept.own if kept else owned_by(d.body),
                 "initial": _initial(d)}
    if step is Step.REFRESH:
        more["initial"] = {"title": d.title, "summary": d.summary, "decision": d.decision}
    return FORMS[step](typed, **more)


def _initial(d: Disclosure) -> dict[str, Any]:
    names = ("title", "summary", "decision", "decided_on", "covers_until", "document", "loudspeaker",
             "loud_text", "sms_text")
    item = f"{d.item}-{d.own_item_id}" if d.own_item_id else f"{d.item}"
    return {name: getattr(d, name) for name in names} | {
        "item": item, "office": d.office_id, "places": "\n".join(d.places), "besides": d.forms}


FORMS: dict[Step, type[forms.Form]] = {
    Step.REVISE: EntryForm, Step.PUBLISH: PublishForm, Step.OBSERVE: LookForm, Step.CHANGE: ChangeForm,
    Step.REFRESH: RefreshForm, Step.WITHDRAW: WithdrawForm, Step.ARCHIVE: ArchiveForm,
}  # fmt: skip
SLUGS = {"sua": Step.REVISE, "dang": Step.PUBLISH, "ghi-nhan": Step.OBSERVE, "thay-doi": Step.CHANGE,
         "cap-nhat": Step.REFRESH, "go": Step.WITHDRAW, "luu-tru": Step.ARCHIVE}
Act = Callable[[HttpRequest, Disclosure, forms.Form, dict[str, Any]], Disclosure]
ACTS: dict[Step, Act] = {
    Step.REVISE: lambda r, d, f, by: actions.revise(d, entry=f.entry(d.body), **by),  # type: ignore[attr-defined]
    Step.PUBLISH: lambda r, d, f, by: actions.publish(d, checked=f.cleaned_data["checked"], files=_ticked(r), **by),
    Step.OBSERVE: lambda r, d, f, by: actions.observe(d, look=_look(r, f), **by),
    Step.CHANGE: lambda r, d, f, by: actions.change(d, **f.cleaned_data, **by),
    Step.REFRESH: lambda r, d, f, by: actions.refresh(d, **_refreshed(f), files=_ticked(r), **by),
    Step.WITHDRAW: lambda r, d, f, by: actions.withdraw(d, **f.cleaned_data, **by),
    Step.ARCHIVE: lambda r, d, f, by: actions.archive(d, **by),
}


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take one step; where it cannot be taken, show the thing again with what was typed and why."""
    d, who = _theirs(request, code)
    taken = SLUGS.get(slug)
    if taken is None:
        raise Http404
    form = _form(taken, d, request.POST)
    opened_at = number_in(request.POST.get("version"))
    if opened_at is not None and opened_at != d.version:
        return _show(request, d, who, {taken: form}, _changed(d), 409)
    if not form.is_valid():
        return _show(request, d, who, {taken: form}, status=422)
    try:
        ACTS[taken](request, d, form, {"by": who, "calendar": calendar_for(d.body), "now": timezone.now()})
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Stale:
        d.refresh_from_db()
        return _show(request, d, who, {taken: form}, _changed(d), 409)
    except (actions.Refused, FileRefused) as no:
        d.refresh_from_db()
        return _show(request, d, who, {taken: form}, str(no), 422)
    messages.success(request, _("Đã lưu."))
    return redirect("disclosures_desk:disclosure", code=code)


def _changed(d: Disclosure) -> str:
    last = timeline(d.code, Audience.INTERNAL)[-1]
    told = shown.told_all([last], names=True)[0]
    return _("Có người vừa thay đổi: %(what)s (%(who)s). Xem lại rồi bấm lần nữa.") % {
        "what": told.text, "who": told.who or _("hệ thống")}


def _ticked(request: HttpRequest) -> frozenset[int]:
    return frozenset(n for n in (number_in(v) for v in request.POST.getlist("paper")) if n is not None)


def _look(request: HttpRequest, form: forms.Form) -> actions.Look:
    said = form.cleaned_data
    upload = request.FILES.get(form.add_prefix("photo"))
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        token = uuid4()
    return actions.Look(form=Form(said["form"]), on=said["on"], place=said["place"], up=said["up"], note=said["note"],
                        photo=clean_upload(upload) if upload else None, shown=said["shown"], token=token)


@never_cache
@require_POST
@official_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Keep papers with it; they are public only once somebody ticks them when publishing."""
    d, who = _theirs(request, code)
    if not part_played_by(who, d) & {Role.RECEPTION, Role.LEADER}:
        raise Http404
    try:
        actions.attach(d, papers=_papers(request), by=who, now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except FileRefused as problem:
        return _show(request, d, who, problem=str(problem), status=422)
    messages.success(request, _("Đã kèm tệp."))
    return redirect("disclosures_desk:disclosure", code=code)


def _papers(request: HttpRequest) -> list[Cleaned]:
    uploads = [f for f in request.FILES.getlist("papers") if f]
    if not uploads or len(uploads) > MOST_FILES:
        raise FileRefused(_("Chọn từ một đến %(n)s tệp rồi bấm lại.") % {"n": MOST_FILES})
    return [clean_upload(f) for f in uploads]
