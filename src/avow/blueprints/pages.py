"""A version or the acceleration plan as a document of plain values, ready to be set."""

from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from avow.blueprints.markdown import blocks
from avow.blueprints.models import Plan, Version, VersionSection
from avow.blueprints.states import SectionKind, Stage
from avow.kernel.clock import day_of


def document_of_version(version: Version) -> dict[str, Any]:
    """Return one coalition's plan, with its labels in the active language."""
    coalition = version.blueprint.coalition
    front = _front(coalition.forum, coalition.name, version.name, version.published_at)
    return front | {
        "stage": str(Stage(version.stage).label),
        "language": version.language,
        "preface": [],
        "parts": [_part(version, title="")],
        "digest": version.digest,
    }


def document_of_plan(plan: Plan | None) -> dict[str, Any]:
    """Return all plans of a compilation as one document. Raises ValueError without one."""
    if plan is None:
        raise ValueError("neither a version nor a plan")
    parts = plan.parts.select_related("version__blueprint__coalition__forum")
    front = _front(plan.forum, _("Acceleration plan"), plan.name, plan.published_at)
    return front | {
        "stage": "",
        "language": plan.language,
        "preface": blocks(plan.preface),
        "parts": [_part(one.version, title=one.version.blueprint.coalition.name) for one in parts],
        "digest": plan.digest,
    }


def _front(forum: Any, title: str, name: str, published_at: Any) -> dict[str, Any]:
    day = (
        formats.date_format(day_of(published_at, forum.zone), "DATE_FORMAT") if published_at else ""
    )
    return {
        "forum": forum.name,
        "title": title,
        "name": name,
        "published": _("Published on %(day)s") % {"day": day} if day else _("Not published yet"),
        "labels": {
            "contents": _("Contents"),
            "by": _("To be reached by"),
            "page": _("Page"),
            "check": _("Fingerprint of the text (SHA-256)"),
        },
        "ui": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _part(version: Version, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "language": version.language,
        "name": version.name,
        "stage": str(Stage(version.stage).label),
        "sections": [_section(one) for one in version.sections.all()],
    }


def _section(one: VersionSection) -> dict[str, Any]:
    return {
        "number": one.number,
        "depth": one.depth,
        "kind": str(SectionKind(one.kind).label),
        "code": one.code,
        "title": one.title,
        "body": blocks(one.body),
        "due": formats.date_format(one.due_on, "DATE_FORMAT") if one.due_on else "",
    }
