"""`python3 run.py test`: the suite on SQLite, then on PostgreSQL; at the end, what was left out and why."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import find_server, temporary_postgres
from tests.ready_made import COMPILED, TEMPLATE, fill

ON_CI = os.environ.get("CI", "").lower() in ("1", "true")
# These ask no database, or bring a server with its own: once is enough. Decided by path, so that a new folder
# is run twice until placed here.
RUN_ONCE = ("danchu/law", "danchu/ground/text", "danchu/ground/ui", "danchu/ground/files/tests/test_cleaning.py",
            *(f"danchu/ground/documents/tests/test_{what}.py" for what in ("calendars", "docx", "pdf", "sheets")),
            "danchu/ground/people/tests/test_passkey.py", "danchu/running/tests/test_backup_and_restore.py",
            "danchu/running/tests/test_working.py::test_it_stops_when_told_to",
            "tests/house", "tests/journeys", "tests/test_xss.py",
            "tests/test_permissions.py::test_a_check_taken_away_is_noticed")  # of the table, not of an engine
NOTHING_COLLECTED = 5
ONLY_DATA = re.compile(r"shared.?data|dữ liệu đối chiếu")  # the one thing CI may be without
MAX_NAMED = 12
SLOWEST = 10
MOST_SECONDS = 300  # of both engines on two cores: whoever waits longer runs the tests less


@dataclass
class Pass:
    """One run of pytest on one engine."""

    engine: str
    code: int
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=dict)


def main(argv: list[str]) -> int:
    """Exit code 0 only if all passed and, on CI, nothing was left out."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    missing: dict[str, str] = {}
    with ExitStack() as stack, ThreadPoolExecutor(1) as meanwhile:
        compiled = {COMPILED: stack.enter_context(tempfile.TemporaryDirectory())}
        other_engine = meanwhile.submit(open_postgres, stack)  # its tables take a while, and most of it on one core
        passes = [run_pytest("SQLite", argv, compiled)]
        try:
            where, ready_made = other_engine.result()
        except RuntimeError as reason:
            missing["toàn bộ lượt chạy trên PostgreSQL"] = str(reason)
        else:
            ignored = [f"{'--deselect' if '::' in path else '--ignore'}={path}" for path in RUN_ONCE]
            passes.append(run_pytest("PostgreSQL", [*argv, *ignored], compiled | {"DATABASE_URL": where} | ready_made))
    return closing_lines(passes, missing | without_the_data(passes))


def open_postgres(stack: ExitStack) -> tuple[str, dict[str, str]]:
    """A server for this run with today's tables: its DATABASE_URL, and how the workers are told of the tables."""
    where = stack.enter_context(temporary_postgres())
    return where, with_tables(where)


def with_tables(where: str) -> dict[str, str]:
    """A database with today's tables beside it, to be copied by every worker; how they are told of it."""
    import psycopg

    name = "danchu_tables"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    programs = find_server()
    assert programs, "it has just been started"
    fill(f"{where.rpartition('/')[0]}/{name}", programs)
    return {TEMPLATE: name}


def run_pytest(engine: str, argv: list[str], extra: dict[str, str]) -> Pass:
    """Run the suite on one engine."""
    print(f"\n──── {engine} ────", flush=True)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | extra
    began = time.monotonic()
    with tempfile.NamedTemporaryFile("r", suffix=".json") as tally:
        command = [sys.executable, "-m", "pytest", *workers(argv, engine), *argv]
        code = subprocess.run(command, env=environment | {"DANCHU_TALLY": tally.name}).returncode
        said = json.loads(tally.read() or "{}")
    return Pass(engine, code, time.monotonic() - began, **said)


def workers(argv: list[str], engine: str) -> list[str]:
    """As many as keep every core busy, unless the caller chose.

    One more than there are cores where browsers are: while one waits for its page, another works. PostgreSQL works
    while its worker waits, so there one more would only be one more to start.
    """
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "--co")) for word in argv)
    many = len(os.sched_getaffinity(0)) + (engine == "SQLite")
    return [] if chosen else ["-n", str(many), "--dist", "loadfile"]


def without_the_data(passes: list[Pass]) -> dict[str, str]:
    """{test: why} for what no engine ran."""
    ran = {test for each in passes for test in each.ran}
    return {test: why for each in passes for test, why in each.left_out.items() if test not in ran}


def closing_lines(passes: list[Pass], left_out: dict[str, str]) -> int:
    """Say how it went, in a few lines; the exit code."""
    print(f"\n{'═' * 78}")
    for each in passes:
        print(f"{each.engine}: {in_words(each.counts)} trong {each.seconds:.0f} giây")
    if find_server():
        print(f"Chạy một lần là đủ: {', '.join(RUN_ONCE)}")
    for test in dict.fromkeys(test for each in passes for test in each.failed):
        print(f"HỎNG  {test}")
    for why, tests in by_reason(left_out).items():
        print(f"BỎ QUA  {why}: {', '.join(tests[:MAX_NAMED])}{' …' if len(tests) > MAX_NAMED else ''}")
    unexcused = [why for why in left_out.values() if not ONLY_DATA.search(why)]
    failed = [each.engine for each in passes if each.code not in good_codes(each)]
    if ON_CI and unexcused:
        print("Trên CI không được bỏ qua bài nào: cài phần còn thiếu. (Nothing may be left out on CI.)")
    total = sum((Counter(each.counts) for each in passes), Counter())
    verdict = "HỎNG (failed)" if failed else "THIẾU (left out)" if ON_CI and unexcused else "ĐẠT (passed)"
    print_the_slowest(passes)
    print(f"{verdict}: {in_words(total)} in {sum(each.seconds for each in passes):.1f}s", flush=True)
    return 1 if failed or (ON_CI and unexcused) else 0


def print_the_slowest(passes: list[Pass]) -> None:
    """Where the time went; and what to do when there was too much of it."""
    slowest = sorted(((s, test, each.engine) for each in passes for test, s in each.slowest.items()), reverse=True)
    for seconds, test, engine in slowest[:SLOWEST]:
        print(f"CHẬM  {seconds:5.1f} giây  {test} ({engine})")
    if sum(each.seconds for each in passes) > MOST_SECONDS:
        print(f"QUÁ {MOST_SECONDS // 60} PHÚT: cách giữ bài thử rẻ ở docs/howto/keep-tests-cheap.md. (Over time: how to"
              " keep a test cheap.)")


def good_codes(each: Pass) -> tuple[int, ...]:
    """On PostgreSQL a selection may be empty: what was asked for needs no database."""
    return (0, NOTHING_COLLECTED) if each.engine == "PostgreSQL" else (0,)


def in_words(counts: dict[str, int]) -> str:
    """12 passed, 1 failed."""
    return ", ".join(f"{counts[name]} {name}" for name in ("failed", "errors", "passed", "skipped")
                     if counts.get(name)) or "0 tests"


def by_reason(left_out: dict[str, str]) -> dict[str, list[str]]:
    """The same reason is said once."""
    reasons: dict[str, list[str]] = {}
    for test, why in left_out.items():
        reasons.setdefault(why, []).append(test)
    return reasons


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Đã dừng giữa chừng. (Stopped.)")
