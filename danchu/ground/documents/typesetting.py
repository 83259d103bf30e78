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
    import typst

    template = HERE / "paper.typ"
    compiler = typst.Compiler(template, root=HERE, font_paths=[HERE / "fonts"], ignore_system_fonts=True)
    made = compiler.compile(sys_inputs={"paper": json.dumps(order["paper"])}, format="pdf", pdf_standards=[STANDARD],
                            timestamp=order["moment"])
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
