"""`run.py` fails in one line that says what to do, and undoes nothing that is not its own."""

import socket
import subprocess
import sys

import pytest

import run
from tests.house.source import ROOT


@pytest.mark.parametrize("said, advice", [
    ("OSError: [Errno 28] No space left on device", "Hết chỗ"),
    ("error: Read-only file system (os error 30)", "Không ghi được"),
    ("ERROR: No matching distribution found for django==5.2.19", "kiểm tra mạng"),
    ("Temporary failure in name resolution", "kiểm tra mạng"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "mã băm"),
])
def test_a_known_trouble_has_its_advice(said, advice):
    assert advice in run.trouble(said)


def test_an_unknown_trouble_is_shown_as_it_is():
    assert run.trouble("KeyError: 'x'") is None


def test_a_port_in_use_is_said_before_anything_else_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run([sys.executable, "run.py", "--port", port], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"--port {int(port) + 1}" in done.stderr


def test_an_old_python_is_told_so():
    old = "import sys; sys.version_info = (3, 9, 2); import run; sys.exit(run.main(['install']))"
    done = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "3.11" in done.stderr


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The same script over an empty folder, with steps that are only noted."""
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(run, "READY", tmp_path / ".venv/danchu-ready")
    done = []

    def step(command, may_fail=False):
        done.append(command)
        if command[1:3] == ["-m", "venv"]:
            (tmp_path / ".venv/bin").mkdir(parents=True)
            (tmp_path / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
            (tmp_path / ".venv/bin/python").touch()
        return "ok"

    monkeypatch.setattr(run, "step", step)
    return done


def test_an_environment_is_made_once_and_a_changed_lock_installs_again(elsewhere, monkeypatch):
    run.environment("run")
    made = len(elsewhere)
    run.environment("run")
    assert len(elsewhere) == made
    monkeypatch.setattr(run, "fingerprint", lambda lock: f"{lock}:changed")
    run.environment("run")
    assert len(elsewhere) == made + 1


def test_an_environment_cut_short_is_made_again(elsewhere, capsys):
    run.environment("run")
    run.READY.unlink()
    (run.VENV / "half").touch()
    run.environment("run")
    assert not (run.VENV / "half").exists()
    assert "làm lại" in capsys.readouterr().out
