"""What peer learning keeps about a person."""

from typing import Any

from django.db.models import Q

from avow.learning.models import Match, Need, Offer, Practice, Wording
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("practices")
def practices(user: User) -> list[dict[str, Any]]:
    """Return the good practices the person took up, asked about, and answered for a maker."""
    taken = Practice.objects.filter(taken_by=user).order_by("pk")
    asked = Wording.objects.filter(asked_by=user).select_related("practice").order_by("pk")
    answered = Wording.objects.filter(answered_by=user).select_related("practice").order_by("pk")
    return [
        *({"took_up": row.number, "at": row.taken_at.isoformat()} for row in taken),
        *({"asked_about": one.practice.number, "at": one.asked_at.isoformat()} for one in asked),
        *(
            {
                "practice": one.practice.number,
                "answer": one.answer,
                "said": one.said,
                "at": one.answered_at.isoformat() if one.answered_at else None,
            }
            for one in answered
        ),
    ]


@exports_personal_data("help")
def help_wanted(user: User) -> list[dict[str, Any]]:
    """Return the help the person asked for or offered, and the introductions they agreed to."""
    needs = Need.objects.filter(by=user).order_by("pk")
    offers = Offer.objects.filter(by=user).order_by("pk")
    matches = Match.objects.filter(Q(need_by=user) | Q(offer_by=user)).order_by("pk")
    return [
        *({"asked": one.words, "at": one.made_at.isoformat()} for one in needs),
        *({"offered": one.words, "at": one.made_at.isoformat()} for one in offers),
        *(
            {
                "answered": one.need_said if one.need_by_id == user.pk else one.offer_said,
                "introduced_at": one.introduced_at.isoformat() if one.introduced_at else None,
            }
            for one in matches
        ),
    ]
