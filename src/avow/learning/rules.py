"""Rules of peer learning. Pure functions; standard library and kernel only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from avow.kernel.text import fold, nfc, says_something

LONGEST_TITLE, LONGEST_TEXT, LONGEST_ANSWER = 200, 20_000, 5_000
MOST_TAGS, LONGEST_TAG = 8, 40
_BETWEEN = re.compile("[,;،؛、，；\n]+")


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What the guards need to know."""

    has_title: bool = False
    has_text: bool = False
    has_actions: bool = False
    shared: bool = False  # the report's public version says that it may be
    commitment_public: bool = False
    consented: bool = False  # some text was agreed to
    words: str = ""


def complete(facts: PracticeFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a practice has a title, a text and an action."""
    whole = facts.has_title and facts.has_text and facts.has_actions
    return () if whole else ("practice_incomplete",)


def still_shared(facts: PracticeFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the report still says that it may be shared, and its commitment is public."""
    ok = facts.shared and facts.commitment_public
    return () if ok else ("practice_not_shared",)


def words_written(facts: PracticeFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: whoever wants a change, or takes a practice out, says what or why."""
    return () if says_something(facts.words) else ("practice_words_missing",)


def consent_given(facts: PracticeFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: there is a consent to take back."""
    return () if facts.consented else ("practice_no_consent",)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags typed in a field, between commas: small letters, each once."""
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(nfc(text)):
        tag = " ".join(piece.split()).lower()
        if fold(tag):
            found.setdefault(fold(tag), tag)
    return tuple(found.values())


def wrong_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return what is wrong with tags: too many, or one too long."""
    known = tuple(tags)
    reasons = []
    if len(known) > MOST_TAGS:
        reasons.append("practice_tags_many")
    if any(len(tag) > LONGEST_TAG for tag in known):
        reasons.append("practice_tag_long")
    return tuple(reasons)


# --- help: which offer fits which need -------------------------------------------------

LONGEST_WORDS, LONGEST_OFFER_DAYS, HELP_DAYS = 5_000, 730, 365
MOST_PENDING = 3  # matches of one need, or of one offer, that wait at the same time


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """A need, as the matching sees it. `region` is the M49 region of its country."""

    pk: int
    organisation: int
    actions: frozenset[str]
    coalitions: frozenset[str]
    country: str = ""
    region: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer. Without countries it is for anywhere; `regions` are those of its countries."""

    pk: int
    organisation: int
    actions: frozenset[str]
    coalitions: frozenset[str]
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an offer fits a need: the better, the more points; and why."""

    need: int
    offer: int
    points: int
    reasons: tuple[tuple[str, str], ...]  # code, value


def fit(need: NeedFacts, offer: OfferFacts) -> Fit | None:
    """Return how an offer fits a need, or None: another theme, another place, the same house.

    The same action counts more than the same coalition, and either more than any place; the same
    country more than the same region, that more than anywhere; the language decides the rest.
    """
    if need.organisation == offer.organisation:
        return None
    theme, place = _theme(need, offer), _place(need, offer)
    if theme is None or place is None:
        return None
    spoken = bool(need.language) and need.language in offer.languages
    reasons = [theme[1], place[1]]
    if spoken:
        reasons.append(("same_language", need.language))
    return Fit(need.pk, offer.pk, theme[0] * 8 + place[0] * 2 + spoken, tuple(reasons))


def _theme(need: NeedFacts, offer: OfferFacts) -> tuple[int, tuple[str, str]] | None:
    if shared := sorted(need.actions & offer.actions):
        return 2, ("same_action", ", ".join(shared))
    if shared := sorted(need.coalitions & offer.coalitions):
        return 1, ("same_coalition", shared[0])
    return None


def _place(need: NeedFacts, offer: OfferFacts) -> tuple[int, tuple[str, str]] | None:
    if need.country and need.country in offer.countries:
        return 3, ("same_country", need.country)
    if need.region and need.region in offer.regions:
        return 2, ("same_region", need.region)
    if not offer.countries or not need.country:
        return 1, ("anywhere", "")
    return None


def best(
    needs: Iterable[NeedFacts],
    offers: Iterable[OfferFacts],
    *,
    tried: frozenset[tuple[int, int]] = frozenset(),
    known: frozenset[tuple[int, int]] = frozenset(),
    pending: Iterable[tuple[int, int]] = (),
) -> list[Fit]:
    """Return what to suggest now, the best first; of one need or offer at most three wait at once.

    `tried`: pairs (need, offer) suggested before · `known`: organisations introduced to each other,
    or of which one said no · `pending`: pairs that wait.
    """
    wants, gives = list(needs), list(offers)
    of_need, of_offer = {one.pk: 0 for one in wants}, {one.pk: 0 for one in gives}
    for need, offer in pending:
        of_need[need] = of_need.get(need, 0) + 1
        of_offer[offer] = of_offer.get(offer, 0) + 1
    houses = {frozenset(pair) for pair in known}
    found = [
        one
        for want in wants
        for give in gives
        if (want.pk, give.pk) not in tried
        and frozenset((want.organisation, give.organisation)) not in houses
        and (one := fit(want, give)) is not None
    ]
    chosen = []
    for one in sorted(found, key=lambda each: (-each.points, each.need, each.offer)):
        if max(of_need[one.need], of_offer[one.offer]) < MOST_PENDING:
            of_need[one.need] += 1
            of_offer[one.offer] += 1
            chosen.append(one)
    return chosen


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What the guards of needs, offers and matches need to know."""

    last_day_over: bool = False
    both_open: bool = True


def lapsed(facts: HelpFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: its last day is over."""
    return () if facts.last_day_over else ("help_not_over",)


def both_open(facts: HelpFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: need and offer are both still open."""
    return () if facts.both_open else ("help_closed",)


def one_closed(facts: HelpFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the need or the offer is not open any more."""
    return ("help_open",) if facts.both_open else ()
