"""A server that opens its doors at once: everything imported one time, a fork of it for each opening.

Reads "open PORT" and answers with the process to kill, which leads a group; reads "closed" and answers once it is gone.
What is forked is granian with the very command line of `danchu serve`; no connection to the database is inherited.
"""

import os
import sys

import django

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from granian.cli import entrypoint  # noqa: E402

import danchu.wsgi  # noqa: E402, F401
from danchu.running.serving import THREADS, default_workers, granian  # noqa: E402


def main() -> None:
    """Until the other end of the pipe closes."""
    Client().get("/phan-anh/gui/")  # addresses, templates and forms are read
    connections.close_all()
    workers, child = default_workers(), 0
    for line in sys.stdin:
        if line.startswith("open"):
            child = _opened(int(line.split()[1]), workers)
        else:
            os.waitpid(child, 0)
        print(child, flush=True)


def _opened(port: int, workers: int) -> int:
    child = os.fork()
    if child:
        return child
    os.setsid()
    sys.argv = granian("127.0.0.1", port, workers, THREADS)[2:]
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)  # what the server says is no answer of ours
    entrypoint()
    os._exit(1)


main()
