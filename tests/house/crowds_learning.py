"""Many good practices, and reports that share one, for the lists that show them."""

from django.db.models import F

from avow.commitments.models import Commitment, Revision
from avow.learning import publication
from avow.learning.models import Match, Need, Offer, Practice, Wording
from avow.people.models import Organisation
from avow.progress.models import Report, Version
from tests.house.crowds import NOW, commitments, houses, represented
from tests.house.scene_my_reports import cycle_of
from tests.worlds import World

PLAIN = {"language": "en", "good_practice": "Ask the women first.", "may_share": True}


def suggested(world: World, number: int) -> None:
    """Publish so many reports that share what worked, each of another organisation."""
    _reports(world, houses(number))


def practices(world: World, number: int) -> None:
    """Publish so many practices, each of another organisation."""
    _practices(world, houses(number))


def my_practices(world: World, number: int) -> None:
    """Publish so many practices of Ana's organisations."""
    _practices(world, represented(number, world.user("ana")))


def _reports(world: World, organisations: list[Organisation]) -> list[Report]:
    texts = commitments(world, organisations)
    keys = [text.commitment_id for text in texts]
    Revision.objects.filter(commitment__in=keys).update(published_at=NOW)
    Commitment.objects.filter(pk__in=keys).update(
        state="published", public=F("current"), published_at=NOW
    )
    days = dict.fromkeys(("begun_at", "first_submitted_at", "submitted_at"), NOW)
    cycle = cycle_of(world)
    made = Report.objects.bulk_create(
        Report(
            cycle=cycle, commitment=text.commitment, organisation=text.commitment.organisation,
            revision=text, is_lead=True, share=100, state="submitted", status="on_track",
            evidence="none", **days,
        )
        for text in texts
    )  # fmt: skip
    content = {"plain": PLAIN, "targets": [], "steps": [], "money": [], "proofs": []}
    versions = Version.objects.bulk_create(
        Version(
            report=one, number=1, content=content, status="on_track", digest="0", handed_in_at=NOW
        )
        for one in made
    )
    for one, version in zip(made, versions, strict=True):
        one.state, one.public, one.published_at = "published", version, NOW
        one.public_check = "self_reported"
    Report.objects.bulk_update(made, ["state", "public", "published_at", "public_check"])
    return made


def _practices(world: World, organisations: list[Organisation]) -> None:
    first = Practice.objects.count() + 1
    rows = Practice.objects.bulk_create(
        Practice(
            forum=world.forum, number=number, report=one, source=one.public, state="asked",
            title=f"Practice {number}", text="Ask first.", language="en", actions=["GBV-1"],
            countries=["MX"], tags=["listening"], taken_at=NOW,
        )
        for number, one in enumerate(_reports(world, organisations), first)
    )  # fmt: skip
    names = ("title", "text", "language", "actions", "countries", "tags")
    wordings = Wording.objects.bulk_create(
        Wording(
            practice=one, number=1, content={name: getattr(one, name) for name in names},
            digest="0", asked_at=NOW, answer="agreed", answered_at=NOW,
        )
        for one in rows
    )  # fmt: skip
    for one, wording in zip(rows, wordings, strict=True):
        one.state, one.public, one.published_at = "published", wording, NOW
    Practice.objects.bulk_update(rows, ["state", "public", "published_at"])
    publication.keep_found(Practice.objects.filter(pk__in=[one.pk for one in rows]))


def helping(world: World, number: int) -> None:
    """Match so many needs of Ana's organisations with as many offers of Lagos Youth Network."""
    shared = {
        "forum": world.forum, "words": "A lawyer.", "language": "en", "actions": ["GBV-1"],
        "made_at": NOW, "until": NOW.date(),
    }  # fmt: skip
    mine, lagos = represented(number, world.user("ana")), world.organisation("lagos-youth-network")
    needs = Need.objects.bulk_create(Need(organisation=one, **shared) for one in mine)
    offers = Offer.objects.bulk_create(Offer(organisation=lagos, **shared) for _ in mine)
    reasons = [["same_action", "GBV-1"], ["anywhere", ""]]
    Match.objects.bulk_create(
        Match(forum=world.forum, need=need, offer=offer, reasons=reasons, suggested_at=NOW)
        for need, offer in zip(needs, offers, strict=True)
    )
