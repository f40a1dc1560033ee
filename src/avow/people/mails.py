"""Which mails say who an organisation at risk is: those to its people, and those that name it."""

from collections.abc import Iterable

from django.db.models import Prefetch

from avow.notices.models import Message
from avow.people.models import Organisation, Representation


def at_risk_in(mails: Iterable[Message]) -> dict[int, list[Organisation]]:
    """Return {mail: organisations at risk that it tells of}, for those that do; two queries.

    A mail of the secretariat's own names them as everybody does, by the protected name.
    """
    rows = list(mails)
    people = Representation.objects.filter(user__in={row.to_user_id for row in rows} - {None})
    hidden = Organisation.objects.filter(is_protected=True).prefetch_related(
        Prefetch("representations", people, to_attr="written_to")
    )
    known = list(hidden.only("pk", "name", "contact_email", "is_protected", "slug"))
    found: dict[int, list[Organisation]] = {}
    for row in rows:
        told = [one for one in known if _tells(row, one)]
        if told:
            found[row.pk] = told
    return found


def _tells(mail: Message, organisation: Organisation) -> bool:
    """Return whether a mail goes to its people or its office, or names it."""
    users = {row.user_id for row in organisation.written_to}  # type: ignore[attr-defined]  # as prefetched
    office = organisation.contact_email.lower()
    return (
        mail.to_user_id in users
        or (office != "" and mail.to_email.lower() == office)
        or mail.context.get("organisation") == organisation.name
    )
