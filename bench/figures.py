"""Print what an installation counts, as one line of JSON: for two of them to be compared."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
django.setup()

from django.db.models import Count, Max, Sum  # noqa: E402  after the settings

from avow.commitments.models import Commitment, Revision  # noqa: E402
from avow.directory.models import Entry, EntryTag, Part  # noqa: E402
from avow.people.models import Organisation  # noqa: E402
from avow.review.models import Maker  # noqa: E402

sums = (
    Part.objects.values_list("currency", "coalition", "type")
    .annotate(parts=Count("pk"), whole=Sum("thousandths"), usd=Sum("cents"))
    .order_by("currency", "coalition", "type")
)
figures = {
    "commitments": Commitment.objects.count(),
    "ids": Commitment.objects.values("source_id").distinct().count(),
    "last": Commitment.objects.aggregate(ref=Max("ref"))["ref"],
    "texts": Revision.objects.count(),
    "entries": Entry.objects.count(),
    "tags": EntryTag.objects.count(),
    "organisations": Organisation.objects.count(),
    "makers": Maker.objects.count(),
    "sums": [list(row) for row in sums],
}
sys.stdout.write(json.dumps(figures) + "\n")
