"""What a change of a published commitment changes: for its maker before, for reviewers after."""

from avow.commitments.contents import content_of, veiled
from avow.commitments.differing import Difference, differences
from avow.commitments.drafting import draft_of
from avow.commitments.models import Commitment, Revision
from avow.commitments.previewing import unsaved_revision
from avow.commitments.safety import Scrubber
from avow.commitments.states import State
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Forum


def reviewed_fields(forum: Forum) -> frozenset[str]:
    """Return the fields whose change the coalitions look at again."""
    return frozenset(str(field) for field in forum.settings.rereview_fields)


def in_writing(commitment: Commitment) -> bool:
    """Return whether its maker is writing a change, not handed in yet."""
    sheet = commitment.sheet
    return commitment.state == State.AMENDED and sheet is not None and sheet.frozen_at is None


def proposed(
    commitment: Commitment, vocabulary: Vocabulary, hidden: Scrubber | None = None
) -> list[Difference]:
    """Return what the change under way changes, for those who may read all of it.

    Nothing for a commitment that is not being changed, or whose change lacks what every text has.
    `hidden` takes the names of organisations at risk out, for reviewers.
    """
    after = _after(commitment)
    if after is None or commitment.public is None:
        return []
    texts = [content_of(commitment.public), content_of(after)]
    if hidden is not None:
        texts = [veiled(one, hidden) for one in texts]
    return differences(texts[0], texts[1], vocabulary, reviewed_fields(commitment.forum))


def _after(commitment: Commitment) -> Revision | None:
    if commitment.state != State.AMENDED:
        return None
    if in_writing(commitment):
        return unsaved_revision(commitment, draft_of(commitment))
    return commitment.current if commitment.current_id != commitment.public_id else None
