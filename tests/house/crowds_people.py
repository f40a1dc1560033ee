"""Many rows of what the public does around plans, for the lists that show them."""

from datetime import timedelta

from avow.blueprints.models import Version
from avow.consultation.models import Answer, Comment, Consultation
from avow.conversation.models import Post, Topic
from avow.events.models import Event, Registration
from avow.forums.models import Window
from avow.mobilising.models import Arrival, Invitation
from avow.mobilising.services import inviting
from avow.moderation.models import PublicText
from avow.news.models import Update
from avow.participants.models import Participant
from avow.participants.services.entering import of_user
from tests.house import crowds_plans
from tests.worlds import World, at

NOW = at("2021-04-07 10:00")


def _ana(world: World) -> Participant:
    return of_user(world.user("ana"), world.forum, now=NOW)


def _texts(world: World, number: int, kind: str = "post") -> list[PublicText]:
    author = _ana(world)
    return PublicText.objects.bulk_create(
        PublicText(
            forum=world.forum,
            kind=kind,
            author=author,
            text=f"Words {n}",
            language="en",
            state="visible",
            written_at=NOW,
            shown_at=NOW,
        )
        for n in range(number)
    )


def texts(world: World, number: int) -> None:
    """Make so many public texts of Ana."""
    _texts(world, number)


def _topic(world: World, slug: str) -> Topic:
    return Topic.objects.create(
        forum=world.forum, slug=slug, title=slug, language="en", opened_at=NOW
    )


def topics(world: World, number: int) -> None:
    """Make so many topics."""
    for n in range(number):
        _topic(world, f"topic-{n}")


def posts(world: World, number: int) -> None:
    """Make so many posts in one topic."""
    topic = _topic(world, "crowded")
    Post.objects.bulk_create(Post(topic=topic, text=text) for text in _texts(world, number))


def replies(world: World, number: int) -> None:
    """Make so many replies to one post."""
    topic = _topic(world, "crowded")
    first, *rest = _texts(world, number + 1)
    top = Post.objects.create(pk=777, topic=topic, text=first)
    Post.objects.bulk_create(Post(topic=topic, text=text, parent=top) for text in rest)


def versions(world: World, number: int) -> None:
    """Make so many public versions with a consultation each."""
    crowds_plans.versions(world, number)
    Version.objects.update(state="published", published_at=NOW)
    window = Window.objects.filter(forum=world.forum, kind="consultation")[0]
    Consultation.objects.bulk_create(
        Consultation(version=one, window=window, opened_at=NOW) for one in Version.objects.all()
    )


def comments(world: World, number: int) -> None:
    """Make so many comments, each with a public answer."""
    crowds_plans.changed(world, 20)
    version = Version.objects.get(number=1)
    rows = Comment.objects.bulk_create(
        Comment(version=version, text=text, section_key=f"k{n % 20}")
        for n, text in enumerate(_texts(world, number, "comment"))
    )
    Answer.objects.bulk_create(
        Answer(comment=row, verdict="not", text="Why", language="en", at=NOW, published_in=version)
        for row in rows
    )


def updates(world: World, number: int) -> None:
    """Make so many published updates."""
    gbv = world.coalition("gender_based_violence")
    Update.objects.bulk_create(
        Update(
            forum=world.forum,
            coalition=gbv,
            slug=f"update-{n}",
            title=f"Update {n}",
            text="Words",
            language="en",
            state="published",
            begun_at=NOW,
            published_at=NOW,
        )
        for n in range(number)
    )


def _event(world: World, slug: str) -> Event:
    return Event(
        forum=world.forum,
        slug=slug,
        title=slug,
        language="en",
        zone_name="UTC",
        starts_at=at("2099-01-01 09:00"),
        ends_at=at("2099-01-01 18:00"),
        state="published",
        code="ABCDEF",
        made_at=NOW,
        changed_at=NOW,
        published_at=NOW,
    )


def events(world: World, number: int) -> None:
    """Make so many events to come."""
    Event.objects.bulk_create(_event(world, f"event-{n}") for n in range(number))


def _registration(event: Event, who: Participant, n: int) -> Registration:
    return Registration(
        event=event,
        participant=who,
        state="registered",
        token=f"token-{event.pk}-{n}",
        registered_at=NOW + timedelta(seconds=n),
        queued_at=NOW,
    )


def my_registrations(world: World, number: int) -> None:
    """Register Ana for so many events."""
    events(world, number)
    ana = _ana(world)
    Registration.objects.bulk_create(
        _registration(event, ana, n) for n, event in enumerate(Event.objects.all())
    )


def registrations(world: World, number: int) -> None:
    """Register so many people for one event."""
    event = _event(world, "crowded")
    event.save()
    people = Participant.objects.bulk_create(
        Participant(forum=world.forum, email=f"p{n}@example.org", created_at=NOW)
        for n in range(number)
    )
    Registration.objects.bulk_create(_registration(event, who, n) for n, who in enumerate(people))


def invitations(world: World, number: int) -> None:
    """Make so many closed links of Ana."""
    Invitation.objects.bulk_create(
        Invitation(
            forum=world.forum,
            organisation=world.organisation("red-de-mujeres"),
            made_by=world.user("ana"),
            code=f"code{n}",
            made_at=NOW,
            closed_at=NOW,
        )
        for n in range(number)
    )


def counted(world: World, number: int) -> None:
    """Count Ana for so many links."""
    invitations(world, number)
    ana = world.user("ana")
    for row in Invitation.objects.select_related("forum"):
        Arrival.objects.create(
            invitation=row, what="interest", who=inviting.digest(row.forum_id, ana.email), at=NOW
        )
