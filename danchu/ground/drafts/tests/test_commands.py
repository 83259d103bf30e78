"""`danchu document` answers in JSON, XML or an outline; what is wrong is one line and exit code 2."""

import json
from xml.etree import ElementTree

import pytest

from danchu.ground.drafts.akn import to_akn
from danchu.ground.drafts.commands import document as command
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Kind, walk
from danchu.ground.drafts.reading import read
from danchu.ground.drafts.tests.making import draft, outline_of, paragraph, word_file

DRAFT = """LUẬT
Mẫu & thử <một>
Căn cứ Hiến pháp;
Chương I
CHUNG
Điều 1. Tên
Lời dẫn.
1. Một:
a) Hai;
3. Ngoài thứ tự
PHỤ LỤC
Bảng"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mau.txt"
    path.write_text(DRAFT, "utf-8")
    return str(path)


def test_json_holds_the_counts_the_remarks_and_the_tree(file, capsys):
    assert command(["parse", file, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["title"] == "LUẬT Mẫu & thử <một>"
    assert said["counts"] == {"articles": 1, "clauses": 1, "points": 1, "preamble": 1, "citation": 1, "chapter": 1,
                              "stray_clause": 1, "appendix": 1}  # fmt: skip
    assert said["remarks"][0]["eid"] == "chp_1__art_1__para_3"
    chapter = said["parts"][1]
    assert (chapter["kind"], chapter["number"], chapter["heading"]) == ("chapter", "I", "CHUNG")
    assert chapter["children"][0]["children"][0]["children"][0]["label"] == "điểm a khoản 1 Điều 1 Chương I"


def test_the_outline_is_for_people(file, capsys):
    assert command(["parse", file]) == 0
    said = capsys.readouterr().out
    assert "1 điều, 1 khoản, 1 điểm" in said
    assert "không theo thứ tự" in said


@pytest.mark.parametrize("argv", [["parse"], ["parse", "a.txt", "--json", "--akn"], ["nói"], []])
def test_a_command_not_understood_is_told_in_one_line(argv, capsys):
    with pytest.raises(SystemExit) as left:
        command(argv)
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path, capsys):
    (tmp_path / "a.docx").write_bytes(b"rubbish")
    for name in ("a.docx", "khong-co.txt", ""):
        assert command(["parse", str(tmp_path / name)]) == 2
        said = capsys.readouterr()
        assert len(said.err.splitlines()) == 1
        assert not said.out


def test_akoma_ntoso_has_every_part_under_its_id_once():
    document = draft(DRAFT)
    tree = ElementTree.fromstring(to_akn(document))
    eids = [element.get("eId") for element in tree.iter() if element.get("eId")]
    assert len(eids) == len(set(eids))
    assert set(outline_of(document)) <= set(eids)
    space = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    for kind, tag in ((Kind.ARTICLE, "article"), (Kind.POINT, "point"), (Kind.CHAPTER, "chapter")):
        of_kind = [p.eid for p in walk(document.parts) if p.kind is kind]
        assert [element.get("eId") for element in tree.iter(space + tag)] == of_kind
    assert tree.find(f".//{space}docTitle").text == "LUẬT Mẫu & thử <một>"


def test_akoma_ntoso_holds_the_footnotes():
    body = paragraph("Điều 1. Tên") + '<w:p><w:r><w:t>Lời</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1">{paragraph("Chú thích")}</w:footnote>'
    xml = to_akn(parse(read("a.docx", word_file(body, footnotes=notes))))
    assert "<authorialNote" in xml
    assert "Chú thích" in xml
