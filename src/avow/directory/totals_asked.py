"""What an address asks of the totals: by which dimension, and of which part of the directory."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from avow.directory.attribution import OPEN_SHARE, UNNAMED
from avow.directory.query import Question, understand
from avow.directory.totals import DIMENSIONS, Row, Scope
from avow.directory.vocabulary import Vocabulary

FIRST = "coalition"
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Asked:
    """The dimension, the scope, and the (parameter, value) that nobody knows."""

    by: str
    scope: Scope
    question: Question
    ignored: tuple[tuple[str, str], ...] = ()

    @property
    def public_maker(self) -> str:
        """Return the maker that is asked for, if it can have a page: a protected one has none."""
        maker = self.scope.maker
        return "" if maker == OPEN_SHARE or maker.startswith(UNNAMED) else maker


def asked_of(query: QueryDict, vocabulary: Vocabulary) -> Asked:
    """Return what is asked: `by`, `of_maker`, `of_coalition` and the directory's own filters.

    The filters choose whole commitments; `of_maker` and `of_coalition` the parts of one.
    """
    question = understand(query, vocabulary)
    ignored = list(question.ignored)
    by = query.get("by", "") or FIRST
    if by not in DIMENSIONS:
        ignored.append(("by", by[:80]))
        by = FIRST
    coalition = query.get("of_coalition", "").strip()
    if coalition and coalition not in vocabulary.coalitions:
        ignored.append(("of_coalition", coalition[:80]))
        coalition = ""
    # PostgreSQL refuses to look for a text with NUL.
    maker = query.get("of_maker", "").strip().replace("\x00", "␀")[:_LONGEST]
    scope = Scope(vocabulary.forum.pk, question, maker, coalition)
    return Asked(by, scope, question, tuple(ignored))


def label_of(dimension: str, row: Row, vocabulary: Vocabulary) -> str:
    """Return what a row is called in the reader's language."""
    if dimension == "maker":
        if row.key == OPEN_SHARE:
            return _("Open share of a maker that left")
        return row.name or _("A maker not named for safety")
    if row.key:
        return row.key if dimension == "year" else vocabulary.label(dimension, row.key)
    nothing = {
        "coalition": _("In no coalition that is shown"),
        "action": _("For no action that is shown"),
        "country": _("Not shown"),
        "year": _("Year not said"),
    }
    return nothing.get(dimension, _("Not said"))


def link_of(dimension: str, row: Row) -> tuple[str, str]:
    """Return (kind, value) of what a row leads to: a `maker`'s page, the directory's `filter`."""
    if dimension == "maker":
        public = row.key != OPEN_SHARE and not row.key.startswith(UNNAMED)
        return ("maker", row.key) if public else ("", "")
    if dimension == "year" or not row.key:
        return ("", "")
    return ("filter", urlencode({dimension: row.key}))
