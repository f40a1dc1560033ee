"""What the maker's pages share: find the commitment for whoever asks, or it is a 404."""

from datetime import datetime

from django.http import Http404
from django.urls import reverse

from avow.answers import services as answers
from avow.commitments import form, services
from avow.commitments.models import Commitment
from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.people.access import standing_of
from avow.people.models import User
from avow.people.roles import Role


class MakerRequest(ForumRequest):
    """A request of somebody signed in, below a forum."""

    user: User


def mine(request: MakerRequest, ref: str, now: datetime) -> Commitment:
    """Return a commitment of an organisation the person represents; others do not exist (404)."""
    rows = Commitment.objects.filter(forum=request.forum).of_organisations(
        standing_of(request, now).readable_organisations
    )
    rows = rows.select_related("organisation", "sheet__definition", "current", "public", "renews")
    commitment: Commitment | None = rows.filter(ref=ref).first()
    if commitment is None:
        raise Http404
    commitment.forum = request.forum  # its pack is read once for the page
    return commitment


def roles_of(request: MakerRequest, commitment: Commitment, now: datetime) -> frozenset[Role]:
    """Return who the person is towards the commitment."""
    return services.roles_with(commitment, standing_of(request, now), now)


def may_edit(request: MakerRequest, commitment: Commitment, now: datetime) -> bool:
    """Return whether the person may write in it now."""
    return services.may("commitment.edit", commitment, roles_of(request, commitment, now))


def to_act_for(request: MakerRequest, ref: str, now: datetime) -> Commitment:
    """Return the same for somebody who may act for its maker.

    Raises Refused (403) for one who reads.
    """
    commitment = mine(request, ref, now)
    if Role.REPRESENTATIVE not in roles_of(request, commitment, now):
        raise Refused("not_yours", forbidden=True)
    return commitment


def up_to_date(commitment: Commitment, now: datetime) -> Commitment:
    """Let a sheet that is open and was never handed in follow the pack's form as it is now."""
    if commitment.sheet is not None and commitment.sheet.frozen_at is None:
        definition = form.definition_of(commitment.forum.settings)
        commitment.sheet = answers.follow(commitment.sheet, definition, now)
    return commitment


def page(name: str, commitment: Commitment, **more: str) -> str:
    """Return the address of one of its pages."""
    kwargs = {"forum": commitment.forum.slug, "ref": commitment.ref, **more}
    return reverse(f"commitments:{name}", kwargs=kwargs)
