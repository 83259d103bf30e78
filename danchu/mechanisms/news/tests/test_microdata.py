"""An article for search engines: schema.org microdata that parses and holds what NewsArticle wants."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from danchu.mechanisms.news import actions, arranging
from danchu.mechanisms.news.tests.conftest import cleaned, out, piece

pytestmark = pytest.mark.django_db
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Microdata(HTMLParser):
    """The items of a page, by the standard's algorithm: type, and each property with its values."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.items, self.open, self.texts = [], [], []  # (tag, item or None), (property's list, place, depth)

    def _add(self, names, value):
        owner = next(item for _tag, item in reversed(self.open) if item is not None)
        for name in names:
            owner.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        said, item = dict(attrs), None
        names = (said.get("itemprop") or "").split()
        if "itemscope" in said:
            item = {"@type": said["itemtype"]}
            self._add(names, item) if names else self.items.append(item)
        elif names:
            value = {"meta": said.get("content"), "link": said.get("href"), "img": said.get("src"),
                     "time": said.get("datetime")}.get(tag)
            if value is not None:
                self._add(names, value)
            else:
                words = []
                self._add(names, words)
                self.texts.append((words, len(self.open)))
        if tag not in VOID:
            self.open.append((tag, item))

    def handle_endtag(self, tag):
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        self.open.pop()
        self.texts = [(words, depth) for words, depth in self.texts if depth < len(self.open)]

    def handle_data(self, data):
        for words, _depth in self.texts:
            words.append(data)


def article_of(page):
    reader = Microdata()
    reader.feed(page)
    item, = reader.items
    return {name: [("".join(v) if isinstance(v, list) else v) for v in values] if isinstance(values, list) else values
            for name, values in item.items()}


def is_whole(address):
    return address.startswith(settings.SITE["url"]) and urlsplit(address).scheme in ("http", "https")


def test_a_piece_of_news_is_a_whole_news_article_for_search_engines(cast):
    now = timezone.now()
    shelf = arranging.shelve(cast.body, "Y tế", by=cast.minh, now=now)
    a = out(cast, now, title="Tiêm “chủng” & sổ <sức khỏe>", category=shelf)
    actions.attach(a, papers=[cleaned("ảnh bìa.jpg")], alt="Trạm", as_cover=True, by=cast.minh, now=now)
    actions.correct(a, piece(title=a.title, category=shelf), note="Sửa giờ.", by=cast.minh, now=now)
    found = article_of(Client().get(f"/tin-tuc/{a.code}/").content.decode())
    assert found["@type"] == "https://schema.org/NewsArticle"
    assert found["headline"] == [a.title] and len(a.title) <= 110
    assert found["description"] == ["Mang theo sổ tiêm."] and "Từ 7 giờ" in found["articleBody"][0]
    assert found["articleSection"] == ["Y tế"] and found["inLanguage"] == ["vi"]
    for name in ("datePublished", "dateModified"):
        moment, = found[name]
        assert datetime.fromisoformat(moment).tzinfo is not None, name
    for name in ("image", "url", "mainEntityOfPage"):
        address, = found[name]
        assert is_whole(address), name
    assert Client().get(urlsplit(found["image"][0]).path).status_code == 200
    author, = found["author"]
    publisher, = found["publisher"]
    for who in (author, publisher):
        assert who["@type"] == "https://schema.org/GovernmentOrganization" and is_whole(who["url"][0])
    assert publisher["name"] == [cast.body.full_name]


def test_an_announcement_is_one_and_a_named_author_is_a_person(cast):
    now = timezone.now()
    a = out(cast, now, kind="announcement", author="Nguyễn Văn A")
    found = article_of(Client().get(f"/tin-tuc/{a.code}/").content.decode())
    assert found["@type"] == "https://schema.org/SpecialAnnouncement" and found["name"] == [a.title]
    assert datetime.fromisoformat(found["datePosted"][0]).tzinfo and found["text"][0].strip()
    assert found["author"][0]["@type"] == "https://schema.org/Person"
