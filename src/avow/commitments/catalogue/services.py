"""Begin a commitment with an example: one verb, one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from avow.answers import services as answers
from avow.commitments.catalogue import prefill
from avow.commitments.catalogue.models import Example
from avow.commitments.drafting import term_of
from avow.commitments.models import Commitment
from avow.commitments.services import writing
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.people.models import Organisation, User


def start(
    example: Example,
    organisation: Organisation,
    language: str,
    by: User,
    now: datetime,
    application: Any = None,
) -> Commitment:
    """Begin a commitment that says what the example says, for its maker to change.

    A second click finds the draft of the first, as long as nothing in it was changed. Raises
    Refused: somebody who may not act for the organisation, a retired example.
    """
    with transaction.atomic():
        # Both clicks wait for this lock, so that the second sees the draft of the first.
        forum = Forum.objects.select_for_update().get(pk=example.forum_id)
        if Example.objects.get(pk=example.pk).is_retired:
            raise Refused("example_retired")
        begun = Commitment.objects.untouched_from(example.pk, organisation, by, language)
        known: Commitment | None = begun.filter(application_link__application=application).first()
        if known is not None:
            return known
        commitment = writing.create(forum, organisation, by, now, application)
        commitment.started_from = example
        commitment.save(update_fields=["started_from"])
        _fill(commitment, example, language, by, now)
    return commitment


def _fill(commitment: Commitment, example: Example, language: str, by: User, now: datetime) -> None:
    sheet, forum = commitment.sheet, commitment.forum
    assert sheet is not None
    sheet.language = language
    sheet.save(update_fields=["language"])
    today = day_of(now, forum.zone)
    term = term_of(forum, commitment.organisation, [example.action.code], today)
    filled = prefill.fill(example, language, today, term)
    values: dict[tuple[str, str], Any] = {("", key): said for key, said in filled.answers.items()}
    for section, rows in filled.rows.items():
        for number, row in enumerate(rows, 1):
            scope = answers.add_row(sheet, section, number, now=now)
            values |= {(scope, key): said for key, said in row.items()}
    answers.put(sheet, values, by=by, now=now)
