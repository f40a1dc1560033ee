"""The maker's verbs: agree to exactly one text, ask for a change, refuse, take the consent back."""

from datetime import datetime

from django.db import transaction

from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.learning.models import Practice, Wording
from avow.learning.rules import LONGEST_ANSWER
from avow.learning.services import common
from avow.learning.services.editing import hide
from avow.learning.states import Answer
from avow.people.models import User
from avow.people.roles import Role

MOVES = {"agree": Answer.AGREED, "want_change": Answer.CHANGE, "refuse": Answer.REFUSED}


def answer(
    practice: Practice, name: str, *, seen: int | None, by: User, now: datetime, words: str = ""
) -> Practice:
    """Answer to the text of number `seen`: `agree`, `want_change` with words, or `refuse`.

    The same click twice is one answer. Refusing hides what was public before. Raises Refused: a
    newer text than the one that was read, words missing, not one's to do.
    """
    words = nfc(words).strip()
    if len(words) > LONGEST_ANSWER:
        raise Refused("practice_too_long")
    with transaction.atomic():
        row = common.locked(practice.pk)
        last: Wording | None = row.wordings.order_by("-number").first()
        if last is not None and last.number == seen and last.answer == MOVES[name]:
            _demand_maker(row, by, now)
            return row
        common.step(row, name, by, now, words)
        if last is None or last.number != seen:
            raise Refused("practice_text_newer")
        last.answer, last.said = MOVES[name], words
        last.answered_at, last.answered_by = now, by
        last.save(update_fields=["answer", "said", "answered_at", "answered_by"])
        if name == "refuse":
            hide(row, "refuse", Role.REPRESENTATIVE, now)
        else:
            row.save(update_fields=["state"])
        if name == "want_change":
            key = f"practice.change_wanted:{row.pk}:{last.number}"
            common.tell_secretariat("practice.change_wanted", row, now, key=key, words=words)
    return row


def withdraw(practice: Practice, *, by: User, now: datetime) -> Practice:
    """Take a consent back: from this moment nothing of it is public. Raises Refused."""
    with transaction.atomic():
        row = common.locked(practice.pk)
        common.step(row, "withdraw", by, now)
        hide(row, "withdraw", Role.REPRESENTATIVE, now)
    return row


def _demand_maker(row: Practice, by: User, now: datetime) -> None:
    if Role.REPRESENTATIVE not in common.roles_towards(row, by, now):
        raise Refused("not_yours", forbidden=True)
