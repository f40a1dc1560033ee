"""Begin an application, and choose the coalitions it asks to join."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from avow.answers import files
from avow.answers import services as answers
from avow.answers.packs import application_form
from avow.answers.shape import Definition
from avow.applications.models import Application, ApplicationCoalition
from avow.applications.permissions import POLICY
from avow.applications.services.moving import locked, roles_in
from avow.applications.states import OVER, State
from avow.forums.models import Coalition, Forum
from avow.forums.states import WindowKind
from avow.interest.models import Interest
from avow.interest.services.handing_in import apply as mark_applied
from avow.interest.states import OPEN as INTEREST_OPEN
from avow.kernel.lifecycle import Refused
from avow.people.models import Organisation, User
from avow.people.querysets import ACTING
from avow.people.windows import current_window


def start(
    forum: Forum,
    organisation: Organisation,
    coalitions: Iterable[Coalition],
    *,
    by: User,
    now: datetime,
    interest: Interest | None = None,
    language: str = "",
) -> Application:
    """Make a draft, pre-filled from the organisation's interest or letter of intent.

    Twice gives the same draft: an organisation has one open application in a forum. Raises Refused:
    not for an organisation the user acts for, or the window is closed to it.
    """
    if not organisation.representations.filter(user=by, role__in=ACTING).exists():
        raise Refused("not_yours", forbidden=True)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = open_application(forum, organisation)
        if known is not None:
            return known
        if not current_window(forum, WindowKind.APPLICATIONS, now, organisation).is_open:
            raise Refused("applications_closed")
        interest = interest or interest_of(forum, organisation, by)
        application = make_draft(
            forum,
            organisation,
            coalitions,
            by=by,
            now=now,
            interest=interest,
            language=language or by.language,
        )
        if interest is not None:
            mark_applied(interest, organisation, now=now)
    return application


def make_draft(
    forum: Forum,
    organisation: Organisation,
    coalitions: Iterable[Coalition],
    *,
    by: User | None,
    now: datetime,
    interest: Interest | None,
    language: str,
) -> Application:
    """Insert a draft pre-filled from `interest`, inside the caller's transaction and lock."""
    form = application_form(forum.settings)
    application = Application.objects.create(
        forum=forum,
        organisation=organisation,
        sheet=answers.open_sheet(forum, "application", form, language=language, now=now),
        interest=interest,
        created_by=by,
        created_at=now,
    )
    chosen = list(coalitions) or (list(interest.coalitions.all()) if interest else [])
    _set_coalitions(application, chosen)
    if interest is not None:
        _fill_from(interest, application, chosen, by, now)
    return application


def open_application(forum: Forum, organisation: Organisation) -> Application | None:
    """Return the organisation's application that is not over yet."""
    rows = Application.objects.filter(forum=forum, organisation=organisation)
    return rows.exclude(state__in=sorted(OVER)).first()


def interest_of(forum: Forum, organisation: Organisation, user: User) -> Interest | None:
    """Return the open interest of the organisation, or of this name and address; letters first."""
    rows = Interest.objects.filter(forum=forum, state__in=sorted(INTEREST_OPEN))
    by_name = rows.filter(organisation=organisation) | rows.filter(
        folded_name=organisation.folded_name, email__iexact=user.email
    )
    return by_name.order_by("-kind", "-received_at").first()


def choose_coalitions(
    pk: int, coalitions: Iterable[Coalition], *, by: User, now: datetime
) -> Application:
    """Set which coalitions the application asks for.

    Answers for one that is taken out stay, and are there again if it is put back. Raises Refused:
    not theirs, or handed in.
    """
    with transaction.atomic():
        application = locked(pk)
        demand_edit(application, by, now)
        _set_coalitions(application, coalitions)
    return application


def demand_edit(application: Application, by: User, now: datetime) -> None:
    """Raise Refused unless this person may write in the application now."""
    roles = roles_in(application, by, now)
    if not POLICY.allows("application.edit", roles, application.state):
        may = POLICY.allows("application.edit", roles, State.DRAFT)
        raise Refused("sheet_frozen" if may else "not_yours", forbidden=not may)


def _set_coalitions(application: Application, coalitions: Iterable[Coalition]) -> None:
    wanted = {one.pk for one in coalitions if one.forum_id == application.forum_id}
    links = ApplicationCoalition.objects.filter(application=application)
    links.exclude(coalition__in=wanted).delete()
    missing = wanted - set(links.values_list("coalition_id", flat=True))
    ApplicationCoalition.objects.bulk_create(
        ApplicationCoalition(application=application, coalition_id=pk) for pk in sorted(missing)
    )


def _fill_from(
    interest: Interest,
    application: Application,
    chosen: list[Coalition],
    by: User | None,
    now: datetime,
) -> None:
    """Put the letter's text where the form asks why, and its file with the evidence."""
    definition = answers.definition_of(application.sheet)
    codes = [coalition.code for coalition in chosen]
    if interest.message:
        places = text_places(definition, codes)
        answers.put(application.sheet, dict.fromkeys(places, interest.message), by=by, now=now)
    if not interest.letter:
        return
    with interest.letter.open("rb") as letter:
        content = letter.read()
    for scope, key in file_places(definition, codes):
        upload = SimpleUploadedFile(interest.letter_name or "letter.pdf", content)
        try:
            files.attach(application.sheet, scope, key, upload, by=by, now=now, coalitions=codes)
        except Refused:
            return  # a letter of a kind the form does not take stays with the interest


def text_places(definition: Definition, coalitions: list[str]) -> list[tuple[str, str]]:
    """Return where a letter's text goes: the last long text asked once, else in each coalition."""
    once = [
        question.key
        for section, question in definition.questions()
        if question.kind == "longtext" and not section.per_coalition and not section.repeat
    ]
    if once:
        return [("", once[-1])]
    each = [
        question.key
        for section, question in definition.questions()
        if question.kind == "longtext" and section.per_coalition
    ]
    return [(code, each[0]) for code in coalitions] if each else []


def file_places(definition: Definition, coalitions: list[str]) -> list[tuple[str, str]]:
    """Return where a letter's file goes: to the first question for files, in each coalition."""
    for section, question in definition.questions():
        if question.kind == "files":
            return [
                (code, question.key) for code in (coalitions if section.per_coalition else [""])
            ]
    return []
