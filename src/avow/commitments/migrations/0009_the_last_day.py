from django.db import migrations, models

from avow.kernel.operations import AddCheckOnline


class Migration(migrations.Migration):
    dependencies = [("commitments", "0008_find_targets_of_plans")]
    operations = [
        migrations.AddField(
            model_name="commitment",
            name="over_on",
            field=models.DateField(blank=True, null=True),
        ),
        AddCheckOnline(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("over_on", None),
                    ("state__in", ["completed", "ended", "withdrawn"]),
                    _connector="OR",
                ),
                name="commitment_over_on_its_last_day",
            ),
        ),
    ]
