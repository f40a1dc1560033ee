"""What is followed, in words of the reader's language, as the public reads it today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from avow.directory import ranges
from avow.directory.models import Entry
from avow.directory.panels import Panel
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.following.models import Follow
from avow.following.rules import LONGEST
from avow.following.seeing import entries_of
from avow.following.states import Kind
from avow.following.targets import Target
from avow.forums.models import Forum
from avow.people.links import link
from avow.people.models import Organisation

PARTS = 6  # of a search that its name tells


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: `language` of a title that somebody wrote, `url` empty for no page."""

    follow: Follow
    title: str
    language: str
    url: str
    is_stale: bool


def rows_of(forum: Forum, follows: Iterable[Follow]) -> list[Row]:
    """Return the lines of a page; a constant number of queries."""
    found = list(follows)
    entries = entries_of(forum, [row.ref for row in found if row.ref])
    vocabulary = Vocabulary(forum)
    return [_row(row, forum, vocabulary, entries.get(row.ref)) for row in found]


def _row(row: Follow, forum: Forum, vocabulary: Vocabulary, entry: Entry | None) -> Row:
    written = entry.language if entry and entry.is_listed and not row.name else ""
    title = row.name or suggested(target_of(row), vocabulary, entry)
    return Row(row, title, written, url_of(row, forum), is_stale(row, vocabulary, entry))


def target_of(row: Follow) -> Target:
    """Return what a row follows."""
    return Target(Kind(row.kind), row.query, row.ref, row.organisation)


def suggested(target: Target, vocabulary: Vocabulary, entry: Entry | None = None) -> str:
    """Return the name of what is followed where nobody gave one; nothing that is kept back."""
    if target.kind == Kind.COMMITMENT:
        title = entry.title if entry and entry.is_listed else ""
        return f"{target.ref} {title}".strip()
    if target.organisation is not None:
        return _name_of(target.organisation)
    parts = _parts(target.query, vocabulary)
    if not parts:
        return _("All commitments")
    shown = " · ".join(parts[:PARTS]) + (" …" if len(parts) > PARTS else "")
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _name_of(organisation: Organisation) -> str:
    # Not its protected name: whoever follows it would learn which of those it is.
    hidden = organisation.is_protected
    return _("An organisation no longer shown here") if hidden else organisation.name


def _parts(query: str, vocabulary: Vocabulary) -> list[str]:
    """Return a search's words and choices; of a parameter without words its own."""
    parts: list[str] = []
    for name, values in QueryDict(query).lists():
        for value in values:
            if name == "q":
                parts.insert(0, f"“{value}”")
            elif name in FACETS:
                parts.append(vocabulary.label(name, value))
            elif name not in ranges.PARAMETERS:
                parts.append(f"{name.replace('_', ' ')}: {value}")
    found, _strange = ranges.ranges_of(QueryDict(query))
    return parts + [f"{ranges.NAMES[name]}: {ranges.words(ends)}" for name, ends in found.items()]


def is_stale(row: Follow, vocabulary: Vocabulary, entry: Entry | None) -> bool:
    """Return whether nothing can come of it any more, as it was asked for."""
    if row.kind == Kind.COMMITMENT:
        return entry is None or not entry.is_listed
    if row.organisation is not None:
        return row.organisation.is_protected
    pairs = ((name, value) for name, values in QueryDict(row.query).lists() for value in values)
    return any(name in FACETS and not vocabulary.knows(name, value) for name, value in pairs)


def url_of(row: Follow, forum: Forum, language: str = "") -> str:
    """Return the page of what is followed; of an organisation that is kept back there is none."""
    if row.kind == Kind.COMMITMENT:
        return link("directory:commitment", forum, row.ref, language=language)
    if row.organisation is not None:
        hidden, slug = row.organisation.is_protected, row.organisation.slug
        return "" if hidden else link("directory:organisation", forum, slug, language=language)
    page = link("directory:commitments", forum, language=language)
    return f"{page}?{row.query}" if row.query else page


def commitment_panel(_forum: Forum, ref: str, _now: object) -> Panel:
    """Return how one follows a commitment, for its page."""
    return Panel("following/panel.html", {"ref": ref})


def organisation_panel(_forum: Forum, organisation: Organisation, _now: object) -> Panel:
    """Return how one follows an organisation, for its page."""
    return Panel("following/panel.html", {"slug": organisation.slug})
