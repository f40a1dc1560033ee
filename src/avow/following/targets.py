"""What can be followed: a search as the directory understands it, an organisation, a commitment."""

from dataclasses import dataclass

from django.http import QueryDict

from avow.directory.query import Question
from avow.directory.showing import filters_of
from avow.following import rules
from avow.following.states import Kind
from avow.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to follow."""

    kind: Kind
    query: str = ""
    ref: str = ""
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """Return what it is known by."""
        words = str(self.organisation.pk) if self.organisation else self.query or self.ref
        return rules.key_of(self.kind, words)


def of_search(query: QueryDict, question: Question) -> Target:
    """Return the search that an address asks for: only what the directory understood of it."""
    kept = QueryDict(filters_of(query, question).removeprefix("?"))
    pairs = [(name, value) for name, values in kept.lists() for value in values]
    return Target(Kind.SEARCH, query=rules.canonical(pairs))


def of_organisation(organisation: Organisation) -> Target:
    """Return an organisation's commitments; it is one that the public sees."""
    return Target(Kind.ORGANISATION, organisation=organisation)


def of_commitment(ref: str) -> Target:
    """Return what happens to one commitment."""
    return Target(Kind.COMMITMENT, ref=ref)
