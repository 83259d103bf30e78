"""The `danchu` command without the wait: one process has everything imported and forks for each command.

`with warm(environment, folder) as command:` puts an executable into the folder that does what `danchu` does in this
environment: the same entry, arguments, streams, folder and exit code, in a process of its own, a second sooner.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLIENT = """#!{python} -IS
import os, socket, struct, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({door!r})
    socket.send_fds(line, ["\\0".join([os.getcwd(), *sys.argv[1:]]).encode()], [0, 1, 2])
    line.shutdown(socket.SHUT_WR)
    said = line.recv(4)
sys.exit(struct.unpack("i", said)[0] if len(said) == 4 else 70)
"""


@contextmanager
def warm(environment: dict[str, str], folder: Path) -> Iterator[Path]:
    """The path of the command, for as long as the block lasts."""
    door, command = folder / "d", folder / "danchu"
    command.write_text(CLIENT.format(python=sys.executable, door=str(door)))
    command.chmod(0o755)
    ready = subprocess.Popen([sys.executable, "-m", "tests.warm", str(door)], env=environment, cwd=ROOT,
                             stdout=subprocess.PIPE)
    try:
        assert ready.stdout and ready.stdout.readline(), "see above"
        yield command
    finally:
        ready.kill()
        ready.wait()


def main(door: str) -> None:
    """Fork for whoever knocks."""
    _import_everything()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks here
    with socket.socket(socket.AF_UNIX) as knocking:
        knocking.bind(door)
        knocking.listen(16)
        print("ready", flush=True)
        while True:
            line, _ = knocking.accept()
            if os.fork() == 0:
                knocking.close()
                _answer(line)
            line.close()


def _import_everything() -> None:
    import django

    django.setup()
    from importlib import import_module

    from django.urls import get_resolver

    from danchu.__main__ import PURE, WITH_DATABASE

    for where, _ in (*PURE.values(), *WITH_DATABASE.values()):
        import_module(where.partition(":")[0])
    for name in ("migrate", "shell"):
        import_module(f"django.core.management.commands.{name}")
    _ = get_resolver().url_patterns


def _answer(line: socket.socket) -> None:
    """One command, then the end of this process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 70
    try:
        said, streams, _, _ = socket.recv_fds(line, 1 << 20, 3)
        for own, theirs in enumerate(streams):
            os.dup2(theirs, own)
            os.close(theirs)
        folder, *words = said.decode().split("\0")
        os.chdir(folder)
        code = _run(words)
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        line.send(struct.pack("i", code))
        os._exit(0)


def _run(words: list[str]) -> int:
    import traceback

    from danchu.__main__ import main as danchu

    sys.argv = ["danchu", *words]
    try:
        return danchu(words)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    main(sys.argv[1])
