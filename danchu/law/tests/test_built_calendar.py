"""The committed table is what the script writes: nobody edits it by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from danchu.law import build_calendar, holidays_vn


def test_the_committed_table_is_what_the_script_writes():
    package = pytest.importorskip("holidays", reason="the PyPI package `holidays` feeds the script only")
    assert package.__version__
    committed = Path(holidays_vn.__file__).read_text(encoding="utf-8")
    assert build_calendar.write(build_calendar.rows()) == committed


def test_the_law_starts_without_the_package_and_without_django():
    loads = "import sys, danchu.law.commands; sys.exit(bool({'holidays', 'django'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
