"""`python3 run.py check`: each check one line, its words only when it complains."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(sys.executable).parent
DEMO = {"DANCHU_DEMO": "1"}
PRODUCTION = {
    "DANCHU_DEMO": "", "DANCHU_SECRET_KEY": secrets.token_urlsafe(64), "DANCHU_HOSTS": "dan.example.vn",
    "DANCHU_VAR": tempfile.gettempdir(),
}
MANAGE = [sys.executable, "-m", "danchu", "manage"]
DEPLOY = [*MANAGE, "check", "--deploy"]
PYTEST = [sys.executable, "-m", "pytest", "-q"]

CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("ruff: viết gọn và đúng", [str(HERE / "ruff"), "check", "--no-cache", "--output-format=concise"], DEMO),
    ("mypy: kiểu dữ liệu", [str(HERE / "mypy")], DEMO),
    ("import-linter: ai được gọi ai", [str(HERE / "lint-imports"), "--no-cache"], DEMO),
    ("docs: lệnh trong tài liệu chạy được", [*PYTEST, "tests/house/test_docs.py"], DEMO),
    ("migrations: khớp với models", [*MANAGE, "makemigrations", "--check", "--dry-run"], DEMO),
    ("check --deploy: cấu hình chạy thật", [*DEPLOY, "--fail-level", "WARNING"], PRODUCTION),
]


def main() -> int:
    """All of them, even after one complained: one a core, the longest begun first, told in the order above."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as cores:
        begun = {name: cores.submit(run, command, extra)
                 for name, command, extra in sorted(CHECKS, key=lambda check: "mypy" not in check[0])}
        return 1 if [name for name, _command, _extra in CHECKS if not passes(name, *begun[name].result())] else 0


def run(command: list[str], extra: dict[str, str]) -> tuple[subprocess.CompletedProcess[str], float]:
    """How it went, and how long that took."""
    began = time.monotonic()
    done = subprocess.run(command, env=os.environ | extra, capture_output=True, text=True)
    return done, time.monotonic() - began


def passes(name: str, done: subprocess.CompletedProcess[str], seconds: float) -> bool:
    """Say so."""
    print(f"{'✗' if done.returncode else '✓'} {name} ({seconds:.1f} giây)", flush=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}".rstrip(), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
