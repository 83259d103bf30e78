"""A kept page of the news is never older than what was done: every action that a reader can see the trace of."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Entry
from danchu.mechanisms.news import actions, arranging, clock, comment_actions
from danchu.mechanisms.news.models import Banner, Category
from danchu.mechanisms.news.rules import Reason
from danchu.mechanisms.news.tests.conftest import MODEL, approved, cleaned, out, piece, said

pytestmark = pytest.mark.django_db
FRONT = "/tin-tuc/"


def read(path):
    """As any visitor reads it: kept, if it can be."""
    return Client().get(path).content.decode()


def test_shelves_and_banners_are_on_the_page_at_once(client, cast):
    now, today = timezone.now(), timezone.localdate()
    how = {"by": cast.minh, "now": now}
    a = out(cast, now)
    page = f"/tin-tuc/{a.code}/"
    for name, path, do, undo in (
            ("Y tế phường", FRONT, lambda: arranging.shelve(cast.body, "Y tế phường", **how),
             lambda: arranging.unshelve(Category.objects.get(), **how)),
            ("Bão số 9", FRONT, lambda: arranging.hang(
                cast.body, words="Bão số 9", href="", from_on=today, to_on=today, **how),
             lambda: arranging.take_down(Banner.objects.get(), **how)),
            ("Ảnh chợ", page, lambda: actions.attach(a, papers=[cleaned()], alt="Ảnh chợ", as_cover=True, **how),
             lambda: actions.detach(a, Attachment.objects.get(), **how)),
            ("Giờ đúng là 8 giờ", page, lambda: actions.correct(a, piece(), note="Giờ đúng là 8 giờ", **how),
             lambda: actions.withdraw(a, why="Đăng nhầm", **how))):
        assert name not in read(path) + read(path), name
        do()
        assert name in read(path) + read(path), name
        undo()
        assert name not in read(path), name
    told = Entry.objects.filter(subject=f"banner:{cast.body.pk}").values_list("verb", "audience", "about__name")
    assert list(told) == [("shelve", "internal", "Y tế phường"), ("unshelve", "internal", "Y tế phường"),
                          ("hang", "internal", "Bão số 9"), ("take_down", "internal", "Bão số 9")]
    arranging.shelve(cast.body, "Một lần", **how)
    arranging.shelve(cast.body, "Một lần", **how)  # the same shelf: nothing happened
    assert Entry.objects.filter(subject=f"banner:{cast.body.pk}").count() == 5
    client.force_login(cast.hoa.person, MODEL)
    assert "Treo biểu ngữ" in (desk := client.get("/ban-lam-viec/tin-tuc/muc/").content.decode())
    assert cast.minh.person.name in desk


def test_comments_come_and_go_at_once(cast):
    now = timezone.now()
    a = out(cast, now)
    page, words = f"/tin-tuc/{a.code}/", "Trạm có nhận trẻ ngoài phường không?"
    how = {"by": cast.minh, "now": now}
    c = said(a, cast.lan, now)
    assert words not in read(page)
    comment_actions.show(c, **how)
    assert words in read(page)
    comment_actions.hide(c, reason=Reason.OFF_TOPIC, **how)
    assert words not in read(page)
    comment_actions.show(c, **how)
    assert words in read(page)
    for _reader in range(5):
        c = comment_actions.report(c, now=now)
    assert words not in read(page)


def test_what_is_due_is_on_the_kept_front_page_after_one_round_and_gone_with_its_pin(cast):
    now = timezone.now()
    a = actions.schedule(approved(cast, now, title="Hẹn lúc này"), at=now + timedelta(seconds=1), by=cast.hoa, now=now)
    assert a.title not in read(FRONT) + read(FRONT)
    clock.take_due_steps(now + timedelta(seconds=2))
    assert a.title in read(FRONT) and clock.EVERY <= 5  # seconds: so many may pass before a round
    a.refresh_from_db()
    actions.pin(a, until=timezone.localdate(), by=cast.minh, now=now)
    assert "Ghim" in read(FRONT)
    clock.take_due_steps(now + timedelta(days=1))
    assert "Ghim" not in read(FRONT)
