"""What was reported done after its day is overdue until somebody confirms it: count it so."""

from django.db import migrations
from django.db.models import F


def recount(apps, schema_editor):
    promises, counts = apps.get_model("works", "Commitment"), apps.get_model("works", "ScoreCount")
    reported = promises.objects.filter(state="reported", score="open")
    for score, rows in (("overdue", reported.filter(done_on__gt=F("due_on"))),
                        ("postponed", reported.filter(done_on__gt=F("first_due_on"), done_on__lte=F("due_on")))):
        for c in list(rows):
            same = {"unit_id": c.promised_by_id, "head_id": c.head_id or 0, "promised_on": c.promised_on}
            counts.objects.filter(**same, score="open").update(n=F("n") - 1)
            counts.objects.get_or_create(**same, score=score)
            counts.objects.filter(**same, score=score).update(n=F("n") + 1)
            promises.objects.filter(pk=c.pk).update(score=score)


class Migration(migrations.Migration):
    dependencies = [("works", "0003_nothing_written_over")]
    operations = [migrations.RunPython(recount, migrations.RunPython.noop)]
