"""Many reports of somebody's organisations, for the list that shows them."""

from django.db.models import F

from avow.commitments.models import Commitment, Revision
from avow.progress.models import Question, Report
from tests.house.crowds import NOW, commitments, represented
from tests.house.scene_my_reports import cycle_of
from tests.worlds import World


def reports(world: World, number: int) -> None:
    """Make a returned report, with its question, of each of so many organisations of Ana."""
    cycle = cycle_of(world)
    texts = commitments(world, represented(number, world.user("ana")))
    keys = [text.commitment_id for text in texts]
    Revision.objects.filter(commitment__in=keys).update(published_at=NOW)
    Commitment.objects.filter(pk__in=keys).update(
        state="published", public=F("current"), published_at=NOW
    )
    said = {"status": "on_track", "evidence": "none", "state": "returned"}
    days = dict.fromkeys(("begun_at", "first_submitted_at", "submitted_at"), NOW)
    made = Report.objects.bulk_create(
        Report(
            cycle=cycle,
            commitment=text.commitment,
            organisation=text.commitment.organisation,
            revision=text,
            is_lead=True,
            share=100,
            **said,
            **days,
        )
        for text in texts
    )
    Question.objects.bulk_create(Question(report=one, text="Where?", asked_at=NOW) for one in made)
