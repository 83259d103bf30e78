"""Articles by the thousand over ten years, for benchmarks: rows as the actions leave them, without their journal."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from danchu.demo.ward import Ward
from danchu.ground.search.index import DocumentText, put_many
from danchu.ground.text.codes import new_code
from danchu.mechanisms.news.models import Article, Body, Category, DayOut, Tag
from danchu.mechanisms.news.rules import PREFIX, Kind, State
from danchu.mechanisms.news.search_text import PUBLIC

DAYS = 3650
BATCH = 1000
WHAT = ("Sửa cống", "Tiêm chủng", "Họp khu phố", "Cắt điện", "Trồng cây", "Khám mắt", "Mở chợ", "Dọn bờ kênh",
        "Lắp đèn đường", "Tập chữa cháy", "Trao học bổng", "Phun thuốc muỗi")
WHERE = ("hẻm 47", "khu phố 2", "đường Bờ Sông", "chợ Lê Khôi", "khu phố 5", "trạm y tế", "bến đò", "trường tiểu học")
SAYS = ("Bà con đến từ sáng sớm, mỗi nhà một người. ", "Phường ghi biên bản và dán tại nhà văn hóa. ",
        "Việc còn lại hẹn xong trước cuối tháng sau. ", "Sổ thu chi ai cũng đọc được. ", "Nước rút trong nửa giờ. ")


def fill_articles(total: int, ward: Ward, now: datetime) -> int:
    """Add articles until there are `total`. Returns how many were added."""
    there = Article.objects.count()
    rng = Random(f"news {there}")
    shelves = list(Category.objects.filter(body=ward.body))
    codes = set(Article.objects.values_list("code", flat=True))
    for first in range(there, total, BATCH):
        batch = [_article(n, total, shelves, ward, rng, now) for n in range(first, min(first + BATCH, total))]
        for a in batch:
            while a.code in codes:  # short codes meet among so many
                a.code = new_code(PREFIX, a.published_at.year if a.published_at else now.year, rng.randbytes(8))
            codes.add(a.code)
        _write(batch, rng)
    return max(total - there, 0)


def _article(n: int, total: int, shelves: list[Category], ward: Ward, rng: Random, now: datetime) -> Article:
    at = now - timedelta(days=1) - timedelta(days=DAYS) * (1 - n / total) - timedelta(seconds=rng.randrange(86_400))
    return Article(
        code=new_code(PREFIX, at.year, rng.randbytes(8)), token=UUID(bytes=rng.randbytes(16)), state=State.PUBLISHED,
        kind=Kind.ANNOUNCEMENT if n % 9 == 0 else Kind.NEWS, body=ward.body, category=rng.choice(shelves),
        title=f"{rng.choice(WHAT)} ở {rng.choice(WHERE)}, đợt {n + 1}", lead=rng.choice(SAYS).strip(),
        published_at=at, views=rng.randrange(3000), writer=ward.people["minh"])


@transaction.atomic
def _write(articles: list[Article], rng: Random) -> None:
    articles = Article.objects.bulk_create(articles)
    words = {a.pk: "".join(rng.choices(SAYS, k=12)) for a in articles}
    Body.objects.bulk_create([Body(article=a, html=f"<p>{words[a.pk]}</p>") for a in articles])
    Tag.objects.bulk_create([Tag(article=a, slug="ngay-hoi" if a.pk % 5 else "to-dan-pho",
                                 name="ngày hội" if a.pk % 5 else "tổ dân phố", at=a.published_at) for a in articles])
    days = Counter(map(_day_of, articles))
    known = DayOut.objects.in_bulk(list(days), field_name="on")
    DayOut.objects.bulk_create(
        [DayOut(on=on, n=n + (known[on].n if on in known else 0)) for on, n in days.items()],
        update_conflicts=True, unique_fields=["on"], update_fields=["n"])
    put_many([DocumentText(PUBLIC, a.code, a.body_id, _day_of(a), a.title, f"{a.lead}\n{words[a.pk]}")
              for a in articles])


def _day_of(a: Article) -> date:
    assert a.published_at is not None
    return timezone.localtime(a.published_at).date()
