"""The demo ward's news of a year: read from `news.toml`, written, approved and published by its own officials."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from danchu.demo.pictures import drawn
from danchu.demo.ward import Ward
from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.people.access import Standing, standing_of
from danchu.ground.text.clean_html import clean_html
from danchu.mechanisms.news import actions, arranging, comment_actions
from danchu.mechanisms.news.models import Article, ViewChange
from danchu.mechanisms.news.rules import LONGEST_BODY, Kind

STORIES = Path(__file__).with_name("news.toml")


def load_news(ward: Ward, now: datetime) -> int:
    """Play the stories once. Returns how many articles were new."""
    told = tomllib.loads(STORIES.read_text("utf-8"))
    today = timezone.localtime(now).date()
    minh, hoa = (standing_of(ward.people[name], today) for name in ("minh", "hoa"))
    if Article.objects.filter(token=_token(told["article"][0]["title"])).exists():
        return 0
    shelves = {name: arranging.shelve(ward.body, name, by=minh, now=now) for name in told["shelves"]}
    made = {}
    for story in sorted(told["article"], key=lambda s: -s["ago"]):
        made[story["title"]] = _play(story, shelves[story["shelf"]], ward, minh, hoa, now)
    for one in told["comment"]:
        _say(one, made[one["to"]], minh, now)
    for one in told["banner"]:
        arranging.hang(ward.body, words=one["words"], href=one["href"], from_on=today, by=minh, now=now,
                       to_on=today + timedelta(days=one["days"]))
    return len(made)


def _play(story: dict[str, Any], shelf: Any, ward: Ward, minh: Standing, hoa: Standing, now: datetime) -> Article:
    at = _morning(now - timedelta(days=max(story["ago"], 0)), now)
    piece = actions.Piece(
        title=story["title"], html=clean_html(story["text"], most=LONGEST_BODY).html, category=shelf,
        lead=story["lead"], kind=Kind(story.get("kind", "news")),
        tags=tuple(t.strip() for t in story["tags"].split(",")))
    wrong, right = story.get("misprint", ("", ""))  # as it first stood, until it was corrected
    first = piece if not right else replace(
        piece, title=piece.title.replace(right, wrong), html=piece.html.replace(right, wrong))
    a = actions.write(first, token=_token(story["title"]), body=ward.body, office=None, by=minh, now=at)
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


@cache
def _drawn(scene: str) -> Cleaned:
    """The picture of a scene, cleaned as any upload; a scene drawn twice is drawn once."""
    return clean_upload(SimpleUploadedFile(f"{scene}.jpg", drawn(scene), "image/jpeg"))
