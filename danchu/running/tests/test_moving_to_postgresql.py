"""What was backed up on SQLite comes back on PostgreSQL. There is nothing to run here on SQLite."""

import json
import os
import tarfile
from contextlib import ExitStack

from danchu.running.tests.houses import House, chain_of
from tests.ready_made import own_database

ADD_ONE = """
from datetime import UTC, datetime
from django.db import transaction
from danchu.ground.journal.writing import write
with transaction.atomic():
    print(write("KN-9", "receive", at=datetime.now(UTC), role="reception", audience="public").pk)
"""


if os.environ.get("DATABASE_URL", "").startswith("postgres"):

    def test_an_archive_of_sqlite_moves_into_postgresql_and_goes_on_counting(first, tmp_path):
        with own_database(tmp_path) as where, ExitStack() as doors:
            second = House(tmp_path / "var", doors, where["DATABASE_URL"])
            said = second.danchu("restore", str(first.archive))
            assert said.returncode == 0, said.stderr
            with tarfile.open(first.archive) as tar:
                before = json.load(tar.extractfile("manifest.json"))
            assert chain_of(second, tmp_path / "again.tar.gz")["journal"] == before["journal"]
            assert second.python(ADD_ONE) == "1204"
