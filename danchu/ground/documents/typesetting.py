"""Sets one paper as PDF, in a process of its own: the typesetter's memory (1 GB for a table of ten thousand rows) goes
back with it, and a fault in it is not the server's. Reads JSON, writes PDF. Run by `writing.to_pdf` only.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
STANDARD: Final = "ua-1"  # PDF/UA-1: tagged, with language and title, every letter readable by a screen reader


def main() -> None:
    """One document from standard input to standard output."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    sys.stdout.buffer.write(made(order["paper"], order["moment"]))


def made(paper: object, moment: int) -> bytes:
    """The standard refuses a letter no font has (somebody wrote 漢 or an emoji): then the machine's own fonts are
    asked, and at last it is set all the same, tagged but with an empty box in its place."""
    import typst

    said = {"paper": json.dumps(paper)}
    ways: list[tuple[bool, list[typst.PDFStandard]]] = [(False, [STANDARD]), (True, [STANDARD]), (True, [])]
    for system_fonts, standards in ways:
        compiler = typst.Compiler(HERE / "paper.typ", root=HERE, font_paths=[HERE / "fonts"],
                                  ignore_system_fonts=not system_fonts)
        try:
            pdf = compiler.compile(sys_inputs=said, format="pdf", pdf_standards=standards, timestamp=moment)
        except typst.TypstError:
            if not standards:
                raise
        else:
            assert isinstance(pdf, bytes)
            return pdf
    raise AssertionError


if __name__ == "__main__":
    main()
