"""Citizens: signing in by a code, the language, signing out, the account. Fetch, call one act, answer."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.people import codes, keeping, oidc, second_factor, sessions, urgent
from danchu.ground.people.access import person_of, signed_in_required, standing
from danchu.ground.people.addresses import Address, Kind
from danchu.ground.people.forms import AccountForm, AddressForm, CodeForm
from danchu.ground.people.models import Person
from danchu.ground.people.throttle import What, client_ip, hold_back
from danchu.ground.text.normalise import clean
from danchu.ground.ui.words import day


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Type an address, get a code."""
    onward = sessions.back_to(request.POST.get("next") or request.GET.get("next", ""))
    if person_of(request):
        return redirect(onward)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["address"], onward)
    return render(request, "people/sign_in.html", {"form": form, "onward": onward, "oidc": oidc.configured()})


def _send_code(request: HttpRequest, to: Address, onward: str) -> HttpResponse:
    now = timezone.now()
    wait = hold_back(What.CODE, now, address=to.value, ip=client_ip(request))
    if wait:
        return too_many(request, wait, _("Ông/bà đã xin mã nhiều lần trong một giờ qua."))
    sent = codes.send(to, now)
    request.session["sign_in"] = {"row": sent.row, "kind": to.kind, "value": to.value, "next": onward}
    if settings.SITE["demo"]:
        request.session["sign_in"]["demo"] = sent.code
    return redirect("sign_in_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Type the code, be signed in."""
    pending = request.session.get("sign_in")
    if not pending:
        return redirect("sign_in")
    to = Address(Kind(pending["kind"]), pending["value"])
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        wait = hold_back(What.GUESS, now, ip=client_ip(request))
        if wait:
            return too_many(request, wait, _("Từ mạng này đã có quá nhiều lần thử mã."))
        if codes.redeem(pending["row"], to, form.cleaned_data["code"], now):
            sessions.begin(request, codes.person_at(to, now), now)
            return redirect(sessions.back_to(pending["next"]))
        form.add_error(
            "code", _("Mã chưa đúng, đã dùng hoặc đã hết hạn. Sau 5 lần sai, xin bấm “Gửi mã khác”.")
        )
    return render(
        request,
        "people/sign_in_code.html",
        {
            "form": form,
            "to": to,
            "onward": pending["next"],
            "demo_code": pending.get("demo"),
            "address": to.value,
            "late": urgent.held_up(to.kind, timezone.now()),
        },
    )


def too_many(request: HttpRequest, wait: Any, why: str) -> HttpResponse:
    """The same plain page for every rate: why, and the minute from which to try again (429)."""
    now = timezone.now()
    seconds = max(1, int((wait - now).total_seconds()))
    page = render(
        request,
        "people/too_many.html",
        {
            "why": why,
            "until": localtime(wait),
            "minutes": (seconds + 59) // 60,
            "tomorrow": localtime(wait).date() != localtime(now).date(),
        },
        status=429,
    )
    page["Retry-After"] = str(seconds)
    return page


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the stay. Only by a press: a picture on some page cannot sign anyone out."""
    sessions.end(request)
    return redirect("/")


@never_cache
@signed_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: name, language, addresses; for officials also posts and second steps."""
    me = _me(request)
    form = AccountForm(request.POST or None, initial={"name": me.name, "language": me.language})
    if me.is_official:
        form.fields["name"].disabled = True  # an official's name is given with the post
    if request.method == "POST" and form.is_valid():
        me.name, me.language = (
            clean(form.cleaned_data["name"], limit=120, lines=False),
            form.cleaned_data["language"],
        )
        me.save(update_fields=["name", "language"])
        request.session["said"] = _("Đã lưu.")
        return redirect("account")
    return render(
        request,
        "people/account.html",
        {
            "form": form,
            "said": request.session.pop("said", "") if "said" in request.session else "",
            "keys": _known(me),
            "posts": standing(request).posts,
            "person": me,
            "factors": second_factor.listed(me) if me.is_official else [],
            "oidc": oidc.configured(),
            "linked": me.identities.exists() if not me.is_official else False,
        },
    )


def _known(me: Person) -> list[dict[str, str]]:
    rows = [
        (_("Thư điện tử"), me.email),
        (_("Điện thoại"), Address(Kind.PHONE, me.phone).shown if me.phone else ""),
        (_("Xác minh bằng"), VERIFIED_BY.get(me.verified_by, lambda: "")()),
        (_("Có tài khoản từ"), day(me.joined_at)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


VERIFIED_BY = {
    "email": lambda: _("mã gửi tới thư điện tử"),
    "phone": lambda: _("mã gửi tới điện thoại"),
    "vneid": lambda: oidc.configured() or _("định danh điện tử"),
}


@never_cache
@signed_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_account(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, then forget the person."""
    me = _me(request)
    if me.is_official:
        raise Http404
    if request.method == "POST":
        keeping.leave(me, timezone.now())
        sessions.end(request)
        return render(request, "people/left.html")
    return render(request, "people/leave.html")


def _me(request: HttpRequest) -> Person:
    me = person_of(request)
    assert me is not None  # signed_in_required stands before
    return me
