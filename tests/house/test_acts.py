"""Every act that changes something, by its page, tried by everybody: who may was written by hand.

The columns are those of test_routes.py. `x` changes something; `.` changes nothing at all, and is
told so: 403 or 404 (for a bulk act: nothing was chosen; for a forged detail: 409 or 422).
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from avow.applications.services import outcome, screening, submitting
from avow.commitments import guard
from avow.commitments import services as commitments
from avow.commitments.catalogue import editing
from avow.commitments.models import CoMaker, Commitment, Joining, Revision
from avow.forums.packs.schema.catalogue import ExampleContent
from avow.interest.models import Interest
from avow.notices.models import Message
from avow.opendata.exports.columns import SHARED
from avow.people.models import User
from avow.review.models import Case, Objection
from tests.commitments import catalogue_kit
from tests.commitments import conftest as writing
from tests.house.acts import (
    CHAMPION,
    CO_MAKERS,
    CORE,
    DESK,
    DESK_ALL,
    EDITORS,
    LEAD,
    NOBODY,
    OURS,
    Act,
)
from tests.house.acts_annual import ACTS as ANNUAL_ACTS
from tests.house.acts_following import ACTS as FOLLOWING_ACTS
from tests.house.acts_learning import ACTS as LEARNING_ACTS
from tests.house.acts_my_reports import ACTS as MY_REPORT_ACTS
from tests.house.acts_plans import ACTS as PLAN_ACTS
from tests.house.acts_reports import ACTS as REPORT_ACTS
from tests.house.scene import GROUPS, NOW, PEOPLE, Scene, build
from tests.review.conftest import put
from tests.worlds import at

pytestmark = pytest.mark.django_db


def sofia(scene: Scene) -> User:
    return scene.world.user("sofia")


def application(scene: Scene, state: str) -> None:
    """Put Norte's draft on its way by the services."""
    pk = scene.names["draft"]
    submitting.submit(pk, by=scene.world.user("ana"), now=NOW)
    if state == "submitted":
        return
    screening.screen(pk, by=sofia(scene), now=NOW)
    if state == "checked":
        given = {one.code: screening.Given("yes") for one in screening.checklist(scene.forum)}
        screening.check(pk, given, by=sofia(scene), now=NOW)
    if state == "asked":
        screening.ask(pk, question="Who?", by=sofia(scene), now=NOW)


def submitted(scene: Scene) -> None:
    application(scene, "submitted")


def screened(scene: Scene) -> None:
    application(scene, "screening")


def checked(scene: Scene) -> None:
    application(scene, "checked")


def asked(scene: Scene) -> None:
    application(scene, "asked")


def prepared(scene: Scene) -> None:
    outcome.prepare(scene.names["decided"], message="Yes.", reasons={}, by=sofia(scene), now=NOW)


def case_asked(scene: Scene) -> None:
    Case.objects.filter(pk=scene.names["case"]).update(state="clarification")


def case_unasked(scene: Scene) -> None:
    Case.objects.get(pk=scene.names["case"]).clarifications.all().delete()


def stuck(scene: Scene) -> None:
    Case.objects.filter(pk=scene.names["case"]).update(validation_until=at("2021-04-06 00:00"))


def objected(scene: Scene) -> None:
    case = put(Case.objects.get(pk=scene.names["liaison"]), "objection")
    Objection.objects.create(
        case=case, by=scene.world.user("vera"), reason="It does harm.", raised_at=NOW
    )


def accepted(scene: Scene) -> None:
    writing.accept(Case.objects.get(pk=scene.names["liaison"]))


def rejected(scene: Scene) -> None:
    writing.reject(Case.objects.get(pk=scene.names["liaison"]))


def pledge(scene: Scene, name: str) -> Commitment:
    return Commitment.objects.get(ref=scene.names[name])


def pledge_asked(scene: Scene) -> None:
    commitments.ask(pledge(scene, "submitted"), "How many?", sofia(scene), NOW)


def amended(scene: Scene) -> None:
    commitments.amend(pledge(scene, "published"), "A new year.", scene.world.user("ana"), NOW)


def over(scene: Scene) -> None:
    days = {"starts_on": at("2020-01-01 00:00").date(), "ends_on": at("2021-01-01 00:00").date()}
    guard.remove()
    Revision.objects.filter(commitment=pledge(scene, "published")).update(**days)


def nearly_over(scene: Scene) -> None:
    days = {"starts_on": at("2020-05-01 00:00").date(), "ends_on": at("2021-04-30 00:00").date()}
    guard.remove()
    Revision.objects.filter(commitment=pledge(scene, "published")).update(**days)


def lagos_named(scene: Scene) -> None:
    lagos = scene.world.organisation("lagos-youth-network")
    partners = pledge(scene, "reviewed").current.partners  # type: ignore[union-attr]
    partners.create(organisation=lagos, name=lagos.name, state="asked")


def together_public(scene: Scene) -> None:
    row = pledge(scene, "together")
    CoMaker.objects.filter(revision=row.current_id).update(state="confirmed", decided_at=NOW)
    Commitment.objects.filter(pk=row.pk).update(
        state="published", public=row.current_id, published_at=NOW
    )
    Revision.objects.filter(pk=row.current_id).update(published_at=NOW)


def opened(scene: Scene) -> None:
    guard.remove()  # a published text is opened here as nobody could
    Revision.objects.filter(commitment=pledge(scene, "published")).update(is_open=True)
    Joining.objects.filter(commitment__ref=scene.names["published"]).exclude(
        organisation__name="Casa Abierta"
    ).delete()


def confirmed(scene: Scene) -> None:
    Interest.objects.filter(pk=scene.names["interest"]).update(state="received", confirmed_at=NOW)


def example_retired(scene: Scene) -> None:
    editing.retire(catalogue_kit.example(), sofia(scene), NOW)


def example_edited(scene: Scene) -> None:
    row = catalogue_kit.example()
    content = ExampleContent.model_validate(row.content() | {"years": 4})
    editing.change(row, content, 1, sofia(scene), NOW)


EXAMPLE = {"version": "1", "years": "2", "titles.en": "A line", "summaries.en": "Two lines"}
GIVEN = {"organisation": "red-de-mujeres", "starts_on": "2021-05-01", "ends_on": "2023-05-01"}
LATER = {"closes_on": "2021-12-31", "reason": "The mail was down."}
COLUMNS = {"column-0": "id", "column-1": "title"} | {
    f"set-{column.name}": "x" for column in SHARED if column.needed
}
PROFILE = {
    "name": "Red de Mujeres y Niñas",
    "kind": "womens_rights_org",
    "country": "MX",
    "language": "es",
}

# fmt: off
ACTS = {
    # What an application goes through.
    "submit":              Act("applications:submit", "draft", OURS),
    "withdraw":            Act("applications:withdraw", "application", OURS),
    "answer":              Act("applications:clarification", "draft", OURS, {"text": "We all do."}, asked),
    "other coalitions":    Act("applications:coalitions", "draft", OURS, {"coalitions": "{economy}"}),
    "a field":             Act("applications:autosave", "draft", OURS, {"field": "gender_based_violence:engagement.evidence", "value": "Since 2004", "version": "1"}),
    "screen":              Act("desk:application_act", "draft", DESK, {"move": "screen"}, submitted),
    "ask":                 Act("desk:application_act", "draft", DESK, {"move": "ask", "text": "?"}, screened),
    "refuse":              Act("desk:application_act", "draft", DESK, {"move": "refuse", "text": "No."}, screened),
    "pass":                Act("desk:application_act", "draft", DESK, {"move": "pass"}, checked),
    "check":               Act("desk:application_check", "draft", DESK, {"check-{item}": "yes"}, screened),
    "assign":              Act("desk:application_assign", "draft", DESK, {"assignee": "{sofia}"}, submitted),
    "prepare":             Act("desk:prepare", "decided", DESK, {"message": "Welcome."}),
    "release":             Act("desk:release", "decided", DESK, {}, prepared),
    "many assigned":       Act("desk:applications_many", "", DESK, {"act": "assign", "id": "{draft}", "assignee": "{sofia}"}, submitted),
    "many screened":       Act("desk:applications_many", "", DESK, {"act": "screen", "id": "{draft}"}, submitted),
    "many passed":         Act("desk:applications_many", "", DESK, {"act": "pass", "id": "{draft}"}, checked),
    "many prepared":       Act("desk:applications_many", "", DESK, {"act": "prepare", "id": "{decided}", "message": "Yes."}),
    "many released":       Act("desk:applications_many", "", DESK, {"act": "release", "id": "{decided}"}, prepared),
    # A case
    "vote":                Act("champions:vote", "case", CHAMPION, {"choice-{case}": "approve"}),
    "vote from a seat":    Act("champions:vote", "case", CHAMPION, {"choice-{case}": "approve", "seat-{case}": "{seat}"}),
    "vote from a stolen seat": Act("champions:vote", "case", NOBODY, {"choice-{case}": "approve", "seat-{case}": "{stolen}"}),
    "declare an interest": Act("champions:declare", "case", CHAMPION, {"reason": "My sister works there."}),
    "champion asks":       Act("champions:ask", "case", CHAMPION, {"question": "Who?"}, case_unasked),
    "case answered":       Act("my:clarification", "question", OURS, {"text": "The state."}, case_asked),
    "secretariat asks":    Act("desk:case_act", "case", DESK, {"move": "ask", "text": "Who?"}, case_unasked),
    "settle for":          Act("desk:case_act", "case", DESK, {"move": "settle_for", "text": "Good."}, stuck),
    "settle against":      Act("desk:case_act", "case", DESK, {"move": "settle_against", "text": "Bad."}, stuck),
    "object":              Act("core_group:object", "liaison", CORE, {"reason": "It does harm."}),
    "uphold":              Act("desk:case_act", "liaison", DESK, {"move": "uphold", "text": "Yes."}, objected),
    "overrule":            Act("desk:case_act", "liaison", DESK, {"move": "overrule", "text": "No."}, objected),
    # A commitment
    "begin":               Act("commitments:start", "", OURS, {"organisation": "red-de-mujeres"}),
    "hand in":             Act("commitments:check", "unfinished", OURS),
    "withdraw it":         Act("commitments:act", "published =withdraw", OURS, {"text": "No money."}),
    "amend":               Act("commitments:act", "published =amend", OURS, {"text": "A new year."}),
    "longer term":         Act("commitments:act", "published =extend", OURS, {"ends_on": "2024-06-30", "text": "It works."}),
    "next term":           Act("commitments:act", "published =renew", OURS, {}, nearly_over),
    "drop":                Act("commitments:act", "published =drop", OURS, {}, amended),
    "answer about it":     Act("commitments:act", "submitted =answer", OURS, {"text": "Twelve."}, pledge_asked),
    "ask about it":        Act("desk:commitment_act", "submitted", DESK, {"move": "ask", "text": "?"}),
    "open":                Act("desk:commitment_act", "submitted", DESK, {"move": "open"}),
    "publish":             Act("desk:commitment_act", "reviewed", DESK, {"move": "publish"}, accepted),
    "decline":             Act("desk:commitment_act", "reviewed", DESK, {"move": "decline", "text": "No."}, rejected),
    "end":                 Act("desk:commitment_act", "published", DESK, {"move": "end", "text": "Gone."}),
    "complete":            Act("desk:commitment_act", "published", DESK, {"move": "complete"}, over),
    "many opened":         Act("desk:commitments_many", "", DESK, {"act": "open", "id": "{submitted_pk}"}),
    "many published":      Act("desk:commitments_many", "", DESK, {"act": "publish", "id": "{reviewed_pk}"}, accepted),
    "sign":                Act("commitments:co_maker_say", "together other_slug =sign", CO_MAKERS),
    "do not sign":         Act("commitments:co_maker_say", "together other_slug =refuse", CO_MAKERS, {"text": "No money."}),
    "leave together":      Act("commitments:co_maker_say", "together other_slug =leave", CO_MAKERS, {"text": "No money."}, together_public),
    "agree on shares":     Act("commitments:makers", "together", OURS, {"lead": "70", "share-{other}": "30"}),
    "ask to join":         Act("commitments:join", "published", CO_MAKERS, {"organisation": "{other_slug}"}, opened),
    "let join":            Act("commitments:joining", "published joining", OURS, {"answer": "yes", "text": "Welcome."}, opened),
    "not let join":        Act("commitments:joining", "published joining", OURS, {"answer": "no", "text": "Full."}, opened),
    "confirm as partner":  Act("commitments:say", "reviewed other_slug", "..x .. ... .. ... .", {"answer": "yes"}, lagos_named),
    # The catalogue
    "start from an example": Act("catalogue:start", "example", OURS, {"language": "en", "organisation": "red-de-mujeres"}),
    "add an example":      Act("catalogue:desk_new", "", DESK_ALL, EXAMPLE | {"action": "GBV-1", "type": "policy"}),
    "edit an example":     Act("catalogue:desk_edit", "example", DESK_ALL, EXAMPLE),
    "retire an example":   Act("catalogue:desk_act", "example =retire", DESK_ALL),
    "bring one back":      Act("catalogue:desk_act", "example =restore", DESK_ALL, {}, example_retired),
    "take the file again": Act("catalogue:desk_act", "example =file", DESK_ALL, {"version": "2"}, example_edited),
    # The calendar, people and their roles
    "extend":              Act("people:desk_window", "window", DESK_ALL, LATER),
    "grant":               Act("people:desk_window", "window", DESK, LATER | {"organisation": "red-de-mujeres"}),
    "invite staff":        Act("people:desk_people", "", DESK_ALL, {"email": "new@example.org", "role": "core_group"}),
    "revoke a role":       Act("people:desk_role_revoke", "role", DESK_ALL),
    "take back a role":    Act("people:desk_invitation_revoke", "staff_invitation", DESK_ALL),
    "give a seat":         Act("people:desk_seats", "", DESK, GIVEN | {"coalition": "{economy}"}),
    "share a seat":        Act("people:desk_seat_share", "seat", DESK, {"organisation": "red-de-mujeres"}),
    "end a seat":          Act("people:desk_seat_end", "seat", DESK_ALL),
    "chair":               Act("people:desk_seat_chair", "holder", DESK_ALL, {"chairs": "yes"}),
    "merge":               Act("people:desk_merge", "slug other_slug", DESK),
    "merge away":          Act("people:desk_merge", "other_slug slug", DESK),
    "tell apart":          Act("people:desk_apart", "pair", DESK_ALL),
    "edit a profile":      Act("people:organisation", "slug", EDITORS, PROFILE),
    "invite a colleague":  Act("people:members", "slug", LEAD, {"email": "new@example.org", "role": "editor"}),
    "change a role":       Act("people:member_role", "slug member", LEAD, {"role": "editor"}),
    "remove a colleague":  Act("people:member_remove", "slug member", "... xx ... .. x.. ."),  # or leave
    "take back":           Act("people:revoke", "slug invitation", LEAD),
    "let in":              Act("people:answer_request", "slug asking", LEAD, {"answer": "accept", "role": "editor"}),
    "accept an invitation of another": Act("people:invitation", "token", NOBODY),
    # Interest, imports and notices.
    "invite all":          Act("interest:desk_invite", "", DESK_ALL),
    "erase a contact":     Act("interest:desk_erase", "interest", DESK_ALL, {}, confirmed),
    "import":              Act("data:upload", "upload", DESK_ALL),
    "say which column":    Act("data:columns", "upload", DESK_ALL, COLUMNS),
    "say whose a row is":  Act("data:near_miss", "near", DESK, {"organisation": "new"}),
    "send again":          Act("notices:resend", "mail", DESK_ALL, {"copy": "1"}),
    "read a notice":       Act("notices:read", "notice", "... .x ... .. ... ."),
    "make a token":        Act("data:tokens", "", ".xx xx xxx xx xxx x", {"name": "Mine"}),
    "revoke a token":      Act("data:token_revoke", "api_token", "... .x ... .. ... ."),
    "compare all":         Act("people:desk_duplicates_look", "", DESK_ALL),
}
# fmt: on
# What no page changes; a look is kept, and is no change.
STILL = {"Look", "DueRun", "Coalition", "Action", "Milestone", "EntryText", "EntryTag"}
SAID_NO = {403, 404}
# A bulk act says which rows it did: none; a page says what is wrong with the form beside it.
SAID_NO_IN_WORDS = {
    "catalogue:start",
    "desk:applications_many",
    "desk:commitments_many",
    "commitments:start",
    "commitments:join",
    "participants:about",  # whoever is not known is asked for their address
    "participants:forget",
    *("consultation:new", "consultation:support", "conversation:reply", "events:register"),
    *("moderation:own", "moderation:report", "news:subscribe"),
    *("learning:help_ask", "learning:help_offer"),
    *("following:search", "following:one", "following:commitment", "following:organisation"),
}
# The rest of the page is theirs, this detail is not: they get the page again, with the reason.
FORGED = {("vote from a stolen seat", "champion"), ("give a seat", "secretary_own")}


ACTS |= PLAN_ACTS | MY_REPORT_ACTS | REPORT_ACTS | ANNUAL_ACTS | LEARNING_ACTS | FOLLOWING_ACTS


@pytest.fixture
def scene(world, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    scene = build(world)
    scene.names |= {
        "economy": world.coalition("economic_justice").pk,
        "sofia": world.user("sofia").pk,
        "ana": world.user("ana").pk,
        "item": screening.checklist(scene.forum)[0].code,
        "stolen": world.coalition("economic_justice").seats.all()[0].pk,
        "submitted_pk": pledge(scene, "submitted").pk,
        "reviewed_pk": pledge(scene, "reviewed").pk,
    }
    Message.objects.filter(pk=scene.names["mail"]).update(state="sent", sent_at=NOW)
    return scene


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of our own tables, but for the note that somebody looked."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model.__module__.startswith("avow.") and model.__name__ not in STILL:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1")
                found[model._meta.label] = cursor.fetchall()
    return found


def post(scene: Scene, browser, act: Act):
    words = act.arguments.split()
    given = [word[1:] if word.startswith("=") else scene.names[word] for word in words]
    data = {
        key.format(**scene.names): value.format(**scene.names) for key, value in act.data.items()
    }
    return browser.post(reverse(act.name, args=[scene.forum.slug, *given]), data)


@pytest.mark.parametrize("people", GROUPS, ids="-".join)
def test_who_changes_what(people, scene, sign_in):
    browsers = {
        who: Client() if (person := scene.people[who]) is None else sign_in(person)
        for who in people
    }
    as_built = rows()
    wrong = {who: found for who in people if (found := _wrong(scene, who, browsers[who], as_built))}
    assert wrong == {}


def _wrong(scene: Scene, who: str, browser: Client, as_built: Any) -> list[Any]:
    """Return the acts that go otherwise for somebody than was written down."""
    column, wrong = PEOPLE.index(who), []
    for label, act in ACTS.items():
        with transaction.atomic():
            known = as_built
            if act.before:
                act.before(scene)
                known = rows()
            answer = post(scene, browser, act)
            changed = sorted(name for name, now in rows().items() if now != known[name])
            transaction.set_rollback(True)
        may = act.who.replace(" ", "")[column] == "x"
        polite = answer.status_code in SAID_NO or act.name in SAID_NO_IN_WORDS
        polite = polite or (label, who) in FORGED
        if bool(changed) != may or not (may or polite):
            wrong.append((label, answer.status_code, changed))
    return wrong


def test_every_row_has_a_column_for_everybody():
    assert {len(act.who.replace(" ", "")) for act in ACTS.values()} == {len(PEOPLE)}
