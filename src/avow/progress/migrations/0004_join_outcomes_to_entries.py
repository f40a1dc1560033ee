from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_splits_between_coalitions"),
        ("progress", "0003_comments_of_third_parties"),
    ]
    operations = [
        # A way to join, without a column: nothing changes in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    "outcome",
                    "entry",
                    models.ForeignObject(
                        blank=True,
                        editable=False,
                        from_fields=["forum", "ref"],
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="outcomes",
                        to="directory.entry",
                        to_fields=["forum", "ref"],
                    ),
                )
            ]
        )
    ]
