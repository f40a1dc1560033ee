"""What the applicant's pages share: find the application for whoever asks, or it is a 404."""

from datetime import datetime

from django.http import Http404

from avow.answers import services as answers
from avow.answers.packs import application_form
from avow.applications.models import Application
from avow.applications.permissions import POLICY
from avow.applications.services.moving import roles_in
from avow.forums.middleware import ForumRequest
from avow.forums.models import Coalition
from avow.kernel.lifecycle import Refused
from avow.people.models import User
from avow.people.roles import Role


class ApplicantRequest(ForumRequest):
    """A request of somebody signed in, below a forum."""

    user: User


def mine(request: ApplicantRequest, pk: int) -> Application:
    """Return an application of an organisation the person represents; others are a 404."""
    rows = Application.objects.of_user(request.user).filter(forum=request.forum)
    rows = rows.select_related("organisation", "sheet__definition")
    try:
        found: Application = rows.get(pk=pk)
    except Application.DoesNotExist:
        raise Http404 from None
    found.forum = request.forum  # its pack is read once for the page
    return found


def mine_to_act_for(request: ApplicantRequest, pk: int, now: datetime) -> Application:
    """Return the same for somebody who may act in it. Raises Refused for one who only reads."""
    application = mine(request, pk)
    if Role.REPRESENTATIVE not in roles_in(application, request.user, now):
        raise Refused("not_yours", forbidden=True)
    return application


def may_edit(application: Application, user: User, now: datetime) -> bool:
    """Return whether this person may write in it now."""
    return POLICY.allows("application.edit", roles_in(application, user, now), application.state)


def asked_for(application: Application) -> list[Coalition]:
    """Return the coalitions it asks for, in the forum's order; one query."""
    rows = Coalition.objects.filter(application_links__application=application)
    return list(rows.order_by("position"))


def up_to_date(application: Application, now: datetime) -> Application:
    """Let a draft follow the pack's form as it is now."""
    if application.state == "draft":
        application.sheet = answers.follow(
            application.sheet, application_form(application.forum.settings), now
        )
    return application
