"""What every verb of a commitment shares: lock, who, facts, step, ledger, notice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse

from avow.commitments.drafting import missing_codes
from avow.commitments.facts import CommitmentFacts
from avow.commitments.lifecycle import COMMITMENT
from avow.commitments.models import CoMaker, Commitment, CommitmentCoalition, Partner
from avow.commitments.services import signing
from avow.commitments.states import CoMakerState, State
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Move
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import SeatHolder, User
from avow.people.querysets import ACTING
from avow.people.roles import Role
from avow.people.standing import Standing, roles_of, standing_in_forum
from avow.people.windows import current_window
from avow.review.models import Maker
from avow.review.services.common import secretariat_of
from avow.review.states import OVER
from avow.review.states import State as CaseState

SYSTEM = frozenset({Role.SYSTEM})
# Moves after which something has to be complete, and moves that look at the window.
_NEED_ANSWERS = {"submit", "answer", "resubmit"}


def locked(pk: int) -> Commitment:
    """Return the commitment, its row locked. Raises Commitment.DoesNotExist."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related(
        "forum", "organisation", "sheet__definition", "current", "public"
    )
    commitment: Commitment = rows.get(pk=pk)
    return commitment


def lock_of_case(case_pk: int) -> None:
    """Lock the commitment a case belongs to, if it is one's: locks are taken from the top down."""
    link = CommitmentCoalition.objects.filter(case=case_pk).first()
    if link is not None:
        locked(link.commitment_id)


def partner_ids(commitment: Commitment) -> frozenset[int]:
    """Return its co-makers and the registered partners named now, whatever they said."""
    rows = Partner.objects.filter(revision=commitment.current_id, organisation__isnull=False)
    named = frozenset(pk for pk in rows.values_list("organisation_id", flat=True) if pk)
    return named | co_maker_ids(commitment)


def co_maker_ids(commitment: Commitment) -> frozenset[int]:
    """Return its co-makers: of the text handed in and of the public one, without who left."""
    rows = CoMaker.objects.filter(
        revision__in=[commitment.current_id, commitment.public_id]
    ).exclude(state=CoMakerState.LEFT)
    return frozenset(rows.values_list("organisation_id", flat=True))


def roles_towards(
    commitment: Commitment, user: User | AnonymousUser | None, now: datetime
) -> frozenset[Role]:
    """Return the user's roles towards a commitment; None is the platform itself.

    Six queries at most.
    """
    if user is None:
        return SYSTEM
    return roles_with(commitment, standing_in_forum(user, commitment.forum, now), now)


def roles_with(commitment: Commitment, standing: Standing, now: datetime) -> frozenset[Role]:
    """Return the same from a standing already known."""
    links = CommitmentCoalition.objects.filter(commitment=commitment)
    together = co_maker_ids(commitment)
    roles = roles_of(
        standing,
        forum=commitment.forum,
        organisation_ids=[commitment.organisation_id],
        coalition_ids=links.values_list("coalition_id", flat=True),
        partner_ids=partner_ids(commitment),
        now=now,
    )
    return roles | {Role.CO_MAKER} if together & standing.organisations else roles


def maker_in(commitment: Commitment, now: datetime) -> frozenset[int]:
    """Return the coalitions in which its organisation is a maker or holds a Champion's seat."""
    made = Maker.objects.filter(forum=commitment.forum_id, organisation=commitment.organisation_id)
    seats = SeatHolder.objects.on(day_of(now, commitment.forum.zone)).filter(
        organisation=commitment.organisation_id, seat__coalition__forum=commitment.forum_id
    )
    return frozenset(made.values_list("coalition_id", flat=True)) | frozenset(
        seats.values_list("seat__coalition_id", flat=True)
    )


def open_application(commitment: Commitment) -> Any:
    """Return the application that it is handed in with, while that one is not over; else None."""
    link = getattr(commitment, "application_link", None)
    if link is None or link.application.told_at is not None:
        return None
    return None if link.application.state in {"withdrawn", "ineligible"} else link.application


def facts_of(
    commitment: Commitment, move: str, now: datetime, *, reason: str = "", application: Any = None
) -> CommitmentFacts:
    """Return what the rules need for a move.

    `application` is the one it is handed in with right now.
    """
    makes = maker_in(commitment, now)
    cases = [
        link
        for link in _links(commitment)
        if link.case is not None and link.case.state != CaseState.CLOSED
    ]
    fresh = [
        link for link in cases if link.case and _is_of_current(commitment, link.case.opened_at)
    ]
    kind = WindowKind.APPLICATIONS if application is not None else WindowKind.COMMITMENTS
    of_window = (commitment.forum, kind, now, commitment.organisation)
    window = current_window(*of_window) if move == "submit" else None
    with_application = open_application(commitment)
    # An amendment may write a later last day; until it is published, the public one counts.
    revision = commitment.public
    accepted = {
        link.coalition_id for link in cases if link.case and link.case.state == CaseState.ACCEPTED
    }
    last_day = revision.ends_on if revision else None
    return CommitmentFacts(
        window_open=window is not None and window.is_open,
        may_hand_in=with_application == application
        if with_application is not None
        else bool(makes),
        missing=missing_codes(commitment) if move in _NEED_ANSWERS else (),
        cases=len(cases),
        cases_open=sum(link.case.state not in OVER for link in cases if link.case),
        cases_accepted_as_maker=sum(
            link.case.state == CaseState.ACCEPTED and link.coalition_id in makes
            for link in cases
            if link.case
        ),
        cases_declined=sum(link.case.state == CaseState.DECLINED for link in fresh if link.case),
        unsigned=signing.unsigned(commitment),
        not_makers=signing.not_makers(commitment, accepted, now),
        shares_whole=signing.shares_whole(commitment),
        amendment_handed_in=commitment.sheet is None or commitment.sheet.frozen_at is not None,
        was_public=commitment.public_id is not None,
        term_over=last_day is not None and day_of(now, commitment.forum.zone) > last_day,
        reason=reason,
    )


def with_shares(facts: CommitmentFacts, *, whole: bool) -> CommitmentFacts:
    """Return the facts as they are once these shares stand."""
    return replace(facts, shares_whole=whole)


def _is_of_current(commitment: Commitment, opened_at: datetime) -> bool:
    return commitment.current is not None and opened_at >= commitment.current.created_at


def _links(commitment: Commitment) -> Iterable[CommitmentCoalition]:
    return CommitmentCoalition.objects.filter(commitment=commitment).select_related(
        "case", "coalition"
    )


def step(
    commitment: Commitment, name: str, roles: frozenset[Role], facts: CommitmentFacts, now: datetime
) -> Move:
    """Change the state of a locked commitment, not saved yet. Raises Refused with every reason."""
    move = COMMITMENT.step(name, commitment.state, roles, facts, now)
    commitment.state = State(move.target)
    return move


def write_down(
    commitment: Commitment, move: Move, roles: frozenset[Role], now: datetime, **data: Any
) -> None:
    """Write the move into the public ledger: references and numbers, never a name."""
    role = min(move.who & {str(one) for one in roles})
    record(
        f"commitment.{move.name}",
        forum=commitment.forum,
        subject=f"commitment:{commitment.ref}",
        at=now,
        role=role,
        data=data,
    )


def makers(commitment: Commitment) -> list[User]:
    """Return who acts for its organisation: whom to write to."""
    return acting_for(commitment.organisation_id)


def acting_for(organisation: int) -> list[User]:
    """Return the people who act for an organisation."""
    users = User.objects.filter(
        is_active=True, representations__organisation=organisation, representations__role__in=ACTING
    )
    return list(users.distinct().order_by("pk"))


def tell_makers(
    verb: str, commitment: Commitment, now: datetime, *, key: str, **context: Any
) -> None:
    """Tell the people of its organisation."""
    _tell(
        verb,
        commitment,
        makers(commitment),
        now,
        key,
        page("commitments:overview", commitment),
        context,
    )


def tell_co_makers(
    verb: str, commitment: Commitment, now: datetime, *, key: str, **context: Any
) -> None:
    """Tell the people of those who make it with its organisation."""
    people = [one for pk in sorted(co_maker_ids(commitment)) for one in acting_for(pk)]
    told = {one.pk for one in makers(commitment)}
    others = [one for one in people if one.pk not in told]
    if others:
        url = forum_page("commitments:joint", commitment)
        _tell(verb, commitment, others, now, f"{key}:together", url, context)


def tell_secretariat(
    verb: str, commitment: Commitment, now: datetime, *, key: str, **context: Any
) -> None:
    """Tell the secretariat, without whoever represents the maker or a partner."""
    besides = {commitment.organisation_id, *partner_ids(commitment)}
    to = secretariat_of(commitment.forum, besides)
    _tell(verb, commitment, to, now, key, page("desk:commitment", commitment), context)


def forum_page(name: str, commitment: Commitment) -> str:
    """Return the address of a page of the commitment's forum."""
    return reverse(name, kwargs={"forum": commitment.forum.slug})


def _tell(
    verb: str,
    commitment: Commitment,
    to: list[User],
    now: datetime,
    key: str,
    url: str,
    context: dict[str, Any],
) -> None:
    revision = commitment.current or commitment.public
    words = {"ref": commitment.ref, "title": revision.title if revision else "", **context}
    tell(
        f"commitment.{verb}", to=to, at=now, forum=commitment.forum, key=key, context=words, url=url
    )


def page(name: str, commitment: Commitment) -> str:
    """Return the address of a page about the commitment; empty where there is no such page."""
    try:
        return reverse(name, kwargs={"forum": commitment.forum.slug, "ref": commitment.ref})
    except NoReverseMatch:
        return ""
