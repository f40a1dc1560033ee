"""Addresses of pages for mails, in a forum and a language."""

from django.urls import reverse
from django.utils import translation

from avow.forums.models import Forum


def link(name: str, forum: Forum, *args: object, language: str = "") -> str:
    """Return the path of a page of `forum`, in `language` or else the active one."""
    with translation.override(language or translation.get_language()):
        return reverse(name, args=[forum.slug, *args])
