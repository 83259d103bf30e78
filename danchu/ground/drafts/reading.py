"""A file of any kind we know → lines; by its name, checked by its content."""

from collections.abc import Callable
from pathlib import PurePath

from danchu.ground.drafts.docx import read_docx
from danchu.ground.drafts.lines import LIMITS, Limits, Reading, Unreadable
from danchu.ground.drafts.odt import read_odt
from danchu.ground.drafts.pdf import read_pdf
from danchu.ground.drafts.plain import read_markdown, read_text

READERS: dict[str, Callable[[bytes, Limits], Reading]] = {
    ".docx": read_docx, ".md": read_markdown, ".markdown": read_markdown, ".txt": read_text, ".pdf": read_pdf,
}  # fmt: skip
SUFFIXES = tuple(READERS)
_SEARCHED = READERS | {".odt": read_odt, ".ods": read_odt}
SEARCHED = tuple(_SEARCHED)  # what has words inside


def words_of(name: str, content: bytes, limits: Limits = LIMITS) -> str:
    """What the file says, a paragraph a line: to be searched, not to be cut into parts. Raises Unreadable."""
    if len(content) > limits.file_bytes or not name.lower().endswith(SEARCHED):
        raise Unreadable("Không đọc được bên trong tệp này.")
    return "\n".join(line.text for line in _SEARCHED[PurePath(name).suffix.lower()](content, limits).lines)


def read(name: str, content: bytes, limits: Limits = LIMITS) -> Reading:
    """The lines of the file `name`. Raises Unreadable, whose message is for whoever sent it."""
    suffix = PurePath(name).suffix.lower()
    if len(content) > limits.file_bytes:
        raise Unreadable(f"Tệp lớn quá {limits.file_bytes // 1_000_000} MB: hãy tách thành nhiều tệp.")
    if suffix not in READERS:
        raise Unreadable("Chỉ đọc được tệp .docx, .md, .txt và .pdf (bản có chữ). Tệp .doc: hãy lưu lại thành .docx.")
    return READERS[suffix](content, limits)
