"""The report to the Council and the Front in official layout (Decree 30/2020)."""

from __future__ import annotations

from datetime import date

from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Heading, Items, Paper, Paragraph, Table
from danchu.law.disclosure import REPORT_UNDER
from danchu.law.papers import Kind
from danchu.mechanisms.disclosures.boards import Board, Line

HEAD = ("Nội dung", "Quyết định, văn bản", "Hình thức, nơi niêm yết", "Từ ngày", "Đến ngày")
WIDTHS = (2.8, 2.2, 2.6, 1.6, 1.6)


def report(board: Board, lines: list[Line], *, since: date, until: date, today: date) -> Paper:
    """Báo cáo: how many items are as they should be, what is not and why, what was published (art. 14(3))."""
    wrong = tuple(_wrong(board))
    body = [Paragraph(f"Thực hiện {REPORT_UNDER}, kỳ từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}."),
            Heading("1. Tình hình chung", 1),
            Paragraph(f"Đến ngày {today:%d/%m/%Y}, {board.done} trên {board.of} nội dung được công khai đúng luật."),
            *((Heading("2. Chưa làm đúng", 1), Items(wrong)) if wrong else ()),
            Heading(f"{3 if wrong else 2}. Đã công khai trong kỳ", 1), _table(lines)]
    return Paper(issuer=issuer(board.unit, today), kind=Kind.REPORT, body=tuple(body),
                 abstract="Kết quả thực hiện công khai thông tin",
                 recipients=("Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Lưu: VT"))


def _wrong(board: Board) -> list[str]:
    """Each item that is not as it should be, with the last reason of the gravest obligation."""
    told = []
    for square in board.squares:
        if square.cell.done is False:
            owed = [o for t in square.told for o in t.obligations if o.state is square.cell.state]
            why = f": {owed[0].why[-1].said} ({owed[0].why[-1].on:%d/%m/%Y})" if owed and owed[0].why else ""
            told.append(f"{square.cell.item.name}: {square.cell.state.label}{why}")
    return told


def _table(lines: list[Line]) -> Table:
    return Table(HEAD, [_row(line) for line in lines], WIDTHS)


def _row(line: Line) -> tuple[str, ...]:
    d = line.disclosure
    forms = ", ".join(f.label for f in line.forms)
    places = f" ({'; '.join(d.places)})" if d.places else ""
    return (f"{d.item}. {d.title}", f"{d.decision}, {d.decided_on:%d/%m/%Y}", forms + places,
            f"{line.first_on:%d/%m/%Y}", f"{line.last_on:%d/%m/%Y}" if line.last_on else "")
