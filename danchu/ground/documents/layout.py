"""How a page looks, one row a family: margins in millimetres, sizes in points. Both writers read this table.

State and Front: Appendix I, Decree 30/2020/NĐ-CP. Party: Guidance 36-HD/VPTW (2018), its table of letter sizes.
"""

from dataclasses import dataclass, replace

from danchu.law.papers import Family

PAGE = (210, 297)  # A4
FACE = "Times New Roman"  # in DOCX; PDF carries Liberation Serif, of the same measure
FREE_FACE = "Liberation Serif"


@dataclass(frozen=True)
class Layout:
    """Millimetres and points. `top`…`right` are margins; `head` is the share of the width the left column takes."""

    heading: str  # at the top right
    motto: str
    heading_size: float
    parent_size: float
    number_size: float
    date_size: float
    type_size: float
    abstract_size: float
    to_size: float  # "Nơi nhận:"
    recipient_size: float
    letter_size: float  # "V/v …" under the number of a letter
    under_body: str  # beneath the issuing body: empty is a line
    under_abstract: str
    title_bold: bool  # is the signer's title bold?
    to_style: str  # of "Nơi nhận:"
    letter_italic: bool
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20
    text_size: float = 14
    motto_size: float = 14
    table_size: float = 12
    head: float = 0.39
    indent: float = 10  # first line of a paragraph, mm
    gap: float = 6  # after a paragraph, points


_STATE = Layout(
    heading="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto="Độc lập - Tự do - Hạnh phúc",
    heading_size=13, parent_size=13, number_size=13, date_size=14, type_size=14, abstract_size=14,
    to_size=12, recipient_size=11, letter_size=12, under_body="", under_abstract="", title_bold=True,
    to_style="bold italic", letter_italic=False,
)
LAYOUTS = {
    Family.STATE: _STATE,
    Family.FRONT: _STATE,
    Family.PARTY: replace(
        _STATE, heading="ĐẢNG CỘNG SẢN VIỆT NAM", motto="", heading_size=15, parent_size=14, number_size=14,
        type_size=16, to_size=14, recipient_size=12, under_body="*", under_abstract="-----", title_bold=False,
        to_style="underline", letter_italic=True, head=0.46,
    ),
}
