"""On SQLite INSERT OR REPLACE fires no trigger of DELETE: an account's line could be written over. It no longer can."""

from django.db import migrations, models

TABLE = "works_accountentry"
SAME = ("id = NEW.id", "token = NEW.token", "work_id = NEW.work_id AND number = NEW.number",
        "corrects_id = NEW.corrects_id")
FORBID = (f"CREATE TRIGGER works_account_no_replace BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE "
          + " OR ".join(f"({same})" for same in SAME)
          + ") BEGIN SELECT RAISE(ABORT, 'an account is append-only: reverse the line instead'); END")
SCORES = [("kept", "Giữ đúng ngày"), ("kept_late", "Giữ muộn"), ("disputed", "Còn tranh cãi"), ("open", "Còn mở"),
          ("postponed", "Đã lùi ngày"), ("overdue", "Quá hẹn")]


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(FORBID)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER works_account_no_replace")


class Migration(migrations.Migration):
    dependencies = [("works", "0002_append_only")]
    operations = [
        migrations.RunPython(forbid, allow),
        migrations.AlterField("commitment", "score", models.CharField("giữ lời", max_length=10, choices=SCORES)),
    ]
