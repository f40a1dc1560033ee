"""Write the words that the search keeps of each public entry, for COPY: key, title, text."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
django.setup()

from avow.commitments import publication  # noqa: E402  after the settings
from avow.directory.models import Entry  # noqa: E402
from avow.directory.search.normalise import indexed  # noqa: E402

with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
    for entry in Entry.objects.select_related("body").order_by("pk").iterator(chunk_size=500):
        text = publication.words_of(entry.title, entry.summary, entry.body.details)
        body = f"{text}\n{entry.organisation_name}\n{entry.ref}"
        file.write(f"{entry.pk}\t{indexed(entry.title)}\t{indexed(body)}\n")
