"""Officials: password, second step, a new password. Nobody is signed in before the second step."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.people import demo, second_factor, sessions, urgent
from danchu.ground.people.access import official_required, person_of
from danchu.ground.people.addresses import Address, Kind
from danchu.ground.people.forms import (
    ChangePasswordForm,
    CodeForm,
    EmailForm,
    NewPasswordForm,
    PasskeyForm,
    PasswordForm,
)
from danchu.ground.people.models import Person
from danchu.ground.people.throttle import What, client_ip, hold_back
from danchu.ground.people.views import too_many

PAGE = ["GET", "HEAD", "POST"]
STEP_LIVES = timedelta(minutes=10)


# --- the password --------------------------------------------------------------------------------
@never_cache
@require_http_methods(PAGE)
def official_sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; then the second step."""
    onward = sessions.back_to(request.POST.get("next") or request.GET.get("next", ""), settings.DESK_URL)
    me = person_of(request)
    if me and me.is_official:
        return redirect(onward)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = hold_back(What.PASSWORD, timezone.now(), ip=client_ip(request))  # axes counts per account
        if wait:
            return too_many(request, wait, _("Từ mạng này đã có quá nhiều lần thử mật khẩu."))
        person = _with_password(request, form)
        if person:
            return _to_second_step(request, person, onward)
        form.add_error(None, _("Thư điện tử hoặc mật khẩu chưa đúng."))
    now = timezone.now()
    return render(
        request, "people/official_sign_in.html", {"form": form, "onward": onward, **demo.notice(None, now)}
    )


def _with_password(request: HttpRequest, form: PasswordForm) -> Person | None:
    found = authenticate(request, email=form.cleaned_data["email"], password=form.cleaned_data["password"])
    return found if isinstance(found, Person) and found.is_official else None


def _to_second_step(request: HttpRequest, person: Person, onward: str) -> HttpResponse:
    request.session.cycle_key()
    request.session["second_step"] = {
        "person": person.pk,
        "at": timezone.now().isoformat(),
        "next": onward,
        "hash": person.get_session_auth_hash(),
    }
    return redirect("second_step" if second_factor.has_one(person) else "set_up_factor")


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """What django-axes shows in place of the page: too many wrong passwords, and until when."""
    email = request.POST.get("email", "").strip().lower()
    last = AccessAttempt.objects.filter(username=email).order_by("-attempt_time").first()
    until = (last.attempt_time if last else timezone.now()) + settings.AXES_COOLOFF_TIME
    return too_many(request, until, _("Mật khẩu đã sai nhiều lần, tài khoản tạm khóa đối với máy này."))


# --- the second step -----------------------------------------------------------------------------
def _half_signed_in(request: HttpRequest, now: datetime) -> tuple[Person, str] | None:
    step = request.session.get("second_step")
    begun = parse_datetime(step["at"]) if step else None
    if not step or begun is None or now - begun > STEP_LIVES:
        return None
    person = Person.objects.filter(pk=step["person"], is_active=True, is_official=True).first()
    if person is None or person.get_session_auth_hash() != step["hash"]:
        return None  # the password was changed meanwhile
    return person, step["next"]


@never_cache
@require_http_methods(PAGE)
def second_step(request: HttpRequest) -> HttpResponse:
    """A code of the app, a passkey or a recovery code."""
    now = timezone.now()
    half = _half_signed_in(request, now)
    if half is None:
        return redirect("official_sign_in")
    person, onward = half
    kinds = second_factor.kinds(person)
    if not kinds & {"totp", "webauthn"}:
        return redirect("set_up_factor")
    by_key = "credential" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not by_key else None)
    if request.method == "POST":
        wait = hold_back(What.FACTOR, now, person=str(person.pk), ip=client_ip(request))
        if wait:
            return too_many(request, wait, _("Bước hai đã sai nhiều lần."))
        if _proves_key(request, person) if by_key else _proves_code(form, person, now):
            sessions.begin(request, person, now)
            return redirect(sessions.back_to(onward, settings.DESK_URL))
    return render(
        request,
        "people/second_step.html",
        {
            "form": form,
            "kinds": kinds,
            "person": person,
            "key_refused": by_key,
            **demo.notice(person, now),
            "passkey_options": second_factor.ask_passkey(person) if "webauthn" in kinds else "",
        },
    )


def _proves_key(request: HttpRequest, person: Person) -> bool:
    return second_factor.take_passkey(person, request.POST["credential"])


def _proves_code(form: CodeForm, person: Person, now: datetime) -> bool:
    if not form.is_valid():
        return False
    code = form.cleaned_data["code"]
    if second_factor.take_totp(person, code, now) or second_factor.take_recovery_code(person, code):
        return True
    form.add_error(
        "code", _("Mã chưa đúng hoặc đã dùng. Xin đợi mã tiếp theo trong ứng dụng (30 giây) rồi điền lại.")
    )
    return False


@never_cache
@require_http_methods(PAGE)
def set_up_factor(request: HttpRequest) -> HttpResponse:
    """Make a second step: after the password where there is none, or when freshly signed in."""
    now = timezone.now()
    half = _half_signed_in(request, now)
    me = person_of(request)
    if half and not second_factor.has_one(half[0]):
        person, onward = half
    elif me and me.is_official and sessions.is_fresh(request, now):
        person, onward = me, reverse("account")
    else:
        return redirect("sign_in_again" if me and me.is_official else "official_sign_in")
    secret = request.session.get("totp_secret") or second_factor.new_secret()
    code_form, key_form = CodeForm(), PasskeyForm()
    if request.method == "POST" and "credential" in request.POST:
        key_form = PasskeyForm(request.POST)
        if key_form.is_valid() and second_factor.add_passkey(
            person, key_form.cleaned_data["credential"], key_form.cleaned_data["name"]
        ):
            return _second_step_made(request, person, onward, now)
        key_form.add_error(None, _("Khóa bảo mật chưa được ghi nhận. Xin thử lại."))
    elif request.method == "POST":
        code_form = CodeForm(request.POST)
        used = code_form.is_valid() and second_factor.matching_counter(
            secret, code_form.cleaned_data["code"], now
        )
        if used:
            second_factor.set_totp(person, secret, used)
            return _second_step_made(request, person, onward, now)
        if not code_form.errors:
            code_form.add_error(
                "code", _("Mã chưa khớp. Xin xem lại đồng hồ của điện thoại, rồi điền mã đang hiện.")
            )
    request.session["totp_secret"] = secret
    return render(
        request,
        "people/set_up_factor.html",
        {
            "form": code_form,
            "key_form": key_form,
            "person": person,
            "first": half is not None,
            "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
            "picture": second_factor.totp_picture(person, secret),
            "passkey_options": second_factor.offer_passkey(person),
        },
    )


def _second_step_made(request: HttpRequest, person: Person, onward: str, now: datetime) -> HttpResponse:
    request.session.pop("totp_secret", None)
    if person_of(request) is None:
        sessions.begin(request, person, now)
    if "recovery_codes" in second_factor.kinds(person):
        return redirect(sessions.back_to(onward))
    return _show_recovery_codes(request, person, onward)


def _show_recovery_codes(request: HttpRequest, person: Person, onward: str) -> HttpResponse:
    return render(
        request,
        "people/recovery_codes.html",
        {"codes": second_factor.renew_recovery_codes(person), "onward": sessions.back_to(onward)},
    )


@never_cache
@official_required
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    me = person_of(request)
    if me is None or not sessions.is_fresh(request, timezone.now()):
        return redirect("sign_in_again")
    return _show_recovery_codes(request, me, reverse("account"))


@never_cache
@official_required
@require_POST
def remove_factor(request: HttpRequest) -> HttpResponse:
    """Take away one second step, never the last."""
    me = person_of(request)
    if me is None or not sessions.is_fresh(request, timezone.now()):
        return redirect("sign_in_again")
    request.session["said"] = (
        _("Đã gỡ.")
        if second_factor.remove(me, request.POST.get("id", ""))
        else _("Phải còn ít nhất một cách cho bước hai.")
    )
    return redirect("account")


@never_cache
@official_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Before a password or a second step is changed: sign in anew."""
    if request.method == "POST":
        sessions.end(request)
        return redirect(f"{reverse('official_sign_in')}?next={reverse('account')}")
    return render(request, "people/sign_in_again.html")


# --- a new password ------------------------------------------------------------------------------
@never_cache
@require_http_methods(PAGE)
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a link; the same answer whether the address is known or not."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, now = form.cleaned_data["email"].lower(), timezone.now()
        wait = hold_back(What.RESET, now, address=email, ip=client_ip(request))
        if wait:
            return too_many(request, wait, _("Đã có nhiều lần xin đặt lại mật khẩu cho địa chỉ này."))
        _send_reset(email, now)
        return render(request, "people/letter_sent.html", {"email": email})
    return render(request, "people/password_forgotten.html", {"form": form})


def _send_reset(email: str, now: datetime) -> None:
    person = Person.objects.filter(email=email, is_official=True, is_active=True).first()
    if person is None:
        text = _(
            "Có người xin đặt lại mật khẩu cán bộ cho địa chỉ này, "
            "nhưng địa chỉ này không phải của cán bộ nào.\n\n"
            "Ông/bà không cần làm gì."
        )
    else:
        text = _(
            "Để đặt mật khẩu mới, xin mở liên kết này trong 24 giờ; liên kết dùng được một lần:\n\n"
            "%(url)s\n\n"
            "Nếu không phải ông/bà xin đặt lại, xin bỏ qua thư này: mật khẩu cũ vẫn như trước."
        ) % {"url": str(settings.SITE["url"]) + password_link(person)}
    subject, lives = _("Đặt lại mật khẩu %(place)s") % {"place": settings.SITE["name"]}, settings.PASSWORD_RESET_TIMEOUT
    urgent.write(Address(Kind.EMAIL, email), subject, text, now=now, lives=timedelta(seconds=lives))


def password_link(person: Person) -> str:
    """The path of a page where this official sets a password: works once, for PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(str(person.pk).encode())
    return reverse("password_new", args=[uid, default_token_generator.make_token(person)])


@never_cache
@require_http_methods(PAGE)
def password_new(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password with the link of a letter; then sign in as always, second step included."""
    person = _named_by(uid)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "people/link_spent.html", status=410)
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        AccessAttempt.objects.filter(username=person.email).delete()
        return render(request, "people/password_set.html")
    return render(request, "people/password_new.html", {"form": form, "person": person})


def _named_by(uid: str) -> Person | None:
    try:
        pk = int(urlsafe_base64_decode(uid).decode())
        return Person.objects.filter(pk=pk, is_official=True, is_active=True).first()
    except (ValueError, OverflowError):
        return None


@never_cache
@official_required
@require_http_methods(PAGE)
def password_change(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    me = person_of(request)
    if me is None:
        raise Http404
    form = ChangePasswordForm(me, request.POST or None)
    if request.method == "POST":
        wait = hold_back(What.FACTOR, timezone.now(), person=str(me.pk), ip=client_ip(request))
        if wait:
            return too_many(request, wait, _("Đã thử đổi mật khẩu nhiều lần."))
        if form.is_valid():
            me.set_password(form.cleaned_data["password"])
            me.save(update_fields=["password"])
            update_session_auth_hash(request, me)
            request.session["said"] = _("Đã đổi mật khẩu. Các máy khác đang đăng nhập sẽ phải đăng nhập lại.")
            return redirect("account")
    return render(request, "people/password_change.html", {"form": form})
