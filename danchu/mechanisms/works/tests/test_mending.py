"""What stands in public by mistake: personal data is covered, a promise recorded twice counts once; both say so."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.mechanisms.works import actions, figures, reading
from danchu.mechanisms.works.actions import NotTheirs, Refused
from danchu.mechanisms.works.masking import texts_of
from danchu.mechanisms.works.models import Commitment, Original
from danchu.mechanisms.works.notices import letters_for
from danchu.mechanisms.works.rules import State
from danchu.mechanisms.works.search_text import documents_for
from danchu.mechanisms.works.tests.conftest import drains
from danchu.mechanisms.works.tests.test_pages import page

NAMED = "Nạo vét cống trước nhà bà Lan, gọi 0912 345 678"
ALL_YEAR = (date(2026, 1, 1), date(2026, 12, 31), date(2026, 3, 31))


@pytest.fixture
def named(cast, lookers):
    said = drains(cast, title=NAMED, due_on=timezone.localdate() + timedelta(days=30))
    c = actions.promise(said, token=uuid4(), by=cast.hoa, now=timezone.now())
    actions.progress(c, text="Đã gọi 0912 345 678.", shown=True, by=cast.tam, now=timezone.now())
    return c


def signed_in(who):
    client = Client()
    client.force_login(who.person)
    return client


def counted():
    return {row.name: dict(row.counts) for row in figures.board(*ALL_YEAR)[0]}


def test_personal_data_is_covered_everywhere_and_the_first_words_stay_inside(client, cast, lookers, named):
    desk = reverse("works_desk:mask", args=[named.code])
    sau, minh, hoa = (signed_in(who) for who in (lookers.sau, cast.minh, cast.hoa))
    assert hoa.get(desk).status_code == 404  # not whoever promised
    shown = sau.get(desk).content.decode()
    said = Commitment.objects.get().statements.get()
    assert f'name="cover-said-{said.pk}"' in shown and 'name="cover-title"' in shown
    form = {"version": str(named.version), "cover-title": ["0", "1", "2"], f"cover-said-{said.pk}": "0",
            "more": "nhà bà Lan"}
    look = sau.post(desk, form | {"do": "look"}).content.decode()
    assert "trước [đã che], gọi [số điện thoại đã che]" in look and Commitment.objects.get().title == NAMED
    assert sau.post(desk, form | {"do": "mask"}).status_code == 422  # everybody reads why
    assert sau.post(desk, form | {"do": "mask", "reason": "Có tên và số điện thoại."}).status_code == 302
    for public in (page(client, "commitment", named.code), page(client, "commitment_feed", named.code),
                   page(client, "commitments")):
        text = public.content.decode()
        assert "0912" not in text and "bà Lan" not in text
    assert "Có tên và số điện thoại." in page(client, "commitment", named.code).content.decode()
    inside, outside = (reader.get(reverse("works_desk:case", args=[named.code])).content.decode()
                       for reader in (minh, sau))
    assert NAMED in inside and "nhà bà Lan" not in outside  # to cover is not to read
    assert "nhà bà Lan" not in str(documents_for({named.code})[named.code])
    assert Entry.objects.filter(subject=named.code, verb="mask", audience="public").count() == 1


def test_covering_rewrites_no_promise_and_keeps_the_first_words_of_all(cast, named):
    now, texts = timezone.now(), texts_of(named)
    for bad, why in (({"title": "Sẽ xem xét [đã che]"}, "Chỉ che được"), ({}, "Chưa chọn"),
                     ({"title": NAMED.replace("Lan", "[đã che]" * 30)}, "dài quá")):
        with pytest.raises(Refused, match=why):
            actions.mask(named, texts=texts | bad, reason="Có tên.", by=cast.minh, now=now)
    with pytest.raises(NotTheirs):
        actions.mask(named, texts={"title": NAMED.replace("Lan", "[đã che]")}, reason="Có tên.", by=cast.tam, now=now)
    for name in ("bà Lan", "0912 345 678"):
        before = texts_of(named)["title"]
        actions.mask(named, texts={"title": before.replace(name, "[đã che]")}, reason="Có tên.", by=cast.minh, now=now)
    assert named.title == "Nạo vét cống trước nhà [đã che], gọi [đã che]"
    assert Original.objects.get().text == NAMED


def test_a_promise_recorded_twice_counts_once_and_its_page_says_so(client, cast, promised, thursday):
    again = actions.promise(drains(cast, title="Vét cống hẻm 47"), token=uuid4(), by=cast.hoa, now=thursday)
    assert counted() == {cast.drains.full_name: {"open": 2}}
    actions.record_twice(again, other=promised, reason="Cùng một cống.", by=cast.minh, now=thursday)
    assert counted() == {cast.drains.full_name: {"open": 1}}
    marked = page(client, "commitment", again.code).content.decode()
    assert "Ghi trùng từ ngày 12/02/2026" in marked and promised.code in marked and "Cùng một cống." in marked
    assert again.code in page(client, "commitment", promised.code).content.decode()
    listed = page(client, "commitments").content.decode()
    assert promised.title in listed and again.title not in listed
    assert documents_for({again.code}) == {again.code: None}
    # an index that has not heard of it yet finds both: the page of what was found shows the one that counts
    assert [c.pk for c in reading.promises_with([again.code, promised.code])] == [promised.pk]
    told = [x for _e, x in letters_for(list(Entry.objects.filter(verb="record_twice")))]
    assert told and all(promised.code in x.body for x in told)

    actions.not_twice(again, reason="Hai đoạn cống khác nhau.", by=cast.minh, now=thursday)
    assert (again.state, counted()) == (State.PROMISED, {cast.drains.full_name: {"open": 2}})


def test_nobody_wins_time_or_loses_a_bad_mark_by_it(cast, lookers, promised, thursday):
    later = actions.promise(drains(cast, due_on=date(2026, 4, 30)), token=uuid4(), by=cast.hoa, now=thursday)
    elsewhere = actions.promise(drains(cast, owner=cast.culture), token=uuid4(), by=cast.hoa, now=thursday)
    by = {"reason": "Trùng.", "now": thursday}
    with pytest.raises(Refused, match="muộn hơn"):
        actions.record_twice(promised, other=later, by=cast.minh, **by)
    with pytest.raises(Refused):
        actions.record_twice(promised, other=promised, by=cast.minh, **by)
    Commitment.objects.filter(pk=later.pk).update(overdue=True)
    later.refresh_from_db()
    with pytest.raises(Refused, match="quá hẹn"):
        actions.record_twice(later, other=promised, by=cast.minh, **by)
    actions.record_twice(later, other=promised, by=lookers.xuan, **by)  # somebody outside the house may
    with pytest.raises(Refused, match="chưa bị ghi trùng"):
        actions.record_twice(elsewhere, other=later, by=cast.minh, **by)
    with pytest.raises(NotTheirs):
        actions.record_twice(elsewhere, other=promised, by=cast.tam, **by)
    taken = actions.report_done(promised, text="Xong.", by=cast.tam, now=thursday)
    with pytest.raises(Refused):  # it waits for somebody's word: the house may not take it away
        actions.record_twice(taken, other=elsewhere, by=cast.minh, **by)
