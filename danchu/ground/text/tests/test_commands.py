"""The text tools answer line by line, whatever bytes come in."""

import io
import json
import sys

import pytest

from danchu.ground.text.commands import text


@pytest.fixture
def run(monkeypatch):
    """Feed bytes to `danchu text <tool>` and read what it writes."""

    def feed(tool: str, given: bytes) -> bytes:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        monkeypatch.setattr(sys, "stdout", out)
        assert text([tool]) == 0
        return out.buffer.getvalue()

    return feed


def test_fold_writes_a_line_for_a_line(run):
    assert run("fold", "Ngập nước\r\n\nĐường".encode()) == b"ngap nuoc\n\nduong\n"


def test_sort_loses_no_byte(run):
    given = "Ân\nÁn\nAn\nAn\n".encode() + b"\xff\xfe\n" + "A\u0301n\n".encode()
    sorted_lines = run("sort", given)
    assert sorted(sorted_lines.split(b"\n")) == sorted(given.split(b"\n"))
    assert sorted_lines.startswith("An\nAn\nÁn\nA\u0301n\nÂn\n".encode())


def test_personal_data_gives_a_json_list_a_line(run):
    lines = run("personal-data", "gọi 0912345678\nkhông có gì\n".encode()).splitlines()
    assert [json.loads(line) for line in lines] == [[{"type": "PHONE", "start": 4, "end": 14}], []]


def test_normalise_and_group(run):
    assert run("normalise", "Hoa\u0300  Bình\x00\n".encode()) == "Hòa Bình\n".encode()
    groups = [json.loads(line)["lines"] for line in run("group", "Hoà\ncống\nhoa!\n".encode()).splitlines()]
    assert groups == [[1, 3], [2]]


def test_bytes_that_are_not_text_are_replaced_not_refused(run):
    for tool in ("fold", "normalise", "group", "personal-data", "sort"):
        assert run(tool, b"\xff\xc3(\x00\xed\xa0\x80\n").count(b"\n") == 1
        assert run(tool, b"") == b""


def test_an_unknown_tool_ends_with_two(capsys):
    with pytest.raises(SystemExit) as ended:
        text(["xoay"])
    assert ended.value.code == 2
