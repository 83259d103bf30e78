"""Every `danchu` command that is asked wrongly says in one Vietnamese line what to do, and fails; no trace, ever."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from danchu.__main__ import PURE, WITH_DATABASE, main
from danchu.prompt import in_vietnamese

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạếềểễệốồổỗộứừửữựớờởỡợìíỉĩịòóỏõọ]", re.IGNORECASE)
EVERY = [*PURE, *WITH_DATABASE]
WITHOUT_WORDS = ("deadline", "work", "demo", "serve", "manage")  # these do something by themselves


def told(words: list[str], capsys) -> str:
    """What the command says on its way out: one line, and it fails."""
    try:
        code = main(words)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    lines = [line for line in (said.err + said.out).splitlines() if line.strip()]
    assert code not in (0, None), words
    assert len(lines) == 1 and VIETNAMESE.search(lines[0]), (words, lines)
    return lines[0]


@pytest.mark.parametrize("name", EVERY)
def test_an_unknown_option_is_told_in_one_line(name, capsys):
    words = [name, "--nonsense"] if name != "manage" else [name, "migrate", "--nonsense"]
    assert "--help" in told(words, capsys) or name == "manage"


@pytest.mark.parametrize("name", [name for name in EVERY if name not in WITHOUT_WORDS])
def test_nothing_asked_is_told_what_is_missing(name, capsys):
    assert re.search("thiếu|cần một trong", told([name], capsys))


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "why"), [
    ("nosuch", "Không có lệnh"),
    ("manage nosuch", "Không có lệnh quản trị"),
    ("deadline --duty tell_sender --from 2026-13-45", "không phải ngày"),
    ("deadline --duty tell_sender --from 2040-01-01", "2040"),
    ("workdays --from 2026-02-12 --add x", "số nguyên"),
    ("workdays --from 2026-02-12 --add 1 --to 2026-02-13", "không dùng cùng lúc"),
    ("holiday add 2026-99-01 --name x --source y", "không phải ngày"),
    ("holiday add 2026-12-24 --name x --source y --kind z", "chọn một trong"),
    ("official end --email a@b.vn --on x", "không phải ngày"),
    ("mail resend 99999999999999999999", "số nguyên"),
    ("demo --petitions -5", "số nguyên"),
    ("serve --port 99999", "65535"),
    ("serve --host nosuch.invalid", "không phải địa chỉ IP"),
    ("document parse {here}/none.docx", "Không có tệp"),
    ("document parse {here}", "là thư mục"),
    ("consultation check {here}", "là thư mục"),
    ("backup {here}/no/such/folder.tar.gz", "no/such"),
    ("restore {here}/none.tar.gz", "none.tar.gz"),
    ("restore {here}", "thư mục"),
])  # fmt: skip
def test_what_cannot_be_is_told_with_what_to_do(words, why, tmp_path, capsys):
    assert why in told(words.format(here=tmp_path).split(), capsys)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["holiday list", "mail waiting", "official list", "units load", "import x --body y"])
def test_a_database_that_does_not_answer_is_told_in_one_line(words, capsys):
    from django.db import OperationalError

    def dead(*_asked):
        raise OperationalError("connection failed:\n\tConnection refused")

    with connection.execute_wrapper(dead):
        assert "ơ sở dữ liệu" in told(words.split(), capsys)


def test_what_argparse_says_is_said_in_vietnamese_with_its_own_words_after_it():
    said = in_vietnamese("argument --kind: invalid choice: 'z' (choose from 'holiday', 'workday')")
    assert said.startswith("--kind không nhận 'z'; chọn một trong 'holiday', 'workday' (argument --kind: ")
    assert in_vietnamese("unrecognized arguments: --x").startswith("không có tùy chọn hay phần --x (unrecog")
