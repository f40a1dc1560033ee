"""Find registered organisations to name as partners, and put one into a row."""

from datetime import datetime

from django.http import Http404

from avow.answers import services as answers
from avow.commitments.models import Commitment
from avow.kernel.text import fold, nfc
from avow.people.models import Organisation

FOUND = 8
SHORTEST = 2


def find_organisations(commitment: Commitment, words: str) -> list[Organisation]:
    """Return registered organisations that match the words. A protected one is never among them."""
    folded = fold(nfc(words))
    if len(folded) < SHORTEST:
        return []
    rows = Organisation.objects.living().filter(is_protected=False).matching(folded)
    return list(rows.exclude(pk=commitment.organisation_id).order_by("name", "pk")[:FOUND])


def add_partner(
    commitment: Commitment, slug: str, number: str, now: datetime, section: str = "partner"
) -> str:
    """Add a row that names the organisation as partner or `maker`; return its scope.

    The same button twice adds one row.

    Raises Http404 for an organisation that cannot be chosen, Refused for a frozen or full sheet.
    """
    rows = Organisation.objects.living().filter(is_protected=False, slug=slug)
    organisation = rows.exclude(pk=commitment.organisation_id).first()
    if (
        organisation is None
        or commitment.sheet is None
        or not number.isdecimal()
        or len(number) > 4
    ):
        raise Http404
    scope = answers.add_row(commitment.sheet, section, int(number), now=now)
    values = {
        (scope, f"{section}_name"): organisation.name,
        (scope, f"{section}_organisation"): slug,
    }
    answers.put(commitment.sheet, values, by=None, now=now)
    return scope
