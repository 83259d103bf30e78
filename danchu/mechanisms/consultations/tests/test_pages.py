"""What citizens are shown, page by page."""

from collections import Counter
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from danchu.ground.files.models import Attachment
from danchu.ground.people.access import CLOCK, NOBODY
from danchu.ground.people.proof import secret_of
from danchu.ground.ui.tables import bar
from danchu.mechanisms.consultations import actions, headings, shown
from danchu.mechanisms.consultations.checking import Unreadable, check, read
from danchu.mechanisms.consultations.models import Consultation, Opinion, Question
from danchu.mechanisms.consultations.rules import Stance, Verdict
from danchu.mechanisms.consultations.table import receipt_mark
from danchu.mechanisms.consultations.tests.conftest import says

HOME = "/lay-y-kien/"
MOST_STATEMENTS = 6  # of any page, session and standing included


@pytest.fixture
def live(cast, planned):
    """Open now, on the real clock: pages ask it."""
    from danchu.ground.offices.calendars import calendar_for

    now = timezone.now()
    actions.send_plan(planned, council="12", front="13", sent_on=timezone.localdate(), by=cast.minh, now=now)
    day = actions.first_closing_day(planned, timezone.localdate(), calendar_for(None))[0]
    return actions.open_up(planned, closes_on=day, calendar=calendar_for(None), by=cast.hoa, now=now)


@pytest.fixture
def published(cast, opened, thursday, after):
    for n in range(12):
        says(opened, NOBODY, "Nên hai lần một năm." if n else "", now=thursday)
    says(opened, cast.lan, "Ghi số 0912 345 678.", Stance.OTHER, "", now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    for row in c.table.all():
        actions.answer_row(c, row=row, verdict=Verdict.REFUSED, reason="=Phường chưa đủ sức.", by=cast.minh, now=after)
    actions.approve_texts(c, texts={r.pk: r.text.replace("0912 345 678", "[đã che]") for r in c.table.all()},
                          by=cast.minh, now=after)
    c = Consultation.objects.get()
    actions.finish_answers(c, by=cast.hoa, now=after)
    return actions.publish_table(c, final=None, by=cast.hoa, now=after)


def page(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_what_people_think_of_an_article_is_drawn_where_enough_spoke():
    parts = shown.stances(shown.Cell(24, 24, Counter({Stance.AGREE: 12, Stance.DISAGREE: 12})))
    assert [part["n"] for part in parts] == [12, 0, 12, 0]
    assert bar(parts, 24).count("<rect") == 3  # the track and two parts
    assert shown.stances(shown.Cell(13, 13, Counter({Stance.AGREE: 12, Stance.OTHER: 1}))) == []


def test_a_plan_is_nobody_elses_business(planned):
    assert Client().get(f"{HOME}{planned.code}/").status_code == 404
    assert planned.title not in page(HOME)


def test_an_open_consultation_shows_its_contents_and_last_day(live):
    assert live.title in page(HOME)
    said = page(f"{HOME}{live.code}/")
    assert "Điều 3" in said and "Chương II" in said and f"{live.closes_on:%d/%m/%Y}" in said
    assert "Điều 28 khoản 2" in said


def test_an_opinion_on_a_clause_is_taken_without_a_script(live):
    client, where = Client(), f"{HOME}{live.code}/dieu/art_3/"
    assert "Báo trước." in page(f"{where}?khoan=art_3__cl_2", client)
    sent = {"token": str(uuid4()), "eid": "art_3__cl_2", "stance": "condition", "text": "Báo trước lâu hơn."}
    answer = client.post(where, sent)
    assert answer.status_code == 302 and client.post(where, sent).url == answer.url
    opinion = Opinion.objects.get()
    assert (opinion.article, opinion.eid, opinion.stance) == ("art_3", "art_3__cl_2", "condition")
    assert opinion.code in page(answer.url, client)
    assert Client().get(answer.url).status_code == 404


def test_fifty_thousand_words_come_back_with_a_clear_message(live):
    words = "ý kiến " * 25_000
    answer = Client().post(f"{HOME}{live.code}/dieu/art_3/", {"token": str(uuid4()), "stance": "other", "text": words})
    said = answer.content.decode()
    assert answer.status_code == 422 and "20.000" in said and words.strip() in said
    assert not Opinion.objects.exists()


def test_a_late_opinion_is_told_so_and_offered_the_petition_lane(opened):
    answer = Client().post(f"{HOME}{opened.code}/dieu/art_3/", {
        "token": str(uuid4()), "stance": "other", "text": "Muộn rồi."})
    said = answer.content.decode()
    assert answer.status_code == 409 and "20/03/2026" in said and "Muộn rồi." in said and "/phan-anh/gui/" in said


def test_the_survey_is_answered_with_the_whole_opinion(live):
    q = live.questions.get()
    Client().post(f"{HOME}{live.code}/toan-van/", {
        "token": str(uuid4()), "stance": "agree", "text": "", f"q{q.pk}": "1"})
    assert Opinion.objects.get().answers == {str(q.pk): [1]}


def test_the_survey_is_told_once_nothing_more_comes_in_and_never_a_small_figure(cast, opened, thursday, after):
    q = opened.questions.get()
    for n in range(40):
        says(opened, NOBODY, "", Stance.AGREE, "", now=thursday, answers={str(q.pk): [0 if n < 25 else 1]})
    actions.fold()
    assert "<b>25</b>" not in page(f"{HOME}{opened.code}/").partition("Dự thảo</h2>")[2]  # never while it is open
    c = actions.close(opened, by=CLOCK, now=after)
    assert "<b>25</b>" not in page(f"{HOME}{opened.code}/")  # papers are still typed in: the last few would be told
    actions.synthesise(c, by=cast.minh, now=after)
    said = page(f"{HOME}{opened.code}/")
    assert "<b>25</b> người · 62%" in said and "40 người trả lời" in said
    few = {"q7:n": 40, "q7:0": 33, "q7:1": 7}
    one, many = (Question(pk=7, text="?", kind=kind, options=["a", "b"]) for kind in ("one", "many"))
    rows = [("", what, "web", n, n) for what, n in few.items()]
    assert [n for _words, n in shown.survey([one], rows)[0].choices] == [None, None]  # 33 of 40 would tell the 7
    assert [n for _words, n in shown.survey([many], rows)[0].choices] == [None, None]


def test_a_sender_sees_the_row_that_answers_them_by_code_and_secret(published):
    opinion, client = Opinion.objects.exclude(text="").first(), Client()
    where = f"{HOME}y-kien/{opinion.code}/"
    assert "chưa đủ sức" not in page(where, client)
    assert client.post(where, {"secret": "000000"}).status_code == 422
    assert client.post(where, {"secret": secret_of(opinion.token)}).status_code == 302
    assert "chưa đủ sức" in page(where, client)


def test_the_table_shows_redacted_words_and_answers(published):
    said = page(f"{HOME}{published.code}/bang/")
    assert "Nên hai lần một năm." in said and "chưa đủ sức" in said and "0912" not in said
    assert "Nên hai lần" not in page(f"{HOME}{published.code}/bang/?dieu=chung")


def test_small_groups_show_no_stance_and_no_number_of_persons(published):
    said = page(f"{HOME}{published.code}/bang/?dieu=chung")
    assert "dưới 10 người" in said and "Ý kiến khác" not in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_downloaded_table_passes_the_check(published, tmp_path, kind):
    answer = Client().get(f"{HOME}{published.code}/bang/tai.{kind}")
    file = tmp_path / f"bang.{kind}"
    file.write_bytes(b"".join(answer.streaming_content))
    found = check(read(file))
    assert (found.faults, found.times, found.marks, found.declared) == ([], 13, 13, 13)
    mine = Opinion.objects.get(article="")  # whoever holds a receipt finds the row in a file they were given
    assert check(read(file), receipt_mark(mine.code)).row_of_mark == mine.row.no


def test_no_cell_of_a_download_begins_like_a_formula(published):
    text = b"".join(Client().get(f"{HOME}{published.code}/bang/tai.csv").streaming_content).decode()
    assert ",=" not in text and "'=Phường" in text


@pytest.mark.parametrize(("name", "said"), [("bang.docx", "CSV hoặc XLSX"), ("bang.csv", "UTF-8"),
                                            ("bang.xlsx", "XLSX hỏng"), ("khac.csv", "Không có tệp")])
def test_what_cannot_be_checked_is_told_what_to_bring_instead(tmp_path, name, said):
    if name.startswith("bang"):
        (tmp_path / name).write_bytes(b"PK\xff\xfe")
    with pytest.raises(Unreadable, match=said):
        list(read(tmp_path / name))


def test_the_table_comes_as_a_document_too(published):
    answer = Client().get(f"{HOME}{published.code}/bang/tai.docx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.fixture
def few(cast, django_assert_max_num_queries):
    """Pages cost whoever is signed in few statements, session and standing included: for them none is kept."""
    client = Client()
    client.force_login(cast.minh.person, backend="django.contrib.auth.backends.ModelBackend")

    def ask(*paths: str) -> None:
        for path in paths:
            page(HOME + path, client)
            with django_assert_max_num_queries(MOST_STATEMENTS):
                page(HOME + path, client)
    ask.client = client
    return ask


def test_pages_stay_at_few_statements(published, few, django_assert_max_num_queries):
    here = published.code
    few("", f"{here}/", f"{here}/dieu/art_3/", f"{here}/bang/", f"{here}/bang/?dieu=art_3", f"{here}/theo-doi/")
    own = Opinion.objects.filter(article="art_3").first()
    few.client.post(f"{HOME}y-kien/{own.code}/", {"secret": secret_of(own.token)})
    few(f"y-kien/{own.code}/", f"da-gui/{own.code}/")
    headings.contents.cache_clear()
    for path in ("", "dieu/art_3/", "bang/", "bang/?dieu=art_3"):
        with django_assert_max_num_queries(MOST_STATEMENTS):  # a stranger's, not kept yet
            page(f"{HOME}{here}/{path}")


def test_pages_of_a_live_consultation_stay_at_few_statements(cast, live, few):
    now = timezone.now()
    Attachment.objects.create(subject=live.code, name="ke-hoach.pdf", mime="application/pdf", size=1,
                              audience="public", added_at=now, path="a")
    Attachment.objects.create(subject=live.code, name="bien-ban.pdf", mime="application/pdf", size=1,
                              audience="internal", added_at=now, path="b")
    actions.send_for_criticism(live, number="7/UBND", sent_on=timezone.localdate(), by=cast.minh, now=now)
    here = live.code
    few("", f"{here}/", f"{here}/dieu/art_3/", f"{here}/toan-van/", f"{here}/phieu/", f"{here}/theo-doi/")
    said = page(f"{HOME}{here}/")
    assert "ke-hoach.pdf" in said and "bien-ban.pdf" not in said and "7/UBND" in said
    assert "trả lời câu hỏi" in said and cast.minh.person.name not in said


def test_what_changed_stands_beside_whose_opinions_changed_it(cast, opened, thursday, after, few):
    from danchu.mechanisms.consultations.tests.conftest import PARTS, P, article

    says(opened, cast.lan, "Mỗi năm hai lần.", now=thursday)
    c = actions.close(opened, by=CLOCK, now=after)
    actions.synthesise(c, by=cast.minh, now=after)
    newer = (PARTS[0], P("chapter", "II", "chp_2", "Chương II", "ĐỐI THOẠI", children=(
        article(3, "Mỗi năm hai lần.", "Báo trước."),)))
    final = actions.add_version(c.document, newer, source="paste", note="", by=cast.minh, now=after)
    row = c.table.get()
    actions.answer_row(c, row=row, verdict=Verdict.ACCEPTED, reason="Đúng.", change="Sửa thành hai lần.",
                       change_eid="art_3", by=cast.minh, now=after)
    actions.approve_texts(c, texts={row.pk: row.text}, by=cast.minh, now=after)
    c.refresh_from_db()
    actions.finish_answers(c, by=cast.hoa, now=after)
    actions.publish_table(c, final=final, by=cast.hoa, now=after)
    said = page(f"{HOME}{c.code}/so-sanh/")
    assert "<del> một</del>" in said and "<ins> hai</ins>" in said and "Sửa thành hai lần." in said
    assert "Điều 1" not in said and "Điều 1" in page(f"{HOME}{c.code}/so-sanh/?xem=tat-ca")
    beside = page(f"{HOME}{c.code}/so-sanh/?kieu=canh-nhau")
    assert beside.count('class="two-editions"') == beside.count("<ins>") and "<del> một</del>" in beside
    assert f"{HOME}{c.code}/so-sanh/#art_3" in page(f"{HOME}{c.code}/bang/")
    few(f"{c.code}/so-sanh/")


def test_a_paper_form_bears_a_code_for_itself_and_for_every_article(live):
    said = page(f"{HOME}{live.code}/phieu/")
    assert said.count("<svg") >= 4 and said.count("☐") == 4 * 4 + 2
    assert "Ông/bà muốn dự lúc nào?" in said


def test_figures_kept_in_memory_follow_whatever_comes_in(cast, opened, thursday, django_assert_num_queries):
    for n, by in enumerate((cast.lan, cast.bay), 1):
        says(opened, by, f"Ý kiến {n}.", now=thursday)
        actions.fold()
        opened.refresh_from_db()
        assert shown.summed(opened).cells["art_3"].times == n
    with django_assert_num_queries(0):
        assert shown.summed(opened).ways == {"web": 2}


def test_an_opinion_is_taken_by_few_statements(live, django_assert_max_num_queries):
    form = {"stance": "disagree", "text": "Nên hai lần.", "eid": "art_3", "token": str(uuid4())}
    client = Client()
    with django_assert_max_num_queries(5):  # two read, one writes, two hold it apart from others
        assert client.post(f"{HOME}{live.code}/dieu/art_3/", form).status_code == 302
    assert client.post(f"{HOME}{live.code}/dieu/art_9/", form).status_code == 404
    assert client.post(f"{HOME}{live.code}/dieu/art_3/", form | {"stance": "maybe"}).status_code == 422
