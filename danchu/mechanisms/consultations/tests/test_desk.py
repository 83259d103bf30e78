"""The desk through the browser's eyes."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import CLOCK
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.models import Consultation, Document, Opinion
from danchu.mechanisms.consultations.rules import Channel, Draft, Stance, State, Step, Verdict
from danchu.mechanisms.consultations.tests.conftest import PARTS, article, says

DESK = "/ban-lam-viec/lay-y-kien/"
MOST_STATEMENTS = 6  # of a desk page, session and standing included


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def live(cast, planned):
    now = timezone.now()
    actions.send_plan(planned, council="12", front="13", sent_on=timezone.localdate(), by=cast.minh, now=now)
    day = actions.first_closing_day(planned, timezone.localdate(), calendar_for(None))[0]
    return actions.open_up(planned, closes_on=day, calendar=calendar_for(None), by=cast.hoa, now=now)


@pytest.fixture
def grouped(cast, opened, thursday, after):
    says(opened, cast.lan, "Nên hai lần. Gọi tôi 0912 345 678.", now=thursday)
    says(opened, cast.bay, "Đồng ý.", Stance.AGREE, now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    return actions.synthesise(c, by=cast.minh, now=after)


def test_a_draft_is_looked_at_before_it_is_kept(cast):
    minh, text = signed_in(cast.minh), "Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai.\nĐiều 3. Sau\n1. Ba."
    typed = {"title": "Quy chế", "kind": "regulation", "matter": "democracy", "text": text, "token": str(uuid4())}
    look = minh.post(f"{DESK}du-thao-moi/", typed | {"do": "look"}).content.decode()
    assert "Khoản 2 Điều 1" in look and "Điều 2" in look  # the number that is missing is told
    assert not Document.objects.exists()
    assert minh.post(f"{DESK}du-thao-moi/", typed | {"do": "keep"}).status_code == 302
    assert Document.objects.get().editions.get().articles == 2


def test_the_day_is_proposed_and_a_shorter_one_refused(cast, planned):
    now = timezone.now()
    actions.send_plan(planned, council="12", front="13", sent_on=timezone.localdate(), by=cast.minh, now=now)
    hoa, where = signed_in(cast.hoa), f"{DESK}{planned.code}/"
    day = actions.first_closing_day(planned, timezone.localdate(), calendar_for(None))[0]
    assert f'value="{day.isoformat()}"' in hoa.get(where).content.decode()
    answer = hoa.post(f"{where}buoc/open_up/", {"open_up-closes_on": timezone.localdate().isoformat(),
                                                "version": planned.version})
    assert answer.status_code == 409 and "Điều 28 khoản 2" in answer.content.decode()
    answer = hoa.post(f"{where}buoc/open_up/", {"open_up-closes_on": day.isoformat(), "version": planned.version})
    assert answer.status_code == 302 and Consultation.objects.get().state == State.OPEN


def test_a_stale_save_is_told_and_nothing_is_lost(cast, grouped):
    row, minh = grouped.table.first(), signed_in(cast.minh)
    typed = {"verdict": "refused", "reason": "Chưa đủ sức.", "change": "", "version": row.version}
    where = f"{DESK}{grouped.code}/nhom/{row.pk}/"
    assert minh.post(where, typed).status_code == 302
    again = minh.post(where, typed | {"reason": "Lý do khác."})
    assert again.status_code == 409 and "Lý do khác." in again.content.decode()


def test_personal_data_is_masked_before_a_person_approves(cast, grouped):
    minh, where = signed_in(cast.minh), f"{DESK}{grouped.code}/duyet-noi-dung/"
    said = minh.get(where).content.decode()
    assert "[số điện thoại đã che]" in said and "<mark>0912 345 678</mark>" in said


def test_two_officers_key_a_form_and_see_where_they_differ(cast, live):
    minh, hoa, where = signed_in(cast.minh), signed_in(cast.hoa), f"{DESK}{live.code}/phieu/"
    typed = {"serial": "P7", "code-0": "3", "stance-0": "disagree", "text-0": "Hai lần."}
    assert minh.post(where, typed).status_code == 302
    differs = hoa.post(where, typed | {"text-0": "Ba lần."})
    assert differs.status_code == 409 and "Hai lần." in differs.content.decode() and not Opinion.objects.exists()
    assert hoa.post(where, typed).status_code == 302 and Opinion.objects.count() == 1
    wrong = hoa.post(where, typed | {"serial": "P8", "code-0": "99", "text-0": "Còn đây."})
    assert wrong.status_code == 422 and "“99”" in wrong.content.decode() and "Còn đây." in wrong.content.decode()


def test_the_survey_on_a_paper_form_is_typed_in_with_it(cast, live):
    q, where = live.questions.get(), f"{DESK}{live.code}/phieu/"
    for by in (cast.minh, cast.hoa):
        assert signed_in(by).post(where, {"serial": "P7", f"q{q.pk}": "1"}).status_code == 302
    kept = Opinion.objects.get()
    assert (kept.article, kept.stance, kept.answers) == ("", "other", {str(q.pk): [1]})


def test_any_two_editions_are_compared_at_the_desk(cast, document, thursday):
    newer = (PARTS[0], replace(PARTS[1], children=(article(3, "Mỗi năm hai lần.", "Báo trước."),)))
    actions.add_version(document, newer, source="paste", note="", by=cast.minh, now=thursday)
    said = signed_in(cast.minh).get(f"{DESK}du-thao/{document.code}/so-sanh/").content.decode()
    assert "<del> một</del><ins> hai</ins>" in said and "1 điều có thay đổi" in said


def test_the_plan_is_a_paper_to_sign_and_send(cast, planned):
    answer = signed_in(cast.minh).get(f"{DESK}{planned.code}/ke-hoach.docx")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"


def test_the_gate_tells_why_a_document_is_not_issued(cast, document, thursday):
    actions.review(document, by=cast.hoa, now=thursday)
    actions.revise(document, by=cast.minh, now=thursday)
    actions.put_forward(document, by=cast.minh, now=thursday)
    hoa, where = signed_in(cast.hoa), f"{DESK}du-thao/{document.code}/"
    assert "chưa có đợt lấy ý kiến nào" in hoa.get(where).content.decode()
    refused = hoa.post(f"{where}buoc/issue/", {"issue-number": "1/QĐ", "issue-on": "2026-02-12",
                                               "version": document.version})
    assert refused.status_code == 409 and Document.objects.get().state == Draft.SUBMITTED


@pytest.fixture
def few(django_assert_max_num_queries):
    """Pages of the desk cost few statements each, asked a second time."""
    def ask(who, *paths: str) -> None:
        client = signed_in(who)
        for path in paths:
            assert client.get(DESK + path).status_code == 200, path
            with django_assert_max_num_queries(MOST_STATEMENTS):
                client.get(DESK + path)
    return ask


def test_desk_pages_stay_at_few_statements(cast, grouped, few):
    here, row = grouped.code, grouped.table.first().pk
    for who in (cast.minh, cast.hoa):
        few(who, "", "?muc=da-cong-khai", "?muc=du-thao", "du-thao-moi/", f"{here}/", f"{here}/nhom/",
            f"{here}/nhom/?dieu=art_3&ket-qua=cho", f"{here}/nhom/{row}/", f"{here}/duyet-noi-dung/",
            f"du-thao/{grouped.document.code}/ban-moi/")


def test_desk_pages_of_a_live_consultation_stay_at_few_statements(cast, planned, few):
    now, today = timezone.now(), timezone.localdate()
    actions.send_plan(planned, council="12", front="13", sent_on=today, by=cast.minh, now=now)
    few(cast.hoa, f"{planned.code}/")  # the first day it may close is worked out on it
    day = actions.first_closing_day(planned, today, calendar_for(None))[0]
    live = actions.open_up(planned, closes_on=day, calendar=calendar_for(None), by=cast.hoa, now=now)
    actions.send_for_criticism(live, number="1/UBND", sent_on=today, by=cast.minh, now=now)
    rounds = [actions.gather(live, channel=Channel.MEETING, name=f"Khu phố {n}", held_on=today, people=30, minutes=None,
                             token=uuid4(), by=cast.minh, now=now) for n in (1, 2, 3)]
    for n in (1, 2, 3):
        actions.key(live, serial=f"P{n}", typed=[["art_3", "agree", ""]], scan=None, by=cast.minh, now=now)
    few(cast.minh, f"{live.code}/", f"{live.code}/phieu/", f"{live.code}/nhap/", f"{live.code}/nhap/bang-tinh/",
        f"{live.code}/nhap/?dot={rounds[0].pk}")
    assert "Khu phố 1</h2>" in signed_in(cast.minh).get(f"{DESK}{live.code}/nhap/?dot={rounds[0].pk}").content.decode()


def test_the_page_of_a_document_stays_at_few_statements_however_often_asked(cast, opened, thursday, after, few):
    says(opened, cast.lan, "Nên hai lần.", now=thursday)
    d, c = opened.document, actions.synthesise(actions.close(opened, by=CLOCK, now=after), by=cast.minh, now=after)
    for row in c.table.all():
        actions.answer_row(c, row=row, verdict=Verdict.REFUSED, reason="Chưa đủ sức.", by=cast.minh, now=after)
    actions.approve_texts(c, texts={r.pk: "…" for r in c.table.all()}, by=cast.minh, now=after)
    c.refresh_from_db()
    actions.finish_answers(c, by=cast.hoa, now=after)
    actions.publish_table(c, final=None, by=cast.hoa, now=after)
    few(cast.hoa, f"{c.code}/")
    actions.add_version(d, (PARTS[0],), source="paste", note="Bỏ chương II", by=cast.minh, now=after)
    few(cast.minh, f"du-thao/{d.code}/", f"du-thao/{d.code}/so-sanh/")
    for n in (1, 2):
        actions.plan(d, actions.Plan(f"Đợt {n}", "…", "Cổng"), token=uuid4(), by=cast.minh, now=after)
    for step in (actions.review, actions.revise, actions.put_forward):
        step(d, by=cast.hoa if step is actions.review else cast.minh, now=after)
    few(cast.hoa, f"du-thao/{d.code}/")
    said = signed_in(cast.hoa).get(f"{DESK}du-thao/{d.code}/").content.decode()
    assert f"khác ý kiến đa số ở đợt lấy ý kiến {c.code}" in said
    assert said.index("Đợt 2") < said.index("Đợt 1") < said.index(c.title + "</a>")
    assert said.index("Bản 2</a>") < said.index("Bản 1</a>") and "Bỏ chương II" in said
    assert cast.minh.person.name in said


def test_the_timeline_is_in_words_and_no_longer_for_many_answers(cast, grouped, after):
    for row in grouped.table.all():
        actions.answer_row(grouped, row=row, verdict=Verdict.NOTED, reason="Đã ghi nhận.", by=cast.minh, now=after)
    actions.approve_texts(grouped, texts={r.pk: "Lời." for r in grouped.table.all()}, by=cast.minh, now=after)
    said = signed_in(cast.minh).get(f"{DESK}{grouped.code}/").content.decode()
    assert "Duyệt lời công khai của 2 nhóm" in said
    assert not [step for step in Step if f"<p>{step.value} " in said] and "Trả lời một nhóm" not in said
    assert Entry.objects.filter(verb="answer_row", subject__startswith=f"{grouped.code}.").count() == 2


def test_what_was_typed_for_a_step_of_a_draft_that_is_over_comes_back(cast, document, thursday):
    hoa, where = signed_in(cast.hoa), f"{DESK}du-thao/{document.code}/buoc/"
    typed = {"exempt-why": "other_law", "exempt-under": "Điều 9 Luật X", "version": document.version}
    issuing = {"issue-number": "12/QĐ-UBND", "issue-on": "2026-02-05", "version": document.version}
    assert "12/QĐ-UBND" in hoa.post(f"{where}issue/", issuing).content.decode()  # it is not put forward yet
    assert hoa.post(f"{where}exempt/", typed).status_code == 302
    again = hoa.post(f"{where}exempt/", typed | {"exempt-under": "Điều 7 Luật Y"})
    assert again.status_code == 409 and "Điều 7 Luật Y" in again.content.decode()
