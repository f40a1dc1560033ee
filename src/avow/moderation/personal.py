"""What moderation keeps about a person."""

from typing import Any

from avow.moderation.models import PublicText, Report
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("public_texts")
def public_texts(user: User) -> list[dict[str, Any]]:
    """Return what the person wrote in public, whatever became of it."""
    rows = PublicText.objects.filter(author__in=of_person(user)).order_by("pk")
    return [
        {
            "kind": row.kind,
            "text": row.text,
            "language": row.language,
            "state": row.state,
            "written_at": row.written_at.isoformat(),
        }
        for row in rows
    ]


@exports_personal_data("reports")
def reports(user: User) -> list[dict[str, Any]]:
    """Return what the person reported."""
    rows = Report.objects.filter(by__in=of_person(user)).order_by("pk")
    return [{"reason": one.reason, "text": one.text, "at": one.at.isoformat()} for one in rows]
