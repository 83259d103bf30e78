"""An article sent to an address by e-mail, and no open relay: a confirmed sender, fixed words, few letters, a way out.

Nothing of it is kept: the letter lies sealed until it is carried, and then is gone. Who sent what to whom is nobody's
business, so there is no journal row either; only an address that wants no more such letters leaves a fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people import urgent
from danchu.ground.people.access import person_of
from danchu.ground.people.addresses import Address
from danchu.ground.people.guesses import too_often
from danchu.ground.people.models import Person
from danchu.ground.people.throttle import mac
from danchu.mechanisms.news.forms import MailForm
from danchu.mechanisms.news.models import Article, NoLetters
from danchu.mechanisms.news.shown import mailto_of, whole

DAY = timedelta(days=1)
LIVES = timedelta(minutes=10)  # after that the letter is dropped; sign-in codes wait in the same queue
MOST_SENT = 10  # a day, by one person
MOST_RECEIVED = 3  # a day, by one address, from everybody together
_SALT = "danchu.news.no_letters"
TOKEN_LIVES = timedelta(hours=60 * 24)
LETTER = """Người dùng địa chỉ {sender} gửi ông/bà một bài trên {site}:

{title}
{lead}
{link}

Cổng chuyển đúng bài này, không kèm lời nào của người gửi, và không giữ địa chỉ của ông/bà.
Không muốn nhận thư như vậy nữa: {stop}
"""


@dataclass(frozen=True)
class Refused(Exception):
    """Why no letter goes, in words for who wanted it sent."""

    words: str


def send(a: Article, *, to: Address, by: Person, request: HttpRequest, now: datetime) -> None:
    """Leave the letter for the postman. Raises Refused once somebody has sent, or an address got, enough for a day."""
    if too_often(request, "news letter sent", MOST_SENT, of=str(by.pk), per=DAY):
        raise Refused(_("Hôm nay ông/bà đã gửi %(n)s thư. Mai gửi tiếp, hoặc chép đường dẫn rồi tự gửi.") % {
            "n": MOST_SENT})
    print_of = mac("no news letters", to.value)
    if too_often(request, "news letter received", MOST_RECEIVED, of=print_of, per=DAY):
        raise Refused(_("Hôm nay địa chỉ này đã nhận đủ %(n)s thư loại này. Ông/bà chép đường dẫn rồi tự gửi.") % {
            "n": MOST_RECEIVED})
    if NoLetters.objects.filter(key_mac=print_of).exists():
        return  # told nothing: whether somebody wants letters is theirs to tell
    stop = whole(reverse("news:no_letters", args=[signing.dumps(print_of, salt=_SALT)]))
    site = settings.SITE["name"]
    words = LETTER.format(sender=by.email, site=site, title=a.title, lead=a.lead, link=whole(f"/tin-tuc/{a.code}/"),
                          stop=stop)
    urgent.write(to, f"Một bài trên {site}: {a.title}", words, now=now, lives=LIVES)


def stop(token: str) -> None:
    """No more such letters to this address. Raises signing.BadSignature for a link that is none, or too old."""
    NoLetters.objects.get_or_create(key_mac=_opened(token))


def _opened(token: str) -> str:
    return str(signing.loads(token, salt=_SALT, max_age=TOKEN_LIVES))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, code: str) -> HttpResponse:
    """Two ways: one's own mail program, or, for whoever is signed in with an e-mail address, this portal."""
    a = Article.objects.visible_to().filter(code=code).first()
    if a is None:
        raise Http404
    person = person_of(request)
    sender = person if person is not None and person.email else None
    form = MailForm(request.POST or None)
    sent, problem, status = "", "", 422 if request.method == "POST" else 200
    if request.method == "POST" and sender is not None and form.is_valid():
        to: Address = form.cleaned_data["to"]
        try:
            send(a, to=to, by=sender, request=request, now=timezone.now())
            form, sent, status = MailForm(), to.shown, 200
        except Refused as no:
            problem, status = no.words, 429
    return render(request, "news/mail.html", {
        "a": a, "form": form, "sender": sender, "sent": sent, "problem": problem, "mailto": mailto_of(a),
        "sign_in": f"{reverse('sign_in')}?next={request.path}"}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def no_letters(request: HttpRequest, token: str) -> HttpResponse:
    """The way out named in the letter. Asked first: programs that look through letters open every link."""
    try:
        _opened(token)
        if request.method == "POST":
            stop(token)
    except signing.BadSignature:
        raise Http404 from None
    return render(request, "news/no_letters.html", {"done": request.method == "POST"})
