"""Applications and commitments for the desk, handed in on a day of the forum's calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from avow.answers import packs
from avow.answers import services as answers
from avow.applications.models import Application, ApplicationCoalition, ApplicationCommitment
from avow.applications.services import screening
from avow.commitments.models import Commitment, CommitmentCoalition, Revision
from avow.forums.models import Coalition
from avow.kernel.clock import day_of
from avow.people.models import Organisation, User
from avow.review.models import Case
from avow.review.services import cast_vote, pass_silence
from tests.worlds import World, at

HANDED_IN = at("2021-04-01 10:00")
MORNING = at("2021-04-05 10:00")
MakeApplication = Callable[..., Application]


class Clock:
    """What the views take for now; set it with `clock(at("2021-04-06 10:00"))`."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self, now: datetime) -> None:
        self.now = now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let the pages live on 5 April 2021 until told otherwise."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def make_application(world: World, gbv: Coalition, red: Organisation) -> MakeApplication:
    """Make an application of Red de Mujeres to gender-based violence, as it came in on 1 April."""
    forum = world.forum
    form = packs.application_form(forum.settings)

    def make(**changes: Any) -> Application:
        coalitions = changes.pop("coalitions", [gbv])
        submitted = changes.pop("submitted_at", HANDED_IN)
        sheet = answers.open_sheet(forum, "application", form, language="en", now=submitted)
        values: dict[str, Any] = {
            "forum": forum,
            "organisation": red,
            "state": "submitted",
            "sheet": sheet,
            "created_at": submitted,
            "submitted_at": submitted,
            "promise_days": 28,
            "due_on": day_of(submitted, forum.zone) + timedelta(days=28),
        }
        application = Application.objects.create(**(values | changes))
        ApplicationCoalition.objects.bulk_create(
            ApplicationCoalition(application=application, coalition=one) for one in coalitions
        )
        return application

    return make


def make_commitment(application: Application, coalition: Coalition, **changes: Any) -> Commitment:
    """Make a commitment handed in with an application."""
    number = Commitment.objects.count() + 1
    commitment = Commitment.objects.create(
        forum=application.forum,
        organisation=application.organisation,
        ref=f"GE-{number:06}",
        state=changes.pop("state", "submitted"),
        created_at=HANDED_IN,
        submitted_at=HANDED_IN,
        due_on=application.due_on,
    )
    revision = Revision.objects.create(
        commitment=commitment,
        number=1,
        language="en",
        title=changes.pop("title", "Ten shelters"),
        summary="Ten shelters in five towns.",
        main_type="programme",
        types=["programme"],
        starts_on=at("2021-07-01 00:00").date(),
        ends_on=at("2024-06-30 00:00").date(),
        created_at=HANDED_IN,
    )
    revision.actions.set(coalition.actions.all()[:1])
    commitment.current = revision
    commitment.save()
    CommitmentCoalition.objects.create(commitment=commitment, coalition=coalition)
    ApplicationCommitment.objects.create(application=application, commitment=commitment)
    return commitment


def tick_all(application: Application, by: User, now: datetime = MORNING) -> None:
    """Answer every item of the checklist with yes."""
    given = {item.code: screening.Given("yes") for item in screening.checklist(application.forum)}
    screening.check(application.pk, given, by=by, now=now)


def into_review(application: Application, by: User, now: datetime = MORNING) -> list[Case]:
    """Screen an application and pass it; return the cases of its coalitions."""
    screening.screen(application.pk, by=by, now=now)
    tick_all(application, by, now)
    screening.pass_(application.pk, by=by, now=now)
    return list(
        Case.objects.filter(application_link__application=application).order_by("coalition")
    )


def accept(case: Case, *voters: User, now: datetime = MORNING) -> Case:
    """Let Champions approve and the Core Group stay silent."""
    for voter in voters:
        cast_vote(case.pk, choice="approve", by=voter, now=now)
    pass_silence(now + timedelta(days=8))
    return Case.objects.get(pk=case.pk)


def decline(case: Case, *voters: User, now: datetime = MORNING) -> Case:
    """Let Champions reject."""
    for voter in voters:
        cast_vote(case.pk, choice="reject", reason="Outside the theme.", by=voter, now=now)
    return Case.objects.get(pk=case.pk)
