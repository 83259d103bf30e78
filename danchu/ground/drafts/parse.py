"""Lines → parts. Numbers stay as published, even where one is missing or doubled; remarks say where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from danchu.ground.drafts import front
from danchu.ground.drafts.lines import Line, Reading
from danchu.ground.drafts.markers import (
    CITATION,
    ENCLOSED,
    Marker,
    in_capitals,
    is_signature,
    marker,
    names_a_text,
    roman_item,
)
from danchu.ground.drafts.naming import new_eid, new_label
from danchu.ground.drafts.numbers import follows
from danchu.ground.drafts.parts import Document, Footnote, Kind, Part, walk
from danchu.ground.drafts.quotation import Quotation
from danchu.ground.drafts.remarks import Numbering

_DEPTH = {
    Kind.PREAMBLE: 0, Kind.CONCLUSION: 0, Kind.ATTACHMENT: 0, Kind.APPENDIX: 0, Kind.CITATION: 1, Kind.FORMULA: 1,
    Kind.PART: 1, Kind.CHAPTER: 2, Kind.SECTION: 3, Kind.SUBSECTION: 4, Kind.ARTICLE: 5,
    Kind.CLAUSE: 6, Kind.STRAY_CLAUSE: 6, Kind.POINT: 7,
}  # fmt: skip
_ROOMS = frozenset({Kind.ATTACHMENT, Kind.APPENDIX})  # texts of their own: their numbers begin anew
_STRUCTURE = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ARTICLE})
_ASIDES = frozenset({Kind.PREAMBLE, Kind.CONCLUSION})  # they hold no part of the text
_IN_THE_PREAMBLE = frozenset({Kind.CITATION, Kind.FORMULA})
_LONGEST_HEADING = 300
_NOT_A_HEADING = tuple(".;:,/”\"")


def parse(reading: Reading, title: str = "") -> Document:
    """The draft as a tree. `title` replaces the one found in the text. Never raises."""
    return _Parser(reading).document(title)


@dataclass
class _Node:
    kind: Kind
    number: str
    eid: str
    label: str
    heading: str = ""
    text: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    last: str = ""  # the number of the last clause in order

    def freeze(self) -> Part:
        below = tuple(child.freeze() for child in self.children)
        return Part(self.kind, self.number, self.eid, self.label, self.heading, "\n".join(self.text), below)


class _Parser:
    """One pass over the lines with a stack of open parts, largest first."""

    def __init__(self, reading: Reading) -> None:
        self.lines: Sequence[Line] = reading.lines
        self.notes = dict(reading.footnotes)
        self.quotation = Quotation([line.text for line in self.lines])
        self.articles = any(self._marks(at, Kind.ARTICLE) for at in range(len(self.lines)))
        self.roots: list[_Node] = []
        self.stack: list[_Node] = []
        self.set_aside: list[_Node] = []  # what was open when the conclusion began
        self.taken: set[str] = set()
        self.numbering = Numbering()
        self.footnotes: list[Footnote] = []
        self.body = False  # has a part of the text itself begun?

    def document(self, title: str) -> Document:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        if not self.articles:
            self.numbering.no_articles()
        parts = tuple(node.freeze() for node in self.roots)
        order = {part.eid: at for at, part in enumerate(walk(parts))}
        found = (*self.numbering.remarks(), *self.quotation.remarks())
        remarks = tuple(sorted(found, key=lambda remark: order.get(remark.eid, -1)))
        return Document(title or front.title([line.text for line in self.lines]), parts, remarks, tuple(self.footnotes))

    def _take(self, at: int) -> int:
        """Read the line at `at`, and those that belong to its heading; where to go on."""
        line = self.lines[at]
        found = None if line.table or self.quotation.holds(at) else self._marker(line.text)
        if found and self._is_loose(at, found):
            found = None
        if found and found.kind in _STRUCTURE | _ROOMS:
            return self._structure(at, found)
        if found and self._may_begin(found):
            self._open_part(found.kind, found.number)
            return self._add(at, found.rest)
        return self._text(at)

    def _marker(self, text: str) -> Marker | None:
        found = marker(text)
        return found if found or self.articles else roman_item(text)

    def _is_loose(self, at: int, found: Marker) -> bool:
        article = self._open(Kind.ARTICLE)
        if article is None:
            return False
        here = self.stack[-1]
        return self.quotation.is_loose(at, found, article.number, article.last, eid=here.eid, label=here.label)

    def _marks(self, at: int, kind: Kind) -> bool:
        line = self.lines[at]
        found = None if line.table or self.quotation.holds(at) else marker(line.text)
        return found is not None and found.kind is kind

    def _may_begin(self, found: Marker) -> bool:
        """A clause or a point stands in an article; without articles, wherever the text itself stands."""
        if self.articles:
            return self._open(Kind.ARTICLE) is not None
        begins = not self._open(Kind.CONCLUSION) and (self.body or (found.kind is Kind.CLAUSE and found.number == "1"))
        self.body = self.body or begins
        return begins

    # --- larger parts ---------------------------------------------------------------------------

    def _structure(self, at: int, found: Marker) -> int:
        self.body = True
        node = self._open_part(found.kind, found.number)
        self._refer(at, node)
        rest = found.rest
        if node.kind is Kind.ARTICLE:
            return self._article_heading(at, node, rest)
        heading = [rest] if rest else []
        at += 1
        while at < len(self.lines) and self._goes_on(at, heading):
            heading.append(self.lines[at].text)
            self._refer(at, node)
            at += 1
        node.heading = " ".join(heading)
        return at

    def _goes_on(self, at: int, heading: list[str]) -> bool:
        """Is this line still the heading? The first line after the number is; then only lines in capitals."""
        line = self.lines[at]
        if line.table or self.quotation.holds(at) or self._marker(line.text) or len(line.text) > _LONGEST_HEADING:
            return False
        return not heading or (in_capitals(line.text) and in_capitals(heading[0]) and not names_a_text(line.text)
                               and not is_signature(line.text))  # fmt: skip

    def _article_heading(self, at: int, node: _Node, rest: str) -> int:
        if rest:
            is_text = rest.endswith(_NOT_A_HEADING) or len(rest) > _LONGEST_HEADING
            if is_text:
                node.text.append(rest)
            else:
                node.heading = rest
            return at + 1
        after = at + 1
        if after < len(self.lines) and self._goes_on(after, []) and not self.lines[after].text.endswith(_NOT_A_HEADING):
            node.heading = self.lines[after].text
            self._refer(after, node)
            return after + 1
        return after

    # --- text -----------------------------------------------------------------------------------

    def _text(self, at: int) -> int:
        text = self.lines[at].text
        if self._begins_attachment(at):
            return self._attachment(at)
        if self.body and is_signature(text) and not self.quotation.holds(at):
            self._open_once(Kind.CONCLUSION)
        elif not self.body:
            self._preamble(at)
        return self._add(at, text)

    def _preamble(self, at: int) -> None:
        text = self.lines[at].text
        preamble = self._open_once(Kind.PREAMBLE)
        if CITATION.match(text) and not self.lines[at].table:
            self._open_part(Kind.CITATION, str(1 + len(preamble.children)))
        elif preamble.children:
            self._open_once(Kind.FORMULA)

    def _begins_attachment(self, at: int) -> bool:
        """A name in capitals, “(Ban hành kèm theo…)” below it, after articles of the text that encloses it."""
        if not self.body or self.lines[at].table or self.quotation.holds(at) or not names_a_text(self.lines[at].text):
            return False
        return any(ENCLOSED.match(line.text) for line in self.lines[at + 1 : at + 6])

    def _attachment(self, at: int) -> int:
        number = str(1 + sum(root.kind is Kind.ATTACHMENT for root in self.roots))
        node = self._open_part(Kind.ATTACHMENT, number)
        heading = []
        while not ENCLOSED.match(self.lines[at].text):
            heading.append(self.lines[at].text)
            at += 1
        node.heading = " ".join(heading)
        return self._add(at, self.lines[at].text)

    def _add(self, at: int, text: str) -> int:
        if not self.stack:
            self._open_once(Kind.PREAMBLE)
        if text:
            self.stack[-1].text.append(text)
        self._refer(at, self.stack[-1])
        return at + 1

    def _refer(self, at: int, node: _Node) -> None:
        for number in self.lines[at].notes:
            self.footnotes.append(Footnote(number, self.notes.get(number, ""), node.eid))

    # --- opening --------------------------------------------------------------------------------

    def _open(self, kind: Kind) -> _Node | None:
        return next((node for node in self.stack if node.kind is kind), None)

    def _open_once(self, kind: Kind) -> _Node:
        """The open preamble, formula or conclusion; a new one only where none is open."""
        return self._open(kind) or self._open_part(kind, "")

    def _open_part(self, kind: Kind, number: str) -> _Node:
        depth = _DEPTH[kind]
        if kind is Kind.CONCLUSION:
            self.set_aside = self.stack
            self.stack = []
        elif kind in _STRUCTURE and self._open(Kind.CONCLUSION):
            self.stack = self.set_aside  # it was no conclusion: the text goes on
        if self.stack and self.stack[0].kind in _ASIDES and kind not in _IN_THE_PREAMBLE:
            self.stack = []
        while self.stack and _DEPTH[self.stack[-1].kind] >= depth:
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        if kind is Kind.CLAUSE and not follows(number, above.last if above else ""):
            kind = Kind.STRAY_CLAUSE
        row = self._room() if kind is Kind.ARTICLE else above.eid if above else ""
        times = self.numbering.times(kind, number, row)
        eid = new_eid(kind, number, above.eid if above else "", self.taken, times)
        node = _Node(kind, number, eid, new_label(kind, number, above.label if above else "", times))
        self.numbering.look_at(kind, number, row, times=times, eid=eid, label=node.label)
        (above.children if above else self.roots).append(node)
        if above and kind is Kind.CLAUSE:
            above.last = number
        self.stack.append(node)
        return node

    def _room(self) -> str:
        """The appendix or enclosed text this stands in: articles are numbered anew in each."""
        return self.stack[0].eid if self.stack and self.stack[0].kind in _ROOMS else ""
