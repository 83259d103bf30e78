"""What typed text becomes before it is stored: one Unicode form, no hidden characters, no lost letters."""

import re
import unicodedata

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# zero-width and direction marks, soft hyphen, BOM, invisible operators, tags: they hide text or turn it round
_HIDDEN = [
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE),
    *(
        0xFFFF,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xE0000, 0xE0080),
        *range(0xFDD0, 0xFDF0),
    ),
]
_CLEAN: dict[int, str | None] = (
    {code: None for code in [*range(0x20), *range(0x7F, 0xA0), *_HIDDEN] if code != 0x0A}
    | {ord(c): " " for c in _SPACES}
    | {ord(c): "\n" for c in _BREAKS}
)
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"\u200d(?![{_EMOJI}])|(?<![{_EMOJI}])\u200d")  # a family emoji keeps its joiners


def _marks() -> str:
    """The inside of a character class of everything that sits on another letter."""
    codes = [c for c in range(0x300, 0x1F000) if unicodedata.combining(chr(c))]
    return "".join(re.escape(chr(c)) for c in codes)


# Putting marks in order takes quadratic time on a long run of them, so a run is cut (UAX 15: 30 is plenty).
_PILE_OF_MARKS = re.compile(f"([{_marks()}]{{30}})[{_marks()}]+")


def composed(text: str) -> str:
    """Unicode NFC in linear time on any input; windows-1258 forms (`ê` + accent) become one letter too."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _PILE_OF_MARKS.sub(r"\1", text))


def decomposed(text: str) -> str:
    """Unicode NFKD in linear time on any input."""
    return unicodedata.normalize("NFKD", composed(text))


def without_surrogates(text: str) -> str:
    """Join surrogate pairs, replace lone halves by U+FFFD: the result can always be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def clean(text: str, *, limit: int | None = None, lines: bool = True) -> str:
    """Text fit to store: NFC, no control, direction or zero-width characters, spaces collapsed.

    Paragraphs stay (at most one empty line between them); `lines=False` gives a single line. `limit` counts
    code points of the result and never cuts a letter from its marks. Never raises, on any `str`.
    """
    text = without_surrogates(text).replace("\r\n", "\n").translate(_CLEAN)
    text = composed(_STRAY_JOINER.sub("", text) if "\u200d" in text else text)
    if not lines:
        text = text.replace("\n", " ")
    text = re.sub(" {2,}", " ", text)
    text = re.sub("\n{3,}", "\n\n", re.sub(" ?\n ?", "\n", text)).strip(" \n")
    return text if limit is None else _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    end = max(limit, 0)
    while 0 < end < len(text) and (unicodedata.combining(text[end]) or "\u200d" in text[end - 1 : end + 1]):
        end -= 1
    return text[:end].strip(" \n")


def _tone_table() -> dict[str, str]:
    """New placement → old one, for the three open rimes where they differ: oà → òa, oè → òe, uỳ → ùy."""
    nfc = unicodedata.normalize
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in (
                (first, second),
                (first.upper(), second),
                (first.upper(), second.upper()),
                (first, second.upper()),
            ):
                table[a + nfc("NFC", b + tone)] = nfc("NFC", a + tone) + b
    return table


_OLD_PLACE = _tone_table()
# only where the syllable ends there (hoà, not hoàn) and `u` is a vowel (uỷ, not quỷ)
_NEW_PLACE = re.compile(r"(?:[oO][àảãáạèẻẽéẹÀẢÃÁẠÈẺẼÉẸ]|(?<![qQ])[uU][ỳỷỹýỵỲỶỸÝỴ])(?![^\W\d_])")


def tone_style(text: str) -> str:
    """NFC with the tone where laws and the official list of units put it: hoà → hòa, thuỷ → thủy."""
    return _NEW_PLACE.sub(lambda found: _OLD_PLACE[found[0]], composed(text))
