"""What moderation keeps about a person."""

from typing import Any

from avow.moderation.models import Appeal, PublicText, Report
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("public_texts")
def public_texts(user: User) -> list[dict[str, Any]]:
    """Return what the person wrote in public, whatever became of it."""
    rows = PublicText.objects.filter(author__in=of_person(user)).prefetch_related("earlier")
    return [
        {
            "kind": row.kind,
            "text": row.text,
            "language": row.language,
            "state": row.state,
            "written_at": row.written_at.isoformat(),
            "earlier": [one.text for one in row.earlier.all()],
        }
        for row in rows.order_by("pk")
    ]


@exports_personal_data("reports")
def reports(user: User) -> list[dict[str, Any]]:
    """Return what the person reported."""
    rows = Report.objects.filter(by__in=of_person(user)).order_by("pk")
    return [{"reason": one.reason, "text": one.text, "at": one.at.isoformat()} for one in rows]


@exports_personal_data("appeals")
def appeals(user: User) -> list[dict[str, Any]]:
    """Return the person's appeals against removals, and their answers."""
    rows = Appeal.objects.filter(of__author__in=of_person(user)).order_by("pk")
    return [{"text": one.text, "at": one.at.isoformat(), "answer": one.answer} for one in rows]
