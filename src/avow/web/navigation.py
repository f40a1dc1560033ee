"""What stands in the navigation: rows of (title, name of the address, who). No app, no link."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from avow.people.roles import Role

Row = tuple[str | Promise, str]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a navigation."""

    title: str
    url: str


PUBLIC: tuple[Row, ...] = (
    (_("Coalitions"), "forum:coalitions"),
    (_("Commitments"), "directory:commitments"),
    (_("Organisations"), "directory:organisations"),
    (_("Figures"), "accountability:dashboard"),
    (_("Plan"), "blueprints:plan"),
    (_("Good practices"), "learning:practices"),
    (_("Events"), "events:list"),
    (_("Conversation"), "conversation:list"),
    (_("News"), "news:list"),
    (_("Calendar"), "forum:calendar"),
    (_("How to take part"), "forum:help"),
)
ABOUT: tuple[Row, ...] = (
    (_("About the forum"), "forum:about"),
    (_("Criteria and principles"), "forum:criteria"),
    (_("Examples"), "catalogue:list"),
    (_("Guidance on commitments"), "commitments:guidance_rules"),
    (_("Help"), "forum:help"),
    (_("Safety and privacy"), "forum:safety"),
    (_("Contact"), "forum:contact"),
    (_("Annual reports"), "annual:reports"),
    (_("Open data"), "data:home"),
    (_("Map of commitments"), "directory:map"),
    (_("Show it on your site"), "directory:embed_page"),
    (_("Public ledger"), "ledger:home"),
)
ACCOUNT: tuple[Row, ...] = (
    (_("Your profile"), "people:profile"),
    (_("Your reports"), "progress:my_reports"),
    (_("Your good practices"), "learning:my_practices"),
    (_("Help among makers"), "learning:help"),
    (_("What you follow"), "following:list"),
    (_("Your events"), "events:mine"),
    (_("Your public texts"), "moderation:mine"),
    (_("Your invitations"), "mobilising:mine"),
    (_("Tokens of the API"), "data:tokens"),
    (_("E-mail addresses"), "account_email"),
    (_("Password"), "account_change_password"),
    (_("Two-step sign-in"), "mfa_index"),
)
# fmt: off
WORK: tuple[tuple[str | Promise, str, frozenset[Role]], ...] = (
    (_("Your organisation"), "my:home",         frozenset({Role.SIGNED_IN})),
    (_("Secretariat's desk"), "desk:home",      frozenset({Role.SECRETARIAT})),
    (_("Champions"),         "champions:home",  frozenset({Role.CHAMPION})),
    (_("Core Group"),        "core_group:home", frozenset({Role.CORE_GROUP})),
)
# fmt: on


def address(name: str, forum: str | None = None) -> str:
    """Return the address of a name, below the forum if it can be; nothing if there is none."""
    tries = ([{"forum": forum}] if forum else []) + [{}]
    for kwargs in tries:
        try:
            return reverse(name, kwargs=kwargs or None)
        except NoReverseMatch:
            continue
    return ""


def links(rows: Iterable[Row], forum: str | None) -> list[Link]:
    """Return the links of those rows whose address exists."""
    found = ((title, address(name, forum)) for title, name in rows)
    return [Link(str(title), url) for title, url in found if url]


def work_links(roles: frozenset[Role], forum: str) -> list[Link]:
    """Return the links to the work places of these roles."""
    return links(((title, name) for title, name, who in WORK if who & roles), forum)


@lru_cache(maxsize=256)
def public(forum: str, language: str) -> list[Link]:
    """Return the public navigation of a forum in a language, which is the active one."""
    with override(language):
        return links(PUBLIC, forum)


@lru_cache(maxsize=256)
def about(forum: str, language: str) -> list[Link]:
    """Return the links of the foot of a forum's pages, in the same way."""
    with override(language):
        return links(ABOUT, forum)
