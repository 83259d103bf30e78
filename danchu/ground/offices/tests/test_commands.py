"""`danchu units`, as it is typed."""

import json
import subprocess
import sys

import pytest

from danchu.ground.offices.commands import units

BEN_NGHE = "P. Bến Nghé, Q.1, TP.HCM"


def test_resolve_as_json_gives_mode_codes_and_reason_and_nothing_else(capsys):
    assert units(["resolve", BEN_NGHE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["mode", "codes", "reason"]
    assert (told["mode"], told["codes"]) == ("unique", ["26740"])
    assert "Phường Sài Gòn" in told["reason"]


def test_resolve_in_words_lists_the_candidates(capsys):
    assert units(["resolve", "Phường An Phú, Quận 2, TP.HCM"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "chia tách" in lines[0] and len(lines) == 3


def test_resolve_reads_one_address_a_line_without_starting_django():
    asked = f"{BEN_NGHE}\nTP.HCM\n\n"
    script = "import sys; from danchu.ground.offices.commands import units; code = units(sys.argv[1:])"
    script += "; assert 'django' not in sys.modules; sys.exit(code)"
    command = [sys.executable, "-c", script, "resolve", "-", "--json"]
    ran = subprocess.run(command, input=asked.encode(), capture_output=True, check=True)
    told = [json.loads(line)["mode"] for line in ran.stdout.decode().splitlines()]
    assert told == ["unique", "none", "none"]


def test_count_says_what_the_map_holds(capsys):
    assert units(["count"]) == 0
    assert json.loads(capsys.readouterr().out)["communes_before"] == 10_035


def test_an_unknown_action_is_refused():
    with pytest.raises(SystemExit) as refused:
        units(["resolv"])
    assert refused.value.code == 2
