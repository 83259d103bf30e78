"""What happened is never written over, whatever statement tries to."""

import pytest
from django.db import DatabaseError, connection, transaction

from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience, Entry


@pytest.mark.django_db
def test_no_line_of_the_journal_is_changed_deleted_or_written_over(thursday):
    with transaction.atomic():
        journal.write("KN-26-222222", "answer", at=thursday, role="leader", audience=Audience.PUBLIC)
    table, names = Entry._meta.db_table, [f.column for f in Entry._meta.concrete_fields]
    listed, values = ", ".join(f'"{n}"' for n in names), ", ".join("'x'" if n == "verb" else f'"{n}"' for n in names)
    copied = f"INTO {table} ({listed}) SELECT {values} FROM {table} WHERE true"
    over = {"sqlite": f"INSERT OR REPLACE {copied}",
            "postgresql": f"INSERT {copied} ON CONFLICT (id) DO UPDATE SET verb = 'x'"}[connection.vendor]
    for change in (over, f"UPDATE {table} SET verb = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as db:
            db.execute(change)
    assert Entry.objects.get().verb == "answer"
