"""Filter: why a text was removed, in words."""

from django import template

from avow.moderation.states import Reason

register = template.Library()


@register.filter
def removal_reason(code: str) -> str:
    """Return the rule in words; the code itself for one that the list no longer has."""
    return str(Reason(code).label) if code in Reason.values else code
