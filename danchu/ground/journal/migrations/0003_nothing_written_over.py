"""On SQLite INSERT OR REPLACE fires no trigger of DELETE: a line could be written over by its number. No longer."""

from django.db import migrations

TABLE = "journal_entry"
FORBID = (f"CREATE TRIGGER journal_no_replace BEFORE INSERT ON {TABLE} WHEN EXISTS "
          f"(SELECT 1 FROM {TABLE} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END")


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(FORBID)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER journal_no_replace")


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [migrations.RunPython(forbid, allow)]
