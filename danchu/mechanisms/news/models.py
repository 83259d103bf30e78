"""The shape of the news: the article, its words apart so that lists stay quick, comments, counters, old addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.news.rules import LONGEST_TITLE, CommentState, State
from danchu.mechanisms.news.words import COMMENT_STATES, KINDS, REASONS, STATES

IS_OUT = Q(state="published")


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


class Category(models.Model):
    """A shelf of the news of one body, in the order it is shown."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    slug = models.SlugField("đường dẫn", max_length=60)
    name = models.CharField("tên mục", max_length=80)
    at = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["body", "slug"], name="a_category_has_one_address_in_a_body")]

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, standing: Standing | None = None) -> ArticleQuerySet:
        """What is out, for anyone. The same for everybody, officials included."""
        return self.filter(IS_OUT)

    def kept_by(self, standing: Standing) -> ArticleQuerySet:
        """At the desk: those of the bodies in which one receives or leads, those of the offices in which one works."""
        bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
        offices = standing.units(Role.HANDLER)
        ways = [Q(body_id__in=bodies)] if bodies else []
        ways += [Q(office_id__in=offices)] if offices else []
        return self.filter(reduce(or_, ways) if ways else Q(pk=None))


class Article(models.Model):
    """One article. Written only by `actions`; its words stand in `Body`."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same article
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField("loại", max_length=12, choices=_choices(KINDS))
    state = models.CharField("tình trạng", max_length=10, choices=_choices(STATES))
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    writer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="articles")
    title = models.CharField("tiêu đề", max_length=LONGEST_TITLE)
    lead = models.TextField("tóm tắt", blank=True)
    author = models.CharField("tác giả", max_length=120, blank=True)
    source = models.CharField("nguồn", max_length=160, blank=True)
    source_url = models.URLField("đường dẫn nguồn", blank=True)
    cover = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    cover_alt = models.CharField("mô tả ảnh", max_length=200, blank=True)
    comments_open = models.BooleanField("nhận ý kiến bạn đọc", default=True)
    publish_at = models.DateTimeField("hẹn giờ đăng", null=True)
    published_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    correction = models.TextField("đính chính", blank=True)
    withdrawn_why = models.TextField("vì sao gỡ", blank=True)
    pinned_until = models.DateField("ghim đến hết ngày", null=True)
    comments_n = models.PositiveIntegerField(default=0)  # shown ones; kept by the actions
    views = models.PositiveIntegerField(default=0)  # folded by the clock from `ViewChange`

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=IS_OUT, name="article_newest"),
            models.Index(fields=["category", "-published_at", "-id"], condition=IS_OUT, name="article_in_category"),
            models.Index(fields=["kind", "-published_at", "-id"], condition=IS_OUT, name="article_of_kind"),
            models.Index(fields=["pinned_until"], condition=Q(pinned_until__isnull=False), name="article_pinned"),
            models.Index(fields=["publish_at"], condition=Q(state="scheduled"), name="article_scheduled"),
            models.Index(fields=["body", "state", "-id"], name="article_at_desk"),
            models.Index(fields=["office", "state", "-id"], name="article_of_office"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False),
                                   name="an_article_that_is_out_has_its_moment"),
            models.CheckConstraint(condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
                                   name="a_scheduled_article_has_its_moment"),
            models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(withdrawn_why=""),
                                   name="an_article_taken_down_says_why"),
        ]

    def __str__(self) -> str:
        return self.code


def part_played_by(standing: Standing, article: Article) -> frozenset[Role]:
    """The parts someone plays in this article: by their posts in its body or office."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.has(role, article.body_id)}
    if article.office_id and standing.has(Role.HANDLER, article.office_id):
        parts.add(Role.HANDLER)
    if standing.is_clock:
        parts.add(Role.CLOCK)
    return frozenset(parts)


class Body(models.Model):
    """What an article says: HTML, cleaned to a short list of elements before it is kept."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="text")
    html = models.TextField()


class Earlier(models.Model):
    """What an article said until a correction: its words then, who corrected them, and with which note."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="earlier")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    lead = models.TextField(blank=True)
    html = models.TextField()
    until = models.DateTimeField()
    note = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    concealed = models.BooleanField(default=False)  # held personal data: read inside only

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "n"], name="an_earlier_text_has_one_number")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.n}"


class Tag(models.Model):
    """A word an article is filed under, as an address has it, and as it is read.

    `at` is when the article came out, kept here too: a list of one word among many articles is read in its order.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="tags")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "slug"], name="an_article_has_a_tag_once")]
        indexes = [models.Index(fields=["slug", "-at", "-article"], name="articles_of_tag")]

    def __str__(self) -> str:
        return self.name


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, standing: Standing | None = None) -> CommentQuerySet:
        """Approved, under an article that is out."""
        return self.filter(state=CommentState.SHOWN, article__state=State.PUBLISHED)

    def kept_by(self, standing: Standing) -> CommentQuerySet:
        return self.filter(article__body_id__in=standing.units(Role.RECEPTION) | standing.units(Role.LEADER))


class Comment(models.Model):
    """Ý kiến bạn đọc: read by a person before anyone else reads it. One level of replies."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    state = models.CharField("tình trạng", max_length=10, choices=_choices(COMMENT_STATES))
    name = models.CharField("tên hiện ra", max_length=60)
    text = models.TextField("ý kiến")
    sender = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    hidden_for = models.CharField(max_length=16, blank=True, choices=_choices(REASONS))
    reports = models.PositiveSmallIntegerField(default=0)
    offered = models.BooleanField(default=False)  # the desk has said: this is really a petition

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["article", "id"], condition=Q(state="shown"), name="comment_shown"),
            models.Index(fields=["state", "id"], name="comment_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="hidden") | ~Q(hidden_for=""),
                                   name="a_comment_not_shown_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.code


class ViewChange(models.Model):
    """So many readings in so many seconds, by no one in particular. Appended, folded into the article, forgotten."""

    article_id = models.BigIntegerField()
    n = models.PositiveIntegerField()
    at = models.DateTimeField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["at"], name="readings_by_moment")]


class DayVisits(models.Model):
    """How many visits of the news began on a day, elsewhere than here. Nobody's, and rounded where it is shown."""

    on = models.DateField(unique=True)
    n = models.PositiveIntegerField(default=0)


class DayOut(models.Model):
    """How many articles of a day are out: the calendar reads this and counts nothing. Kept by the actions."""

    on = models.DateField(unique=True)
    n = models.PositiveIntegerField(default=0)


class NoLetters(models.Model):
    """An address that wants no articles sent to it by others; a keyed fingerprint, not the address."""

    key_mac = models.CharField(max_length=64, unique=True)


class OldAddress(models.Model):
    """Where an article stood on the portal before this one: whoever kept that link still arrives."""

    path = models.CharField(max_length=400, unique=True)  # with its query, without the host
    article = models.ForeignKey(Article, models.CASCADE, related_name="old_addresses")


class Banner(models.Model):
    """A line above the news from a day to a day."""

    body = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    words = models.CharField("lời", max_length=160)
    href = models.CharField("đường dẫn", max_length=300, blank=True)
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến hết ngày")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")),
                                              name="a_banner_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.words


def old_place(address: str) -> str:
    """An address of another portal as it is kept and asked: path and query, without host, last slash and #."""
    parts = urlsplit(address)
    path, query = unquote(parts.path).strip("/"), unquote(parts.query)
    return (f"/{path}?{query}" if query else f"/{path}")[:400]


def moved_to(address: str) -> str | None:
    """Where what stood at this address of an earlier portal stands now; None where nothing of ours did.

    With its query first (`/Default.aspx?id=5`), then without (`/2021/05/bai/?utm_source=zalo`).
    """
    whole = old_place(address)
    path = whole.partition("?")[0]
    asked = OldAddress.objects.filter(path__in={whole, path} - {"/"},
                                      article__state__in=(State.PUBLISHED, State.WITHDRAWN))
    known = dict(asked.values_list("path", "article__code"))
    code = known.get(whole) or known.get(path)
    return f"/tin-tuc/{code}/" if code else None


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these articles: (code, title)."""
    return [Article.objects.visible_to().filter(code__in=codes).values_list("code", "title")]


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """A picture or file of an article that is out, anyone; before that, those who write and approve it."""
    found = Article.objects.filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC and found.visible_to().exists():
        return True
    return found.kept_by(standing(request)).exists()
