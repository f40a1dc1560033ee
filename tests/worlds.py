"""A forum with its people, as it stands before anybody does anything, and the times of its calendar."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from avow.forums.loading import load
from avow.forums.models import Action, Coalition, Forum, Window
from avow.forums.packs.reading import read_pack
from avow.people.models import Organisation, User
from tests import cast
from tests.factories import give_role, make_organisation, make_seat, make_user, represent

SLUG = "generation-equality"
ZONE = ZoneInfo("America/New_York")  # of the first forum's pack


def at(text: str) -> datetime:
    """Return an instant written in the forum's zone: `at("2021-04-05 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass(frozen=True)
class World:
    """The forum and the cast, read fresh for each test."""

    forum: Forum

    def user(self, key: str) -> User:
        """Return somebody of the cast: `world.user("ana")`."""
        return User.objects.get(email=f"{key}@example.org")

    def organisation(self, slug: str) -> Organisation:
        """Return an organisation of the cast: `world.organisation("red-de-mujeres")`."""
        return Organisation.objects.get(slug=slug)

    def coalition(self, code: str) -> Coalition:
        """Return a coalition: `world.coalition("gender_based_violence")`."""
        return Coalition.objects.get(forum=self.forum, code=code)

    def action(self, code: str) -> Action:
        """Return an action: `world.action("GBV-1")`."""
        return Action.objects.get(forum=self.forum, code=code)

    def window(self, kind: str) -> Window:
        """Return the first window of a kind: `world.window("applications")`."""
        return Window.objects.filter(forum=self.forum, kind=kind).order_by("opens_at")[0]


def find_world() -> World:
    """Return the world that the database holds."""
    return World(Forum.objects.get(slug=SLUG))


@transaction.atomic
def build_world() -> World:
    """Load the forum's pack and make the cast."""
    world = World(load_forum())
    for person in cast.PEOPLE:
        make_user(
            person.email, name=person.name, language=person.language, time_zone=person.time_zone
        )
    for house in cast.HOUSES:
        organisation = make_organisation(
            house.name,
            slug=house.slug,
            kind=house.kind,
            country=house.country,
            language=house.language,
            aliases=house.aliases,
        )
        for key, role in house.people:
            represent(world.user(key), organisation, role)
        if house.champion_of:
            make_seat(world.coalition(house.champion_of), organisation)
    for key in cast.SECRETARIAT:
        give_role(world.user(key), world.forum, "secretariat")
    for key in cast.CORE_GROUP:
        give_role(world.user(key), world.forum, "core_group")
    return world


def load_forum() -> Forum:
    """Load the pack that ships, but for its gate: commitments are taken without a public plan."""
    pack = read_pack(SLUG).model_copy(update={"commitments_from_stage": None})
    load(pack, at("2021-01-04 09:00"))
    return Forum.objects.get(slug=SLUG)
