"""The demo ward's news of a year: read from `news.toml`, written, approved and published by its own officials."""

from __future__ import annotations

import io
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from danchu.demo.ward import Ward
from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.people.access import Standing, standing_of
from danchu.ground.text.clean_html import clean_html
from danchu.mechanisms.news import actions, comment_actions
from danchu.mechanisms.news.models import Article, ViewChange
from danchu.mechanisms.news.rules import LONGEST_BODY, Kind

STORIES = Path(__file__).with_name("news.toml")
# sky, sun, far hills, near hills, houses, roofs
PALETTES = {
    1: ("#f6e7d3", "#e9a15b", "#b9c7b0", "#7f9d86", "#fbfaf7", "#a3195b"),
    2: ("#e3eef0", "#f2c879", "#a9c4bd", "#5f8f7f", "#fdf3e1", "#b45309"),
    3: ("#fdeee6", "#d9738a", "#c9b6c4", "#84708c", "#fbfaf7", "#0f766e"),
    4: ("#eaf1e4", "#e8c25c", "#a7c29a", "#4f7d5c", "#fdf6ec", "#14213d"),
}


def load_news(ward: Ward, now: datetime) -> int:
    """Play the stories once. Returns how many articles were new."""
    told = tomllib.loads(STORIES.read_text("utf-8"))
    today = timezone.localtime(now).date()
    minh, hoa = (standing_of(ward.people[name], today) for name in ("minh", "hoa"))
    if Article.objects.filter(token=_token(told["article"][0]["title"])).exists():
        return 0
    shelves = {name: actions.shelve(ward.body, name, by=minh) for name in told["shelves"]}
    made = {}
    for story in sorted(told["article"], key=lambda s: -s["ago"]):
        made[story["title"]] = _play(story, shelves[story["shelf"]], ward, minh, hoa, now)
    for one in told["comment"]:
        _say(one, made[one["to"]], minh, now)
    for one in told["banner"]:
        actions.hang(ward.body, words=one["words"], href=one["href"], from_on=today, by=minh, now=now,
                     to_on=today + timedelta(days=one["days"]))
    return len(made)


def _play(story: dict[str, Any], shelf: Any, ward: Ward, minh: Standing, hoa: Standing, now: datetime) -> Article:
    at = _morning(now - timedelta(days=max(story["ago"], 0)), now)
    piece = actions.Piece(
        title=story["title"], html=clean_html(story["text"], most=LONGEST_BODY).html, category=shelf,
        lead=story["lead"], kind=Kind(story.get("kind", "news")),
        tags=tuple(t.strip() for t in story["tags"].split(",")))
    a = actions.write(piece, token=_token(story["title"]), body=ward.body, office=None, by=minh, now=at)
    if "cover" in story:
        actions.attach(a, papers=[_drawn(story["cover"])], alt=story["alt"], as_cover=True, by=minh, now=at)
    actions.submit(a, by=minh, now=at)
    if story["ago"] < 0:
        return actions.schedule(a, at=now + timedelta(days=-story["ago"]), by=hoa, now=now)
    actions.publish(a, by=hoa, now=at)
    ViewChange.objects.create(article_id=a.pk, n=story["views"], at=at)
    if "corrected" in story:
        actions.correct(a, piece, note=story["corrected"], by=minh, now=at + timedelta(hours=3))
    if "pin" in story:
        actions.pin(a, until=timezone.localtime(now).date() + timedelta(days=story["pin"]), by=minh, now=now)
    if "withdrawn" in story:
        actions.withdraw(a, why=story["withdrawn"], by=minh, now=at + timedelta(hours=5))
    return a


def _say(one: dict[str, Any], a: Article, minh: Standing, now: datetime) -> None:
    nobody = Standing(None)
    said = comment_actions.comment(a, text=one["text"], name=one["name"] or "Bạn đọc", to=None, by=nobody,
                                   token=_token(one["text"]), now=now - timedelta(hours=20))
    if one["shown"]:
        comment_actions.show(said, by=minh, now=now - timedelta(hours=18))
    if "reply" in one:
        reply = comment_actions.comment(a, text=one["reply"], name="Bạn đọc", to=said, by=nobody,
                                        token=_token(one["reply"]), now=now - timedelta(hours=9))
        comment_actions.show(reply, by=minh, now=now - timedelta(hours=8))


def _morning(day: datetime, now: datetime) -> datetime:
    """Half past seven of that day, never later than now."""
    return min(timezone.localtime(day).replace(hour=7, minute=30, second=0, microsecond=0), now)


def _token(words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"danchu/demo/news/{words}")


def _drawn(number: int) -> Cleaned:
    """A flat picture of a ward by a river; drawn here, nobody's photograph."""
    sky, sun, far, near, wall, roof = PALETTES[number]
    picture = Image.new("RGB", (1500, 1000), sky)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((1000 - 90 * number, 150, 1220 - 90 * number, 370), fill=sun)
    pen.polygon([(0, 620), (300, 430), (620, 590), (980, 400), (1500, 610), (1500, 1000), (0, 1000)], fill=far)
    pen.polygon([(0, 720), (420, 600), (900, 700), (1500, 590), (1500, 1000), (0, 1000)], fill=near)
    for n in range(6):
        left, top = 110 + n * 225 + 20 * (n * number % 3), 640 + 30 * (n * number % 4)
        pen.rectangle((left, top, left + 150, 850), fill=wall)
        pen.polygon([(left - 18, top), (left + 75, top - 80), (left + 168, top)], fill=roof)
        pen.rectangle((left + 60, 775, left + 95, 850), fill=near)
    pen.rectangle((0, 850, 1500, 1000), fill=far)
    for n in range(5):
        pen.line((80 + n * 300, 900 + n % 2 * 45, 260 + n * 300, 900 + n % 2 * 45), fill=sky, width=8)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return clean_upload(SimpleUploadedFile(f"minh-hoa-{number}.jpg", out.getvalue(), "image/jpeg"))
