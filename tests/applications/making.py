"""Applications in any state, made by the services as people would make them."""

from datetime import datetime
from typing import Any

from avow.answers import services as answers
from avow.applications.models import Application
from avow.applications.services import moving, screening, starting, submitting
from avow.applications.services.screening import Given, checklist
from avow.people.models import Organisation, User
from tests.worlds import World, at

MORNING = at("2021-04-05 10:00")
CODES = ("gender_based_violence", "economic_justice")


def filled(definition: Any, coalitions: tuple[str, ...]) -> dict[tuple[str, str], Any]:
    """Return an answer to every question that can be answered without a file."""
    found: dict[tuple[str, str], Any] = {}
    for section, question in definition.questions():
        values = {
            "undertaking": True,
            "boolean": True,
            "choice": question.choices[0].code if question.choices else "",
            "multichoice": [one.code for one in question.choices],
            "files": [],
            "date": "2021-05-01",
            "number": "3",
            "url": "https://example.org/",
            "email": "office@example.org",
        }
        for scope in coalitions if section.per_coalition else ("",):
            found[scope, question.key] = values.get(question.kind, f"Words on {question.code}.")
    return found


def draft(
    world: World,
    organisation: Organisation | None = None,
    *,
    by: User | None = None,
    coalitions: tuple[str, ...] = CODES,
    complete: bool = True,
    now: datetime = MORNING,
) -> Application:
    """Return a draft of Red de Mujeres in two coalitions, complete unless told otherwise."""
    organisation = organisation or world.organisation("red-de-mujeres")
    by = by or world.user("ana")
    chosen = [world.coalition(code) for code in coalitions]
    application = starting.start(world.forum, organisation, chosen, by=by, now=now)
    if complete:
        values = filled(answers.definition_of(application.sheet), coalitions)
        answers.put(application.sheet, values, by=by, now=now)
    return application


def submitted(world: World, *, now: datetime = MORNING, **fields: Any) -> Application:
    """Return one that was handed in."""
    application = draft(world, now=now, **fields)
    return submitting.submit(application.pk, by=fields.get("by") or world.user("ana"), now=now)


def in_state(world: World, state: str, *, now: datetime = MORNING) -> Application:
    """Return an application of Red de Mujeres in this state."""
    if state == "draft":
        return draft(world, now=now)
    if state == "withdrawn":
        application = draft(world, now=now)
        return moving.move(application.pk, "withdraw", by=world.user("ana"), now=now)
    application = submitted(world, now=now)
    if state == "submitted":
        return application
    sofia = world.user("sofia")
    screening.screen(application.pk, by=sofia, now=now)
    if state == "clarification":
        screening.ask(application.pk, question="Who works with you?", by=sofia, now=now)
    elif state == "ineligible":
        screening.refuse(application.pk, reason="Outside the themes.", by=sofia, now=now)
    elif state in {"in_review", "decided"}:
        given = {item.code: Given("yes") for item in checklist(world.forum)}
        screening.check(application.pk, given, by=sofia, now=now)
        screening.pass_(application.pk, by=sofia, now=now)
    if state == "decided":
        decide(application, now)
    return Application.objects.get(pk=application.pk)


def decide(application: Application, now: datetime, *states: str) -> None:
    """Let each coalition's case be over, the way a count would end it."""
    for place, link in enumerate(application.coalitions.order_by("coalition__position")):
        case = link.case
        assert case is not None
        case.state = states[place] if states else "accepted"
        case.decided_at = now
        case.save()
    moving.move(application.pk, "close", by=None, now=now)
