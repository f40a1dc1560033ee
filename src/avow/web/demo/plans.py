"""Plans of action and the people around them, made by the services that people use."""

from datetime import datetime, timedelta

from avow.blueprints.models import Blueprint, Version
from avow.blueprints.services import compiling, structure, versions, writing
from avow.consultation.services import answering
from avow.consultation.services.commenting import comment, support
from avow.conversation.services import posting, topics
from avow.forums.models import Coalition, Forum, Window
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.mobilising.services import inviting
from avow.moderation.services import deciding
from avow.moderation.services.writing import of_author
from avow.moderation.states import State
from avow.news.services import subscribing
from avow.news.services import writing as news
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, confirm, enter
from avow.people.models import Organisation, User
from avow.people.seats import champion_users
from avow.people.windows import extend_window
from avow.web.demo import gatherings

GBV = "gender_based_violence"
VISION = (
    "Every woman and girl lives **free from violence**, in every place and at every age.\n\n"
    "Laws protect all of them, whoever they are. Survivors are believed, and find a shelter within"
    " one hour of their home. Organisations led by girls decide where the money goes."
)
BODIES = {
    "GBV-1": "Judges and police are trained in every district.\n\nWhoever reports violence is heard"
    " by somebody who was trained for it, in her own language.",
    "GBV-2": "Schools teach consent from the age of ten. Men are spoken to where they meet.",
    "GBV-3": "Shelters open in every town. The state pays for the beds, and organisations of"
    " survivors run them.",
    "GBV-4": "Half of the new money reaches groups that never had a grant before.",
}
# Name, country, kind, language, action, passage, words.
SAID: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        *("Amara Okafor", "KE", "youth_led", "en", "GBV-3", "Shelters open in every town."),
        "Also in camps and in villages without a road, please.",
    ),
    (
        *("Lucie Bernard", "FR", "civil_society", "fr", "GBV-1", "in her own language"),
        "Et en langue des signes.",
    ),
    (
        *("نورة حداد", "TN", "womens_rights_org", "ar", "GBV-3", ""),
        "نحتاج إلى مساعدة قانونية في كل مأوى.",
    ),
    (
        *("李梅", "CN", "other", "zh", "GBV-2", "Schools teach consent"),
        "请在教师培训中加入数字安全。",
    ),
    (
        *("Marta Ruiz", "MX", "womens_rights_org", "es", "", ""),
        "El plan debe decir quién paga cada acción.",
    ),
)
POSTS = (
    ("en", "What helped most in our town was a lawyer who came to the market once a week."),
    ("fr", "Chez nous, une ligne téléphonique tenue par des survivantes."),
    ("ar", "تدريب القابلات على الإصغاء غيّر كل شيء في قريتنا."),
    ("es", "Un taxi pagado por el municipio, de noche, hasta el refugio."),
)


def open_actions(forum: Forum, now: datetime) -> None:
    """Publish each coalition's first draft: from then on commitments to its actions are taken."""
    staff = User.objects.get(email="sofia@example.org")
    _open_consultation(forum, staff, now)
    begun = now - timedelta(days=90)
    for coalition in Coalition.objects.filter(forum=forum):
        writer = next(iter(champion_users(coalition, day_of(now, forum.zone))), staff)
        plan = structure.begin(coalition, by=writer, now=begun)
        if coalition.code == GBV:
            _write(plan, writer, "vision", VISION, begun)
            for code, body in BODIES.items():
                _write(plan, writer, code, body, begun)
        first = versions.prepare(
            plan, name="First draft", stage="draft", summary="For everybody to comment on.",
            by=writer, now=begun,
        )  # fmt: skip
        versions.publish(first, by=staff, now=now - timedelta(days=60))


def fill(forum: Forum, now: datetime) -> None:
    """Make a consultation, events, a conversation, news and an invitation; plans are public."""
    staff = User.objects.get(email="sofia@example.org")
    gbv = Coalition.objects.get(forum=forum, code=GBV)
    people = [_somebody(forum, number, row, now) for number, row in enumerate(SAID)]
    _consult(gbv, staff, people, now)
    compiling.compile_plan(
        forum,
        name="Acceleration plan, first version",
        preface="The plans of the coalitions in one document. Everything in it is **invented**.",
        language="en",
        by=staff,
        now=now - timedelta(days=20),
    )
    gatherings.hold(forum, staff, people, now)
    _conversation(forum, gbv, staff, people, now)
    _news(forum, gbv, staff, people, now)
    _invitation(forum, now)


def _open_consultation(forum: Forum, staff: User, now: datetime) -> None:
    window = Window.objects.filter(forum=forum, kind=WindowKind.CONSULTATION).last()
    if window is not None and window.closes_at < now + timedelta(days=120):
        reason = "Open for the demonstration, so that a newcomer can comment."
        extend_window(window, closes_at=now + timedelta(days=120), reason=reason, by=staff, now=now)


def _somebody(forum: Forum, number: int, row: tuple[str, ...], now: datetime) -> Participant:
    name, country, kind, language, *_rest = row
    known = {one.code for one in forum.settings.organisation_types}
    hand = Hand(
        email=f"reader{number}@example.org",
        name=name,
        language=language,
        kind=kind if kind in known else "",
        country=country,
    )
    then = now - timedelta(days=70)
    return confirm(enter(forum, hand, now=then), now=then)


def _consult(gbv: Coalition, staff: User, people: list[Participant], now: datetime) -> None:
    writer = champion_users(gbv, day_of(now, gbv.forum.zone))[0]
    plan = Blueprint.objects.get(coalition=gbv)
    first = plan.versions.get(number=1)
    _comments(first, staff, writer, people, now - timedelta(days=50))
    later = now - timedelta(days=30)
    shelters = f"{BODIES['GBV-3']}\n\nEvery shelter offers legal help, and a place for children."
    _write(plan, writer, "GBV-3", shelters, later)
    second = versions.prepare(
        plan, name="Draft for consultation", stage="consultation",
        summary="With what was taken up of sixty days of comments.", by=writer, now=later,
    )  # fmt: skip
    versions.publish(second, by=staff, now=later)
    section = plan.sections.get(code="GBV-2")
    writing.remark(section, "Do we say from which year on?", by=writer, now=now - timedelta(days=3))


def _write(plan: Blueprint, by: User, what: str, body: str, now: datetime) -> None:
    found = {"kind": "vision"} if what == "vision" else {"code": what}
    section = plan.sections.get(**found)
    writing.save_text(section, "body", body, seen=section.body_version, by=by, now=now)
    writing.let_go(section, by=by, now=now)


def _comments(
    version: Version, staff: User, writer: User, people: list[Participant], now: datetime
) -> None:
    made = []
    for who, row in zip(people, SAID, strict=True):
        *_about, language, code, quote, words = row
        key = version.sections.get(code=code).key if code else ""
        one = comment(
            version, words, author=who, language=language, section_key=key, quote=quote, now=now
        )
        if one.text.state == State.HELD:
            deciding.decide(one.text, "approve", by=staff, now=now)
        made.append(one)
    for who in people[1:]:
        support(made[0], by=who, now=now)
    answering.answer(
        made[2:3], "taken_up", "Every shelter now offers legal help.", language="en", by=writer,
        now=now,
    )  # fmt: skip
    answering.answer(
        made[4:5], "partly", "Each action now names who is asked to pay; sums come with the"
        " commitments.", language="en", by=writer, now=now,
    )  # fmt: skip


def _conversation(
    forum: Forum, gbv: Coalition, staff: User, people: list[Participant], now: datetime
) -> None:
    begun = now - timedelta(days=25)
    topic = topics.open_topic(
        forum, title="What made your town safer?", coalition=gbv, language="en",
        text="Tell what worked, however small. Any language.", by=staff, now=begun,
    )  # fmt: skip
    for who, (language, words) in zip(people, POSTS, strict=False):
        posting.post(topic, words, author=who, language=language, now=begun)
    for who in people:
        for text in of_author(who).filter(state=State.HELD):
            deciding.decide(text, "approve", by=staff, now=begun)
    topics.summarise(
        topic, "Many speak of **people who come to where women are**: a lawyer on the market, a"
        " midwife, a taxi.", language="en", by=staff, now=now - timedelta(days=5),
    )  # fmt: skip


def _news(
    forum: Forum, gbv: Coalition, staff: User, people: list[Participant], now: datetime
) -> None:
    rows = (
        (gbv, "The second draft is open for comments", "Say what is missing.", 30),
        (None, "Spring gathering: registration is open", "Three hundred places.", 10),
    )
    for coalition, title, text, days in rows:
        then = now - timedelta(days=days)
        made = news.begin(
            forum, coalition=coalition, title=title, text=text, language="en", by=staff, now=then
        )
        news.move(made, "publish", by=staff, now=then)
    for who in people:
        subscribing.subscribe(who, language="en", now=now - timedelta(days=20))


def _invitation(forum: Forum, now: datetime) -> None:
    ana = User.objects.get(email="ana@example.org")
    house = Organisation.objects.filter(representations__user=ana).first()
    if house is not None:
        link = inviting.make(forum, house, by=ana, now=now)
        for number in range(7):
            address = f"friend{number}@example.org"
            inviting.count(link, "interest", address, known=True, agreed_at=now, now=now)
