"""Run as a process of its own: a PDF on standard input, its text on standard output, pages parted by form feeds.

Bounded by the system where it can be (processor time and memory): a PDF is a program for whoever reads it.
"""

import sys
from io import BytesIO


def main(pages: int, characters: int, seconds: int, memory: int) -> int:
    """1: cannot be read; 2: too much."""
    _bound(seconds, memory)
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return 1
        if len(reader.pages) > pages:
            return 2
        left = characters
        for at, page in enumerate(reader.pages):
            text = page.extract_text().replace("\f", " ")
            left -= len(text)
            if left < 0:
                return 2
            sys.stdout.buffer.write((("\f" if at else "") + text).encode("utf-8", "replace"))
    except MemoryError:
        return 2
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
            NotImplementedError, AssertionError, ZeroDivisionError, OverflowError):  # fmt: skip
        return 1
    return 0


def _bound(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # not every system has it: the parent's clock remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
