from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0006_prove_new_checks")]
    operations = [
        migrations.AddField(
            model_name="target",
            name="plan_target",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
    ]
