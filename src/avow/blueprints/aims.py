"""Targets of published plans, as those who answer to them read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from avow.blueprints import rules
from avow.blueprints.models import Blueprint, Version, VersionSection
from avow.blueprints.states import SectionKind, Stage, VersionState
from avow.directory.aims import Aim
from avow.forums.models import Coalition, Forum


def find(forum_id: int, keys: Iterable[str]) -> dict[str, Aim]:
    """Return each target as the newest public version that has it says it; three queries.

    A target that a later version dropped is still found: no commitment loses what it answers to.
    """
    rows = (
        VersionSection.objects.filter(
            version__blueprint__coalition__forum=forum_id,
            version__state=VersionState.PUBLISHED,
            kind=SectionKind.TARGET,
            key__in=list(keys),
        )
        .select_related("version__blueprint__coalition__forum")
        .order_by("version__number")
    )
    newest = {row.key: row for row in rows}
    versions = {row.version_id for row in newest.values()}
    actions = {
        (version, key): code
        for version, key, code in VersionSection.objects.filter(
            version__in=versions, key__in={row.parent_key for row in newest.values()}
        ).values_list("version_id", "key", "code")
    }
    last = _last_numbers({row.version.blueprint_id for row in newest.values()})
    return {
        key: Aim(
            action=actions.get((row.version_id, row.parent_key), ""),
            text=row.title,
            language=row.version.language,
            address=_address(row),
            version=row.version.name,
            in_force=row.version.number == last[row.version.blueprint_id],
        )
        for key, row in newest.items()
    }


def _last_numbers(blueprints: Iterable[int]) -> dict[int, int]:
    public = Version.objects.public().order_by().filter(blueprint__in=list(blueprints))
    return dict(public.values_list("blueprint").annotate(Max("number")))


def _address(row: VersionSection) -> str:
    coalition = row.version.blueprint.coalition
    page = reverse(
        "blueprints:version",
        kwargs={
            "forum": coalition.forum.slug,
            "slug": coalition.slug,
            "number": row.version.number,
        },
    )
    return f"{page}?section={row.key}#s-{row.key}"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether commitments to a coalition's actions are taken: `needed` and `reached` are stages."""

    coalition: Coalition
    needed: Stage | None
    reached: Stage | None

    @property
    def is_open(self) -> bool:
        """Return whether they are taken."""
        return rules.has_come_to(self.reached or "", self.needed or "")


def gates(forum: Forum, coalitions: Iterable[Coalition]) -> list[Gate]:
    """Return the gates of these coalitions; one query, none where the pack asks for nothing.

    A plan never goes back to an earlier stage, so its newest public version is the one that counts.
    """
    rows = list(coalitions)
    wanted = forum.settings.commitments_from_stage
    needed = Stage(wanted) if wanted else None
    reached = _reached(rows) if needed else {}
    return [Gate(one, needed, reached.get(one.pk)) for one in rows]


def _reached(coalitions: Iterable[Coalition]) -> dict[int, Stage]:
    plans = Blueprint.objects.filter(coalition__in=list(coalitions))
    found = Version.objects.public().filter(blueprint__in=plans).order_by("number")
    rows = found.values_list("blueprint__coalition", "stage")
    return {coalition: Stage(stage) for coalition, stage in rows}
