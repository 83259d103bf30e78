"""The words of each document, kept by the database itself: an FTS5 table on SQLite, two vectors on PostgreSQL.

A later migration that rebuilds search_document on SQLite (any AlterField) must run this again: triggers go with
the table.
"""

from django.db import migrations

COLUMNS = "body_exact, body_folded, scope"
NEW = "new.id, new.body_exact, new.body_folded, new.scope"
OLD = "'delete', old.id, old.body_exact, old.body_folded, old.scope"
ADD = f"INSERT INTO search_words (rowid, {COLUMNS}) VALUES ({NEW});"
TAKE = f"INSERT INTO search_words (search_words, rowid, {COLUMNS}) VALUES ({OLD});"

SQLITE = [
    # marks are letters here: Khmer, Lao and Tai Viet write vowels with them
    f"""CREATE VIRTUAL TABLE search_words USING fts5({COLUMNS}, content='search_document', content_rowid='id',
        prefix='2 3 4 5', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    f"CREATE TRIGGER search_words_add AFTER INSERT ON search_document BEGIN {ADD} END",
    f"CREATE TRIGGER search_words_take AFTER DELETE ON search_document BEGIN {TAKE} END",
    f"CREATE TRIGGER search_words_change AFTER UPDATE ON search_document BEGIN {TAKE} {ADD} END",
]
SQLITE_BACK = [
    *(f"DROP TRIGGER IF EXISTS search_words_{name}" for name in ("add", "take", "change")),
    "DROP TABLE IF EXISTS search_words",
]
POSTGRES = [
    *(f"""ALTER TABLE search_document ADD COLUMN words_{c} tsvector GENERATED ALWAYS AS
          (to_tsvector('simple', body_{c}) || array_to_tsvector(string_to_array(scope, ' '))) STORED"""
      for c in ("exact", "folded")),
    # fastupdate off: a list of unsorted words would make every search slower until the next vacuum
    *(f"CREATE INDEX search_{c} ON search_document USING gin (words_{c}) WITH (fastupdate = off)"
      for c in ("exact", "folded")),
]
POSTGRES_BACK = [f"ALTER TABLE search_document DROP COLUMN IF EXISTS words_{c}" for c in ("exact", "folded")]
FORWARD = {"sqlite": SQLITE, "postgresql": POSTGRES}
BACK = {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK}


def forward(apps, editor):
    _run(editor, FORWARD)


def back(apps, editor):
    _run(editor, BACK)


def _run(editor, statements):
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
