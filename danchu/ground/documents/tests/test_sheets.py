"""Long tables, read back by other programs: every row, every word, nothing that runs."""

import csv as reading
import io
import tracemalloc
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from danchu.ground.documents import sheets

HEAD = ("STT", "Ý kiến", "Ngày", "Lượt")
ROWS = [(1, "Đồng ý & ủng hộ <Điều 5>", date(2026, 3, 5), 12), (2, "Không\nđồng ý", None, 0.5)]


def workbook(rows, head=HEAD, **more):
    return openpyxl.load_workbook(io.BytesIO(b"".join(sheets.xlsx(head, rows, **more))))


def table(rows, head=HEAD):
    return list(reading.reader(io.StringIO(b"".join(sheets.csv(head, rows)).decode("utf-8-sig"), newline="")))


def test_a_workbook_is_read_as_it_was_written():
    book = workbook(ROWS, name="Tổng hợp: tiếp thu/giải trình")
    sheet = book.worksheets[0]
    assert book.sheetnames == ["Tổng hợp tiếp thugiải trình"]
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [
        HEAD, (1, "Đồng ý & ủng hộ <Điều 5>", datetime(2026, 3, 5), 12), (2, "Không\nđồng ý", None, 0.5)]
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")
    assert sheet["B2"].alignment.wrap_text and sheet["A1"].font.b


def test_what_does_not_fit_a_sheet_goes_on_in_the_next():
    for count, wanted in ((8, [5, 5]), (4, [5]), (9, [5, 5, 2]), (0, [1])):
        book = workbook([(n, "x", None, 1) for n in range(count)], rows_a_sheet=5)
        assert [sheet.max_row for sheet in book] == wanted
        assert [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)] == list(range(count))
        assert all(sheet["B1"].value == "Ý kiến" for sheet in book)


FORMULAS = ['=HYPERLINK("http://x.example";"a")', "+84 28", "-1+1", "@SUM(A1)", "\t=1", "  =1+1", "\n=1", "'đã có dấu"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_words_run_as_a_formula(text):
    cell = workbook([(1, text, None, 1)]).worksheets[0]["B2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix
    written = table([(1, text, None, 1)])[1][1]
    assert written == "'" + text
    assert sheets.plain(written) == text


@given(st.text(max_size=60))
def test_any_words_come_back_from_both(text):
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n")
                   if c in "\t\n" or not (ord(c) < 32 or c in "\ufffe\uffff"))
    assert (workbook([(1, text, None, 1)]).worksheets[0]["B2"].value or "") == kept
    assert sheets.plain(table([(1, text, None, 1)])[1][1]) == kept


def test_what_looks_like_a_coded_letter_stays_as_typed():
    cell = workbook([(1, "_x0041_ và _x005F_", None, 1)]).worksheets[0]["B2"].value
    assert unescape(cell) == "_x0041_ và _x005F_"  # Excel does so by itself; openpyxl leaves it to us


def test_a_text_longer_than_a_cell_is_cut_and_says_so_and_whole_in_csv():
    text = "dài " * 20_000
    cell = workbook([(1, text, None, 1)]).worksheets[0]["B2"].value
    assert len(cell) == sheets.LETTERS and cell.endswith(sheets.CUT)
    assert table([(1, text, None, 1)])[1][1] == text


def test_csv_has_its_mark_and_iso_days():
    made = b"".join(sheets.csv(HEAD, ROWS))
    assert made.startswith(b"\xef\xbb\xbfSTT,")
    assert table(ROWS)[1:] == [["1", "Đồng ý & ủng hộ <Điều 5>", "2026-03-05", "12"], ["2", "Không\nđồng ý", "", "0.5"]]


@pytest.mark.parametrize("write", [sheets.csv, sheets.xlsx])
def test_a_long_table_is_read_row_by_row_and_never_held(write):
    read = 0

    def rows():
        nonlocal read
        for n in range(30_000):
            read = n
            yield n, f"Ý kiến thứ {n} về Điều {n % 40}, đề nghị bổ sung", date(2026, 3, 5), 1

    tracemalloc.start()
    pieces = write(HEAD, rows())
    next(pieces)
    assert read < 15_000
    longest = max(len(piece) for piece in pieces)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert longest < 2_000_000
    assert held < 8_000_000, held
