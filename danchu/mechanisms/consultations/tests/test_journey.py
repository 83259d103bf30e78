"""The whole journey once, and each refusal."""

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from danchu.ground.files.models import Attachment
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.law.calendar import Calendar
from danchu.mechanisms.consultations import actions, clock, shown
from danchu.mechanisms.consultations.actions import NotTheirs, Plan, Refused, Said, TooLate
from danchu.mechanisms.consultations.majority import without_majority
from danchu.mechanisms.consultations.models import Consultation, Opinion, Row
from danchu.mechanisms.consultations.rules import Channel, Draft, Exemption, Stance, State, Verdict
from danchu.mechanisms.consultations.tests.conftest import says


def answer_everything(c, cast, now):
    for row in c.table.all():
        actions.answer_row(c, row=row, verdict=Verdict.NOTED, reason="Đã ghi nhận.", by=cast.minh, now=now)
    actions.approve_texts(c, texts={r.pk: r.text for r in c.table.all()}, by=cast.minh, now=now)
    c.refresh_from_db()


def test_a_draft_is_opened_answered_and_issued(cast, opened, thursday, after):
    says(opened, cast.lan, "Nên hai lần một năm.", now=thursday)
    says(opened, cast.bay, "nên hai lần một năm", now=thursday)
    says(opened, NOBODY, "", Stance.AGREE, now=thursday)
    assert clock.take_due_steps(after) >= 1
    c = Consultation.objects.get()
    assert (c.state, c.times, c.persons) == (State.CLOSED, 3, 3)
    actions.synthesise(c, by=cast.minh, now=after)
    assert [(r.stance, r.times) for r in c.table.order_by("-times")] == [("disagree", 2), ("agree", 1)]
    answer_everything(c, cast, after)
    actions.finish_answers(c, by=cast.hoa, now=after)
    actions.publish_table(c, final=None, by=cast.hoa, now=after)
    document = c.document
    for step in (actions.review, actions.revise, actions.put_forward):
        step(document, by=cast.hoa if step is actions.review else cast.minh, now=after)
    actions.decide(c, number="05/2026/QĐ-UBND", on=after.date(), difference="Mỗi năm hai lần là quá sức phường.",
                   by=cast.hoa, now=after)
    document.refresh_from_db()
    assert (c.state, document.state, c.differs) == (State.DECIDED, Draft.ISSUED, True)
    assert sorted(c.table.values_list("no", flat=True)) == [1, 2]


def test_a_shorter_window_is_refused_with_the_article(cast, planned, thursday):
    actions.send_plan(planned, council="1", front="2", sent_on=thursday.date(), by=cast.minh, now=thursday)
    with pytest.raises(Refused, match="Điều 28 khoản 2"):
        actions.open_up(planned, closes_on=thursday.date() + timedelta(days=19), calendar=Calendar.official(),
                        by=cast.hoa, now=thursday)


def test_a_plan_must_go_to_the_council_and_the_front(cast, planned, thursday):
    with pytest.raises(Refused, match="Điều 28 khoản 1"):
        actions.send_plan(planned, council="12", front=" ", sent_on=thursday.date(), by=cast.minh, now=thursday)


def test_closing_at_midnight_is_exact_to_the_second(cast, opened):
    last = opened.closes_at - timedelta(seconds=1)
    assert says(opened, cast.lan, "Kịp.", now=last).pk
    with pytest.raises(TooLate, match="20/03/2026"):
        says(opened, cast.lan, "Muộn.", now=opened.closes_at)


def test_a_neighbouring_body_sees_no_plan_and_takes_no_step(cast, planned, thursday):
    assert not Consultation.objects.visible_to(cast.stranger).exists()
    with pytest.raises(NotTheirs):
        actions.send_plan(planned, council="1", front="2", sent_on=thursday.date(), by=cast.stranger, now=thursday)


def test_a_person_counts_once_per_article_and_the_latest_stands(cast, opened, thursday):
    for text in ("Một.", "Hai.", "Ba."):
        says(opened, cast.lan, text, now=thursday)
    says(opened, cast.lan, "Điều khác.", on="art_1", now=thursday)
    actions.fold()
    says(opened, cast.lan, "Bốn.", now=thursday)
    actions.fold()
    assert [o.text for o in Opinion.objects.filter(stands=True, article="art_3")] == ["Bốn."]
    assert Opinion.objects.count() == 5
    counts = {(a, t): p for a, t, p in opened.counts.values_list("article", "times", "persons")}
    assert counts == {("art_3", 4): 1, ("art_1", 1): 1}


def test_the_same_form_twice_is_the_same_opinion(cast, opened, thursday):
    token = uuid4()
    first = actions.give(opened, Said("art_1", Stance.AGREE), token=token, by=cast.lan, now=thursday)
    assert actions.give(opened, Said("art_1", Stance.AGREE), token=token, by=cast.lan, now=thursday).pk == first.pk


def test_who_wrote_what_is_forgotten_after_closing(cast, opened, thursday, after):
    says(opened, cast.lan, "Một.", now=thursday)
    assert Opinion.objects.exclude(author="").exists()
    clock.take_due_steps(after)
    clock.take_due_steps(after)
    assert not Opinion.objects.exclude(author="").exists()
    assert Consultation.objects.get().persons == 1


def test_the_table_waits_for_the_last_answer(cast, opened, thursday, after):
    says(opened, cast.lan, "Một.", now=thursday)
    says(opened, cast.bay, "Hai.", on="art_1", now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    actions.answer_row(c, row=c.table.first(), verdict=Verdict.NOTED, reason="Rõ.", by=cast.minh, now=after)
    with pytest.raises(Refused, match="còn 1 nhóm"):
        actions.finish_answers(c, by=cast.hoa, now=after)


def test_opposite_stances_never_come_together(cast, opened, thursday, after):
    says(opened, cast.lan, "đồng ý", Stance.AGREE, now=thursday)
    says(opened, cast.bay, "đồng ý", Stance.DISAGREE, now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    one, other = c.table.all()
    with pytest.raises(Refused, match="cùng quan điểm"):
        actions.merge_rows(c, into=one, rows=[other], by=cast.minh, now=after)


def test_rows_are_merged_and_split_and_no_opinion_is_lost(cast, opened, thursday, after):
    for text in ("Một.", "Hai.", "Ba."):
        says(opened, NOBODY, text, now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    one, two, three = c.table.order_by("id")
    merged = actions.merge_rows(c, into=one, rows=[two, three], by=cast.minh, now=after)
    assert (merged.times, c.rows) == (3, 1)
    answer_everything(c, cast, after)
    merged.refresh_from_db()
    actions.split_row(c, row=merged, opinions=[merged.opinions.first().pk], by=cast.minh, now=after)
    assert {r.text: r.opinions.first().text for r in c.table.all()} == {"Một.": "Một.", "Hai.": "Hai."}
    c.refresh_from_db()
    assert (c.answered, c.approved) == (1, 0)  # other words stand there now: read anew
    assert sorted(c.table.values_list("times", flat=True)) == [1, 2]
    assert Opinion.objects.filter(row=None).count() == 0 and c.rows == Row.objects.count() == 2


def test_no_words_are_buried_under_a_bare_stance_or_left_out_of_what_is_published(cast, opened, thursday, after):
    says(opened, NOBODY, "", now=thursday)
    says(opened, NOBODY, "Hai lần.", now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    bare, said = c.table.order_by("text")
    with pytest.raises(Refused, match="chỉ chọn quan điểm"):
        actions.merge_rows(c, into=bare, rows=[said], by=cast.minh, now=after)
    with pytest.raises(Refused, match="để trống"):
        actions.approve_texts(c, texts={bare.pk: "", said.pk: " "}, by=cast.minh, now=after)


def test_a_document_is_not_issued_before_people_are_asked(cast, document, thursday):
    actions.review(document, by=cast.hoa, now=thursday)
    actions.revise(document, by=cast.minh, now=thursday)
    actions.put_forward(document, by=cast.minh, now=thursday)
    with pytest.raises(Refused, match="Điều 25"):
        actions.issue(document, number="1/QĐ-UBND", on=thursday.date(), by=cast.hoa, now=thursday)
    actions.exempt(document, why=Exemption.OTHER_LAW, under="Điều 9 Luật X", by=cast.hoa, now=thursday)
    issued = actions.issue(document, number="1/QĐ-UBND", on=thursday.date(), by=cast.hoa, now=thursday)
    assert issued.state == Draft.ISSUED


def test_a_document_is_not_issued_past_its_consultation_when_most_disagreed(cast, opened, thursday, after):
    says(opened, cast.lan, "Nên hai lần một năm.", now=thursday)
    document = opened.document
    for step in (actions.review, actions.revise, actions.put_forward):
        step(document, by=cast.hoa if step is actions.review else cast.minh, now=after)
    issued = {"number": "1/QĐ-UBND", "on": after.date(), "by": cast.hoa, "now": after}
    with pytest.raises(Refused, match="chưa công khai bảng"):
        actions.issue(document, **issued)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    answer_everything(c, cast, after)
    actions.finish_answers(c, by=cast.hoa, now=after)
    actions.publish_table(c, final=None, by=cast.hoa, now=after)
    with pytest.raises(Refused, match="Điều 28 khoản 4"):
        actions.issue(document, **issued)
    with pytest.raises(Refused, match="giải trình"):
        actions.decide(c, difference="", **issued)
    assert actions.decide(c, difference="Quá sức phường.", **issued).differs


def test_what_organisations_gathered_counts_towards_the_majority(cast, opened, thursday):
    g = actions.gather(opened, channel=Channel.ORGANISATION, name="Khu phố 2", held_on=thursday.date(), people=35,
                       token=uuid4(), minutes=None, by=cast.minh, now=thursday)
    for stance in (Stance.DISAGREE, Stance.DISAGREE):
        actions.enter(opened, Said("art_3", stance, "Hai lần."), channel=Channel.ORGANISATION, gathering=g,
                      token=uuid4(), by=cast.minh, now=thursday)
    says(opened, cast.lan, "", Stance.AGREE, now=thursday)
    actions.fold()
    assert without_majority(opened) == ["art_3"]


def test_an_exemption_by_another_law_names_its_article(cast, document, thursday):
    with pytest.raises(Refused, match="điều, khoản"):
        actions.exempt(document, why=Exemption.OTHER_LAW, under="", by=cast.hoa, now=thursday)


def test_a_paper_form_counts_when_two_persons_typed_the_same(cast, opened, thursday):
    typed = [["art_3", "disagree", "Hai lần một năm."], ["", "agree", ""]]
    assert not actions.key(opened, serial="P001", typed=typed, scan=None, by=cast.minh, now=thursday).done
    wrong = actions.key(opened, serial="P001", typed=[["art_3", "agree", "Hai lần."], typed[1]], scan=None, by=cast.hoa,
                        now=thursday)
    assert not wrong.done and Opinion.objects.count() == 0
    assert actions.key(opened, serial="P001", typed=typed, scan=None, by=cast.hoa, now=thursday).done
    assert set(Opinion.objects.values_list("channel", "level", "serial")) == {
        ("paper", "met", "P001/1"), ("paper", "met", "P001/2")}


def test_a_scan_given_with_the_second_typing_is_kept(cast, opened, thursday):
    typed = [["art_3", "disagree", "Hai lần một năm."]]
    scan = Attachment.objects.create(subject=opened.code, name="phieu.pdf", mime="application/pdf", size=1,
                                     audience="internal", added_at=thursday)
    actions.key(opened, serial="P001", typed=typed, scan=None, by=cast.minh, now=thursday)
    assert actions.key(opened, serial="P001", typed=typed, scan=scan, by=cast.hoa, now=thursday).scan == scan
    assert Opinion.objects.get().scan == scan


def test_one_person_cannot_key_a_form_twice(cast, opened, thursday):
    typed = [["art_3", "disagree", "Hai lần một năm."]]
    actions.key(opened, serial="P001", typed=typed, scan=None, by=cast.minh, now=thursday)
    assert not actions.key(opened, serial="P001", typed=typed, scan=None, by=cast.minh, now=thursday).done


def test_organisations_are_counted_apart(cast, opened, thursday, after):
    g = actions.gather(opened, channel=Channel.ORGANISATION, name="Ban công tác Mặt trận khu phố 2",
                       held_on=date(2026, 2, 20), people=35, token=uuid4(), minutes=None, by=cast.minh, now=thursday)
    actions.enter(opened, Said("art_3", Stance.CONDITION, "Báo trước lâu hơn."), channel=Channel.ORGANISATION,
                  gathering=g, token=uuid4(), by=cast.minh, now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    assert (c.times, c.persons, c.organisations, c.attended) == (1, 0, 1, 35)


@pytest.fixture
def scan(opened, thursday):
    return Attachment.objects.create(subject=opened.code, name="phieu.pdf", mime="application/pdf", size=1,
                                     audience="internal", added_at=thursday)


def test_papers_handed_in_on_the_last_day_are_typed_in_afterwards_and_counted(cast, opened, thursday, after, scan):
    last = ["@", opened.closes_on.isoformat(), ""]
    says(opened, cast.lan, "Một.", now=thursday)
    for by in (cast.minh, cast.hoa):  # one form before it closed, one after
        actions.key(opened, serial="P1", typed=[["art_3", "agree", ""]], scan=None, by=by, now=thursday)
    clock.take_due_steps(after)
    c = Consultation.objects.get()
    key = {"serial": "P2", "scan": scan, "now": after}
    for refused, why in (([["art_3", "agree", ""]], "Ghi ngày nhận"), ([["@", "2026-03-21", ""], last], "ngày nhận")):
        with pytest.raises(Refused, match=why):
            actions.key(c, **key | {"typed": [*refused, ["art_1", "agree", ""]]}, by=cast.minh)
    typed = [last, ["art_3", "disagree", "Hai lần."], ["art_1", "agree", ""]]
    with pytest.raises(Refused, match="ảnh chụp"):
        actions.key(c, **key | {"typed": typed, "scan": None}, by=cast.minh)
    actions.key(c, **key, typed=typed, by=cast.minh)
    with pytest.raises(Refused, match="1 phiếu giấy"):  # nothing typed is lost: not grouped before it counts
        actions.ask_synthesis(c, by=cast.minh, now=after)
    actions.key(c, **key, typed=typed, by=cast.hoa)
    clock.take_due_steps(after)
    c = actions.ask_synthesis(Consultation.objects.get(), by=cast.minh, now=after)
    assert (c.times, c.persons, c.typed_later) == (4, 3, 2)
    with pytest.raises(TooLate, match="tổng hợp"):
        actions.key(c, serial="P3", typed=typed, scan=scan, by=cast.minh, now=after)
    for _round in range(3):  # group, close the table, forget the numbers of the forms
        clock.take_due_steps(after)
    assert not Opinion.objects.exclude(author="").exists() and not Opinion.objects.filter(row=None).exists()
    c.refresh_from_db()
    sums = shown.summed(c)
    assert dict(sums.late) == {"art_3": 1, "art_1": 1} and not sums.answers
    assert shown.late(c, sums) == [("art_1", "Điều 1", "một số lượt"), ("art_3", "Điều 3", "một số lượt")]
    page = Client().get(f"/lay-y-kien/{c.code}/dieu/art_3/").content.decode()
    assert "một số lượt nhận trong hạn" in page
    many = shown.Sums(late=Counter({"art_1": 20, "art_2": 30, "": 4}))
    assert [words for _eid, _label, words in shown.late(c, many)] == ["một số lượt", "30 lượt", "một số lượt"]


def test_what_a_meeting_said_in_time_is_typed_in_afterwards_with_its_minutes(cast, opened, thursday, after, scan):
    c = actions.close(opened, by=CLOCK, now=after)
    met = {"channel": Channel.MEETING, "name": "Họp khu phố 3", "people": 40, "by": cast.minh, "now": after}
    with pytest.raises(Refused, match="biên bản"):
        actions.gather(c, **met, held_on=thursday.date(), minutes=None, token=uuid4())
    with pytest.raises(TooLate):
        actions.gather(c, **met, held_on=after.date(), minutes=scan, token=uuid4())
    g = actions.gather(c, **met, held_on=thursday.date(), minutes=scan, token=uuid4())
    actions.enter(c, Said("art_3", Stance.AGREE), channel=Channel.MEETING, gathering=g, token=uuid4(), by=cast.minh,
                  now=after)
    with pytest.raises(TooLate):  # nobody can look at a telephone call again
        actions.enter(c, Said("art_3", Stance.AGREE), channel=Channel.HOTLINE, token=uuid4(), by=cast.minh, now=after)
    c = actions.synthesise(Consultation.objects.get(), by=cast.minh, now=after)
    assert (c.times, c.persons, c.organisations, c.attended) == (1, 0, 1, 40)


def test_a_form_typed_under_a_wrong_number_is_taken_away(cast, opened, thursday):
    kept = actions.key(opened, serial="P9", typed=[["art_3", "agree", ""]], scan=None, by=cast.minh, now=thursday)
    with pytest.raises(NotTheirs):
        actions.drop_form(kept, by=cast.stranger, now=thursday)
    actions.drop_form(kept, by=cast.hoa, now=thursday)
    assert not opened.keyings.exists()
    for by in (cast.minh, cast.hoa):
        kept = actions.key(opened, serial="P9", typed=[["art_3", "agree", ""]], scan=None, by=by, now=thursday)
    with pytest.raises(Refused, match="đủ hai lần"):
        actions.drop_form(kept, by=cast.hoa, now=thursday)


def test_a_plan_names_its_time_and_is_refused_where_it_is_too_short(cast, document, thursday):
    told = {"title": "Lấy ý kiến", "summary": "…", "forms": "Cổng", "responsible": "Văn phòng",
            "opens_on": thursday.date()}
    with pytest.raises(Refused, match="Điều 28 khoản 2"):
        actions.plan(document, Plan(**told, closes_on=thursday.date() + timedelta(days=10)), token=uuid4(),
                     by=cast.minh, now=thursday)
    planned = actions.plan(document, Plan(**told, closes_on=thursday.date() + timedelta(days=30)), token=uuid4(),
                           by=cast.minh, now=thursday)
    assert planned.responsible == "Văn phòng" and planned.planned_from == thursday.date()
