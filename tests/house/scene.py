"""Everybody who could stand before a page, and one of everything that an address can name."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile

from avow.answers.models import Attachment
from avow.applications.models import Application
from avow.applications.services import screening
from avow.commitments import services as commitments
from avow.commitments.models import Commitment, Document, Joining
from avow.forums.loading import load
from avow.forums.models import Forum
from avow.forums.packs.reading import read_pack
from avow.interest.models import Interest
from avow.jobs.models import Job
from avow.notices.models import Message, Notice
from avow.opendata.exports.columns import SHARED
from avow.opendata.models import ApiToken, NearMiss, Upload
from avow.participants.models import Participant
from avow.people.models import (
    DuplicatePair,
    Invitation,
    JoinRequest,
    Organisation,
    Representation,
    RoleInvitation,
    SeatHolder,
    User,
)
from avow.review.models import Case, Clarification, Maker
from tests.applications import making
from tests.commitments import catalogue_kit
from tests.commitments import conftest as writing
from tests.factories import give_role, make_organisation, make_seat, make_user, represent
from tests.house import (
    scene_annual,
    scene_following,
    scene_learning,
    scene_my_reports,
    scene_plans,
    scene_reports,
)
from tests.review.conftest import put
from tests.worlds import World, at

NOW = at("2021-04-07 10:00")
# In the order of the columns of the tables in test_routes.py and test_acts.py.
PEOPLE = (
    "anonymous",
    "nobody",  # signed in, represents nobody
    "stranger",  # leads another organisation
    "reader",  # reads for the organisation
    "lead",  # leads the organisation
    "champion",  # of the coalition
    "champion_elsewhere",  # of another coalition
    "champion_own",  # of the coalition, and edits for the organisation
    "core",  # Core Group
    "core_own",  # and edits for the organisation
    "secretary",  # secretariat
    "secretary_own",  # and edits for the organisation
    "secretary_elsewhere",  # secretariat of another forum only
    "root",  # superuser, nothing else
)
# A scene takes seconds to make: several people walk through the same one.
GROUPS = [PEOPLE[at : at + 4] for at in range(0, len(PEOPLE), 4)]
OWN = ("champion_own", "core_own", "secretary_own")


@dataclass
class Scene:
    """Who and what there is; `names` are the arguments that addresses are filled with."""

    world: World
    other_forum: Forum
    people: dict[str, User | None] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)

    @property
    def forum(self) -> Forum:
        """Return the forum in whose pages everybody stands."""
        return self.world.forum


def build(world: World) -> Scene:
    """Make the scene; the clock of the pages should show NOW."""
    load(read_pack("nourish"), at("2021-01-04 09:00"))
    scene = Scene(world, Forum.objects.get(slug="nourish"))
    red, norte = world.organisation("red-de-mujeres"), make_organisation("Voces del Norte")
    _people(scene, red, norte)
    _applications(scene, norte)
    _commitments(scene, red)
    catalogue_kit.load(world.forum)
    _small_things(scene, red)
    _what_was_there(scene, red)
    scene.names |= scene_plans.add(world)
    scene.names |= scene_plans.add_people(world)
    scene.names |= scene_my_reports.add(world, scene.names["published"])
    scene.names |= scene_reports.add(world, scene.names["published"])
    scene.names |= scene_annual.add(world)
    scene.names |= scene_learning.add(world, scene.names["published"])
    scene.names |= scene_following.add(world)
    return scene


def _people(scene: Scene, red: Organisation, norte: Organisation) -> None:
    world, forum = scene.world, scene.world.forum
    gbv = world.coalition("gender_based_violence")
    people: dict[str, User | None] = dict.fromkeys(PEOPLE)
    people |= {
        "lead": world.user("ana"),
        "champion": world.user("dina"),
        "champion_elsewhere": world.user("gita"),
        "core": world.user("vera"),
        "secretary": world.user("sofia"),
        "stranger": world.user("chidi"),
    }
    for name in PEOPLE:
        if people[name] is None and name not in {"anonymous", "root"}:
            people[name] = make_user(f"{name.replace('_', '-')}@example.org", name=name.title())
    people["root"] = User.objects.create_superuser("root@example.org", "x")
    represent(people["lead"], norte)
    for one in (red, norte):
        represent(people["reader"], one, "reader")
        for name in OWN:
            represent(people[name], one, "editor")
    house = make_organisation("Casa Abierta")
    represent(people["champion_own"], house)
    make_seat(gbv, house)
    give_role(people["core_own"], forum, "core_group")
    give_role(people["secretary_own"], forum, "secretariat")
    give_role(people["secretary_elsewhere"], scene.other_forum, "secretariat")
    scene.people = people


def _applications(scene: Scene, norte: Organisation) -> None:
    world, codes = scene.world, ("gender_based_violence",)
    decided = _into_review(world)
    making.decide(decided, making.MORNING)
    reviewed = _into_review(world)
    draft = making.draft(world, norte, by=world.user("ana"), coalitions=codes)
    case = reviewed.coalitions.get().case
    assert case is not None
    scene.names |= {
        "decided": decided.pk,
        "application": reviewed.pk,
        "draft": draft.pk,
        "case": case.pk,
        "file": _file(reviewed).pk,
        "draft_file": _file(draft).pk,
    }


def _into_review(world: World) -> Application:
    one = making.submitted(world, coalitions=("gender_based_violence",))
    sofia = world.user("sofia")
    screening.screen(one.pk, by=sofia, now=making.MORNING)
    given = {item.code: screening.Given("yes") for item in screening.checklist(world.forum)}
    screening.check(one.pk, given, by=sofia, now=making.MORNING)
    screening.pass_(one.pk, by=sofia, now=making.MORNING)
    return Application.objects.get(pk=one.pk)


def _file(application: Application) -> Attachment:
    return Attachment.objects.create(
        sheet=application.sheet,
        scope="gender_based_violence",
        key="evidence",
        file=ContentFile(b"words", name="words.txt"),
        name="words.txt",
        content_type="text/plain",
        size=5,
        digest=hashlib.sha256(str(application.pk).encode()).hexdigest(),
        uploaded_at=NOW,
    )


def _commitments(scene: Scene, red: Organisation) -> None:
    world, ana, sofia = scene.world, scene.world.user("ana"), scene.world.user("sofia")
    gbv = world.coalition("gender_based_violence")
    Maker.objects.get_or_create(
        forum=world.forum, organisation=red, coalition=gbv, defaults={"since": NOW}
    )

    def write(title: str) -> Commitment:
        one = commitments.create(world.forum, red, ana, writing.MORNING)
        return writing.fill(one, writing.PLAIN | {"title": title})

    def review(title: str) -> Commitment:
        one = commitments.submit(write(title), ana, writing.MORNING)
        commitments.open_cases(one, sofia, writing.MORNING)
        return Commitment.objects.get(pk=one.pk)

    published = review("Shelters that everybody reads of")
    writing.accept(published.coalitions.get().case)  # type: ignore[arg-type]
    published = commitments.publish(published, sofia, writing.LATER)
    reviewed = review("Shelters before the Core Group")
    liaison = put(reviewed.coalitions.get().case, "liaison")  # type: ignore[arg-type]
    submitted = commitments.submit(write("Shelters just handed in"), ana, writing.MORNING)
    unfinished = write("Shelters being written of")
    together = commitments.create(world.forum, red, ana, writing.MORNING)
    plain = writing.PLAIN | {"title": "Shelters of two", "lead_share": "60"}
    rows = {**writing.ROWS, "maker": [{"name": "Lagos Youth Network", "share": "40"}]}
    together = commitments.submit(writing.fill(together, plain, rows), ana, writing.MORNING)
    house = Organisation.objects.get(name="Casa Abierta")
    joining = Joining.objects.create(commitment=published, organisation=house, asked_at=NOW)
    named = commitments.create(
        world.forum, world.organisation("lagos-youth-network"), world.user("chidi"), NOW
    )
    scene.names |= {
        "published": published.ref,
        "reviewed": reviewed.ref,
        "submitted": submitted.ref,
        "unfinished": unfinished.ref,
        "together": together.ref,
        "joining": joining.pk,
        "other": world.organisation("lagos-youth-network").pk,
        "strangers": named.ref,
        "liaison": liaison.pk,
        "pledge_file": _document(unfinished).pk,
        "reviewed_file": _document(reviewed).pk,
        "document": _document(published).digest[:16],
    }
    Document.objects.create(
        revision=published.public,  # type: ignore[misc]  # it is published
        attachment=published.sheet.attachments.get(),  # type: ignore[union-attr]
    )


def _document(commitment: Commitment) -> Attachment:
    return Attachment.objects.create(
        sheet=commitment.sheet,
        key="documents",
        file=ContentFile(b"words", name="plan.txt"),
        name="plan.txt",
        content_type="text/plain",
        size=5,
        digest=hashlib.sha256(commitment.ref.encode()).hexdigest(),
        uploaded_at=NOW,
    )


def _near(forum: Forum, red: Organisation) -> NearMiss:
    return NearMiss.objects.create(
        forum=forum,
        name="Red de las Mujeres",
        folded_name="red de las mujeres",
        candidates=[[red.pk, 95, "same_words"]],
        found_at=NOW,
    )


def _upload(forum: Forum, by: User) -> Upload:
    upload = Upload(
        forum=forum, kind="commitments", name="list.csv", state="checked", by=by, at=NOW
    )
    upload.report = {"rows": 1, "good": 1, "bad": 0, "problems": [], "notes": []}
    needed = [
        column.name for column in SHARED if column.needed and column.name not in {"id", "title"}
    ]
    upload.report |= {
        "columns": [
            {"theirs": name, "ours": name, "why": "", "examples": []} for name in ("id", "title")
        ],
        "mapping": {"columns": {"id": "id", "title": "title"}},
        "missing": needed,
    }
    upload.file.save("list.csv", ContentFile(b"title\n"), save=False)
    upload.errors.save("errors.csv", ContentFile(b"line\n"), save=False)
    upload.save()
    return upload


def _interest(forum: Forum) -> Interest:
    return Interest.objects.create(
        forum=forum,
        email="zed@example.org",
        organisation_name="Zed",
        folded_name="zed",
        received_at=NOW,
        token_digest=hashlib.sha256(b"iamhere").hexdigest(),
        token_expires_at=at("2021-04-14 10:00"),
    )


def _participant(forum: Forum) -> Participant:
    return Participant.objects.create(
        forum=forum,
        email="vita@example.org",
        name="Vita Visitor",
        created_at=NOW,
        token_digest=hashlib.sha256(b"knockknock").hexdigest(),
        token_expires_at=at("2021-04-14 10:00"),
    )


def _small_things(scene: Scene, red: Organisation) -> None:
    forum, people = scene.forum, scene.people
    sofia, nobody, lead = people["secretary"], people["nobody"], people["lead"]
    assert sofia
    assert nobody
    assert lead
    case = Case.objects.get(pk=scene.names["case"])
    question = Clarification.objects.create(
        case=case, question="Who pays?", asked_by=sofia, asked_at=NOW
    )
    other = scene.world.organisation("lagos-youth-network")
    first, second = sorted((red, other), key=lambda one: one.pk)
    pair = DuplicatePair.objects.create(first=first, second=second, score=80, found_at=NOW)
    terms = {"created_at": NOW, "expires_at": at("2021-04-20 10:00")}
    invitation = Invitation.objects.create(
        organisation=red,
        role="editor",
        email="zed@example.org",
        token_digest=hashlib.sha256(b"letmein").hexdigest(),
        **terms,
    )
    staff = RoleInvitation.objects.create(
        forum=forum, role="core_group", email="zed@example.org", token_digest="x" * 64, **terms
    )
    interest = _interest(forum)
    _participant(forum)
    asking = JoinRequest.objects.create(organisation=red, user=nobody, created_at=NOW)
    upload = _upload(forum, sofia)
    near = _near(forum, red)
    job = Job.objects.create(kind="opendata.check", key="x", by=sofia, forum=forum, created_at=NOW)
    notice = Notice.objects.create(
        user=lead, verb="x", key="x", language="en", title="T", at=NOW, forum=forum
    )
    scene.names |= {
        "question": question.pk,
        "interest": interest.pk,
        "pair": pair.pk,
        "invitation": invitation.pk,
        "staff_invitation": staff.pk,
        "asking": asking.pk,
        "upload": upload.pk,
        "near": near.pk,
        "job": job.pk,
        "notice": notice.pk,
        "other_slug": other.slug,
        "token": "letmein",
        "interest_token": "iamhere",
        "participant_token": "knockknock",
    }


def _what_was_there(scene: Scene, red: Organisation) -> None:
    """Name the things that the world itself brought."""
    world, forum, people = scene.world, scene.forum, scene.people
    mail = Message.objects.filter(forum=forum).order_by("pk")[0]
    holder = SeatHolder.objects.filter(organisation__slug="fundacion-aurora").get()
    token = {"name": "Ours", "digest": "y" * 64, "made_at": NOW}
    scene.names |= {
        "api_token": ApiToken.objects.create(user=people["lead"], **token).pk,
        "mail": mail.pk,
        "mail_verb": "interest.confirm",
        "holder": holder.pk,
        "seat": holder.seat_id,
        "role": forum.roles.get(user=people["core"]).pk,
        "member": Representation.objects.get(user=people["reader"], organisation=red).pk,
        "window": world.window("applications").key,
        "slug": red.slug,
        "coalition": world.coalition("gender_based_violence").slug,
        "example": "gbv-1-policy",
    }
