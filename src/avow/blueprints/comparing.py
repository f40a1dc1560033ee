"""What differs between two versions of a plan: sections that came, went, moved, and their words.

Standard library. Sections are the same by their key, whatever their number.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from avow.kernel.differences import Part, word_diff


@dataclass(frozen=True, slots=True)
class Text:
    """A section as it is compared."""

    key: str
    parent: str
    kind: str
    number: str
    title: str = ""
    body: str = ""
    due_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One section that differs. `before` is None where it came, `after` where it went.

    `moved`: it stands below another section, or in another order among the same ones; a number that
    only grew because something came before it is no move.
    """

    before: Text | None
    after: Text | None
    moved: bool = False
    title: list[Part] = field(default_factory=list)
    body: list[Part] = field(default_factory=list)

    @property
    def what(self) -> str:
        """Return added, removed, changed or moved."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.is_reworded else "moved"

    @property
    def is_reworded(self) -> bool:
        """Return whether a word, a day or a code differs."""
        if self.before is None or self.after is None:
            return False
        mine = (self.before.title, self.before.body, self.before.due_on, self.before.code)
        return mine != (self.after.title, self.after.body, self.after.due_on, self.after.code)

    @property
    def text(self) -> Text:
        """Return the section as it is now, or as it was if it went."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


def compare(before: Sequence[Text], after: Sequence[Text]) -> list[Change]:
    """Return the sections that differ, in the order of the newer text.

    One that went stands where it was: after the section that came before it, or first.
    """
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    moved = _moved(before, after)
    found: dict[str, Change] = {}
    for one in after:
        was = old.get(one.key)
        change = Change(
            was,
            one,
            moved=one.key in moved,
            title=word_diff(was.title if was else "", one.title),
            body=word_diff(was.body if was else "", one.body),
        )
        found[one.key] = change
    for one in before:
        if one.key not in new:
            found[one.key] = Change(
                one, None, title=word_diff(one.title, ""), body=word_diff(one.body, "")
            )
    order = _together([one.key for one in before], [one.key for one in after])
    return [
        found[key]
        for key in order
        if found[key].what in {"added", "removed"} or found[key].moved or found[key].is_reworded
    ]


def _moved(before: Sequence[Text], after: Sequence[Text]) -> set[str]:
    """Return the keys of sections that stand elsewhere: the fewest that explain the new order."""
    old = {one.key: one.parent for one in before}
    both = [one for one in after if one.key in old]
    moved = {one.key for one in both if one.parent != old[one.key]}
    for parent in {one.parent for one in both}:
        here = [one.key for one in both if one.parent == parent and one.key not in moved]
        places = {one.key: place for place, one in enumerate(before)}
        moved |= set(here) - set(_rising(here, places))
    return moved


def _rising(keys: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Return the most keys that stand in the order of their places (patience sorting)."""
    ends: list[str] = []  # the last key of the best row of each length
    before: dict[str, str | None] = {}
    for key in keys:
        at = bisect_left(ends, places[key], key=places.__getitem__)
        before[key] = ends[at - 1] if at else None
        ends[at : at + 1] = [key]
    found: list[str] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def _together(before: list[str], after: list[str]) -> list[str]:
    """Return every key once: the newer order, with what went where it was."""
    there = set(after)
    order = list(after)
    for place, key in enumerate(before):
        if key not in there:
            previous = before[place - 1] if place else None
            at = order.index(previous) + 1 if previous in order else 0
            order.insert(at, key)
    return order
