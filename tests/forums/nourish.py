"""The second forum with people of its own, beside the first: other work, other votes, other days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from avow.answers.models import Sheet
from avow.answers.pages import field_name
from avow.answers.shape import Section
from avow.forums.loading import load
from avow.forums.models import Coalition, Forum
from avow.forums.packs.reading import read_pack
from avow.people.models import Organisation, User
from tests.factories import give_role, make_organisation, make_seat, make_user, represent

SLUG = "nourish"
ZONE = ZoneInfo("Africa/Nairobi")
# seat by seat: who leads the house that holds it
LEADS = {
    "school_meals": ("juma", "lulu", "neema"),
    "first_thousand_days": ("otieno", "pendo", "rehema"),
}


def at(text: str) -> datetime:
    """Return an instant written in the second forum's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass(frozen=True)
class Nourish:
    """The second forum: amina leads the growers who pledge, wanjiru works in its office."""

    forum: Forum
    growers: Organisation

    def user(self, key: str) -> User:
        """Return somebody by the first part of the address."""
        return User.objects.get(email=f"{key}@example.org")

    def stream(self, code: str) -> Coalition:
        """Return a work stream."""
        return Coalition.objects.get(forum=self.forum, code=code)

    def page(self, name: str, *args: Any) -> str:
        """Return the address of a page in this forum."""
        return reverse(name, args=[self.forum.slug, *args])


def build_nourish() -> Nourish:
    """Load the second pack and make its people."""
    load(read_pack(SLUG), at("2026-01-05 09:00"))
    forum = Forum.objects.get(slug=SLUG)
    growers = make_organisation("Shamba Growers", slug="shamba-growers", kind="growers")
    represent(make_user("amina@example.org", name="Amina"), growers)
    give_role(make_user("wanjiru@example.org", name="Wanjiru"), forum)
    give_role(make_user("kofi@example.org", name="Kofi"), forum, "core_group")
    for code, keys in LEADS.items():
        coalition = Coalition.objects.get(forum=forum, code=code)
        for key in keys:
            house = make_organisation(f"House of {key}", slug=f"house-of-{key}", kind="research")
            represent(make_user(f"{key}@example.org", name=key.title()), house)
            make_seat(coalition, house)
    return Nourish(forum, growers)


def posted(section: Section, answers: dict[str, Any], scope: str = "") -> dict[str, Any]:
    """Return what a browser sends for a section nobody has written in yet."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        name = field_name(scope, question.key)
        fields[f"version:{name}"] = "0"
        key = question.key.rpartition(".")[2]
        if key in answers:
            fields[name] = answers[key]
    return fields


def answers_in(sheet: Sheet | None) -> dict[tuple[str, str], Any]:
    """Return what was kept, by scope and question."""
    assert sheet is not None
    return {(one.scope, one.key): one.value for one in sheet.answers.all()}
