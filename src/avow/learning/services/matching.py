"""Suggest matches, ask both sides, and introduce them when both said yes."""

from datetime import datetime

from django.db import transaction

from avow.commitments.services import common as commitments
from avow.forums.models import Forum
from avow.forums.regions import region_of
from avow.kernel.lifecycle import Refused
from avow.learning import rules
from avow.learning.lifecycle import MATCH
from avow.learning.models import Match, Need, Offer
from avow.learning.permissions import HELP_POLICY
from avow.learning.publication import coalitions_by_action
from avow.learning.rules import Fit, HelpFacts, NeedFacts, OfferFacts
from avow.learning.services.helping import SYSTEM, roles_towards
from avow.learning.states import HelpState, MatchState, Said, Side
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import Organisation, User
from avow.people.roles import Role
from avow.people.services.looks import note_looks
from avow.people.states import LookPage


def fits(forum: Forum, need: Need | None = None, *, all_at_once: bool = True) -> list[Fit]:
    """Return what could be suggested now, the best first, of one need or of all; six queries.

    Without `all_at_once` every fitting offer, however many wait: what the desk chooses from.
    """
    needs = Need.objects.open().filter(forum=forum)
    needs = needs.filter(pk=need.pk) if need is not None else needs
    matches = Match.objects.filter(forum=forum)
    known = matches.known().values_list("need__organisation", "offer__organisation")
    of_action = {code: one for (_f, code), one in coalitions_by_action({forum.pk}).items()}
    wants = [need_facts(one, of_action) for one in needs]
    gives = [offer_facts(one, of_action) for one in Offer.objects.open().filter(forum=forum)]
    tried = frozenset(matches.values_list("need", "offer"))
    if all_at_once:
        pending = list(matches.pending().values_list("need", "offer"))
        return rules.best(wants, gives, tried=tried, known=frozenset(known), pending=pending)
    found = [one for want in wants for give in gives if (one := rules.fit(want, give))]
    houses = {frozenset(pair) for pair in known}
    owners = {one.pk: one.organisation for one in gives}
    mine = {one.pk: one.organisation for one in wants}
    return sorted(
        (
            one
            for one in found
            if (one.need, one.offer) not in tried
            and frozenset((mine[one.need], owners[one.offer])) not in houses
        ),
        key=lambda one: (-one.points, one.offer),
    )


def need_facts(row: Need, of_action: dict[str, str]) -> NeedFacts:
    """Return a need as the rules see it."""
    return NeedFacts(
        pk=row.pk,
        organisation=row.organisation_id,
        actions=frozenset(row.actions),
        coalitions=frozenset(of_action[code] for code in row.actions if code in of_action),
        country=row.country,
        region=region_of(row.country),
        language=row.language,
    )


def offer_facts(row: Offer, of_action: dict[str, str]) -> OfferFacts:
    """Return an offer as the rules see it."""
    return OfferFacts(
        pk=row.pk,
        organisation=row.organisation_id,
        actions=frozenset(row.actions),
        coalitions=frozenset(of_action[code] for code in row.actions if code in of_action),
        countries=frozenset(row.countries),
        regions=frozenset(filter(None, map(region_of, row.countries))),
        languages=frozenset(row.languages),
    )


def suggest_due(forum: Forum, now: datetime) -> int:
    """Suggest what fits best; return how many matches are new."""
    return sum(_suggested(forum, one, None, now)[1] for one in fits(forum))


def suggest(need: Need, offer: Offer, *, by: User, now: datetime) -> Match:
    """Suggest a match from the desk; a second click finds the first.

    Raises Refused: not one's to do, closed meanwhile, or they do not fit.
    """
    sides = [need.organisation_id, offer.organisation_id]
    if not HELP_POLICY.allows("help.suggest", roles_towards(need.forum, sides, by, now)):
        raise Refused("not_yours", forbidden=True)
    known: Match | None = Match.objects.filter(need=need, offer=offer).first()
    if known is not None:
        return known
    found = [one for one in fits(need.forum, need, all_at_once=False) if one.offer == offer.pk]
    if not found:
        raise Refused("help_does_not_fit")
    return _suggested(need.forum, found[0], by, now)[0]


def _suggested(forum: Forum, one: Fit, by: User | None, now: datetime) -> tuple[Match, bool]:
    with transaction.atomic():
        match, made = Match.objects.get_or_create(
            need_id=one.need, offer_id=one.offer,
            defaults={
                "forum": forum, "reasons": [list(pair) for pair in one.reasons],
                "suggested_at": now, "suggested_by": by,
            },
        )  # fmt: skip
        if made:
            page = link("learning:my_match", forum, match.pk)
            for side in Side:
                organisation = organisation_of(match, side)
                tell(
                    "help.suggested", to=commitments.acting_for(organisation.pk), at=now,
                    forum=forum, key=f"help.suggested:{match.pk}:{side}",
                    context={"side": side.value}, url=page,
                )  # fmt: skip
    return match, made


def organisation_of(match: Match, side: Side) -> Organisation:
    """Return the organisation of one side."""
    return match.need.organisation if side == Side.NEED else match.offer.organisation


def other(side: Side) -> Side:
    """Return the side across."""
    return Side.OFFER if side == Side.NEED else Side.NEED


def _locked(pk: int) -> Match:
    rows = Match.objects.select_for_update(of=("self",)).whole()
    match: Match = rows.get(pk=pk)
    return match


def answer(match: Match, side: Side, *, yes: bool, by: User, now: datetime) -> Match:
    """Say yes or no for one side; two times yes introduces both, once.

    The same answer twice is one. A no is never told to the other side. Raises Refused.
    """
    said = Said.YES if yes else Said.NO
    with transaction.atomic():
        for model, pk in ((Need, match.need_id), (Offer, match.offer_id)):
            model.objects.select_for_update(of=("self",)).get(pk=pk)  # it may close just now
        row = _locked(match.pk)
        house = organisation_of(row, side)
        house = Organisation.objects.select_for_update(no_key=True).get(pk=house.pk)
        roles = roles_towards(row.forum, [house.pk], by, now)
        if getattr(row, f"{side}_said") == said and Role.REPRESENTATIVE in roles:
            return row
        if getattr(row, f"{side}_said"):
            raise Refused("moved_on")
        move = MATCH.step("accept" if yes else "decline", row.state, roles, _facts(row), now)
        row.state = MatchState(move.target)
        for name, value in (("said", said), ("at", now), ("by", by)):
            setattr(row, f"{side}_{name}", value)
        setattr(row, f"{side}_aware", house.is_protected)
        if row.state == MatchState.INTRODUCED:
            row.introduced_at = now
        row.save()
        if row.state == MatchState.INTRODUCED:
            _introduce(row, now)
    return row


def _facts(row: Match) -> HelpFacts:
    both = {row.need.state, row.offer.state} == {HelpState.OPEN}
    return HelpFacts(both_open=both)


def _introduce(row: Match, now: datetime) -> None:
    """Write to the person of each side who they may write to; the looks are kept."""
    for side in Side:
        person: User | None = getattr(row, f"{side}_by")
        across = other(side)
        contact: User | None = getattr(row, f"{across}_by")
        house = organisation_of(row, across)
        if person is None:
            continue
        note_looks([house], by=person, page=LookPage.HELP, now=now)
        tell(
            "help.introduced", to=[person], at=now, forum=row.forum,
            key=f"help.introduced:{row.pk}:{side}",
            context={
                "organisation": house.name,
                "contact": contact.get_full_name() if contact else "",
                "email": contact.email if contact else "",
                "side": side.value,
            },
            url=link("learning:my_match", row.forum, row.pk),
        )  # fmt: skip


def end_over(forum: Forum, now: datetime) -> int:
    """End the matches that wait for a side of which the other is closed; return how many."""
    count = 0
    for one in Match.objects.pending().filter(forum=forum).whole():
        if _facts(one).both_open:
            continue
        with transaction.atomic():
            row = _locked(one.pk)
            try:
                move = MATCH.step("end", row.state, SYSTEM, _facts(row), now)
            except Refused:
                continue
            row.state, row.need_said, row.offer_said = MatchState(move.target), "", ""
            row.save(update_fields=["state", "need_said", "offer_said"])
            count += 1
    return count


def organisation_changed(organisation: Organisation, _now: datetime) -> None:
    """Ask an organisation that is protected now again: its yes was given under its name."""
    if not organisation.is_protected:
        return
    waiting = Match.objects.filter(state=MatchState.WAITING)
    for side in Side:
        rows = waiting.filter(
            **{f"{side}__organisation": organisation, f"{side}_said": Said.YES,
               f"{side}_aware": False}
        )  # fmt: skip
        rows.update(
            state=MatchState.SUGGESTED,
            **{f"{side}_said": "", f"{side}_at": None, f"{side}_by": None},
        )
