"""Pages kept for all are never older than the last thing done to a consultation, nor than midnight."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from danchu.ground.people.access import CLOCK
from danchu.law.calendar import Calendar
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import Verdict
from danchu.mechanisms.consultations.tests.conftest import PARTS, says

PAGES = ("", "{}/", "{}/bang/", "{}/bang/?dieu=art_3", "{}/so-sanh/")


def looked_at(code: str) -> list[bytes]:
    """The pages as a stranger finds them, kept where they are; each the same as one made for this visit alone."""
    found = []
    for path in PAGES:
        where = f"/lay-y-kien/{path.format(code)}"
        kept, own = Client(), Client()
        own.cookies["danchu_cases"] = "x"  # somebody's own page is never a kept one
        found_there, made = kept.get(where), own.get(where)
        assert found_there.status_code == made.status_code
        assert made.status_code != 200 or found_there.content == made.content, where
        found.append(made.content)
    return found


def test_every_step_makes_kept_pages_new(cast, planned, thursday):
    day, later = thursday.date(), thursday + timedelta(days=50)
    newer = actions.add_version(planned.document, PARTS[:1], source="paste", note="", by=cast.minh, now=thursday)
    minh, hoa = {"by": cast.minh, "now": thursday}, {"by": cast.hoa, "now": thursday}
    late, boss = {"by": cast.minh, "now": later}, {"by": cast.hoa, "now": later}
    steps = [
        lambda c: actions.send_plan(c, council="12", front="13", sent_on=day, **minh),
        lambda c: actions.open_up(c, closes_on=day + timedelta(days=40), calendar=Calendar.official(), **hoa),
        lambda c: actions.extend(c, closes_on=day + timedelta(days=41), why="Bão.", **hoa),
        lambda c: actions.send_for_criticism(c, number="7/UBND", sent_on=day, **minh),
        lambda c: (says(c, cast.lan, "Nên hai lần.", now=thursday), says(c, cast.bay, "Nên thôi.", now=thursday)),
        lambda c: actions.close(c, by=CLOCK, now=c.closes_at),
        lambda c: actions.synthesise(c, **late),
        lambda c: actions.merge_rows(c, into=c.table.first(), rows=list(c.table.all()), **late),
        lambda c: actions.answer_row(c, row=c.table.get(), verdict=Verdict.NOTED, reason="Đã ghi nhận.", **late),
        lambda c: actions.approve_texts(c, texts={c.table.get().pk: "Nên hai lần."}, **late),
        lambda c: actions.finish_answers(c, **boss),
        lambda c: actions.publish_table(c, final=newer, **boss),
        lambda c: actions.correct_text(c, row=c.table.get(), text="Nên họp hai lần.", why="Cho rõ.", **late),
        lambda c: [actions.review(c.document, **boss), actions.revise(c.document, **late),
                   actions.put_forward(c.document, **late)],
        lambda c: actions.decide(c, number="5/QĐ-UBND", on=later.date(), difference="Quá sức phường.", **boss),
    ]
    looked_at(planned.code)
    for step in steps:
        step(Consultation.objects.select_related("document").get())
        seen = looked_at(planned.code)
    assert "họp hai lần" in seen[2].decode() and "5/QĐ-UBND" in seen[1].decode()


def test_no_page_kept_before_midnight_offers_the_form_after_it(opened, monkeypatch):
    page, offer = f"/lay-y-kien/{opened.code}/", "Góp ý từng điều"
    for before, told in ((timedelta(seconds=1), True), (timedelta(0), False)):  # the clock has done nothing yet
        monkeypatch.setattr(timezone, "now", lambda before=before: opened.closes_at - before)
        for _visit in range(2):
            assert (offer in Client().get(page).content.decode()) is told
        assert ("Hôm nay là ngày cuối" in Client().get("/lay-y-kien/").content.decode()) is told
