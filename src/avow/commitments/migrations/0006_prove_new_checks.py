"""Prove the checks that the migrations before added without reading the tables."""

from django.db import migrations

from avow.kernel.operations import ValidateCheckOnline


class Migration(migrations.Migration):
    dependencies = [("commitments", "0005_joint_commitments")]
    operations = [
        ValidateCheckOnline("commitment", "commitment_renews_another"),
        ValidateCheckOnline("place", "place_country_or_region"),
        ValidateCheckOnline("revision", "revision_supersedes_another"),
        ValidateCheckOnline("revision", "revision_some_beneficiaries"),
        ValidateCheckOnline("revision", "revision_lead_share_in_range"),
    ]
