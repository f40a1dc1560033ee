"""A report that an organisation owes on its published commitment: for the scene."""

from typing import Any

from avow.commitments.models import Commitment
from avow.forums.models import Window
from avow.progress import services
from avow.progress.models import Cycle, Report
from tests.worlds import World, at

NOW = at("2021-04-07 09:00")


def add(world: World, ref: str) -> dict[str, Any]:
    """Make it, begun and with evidence; return the names that addresses are filled with."""
    commitment, ana = Commitment.objects.get(ref=ref), world.user("ana")
    report = Report.objects.create(
        cycle=cycle_of(world),
        commitment=commitment,
        organisation=commitment.organisation,
        is_lead=True,
        share=100,
    )
    services.begin(report, ana, NOW)
    proof = services.attach(
        report, title="Register", url="https://example.org/register", by=ana, now=NOW
    )
    file = services.attach(report, title="Plan", upload=_file(), by=ana, now=NOW)
    return {"report": report.pk, "proof": proof.pk, "proof_file": file.pk}


def cycle_of(world: World) -> Cycle:
    """Return a cycle whose window is open in the spring of the scene."""
    windows = Window.objects.filter(forum=world.forum, key="reporting-2022")
    windows.update(opens_at=at("2021-04-01 00:00"), closes_at=at("2021-06-01 00:00"))
    made, _ = Cycle.objects.get_or_create(
        forum=world.forum,
        window=windows.get(),
        defaults={"key": "reporting-2022", "year": 2022, "state": "open", "opened_at": NOW},
    )
    return made


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("plan.txt", b"words")
