"""Co-makers sign, refuse or leave; the lead agrees on shares anew; others ask to join."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from avow.answers import services as answers
from avow.answers.models import Answer
from avow.commitments import publication
from avow.commitments.joint import JointFacts, adds_up
from avow.commitments.joint_lifecycle import CO_MAKER
from avow.commitments.models import CoMaker, Commitment
from avow.commitments.services import co_makers, common
from avow.commitments.services.revising import plain
from avow.commitments.states import CoMakerState, State
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import Organisation, Representation, User
from avow.people.querysets import ACTING
from avow.people.roles import Role
from avow.review.services.common import name_for_reviewers

_SIGNABLE = frozenset({State.SUBMITTED, State.CLARIFICATION, State.IN_REVIEW})
_VERBS = {"sign": "signed", "refuse": "refused", "leave": "left"}


def joint_of(user: User, forum: Forum) -> QuerySet[CoMaker]:
    """Return where the user's organisations are co-makers, the unanswered first.

    Of a commitment being changed the text handed in counts, else the public one.
    """
    mine = Representation.objects.filter(user=user, role__in=ACTING).values("organisation")
    newer = CoMaker.objects.filter(
        organisation=OuterRef("organisation"),
        revision=OuterRef("revision__commitment__current"),
    )
    rows = CoMaker.objects.filter(organisation__in=mine, revision__commitment__forum=forum).exclude(
        revision__commitment__state__in=[State.WITHDRAWN, State.DECLINED]
    )
    rows = rows.filter(
        Q(revision=F("revision__commitment__current"))
        | Q(Q(revision=F("revision__commitment__public")), ~Exists(newer))
    )
    asked_first = Case(When(state=CoMakerState.ASKED, then=0), default=1)
    rows = rows.select_related("organisation", "revision__commitment__organisation")
    return rows.order_by(asked_first, "-revision__created_at", "pk")


def facts_of(commitment: Commitment, reason: str = "") -> JointFacts:
    """Return what the tables of joint_lifecycle.py need to know of a commitment."""
    handed_in = commitment.current_id != commitment.public_id
    in_writing = commitment.sheet is not None and commitment.sheet.frozen_at is None
    return JointFacts(
        awaits=commitment.state in _SIGNABLE or (commitment.state == State.AMENDED and handed_in),
        is_public=commitment.state in {State.PUBLISHED, State.AMENDED},
        may_change=commitment.state == State.PUBLISHED
        or (commitment.state == State.AMENDED and in_writing),
        reason=reason,
    )


def sign(commitment: Commitment, organisation: Organisation, by: User, now: datetime) -> CoMaker:
    """Sign for one's organisation: with its share, under the text handed in. Raises Refused."""
    return _say(commitment, organisation, "sign", "", by, now)


def refuse_to_sign(
    commitment: Commitment, organisation: Organisation, reason: str, by: User, now: datetime
) -> CoMaker:
    """Refuse, before publication, with a reason for the lead. Raises Refused."""
    return _say(commitment, organisation, "refuse", reason, by, now)


def leave(
    commitment: Commitment, organisation: Organisation, reason: str, by: User, now: datetime
) -> CoMaker:
    """Leave a published commitment, with a reason everybody reads; the share stays open.

    Raises Refused.
    """
    return _say(commitment, organisation, "leave", reason, by, now)


def _say(
    commitment: Commitment,
    organisation: Organisation,
    name: str,
    reason: str,
    by: User,
    now: datetime,
) -> CoMaker:
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        revision = row.public_id if name == "leave" else row.current_id
        one = CoMaker.objects.filter(revision=revision, organisation=organisation).first()
        if one is None or not _acts_for(by, organisation):
            raise Refused("not_yours", forbidden=True)
        if one.state == CO_MAKER.named(name).target:
            return one  # a second click, a second tab
        roles = frozenset({Role.CO_MAKER})
        move = CO_MAKER.step(name, one.state, roles, facts_of(row, reason), now)
        one.state, one.reason = CoMakerState(move.target), "" if name == "sign" else reason
        one.decided_by, one.decided_at = by, now
        one.save()
        if name == "leave":
            _left(row, one, now)
        _tell_lead(row, one, name, now)
        record(
            f"commitment.co_maker_{_VERBS[name]}",
            forum=row.forum,
            subject=f"commitment:{row.ref}",
            at=now,
            role=Role.CO_MAKER,
        )
    return one


def _acts_for(user: User, organisation: Organisation) -> bool:
    acting = Representation.objects.filter(user=user, organisation=organisation, role__in=ACTING)
    return user.is_active and acting.exists()


def _left(commitment: Commitment, one: CoMaker, now: datetime) -> None:
    """Show it; in a change handed in meanwhile its answer is no."""
    if commitment.current_id != commitment.public_id:
        CoMaker.objects.filter(
            revision=commitment.current_id, organisation=one.organisation_id
        ).update(
            state=CoMakerState.REFUSED,
            reason=one.reason,
            decided_by=one.decided_by,
            decided_at=one.decided_at,
        )
    publication.show(commitment, now)


def _tell_lead(commitment: Commitment, one: CoMaker, name: str, now: datetime) -> None:
    common.tell_makers(
        f"co_maker_{_VERBS[name]}",
        commitment,
        now,
        key=f"commitment.co_maker_{name}:{one.pk}:{now.isoformat()}",
        co_maker=name_for_reviewers(one.organisation),
        reason=one.reason,
    )


def reshare(
    commitment: Commitment,
    lead_share: Decimal,
    shares: Mapping[int, Decimal],
    by: User,
    now: datetime,
) -> Commitment:
    """Agree on the shares anew before publication; co-makers not in `shares` are taken out.

    `shares` is {organisation: its share}. Whose share has changed is asked again. Raises Refused:
    also for shares that do not make 100, and for an organisation that is no co-maker.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        known = (
            {one.organisation_id: one for one in row.current.co_makers.all()} if row.current else {}
        )
        if set(shares) - set(known):
            raise Refused("co_maker_unknown")
        whole = adds_up(lead_share, shares.values()) and _in_range(lead_share, shares)
        facts = common.facts_of(row, "reshare", now)
        move = common.step(row, "reshare", roles, common.with_shares(facts, whole=whole), now)
        assert row.current is not None
        row.current.lead_share = lead_share
        row.current.save(update_fields=["lead_share"])
        to_ask = _put_shares(known, shares)
        _into_sheet(row, now)
        row.save()
        common.write_down(row, move, roles, now)
        co_makers.ask(row, to_ask, now)
    return row


def _in_range(lead_share: Decimal, shares: Mapping[int, Decimal]) -> bool:
    return all(0 < share <= 100 for share in (lead_share, *shares.values()))


def _put_shares(known: Mapping[int, CoMaker], shares: Mapping[int, Decimal]) -> list[int]:
    """Change and delete rows; return the organisations to ask again."""
    to_ask = []
    for organisation, one in known.items():
        if organisation not in shares:
            one.delete()
        elif one.share != shares[organisation]:
            one.share, one.state, one.reason = shares[organisation], CoMakerState.ASKED, ""
            one.decided_by = one.decided_at = None
            one.save()
            to_ask.append(organisation)
    return to_ask


def _into_sheet(commitment: Commitment, now: datetime) -> None:
    """Let the sheet say what the rows say, or the next answer to a question would undo it."""
    sheet = commitment.sheet
    revision = commitment.current
    if sheet is None or revision is None:
        return
    was_frozen = sheet.frozen_at is not None
    answers.reopen(sheet)
    rows = list(revision.co_makers.select_related("organisation"))
    for scope in answers.rows_of(sheet).get("maker", []):
        answers.remove_row(sheet, "maker", int(scope.rpartition("-")[2]), now=now)
    Answer.objects.filter(sheet=sheet, scope="", key="lead_share").delete()
    values = {("", "lead_share"): plain(revision.lead_share)} if rows else {}
    for one in rows:
        scope = answers.add_row(sheet, "maker", answers.next_row(sheet, "maker"), now=now)
        values |= {
            (scope, "maker_name"): one.organisation.name,
            (scope, "maker_organisation"): one.organisation.slug,
            (scope, "maker_share"): plain(one.share),
            (scope, "maker_task"): one.task,
        }
    answers.put(sheet, values, by=None, now=now)
    if was_frozen:
        commitment.sheet = answers.freeze(sheet, now)
