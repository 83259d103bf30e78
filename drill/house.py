"""A house to be mistreated: its own folder and database, and one body that takes petitions."""

import os
import subprocess
import sys
from pathlib import Path

BODY = "dien-tap.ubnd"
ONE_BODY = f"""
from danchu.ground.offices.models import Unit
Unit.objects.create(code={BODY!r}, family="state", level="body", name="Diễn tập",
                    full_name="UBND phường Diễn tập", folded="ubnd phuong dien tap")
"""


def environment(var: Path, **more: str) -> dict[str, str]:
    """What a child process needs to live in this house; `DATABASE_URL` if it is not SQLite."""
    known = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return known | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(var), "DANCHU_BODY": BODY,
                    "DJANGO_SETTINGS_MODULE": "danchu.settings", "PYTHONUNBUFFERED": "1"} | more


def build(var: Path, **more: str) -> None:
    """Tables and the one body."""
    var.mkdir(parents=True, exist_ok=True)
    for words in (("migrate", "-v", "0"), ("shell", "-v", "0", "-c", ONE_BODY)):
        subprocess.run([sys.executable, "-m", "danchu", "manage", *words], env=environment(var, **more), check=True)


def database(var: Path) -> Path:
    return var / "danchu.sqlite3"
