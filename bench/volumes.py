"""The databases that are measured: one a size and an engine, made once and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.postgres import create

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(os.environ.get("DANCHU_BENCH", ROOT / "var" / "bench"))
MOST_ARTICLES = 50_000  # a portal of ten years
DISCLOSED = 20_000  # things made public, at most: ten years of the largest ward
SWOLLEN = 1.5  # times its size: what was sent in earlier runs would count as volume


def filled(size: int, postgres: str = "") -> dict[str, str]:
    """The environment of a database of this size, up to date with the code and with the clock's work done."""
    folder = KEPT / (f"pg-{size}" if postgres else str(size))
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(folder),
                                "DJANGO_SETTINGS_MODULE": "bench.settings"}
    if postgres:
        create(postgres, f"bench_{size}")
        environment["DATABASE_URL"] = f"{postgres}bench_{size}"
    _run(environment, "manage", "migrate", "-v0")
    if not (folder / "ready").exists():
        _run(environment, "demo")
        _run(environment, "demo", "--petitions", str(size))
        (folder / "ready").touch()
    if not (folder / "articles").exists():
        _run(environment, "demo", "--articles", str(min(size, MOST_ARTICLES)))
        (folder / "articles").touch()
    if not (folder / "disclosed").exists():
        _run(environment, "demo", "--disclosures", str(min(size, DISCLOSED)))
        (folder / "disclosed").touch()
    if not postgres and _told(environment, COUNT) > SWOLLEN * size + 1000:
        shutil.rmtree(folder)
        return filled(size)
    _told(environment, FOLD)
    return environment


def dialogued(questions: int, promises: int, postgres: str = "") -> dict[str, str]:
    """The environment of the ward with a dialogue of so many questions and so many promises, up to date."""
    name = f"dialogues-{questions}-{promises}"
    folder = KEPT / (f"pg-{name}" if postgres else name)
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(folder),
                                "DJANGO_SETTINGS_MODULE": "bench.settings"}
    if postgres:
        create(postgres, name.replace("-", "_"))
        environment["DATABASE_URL"] = f"{postgres}{name.replace('-', '_')}"
    _run(environment, "manage", "migrate", "-v0")
    if not (folder / "ready").exists():
        _run(environment, "demo", "--questions", str(questions), "--promises", str(promises))
        (folder / "ready").touch()
    return environment


COUNT = """
import django; django.setup()
from danchu.mechanisms.petitions.models import Petition
print(Petition.objects.count())
"""
FOLD = """
import django; django.setup()
from danchu.mechanisms.petitions.actions import fold_tallies
while fold_tallies(): pass
print(0)
"""


def _told(environment: dict[str, str], code: str) -> int:
    return int(subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, text=True,
                              stdout=subprocess.PIPE).stdout)


def _run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", "danchu", *command], env=environment, cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)
