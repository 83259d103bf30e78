"""A table's cells: whatever people typed stays text, numbers read as numbers, a bar never divides by nothing."""

from danchu.ground.ui import showcase
from danchu.ground.ui.tables import bar, table_rows

COLUMNS = [{"label": "Đơn vị"}, {"label": showcase.HOSTILE, "num": True}, {"label": "Ghi chú", "named": True}]


def test_what_people_typed_stays_text_in_every_kind_of_cell():
    rows = [[showcase.HOSTILE, {"text": showcase.HOSTILE, "href": '"><script>'}, showcase.HOSTILE]]
    said = table_rows(COLUMNS, rows, stacks=True)
    assert "<script" not in said and said.count("&lt;script&gt;") == 5


def test_a_row_has_its_name_and_its_figures():
    assert table_rows(COLUMNS, [["Tổng số", 1234567, None]], last=True) == (
        '<tr class="sum"><th scope="row">Tổng số</th><td class="num">1.234.567</td><td class="named">None</td></tr>')


def test_a_bar_of_nothing_is_only_its_track():
    assert str(bar([{"n": 0, "kind": "good"}], 0)).count("<rect") == 1
    assert str(bar([{"n": 1, "kind": "good"}, {"n": 3, "kind": "bad"}], 4)).count("<rect") == 3
