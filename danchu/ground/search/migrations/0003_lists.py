"""Lists of keys instead of each database's own full text (decision 0011).

All texts wait to be listed afterwards: the worker does it, the newest first, in a minute for each hundred thousand.
"""

from django.db import migrations, models

BEFORE = {
    "sqlite": [
        *(f"DROP TRIGGER IF EXISTS search_words_{name}" for name in ("add", "take", "change")),
        "DROP TABLE IF EXISTS search_words",
    ],
    "postgresql": [f"ALTER TABLE search_document DROP COLUMN IF EXISTS words_{c}" for c in ("exact", "folded")],
}
AFTER = {
    "sqlite": ["INSERT INTO search_waiting (id) SELECT id FROM search_document"],
    "postgresql": [
        "INSERT INTO search_waiting (id) SELECT id FROM search_document",
        "ALTER TABLE search_list ALTER COLUMN keys SET STORAGE EXTERNAL",  # compressed already
    ],
}


def clear(apps, editor):
    _run(editor, BEFORE)


def await_lists(apps, editor):
    _run(editor, AFTER)


def _run(editor, statements):
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [
        migrations.RunPython(clear),
        migrations.CreateModel("List", [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("word", models.TextField()),
            ("part", models.BigIntegerField()),
            ("keys", models.BinaryField()),
        ], options={"constraints": [models.UniqueConstraint(fields=("word", "part"), name="search_one_list")]}),
        migrations.CreateModel("Waiting", [("id", models.BigIntegerField(primary_key=True, serialize=False))]),
        migrations.RunPython(await_lists),
    ]
