"""A library's tables for signing in by others: installed once, never used. Our own is `people_identity`."""

from django.db import migrations

TABLES = ("socialtoken", "socialapp_sites", "socialaccount", "socialapp")


class Migration(migrations.Migration):
    dependencies = [("people", "0004_stays")]
    operations = [
        migrations.RunSQL([f"DROP TABLE IF EXISTS socialaccount_{name}" for name in TABLES], migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM django_migrations WHERE app = 'socialaccount'", migrations.RunSQL.noop),
    ]
