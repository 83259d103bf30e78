"""What citizens type finds what citizens wrote, on both engines; nothing typed can break it."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.search.asking import Hits, ask
from danchu.ground.search.follow import index_new
from danchu.ground.search.index import DocumentText, drop, much_at_once, put, rebuild
from danchu.ground.search.models import Document

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def _put(code, title, body="", on=DAY, unit_id=None, kind="case"):
    put(kind, code, unit_id, on, title, body)


@pytest.fixture
def alley():
    _put("A", "Hẻm 47 ngập nước", "Mỗi khi mưa, nước lên hòa vào cống. Đường Lê Lợi.")


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


def test_what_is_put_in_by_the_million_is_sorted_in_at_the_end_and_later_words_as_ever(alley):
    with much_at_once(alone=True):
        for n in range(3):
            _put(f"N{n}", "đèn")
    _put("N3", "đèn")
    assert ask("den").codes == ("N3", "N2", "N1", "N0") and ask("ngap").total == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT k, v FROM search_words_config WHERE k <> 'version' ORDER BY k")
            assert cursor.fetchall() == [("automerge", 4), ("crisismerge", 16), ("hashsize", 1 << 20)]


def test_counting_stops_at_a_thousand():
    rebuild("case", (DocumentText("case", f"N{n}", None, DAY, "đèn", "") for n in range(1_002)))
    hits = ask("den", limit=2)
    assert hits.total_capped == "hơn 1.000" and hits.codes == ("N1001", "N1000")
    assert Hits(total=123).total_capped == "123" and ask("den", limit=1, count=False).total == 0


def test_very_long_texts_and_words_are_taken():
    _put("A", "x" * 5000, "ngập " + "y" * 3_000_000)
    _put("B", "đèn", " ".join(f"từ{n}" for n in range(400_000)))
    assert ask("ngap").codes == ("A",) and ask("den tu17").codes == ("B",) and ask("x" * 5000).codes == ("A",)


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
