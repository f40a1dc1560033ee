"""Letters of intent: an interest that is already invited."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from avow.forums.models import Forum
from avow.interest.models import Interest
from avow.interest.services.handing_in import Hand
from avow.interest.states import Kind, State
from avow.kernel.text import fold
from avow.ledger.services import record
from avow.people.models import Organisation, User
from avow.people.roles import Role


def _role(by: User | None, organisation: Organisation | None) -> Role:
    if by is None:
        return Role.SYSTEM
    return Role.REPRESENTATIVE if organisation else Role.SECRETARIAT


def receive_letter(
    forum: Forum,
    hand: Hand,
    *,
    by: User | None,
    now: datetime,
    source_row: str = "",
    organisation: Organisation | None = None,
    file: File[bytes] | None = None,
    file_name: str = "",
) -> tuple[Interest, bool]:
    """Keep a letter of intent; return it and whether it is new.

    The same organisation and address, or the same row of an import, is one letter: the second one
    changes nothing, except that an expression of interest becomes the letter it announced.
    """
    fields = hand.fields()
    folded = fold(str(fields["organisation_name"]))
    email = hand.email.strip().lower()
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        mine = Interest.objects.filter(forum=forum, kind=Kind.LETTER)
        known = mine.filter(email__iexact=email, folded_name=folded).first()
        if known is None and source_row:
            known = mine.filter(source_row=source_row).first()
        if known is not None:
            return known, False
        letter = Interest(
            forum=forum,
            kind=Kind.LETTER,
            state=State.INVITED,
            email=email,
            folded_name=folded,
            organisation=organisation,
            source_row=source_row,
            received_at=now,
            confirmed_at=now,
            invited_at=now,
            handed_in_by=by,
            letter_name=file_name,
            **fields,
        )
        if file is not None:
            letter.letter.save(file_name, file, save=False)
        letter.save()
        letter.coalitions.set(hand.coalitions)
        role = _role(by, organisation)
        record("interest.letter", forum=forum, subject=f"interest:{letter.pk}", at=now, role=role)
    return letter, True
