from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("progress", "0006_outcomes_of_entries")]
    operations = [
        migrations.RemoveIndex("outcome", "outcome_by_year"),
        migrations.RemoveIndex("outcome", "outcome_last"),
    ]
