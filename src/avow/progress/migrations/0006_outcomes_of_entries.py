from django.db import migrations, models

from avow.kernel.operations import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("progress", "0005_outcomes_by_cycle")]
    operations = [
        AddIndexOnline(
            "outcome",
            models.Index(
                fields=["forum", "ref", "is_last", "year", "status", "cents", "is_unrated"],
                name="outcome_of_entry",
            ),
        ),
    ]
