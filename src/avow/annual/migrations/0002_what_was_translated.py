"""Keep how the original read that a section's translation is of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with an empty default: no row is rewritten."""

    dependencies = [("annual", "0001_annual_reports")]

    operations = [
        migrations.AddField(
            "sectiontext",
            "of_text",
            models.TextField(blank=True, default=""),
        ),
    ]
