"""What citizens type finds what citizens wrote, on both engines; nothing typed can break it."""

import random
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.search import lists
from danchu.ground.search.asking import Hits, ask
from danchu.ground.search.follow import index_new
from danchu.ground.search.index import AWAITING, DocumentText, drop, enter_waiting, put, put_many, rebuild
from danchu.ground.search.models import Document, List, Waiting

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def _put(code, title, body="", on=DAY, unit_id=None, kind="case"):
    put(kind, code, unit_id, on, title, body)


@pytest.fixture(params=["waiting", "listed"])
def alley(request):
    _put("A", "Hẻm 47 ngập nước", "Mỗi khi mưa, nước lên hòa vào cống. Đường Lê Lợi.")
    if request.param == "listed":
        enter_waiting()


@pytest.mark.parametrize(
    "typed",
    [
        "ngap nuoc",
        "ngập nước",
        "NGẬP NƯỚC",
        "nước ngập",
        "Ngap",
        unicodedata.normalize("NFD", "ngập nước"),
        "hoà",
        "hòa",
        "hoa",
        "duong le loi",
        "đường lê lợi",
        "ngap nuo",
        "nư",
        '"ngap nuoc"',
        '"ngập nước" mưa',
        "hem 47",
        "mưa, nước!",
        "(ngập)",
        "ngap\u200b nuoc",
    ],
)
def test_a_flooded_alley_is_found_however_it_is_typed(alley, typed):
    assert ask(typed).codes == ("A",)


@pytest.mark.parametrize(
    "typed",
    ["ngáp nước", "hoá", '"nuoc ngap"', "ngap lut", "uoc", "đương", "", "  ", "?!", '"', '""', "case"],
)
def test_other_words_do_not_find_it(alley, typed):
    assert ask(typed) == Hits()


def test_the_newest_stands_first_page_after_page_also_when_it_came_in_late():
    days = {"B": date(2026, 1, 5), "C": date(2026, 1, 7), "A": date(2025, 12, 1), "D": date(2026, 1, 7)}
    for code, on in days.items():
        _put(code, "rác", on=on)
    first = ask("rac", limit=3)
    assert (first.codes, first.total) == (("D", "C", "B"), 4)
    second = ask("rac", limit=3, before=first.next_key)
    assert (second.codes, second.next_key) == (("A",), None)
    assert ask("rac", limit=4).next_key is None


def test_a_search_can_be_narrowed_to_a_kind_and_a_unit():
    _put("A", "rác", unit_id=7)
    _put("B", "rác", unit_id=71)
    _put("C", "rác", unit_id=7, kind="other-kind")
    assert ask("rac", unit_id=7).codes == ("C", "A")
    assert ask("rac", kind="case", unit_id=7).codes == ("A",)
    assert ask("rac", kind="other-kind").codes == ("C",) and ask("rac u7 kcase") == Hits()


def test_what_changed_is_found_by_its_new_words_only(alley):
    _put("A", "Đèn hỏng", on=date(2026, 4, 1))
    assert ask("ngap") == Hits() and ask("den").codes == ("A",)
    _put("A", "Đèn tắt", on=date(2026, 4, 1))
    assert ask("hong") == Hits() and ask("tat").codes == ("A",) and Document.objects.count() == 1


def test_what_was_withdrawn_is_gone(alley):
    drop("A")
    drop("A")
    assert ask("ngap") == Hits()


def test_a_kind_is_rebuilt_without_touching_another(alley):
    _put("X", "ngập", kind="other")
    texts = (DocumentText("case", f"N{n}", None, DAY, "đèn", "") for n in range(7))
    assert rebuild("case", texts, at_once=3) == 7
    assert ask("den").codes == tuple(f"N{n}" for n in reversed(range(7))) and ask("ngap").codes == ("X",)


def test_texts_wait_until_there_are_enough_and_are_found_before_and_after():
    days = [date(2024 + n // 100, 1 + n % 12, 5) for n in range(AWAITING)]
    texts = [DocumentText("case", f"N{n}", 7, on, "đèn", f"cột {n}") for n, on in enumerate(days)]
    put_many(texts[:-1])
    assert Waiting.objects.count() == AWAITING - 1 and not List.objects.exists()
    before = _all_pages("den"), ask('"cot 17"').codes, ask("cot 29", unit_id=7).codes
    put_many(texts[-1:])
    assert not Waiting.objects.exists() and List.objects.filter(word="den").count() > 30, "one for each 32 days"
    assert [code for code in _all_pages("den") if code != texts[-1].code] == before[0]
    assert (ask('"cot 17"').codes, ask("cot 29", unit_id=7).codes[1:]) == (before[1], before[2])
    put_many(texts)
    assert not Waiting.objects.exists(), "what did not change is not listed again"
    for text in texts:
        drop(text.code)
    assert not List.objects.exists() and not Document.objects.exists()


def _all_pages(typed, **where):
    hits = ask(typed, limit=40, **where)
    codes = list(hits.codes)
    while hits.next_key:
        hits = ask(typed, limit=40, before=hits.next_key, count=False, **where)
        codes += hits.codes
    return codes


def test_words_that_stand_together_elsewhere_are_no_phrase(alley):
    _put("B", "nước lên, ngập nước", "khi mưa hòa")
    _put("C", "đá bóng", "da bọng")
    enter_waiting()
    assert ask('"ngap nuoc len"').codes == () and ask('"nuoc len ngap"').codes == ("B",)
    assert ask('"đá bóng"').codes == ("C",) and ask('"dá bóng"') == ask('"đá bọng"') == Hits()


def test_a_phrase_is_looked_for_behind_many_texts_that_only_look_like_it():
    put_many([DocumentText("case", f"N{n}", None, DAY, "ngập nước", "nước lên") for n in range(AWAITING)])
    _put("A", "ngập nước lên", on=date(2026, 3, 1))
    first = ask('"ngap nuoc len"')
    assert first.codes == () and first.next_key
    hits = first
    while not hits.codes:
        hits = ask('"ngap nuoc len"', before=hits.next_key)
    assert hits.codes == ("A",)


def test_counting_stops_at_a_thousand():
    rebuild("case", (DocumentText("case", f"N{n}", None, DAY, "đèn", "") for n in range(1_002)))
    hits = ask("den", limit=2)
    assert hits.total_capped == "hơn 1.000" and hits.codes == ("N1001", "N1000")
    assert Hits(total=123).total_capped == "123" and ask("den", limit=1, count=False).total == 0


def test_very_long_texts_and_words_are_taken():
    _put("A", "x" * 5000, "ngập " + "y" * 3_000_000)
    _put("B", "đèn", " ".join(f"từ{n}" for n in range(400_000)))
    assert ask("ngap").codes == ("A",) and ask("den tu17").codes == ("B",) and ask("x" * 5000).codes == ("A",)


def test_lists_read_in_two_goes_answer_as_texts_that_wait(monkeypatch):
    rng = random.Random(7)
    texts = [DocumentText(rng.choice(["case", "case-desk"]), f"N{n}", rng.choice([1, 2]),
                          date(2025, 1, 1) + timedelta(days=rng.randrange(400)), rng.choice(["ngập", "đèn", "đền"]),
                          " ".join(rng.choices(["nước", "mưa", "rác", "hẻm"], k=3))) for n in range(AWAITING - 1)]
    put_many(texts)
    asked = [(typed, kind, unit) for typed in ["den", "đèn", "ngap nuo", '"mua rac"', '"rác hẻm nước"', "nuoc mua rac"]
             for kind in (None, "case") for unit in (None, 2)]

    def answers():
        return [(_all_pages(typed, kind=kind, unit_id=unit), ask(typed, kind=kind, unit_id=unit, limit=200).total)
                for typed, kind, unit in asked]

    from_the_texts = answers()
    enter_waiting(at_once=100)
    assert answers() == from_the_texts
    for near, short in ((1, 0), (3, 0), (2, 20)):
        monkeypatch.setattr(lists, "NEAR", near)
        monkeypatch.setattr(lists, "SHORT", short)
        assert answers() == from_the_texts


# --- beside the journal --------------------------------------------------------------------------
@pytest.fixture
def house(settings):
    settings.MECHANISMS = ["danchu.ground.search.tests.cases", "danchu.ground.files.tests.cases"]


def _said(code, text):
    with transaction.atomic():
        write(
            code,
            "said",
            at=datetime(2026, 3, 2, tzinfo=UTC),
            role="sender",
            audience=Audience.PUBLIC,
            text=text,
        )


def test_the_index_follows_the_journal(house):
    _said("TT-1", "ngập nước")
    _said("TT-2", "đèn hỏng")
    assert index_new() == 2 and index_new() == 0
    assert ask("ngap").codes == ("TT-1",)
    _said("TT-1", "")
    index_new()
    assert ask("ngap") == Hits() and ask("den").codes == ("TT-2",)


def test_a_text_that_cannot_be_made_holds_no_other_up_and_is_taken_out(house):
    _said("TT-1", "ngập nước")
    index_new()
    _said("TT-1", "broken")
    _said("TT-2", "đèn hỏng")
    assert index_new() == 2
    assert ask("ngap") == Hits() and ask("den").codes == ("TT-2",)


class AnythingTyped(TestCase):
    @given(
        st.one_of(
            st.text(st.characters(), max_size=60),
            st.text("ab \"'*():&|!<->^{}+\\%_;\0\ud800đ", max_size=40),
            st.lists(
                st.sampled_from(
                    ["AND", "OR", "NOT", "NEAR(", '"', "*", "a", "body_exact:", "-", "&", "<->", "''"]
                )
            ).map(" ".join),
        )
    )
    def test_nothing_typed_can_break_a_search(self, typed):
        put("case", "A", 1, DAY, typed[:30], typed)
        hits = ask(typed, kind="case", unit_id=1, before=1 << 61)
        assert hits.codes in ((), ("A",))
        with connection.cursor() as cursor:  # the connection is still sound
            cursor.execute("SELECT 1")
