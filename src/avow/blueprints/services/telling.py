"""Who hears of a plan: its writers and its coalition's makers when a version is out."""

from collections.abc import Sequence
from datetime import datetime

from avow.blueprints.models import Version
from avow.kernel.clock import day_of
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import User
from avow.people.querysets import ACTING
from avow.people.seats import champion_users
from avow.people.services.roles import secretariat_of
from avow.review.models import Maker


def tell_published(version: Version, now: datetime) -> None:
    """Tell the coalition's Champions and makers that a version is out."""
    coalition = version.blueprint.coalition
    forum = coalition.forum
    makers = Maker.objects.filter(forum=forum, coalition=coalition).values("organisation")
    people = User.objects.filter(
        representations__organisation__in=makers, representations__role__in=ACTING
    ).distinct()
    champions = champion_users(coalition, day_of(now, forum.zone))
    tell(
        "blueprint.published",
        to={one.pk: one for one in [*champions, *people]}.values(),
        at=now,
        forum=forum,
        key=f"blueprint.published:{version.pk}",
        context={
            "names": coalition.names,
            "version": version.name,
            "stage": version.stage,
        },
        url=link("blueprints:version", forum, coalition.slug, version.number),
    )


def tell_stuck(version: Version, reasons: Sequence[str], now: datetime) -> None:
    """Tell the secretariat and the Champions why a planned publication could not happen."""
    coalition = version.blueprint.coalition
    forum = coalition.forum
    staff = User.objects.filter(pk__in=secretariat_of(forum))
    champions = champion_users(coalition, day_of(now, forum.zone))
    tell(
        "blueprint.stuck",
        to={one.pk: one for one in [*champions, *staff]}.values(),
        at=now,
        forum=forum,
        key=f"blueprint.stuck:{version.pk}:{version.publish_at}",
        context={
            "names": coalition.names,
            "version": version.name,
            "reasons": list(reasons),
        },
        url=link("blueprints:desk_version", forum, coalition.slug, version.number),
    )
