"""What the frame of every page shows: `frame` in the templates. Parts are asked only if drawn."""

from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_from_path

from avow.forums.models import Forum
from avow.forums.states import WindowKind
from avow.kernel import moment
from avow.kernel.localised import pick
from avow.notices.models import Notice
from avow.people.access import standing_of
from avow.web import navigation
from avow.web.navigation import Link

STYLESHEETS = tuple(
    f"avow/css/{name}.css"
    for name in [
        "tokens",
        "base",
        "layout",
        "site",
        "button",
        "form",
        "table",
        "card",
        "badge",
        "notice",
        "timeline",
        "list",
        "print",
    ]
)


class Frame:
    """The frame of one page. Costs nothing until a template asks."""

    @property
    def stylesheets(self) -> SafeString:
        """Return the links to the style sheets of every page."""
        return _stylesheets(STYLESHEETS)

    @property
    def plain_stylesheets(self) -> SafeString:
        """Return those of a page that stands in a frame elsewhere: colours and letters."""
        return _stylesheets(STYLESHEETS[:2])

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.forum: Forum | None = getattr(request, "forum", None)
        self.slug = self.forum.slug if self.forum else None

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Return the complete languages with this page's address in each."""
        here = get_language()
        path = self.request.path
        named = get_language_from_path(path)
        rest = path.partition("/")[2].partition("/")[2] if named else ""
        came_from = urlencode({"next": self.request.get_full_path()})
        return [
            {
                "code": code,
                "name": name,
                "current": code == here,
                "address": f"/{code}/{rest}" if named else "",
                "switch": reverse("language", args=[code]) + "?" + came_from,
            }
            for code, name in settings.LANGUAGES
            if code in settings.COMPLETE_LANGUAGES
        ]

    @cached_property
    def language_name(self) -> str:
        """Return the page's language in its own words."""
        code = get_language() or settings.LANGUAGE_CODE
        return dict(settings.LANGUAGES).get(code, code)

    @cached_property
    def origin(self) -> str:
        """Return scheme and host, for addresses that leave the page (share cards)."""
        return f"{self.request.scheme}://{self.request.get_host()}"

    @cached_property
    def canonical(self) -> str:
        """Return the address to share: without the query, except which page of a list."""
        number = self.request.GET.get("page", "")
        return (
            self.origin
            + self.request.path
            + (f"?page={number}" if number.isdecimal() and number != "1" else "")
        )

    @cached_property
    def description(self) -> str:
        """Return the sentence of the share card, if the page has none of its own."""
        return self._text("taglines")

    @cached_property
    def contact_email(self) -> str:
        """Return the secretariat's address."""
        return str(self._contact.get("email", ""))

    @cached_property
    def contact_name(self) -> str:
        """Return what the secretariat calls itself."""
        return pick(self._contact.get("names") or {}, get_language() or "en")

    @cached_property
    def links(self) -> list[Link]:
        """Return the pack's links to elsewhere."""
        return [
            Link(pick(link.get("names") or {}, get_language() or "en") or link["url"], link["url"])
            for link in self._contact.get("links") or []
        ]

    @cached_property
    def nav(self) -> list[Link]:
        """Return the public navigation."""
        return navigation.public(self.slug, get_language() or "en") if self.slug else []

    @cached_property
    def about(self) -> list[Link]:
        """Return the links of the foot."""
        return navigation.about(self.slug, get_language() or "en") if self.slug else []

    @cached_property
    def account(self) -> list[Link]:
        """Return the pages of one's account."""
        return navigation.links(navigation.ACCOUNT, self.slug)

    @cached_property
    def work(self) -> list[Link]:
        """Return the work places of the signed-in person in this forum."""
        user = getattr(self.request, "user", None)
        if self.forum is None or user is None or not user.is_authenticated:
            return []
        return navigation.work_links(standing_of(self.request).roles, self.forum.slug)

    @cached_property
    def join_url(self) -> str:
        """Return where to register interest, while that is open."""
        url = navigation.address("interest:join", self.slug) if self.forum else ""
        if not url or self.forum is None:
            return ""
        windows = self.forum.windows.of_kind(WindowKind.INTEREST)
        is_open = moment.kept(
            ("join", self.forum.pk), lambda: windows.open_at(timezone.now()).exists()
        )
        return url if is_open else ""

    @cached_property
    def sign_in_url(self) -> str:
        """Return the sign-in page, which leads back to this one unless this is one of its kind."""
        sign_in = reverse("account_login")
        here = self.request.get_full_path()
        if self.request.method != "GET" or here.startswith("/accounts/"):
            return sign_in
        return f"{sign_in}?{urlencode({'next': here})}"

    @cached_property
    def unread(self) -> int:
        """Return how many notices wait for the signed-in person."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        return Notice.objects.for_user(user).unread().count()

    @property
    def _contact(self) -> dict[str, Any]:
        return (self.forum.pack.get("contact") or {}) if self.forum else {}

    def _text(self, key: str) -> str:
        return pick(self.forum.pack.get(key) or {}, get_language() or "en") if self.forum else ""


@cache
def _stylesheets(files: tuple[str, ...]) -> SafeString:
    rows = ((static(file),) for file in files)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', rows)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every template its frame."""
    return {"frame": Frame(request)}
