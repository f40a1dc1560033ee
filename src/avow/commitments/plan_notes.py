"""Below the actions and targets of a plan: how many public commitments answer to them."""

from collections.abc import Mapping

from django.db.models import Count, F
from django.http import HttpRequest

from avow.blueprints.models import Version
from avow.blueprints.panels import SectionNote
from avow.blueprints.states import SectionKind
from avow.commitments.models import Target
from avow.commitments.states import PUBLIC
from avow.directory.models import EntryTag

TEMPLATE = "commitments/plan_note.html"


def notes(_request: HttpRequest, version: Version, keys: list[str]) -> Mapping[str, SectionNote]:
    """Return a line below each action and target that a commitment answers to; three queries."""
    rows = version.sections.filter(key__in=keys, kind__in=[SectionKind.ACTION, SectionKind.TARGET])
    found = {key: (kind, code) for key, kind, code in rows.values_list("key", "kind", "code")}
    codes = [code for kind, code in found.values() if kind == SectionKind.ACTION and code]
    targets = [key for key, (kind, _code) in found.items() if kind == SectionKind.TARGET]
    serving = _serving(version.blueprint.coalition.forum_id, codes) if codes else {}
    answering = _answering(version.blueprint.coalition.forum_id, targets) if targets else {}
    of_actions = {
        key: SectionNote(TEMPLATE, {"count": serving[code], "action": code})
        for key, (_kind, code) in found.items()
        if code in serving
    }
    of_targets = {
        key: SectionNote(TEMPLATE, {"count": count, "action": ""})
        for key, count in answering.items()
    }
    return of_actions | of_targets


def _serving(forum: int, codes: list[str]) -> dict[str, int]:
    """Return {action's code: how many listed commitments serve it}."""
    tags = EntryTag.objects.filter(forum=forum, facet="action", value__in=codes)
    return dict(tags.values_list("value").annotate(n=Count("entry")).order_by())


def _answering(forum: int, keys: list[str]) -> dict[str, int]:
    """Return {target's key: how many public commitments name it}."""
    rows = Target.objects.filter(
        plan_target__in=keys,
        revision__commitment__forum=forum,
        revision__commitment__public=F("revision"),
        revision__commitment__state__in=sorted(PUBLIC),
    )
    counted = rows.values_list("plan_target").annotate(
        n=Count("revision__commitment", distinct=True)
    )
    return dict(counted.order_by())
