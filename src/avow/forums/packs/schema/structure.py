"""A forum's calendar and themes: windows, milestones, coalitions, their actions and targets."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from avow.forums.packs.schema.base import (
    ActionCode,
    Code,
    Day,
    LocalTime,
    MaybeTexts,
    Part,
    Slug,
    Texts,
    ThemeCode,
)
from avow.forums.states import CoalitionKind, WindowKind


class PackWindow(Part):
    """When something may be handed in, in the forum's zone; at `closes_at` it is closed."""

    key: Slug
    kind: WindowKind
    names: MaybeTexts = {}
    opens_at: LocalTime
    closes_at: LocalTime
    promise_days: Annotated[int, Field(ge=1, le=365)] = 28  # to the answer of what came in
    confirmed: bool = True


class PackMilestone(Part):
    """A date that people should know."""

    key: Slug
    names: Texts
    help: MaybeTexts = {}
    starts_on: Day
    ends_on: Day
    confirmed: bool = True


class Target(Part):
    """What an action wants to reach, and by when. `key` names it in every version of a plan."""

    key: Annotated[str, StringConstraints(pattern="^[a-z0-9]{0,12}$")] = ""
    texts: Texts
    by: Day | None = None
    confirmed: bool = True


class PackAction(Part):
    """One action of a coalition's blueprint. Its code is frozen: commitments point to it."""

    code: ActionCode
    titles: Texts
    descriptions: MaybeTexts = {}
    targets: tuple[Target, ...] = ()
    confirmed: bool = True


class PackCoalition(Part):
    """A theme, or a compact that works the same way. Its code is frozen."""

    code: ThemeCode
    slug: Slug
    kind: CoalitionKind = CoalitionKind.COALITION
    names: Texts
    summaries: MaybeTexts = {}
    actions: Annotated[tuple[PackAction, ...], Field(min_length=1)]


class Passage(Part):
    """A titled passage of text: a principle, a paragraph of the page about the forum."""

    code: Code
    names: Texts
    texts: Texts


class PublicTexts(Part):
    """What the public may write, and when a moderator looks at it.

    `check`: "before" holds every text, "after" the first one of an author and those with links.
    `rules`: passages of the rules page, beside the reasons for removal that every forum has.
    """

    check: Literal["before", "after"] = "after"
    rules: tuple[Passage, ...] = ()
