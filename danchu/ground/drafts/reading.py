"""A file of any kind we know → lines; by its name, checked by its content."""

from collections.abc import Callable
from pathlib import PurePath

from danchu.ground.drafts.docx import read_docx
from danchu.ground.drafts.lines import LIMITS, Limits, Reading, Unreadable
from danchu.ground.drafts.pdf import read_pdf
from danchu.ground.drafts.plain import read_markdown, read_text

READERS: dict[str, Callable[[bytes, Limits], Reading]] = {
    ".docx": read_docx, ".md": read_markdown, ".markdown": read_markdown, ".txt": read_text, ".pdf": read_pdf,
}  # fmt: skip
SUFFIXES = tuple(READERS)


def read(name: str, content: bytes, limits: Limits = LIMITS) -> Reading:
    """The lines of the file `name`. Raises Unreadable, whose message is for whoever sent it."""
    suffix = PurePath(name).suffix.lower()
    if len(content) > limits.file_bytes:
        raise Unreadable(f"Tệp lớn quá {limits.file_bytes // 1_000_000} MB: hãy tách thành nhiều tệp.")
    if suffix not in READERS:
        raise Unreadable("Chỉ đọc được tệp .docx, .md, .txt và .pdf (bản có chữ). Tệp .doc: hãy lưu lại thành .docx.")
    return READERS[suffix](content, limits)
