"""The database itself refuses to change or delete a line of an account. On both engines; nothing above can forget it."""

from django.db import migrations

TABLE = "works_accountentry"
WHY = "an account is append-only: reverse the line instead"
SQLITE = [
    f"CREATE TRIGGER works_account_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER works_account_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION works_account_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}'; END $$",
    f"CREATE TRIGGER works_account_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION works_account_refuse()",
    f"CREATE TRIGGER works_account_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION works_account_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER works_account_no_update", "DROP TRIGGER works_account_no_delete"],
    "postgresql": [f"DROP TRIGGER works_account_no_change ON {TABLE}",
                   f"DROP TRIGGER works_account_no_truncate ON {TABLE}", "DROP FUNCTION works_account_refuse"],
}


def forbid(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
