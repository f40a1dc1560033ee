from django.db import migrations, models

from avow.kernel.operations import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("commitments", "0007_targets_of_plans")]
    operations = [
        AddIndexOnline(
            "target",
            models.Index(
                condition=models.Q(("plan_target", ""), _negated=True),
                fields=["plan_target"],
                name="target_of_plan",
            ),
        ),
    ]
