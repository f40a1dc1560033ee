"""What the review keeps about a person: votes, interests declared, questions, objections.

An erasure leaves them: they are the forum's record, and the account they point to has no name left.
"""

from typing import Any

from avow.people.models import User
from avow.people.personal import exports_personal_data
from avow.review.models import Clarification, Objection, Recusal, Vote


@exports_personal_data("votes")
def votes(user: User) -> list[dict[str, Any]]:
    """Return the votes the person cast, with their reasons."""
    rows = Vote.objects.filter(user=user).order_by("pk")
    return [
        {
            "case": row.case_id,
            "choice": row.choice,
            "reason": row.reason,
            "at": row.cast_at.isoformat(),
        }
        for row in rows
    ]


@exports_personal_data("declared_interests")
def declared_interests(user: User) -> list[dict[str, Any]]:
    """Return the cases the person keeps out of, with what they declared."""
    rows = Recusal.objects.filter(by=user).order_by("pk")
    return [{"case": row.case_id, "reason": row.reason, "at": row.at.isoformat()} for row in rows]


@exports_personal_data("questions")
def questions(user: User) -> list[dict[str, Any]]:
    """Return the questions the person asked, and those they answered."""
    asked = Clarification.objects.filter(asked_by=user).order_by("pk")
    answered = Clarification.objects.filter(answered_by=user).order_by("pk")
    return [{"asked": row.question, "at": row.asked_at.isoformat()} for row in asked] + [
        {"answered": row.answer, "at": row.answered_at.isoformat() if row.answered_at else None}
        for row in answered
    ]


@exports_personal_data("objections")
def objections(user: User) -> list[dict[str, Any]]:
    """Return the objections the person raised, and their answers to others'."""
    raised = Objection.objects.filter(by=user).order_by("pk")
    answered = Objection.objects.filter(answered_by=user).order_by("pk")
    return [{"raised": row.reason, "at": row.raised_at.isoformat()} for row in raised] + [
        {"answered": row.answer, "at": row.answered_at.isoformat() if row.answered_at else None}
        for row in answered
    ]
