"""The law at the prompt: what it prints, what it refuses, and in which language."""

import json
import os
import subprocess
import sys

import pytest

from danchu.law.commands import deadline, workdays


def test_a_deadline_prints_its_day_its_article_and_every_day_between(capsys):
    assert deadline(["--duty", "TELL_SENDER", "--from", "2026-02-12"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("2026-03-05 (thứ Năm 05/03/2026)\n")
    assert "Điều 28 khoản 1, Luật Tiếp công dân 42/2013/QH13" in told
    assert "nghỉ: Tết Nguyên Đán" in told
    assert "  10  thứ Năm 05/03/2026" in told


def test_a_deadline_in_json_says_the_same(capsys):
    assert deadline(["--duty", "tell_sender", "--from", "2026-02-12", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["due_on"], told["provisional"], told["amount"]) == ("2026-03-05", False, 10)
    assert told["derivation"][-1]["number"] == 10


def test_hours_are_told_with_their_minute(capsys):
    assert deadline(["--duty", "take_in_report", "--from", "2026-02-13T16:00"]) == 0
    assert capsys.readouterr().out.startswith("2026-02-23 16:30 ")


def test_without_a_duty_every_limit_is_listed(capsys):
    assert deadline([]) == 0
    listed = capsys.readouterr().out
    assert "tell_sender  trong 10 ngày làm việc" in listed
    assert "quy định nội bộ của nền tảng" in listed


def test_without_a_duty_the_json_is_the_whole_table(capsys):
    assert deadline(["--json"]) == 0
    assert {"tell_sender", "breach"} <= {row["duty"] for row in json.loads(capsys.readouterr().out)}


def test_adding_working_days_answers_in_exactly_this_json(capsys):
    assert workdays(["--from", "2026-02-12", "--add", "10", "--json"]) == 0
    assert capsys.readouterr().out == '{"due_on": "2026-03-05", "provisional": false}\n'


def test_counting_working_days_answers_in_exactly_this_json(capsys):
    assert workdays(["--from", "2026-12-30", "--to", "2027-01-05", "--json"]) == 0
    assert capsys.readouterr().out == '{"working_days": 3, "provisional": true}\n'


def test_a_provisional_day_says_so_in_words(capsys):
    assert workdays(["--from", "2026-12-28", "--add", "10"]) == 0
    assert "tạm tính" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "argv"),
    [
        (workdays, ["--from", "2027-12-28", "--add", "10", "--json"]),
        (workdays, ["--from", "2016-12-31", "--to", "2026-01-01"]),
        (workdays, ["--from", "2026-01-01", "--to", "2028-01-01"]),
        (deadline, ["--duty", "tell_sender", "--from", "2027-12-30"]),
        (deadline, ["--duty", "breach", "--from", "2026-01-05"]),
    ],
)
def test_what_cannot_be_known_is_one_vietnamese_line_and_a_failure(command, argv, capsys):
    assert command(argv) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert "lịch" in answer.err or "quy định" in answer.err


@pytest.mark.parametrize(
    ("command", "argv", "said"),
    [
        (workdays, ["--from", "2026-02-30", "--add", "1"], "không phải ngày"),
        (workdays, ["--from", "2026-02-12"], "Chưa hiểu lệnh"),
        (deadline, ["--duty", "bay", "--from", "2026-02-12"], "không có nghĩa vụ"),
        (deadline, ["--duty", "tell_sender"], "thiếu --from"),
        (deadline, ["--duty", "take_in_report", "--from", "2026-02-12T99"], "không phải thời điểm"),
    ],
)
def test_a_mistyped_command_is_told_what_is_wrong(command, argv, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        command(argv)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_whoever_stops_reading_early_is_shown_no_fault():
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run([sys.executable, "-m", "danchu", "workdays", "--from", "2026-02-05", "--add", "15"],
                          stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (told.stderr, told.returncode) == ("", 141)
