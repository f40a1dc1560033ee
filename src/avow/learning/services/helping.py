"""Say that help is needed or offered, close it, and let it lapse."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from avow.forums.models import Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.learning import rules
from avow.learning.contacts import contacts_in
from avow.learning.lifecycle import HELP
from avow.learning.models import Match, Need, Offer
from avow.learning.permissions import HELP_POLICY
from avow.learning.rules import HelpFacts
from avow.learning.services import common
from avow.learning.states import HelpState, MatchState
from avow.people.models import Organisation, SeatHolder, User
from avow.people.roles import Role
from avow.people.standing import standing_towards
from avow.progress.models import Report, Version
from avow.review.models import Maker

Kind = TypeVar("Kind", Need, Offer)
SYSTEM = frozenset({Role.SYSTEM})


def roles_towards(
    forum: Forum, organisations: Iterable[int], user: User, now: datetime
) -> frozenset[Role]:
    """Return who somebody is towards what these organisations need or offer."""
    return standing_towards(
        user, forum=forum, organisation_ids=organisations, coalition_ids=(), now=now
    )


def takes_part(forum: Forum, organisation: int, now: datetime) -> bool:
    """Return whether an organisation is a maker or a Champion of the forum; two queries."""
    seats = SeatHolder.objects.on(day_of(now, forum.zone)).filter(
        organisation=organisation, seat__coalition__forum=forum
    )
    return Maker.objects.filter(forum=forum, organisation=organisation).exists() or seats.exists()


def ask_for_help(
    organisation: Organisation,
    forum: Forum,
    *,
    words: str,
    language: str,
    actions: Iterable[str],
    country: str,
    by: User,
    now: datetime,
    source: Version | None = None,
) -> Need:
    """Say that an organisation needs help; the same words twice are one need. Raises Refused."""
    values = _checked(forum, words, language, actions, [country] if country else [])
    values["country"] = "".join(values.pop("countries"))
    with transaction.atomic():
        _demand("help.ask", organisation, forum, by, now)
        same: Need | None = (
            Need.objects.open().filter(forum=forum, organisation=organisation, **values).first()
        )
        return same or Need.objects.create(
            forum=forum, organisation=organisation, source=source, by=by, made_at=now,
            until=day_of(now, forum.zone) + timedelta(days=rules.HELP_DAYS), **values,
        )  # fmt: skip


def offer_help(
    organisation: Organisation,
    forum: Forum,
    *,
    words: str,
    language: str,
    actions: Iterable[str],
    countries: Iterable[str],
    languages: Iterable[str],
    until: date,
    by: User,
    now: datetime,
) -> Offer:
    """Offer help until a day; the same words twice are one offer. Raises Refused."""
    values = _checked(forum, words, language, actions, countries)
    today = day_of(now, forum.zone)
    if not today <= until <= today + timedelta(days=rules.LONGEST_OFFER_DAYS):
        raise Refused("help_day_wrong")
    with transaction.atomic():
        _demand("help.offer", organisation, forum, by, now)
        rows = Offer.objects.open().filter(forum=forum, organisation=organisation, until=until)
        same: Offer | None = rows.filter(**values).first()
        return same or Offer.objects.create(
            forum=forum, organisation=organisation, by=by, made_at=now, until=until,
            languages=list(dict.fromkeys(languages)), **values,
        )  # fmt: skip


def _demand(action: str, organisation: Organisation, forum: Forum, by: User, now: datetime) -> None:
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # one at a time
    if not HELP_POLICY.allows(action, roles_towards(forum, [organisation.pk], by, now)):
        raise Refused("not_yours", forbidden=True)
    if not takes_part(forum, organisation.pk, now):
        raise Refused("help_not_a_maker")


def _checked(
    forum: Forum, words: str, language: str, actions: Iterable[str], countries: Iterable[str]
) -> dict[str, Any]:
    words, places = nfc(words).strip(), list(dict.fromkeys(countries))
    codes = common.known_actions(forum, actions)
    problems = {
        "help_words_missing": not says_something(words),
        "help_too_long": len(words) > rules.LONGEST_WORDS,
        "help_contact": bool(contacts_in(words)),
        "help_action_missing": not codes,
        "practice_country_unknown": bool(set(places) - set(COUNTRIES)),
    }
    if reasons := [code for code, wrong in problems.items() if wrong]:
        raise Refused(*reasons)
    return {"words": words, "language": language, "actions": codes, "countries": places}


def close(row: Kind, *, by: User, now: datetime) -> Kind:
    """Close a need or an offer; matches that wait are over. A second click finds it done."""
    with transaction.atomic():
        found: Kind = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        roles = roles_towards(found.forum, [found.organisation_id], by, now)
        if found.state == HelpState.CLOSED and Role.REPRESENTATIVE in roles:
            return found
        move = HELP.step("close", found.state, roles, HelpFacts(), now)
        _end(found, HelpState(move.target), now)
    return found


def lapse(row: Need | Offer, now: datetime) -> bool:
    """End what is over by its last day; return whether it was."""
    with transaction.atomic():
        found = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        if found.state != HelpState.OPEN:
            return False
        over = found.until < day_of(now, found.forum.zone)
        move = HELP.step("lapse", found.state, SYSTEM, HelpFacts(last_day_over=over), now)
        _end(found, HelpState(move.target), now)
    return True


def _end(row: Need | Offer, state: HelpState, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at"])
    side = {"need": row} if isinstance(row, Need) else {"offer": row}
    Match.objects.pending().filter(**side).update(
        state=MatchState.ENDED, need_said="", offer_said=""
    )


def wanted_in_reports(forum: Forum, organisations: Iterable[int]) -> list[Report]:
    """Return published reports of these that say which help is needed, and were not taken from."""
    rows = Report.objects.filter(
        cycle__forum=forum, organisation__in=list(organisations), public__isnull=False
    ).exclude(public__content__plain__help_needed="")
    taken = Need.objects.filter(forum=forum, source__isnull=False).values("source__report")
    found = rows.exclude(pk__in=taken).select_related(
        "public", "cycle", "commitment__public", "organisation"
    )
    return list(found.order_by("-published_at", "-pk")[:20])
