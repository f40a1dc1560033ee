"""A consultation on a plan's draft, by the services that pages use."""

from avow.blueprints.models import Version
from avow.consultation.models import Comment
from avow.consultation.services.commenting import comment
from avow.participants.models import Participant
from tests.blueprints import kit
from tests.blueprints.kit import action, write
from tests.worlds import World, at

PUBLISHED = at("2021-03-30 09:00")
DURING = at("2021-04-10 10:00")  # the second window is open
LATER = at("2021-05-20 10:00")
BODY = "Shelters open in every town. We train judges and police. Women lead the work."


def draft(world: World, **changes: str) -> Version:
    """Publish a draft in whose first action BODY stands."""
    blueprint = kit.plan(world)
    write(action(blueprint), world.user("dina"), body=BODY)
    return kit.publish(world, blueprint, PUBLISHED, **changes)


def next_version(world: World, now=LATER, **texts: str) -> Version:
    """Publish the next version after rewriting the first action."""
    blueprint = kit.plan(world)
    write(action(blueprint), world.user("dina"), now=now, **texts)
    return kit.publish(world, blueprint, now, name="Final plan", stage="final")


def say(version: Version, author: Participant, words: str = "More shelters!", **changes) -> Comment:
    """Comment on a version."""
    values = {"language": "en", "now": DURING} | changes
    return comment(version, words, author=author, **values)


def key_of(version: Version, code: str = "GBV-1") -> str:
    """Return the key of an action's section."""
    return version.sections.get(code=code).key
