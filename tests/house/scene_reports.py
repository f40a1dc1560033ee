"""A reporting cycle that is open, with one report handed in, and all that is said of it."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from avow.commitments.models import Commitment
from avow.forums.models import Window
from avow.people.models import Organisation
from avow.progress import services
from avow.progress.models import Comment, Cycle, Inactivity, Report
from tests.progress.conftest import fill
from tests.worlds import World, at

NOW = at("2021-04-07 10:00")


def cycle(world: World, *, year: int = 2021, **fields: Any) -> Cycle:
    """Make a cycle of the desk: open now, until the end of April, unless `fields` say else."""
    window = Window.objects.create(
        forum=world.forum, key=f"desk-reporting-{year}", kind="reporting", from_pack=False,
        opens_at=at(f"{year}-04-01 00:00"), closes_at=at(f"{year}-05-01 00:00"),
        pack_closes_at=at(f"{year}-05-01 00:00"),
    )  # fmt: skip
    given = {"state": "open", "opened_at": at(f"{year}-04-01 00:00")} | fields
    return Cycle.objects.create(
        forum=world.forum, window=window, key=window.key, year=year, **given
    )


def add(world: World, ref: str) -> dict[str, Any]:
    """Let the maker of a published commitment report; return the names of what there is then."""
    commitment = Commitment.objects.get(ref=ref)
    red, ana, sofia = commitment.organisation, world.user("ana"), world.user("sofia")
    found = cycle(world)
    mine = Report.objects.create(
        cycle=found, commitment=commitment, organisation=red, share=100, is_lead=True
    )
    other = Organisation.objects.get(slug="lagos-youth-network")
    Report.objects.create(
        cycle=found, commitment=commitment, organisation=other, share=40, is_lead=False
    )
    mine = services.begin(mine, ana, NOW)
    file = SimpleUploadedFile("register.txt", b"words", "text/plain")
    proof = services.attach(mine, title="Register", upload=file, by=ana, now=NOW)
    mine = services.hand_in(fill(mine, ana, NOW, evidence="given"), ana, NOW)
    said: Comment = services.comment(
        mine, text="It is shut.", source="Observatorio", dated=NOW.date(), language="en",
        by=sofia, now=NOW,
    )  # fmt: skip
    Inactivity.objects.create(commitment=commitment, missed=2, announced_at=NOW - timedelta(days=9))
    return {
        "year": found.year,
        "planned_year": cycle(world, year=2031, state="planned", opened_at=None).year,
        "desk_report": mine.pk,
        "desk_proof": proof.pk,
        "said": said.pk,
    }
