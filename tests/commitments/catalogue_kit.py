"""A small catalogue for tests, loaded as the file beside a pack is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from avow.commitments.catalogue import loading
from avow.commitments.catalogue.models import Example
from avow.commitments.models import Commitment
from avow.forums.models import Forum
from avow.forums.packs.catalogue import catalogue_from
from avow.forums.packs.reading import PlainLoader
from avow.forums.packs.schema.catalogue import Catalogue
from avow.forums.rules import Change
from tests.house import crowds
from tests.worlds import World, at

FILE = Path(__file__).with_name("examples.catalogue.yaml")
MORNING = at("2021-04-05 10:00")


def text_of(change: Callable[[dict[str, Any]], object] = lambda _data: None) -> str:
    """Return the file's text after a change to its data."""
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=PlainLoader)
    change(data)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def catalogue(
    forum: Forum, change: Callable[[dict[str, Any]], object] = lambda _data: None
) -> Catalogue:
    """Return the catalogue after a change, checked against the forum's pack."""
    return catalogue_from(text_of(change), forum.settings)


def load(
    forum: Forum,
    change: Callable[[dict[str, Any]], object] = lambda _data: None,
    now: datetime = MORNING,
) -> list[Change]:
    """Load the catalogue after a change; return what changed."""
    with transaction.atomic():  # as `avow pack load` does
        return loading.keep(forum, catalogue(forum, change), now)


def example(code: str = "gbv-1-policy") -> Example:
    """Return an example as it stands in the table."""
    return Example.objects.select_related("forum", "action").get(code=code)


def crowd(world: World, number: int) -> None:
    """Make examples of one action, each used once."""
    action, red = world.action("GBV-1"), world.organisation("red-de-mujeres")
    rows = Example.objects.bulk_create(
        [
            Example(
                forum=world.forum,
                code=f"gbv-1-policy-{n}",
                action=action,
                type="policy",
                position=n,
                years=1,
                titles={"en": f"Shelters {n}"},
                summaries={"en": "Shelters."},
                words="shelters",
                from_file={},
            )
            for n in range(1, number + 1)
        ]
    )
    texts = crowds.commitments(world, [red] * number)
    made = [text.commitment for text in texts]
    for one, row in zip(made, rows, strict=True):
        one.started_from = row
    Commitment.objects.bulk_update(made, ["started_from"])
