"""Letters of intent: each becomes a draft application in which the letter's words stand already."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from avow.answers.files import checked, clean_name
from avow.applications.models import Application
from avow.applications.services.starting import make_draft, open_application
from avow.forums.models import Coalition, Forum
from avow.forums.states import WindowKind
from avow.interest.models import Interest
from avow.interest.services.handing_in import Hand, tell_invited
from avow.interest.services.letters import receive_letter
from avow.kernel.lifecycle import Refused
from avow.people.models import Organisation, User
from avow.people.querysets import ACTING
from avow.people.services.invitations import invite
from avow.people.states import RepresentationRole
from avow.people.windows import current_window


def draft_from_letter(
    letter: Interest, organisation: Organisation, *, by: User | None, now: datetime
) -> Application:
    """Return the organisation's open application, made from the letter if there was none.

    A letter may come before applications open: its draft waits, and can be handed in from then on.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = open_application(letter.forum, organisation)
        if known is not None:
            return known
        return make_draft(
            letter.forum,
            organisation,
            letter.coalitions.all(),
            by=by,
            now=now,
            interest=letter,
            language=letter.language,
        )


def hand_in_letter(
    forum: Forum,
    organisation: Organisation,
    *,
    coalitions: Iterable[Coalition],
    message: str,
    upload: UploadedFile[Any] | None,
    by: User,
    now: datetime,
) -> Application:
    """Take a representative's letter and return the draft made from it; twice gives the same draft.

    Raises Refused: not for an organisation the user acts for, applications are over, a file we
    cannot keep, or neither words nor a file.
    """
    if not organisation.representations.filter(user=by, role__in=ACTING).exists():
        raise Refused("not_yours", forbidden=True)
    if current_window(forum, WindowKind.APPLICATIONS, now, organisation).state == "closed":
        raise Refused("applications_closed")
    if not message.strip() and upload is None:
        raise Refused("letter_empty")
    name = clean_name(upload.name or "") if upload else ""
    if upload is not None:
        checked(upload, name)
        upload.seek(0)
    hand = Hand(
        email=by.email,
        organisation_name=organisation.name,
        contact_name=by.name,
        language=by.language,
        organisation_kind=organisation.kind,
        country=organisation.country,
        coalitions=tuple(coalitions),
        message=message,
    )
    with transaction.atomic():
        letter, _is_new = receive_letter(
            forum, hand, by=by, now=now, organisation=organisation, file=upload, file_name=name
        )
        return draft_from_letter(letter, organisation, by=by, now=now)


def take_letter(
    forum: Forum, hand: Hand, organisation: Organisation, *, source_row: str, now: datetime
) -> bool:
    """Take a letter of a bulk import: make the draft, invite its writer; return whether it is new.

    The first person of an organisation without a lead is invited as its lead, others as editors.
    """
    hand = replace(hand, organisation_name=hand.organisation_name or organisation.name)
    with transaction.atomic():
        letter, is_new = receive_letter(
            forum, hand, by=None, now=now, source_row=source_row, organisation=organisation
        )
        if not is_new:
            return False
        draft_from_letter(letter, organisation, by=None, now=now)
        led = organisation.representations.filter(role=RepresentationRole.LEAD).exists()
        role = RepresentationRole.EDITOR if led else RepresentationRole.LEAD
        # Refused: they represent it, or are invited, already.
        with suppress(Refused):
            invite(organisation, email=hand.email, role=role, by=None, forum=forum, now=now)
        tell_invited(letter, now)
    return True
