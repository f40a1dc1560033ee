"""Good practices of a commitment: one public, one with its maker, one suggested; help needed."""

from typing import Any

from avow.commitments.models import Commitment
from avow.learning import publication
from avow.learning.models import Match, Need, Offer, Practice, Wording
from avow.learning.services.editing import content_of
from avow.people.models import Organisation
from avow.progress import contents
from avow.progress.models import Report, Version
from avow.review.models import Maker
from tests.house.scene_reports import NOW, cycle
from tests.worlds import World

ANSWERED = {"answer": "agreed", "answered_at": NOW}


def add(world: World, ref: str) -> dict[str, Any]:
    """Make them; return the names that addresses are filled with."""
    commitment = Commitment.objects.get(ref=ref)
    public = practice(reported(world, commitment, 2013), 1, "published", **ANSWERED)
    publication.keep_found(Practice.objects.filter(pk=public.pk))
    asked = practice(reported(world, commitment, 2014), 2, "asked")
    return {
        "practice_number": public.number,
        "public_practice": public.pk,
        "asked_practice": asked.pk,
        "suggested": reported(world, commitment, 2015).pk,
    } | _help(world, commitment.organisation)


def _help(world: World, red: Organisation) -> dict[str, Any]:
    """Let Lagos offer what the organisation needs, and Aurora too, which nobody suggested yet."""
    lagos, aurora = (
        world.organisation(slug) for slug in ("lagos-youth-network", "fundacion-aurora")
    )
    gbv = world.coalition("gender_based_violence")
    Maker.objects.get_or_create(
        forum=world.forum, organisation=red, coalition=gbv, defaults={"since": NOW}
    )
    shared = {
        "forum": world.forum, "words": "A lawyer.", "language": "en", "actions": ["GBV-1"],
        "made_at": NOW, "until": NOW.date(),
    }  # fmt: skip
    need = Need.objects.create(organisation=red, country="MX", **shared)
    first, second = (Offer.objects.create(organisation=one, **shared) for one in (lagos, aurora))
    match = Match.objects.create(forum=world.forum, need=need, offer=first, suggested_at=NOW)
    return {"house": red.pk, "need": need.pk, "match": match.pk, "other_offer": second.pk}


def reported(world: World, commitment: Commitment, year: int) -> Report:
    """Return a published report of an earlier year that shares what worked."""
    days = dict.fromkeys(("begun_at", "first_submitted_at", "submitted_at"), NOW)
    row = Report.objects.create(
        cycle=cycle(world, year=year, state="closed", closed_at=NOW), commitment=commitment,
        organisation=commitment.organisation, is_lead=True, share=100, language="en",
        revision=commitment.public, state="submitted", status="on_track", evidence="none",
        good_practice="Ask the women first.", may_share=True, **days,
    )  # fmt: skip
    content = contents.content_of(row)
    version = Version.objects.create(
        report=row, number=1, content=content, digest=contents.digest(content), status="on_track",
        handed_in_at=NOW,
    )  # fmt: skip
    row.state, row.public, row.published_at = "published", version, NOW
    row.public_check = "self_reported"
    row.save()
    return row


def practice(report: Report, number: int, state: str, **answer: Any) -> Practice:
    """Return a practice that its maker was asked about, in a state before anything is public."""
    made = Practice.objects.create(
        forum=report.cycle.forum, number=number, report=report, source=report.public,
        state="asked", title="Ask first", text="Ask the women first.", language="en",
        actions=["GBV-1"], countries=["MX"], tags=["listening"], taken_at=NOW,
    )  # fmt: skip
    content = content_of(made)
    wording = Wording.objects.create(
        practice=made, number=1, content=content, digest=contents.digest(content), asked_at=NOW,
        **answer,
    )  # fmt: skip
    if state == "published":
        made.state, made.public, made.published_at = state, wording, NOW
        made.save()
    return made
