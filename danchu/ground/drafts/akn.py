"""A document as Akoma Ntoso 3.0: the same ids, so that others can point at a clause as we do."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from danchu.ground.drafts.parts import Document, Footnote, Kind, Part

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# kind → its element, and how its number is written
_HIERARCHY = {
    Kind.PART: ("part", "Phần {}"), Kind.CHAPTER: ("chapter", "Chương {}"), Kind.SECTION: ("section", "Mục {}"),
    Kind.SUBSECTION: ("subsection", "Tiểu mục {}"), Kind.ARTICLE: ("article", "Điều {}."),
    Kind.CLAUSE: ("paragraph", "{}."), Kind.STRAY_CLAUSE: ("paragraph", "{}."), Kind.POINT: ("point", "{})"),
}  # fmt: skip
_ANNEXES = {Kind.ATTACHMENT: "vanBanKemTheo", Kind.APPENDIX: "phuLuc"}
_UNDATED = "0001-01-01"  # the schema wants a date; a draft has none


def to_akn(document: Document) -> str:
    """Well-formed XML; every part has its `eId`. Who publishes it adds the dates and the address of the work."""
    root = Element("akomaNtoso", xmlns=_NAMESPACE)
    act = SubElement(root, "act", name="act", contains="originalVersion")
    _Writer(document.footnotes).fill(act, document)
    indent(root, space=" ")
    return tostring(root, encoding="unicode", xml_declaration=True)


class _Writer:
    def __init__(self, footnotes: Iterable[Footnote]) -> None:
        self.notes: dict[str, list[Footnote]] = {}
        for note in footnotes:
            self.notes.setdefault(note.eid, []).append(note)

    def fill(self, act: Element, document: Document) -> None:
        _meta(act, "")
        preface = SubElement(SubElement(act, "preface", eId="preface"), "p", eId="preface__p_1")
        SubElement(preface, "docTitle").text = document.title
        of = {kind: [part for part in document.parts if part.kind is kind] for kind in Kind}
        for part in of[Kind.PREAMBLE][:1]:
            self._preamble(act, part)
        body = SubElement(act, "body", eId="body")
        for part in document.parts:
            if part.kind in _HIERARCHY:
                self._part(body, part)
        for part in of[Kind.CONCLUSION][:1]:
            self._paragraphs(SubElement(act, "conclusions", eId=part.eid), part)
        annexes = [part for part in document.parts if part.kind in _ANNEXES]
        attachments = SubElement(act, "attachments", eId="attachments") if annexes else act
        for part in annexes:
            self._annex(attachments, part)

    def _preamble(self, act: Element, part: Part) -> None:
        preamble = SubElement(act, "preamble", eId=part.eid)
        self._paragraphs(preamble, part)
        cited = [child for child in part.children if child.kind is Kind.CITATION]
        if cited:
            citations = SubElement(preamble, "citations", eId=f"{part.eid}__citations")
            for child in cited:
                self._paragraphs(SubElement(citations, "citation", eId=child.eid), child)
        for child in part.children:
            if child.kind is Kind.FORMULA:
                self._paragraphs(SubElement(preamble, "formula", name="enactingFormula", eId=child.eid), child)

    def _part(self, above: Element, part: Part) -> None:
        tag, number = _HIERARCHY[part.kind]
        element = SubElement(above, tag, eId=part.eid)
        if part.kind is Kind.STRAY_CLAUSE:
            element.set("status", "unknown")  # published out of order
        SubElement(element, "num").text = number.format(part.number)
        if part.heading:
            SubElement(element, "heading").text = part.heading
        if not part.children:
            self._paragraphs(SubElement(element, "content", eId=f"{part.eid}__content"), part, at_least=1)
        elif part.text or part.eid in self.notes:
            self._paragraphs(SubElement(element, "intro", eId=f"{part.eid}__intro"), part, at_least=1)
        for child in part.children:
            self._part(element, child)

    def _annex(self, above: Element, part: Part) -> None:
        attachment = SubElement(above, "attachment", eId=part.eid)
        SubElement(attachment, "heading").text = f"{part.label} {part.heading}".strip()
        doc = SubElement(attachment, "doc", name=_ANNEXES[part.kind])
        _meta(doc, f"!{part.eid}")
        main = SubElement(doc, "mainBody")
        self._paragraphs(main, part)
        for child in part.children:
            self._part(main, child)

    def _paragraphs(self, above: Element, part: Part, at_least: int = 0) -> None:
        said = part.text.split("\n") if part.text else [""] * at_least
        for text in said:
            SubElement(above, "p").text = text
        notes = self.notes.get(part.eid, [])
        if notes and not said:
            SubElement(above, "p")
        for note in notes:
            SubElement(SubElement(above[-1], "authorialNote", marker=note.number), "p").text = note.text


def _meta(above: Element, of: str) -> None:
    """The least the schema asks for."""
    meta = SubElement(above, "meta")
    identification = SubElement(meta, "identification", source="#danchu")
    for level, ending in (("Work", ""), ("Expression", "/vie@"), ("Manifestation", "/vie@.xml")):
        described = SubElement(identification, f"FRBR{level}")
        SubElement(described, "FRBRthis", value=f"/akn/vn/act/draft{ending}{of}")
        SubElement(described, "FRBRuri", value=f"/akn/vn/act/draft{ending}")
        SubElement(described, "FRBRdate", date=_UNDATED, name="unknown")
        SubElement(described, "FRBRauthor", href="#danchu")
        if level == "Work":
            SubElement(described, "FRBRcountry", value="vn")
        if level == "Expression":
            SubElement(described, "FRBRlanguage", language="vie")
    if not of:
        references = SubElement(meta, "references", source="#danchu")
        SubElement(references, "TLCOrganization", eId="danchu", href="/ontology/organization/danchu", showAs="danchu")
