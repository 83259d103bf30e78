"""What is read out on the loudspeaker and what goes out as a message: the office's own words, or made from the summary.

Pure text: no rows are asked, nothing is sent.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from danchu.ground.text.plain import view

SYLLABLES_A_SECOND = 3  # read slowly, for old ears
PLAIN, ACCENTED = (160, 153), (70, 67)  # letters of one message, and of each where there are several (3GPP TS 23.038)
_GSM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n\r@£$¥!\"#%&'()*+,-./:;<=>?_")


@dataclass(frozen=True)
class Script:
    """Words to be read aloud. `written`: by the office itself, not put together from the summary."""

    text: str
    written: bool

    @property
    def seconds(self) -> int:
        """About how long it takes, to the next five seconds."""
        return max(5, 5 * math.ceil(len(self.text.split()) / SYLLABLES_A_SECOND / 5))


@dataclass(frozen=True)
class Message:
    """A text message: how many letters, in how many parts it is sent."""

    text: str

    @property
    def letters(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2

    @property
    def parts(self) -> int:
        whole, each = PLAIN if set(self.text) <= _GSM else ACCENTED
        return 1 if self.letters <= whole else math.ceil(self.letters / each)


def script(written: str, *, body: str, title: str, summary: str, places: list[str]) -> Script:
    """The office's words; else a greeting, the summary, and where it hangs."""
    if written.strip():
        return Script(written.strip(), written=True)
    hung = f"Bản đầy đủ niêm yết tại {'; '.join(places)}. " if places else ""
    said, asks = " ".join(summary.split()), f"Ai thấy chỗ nào chưa đúng xin báo cho {body}."
    hello = f"Kính thưa bà con. {body} thông báo: {title}."
    return Script(f"{hello}\n\n{said}\n\n{hung}{asks}", written=False)


def message(written: str, *, body: str, title: str, link: str) -> Message:
    """The office's words; else who, what, and where to read it."""
    return Message(written.strip() or f"{body}: {title}. Xem: {link}")


def unaccented(text: str) -> str:
    """The same without diacritics, capitals kept: a message half as long, readable on any phone."""
    return view(_MARKS.sub(lambda found: _TYPED[found[0]], text)).cased


_TYPED = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
_MARKS = re.compile("[" + "".join(_TYPED) + "]")
