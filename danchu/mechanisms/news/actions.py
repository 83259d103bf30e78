"""All that can happen to an article. Pages, imports and the clock come through here, and only here."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground import rows
from danchu.ground.files import storing
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment
from danchu.ground.files.models import Kind as FileKind
from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import NotTheirs as NotTheirs
from danchu.ground.journal.steps import Refused as Refused
from danchu.ground.journal.steps import Stale as Stale
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.clean_html import clean_html
from danchu.ground.text.codes import new_code
from danchu.ground.text.fold import fold
from danchu.law.roles import Role
from danchu.mechanisms.news import rules
from danchu.mechanisms.news.models import (
    Article,
    Body,
    Category,
    DayOut,
    Earlier,
    OldAddress,
    Tag,
    part_played_by,
)
from danchu.mechanisms.news.rules import Kind, State, Step


@dataclass(frozen=True)
class Piece:
    """What a writer says, already cleaned by a form or an import."""

    title: str
    html: str
    kind: Kind = Kind.NEWS
    lead: str = ""
    category: Category | None = None
    tags: tuple[str, ...] = ()
    author: str = ""
    source: str = ""
    source_url: str = ""
    comments_open: bool = True


def write(piece: Piece, *, token: UUID, body: Unit, office: Unit | None, by: Standing, now: datetime) -> Article:
    """Begin an article. The same token twice is the same article. Raises NotTheirs for who writes nothing here."""
    _may_write(by, body, office)
    try:
        with transaction.atomic():
            article = Article.objects.create(
                code=new_code(rules.PREFIX, now.year, secrets.token_bytes(8)), token=token, state=State.DRAFT,
                body=body, office=office, writer=by.person, **_columns(piece))
            Body.objects.create(article=article, html=_clean(piece.html))
            _file_under(article, piece.tags)
            journal.write(article.code, Step.WRITE, at=now, role=Role.HANDLER, by=by.person, unit=body,
                          audience=Audience.INTERNAL)
            return article
    except IntegrityError:
        known = Article.objects.filter(token=token).first()
        return known or write(piece, token=token, body=body, office=office, by=by, now=now)  # the code was taken


def edit(article: Article, piece: Piece, *, by: Standing, now: datetime) -> Article:
    """Write it anew, before it is out."""
    with transaction.atomic():
        _take(Step.EDIT, article, by=by, now=now, **_columns(piece))
        Body.objects.filter(article=article).update(html=_clean(piece.html))
        _file_under(article, piece.tags)
    return article


def submit(article: Article, *, by: Standing, now: datetime) -> Article:
    """Put it before whoever answers for it."""
    return _take(Step.SUBMIT, article, by=by, now=now)


def send_back(article: Article, *, why: str, by: Standing, now: datetime) -> Article:
    """Not yet: say why."""
    _said(why, _("Ghi điều cần sửa."))
    return _take(Step.SEND_BACK, article, by=by, now=now, text=why)


def schedule(article: Article, *, at: datetime, by: Standing, now: datetime) -> Article:
    """Approve it for a moment to come; the clock publishes it then."""
    if at <= now:
        raise Refused(_("Giờ đăng phải sau lúc này. Muốn đăng ngay thì bấm “Đăng bài”."))
    return _take(Step.SCHEDULE, article, by=by, now=now, publish_at=at, about={"at": at.isoformat()})


def unschedule(article: Article, *, by: Standing, now: datetime) -> Article:
    """Not at that moment after all."""
    return _take(Step.UNSCHEDULE, article, by=by, now=now, publish_at=None)


def publish(article: Article, *, by: Standing, now: datetime) -> Article:
    """Out, for everyone, with its pictures and files."""
    with transaction.atomic():
        _take(Step.PUBLISH, article, by=by, now=now, published_at=article.published_at or now, publish_at=None)
        _show_files(article)
        _count_day(article, 1)
    return article


def discard(article: Article, *, by: Standing, now: datetime) -> Article:
    """Out of the list of drafts; kept, and back again with `recover`."""
    return _take(Step.DISCARD, article, by=by, now=now)


def recover(article: Article, *, by: Standing, now: datetime) -> Article:
    """A draft once more, as it was."""
    return _take(Step.RECOVER, article, by=by, now=now)


def correct(article: Article, piece: Piece, *, note: str, by: Standing, now: datetime,
            conceal: bool = False) -> Article:
    """Change what is out, and say so on the page: what was wrong, and when it was put right. What it said is kept.

    `conceal`: it held personal data, so that nobody outside reads what it said, nor what it said before.
    """
    _said(note, _("Ghi rõ đính chính điều gì: người đọc sẽ thấy dòng này trên bài."))
    with transaction.atomic():
        _keep_earlier(article, note, by, now)
        if conceal:
            Earlier.objects.filter(article=article).update(concealed=True)
        _take(Step.CORRECT, article, by=by, now=now, text=note, corrected_at=now, correction=note, **_columns(piece))
        Body.objects.filter(article=article).update(html=_clean(piece.html))
        _file_under(article, piece.tags)
    return article


def conceal(article: Article, earlier: Earlier, *, by: Standing, now: datetime) -> Article:
    """Nobody outside reads this earlier text any more: it holds personal data. The note of the correction stays."""
    return _conceal(Step.CONCEAL, article, earlier, True, by, now)


def reveal(article: Article, earlier: Earlier, *, by: Standing, now: datetime) -> Article:
    """It may be read again."""
    return _conceal(Step.REVEAL, article, earlier, False, by, now)


def pin(article: Article, *, until: date, by: Standing, now: datetime) -> Article:
    """First on the page until the end of that day."""
    if until < timezone.localtime(now).date():
        raise Refused(_("Chọn một ngày từ hôm nay trở đi."))
    return _take(Step.PIN, article, by=by, now=now, pinned_until=until)


def unpin(article: Article, *, by: Standing, now: datetime) -> Article:
    """Among the others again."""
    return _take(Step.UNPIN, article, by=by, now=now, pinned_until=None)


def withdraw(article: Article, *, why: str, by: Standing, now: datetime) -> Article:
    """Take it down, at once and everywhere. Its address stays and says why."""
    _said(why, _("Ghi lý do gỡ bài: người mở đường dẫn cũ sẽ đọc được lý do này."))
    with transaction.atomic():
        _take(Step.WITHDRAW, article, by=by, now=now, text=why, withdrawn_why=why, pinned_until=None)
        _count_day(article, -1)
    return article


def restore(article: Article, *, by: Standing, now: datetime) -> Article:
    """Out again, as it was."""
    with transaction.atomic():
        _take(Step.RESTORE, article, by=by, now=now, withdrawn_why="")
        _count_day(article, 1)
    return article


def attach(article: Article, *, papers: list[Cleaned], alt: str = "", as_cover: bool = False, by: Standing,
           now: datetime) -> Article:
    """Pictures and files of the article; `as_cover`: the first picture stands above it. The same file once."""
    papers = [cleaned for cleaned in papers if not storing.is_kept(article.code, cleaned)]
    if not papers:
        return article
    audience = Audience.PUBLIC if article.state == State.PUBLISHED else Audience.INTERNAL
    with transaction.atomic():
        kept = [storing.attach(article.code, cleaned, audience, by.person, now) for cleaned in papers]
        picture = next((a for a in kept if a.kind == FileKind.IMAGE), None) if as_cover else None
        changes: dict[str, Any] = {"cover": picture, "cover_alt": alt} if picture else {}
        _take(Step.ATTACH, article, by=by, now=now, about={"n": len(kept)}, **changes)
    return article


def detach(article: Article, file: Attachment, *, by: Standing, now: datetime) -> Article:
    """Take a picture or file away again. Raises Refused while the words show it."""
    if f"/tep/{file.pk}/" in Body.objects.get(article=article).html:
        raise Refused(_("Ảnh này đang nằm trong bài. Sửa bài, xóa ảnh khỏi nội dung rồi bỏ tệp."))
    is_cover = article.cover_id == file.pk
    changes: dict[str, Any] = {"cover": None, "cover_alt": ""} if is_cover else {}
    with transaction.atomic():
        _take(Step.DETACH, article, by=by, now=now, about={"name": file.name}, **changes)
        storing.remove(file)
    return article


def cover(article: Article, file: Attachment, *, alt: str, by: Standing, now: datetime) -> Article:
    """This picture stands above the article, with the sentence for who cannot see it."""
    if file.kind != FileKind.IMAGE:
        raise Refused(_("Chỉ ảnh làm bìa được."))
    _said(alt, _("Ghi một câu cho người không nhìn thấy ảnh bìa."))
    return _take(Step.COVER, article, by=by, now=now, cover=file, cover_alt=alt)


def bring(piece: Piece, *, old_paths: tuple[str, ...], published_at: datetime, body: Unit, token: UUID, by: Standing,
          now: datetime) -> Article:
    """An article of an earlier portal, out since the day it was out there. Its old addresses lead here from now on."""
    with transaction.atomic():
        article = write(piece, token=token, body=body, office=None, by=by, now=now)
        if article.state == State.DRAFT:
            steps.change(article, {"state": State.PUBLISHED, "published_at": published_at})
            journal.write(article.code, Step.PUBLISH, at=now, role=Role.CLOCK, by=by.person, unit=body,
                          audience=Audience.PUBLIC, about={"from": "".join(old_paths[:1])[:200]})
            _count_day(article, 1)
        for path in old_paths:
            OldAddress.objects.get_or_create(path=path[:400], defaults={"article": article})
    return article


def illustrate(article: Article, *, papers: list[Cleaned], html: Callable[[list[Attachment]], str],
               with_cover: bool, now: datetime) -> Article:
    """The pictures of an article just brought over, kept here; `html` puts their new addresses into its words."""
    with transaction.atomic():
        kept = [storing.attach(article.code, cleaned, Audience.PUBLIC, None, now) for cleaned in papers]
        Body.objects.filter(article=article).update(html=_clean(html(kept)))
        steps.change(article, {"cover": kept[0] if with_cover else None})
        journal.write(article.code, Step.ATTACH, at=now, role=Role.CLOCK, unit=article.body,
                      audience=Audience.INTERNAL, about={"n": len(kept)})
    return article


# --- how each of them happens ------------------------------------------------------------------

def _take(step: Step, article: Article, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          text: str = "", **changes: Any) -> Article:
    return steps.take(step, article, journey=rules.JOURNEY, parts=part_played_by(by, article), by=by.person,
                      unit=article.body, now=now, audience=rules.AUDIENCES.get(step, "public"), about=about, text=text,
                      **changes)


def _keep_earlier(article: Article, note: str, by: Standing, now: datetime) -> None:
    """Its words as they still are; two corrections at once, and the second finds the number taken."""
    n = Earlier.objects.filter(article=article).count() + 1
    if not rows.add(Earlier(article=article, n=n, title=article.title, lead=article.lead,
                            html=Body.objects.get(article=article).html, until=now, note=note, by=by.person),
                    unless_there=True):
        raise Stale(_("Có người vừa thay đổi việc này."))


def _conceal(step: Step, article: Article, earlier: Earlier, concealed: bool, by: Standing, now: datetime) -> Article:
    with transaction.atomic():
        _take(step, article, by=by, now=now, about={"n": earlier.n})
        Earlier.objects.filter(article=article, pk=earlier.pk).update(concealed=concealed)
    return article


def _may_write(by: Standing, body: Unit, office: Unit | None) -> None:
    inside = any(by.has(role, body.pk) for role in (Role.RECEPTION, Role.LEADER))
    if not by.is_clock and not inside and not (office and by.has(Role.HANDLER, office.pk)):
        raise NotTheirs(_("Không tìm thấy việc này."))


def _said(words: str, advice: str) -> None:
    if not words.strip():
        raise Refused(advice)


def _clean(html: str) -> str:
    """Once more, whoever calls: what is kept is shown to everyone as it stands."""
    return clean_html(html, most=rules.LONGEST_BODY).html


def slug_of(title: str) -> str:
    """How a name stands in an address: unaccented, short, never empty."""
    return re.sub("[^a-z0-9]+", "-", fold(title))[:60].strip("-") or "muc"


def _columns(piece: Piece) -> dict[str, Any]:
    return {"kind": piece.kind, "title": piece.title, "lead": piece.lead,
            "category": piece.category, "author": piece.author, "source": piece.source,
            "source_url": piece.source_url, "comments_open": piece.comments_open}


def _file_under(article: Article, names: tuple[str, ...]) -> None:
    """Exactly these tags, each once."""
    wanted = {slug_of(name): name for name in names if name.strip()}
    Tag.objects.filter(article=article).exclude(slug__in=wanted).delete()
    Tag.objects.bulk_create([Tag(article=article, slug=slug, name=name, at=article.published_at)
                             for slug, name in wanted.items()], ignore_conflicts=True)


def _count_day(article: Article, more: int) -> None:
    """One more or fewer of the day it came out on, for the calendar; its tags know when, for their lists."""
    if more > 0:
        Tag.objects.filter(article=article).update(at=article.published_at)
    on = timezone.localtime(article.published_at or timezone.now()).date()
    DayOut.objects.get_or_create(on=on)
    DayOut.objects.filter(on=on).update(n=F("n") + more)


def _show_files(article: Article) -> None:
    Attachment.objects.filter(subject=article.code).update(audience=Audience.PUBLIC)
