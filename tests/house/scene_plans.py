"""A plan with a public version, one that waits, and what people have said of it: for the scene."""

from typing import Any

from django.core.files.base import ContentFile

from avow.blueprints.services import compiling, structure, versions, writing
from avow.consultation.models import Consultation
from avow.consultation.services.commenting import comment
from avow.conversation.services import posting, topics
from avow.events.models import Document
from avow.events.services import organising, registering
from avow.mobilising.services import inviting
from avow.moderation.models import PublicText
from avow.news.services import subscribing
from avow.news.services import writing as news
from avow.participants.services.entering import confirm, enter
from tests.participants.kit import hand
from tests.worlds import World, at

NOW = at("2021-04-07 09:00")


def add(world: World) -> dict[str, Any]:
    """Make them and return the names that addresses are filled with."""
    gbv, dina, sofia = (
        world.coalition("gender_based_violence"),
        world.user("dina"),
        world.user("sofia"),
    )
    plan = structure.begin(gbv, by=dina, now=NOW)
    first = versions.prepare(plan, name="First draft", stage="draft", by=dina, now=NOW)
    versions.publish(first, by=sofia, now=NOW)
    section = plan.sections.get(code="GBV-1")
    writing.save_text(section, "body", "New words", seen=section.body_version, by=dina, now=NOW)
    writing.let_go(section, by=dina, now=NOW)
    remark = writing.remark(section, "Enough?", by=dina, now=NOW)
    versions.prepare(plan, name="Second draft", stage="draft", by=dina, now=NOW)
    compiling.compile_plan(
        world.forum, name="First plan", preface="", language="en", by=sofia, now=NOW
    )
    return {
        "plan": gbv.slug,
        "plan_economy": world.coalition("economic_justice").slug,
        "section": section.key,
        "step": section.steps.last().pk,  # type: ignore[union-attr]  # it has one
        "remark": remark.pk,
    }


def add_people(world: World) -> dict[str, Any]:
    """Make what the public does around it: comments, posts, news, events, invitations."""
    forum, sofia = world.forum, world.user("sofia")
    wanda = confirm(enter(forum, hand("wanda@example.org", name="Wanda"), now=NOW), now=NOW)
    version = Consultation.objects.get().version
    said = comment(version, "More shelters", author=wanda, language="en", now=NOW)
    topic = topics.open_topic(
        forum, title="Shelters", text="How many?", language="en", by=sofia, now=NOW
    )
    post = posting.post(topic, "Many more", author=wanda, language="en", now=NOW)
    held = posting.post(topic, "And more", author=wanda, language="en", now=NOW)
    PublicText.objects.exclude(pk=held.text_id).update(state="visible", shown_at=NOW)
    return {
        "comment": said.pk,
        "consultation_window": Consultation.objects.get().window_id,
        "topic": topic.slug,
        "post": post.pk,
        "public_text": post.text_id,
        "held_text": held.text_id,
        "invite": inviting.make(
            forum, world.organisation("lagos-youth-network"), by=world.user("chidi"), now=NOW
        ).code,
        "subscription": subscribing.subscribe(wanda, now=NOW).token,
        **_news(world),
        **_event(world, wanda),
    }


def _news(world: World) -> dict[str, Any]:
    forum, sofia, gbv = world.forum, world.user("sofia"), world.coalition("gender_based_violence")
    words = {"text": "Sixty took part.", "language": "en", "now": NOW}
    first = news.begin(forum, coalition=gbv, by=sofia, title="Judges", **words)
    news.move(first, "publish", by=sofia, now=NOW)
    draft = news.begin(forum, coalition=gbv, by=sofia, title="More judges", **words)
    return {"update": first.pk, "update_slug": first.slug, "draft_update": draft.pk}


def _event(world: World, wanda: Any) -> dict[str, Any]:
    sofia = world.user("sofia")
    event = organising.make(
        world.forum, by=sofia, now=NOW, title="Spring forum", text="", language="en",
        coalition=None, is_main=True, zone_name="UTC", starts_at=at("2021-05-01 09:00"),
        ends_at=at("2021-05-01 18:00"), place="Paris", online_url="", languages=[], access=[],
        capacity=None, registration_opens_at=None, registration_closes_at=None,
    )  # fmt: skip
    organising.move(event, "publish", by=sofia, now=NOW)
    mine = registering.register(event, wanda, now=NOW)
    paper = Document(event=event, kind="document", title="Plan", name="plan.txt", added_at=NOW)
    paper.content_type = "text/plain"
    paper.file.save("plan.txt", ContentFile(b"words"), save=False)
    paper.save()
    return {
        "event": event.slug,
        "ticket": mine.token,
        "registration": mine.pk,
        "paper": paper.pk,
    }
