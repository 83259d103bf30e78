"""What is typed or pasted into an editor, as HTML that is fit to keep: a short list of elements, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

import nh3

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "figure", "img", "figcaption",
        "table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
WITH_ALL_INSIDE = {"script", "style", "title", "xml", "noscript", "iframe", "object", "template", "textarea", "select"}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer"
MOST_RAW = 8_000_000  # characters: what Word makes of a large table; more is not even looked at
OURS = re.compile(r"/tep/\d{1,15}/[^/?#\s]{1,200}")  # a picture kept here, not one of somebody else's server

_RENAMED = {"b": "strong", "i": "em", "div": "p", "section": "p", "article": "p", "center": "p", "h1": "h2", "h4": "h3",
            "h5": "h3", "h6": "h3", "dl": "ul", "dt": "li", "dd": "li"}
_RENAME = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?=[\s/>])", re.I)
_WORD_ITEM = re.compile(r"<p\b[^>]*class=[\"']?MsoListParagraph[^>]*>(.{0,20000}?)</p>", re.I | re.S)
_WORD_BULLET = re.compile(r"^(?:<!--.*?-->|<!\[.*?\]>|<[^>]*>|\s|&nbsp;|\xa0)*(?:[·•§o▪◦–-]|\d{1,3}[.)])"
                          r"(?:<[^>]*>|\s|&nbsp;|\xa0)+", re.S)
_PAIRS_OF_LISTS = re.compile(r"</ul>\s*<ul>")
_BLANK = r"(?:\s|&nbsp;|\xa0|<br>)*"
_EMPTY = re.compile(rf"<(p|strong|em|li|ul|ol|h2|h3|blockquote|figure|figcaption|caption)>{_BLANK}</\1>")
_NO_LINK = re.compile(r"<a(?![^>]*\shref=)[^>]*>(.*?)</a>", re.S)
_NO_PICTURE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_NO_ALT = re.compile(r"<img(?![^>]*\salt=)")
_LOOSE = re.compile(r"(?:\s|\xa0|&nbsp;)+")
_IS_HTML = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|table|t[drh]|br|strong|b|em|i|u|a|span|blockquote|figure|img|"
                      r"script|style|iframe|svg|html|body|meta|font|form|input|object|embed|math|base|link)(?:\s[^<>]*)?/?>",
                      re.I)
_RUNS = re.compile(r"<(?:script|iframe|object|embed|form|svg|math)\b|\son[a-z]+\s*=|javascript:", re.I)
_PICTURES = re.compile(r"<img\b", re.I)


class TooMuch(ValueError):
    """More than an article can hold; `size` and `most` are in characters."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"{size} > {most}")
        self.size, self.most = size, most


@dataclass(frozen=True)
class CleanHtml:
    """What is kept, and what was left out that its writer should be told of."""

    html: str
    pictures_left_out: int = 0  # of other servers, or pasted as data: to be attached instead
    scripts_left_out: bool = False


def clean_html(typed: str, *, most: int) -> CleanHtml:
    """Clean HTML of at most `most` characters; text without HTML becomes paragraphs, headings and lists.

    Raises TooMuch where it is longer even when clean: it is never cut, for the writer decides what goes.
    """
    if len(typed) > MOST_RAW:
        raise TooMuch(len(typed), most)
    if not _IS_HTML.search(typed):
        return _bounded(CleanHtml(from_text(typed)), most)
    html = _tidy(_allowed(_from_word(typed)))
    left_out = len(_PICTURES.findall(typed)) - len(_PICTURES.findall(html))
    return _bounded(CleanHtml(html, max(left_out, 0), bool(_RUNS.search(typed))), most)


def text_of(html: str) -> str:
    """The words of clean HTML, for search and for a line of a list."""
    return _LOOSE.sub(" ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def _bounded(clean: CleanHtml, most: int) -> CleanHtml:
    if len(clean.html) > most:
        raise TooMuch(len(clean.html), most)
    return clean


# --- HTML -------------------------------------------------------------------------------------------
def _from_word(html: str) -> str:
    """Word's paragraphs that only look like list items become items; elements become their plain kin."""
    html = _WORD_ITEM.sub(lambda m: f"<ul><li>{_WORD_BULLET.sub('', m[1])}</li></ul>", html)
    return _RENAME.sub(lambda m: f"<{m[1]}{_RENAMED[m[2].lower()]}", html)


def _allowed(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=WITH_ALL_INSIDE, url_schemes=SCHEMES,
                     link_rel=REL, attribute_filter=_attribute)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if OURS.fullmatch(value) else None
    if name in ("colspan", "rowspan"):
        return value if value.isdecimal() and 1 < int(value[:4]) <= 100 else None
    return value[:2000]


def _tidy(html: str) -> str:
    """No picture without a source, no empty elements, no white space that says nothing."""
    html = _NO_ALT.sub('<img alt=""', _NO_PICTURE.sub("", html))
    html = _PAIRS_OF_LISTS.sub("", _LOOSE.sub(" ", _NO_LINK.sub(r"\1", html)))
    for _n in range(6):  # an element that held only empty ones is empty now
        html, changed = _EMPTY.subn("", html)
        if not changed:
            break
    return re.sub(r"\s*(</?(?:p|h2|h3|ul|ol|li|blockquote|table|thead|tbody|tr|figure)>)\s*", r"\1", html).strip()


# --- text -------------------------------------------------------------------------------------------
_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*")
_ADDRESS = re.compile(r"(?<![\w\"'=/])(https?://[^\s<>\"')\]]{1,500}[^\s<>\"')\].,;:!?])")
_PICTURE = re.compile(r"!\[([^\]]{0,200})\]\((/tep/[^)\s]{1,220})\)")
_STARTS = ((re.compile(r"###\s+(.+)"), "h3", ""), (re.compile(r"##?\s+(.+)"), "h2", ""),
           (re.compile(r"[-*•]\s+(.+)"), "li", "ul"), (re.compile(r"\d{1,3}[.)]\s+(.+)"), "li", "ol"))


def from_text(text: str) -> str:
    """Plain words as HTML: a blank line ends a paragraph, `## ` is a heading, `- ` and `1. ` are items."""
    out: list[str] = []
    words: list[str] = []
    open_list = ""

    def close(next_list: str = "") -> None:
        nonlocal open_list
        if words:
            out.append(f"<p>{'<br>'.join(words)}</p>")
            words.clear()
        if open_list != next_list:
            out.extend(filter(None, [f"</{open_list}>" if open_list else "", f"<{next_list}>" if next_list else ""]))
            open_list = next_list

    for raw in text.splitlines():
        line = raw.strip()
        picture = _PICTURE.fullmatch(line)
        start = next(((m[1], tag, inside) for shape, tag, inside in _STARTS if (m := shape.fullmatch(line))), None)
        if picture and OURS.fullmatch(picture[2]):
            close()
            out.append(f'<figure><img src="{escape(picture[2])}" alt="{escape(picture[1])}"></figure>')
        elif start:
            close(start[2])
            out.append(f"<{start[1]}>{_inline(start[0])}</{start[1]}>")
        elif not line:
            close()
        else:
            if open_list:
                close()
            words.append(_inline(line))
    close()
    return "".join(out)


def _inline(line: str) -> str:
    said = escape(line, quote=False)
    said = _ADDRESS.sub(lambda m: f'<a href="{escape(unescape(m[1]))}" rel="{REL}">{m[1]}</a>', said)
    return _BOLD.sub(r"<strong>\1</strong>", said)
