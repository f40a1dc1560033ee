"""A registered partner is asked whether it agrees to be named, and says yes or no."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, QuerySet, When

from avow.commitments import publication
from avow.commitments.models import Commitment, Partner, Revision
from avow.commitments.services import common
from avow.commitments.states import PUBLIC, PartnerState, State
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import Organisation, Representation, User
from avow.people.querysets import ACTING
from avow.people.roles import Role
from avow.review.services.common import name_for_reviewers


def said(revision: Revision | None) -> dict[int, Partner]:
    """Return {organisation: its answer} of a revision's partners, without those who gave none."""
    if revision is None:
        return {}
    rows = revision.partners.filter(state__in=[PartnerState.CONFIRMED, PartnerState.REFUSED])
    return {row.organisation_id: row for row in rows if row.organisation_id}


def ask_partners(commitment: Commitment, revision: Revision, now: datetime) -> None:
    """Ask each registered partner that has not answered; once for each commitment."""
    for partner in revision.partners.filter(state=PartnerState.ASKED):
        assert partner.organisation_id is not None
        tell(
            "commitment.partner_asked",
            to=common.acting_for(partner.organisation_id),
            at=now,
            forum=commitment.forum,
            key=f"commitment.partner:{commitment.pk}:{partner.organisation_id}",
            context={
                "ref": commitment.ref,
                "title": revision.title,
                "organisation": name_for_reviewers(commitment.organisation),
                "role": partner.role,
            },
            url=common.forum_page("commitments:partnerships", commitment),
        )


def confirm(commitment: Commitment, organisation: Organisation, by: User, now: datetime) -> Partner:
    """Agree that one's organisation is named as a partner. Raises Refused."""
    return _say(commitment, organisation, PartnerState.CONFIRMED, by, now)


def refuse(commitment: Commitment, organisation: Organisation, by: User, now: datetime) -> Partner:
    """Refuse that one's organisation is named; a name already shown is taken away.

    Raises Refused.
    """
    return _say(commitment, organisation, PartnerState.REFUSED, by, now)


def partnerships_of(user: User, forum: Forum) -> QuerySet[Partner]:
    """Return the rows that ask the user's organisations, unanswered first; drafts ask nobody."""
    mine = Representation.objects.filter(user=user, role__in=ACTING).values("organisation")
    rows = Partner.objects.filter(
        organisation__in=mine,
        is_joined=False,
        revision=F("revision__commitment__current"),
        revision__commitment__forum=forum,
    ).exclude(revision__commitment__state__in=[State.WITHDRAWN, State.DECLINED])
    asked_first = Case(When(state=PartnerState.ASKED, then=0), default=1)
    rows = rows.select_related("organisation", "revision__commitment__organisation")
    return rows.order_by(asked_first, "-revision__created_at", "pk")


def _say(
    commitment: Commitment, organisation: Organisation, state: PartnerState, by: User, now: datetime
) -> Partner:
    with transaction.atomic():
        row = common.locked(commitment.pk)
        asked = partnerships_of(by, row.forum).filter(
            revision=row.current_id, organisation=organisation
        )
        partner = asked.first()
        if partner is None or not by.is_active:
            raise Refused("not_yours", forbidden=True)
        if partner.state == state:
            return partner
        same = Partner.objects.filter(
            revision__in=[row.current_id, row.public_id], organisation=partner.organisation_id
        )
        same.update(state=state, decided_by=by, decided_at=now)
        partner.refresh_from_db()
        if row.state in PUBLIC:
            publication.show(row, now)
        common.tell_makers(
            "partner_said",
            row,
            now,
            key=f"commitment.partner_said:{partner.pk}:{state}:{now.isoformat()}",
            partner=name_for_reviewers(partner.organisation)
            if partner.organisation
            else partner.name,
            confirmed=state == PartnerState.CONFIRMED,
        )
        verb = (
            "commitment.partner_confirmed"
            if state == PartnerState.CONFIRMED
            else "commitment.partner_refused"
        )
        subject = f"commitment:{row.ref}"
        record(verb, forum=row.forum, subject=subject, at=now, role=Role.REPRESENTATIVE)
    return partner
