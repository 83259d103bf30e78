"""PDF with text → lines. Taken out in a process of its own with bounds, then pages are joined."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from danchu.ground.drafts.lines import LIMITS, Limits, Line, Reading, Unreadable, gather
from danchu.ground.drafts.wrapped import unwrapped

_BROKEN = "Không đọc được tệp PDF này: tệp hỏng hoặc có mật khẩu."
_SLOW = "Tệp PDF này quá nặng để đọc: hãy gửi bản .docx."
_SCANNED = "Tệp PDF này không có chữ (bản quét): hãy gửi bản .docx hoặc bản PDF có chữ."
_MEMORY = 1_500_000_000  # bytes the reading process may ask for
_EDGE = 2  # lines at the top and at the bottom of a page that may be a header or a footer
_PAGE_NUMBER = re.compile(r"\W*(?:[Tt]rang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")
PAGE_END = "\f"


def read_pdf(content: bytes, limits: Limits = LIMITS) -> Reading:
    """Lines joined into paragraphs over line and page ends; headers, footers and page numbers left out."""
    if b"%PDF-" not in content[:1024]:
        raise Unreadable(_BROKEN)
    pages = [page.split("\n") for page in _text(content, limits).split(PAGE_END)]
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable(_SCANNED)
    lines = [line for page in without_edges(pages) for line in page if line.strip()]
    return Reading(gather((Line(text) for text in unwrapped(lines)), limits))


def _text(content: bytes, limits: Limits) -> str:
    command = [sys.executable, "-m", "danchu.ground.drafts.pdf_text", str(limits.pages), str(limits.characters),
               str(limits.seconds), str(_MEMORY)]  # fmt: skip
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=limits.seconds + 5, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(_SLOW) from None
    if done.returncode:
        raise Unreadable(_BROKEN if done.returncode == 1 else _SLOW)
    return done.stdout.decode("utf-8", "replace")


def without_edges(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The pages without page numbers, and without what stands at the top or bottom of most of them."""
    kept = [[line for line in page if line.strip()] for page in pages]
    repeated = Counter(line for page in kept for line in {_shape(x) for x in (*page[:_EDGE], *page[-_EDGE:])})
    often = {shape for shape, times in repeated.items() if times > max(2, len(kept) // 2)}
    for page in kept:
        while page and (_PAGE_NUMBER.match(page[0]) or _shape(page[0]) in often):
            page = page[1:]
        while page and (_PAGE_NUMBER.match(page[-1]) or _shape(page[-1]) in often):
            page = page[:-1]
        yield page


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
