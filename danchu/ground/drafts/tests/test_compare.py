"""Two versions: what stayed, changed, moved, was numbered anew, split, merged, is new, is gone."""

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danchu.ground.drafts.changes_as_data import comparison_as_data, comparison_outline
from danchu.ground.drafts.commands import document as command
from danchu.ground.drafts.compare import Status, compare
from danchu.ground.drafts.parts import Kind, walk
from danchu.ground.drafts.tests.making import draft
from danchu.ground.drafts.word_changes import Op, word_changes

OLD = """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc tiếp xúc, đối thoại với Nhân dân ở phường.
Điều 2. Lịch tiếp công dân
1. Chủ tịch tiếp công dân vào thứ Năm hằng tuần tại trụ sở.
2. Lịch tiếp được niêm yết ở trụ sở và đăng trên trang thông tin của phường.
a) Niêm yết tại trụ sở Ủy ban;
b) Đăng trên trang thông tin;
3. Người dân không phải đăng ký trước khi đến.
Chương II
TỔ CHỨC THỰC HIỆN
Điều 3. Trách nhiệm của Văn phòng
Văn phòng ghi biên bản đối thoại và gửi thông báo kết luận cho người dân đã dự.
Điều 4. Kinh phí
Kinh phí do ngân sách phường bảo đảm theo dự toán hằng năm được duyệt.
"""


def became(new: str, old: str = OLD) -> dict[str, tuple[str, str | None]]:
    """Old id → (status, new id), for the parts of the old version."""
    found = compare(draft(old), draft(new))
    return {c.old.eid: (c.status.value, c.new and c.new.eid) for c in found.changes
            if c.old and c.status is not Status.SPLIT}  # fmt: skip


def test_a_version_compared_with_itself_is_the_same():
    assert {status for status, _ in became(OLD).values()} == {"same"}


def test_a_new_article_numbers_the_others_anew_and_is_the_only_new_one():
    new = OLD.replace("Điều 4.", "Điều 5.").replace("Điều 3.", "Điều 4.").replace("Điều 2.", "Điều 3.").replace(
        "Điều 3. Lịch", "Điều 2. Giải thích từ ngữ\nĐối thoại là gặp gỡ trực tiếp, hai bên cùng nói.\nĐiều 3. Lịch")
    found = compare(draft(OLD), draft(new))
    assert found.counts(Kind.ARTICLE) == {Status.SAME: 1, Status.ADDED: 1, Status.RENUMBERED: 3}
    assert found.counts(Kind.CLAUSE, Kind.POINT) == {Status.SAME: 5}  # they did not move: their article did
    assert found.of("chp_1__art_2").new.eid == "chp_1__art_3"


def test_a_clause_put_in_shifts_the_next_and_a_changed_one_is_found_under_its_new_number():
    new = OLD.replace("3. Người dân không phải", "4. Người dân phải").replace(
        "2. Lịch tiếp được", "2. Phó Chủ tịch tiếp thay khi cần.\n3. Lịch tiếp được")
    said = became(new)
    assert said["chp_1__art_2__para_2"] == ("renumbered", "chp_1__art_2__para_3")
    assert said["chp_1__art_2__para_2__point_b"] == ("same", "chp_1__art_2__para_3__point_b")
    assert said["chp_1__art_2__para_3"] == ("renumbered", "chp_1__art_2__para_4")
    change = compare(draft(OLD), draft(new)).of("chp_1__art_2__para_3")
    assert change.changed
    assert [(s.op, s.text) for s in change.segments() if s.op is not Op.EQUAL] == [(Op.DELETE, " không")]


def test_an_article_in_another_chapter_has_moved():
    moved = "Điều 4. Kinh phí\nKinh phí do ngân sách phường bảo đảm theo dự toán hằng năm được duyệt.\n"
    new = OLD.replace(moved, "").replace("Chương II\n", moved + "Chương II\n")
    assert became(new)["chp_2__art_4"] == ("moved", "chp_1__art_4")


def test_a_clause_taken_to_another_article_has_moved():
    clause = "Người dân không phải đăng ký trước khi đến."
    new = OLD.replace(f"3. {clause}\n", "").replace("năm được duyệt.", f"năm được duyệt.\n1. {clause}")
    assert became(new)["chp_1__art_2__para_3"] == ("moved", "chp_2__art_4__para_1")


def test_what_is_gone_stands_where_it_stood():
    new = OLD.replace("3. Người dân không phải đăng ký trước khi đến.\n", "")
    found = compare(draft(OLD), draft(new))
    at = [c.part.eid for c in found.changes]
    assert found.of("chp_1__art_2__para_3").status is Status.REMOVED
    assert at.index("chp_1__art_2__para_3") == at.index("chp_1__art_2__para_2__point_b") + 1
    assert next(c for c in found.changes if c.part.eid == "chp_1__art_2").inside == 1


def test_an_article_made_into_two_is_split_and_two_made_one_are_merged():
    long = ("Văn phòng ghi biên bản đối thoại và gửi thông báo kết luận cho người dân đã dự. "
            "Công chức tư pháp theo dõi việc thực hiện các cam kết sau đối thoại và báo cáo hằng quý.")
    first, second = long.split(". ")
    one = f"Điều 1. Trách nhiệm\n{long}\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký."
    two = f"Điều 1. Trách nhiệm\n{first}.\nĐiều 2. Theo dõi\n{second}\nĐiều 3. Hiệu lực\nCó hiệu lực từ ngày ký."
    split = compare(draft(one), draft(two))
    assert {c.part.eid: c.status for c in split.changes} == {
        "art_1": Status.CHANGED, "art_2": Status.SPLIT, "art_3": Status.RENUMBERED}  # fmt: skip
    assert split.of("art_1").new.eid == "art_1"
    merged = compare(draft(two), draft(one))
    assert merged.of("art_2").status is Status.MERGED
    assert merged.of("art_2").new.eid == "art_1"


@pytest.mark.parametrize(("old", "new"), [
    ("Người dân không đồng ý với 5 mức thu.", "Người dân đồng ý với 6 mức thu."), ("", "mới"), ("cũ", ""), ("", "")])
def test_every_word_put_in_or_taken_out_is_told(old, new):
    pieces = word_changes(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.INSERT) == old
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new


@given(some.text(alphabet="ab1 .,\nđ", max_size=60), some.text(alphabet="ab1 .,\nđ", max_size=60))
def test_the_pieces_give_both_texts_back(old, new):
    pieces = word_changes(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.INSERT) == old
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new
    assert all(one.op is not other.op for one, other in pairwise(pieces))


ARTICLES = some.lists(some.sampled_from(["Một hai ba.", "Bốn năm sáu bảy.", "Một hai bốn.", "Tám."]), max_size=6)


@given(ARTICLES, ARTICLES)
def test_every_part_of_both_versions_stands_in_the_comparison_once(old, new):
    one, other = (draft("x\n" + "\n".join(f"Điều {n}. T\n{t}" for n, t in enumerate(texts, 1))) for texts in (old, new))
    changes = compare(one, other).changes
    gone = (Status.REMOVED, Status.MERGED)
    assert sorted(p.eid for p in walk(other.parts)) == sorted(c.new.eid for c in changes if c.status not in gone)
    was = [c.old.eid for c in changes if c.old and c.status is not Status.SPLIT]
    assert sorted(p.eid for p in walk(one.parts)) == sorted(was)


def test_the_comparison_speaks_json_and_vietnamese(tmp_path, capsys):
    new = OLD.replace("thứ Năm", "thứ Ba")
    found = compare(draft(OLD), draft(new))
    said = comparison_as_data(found)
    assert said["counts"]["clauses"] == {"same": 2, "changed": 1}
    assert {"op": "delete", "text": " Năm"} in next(c for c in said["changes"] if c["changed"])["segments"]
    assert "sửa đổi: khoản 1 Điều 2 Chương I → khoản 1 Điều 2 Chương I" in list(comparison_outline(found))
    (tmp_path / "a.txt").write_text(OLD, "utf-8")
    (tmp_path / "b.txt").write_text(new, "utf-8")
    assert command(["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == said
    assert command(["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 0
    assert "[- Năm-]{+ Ba+}" in capsys.readouterr().out
    assert command(["diff", str(tmp_path / "a.txt"), str(tmp_path / "c.txt")]) == 2


@pytest.mark.slow
def test_two_versions_of_three_thousand_articles_take_seconds():
    words = "dân biết bàn làm kiểm tra giám sát thụ hưởng phường xã thôn họp lấy ý kiến công khai minh bạch".split()

    def version(shift: int) -> str:
        lines = ["Điều 1. Mới\nĐiều này mới."] * shift
        for n in range(3000):
            said = " ".join(words[(n * k + k * k) % len(words)] for k in range(3, 23)) + f" {n}"
            said += " nữa" if shift and n % 10 == 0 else ""
            lines.append(f"Điều {n + 1 + shift}. Việc {n}\n1. {said}.\n2. {said[::-1]}.")
        return "\n".join(lines)

    old, new = draft(version(0)), draft(version(1))
    started = time.process_time()
    found = compare(old, new)
    assert found.counts(Kind.ARTICLE) == {Status.ADDED: 1, Status.RENUMBERED: 3000}
    assert time.process_time() - started < 15
