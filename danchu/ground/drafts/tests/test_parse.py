"""A draft becomes parts; numbers stay as published; what is quoted belongs to who quotes it."""

import json
import time
from xml.sax.saxutils import escape

import pytest

from danchu.ground.drafts.as_data import as_data, counted, outline
from danchu.ground.drafts.lines import Line, Reading, gather
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Doubt, Kind, find, walk
from danchu.ground.drafts.reading import read
from danchu.ground.drafts.tests.making import draft, outline_of, paragraph, word_file
from danchu.ground.drafts.tests.shared import LEGAL, texts_of_the_law

AMENDING = "Điều 1. Sửa đổi\n1. Sửa đổi, bổ sung Điều 5 như sau:"
NAMES = sorted(path.stem for path in LEGAL.glob("*.json")) or ["absent"]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_of_the_law_has_the_parts_that_were_counted(name):
    truth = json.loads({p.stem: p for p in texts_of_the_law()}[name].read_text("utf-8"))
    lines = (LEGAL / f"{name}.txt").read_text("utf-8").splitlines()
    document = parse(Reading(gather(map(Line, lines))))
    found = counted(document)
    assert {key: found[key] for key in ("articles", "clauses", "points")} == truth["counts"]
    articles = [part for part in walk(document.parts) if part.kind is Kind.ARTICLE]
    assert [a.number for a in articles] == [a["no"] for a in truth["articles"]]
    for article, said in zip(articles, truth["articles"], strict=True):
        assert article.heading == said["title"] or not said["title"]  # a long title stands among the text there
        clauses = [c for c in article.children if c.kind is Kind.CLAUSE]
        assert [c.number for c in clauses] == [c["no"] for c in said["clauses"]]
        for clause, one in zip(clauses, said["clauses"], strict=True):
            assert [p.number for p in clause.children] == [p["no"] for p in one["points"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_of_the_text_has_the_same_parts(name):
    truth = json.loads({p.stem: p for p in texts_of_the_law()}[name].read_text("utf-8"))
    lines = (LEGAL / f"{name}.txt").read_text("utf-8").splitlines()
    found = counted(parse(read("a.docx", word_file("".join(paragraph(escape(line)) for line in lines)))))
    assert {key: found[key] for key in ("articles", "clauses", "points")} == truth["counts"]


def test_all_nineteen_texts_are_there():
    assert len(texts_of_the_law()) == 19


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_text_is_lost(name):
    texts_of_the_law()
    lines = gather(map(Line, (LEGAL / f"{name}.txt").read_text("utf-8").splitlines()))
    document = parse(Reading(lines))
    kept = sum(len(p.text.replace("\n", "")) + len(p.heading) for p in walk(document.parts))
    marks = sum(len(line.text) for line in lines) - kept  # “Điều 5. ”, “1. ”, “a) ” and nothing else
    assert 0 <= marks <= 14 * sum(1 for _ in walk(document.parts))


def test_the_rungs_nest_and_have_ids_and_names():
    document = draft("""
        PHẦN THỨ NHẤT
        NHỮNG QUY ĐỊNH CHUNG
        Chương II. TỔ CHỨC
        Mục 1. BẦU CỬ
        Tiểu mục 2
        Phiếu bầu
        Điều 15. Phiếu
        Lời dẫn.
        3. Không phải khoản đầu
        1. Khoản một:
        a) Điểm a;
        đ) Điểm đ;
        1a. Khoản thêm
    """)
    point = find(document, "part_1__chp_2__sec_1__subsec_2__art_15__para_1__point_dd")
    assert point
    assert point.label == "điểm đ khoản 1 Điều 15 Tiểu mục 2 Mục 1 Chương II Phần THỨ NHẤT"
    assert find(document, "part_1__chp_2__sec_1__subsec_2").heading == "Phiếu bầu"
    assert find(document, "part_1__chp_2__sec_1__subsec_2__art_15").text == "Lời dẫn."
    assert outline_of(document, Kind.CLAUSE)[-1].endswith("para_1a")
    assert outline_of(document, Kind.STRAY_CLAUSE) == ["part_1__chp_2__sec_1__subsec_2__art_15__para_3"]


def test_point_c_is_no_hundred_and_point_d_is_not_point_dd():
    document = draft("Điều 1. Tên\n1. Một:\na) a;\nb) b;\nc) c;\nd) d;\nđ) đ;\ni) i;")
    assert [eid.rsplit("_", 1)[1] for eid in outline_of(document, Kind.POINT)] == ["a", "b", "c", "d", "dd", "i"]


def test_numbers_stay_as_published_where_one_is_missing_or_doubled():
    document = draft("Điều 1. A\nĐiều 3. B\nĐiều 3. C\nĐiều 2. D\n1. Một\n2. Hai\n2. Hai nữa\na) Của hai nữa\n4. Bốn")
    assert outline_of(document, Kind.ARTICLE) == ["art_1", "art_3", "art_3-2", "art_2"]
    assert [(c.number, c.eid) for c in find(document, "art_2").children] == [
        ("1", "art_2__para_1"), ("2", "art_2__para_2"), ("2", "art_2__para_2-2"), ("4", "art_2__para_4")]  # fmt: skip
    assert find(document, "art_2__para_2-2__point_a").text == "Của hai nữa"
    assert [(r.doubt, r.eid) for r in document.remarks] == [
        (Doubt.MISSING, "art_3"), (Doubt.DOUBLED, "art_3-2"), (Doubt.OUT_OF_ORDER, "art_2"),
        (Doubt.DOUBLED, "art_2__para_2-2"), (Doubt.OUT_OF_ORDER, "art_2__para_4")]  # fmt: skip
    assert find(document, "art_3-2").label == "Điều 3 (lần thứ 2)"


def test_an_article_in_another_chapter_may_not_use_a_number_again():
    document = draft("Chương I\nMỘT\nĐiều 5. A\nChương II\nHAI\nĐiều 5. B")
    assert outline_of(document, Kind.ARTICLE) == ["chp_1__art_5", "chp_2__art_5-2"]


@pytest.mark.parametrize(("quoted", "after"), [
    ("“Điều 5. Lịch\n1. Thứ Năm.\na) Sáng;\n2. Nghỉ.”.", "2"),
    ("như sau: “Điều 5. Lịch\n1. Thứ Năm.\n2. Nghỉ, gọi là “ngày nghỉ”.”", "2"),
    ('"Điều 5. Lịch\n1. Thứ Năm.\n2. Nghỉ, gọi là "ngày nghỉ".".', "2"),
    ("“Chương III\nMỚI\nĐiều 5. Lịch\n1. Thứ Năm”.\n“Điều 6. Mới”", "2"),
])  # fmt: skip
def test_a_quoted_article_stays_content_of_the_article_that_quotes_it(quoted, after):
    document = draft(f"{AMENDING}\n{quoted}\n{after}. Bãi bỏ Điều 7.\nĐiều 2. Hiệu lực")
    assert outline_of(document) == ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]
    assert "Thứ Năm" in find(document, "art_1__para_1").text
    assert not document.remarks


@pytest.mark.parametrize(("quoted", "doubt"), [
    ("Điều 5. Lịch\n1. Thứ Năm.\n2. Nghỉ.", Doubt.UNQUOTED),
    ("“Điều 5. Lịch\n1. Thứ Năm.\n2. Nghỉ.", Doubt.OPEN_QUOTE),
])  # fmt: skip
def test_a_quotation_without_an_end_is_told_and_ends_with_the_next_article_or_amending_clause(quoted, doubt):
    document = draft(f"{AMENDING}\n{quoted}\n2. Bãi bỏ Điều 7.\nĐiều 2. Hiệu lực")
    assert outline_of(document) == ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]
    assert [r.doubt for r in document.remarks] == [doubt]


def test_a_stray_quotation_mark_swallows_nothing():
    document = draft("Điều 1. Từ ngữ\n1. “Cơ sở là xã.\n2. Gọi là “thôn.\nĐiều 2. B\nĐiều 3. Kết”")
    assert outline_of(document, Kind.ARTICLE) == ["art_1", "art_2", "art_3"]


@pytest.mark.parametrize("line", [
    "Chương II của Luật này áp dụng cho mọi người.", "Điều 5 của Luật này quy định như vậy.", "Mục 1 Phụ lục này.",
    "Phần lớn người dân đồng ý.", "Chương trình công tác gồm: mục đích.", "Phụ lục I ban hành kèm theo Nghị định này.",
    "5 | Phí khai thác", "2025 là năm cuối.", "3.5 triệu đồng.", "Điều 5.1 của Hiệp định.", "tiểu mục 1.",
    "Chương I. QUY ĐỊNH CHUNG ............ 3",
])  # fmt: skip
def test_a_sentence_is_not_a_heading(line):
    document = draft(f"Điều 4. Tên\nLời dẫn\n{line}\nĐiều 5. Sau")
    assert outline_of(document) == ["art_4", "art_5"]
    assert line in find(document, "art_4").text


def test_what_stands_around_the_articles_is_kept_apart():
    document = draft("""
        ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Số: 12/2026/QĐ-UBND
        QUYẾT ĐỊNH
        Ban hành Quy chế tiếp công dân
        Căn cứ Luật Tiếp công dân;
        Theo đề nghị của Chánh Thanh tra,
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.
        Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
        Nơi nhận: | TM. ỦY BAN NHÂN DÂN
        1. Như Điều 2;
        QUY CHẾ
        TIẾP CÔNG DÂN
        (Ban hành kèm theo Quyết định số 12/2026/QĐ-UBND)
        Chương I
        QUY ĐỊNH CHUNG
        Điều 1. Phạm vi
        PHỤ LỤC I
        BIỂU MẪU
        1. Mẫu số 1
        Phụ lục II
        DANH SÁCH
    """)
    assert document.title == "QUYẾT ĐỊNH Ban hành Quy chế tiếp công dân"
    assert outline_of(document) == [
        "preamble", "preamble__cit_1", "preamble__cit_2", "preamble__formula", "art_1", "art_2", "conclusions",
        "att_1", "att_1__chp_1", "att_1__chp_1__art_1", "app_1", "app_2"]  # fmt: skip
    assert find(document, "art_2").text.endswith("ký.")
    assert find(document, "att_1").heading == "QUY CHẾ TIẾP CÔNG DÂN"
    assert (find(document, "app_1").heading, find(document, "app_1").text) == ("BIỂU MẪU", "1. Mẫu số 1")
    assert not document.remarks


def test_what_looked_like_a_signature_is_none_when_articles_follow():
    document = draft("Chương I\nMỘT\nĐiều 1. A\nNơi nhận thông tin là trụ sở.\nĐiều 2. B\nĐiều 3. C")
    assert outline_of(document, Kind.ARTICLE) == ["chp_1__art_1", "chp_1__art_2", "chp_1__art_3"]


def test_a_plan_without_articles_has_sections_clauses_and_points():
    document = draft("KẾ HOẠCH\nTiếp xúc cử tri\nI. MỤC ĐÍCH\n1. Nghe dân\na) Ở thôn;\nII. TỔ CHỨC\n1. Họp")
    assert outline_of(document, Kind.SECTION, Kind.CLAUSE, Kind.POINT) == [
        "sec_1", "sec_1__para_1", "sec_1__para_1__point_a", "sec_2", "sec_2__para_1"]  # fmt: skip
    assert [r.doubt for r in document.remarks] == [Doubt.NO_ARTICLES]


def test_every_id_is_used_once_whatever_comes():
    lines = ["Chương I", "Điều 1. A", "1. x", "a) y", "PHỤ LỤC", "“Điều 2", "Mục 1", "Nơi nhận: a", "Phần I"] * 12
    document = draft("\n".join(lines))
    eids = outline_of(document)
    assert len(eids) == len(set(eids))
    json.dumps(as_data(document))
    assert list(outline(document))


@pytest.mark.slow
def test_three_thousand_articles_take_seconds():
    article = "Điều {}. Tên điều\n1. Khoản một dài dài.\n2. Khoản hai:\na) Điểm a;\nb) Điểm b.\n3. “Trích dẫn”."
    text = "\n".join(article.format(n) for n in range(1, 3001))
    started = time.process_time()
    document = draft(text)
    assert counted(document)["articles"] == 3000
    assert time.process_time() - started < 10
