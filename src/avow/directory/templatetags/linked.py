"""Linked data in a page: `{% load linked %}`. Such a script is data; a browser does not run it."""

import json
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from avow.directory import linked
from avow.directory.models import Entry
from avow.people.models import Organisation

register = template.Library()
# What could end the script, or begin another one, inside a text.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_script(data: linked.Linked) -> SafeString:
    """Return linked data as an element of the page; no text in it can end it."""
    said = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return SafeString(f'<script type="application/ld+json">{said.translate(_ESCAPES)}</script>')


@register.simple_tag(takes_context=True)
def linked_commitment(context: Context, entry: Entry) -> SafeString:
    """Return a commitment as linked data; nothing of one that was withdrawn."""
    if not entry.is_listed:
        return SafeString("")
    request = context["request"]
    data = linked.commitment(entry, request.forum, _origin(context), entry.body.details)
    return as_script(data)


@register.simple_tag(takes_context=True)
def linked_organisation(context: Context, row: Organisation) -> SafeString:
    """Return an organisation as linked data."""
    return as_script(linked.organisation(row, context["request"].forum, _origin(context)))


@register.simple_tag(takes_context=True)
def linked_dataset(context: Context, about: str, licence: str = "") -> SafeString:
    """Return the forum's commitments as a dataset, with its files."""
    forum = context["request"].forum
    files = {code: _file(forum.slug, code) for code in linked.FORMATS}
    found = {code: address for code, address in files.items() if address}
    return as_script(linked.dataset(forum, _origin(context), str(about), found, licence))


@register.simple_tag(takes_context=True)
def linked_steps(context: Context, *pairs: Any) -> SafeString:
    """Return the way to this page: a name and an address for each step, then this page's name."""
    *steps, here = pairs
    names, addresses = steps[::2], steps[1::2]
    found = [*zip(map(str, names), addresses, strict=True), (str(here), context["request"].path)]
    return as_script(linked.breadcrumbs(found, _origin(context)))


def _file(slug: str, code: str) -> str:
    try:
        return reverse("data:commitments", args=[slug, code])
    except NoReverseMatch:  # the app of files may be absent
        return ""


def _origin(context: Context) -> str:
    request = context["request"]
    return f"{request.scheme}://{request.get_host()}"


@register.simple_tag(takes_context=True)
def oembed_links(context: Context) -> SafeString:
    """Return the elements by which programs find the frame of this page."""
    request = context["request"]
    origin = _origin(context)
    return format_html_join(
        "",
        '<link rel="alternate" type="{}+oembed" href="{}">',
        (
            (kind, f"{origin}{reverse('oembed')}?{urlencode(query)}")
            for kind, code in (("application/json", "json"), ("text/xml", "xml"))
            for query in ({"url": origin + request.get_full_path(), "format": code},)
        ),
    )
