"""Nobody is written to before the mailbox has said yes; an address that never did is forgotten by the clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_what_a_plan_names_and_what_came_of_it")]

    operations = [
        migrations.RemoveField(model_name="follower", name="key"),
        migrations.RenameField(model_name="follower", old_name="at", new_name="asked_at"),
        migrations.AddField(model_name="follower", name="confirmed_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="follower",
            index=models.Index(condition=models.Q(("confirmed_at", None)), fields=["asked_at"],
                               name="follower_to_confirm"),
        ),
    ]
