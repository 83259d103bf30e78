#!/usr/bin/env python3
"""Everything this project does on one machine, with Python alone.

    python3 run.py                  make what is missing, start the demo ward on http://127.0.0.1:8000
    python3 run.py test [pytest…]   all tests, on SQLite and on PostgreSQL where it is found
    python3 run.py check            style, types, imports, docs, migrations, production settings
    python3 run.py bench | drill | messages
    python3 run.py install          only the environment and .venv/bin/danchu, for a server of one's own
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
READY = VENV / "danchu-ready"  # one line a lock installed in full; absent while anything is half-done
VAR = Path(os.environ.get("DANCHU_VAR") or ROOT / "var")
WELCOME = VAR / "demo-sign-ins.txt"  # what `danchu demo` printed; there once the demo is loaded in full
SEEN = 30  # lines of a failed step worth showing

ROOM = 400 * 1024 * 1024  # bytes an environment takes, with some to spare
DISK_FULL = "Hết chỗ trên đĩa: giải phóng khoảng 1 GB rồi chạy lại. (Disk full: free about 1 GB, run again.)"

# What a step's output says -> what to do about it. The first that fits is said.
TROUBLES = [
    (("no space left", "disk quota", "database or disk is full"), DISK_FULL),
    (("read-only file system", "permission denied", "readonly database"),
     f"Không ghi được vào {ROOT}: chép dự án sang thư mục của mình rồi chạy lại."
     " (Not writable: copy the project to a folder of your own.)"),
    (("name resolution", "network is unreachable", "error sending request", "new connection", "dns error",
      "connection refused", "timed out", "no matching distribution", "could not connect", "failed to fetch"),
     "Không tải được các gói Python: kiểm tra mạng (hoặc proxy, PIP_INDEX_URL) rồi chạy lại."
     " (Cannot download packages: check the network, then run again.)"),
    (("do not match the hashes", "hash mismatch"),
     "Gói tải về không đúng mã băm trong lock/: xóa bộ nhớ đệm (pip cache purge) rồi chạy lại."
     " (A package does not match its hash: purge pip's cache, run again.)"),
]


class Stop(Exception):
    """Cannot go on; the message says what to do, in one line."""


def main(argv: list[str]) -> int:
    """Run one command. Every expected failure is one line and exit code 1."""
    name, rest = (argv[0], argv[1:]) if argv and argv[0] in COMMANDS else ("start", argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        require_python()
        return COMMANDS[name](rest)
    except Stop as reason:
        print(f"✗ {reason}", file=sys.stderr)
    except OSError as problem:
        print(f"✗ {trouble(str(problem)) or problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nĐã dừng. (Stopped.)", file=sys.stderr)
        return 130
    return 1


# --- the environment -----------------------------------------------------------------------------
def require_python() -> None:
    """Old Pythons and a Debian without its venv package are told so before anything is touched."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this file is read by whatever python3 there is
        raise Stop(f"Cần Python 3.11 trở lên, máy đang chạy {sys.version.split()[0]}: cài bản mới rồi gọi"
                   " python3.11 run.py. (Python 3.11 or newer is needed.)")
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401  # Debian ships it in python3-venv only
        import venv  # noqa: F401
    except ImportError:
        raise Stop("Thiếu mô-đun venv: chạy  sudo apt install python3-venv  rồi chạy lại."
                   " (The venv module is missing.)") from None


def environment(lock: str) -> None:
    """A virtual environment with the packages of lock/<lock>.txt, by hash; nothing to do if it has them."""
    wanted = fingerprint(lock)
    if PYTHON.exists() and READY.exists() and wanted in READY.read_text("utf-8").split():
        return
    if shutil.disk_usage(ROOT).free < ROOM:
        raise Stop(DISK_FULL)  # pip and ensurepip hide this reason behind others
    if VENV.exists() and not (PYTHON.exists() and READY.exists()):
        say("Môi trường .venv làm dở hoặc hỏng: làm lại từ đầu. (Half-made .venv: making it again.)")
        shutil.rmtree(VENV)
    kept = []
    if not VENV.exists():
        say("Tạo môi trường .venv… (Making .venv)")
        step([sys.executable, "-m", "venv", str(VENV)])
        uv = ["--require-hashes", "-r", str(ROOT / "lock" / "uv.txt")]  # only the faster way: may fail
        step([str(PYTHON), "-m", "pip", "install", "-q", *uv], may_fail=True)
    else:
        kept = [line for line in READY.read_text("utf-8").split() if not line.startswith(f"{lock}:")]
        READY.unlink()
    say(f"Cài các gói trong lock/{lock}.txt… (Installing packages)")
    install(ROOT / "lock" / f"{lock}.txt")
    the_danchu_command()
    READY.write_text("\n".join([*kept, wanted]) + "\n", "utf-8")


def fingerprint(lock: str) -> str:
    """Changes when the lock or the Python does."""
    text = (ROOT / "lock" / f"{lock}.txt").read_bytes() + sys.version.encode()
    return f"{lock}:{hashlib.sha256(text).hexdigest()}"


def install(lock: Path) -> None:
    """With uv where it came along, else with pip: the same hashes either way."""
    uv = VENV / "bin" / "uv"
    what = ["--require-hashes", "-r", str(lock)]
    if uv.exists() and step([str(uv), "pip", "install", "-q", "--python", str(PYTHON), *what], may_fail=True):
        return
    step([str(PYTHON), "-m", "pip", "install", "-q", *what])


def the_danchu_command() -> None:
    """`.venv/bin/danchu` and an importable project, without a build step."""
    site = next(VENV.glob("lib/python3*/site-packages"))
    (site / "danchu.pth").write_text(f"{ROOT}\n", "utf-8")
    command = VENV / "bin" / "danchu"
    lines = (f"#!{PYTHON}", "import sys", "from danchu.__main__ import main", "sys.exit(main())", "")
    command.write_text("\n".join(lines), "utf-8")
    command.chmod(0o755)


# --- start ---------------------------------------------------------------------------------------
def start(argv: list[str]) -> int:
    """The demo ward: server and background worker, until Ctrl-C."""
    raw = argparse.RawTextHelpFormatter
    options = argparse.ArgumentParser("run.py", description=__doc__, formatter_class=raw)
    options.add_argument("--host", default="127.0.0.1", help="địa chỉ nghe (address)")
    options.add_argument("--port", type=int, default=8000, help="cổng (port)")
    chosen = options.parse_args(argv)
    require_port(chosen.host, chosen.port)
    environment("run")
    if os.environ.pop("DATABASE_URL", None):
        say("Bỏ qua DATABASE_URL: bản chạy thử dùng SQLite; chạy thật: docs/howto/put-it-in-production.md")
    where = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host
    os.environ.setdefault("DANCHU_SITE_URL", f"http://{where}:{chosen.port}")  # in letters, feeds and QR codes
    os.environ.update(DANCHU_DEMO="1", DANCHU_VAR=str(VAR), PYTHONUNBUFFERED="1")
    load_demo()
    return keep_running(chosen.host, chosen.port)


def require_port(host: str, port: int) -> None:
    """Ask for the port before two minutes of work, not after."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OverflowError:
            raise Stop(f"Không có cổng {port}: chọn một số từ 1 đến 65535. (No such port.)") from None
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise Stop(f"Không nghe được ở {host}:{port} ({problem.strerror}): chọn địa chỉ khác hoặc"
                           " cổng từ 1024 trở lên, ví dụ --port 8001. (Cannot listen there.)") from None
            raise Stop(f"Cổng {port} đang có chương trình khác dùng: chạy  python3 run.py --port {port + 1}"
                       " (Port in use: choose another.)") from None


def load_demo() -> None:
    """Tables as today's code wants them; map and ward the first time. A load cut short starts over."""
    VAR.mkdir(parents=True, exist_ok=True)
    if not WELCOME.exists():
        aside = f"cu-{int(time.time())}-"  # moved, never deleted: someone may miss it
        for half_made in VAR.glob("danchu.sqlite3*"):
            half_made.rename(half_made.with_name(aside + half_made.name))
        say("Nạp bản đồ và phường mẫu… (Loading the map and the demo ward)")
    step(danchu("manage", "migrate", "-v", "0"))
    if not WELCOME.exists():
        welcome = step(danchu("demo"))
        WELCOME.write_text(welcome, "utf-8")


def keep_running(host: str, port: int) -> int:
    """Server and worker, each its own session so that Ctrl-C reaches them through us, in order."""
    began = time.monotonic()
    children = [subprocess.Popen(danchu(*words), cwd=ROOT, start_new_session=True) for words in
                (("serve", "--host", host, "--port", str(port)), ("work",))]
    try:
        wait_until_it_answers(host, port, children)
        took = time.monotonic() - began
        say(f"\nSẵn sàng sau {took:.1f} giây: http://{host}:{port}/  (Ctrl-C để dừng; to stop)")
        print(WELCOME.read_text("utf-8").rstrip(), flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        ended = next(child for child in children if child.poll() is not None)
        raise Stop(f"danchu {ended.args[3]} đã dừng (mã {ended.returncode}), lý do ở trên. (Stopped.)")
    finally:
        stop(children)


def wait_until_it_answers(host: str, port: int, children: list[subprocess.Popen[bytes]]) -> None:
    """Up to a minute, or until a child gives up."""
    for _ in range(300):
        if any(child.poll() is not None for child in children):
            raise Stop("Máy chủ không khởi động được; lý do ở các dòng trên. (The server did not start.)")
        try:
            urlopen(f"http://{host}:{port}/health", timeout=5).close()
            return
        except (URLError, OSError) as answer:
            if getattr(answer, "code", None):  # it answers, if only to complain
                return
            time.sleep(0.2)
    raise Stop("Máy chủ không trả lời sau một phút. (The server does not answer.)")


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask, wait ten seconds, insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def install_only(argv: list[str]) -> int:
    """For production: what runs, and nothing of the demo."""
    environment("run")
    say(f"Xong. Lệnh: {VENV / 'bin' / 'danchu'}")
    return 0


# --- the rest happens in the environment ------------------------------------------------------------
def module(name: str):
    """A command that lives in a module of its own and needs the development packages."""
    def run(argv: list[str]) -> int:
        environment("dev")
        os.environ.setdefault("DANCHU_DEMO", "1")
        # These start dozens of processes: compiled once for all of them, whatever the environment says of that.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "pycache"))
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", name, *argv])
    return run


COMMANDS = {
    "start": start,
    "install": install_only,
    "test": module("tests.run_tests"),
    "check": module("tests.run_checks"),
    "bench": module("bench"),
    "drill": module("drill"),
    "messages": module("danchu.ground.ui.messages"),
}


# --- small words -----------------------------------------------------------------------------------
def danchu(*words: str) -> list[str]:
    return [str(PYTHON), "-m", "danchu", *words]


def say(line: str) -> None:
    print(line, flush=True)


def step(command: list[str], may_fail: bool = False) -> str:
    """What it printed, or "ok". A failure says what to do, or shows its last lines; "" if it may fail."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, encoding="utf-8")
    if done.returncode == 0:
        return done.stdout or "ok"
    if may_fail:
        return ""
    said = (done.stdout + done.stderr).strip()
    if advice := trouble(said):
        raise Stop(advice)
    print("\n".join(said.splitlines()[-SEEN:]), file=sys.stderr)
    raise Stop(f"Bước này không xong, lý do ở trên: {' '.join(command[:6])} (This step failed.)")


def trouble(said: str) -> str | None:
    """The advice for what a failed step said, if we know it."""
    low = said.lower()
    return next((advice for signs, advice in TROUBLES if any(sign in low for sign in signs)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
