"""Which plan a page is about, and who stands before it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from avow.blueprints.models import Blueprint, Section, Version
from avow.forums.models import Coalition
from avow.kernel.lifecycle import Refused
from avow.people.access import RoleRequest
from avow.people.roles import Role
from avow.people.standing import Standing

WRITERS = (Role.CHAMPION, Role.SECRETARIAT)


def writes(standing: Standing, coalition: Coalition) -> bool:
    """Return whether somebody writes a coalition's plan: its Champions, and the secretariat."""
    return Role.SECRETARIAT in standing.roles or coalition.pk in standing.coalitions


def coalition_of(request: RoleRequest, slug: str) -> Coalition:
    """Return the coalition of a writing place.

    Raises Http404 for a slug of no coalition of this forum, Refused (forbidden) for one that is
    written by others.
    """
    rows = Coalition.objects.select_related("forum").filter(forum=request.forum)
    coalition: Coalition = get_object_or_404(rows, slug=slug)
    if not writes(request.standing, coalition):
        raise Refused("not_yours", forbidden=True)
    return coalition


def plan_of(request: RoleRequest, slug: str) -> Blueprint:
    """Return the plan of a writing place. Raises as `coalition_of`, and Http404 if not begun."""
    coalition = coalition_of(request, slug)
    plan = Blueprint.objects.filter(coalition=coalition).first()
    if plan is None:
        raise Http404
    plan.coalition = coalition
    return plan


def section_of(request: RoleRequest, slug: str, key: str) -> Section:
    """Return a section of a writing place, removed ones too. Raises Http404 as above."""
    plan = plan_of(request, slug)
    rows = plan.sections.select_related("held_by", "changed_by", "parent")
    section: Section = get_object_or_404(rows, key=key)
    section.blueprint = plan
    return section


def version_of(request: RoleRequest, slug: str, number: int) -> Version:
    """Return a version of a writing place, published or not. Raises Http404 as above."""
    plan = plan_of(request, slug)
    version: Version = get_object_or_404(plan.versions, number=number)
    version.blueprint = plan
    return version
