from django.db import migrations, models

from avow.kernel.operations import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("progress", "0004_join_outcomes_to_entries")]
    operations = [
        AddIndexOnline(
            "outcome",
            models.Index(
                fields=["forum", "year", "status", "is_last", "ref", "cents", "is_unrated"],
                name="outcome_by_cycle",
            ),
        ),
    ]
