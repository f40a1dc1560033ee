"""Turn a verb and its context into the words of a mail, in one language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from avow.forums.models import Forum
from avow.kernel.text import nfc
from avow.notices import rules

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's words. `body` is the text without greeting and foot, for the notice in the app."""

    language: str
    subject: str
    body: str
    text: str
    html: str
    url: str


def language_of(wanted: str) -> str:
    """Return the interface language nearest to `wanted`; the default for one we do not speak."""
    for code in (wanted, wanted.partition("-")[0]):
        if code in LANGUAGES:
            return code
    return settings.LANGUAGE_CODE


def contact_of(forum: Forum | None) -> str:
    """Return the address that answers for a forum: its secretariat's, else none."""
    return str(forum.pack.get("contact", {}).get("email", "")) if forum else ""


def absolute(url: str) -> str:
    """Return an address that works from a mailbox."""
    return f"{settings.PUBLIC_URL}{url}" if url.startswith("/") else url


def write(
    verb: str,
    *,
    language: str,
    context: Mapping[str, Any],
    forum: Forum | None = None,
    name: str = "",
    url: str = "",
) -> Letter:
    """Render `notices/<verb>.txt` (first line `Subject: …`) and the shared layout around it.

    Values of the context are text, never markup: the text part is not escaped, the HTML part is
    made from it. Raises TemplateDoesNotExist for an unknown verb, ValueError for a text without
    subject, TypeError for a context that is not plain JSON.
    """
    json.dumps(context, allow_nan=False)
    language = language_of(language)
    url = rules.in_language(url, language, LANGUAGES)
    with translation.override(language):
        values = {**context, "forum": forum, "receiver_name": name, "url": absolute(url)}
        first, _, body = (
            _render(f"notices/{verb}.txt", values, escape=False).strip().partition("\n")
        )
        if not first.startswith("Subject:"):
            raise ValueError(f"notices/{verb}.txt must begin with Subject:")
        frame = {
            **values,
            "subject": rules.header(nfc(first.removeprefix("Subject:")))[:250],
            "body": nfc(body).strip(),
            "contact": contact_of(forum),
            "language": language,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        }
        text = nfc(_render("notices/layout.txt", frame, escape=False)).strip() + "\n"
        html = _render("notices/layout.html", frame, escape=True)
    return Letter(language, frame["subject"], frame["body"], text, html, url)


def _render(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    """Return the rendered template; a text file must not turn an apostrophe into an entity."""
    template = Engine.get_default().get_template(name)
    return str(template.render(Context(dict(values), autoescape=escape)))
