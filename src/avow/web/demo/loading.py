"""Loading the demonstration: pack, people, commitments, applications on their way."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.account.models import EmailAddress
from django.db import transaction

from avow.commitments.due import complete_those_over
from avow.forums.loading import load
from avow.forums.models import Coalition, Forum, Window
from avow.forums.packs.catalogue import read_catalogue
from avow.forums.packs.reading import read_pack
from avow.forums.states import WindowKind
from avow.interest.services.handing_in import Hand, confirm, hand_in
from avow.interest.services.letters import receive_letter
from avow.notices.models import Message
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.people.models import Organisation, User
from avow.people.services.accounts import open_account
from avow.people.services.champions import give_seat
from avow.people.services.members import appoint
from avow.people.services.organisations import Profile, create_organisation
from avow.people.services.roles import grant_role
from avow.people.states import StaffRole
from avow.people.windows import extend_window
from avow.web.demo import learning, plans, reports
from avow.web.demo.houses import HOUSES, PASSWORD, PEOPLE, PRINCIPLES, SUMMARY, House
from avow.web.demo.pledges import write
from avow.web.demo.story import Story

PACK = "generation-equality"
APPLICANTS = frozenset(
    "luz lagoon-youth quetzal baobab steppe-law code-orchard ateliers rivamar qingquan prairie"  # noqa: SIM905
    " night-garden tambour savana harbour-law zaytuna".split()
)
# Open long enough after today for a newcomer to try everything.
OPEN_FOR = timedelta(days=120)


def load_demonstration(now: datetime) -> Forum:
    """Load everything.

    The calendar is the pack's own; some windows are extended, and logged so.
    """
    pack = read_pack(PACK)
    change = load(pack, now, catalogue=read_catalogue(PACK, pack))
    if not change:
        raise ValueError("the pack changed nothing: the demonstration is here already")
    forum = Forum.objects.get(slug=PACK)
    Forum.objects.filter(pk=forum.pk).update(is_demonstration=True)
    opening = now.replace(year=2021, month=2, day=17)
    people = _people()
    houses = _houses(forum, people, opening)
    _open_windows(forum, people["sofia"], now)
    plans.open_actions(forum, now)
    forum = Forum.objects.get(pk=forum.pk)
    _pledges(forum, now)
    _interest(forum, now)
    reports.commit_early(forum, houses, now)
    Story(forum, houses, now).walk()
    plans.fill(forum, now)
    complete_those_over(now)
    reports.report(forum, now)
    learning.learn(forum, now)
    learning.help_each_other(forum, now)
    _settle_mail(now)
    return forum


def _people() -> dict[str, User]:
    found = {}
    names = {key: (name, language) for key, (name, language, _slug, _role) in PEOPLE.items()}
    named = {slug for _name, _language, slug, _role in PEOPLE.values()}
    names |= {one.slug: (one.name, one.language) for one in HOUSES if one.slug not in named}
    for key, (name, language) in names.items():
        email = f"{key}@example.org"
        user, _made = open_account(email, password=PASSWORD, name=name, language=language)
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        found[key] = user
    return found


def _houses(forum: Forum, people: dict[str, User], now: datetime) -> dict[str, Organisation]:
    for key, (_name, _language, slug, role) in PEOPLE.items():
        if not slug:
            grant_role(people[key], forum, StaffRole(role), by=None, now=now)
    coalitions = {one.code: one for one in Coalition.objects.filter(forum=forum)}
    houses = {}
    for house in HOUSES:
        houses[house.slug] = organisation = create_organisation(
            _profile(house), by=None, forum=forum, now=now
        )
        members = [
            (key, role) for key, (_n, _l, slug, role) in PEOPLE.items() if slug == house.slug
        ]
        for key, role in members or [(house.slug, "lead")]:
            appoint(people[key], organisation, role, by=None, forum=forum, now=now)
        if house.seat:
            give_seat(
                coalitions[house.seat],
                organisation,
                starts_on=forum.starts_on,
                ends_on=forum.ends_on,
                by=None,
                now=now,
            )
    return houses


def _profile(house: House) -> Profile:
    return Profile(
        name=house.name,
        kind=house.kind,
        country=house.country,
        language=house.language,
        website="" if house.protected_name else f"https://{house.slug}.example.org/",
        summary=SUMMARY[house.language],
        principles=PRINCIPLES[house.language],
        contact_email=f"office@{house.slug}.example.org",
        is_protected=bool(house.protected_name),
        protected_name=house.protected_name,
    )


def _open_windows(forum: Forum, by: User, now: datetime) -> None:
    kinds = (WindowKind.INTEREST, WindowKind.APPLICATIONS, WindowKind.COMMITMENTS)
    for window in Window.objects.filter(forum=forum, kind__in=kinds):
        if window.closes_at < now + OPEN_FOR:
            reason = "Open for the demonstration, so that a newcomer can try everything."
            extend_window(window, closes_at=now + OPEN_FOR, reason=reason, by=by, now=now)


def _pledges(forum: Forum, now: datetime) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "commitments.csv"
        write(path, forum, APPLICANTS)
        report = run(kind_of("commitments"), path, forum, now=now)
    if report.bad:
        raise ValueError(f"the demonstration's own rows are wrong: {report.problems[:3]}")


def _interest(forum: Forum, now: datetime) -> None:
    coalitions = list(Coalition.objects.filter(forum=forum))
    names = (
        "Marea Verde",
        "Brightwell Foundation",
        "Les Jardins de Sable",
        "Цветущий сад",
        "جمعية الياسمين",
    )
    for number, name in enumerate(names):
        hand = Hand(
            email=f"hello{number}@example.org",
            organisation_name=f"{name} (example)",
            coalitions=(coalitions[number],),
            message="We would like to hear about the next steps.",
        )
        if number == len(names) - 1:
            receive_letter(forum, hand, by=None, now=now - timedelta(days=20))
            continue
        interest = hand_in(forum, hand, now=now - timedelta(days=30 - number))
        if number:
            confirm(interest, now=now - timedelta(days=29 - number))


def _settle_mail(now: datetime) -> None:
    """Mark the mails of the invented past as sent: nobody waits for them."""
    with transaction.atomic():
        Message.objects.filter(created_at__lte=now, state="queued").update(
            state="sent", sent_at=now
        )
