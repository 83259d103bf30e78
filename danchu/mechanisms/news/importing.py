"""An earlier portal's articles: a WordPress export (WXR), or a table with a folder of HTML.

Each article by itself and under its old address: begun again after a stop, nothing comes twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from danchu.ground.documents.books import Column, Unreadable, read_file
from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import CLOCK
from danchu.ground.text.clean_html import TooMuch, clean_html
from danchu.ground.text.normalise import clean
from danchu.mechanisms.news import actions, arranging, shown
from danchu.mechanisms.news.models import Article, old_place
from danchu.mechanisms.news.rules import LONGEST_BODY, LONGEST_TITLE

OLD = UUID("b5d0c1d8-19c4-5a44-9a31-0f6b6a9f27aa")  # the space in which an old address is an article's token
WP, CONTENT = "{http://wordpress.org/export/1.2/}", "{http://purl.org/rss/1.0/modules/content/}encoded"
EXCERPT, CREATOR = "{http://wordpress.org/export/1.2/excerpt/}encoded", "{http://purl.org/dc/elements/1.1/}creator"
MOST_PICTURES = 40  # of one article
COLUMNS = (
    Column("title", "tiêu đề", "", True), Column("on", "ngày", "ngày/tháng/năm hoặc năm-tháng-ngày", True),
    Column("html", "nội dung", "chữ hoặc HTML; trống thì đọc ở cột tệp"),
    Column("file", "tệp", "tên tệp HTML nằm cùng thư mục với bảng"),
    Column("link", "địa chỉ cũ", "để người giữ đường dẫn cũ vẫn tới nơi", True), Column("shelf", "mục", ""),
    Column("tags", "từ khóa", "cách nhau bằng dấu phẩy"), Column("lead", "tóm tắt", ""),
    Column("author", "tác giả", ""),
)
_PICTURE = re.compile(r"""(<img\b[^>]*?\bsrc\s*=\s*)(["'])([^"']{1,2000})\2""", re.I)
_SMALLER = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_BLOCK = re.compile(r"\s*</?(?:p|h[1-6]|ul|ol|li|table|figure|blockquote|div)\b", re.I)
_DAYS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y")


@dataclass
class Old:
    """One article as the earlier portal had it."""

    where: str  # how a report names it
    title: str
    html: str
    link: str
    on: str
    lead: str = ""
    author: str = ""
    shelf: str = ""
    tags: tuple[str, ...] = ()
    cover: str = ""  # address of its picture
    short_link: str = ""  # /?p=123, by which WordPress also knows it


@dataclass
class Report:
    """What came of it: every refused article, every picture that was not found, by name."""

    new: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)
    pictures: int = 0
    remarks: list[str] = field(default_factory=list)


# --- reading --------------------------------------------------------------------------------------
def read(place: Path) -> Iterator[Old | str]:
    """Articles, one after the other; a string is an item that is none, with why. Raises Unreadable."""
    return _of_wordpress(place) if place.suffix.lower() == ".xml" else _of_table(place)


def _of_wordpress(place: Path) -> Iterator[Old | str]:
    pictures = {key: url for key, url in _pictures(place)}
    for item in _items(place):
        kind, state = item.findtext(f"{WP}post_type", ""), item.findtext(f"{WP}status", "")
        title = (item.findtext("title") or "").strip()
        if kind != "post":
            if kind not in ("attachment", "nav_menu_item", "revision", "wp_global_styles"):
                yield f"“{title[:80]}”: loại “{kind}” không phải bài viết"
            continue
        if state != "publish":
            yield f"“{title[:80]}”: chưa đăng ở cổng cũ ({state})"
            continue
        meta = {m.findtext(f"{WP}meta_key"): m.findtext(f"{WP}meta_value", "") for m in item.iter(f"{WP}postmeta")}
        words = [(c.get("domain"), (c.text or "").strip()) for c in item.findall("category")]
        yield Old(f"“{title[:80]}”", title, _paragraphs(item.findtext(CONTENT, "")), item.findtext("link", "").strip(),
                  item.findtext(f"{WP}post_date", ""), item.findtext(EXCERPT, ""), item.findtext(CREATOR, ""),
                  next((w for d, w in words if d == "category"), ""), tuple(w for d, w in words if d == "post_tag"),
                  pictures.get(meta.get("_thumbnail_id") or "", ""), _short_link(item.findtext(f"{WP}post_id", "")))


def _items(place: Path) -> Iterator[Element]:
    """The items of the export one by one: a large one never stands in memory as a whole."""
    try:
        with place.open("rb") as file:
            channel: Element | None = None
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                if event == "start" and element.tag == "channel":
                    channel = element
                elif event == "end" and element.tag == "item":
                    yield element
                    if channel is not None:
                        channel.clear()
    except (OSError, ParseError, DefusedXmlException) as problem:
        raise Unreadable(f"Không đọc được tệp “{place.name}”: {problem}") from problem


def _pictures(place: Path) -> Iterator[tuple[str, str]]:
    for item in _items(place):
        if item.findtext(f"{WP}post_type") == "attachment":
            yield item.findtext(f"{WP}post_id", ""), item.findtext(f"{WP}attachment_url", "")


def _short_link(number: str) -> str:
    return f"/?p={number}" if number.isascii() and number.isdecimal() else ""


def _paragraphs(html: str) -> str:
    """WordPress keeps paragraphs as empty lines between bare words."""
    parts = re.split(r"\n\s*\n", html.replace("\r\n", "\n").strip())
    return "\n".join(p if not p.strip() or _BLOCK.match(re.sub(r"<!--.*?-->", "", p, flags=re.S)) else f"<p>{p}</p>"
                     for p in parts)


def _of_table(place: Path) -> Iterator[Old | str]:
    for number, cells in read_file(place, COLUMNS):
        said = {c.key: cells.get(c.key, "").strip() for c in COLUMNS}
        html, name = said["html"], said["file"]
        if not html and name:
            try:  # only what lies in the table's own folder
                html = (place.parent / Path(name).name).read_text("utf-8")
            except (OSError, UnicodeDecodeError):
                yield f"dòng {number}: không đọc được tệp “{name}”"
                continue
        yield Old(f"dòng {number}", said["title"], html, said["link"], said["on"], said["lead"], said["author"],
                  said["shelf"], tuple(t.strip() for t in said["tags"].split(",") if t.strip()))


# --- bringing over --------------------------------------------------------------------------------
def bring_over(place: Path, *, body: Unit, pictures: Path | None, now: datetime, dry_run: bool) -> Report:
    """Every article of the file. Raises Unreadable where the file itself is none; what came before it stays."""
    report = Report()
    for old in read(place):
        if isinstance(old, str):
            report.refused.append(old)
            continue
        wrong, at = _wrong(old, now)
        if wrong or at is None:
            report.refused.append(f"{old.where}: {wrong}")
        elif Article.objects.filter(token=_token(old)).exists():
            report.known += 1
        else:
            report.new += 1
            _bring(old, at, body, pictures, now, report, dry_run)
    return report


def _wrong(old: Old, now: datetime) -> tuple[str, datetime | None]:
    """Why an article cannot be taken, or the moment it was out."""
    at = _moment(old.on)
    checks = [(not old.title, "không có tiêu đề"), (not old.link, "không có địa chỉ cũ"),
              (at is None, f"ngày “{old.on}” không đọc được"), (at is not None and at > now, "ngày ở sau hôm nay")]
    why = [words for is_so, words in checks if is_so]
    try:
        if not clean_html(old.html, most=LONGEST_BODY).html:
            why.append("không có nội dung")
    except TooMuch as much:
        why.append(f"nội dung {much.size:,} ký tự, nhiều nhất {much.most:,}")
    return "; ".join(why), at


def _moment(typed: str) -> datetime | None:
    for shape in _DAYS:
        try:
            return timezone.make_aware(datetime.strptime(typed.strip(), shape))
        except ValueError:
            continue
    return None


def _token(old: Old) -> UUID:
    return uuid5(OLD, old.link)


def _bring(old: Old, at: datetime, body: Unit, pictures: Path | None, now: datetime, report: Report,
           dry_run: bool) -> None:
    found = _found(old, pictures, report)
    paths = tuple(dict.fromkeys(p for link in (old.link, old.short_link) if (p := old_place(link)) != "/"))
    if not paths:
        report.remarks.append(f"{old.where}: địa chỉ cũ “{old.link}” không chuyển hướng được")
    if dry_run:
        return
    shelf = arranging.shelve(body, clean(old.shelf, lines=False)[:80], by=CLOCK, now=now) if old.shelf else None
    piece = actions.Piece(
        title=clean(old.title, lines=False)[:LONGEST_TITLE], html=old.html, category=shelf,
        lead=clean(re.sub(r"<[^>]+>", " ", old.lead))[:500].strip(), author=clean(old.author, lines=False)[:120],
        tags=tuple(clean(t, lines=False)[:60] for t in old.tags[:8]), comments_open=False)
    with transaction.atomic():  # stopped between the two, an article would stay without its pictures for ever
        a = actions.bring(piece, old_paths=paths, published_at=at, body=body, token=_token(old), by=CLOCK, now=now)
        if found:
            actions.illustrate(a, papers=list(found.values()), html=lambda kept: _linked(old.html, list(found), kept),
                               with_cover=old.cover in found, now=now)


def _found(old: Old, folder: Path | None, report: Report) -> dict[str, Cleaned]:
    """The pictures of an article that lie in the folder, by their old address; the cover first."""
    asked = dict.fromkeys([*([old.cover] if old.cover else []), *(m[3] for m in _PICTURE.finditer(old.html))])
    found: dict[str, Cleaned] = {}
    for url in list(asked)[:MOST_PICTURES]:
        place = _place_of(url, folder)
        if place is None:
            report.remarks.append(f"{old.where}: ảnh “{url[-100:]}” không có trong thư mục ảnh")
            continue
        try:
            found[url] = clean_upload(SimpleUploadedFile(place.name, place.read_bytes()))
            report.pictures += 1
        except (FileRefused, OSError) as why:
            report.remarks.append(f"{old.where}: ảnh “{url[-100:]}”: {why}")
    return found


def _place_of(url: str, folder: Path | None) -> Path | None:
    """Where a picture of the old portal lies in the folder: as below `uploads/`, else by its name. Never outside it."""
    if folder is None:
        return None
    path = unquote(urlsplit(url).path)
    below = path.partition("/uploads/")[2] or path.rpartition("/")[2]
    root = folder.resolve()
    for name in (below, _SMALLER.sub("", below), Path(below).name, _SMALLER.sub("", Path(below).name)):
        place = (root / name).resolve()
        if name and place.is_relative_to(root) and place.is_file():
            return place
    return None


def _linked(html: str, urls: list[str], kept: list[Attachment]) -> str:
    new = {url: shown.file_link(file) for url, file in zip(urls, kept, strict=True)}
    return _PICTURE.sub(lambda m: f"{m[1]}{m[2]}{new.get(m[3], m[3])}{m[2]}", html)
