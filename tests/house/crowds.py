"""Many rows at once, written straight into the tables: for tests of what a list costs."""

from datetime import timedelta
from typing import Any

from django.db.models import F

from avow.answers import packs
from avow.answers import services as answers
from avow.answers.models import Sheet
from avow.applications.models import Application, ApplicationCoalition
from avow.commitments.models import (
    Commitment,
    CommitmentCoalition,
    Partner,
    RenewalInvitation,
    Revision,
)
from avow.directory.finding import find
from avow.directory.query import Question
from avow.directory.services import publish_all
from avow.interest.models import Interest
from avow.ledger.services import record
from avow.notices.models import Message, Notice
from avow.opendata.models import Upload
from avow.people.models import (
    DuplicatePair,
    ForumRole,
    Look,
    Organisation,
    Representation,
    Seat,
    SeatHolder,
    User,
    WindowGrant,
)
from avow.review.models import Case, Maker
from tests.directory.making import public_entry
from tests.worlds import World, at

NOW = at("2021-04-07 10:00")


def people(number: int) -> list[User]:
    """Make so many people."""
    return User.objects.bulk_create(
        [User(email=f"crowd{n}@example.org", name=f"Crowd {n}") for n in range(number)]
    )


def houses(number: int) -> list[Organisation]:
    """Make so many organisations."""
    return Organisation.objects.bulk_create(
        [
            Organisation(
                slug=f"crowd-{n}",
                name=f"Crowd {n}",
                folded_name=f"crowd {n}",
                kind="civil_society",
                country="KE",
                created_at=NOW,
            )
            for n in range(number)
        ]
    )


def represented(number: int, who: User) -> list[Organisation]:
    """Make so many organisations that this person leads."""
    made = houses(number)
    Representation.objects.bulk_create(
        [Representation(user=who, organisation=one, role="lead", since=NOW) for one in made]
    )
    return made


def applications(world: World, made: list[Organisation], **fields: Any) -> None:
    """Make an application of each organisation, in two coalitions, each with its case."""
    forum, gbv = world.forum, world.coalition("gender_based_violence")
    economy = world.coalition("economic_justice")
    form = packs.application_form(forum.settings)
    first = answers.open_sheet(forum, "application", form, language="en", now=NOW)
    sheets = Sheet.objects.bulk_create(
        [Sheet(forum=forum, definition=first.definition, language="en") for _ in made]
    )
    values: dict[str, Any] = {
        "state": "in_review",
        "created_at": NOW,
        "submitted_at": NOW,
        "promise_days": 28,
        "due_on": (NOW + timedelta(days=28)).date(),
        "assigned_to": world.user("tom"),
    }
    rows = Application.objects.bulk_create(
        [
            Application(forum=forum, organisation=one, sheet=sheet, **(values | fields))
            for one, sheet in zip(made, sheets, strict=True)
        ]
    )
    for coalition in (gbv, economy):
        opened = Case.objects.bulk_create([case(world, coalition, one) for one in made])
        ApplicationCoalition.objects.bulk_create(
            [
                ApplicationCoalition(application=row, coalition=coalition, case=one)
                for row, one in zip(rows, opened, strict=True)
            ]
        )


def case(world: World, coalition: Any, one: Organisation, **fields: Any) -> Case:
    """Return a case that is not yet in the table."""
    values: dict[str, Any] = {
        "forum": world.forum,
        "coalition": coalition,
        "organisation": one,
        "subject": "application",
        "title": one.name,
        "quorum": "1/2",
        "majority": "1/2",
        "liaison_days": 7,
        "due_on": NOW.date(),
        "opened_at": NOW,
    }
    return Case(**(values | fields))


def commitments(world: World, made: list[Organisation], state: str = "submitted") -> list[Revision]:
    """Make a commitment of each organisation, with its text and its coalition."""
    days = {"starts_on": at("2021-05-01 00:00").date(), "ends_on": at("2023-05-01 00:00").date()}
    rows = Commitment.objects.bulk_create(
        [
            Commitment(
                forum=world.forum,
                organisation=one,
                ref=f"GE-8{n:05}",
                state=state,
                created_at=NOW,
                submitted_at=NOW,
                due_on=NOW.date(),
            )
            for n, one in enumerate(made)
        ]
    )
    texts = Revision.objects.bulk_create(
        [
            Revision(
                commitment=row,
                number=1,
                language="en",
                title=f"Shelters {row.ref}",
                summary="Shelters.",
                main_type="policy",
                types=["policy"],
                created_at=NOW,
                **days,
            )
            for row in rows
        ]
    )
    for row, text in zip(rows, texts, strict=True):
        row.current = text
    Commitment.objects.bulk_update(rows, ["current"])
    coalition = world.coalition("gender_based_violence")
    CommitmentCoalition.objects.bulk_create(
        [CommitmentCoalition(commitment=row, coalition=coalition) for row in rows]
    )
    return texts


# One function for each list: it makes the rows; the list is then opened by the person beside it.
def desk_applications(world: World, number: int) -> None:
    applications(world, houses(number))


def outcomes(world: World, number: int) -> None:
    applications(world, houses(number), state="decided", decided_at=NOW)


def objections(world: World, number: int) -> None:
    made, gbv = houses(number), world.coalition("gender_based_violence")
    Case.objects.bulk_create(
        [case(world, gbv, one, state="liaison", liaison_until=NOW + timedelta(3)) for one in made]
    )


def desk_commitments(world: World, number: int) -> None:
    commitments(world, houses(number))


def ending_terms(world: World, number: int) -> None:
    texts, last = commitments(world, houses(number)), at("2021-12-31 00:00").date()
    keys = [text.pk for text in texts]
    Revision.objects.filter(pk__in=keys).update(ends_on=last, published_at=NOW)
    told = {"ends_on": last, "days": 180, "sent_at": NOW}
    RenewalInvitation.objects.bulk_create(
        [RenewalInvitation(commitment=text.commitment, **told) for text in texts]
    )
    rows = Commitment.objects.filter(current__in=keys)
    rows.update(state="published", public=F("current"), published_at=NOW)


def my_commitments(world: World, number: int) -> None:
    commitments(world, represented(number, world.user("ana")))


def my_applications(world: World, number: int) -> None:
    applications(world, represented(number, world.user("ana")))


def my_organisations(world: World, number: int) -> None:
    represented(number, world.user("ana"))


def partnerships(world: World, number: int) -> None:
    red = world.organisation("red-de-mujeres")
    texts = commitments(world, houses(number))
    Partner.objects.bulk_create(
        [Partner(revision=one, organisation=red, name=red.name, state="asked") for one in texts]
    )


def history(world: World, number: int) -> None:
    (text,) = commitments(world, [world.organisation("red-de-mujeres")])
    row = text.commitment
    Revision.objects.filter(pk=text.pk).update(published_at=NOW)
    later = [
        Revision(
            commitment=row,
            number=n,
            language="en",
            title=f"Shelters {n}",
            summary="Shelters.",
            main_type="policy",
            types=["policy"],
            starts_on=text.starts_on,
            ends_on=text.ends_on,
            created_at=NOW,
            published_at=NOW,
        )
        for n in range(2, number + 1)
    ]
    last = Revision.objects.bulk_create(later)[-1]
    Commitment.objects.filter(pk=row.pk).update(
        state="published", published_at=NOW, public=last, current=last, ref="GE-000777"
    )


def entries(world: World, number: int) -> None:
    publish_all(public_entry(world.forum) for _ in range(number))
    find(Question(world.forum.pk))  # as any page after a change, which reads what is new


def makers(world: World, number: int) -> None:
    gbv, red = world.coalition("gender_based_violence"), world.organisation("red-de-mujeres")
    Maker.objects.bulk_create(
        [
            Maker(forum=world.forum, organisation=one, coalition=gbv, since=NOW)
            for one in [*houses(number), red]
        ]
    )


def maker_with_entries(world: World, number: int) -> None:
    makers(world, 0)
    entries(world, number)


def interests(world: World, number: int) -> None:
    rows = Interest.objects.bulk_create(
        [
            Interest(
                forum=world.forum,
                state="received",
                email=f"crowd{n}@example.org",
                organisation_name=f"Crowd {n}",
                folded_name=f"crowd {n}",
                received_at=NOW,
                confirmed_at=NOW,
            )
            for n in range(number)
        ]
    )
    gbv = world.coalition("gender_based_violence")
    link = Interest.coalitions.through
    link.objects.bulk_create([link(interest=row, coalition=gbv) for row in rows])


def ledger(world: World, number: int) -> None:
    for n in range(number):
        record("interest.confirm", forum=world.forum, subject=f"interest:{n}", at=NOW)


def notices(world: World, number: int) -> None:
    ana = world.user("ana")
    Notice.objects.bulk_create(
        [
            Notice(
                user=ana, verb="x", key=str(n), language="en", title="T", forum=world.forum, at=NOW
            )
            for n in range(number)
        ]
    )


def mails(world: World, number: int) -> None:
    Message.objects.bulk_create(
        [
            Message(
                verb="interest.confirm",
                key=str(n),
                receiver=f"crowd{n}@example.org",
                to_email=f"crowd{n}@example.org",
                forum=world.forum,
                language="en",
                subject="S",
                text="T",
                html="H",
                next_attempt_at=NOW,
                created_at=NOW,
            )
            for n in range(number)
        ]
    )


def uploads(world: World, number: int) -> None:
    made = people(number)
    Upload.objects.bulk_create(
        [
            Upload(forum=world.forum, kind="commitments", name="a.csv", by=one, at=NOW)
            for one in made
        ]
    )


def pairs(world: World, number: int) -> None:
    one = world.organisation("lagos-youth-network")
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(first=one, second=other, score=80, reason="acronym", found_at=NOW)
            for other in houses(number)
        ]
    )


def desk_organisations(_world: World, number: int) -> None:
    houses(number)


def members(world: World, number: int) -> None:
    red = world.organisation("red-de-mujeres")
    Representation.objects.bulk_create(
        [
            Representation(user=one, organisation=red, role="editor", since=NOW)
            for one in people(number)
        ]
    )


def looks(world: World, number: int) -> None:
    red = world.organisation("red-de-mujeres")
    Look.objects.bulk_create(
        [Look(organisation=red, user=one, page="profile", at=NOW) for one in people(number)]
    )


def staff(world: World, number: int) -> None:
    ForumRole.objects.bulk_create(
        [ForumRole(user=one, forum=world.forum, role="core_group") for one in people(number)]
    )


def grants(world: World, number: int) -> None:
    window = world.window("applications")
    WindowGrant.objects.bulk_create(
        [
            WindowGrant(
                window=window,
                organisation=one,
                until=NOW + timedelta(days=400),
                reason="x",
                granted_by=by,
                granted_at=NOW,
            )
            for one, by in zip(houses(number), people(number), strict=True)
        ]
    )


def seats(world: World, number: int) -> None:
    gbv = world.coalition("gender_based_violence")
    days = {"starts_on": world.forum.starts_on, "ends_on": world.forum.ends_on}
    rows = Seat.objects.bulk_create([Seat(coalition=gbv, **days) for _ in range(number)])
    SeatHolder.objects.bulk_create(
        [
            SeatHolder(seat=row, organisation=one, since=days["starts_on"])
            for row, one in zip(rows, houses(number), strict=True)
        ]
    )
