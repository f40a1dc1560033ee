"""What the forms keep about a person: what they filled in, typed over and uploaded."""

from datetime import datetime
from typing import Any

from avow.answers.models import Answer, Attachment, DisplacedText
from avow.people.models import User
from avow.people.personal import erases_personal_data, exports_personal_data


@exports_personal_data("answers")
def answers(user: User) -> list[dict[str, Any]]:
    """Return the answers the person was the last to change."""
    rows = Answer.objects.filter(updated_by=user).order_by("pk")
    return [
        {
            "question": row.key,
            "part": row.scope,
            "answer": row.value,
            "at": row.updated_at.isoformat(),
        }
        for row in rows
    ]


@exports_personal_data("files")
def files(user: User) -> list[dict[str, Any]]:
    """Return the files the person uploaded as evidence."""
    rows = Attachment.objects.filter(uploaded_by=user).order_by("pk")
    return [
        {"name": row.name, "question": row.key, "at": row.uploaded_at.isoformat()} for row in rows
    ]


@exports_personal_data("displaced_texts")
def displaced_texts(user: User) -> list[dict[str, Any]]:
    """Return what the person typed while a colleague's text stood against it."""
    rows = DisplacedText.objects.filter(by=user).order_by("pk")
    return [{"question": row.key, "text": row.value, "at": row.at.isoformat()} for row in rows]


@erases_personal_data("displaced_texts")
def forget_displaced_texts(user: User, now: datetime) -> None:
    """Drop what was kept for this person alone; answers and files are the organisation's."""
    del now
    DisplacedText.objects.filter(by=user).delete()
