"""A reader's comment: written under the rules, read by a person first; its writer follows it, others report it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.linked import asked_by, linked_to
from danchu.ground.people.access import Standing
from danchu.ground.people.guesses import too_often
from danchu.ground.people.proof import remember, who
from danchu.ground.text.codes import read_code
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.ground.ui.pages import page_of
from danchu.law.roles import Role
from danchu.mechanisms.news import comment_actions
from danchu.mechanisms.news.comment_actions import Refused, part_played_by
from danchu.mechanisms.news.forms import CommentForm, ConvertForm
from danchu.mechanisms.news.models import Article, Comment
from danchu.mechanisms.news.rules import MOST_COMMENTS_AN_HOUR, CommentState
from danchu.mechanisms.news.words import COMMENT_STATES, REASONS, RULES

DAY = timedelta(days=1)


def flooding(request: HttpRequest, what: str) -> bool:
    """Count one try from this address; whether there were too many within the hour."""
    return too_often(request, f"news {what}", MOST_COMMENTS_AN_HOUR)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The form with its rules. What is sent waits for a person; sent too often, it is told and stays in the form."""
    a = Article.objects.visible_to().select_related("body").filter(code=code).first()
    if a is None:
        raise Http404
    to = Comment.objects.visible_to().filter(article=a, code=request.GET.get("cho", "")).first()
    form = CommentForm(request.POST or None)
    typed = request.POST.get("token", "")
    problem, status = "", 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            token = UUID(typed)
            if looks_like_denunciation(said["text"]) and not request.POST.get("meant"):
                return render(request, "news/comment.html", _page(a, to, form, typed) | {"denunciation": True})
            if not Comment.objects.filter(token=token).exists() and flooding(request, "comment"):
                problem, status = _too_many(), 429
            else:
                made = comment_actions.comment(a, text=said["text"], name=said["name"] or str(_("Bạn đọc")), to=to,
                                               token=token, by=who(request), now=timezone.now())
                return remember(redirect("news:own_comment", code=made.code), request, made.code)
        except ValueError:
            typed = ""
        except Refused as no:
            problem = str(no)
    return render(request, "news/comment.html", _page(a, to, form, typed) | {"problem": problem}, status=status)


def _page(a: Article, to: Comment | None, form: CommentForm, token: str) -> dict[str, object]:
    return {"a": a, "to": to, "form": form, "token": token or str(uuid4()), "rules": RULES, "problem": "",
            "denunciation": False}


def _too_many() -> str:
    return _("Từ mạng này đã gửi %(n)s ý kiến trong một giờ. Lời ông/bà vừa viết vẫn còn dưới đây: đợi một giờ rồi bấm "
             "gửi lại. Việc gấp xin gửi phản ánh, kiến nghị.") % {"n": MOST_COMMENTS_AN_HOUR}


def _own(request: HttpRequest, code: str) -> tuple[Comment, Standing]:
    """The comment of whoever sent it, by account or by this device. For anyone else there is none."""
    standing = who(request)
    said = Comment.objects.select_related("article", "article__body").filter(code=code).first()
    if said is None or Role.SENDER not in part_played_by(standing, said):
        raise Http404
    return said, standing


@never_cache
@require_safe
def own(request: HttpRequest, code: str) -> HttpResponse:
    """What became of one's comment: waiting, shown, or not and why; the offer to make it a petition."""
    return _show(request, *_own(request, code))


def _show(request: HttpRequest, said: Comment, standing: Standing, form: ConvertForm | None = None,
          status: int = 200) -> HttpResponse:
    mine = [code for code in sorted(standing.proven) if code.startswith("KN-")]
    return render(request, "news/own_comment.html", {
        "c": said, "a": said.article, "state": COMMENT_STATES[CommentState(said.state)],
        "reason": REASONS[said.hidden_for] if said.hidden_for else "", "token": uuid4(),
        "form": form or ConvertForm(initial={"code": mine[-1] if mine else ""}), "related": linked_to(said.code),
        "may_convert": said.offered and said.state in (CommentState.SENT, CommentState.SHOWN)}, status=status)


@never_cache
@require_POST
def convert(request: HttpRequest, code: str) -> HttpResponse:
    """Its writer has sent it as a petition: the comment goes, and leads there. Only their own petition will do."""
    said, standing = _own(request, code)
    form = ConvertForm(request.POST)
    if form.is_valid():
        known = read_code(form.cleaned_data["code"]) or ""
        if not known.startswith("KN-") or not (known in standing.proven or known in asked_by(standing, {known})):
            form.add_error("code", _("Chưa thấy phản ánh, kiến nghị nào của ông/bà mang mã này trên máy này."))
        else:
            try:
                comment_actions.convert(said, code=known, by=standing, now=timezone.now())
                return redirect(page_of(known) or "/")
            except Refused as no:
                form.add_error("code", str(no))
    return _show(request, said, standing, form, 422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """A reader finds a comment bad. Asked first, so that no robot and no slip reports it."""
    said = Comment.objects.visible_to().select_related("article", "article__body").filter(code=code).first()
    if said is None:
        raise Http404
    done = request.method == "POST"
    # One voice a network: nobody takes a comment down alone by pressing five times.
    if done and not too_often(request, f"news report {code}", 1, per=DAY) and not flooding(request, "report"):
        comment_actions.report(said, now=timezone.now())
    return render(request, "news/report.html", {"c": said, "a": said.article, "done": done, "rules": RULES})
