"""What reports keep about a person."""

from typing import Any

from django.db.models import Q

from avow.people.models import User
from avow.people.personal import exports_personal_data
from avow.progress.models import Comment, Digest, NoDigest, Proof, Question, Report, Statement


@exports_personal_data("reports")
def reports(user: User) -> list[dict[str, Any]]:
    """Return the reports the person wrote last, has to write, or checked."""
    rows = Report.objects.filter(Q(changed_by=user) | Q(delegate=user) | Q(checked_by=user))
    return [
        {
            "commitment": row.commitment.ref,
            "year": row.cycle.year,
            "wrote_last": row.changed_by_id == user.pk,
            "delegated": row.delegate_id == user.pk,
            "checked": row.checked_by_id == user.pk,
        }
        for row in rows.select_related("commitment", "cycle").order_by("pk")
    ]


@exports_personal_data("report_texts")
def texts(user: User) -> list[dict[str, Any]]:
    """Return what the person attached, asked, answered publicly, and wrote down of others."""
    proofs = Proof.objects.filter(added_by=user).order_by("pk")
    asked = Question.objects.filter(asked_by=user).order_by("pk")
    said = Statement.objects.filter(by=user).order_by("pk")
    noted = Comment.objects.filter(Q(by=user) | Q(withdrawn_by=user)).order_by("pk")
    return [
        *({"evidence": one.title, "at": one.added_at.isoformat()} for one in proofs),
        *({"question": one.text, "at": one.asked_at.isoformat()} for one in asked),
        *({"statement": one.text, "at": one.at.isoformat()} for one in said),
        *({"comment": one.text, "at": one.at.isoformat()} for one in noted),
    ]


@exports_personal_data("report_mails")
def mails(user: User) -> list[dict[str, Any]]:
    """Return when the person was written of their coalitions' reports, and where they want none."""
    told = Digest.objects.filter(user=user, told_at__isnull=False).select_related("cycle__forum")
    none = NoDigest.objects.filter(user=user).select_related("forum")
    return [
        *(
            {"forum": one.cycle.forum.slug, "year": one.cycle.year, "at": one.at.isoformat()}
            for one in told.order_by("pk")
        ),
        *({"forum": one.forum.slug, "no_mails_since": one.at.isoformat()} for one in none),
    ]
