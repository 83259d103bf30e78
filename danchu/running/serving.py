"""The web server: granian in front of the WSGI door, with as many workers as the database can stand."""

import errno
import os
import resource
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from danchu.running.refusal import Refused

THREADS = 4  # a page is processor time; more threads only wait for the same interpreter
BACKLOG = 4096  # connections not yet taken up: a hall that comes back after the line was down
OPEN_AT_ONCE = 8192  # connections a worker keeps open, most of them silent: one a phone in the hall, 13 kB each
FILES = 65_536  # each connection is a file to the kernel; a shell is given 1,024 unless more is asked for
# What a large page took is given back at once, and no thread keeps a heap of its own: 107 MB a worker where it was 136.
MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536"}
# Each of the few threads waits for a body to its end, and the server sets no time for that: a front must read it first.
OPEN_TO_ALL = ("Cảnh báo: máy chủ nghe ở {host}. Phải có nginx (proxy_request_buffering on) đứng trước và tường lửa"
               " chặn cổng này: vài chục kết nối gửi dở là đủ làm nghẽn. (Keep a buffering proxy in front.)")
DRAIN_SECONDS = 20  # how long a stopping worker may finish what it began


def serve(host: str, port: int, workers: int | None, threads: int) -> int:
    """Become the server: this process is granian's from here on. Raises Refused rather than start broken."""
    require_current_tables()
    require_static_files()
    require_port(host, port)
    if not (settings.DEMO or ip_address(host).is_loopback):
        print(OPEN_TO_ALL.format(host=host), file=sys.stderr, flush=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_root(), os.environ.get("PYTHONPATH")]))
    os.environ.update(MEMORY | os.environ)  # whoever chose otherwise is heard
    connection.close()
    sys.stdout.flush()
    allow_open_files()
    os.execv(sys.executable, granian(host, port, workers or default_workers(), threads))


def granian(host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command line of the server.

    What granian calls backpressure is a number of connections, not of requests, and by default the backlog shared out
    among the workers: past it nobody new is let in until somebody leaves, and phones in a hall do not leave.
    """
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(threads), "--backlog", str(BACKLOG),
        "--backpressure", str(OPEN_AT_ONCE), "--workers-kill-timeout", str(DRAIN_SECONDS), "--respawn-failed-workers",
        "--no-ws", "--log-level", "warning", "danchu.wsgi:application",
    ]


def allow_open_files() -> None:
    """As many as the machine lets this process have, FILES at most; what it has already is never made less."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def default_workers() -> int:
    """SQLite has one writer: a second process only lengthens the tail. PostgreSQL: one a core."""
    return 1 if connection.vendor == "sqlite" else len(os.sched_getaffinity(0))


def require_port(host: str, port: int) -> None:
    """Two servers may listen at one port, and each request goes to one of them by chance: nobody wants that."""
    try:
        family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        raise Refused(f"“{host}” không phải địa chỉ IP: dùng 127.0.0.1, hoặc 0.0.0.0 để nghe ở mọi địa chỉ.") from None
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise Refused(f"Cổng {port} đang có chương trình khác dùng: dừng nó, hoặc chọn cổng khác bằng --port."
                              " (Port in use.)") from None
            raise Refused(f"Không nghe được ở {host}:{port} ({problem.strerror}): chọn địa chỉ khác, hoặc cổng từ 1024"
                          " trở lên.") from None


def require_current_tables() -> None:
    """An old table under new code fails in the middle of a citizen's act; better not to start."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as problem:
        raise Refused(f"Không mở được cơ sở dữ liệu ({str(problem).strip()}): xem DATABASE_URL hoặc quyền ghi"
                      f" {settings.VAR}.") from None
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("Cơ sở dữ liệu chưa cập nhật: chạy  danchu manage migrate  rồi chạy lại.")


def require_static_files() -> None:
    """In production, pages name their files by content; without the list every page would fail."""
    if settings.DEMO:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # empty: files come from the source
    if not settings.DEMO and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise Refused("Chưa gom tệp giao diện: chạy  danchu manage collectstatic --noinput  rồi chạy lại.")


def _root() -> str:
    return str(settings.ROOT)
