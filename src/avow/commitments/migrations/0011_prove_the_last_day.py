from django.db import migrations

from avow.kernel.operations import ValidateCheckOnline


class Migration(migrations.Migration):
    dependencies = [("commitments", "0010_say_when_it_was_over")]
    operations = [ValidateCheckOnline("commitment", "commitment_over_on_its_last_day")]
