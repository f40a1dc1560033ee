"""What plans keep about a person. What they wrote in a plan is their coalition's and stays."""

from typing import Any

from avow.blueprints.models import Remark, Step
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("plan_remarks")
def plan_remarks(user: User) -> list[dict[str, Any]]:
    """Return what the person said to the other writers of plans."""
    rows = Remark.objects.filter(by=user).select_related("section").order_by("pk")
    return [
        {"section": row.section.key, "text": row.text, "at": row.at.isoformat()} for row in rows
    ]


@exports_personal_data("plan_texts")
def plan_texts(user: User) -> list[dict[str, Any]]:
    """Return what the person wrote into plans, sitting by sitting."""
    rows = Step.objects.filter(by=user).select_related("section").order_by("pk")
    return [
        {
            "section": row.section.key,
            "title": row.title,
            "body": row.body,
            "at": row.at.isoformat(),
        }
        for row in rows
    ]
