"""What other sites may show in a frame: which page is shown by which frame, and the code for it.

A frame holds public entries alone and nothing personal; views_oembed.py speaks of the same frames
to programs that ask for the address of a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from avow.directory.figures import CHARTS
from avow.forums.models import Coalition

WIDTH, MOST_WIDE = 600, 800  # pixels
FIGURES = ("commitments", "makers", "pledged")
_HEIGHTS = {"commitment": 320, "list": 520, "figure": 160, "chart": 420, "map": 620}
_LONGEST = 2000  # characters of an address


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its address below the host, its usual size, and what it is of.

    `ref` is that of the commitment it shows, "" for any other.
    """

    path: str
    kind: str
    forum: str
    language: str
    ref: str = ""
    card: str = ""  # the address of the page's share card

    @property
    def height(self) -> int:
        """Return how high it usually is, in pixels."""
        return _HEIGHTS[self.kind]


def frame_of(url: str, host: str) -> Frame | None:
    """Return the frame that shows what a page of this host shows; None where there is none."""
    try:
        parts = urlsplit(url[: _LONGEST + 1])
    except ValueError:
        return None
    if len(url) > _LONGEST or parts.scheme not in {"http", "https"} or parts.netloc != host:
        return None
    language = translation.get_language_from_path(parts.path)
    if not language:
        return None
    with translation.override(language):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        make = _FRAMES.get(match.view_name)
        return make(match, parts, language) if make else None


def code_of(address: str, title: str, height: int) -> SafeString:
    """Return the HTML that shows a frame in a page elsewhere."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"'
        ' style="border:0;max-width:{}px"></iframe>',
        *(address, title, height, MOST_WIDE),
    )


def path_of(forum: str, what: str, query: str = "", ref: str = "") -> str:
    """Return the address of a frame: `what` is list, map, commitment, a figure or a chart."""
    if what == "commitment":
        return reverse("directory:embed_commitment", args=[forum, ref])
    if what in FIGURES:
        path = reverse("directory:embed_figure", args=[forum, what])
    elif what in CHARTS:
        path = reverse("directory:embed_chart", args=[forum, what])
    else:
        name = "embed_map" if what == "map" else "embed_list"
        path = reverse(f"directory:{name}", args=[forum])
    return f"{path}?{query}" if query else path


def kind_of(what: str) -> str:
    """Return the kind of a frame, which says how high it is."""
    return "figure" if what in FIGURES else "chart" if what in CHARTS else what


def height_of(what: str) -> int:
    """Return how high a frame usually is."""
    return _HEIGHTS[kind_of(what)]


def _filters(parts: SplitResult, **more: str) -> str:
    try:
        query = QueryDict(parts.query, mutable=True)
    except ValueError:  # more parameters than anybody means
        query = QueryDict(mutable=True)
    for name in ("page", "sort"):
        query.pop(name, None)
    query.update(more)
    return query.urlencode()


def _commitment(match: ResolverMatch, _parts: SplitResult, language: str) -> Frame:
    forum, ref = match.kwargs["forum"], match.kwargs["ref"]
    card = reverse("directory:card", args=[forum, "commitments", ref])
    return Frame(path_of(forum, "commitment", ref=ref), "commitment", forum, language, ref, card)


def _itself(match: ResolverMatch, parts: SplitResult, language: str) -> Frame:
    kind = match.view_name.removeprefix("directory:embed_")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return Frame(path, kind, match.kwargs["forum"], language, match.kwargs.get("ref", ""))


def _list_of(
    name: str, kind: str = "", argument: str = ""
) -> Callable[[ResolverMatch, SplitResult, str], Frame]:
    """Return what makes the list of a page's commitments: `name` is the filter it stands for."""

    def make(match: ResolverMatch, parts: SplitResult, language: str) -> Frame:
        forum, key = match.kwargs["forum"], match.kwargs.get(argument, "")
        more = {name: key} if name else {}
        card = reverse("directory:card", args=[forum, kind, key]) if kind else ""
        path = path_of(forum, "list", _filters(parts, **more))
        return Frame(path, "list", forum, language, card=card)

    return make


def _map(match: ResolverMatch, parts: SplitResult, language: str) -> Frame:
    forum = match.kwargs["forum"]
    return Frame(path_of(forum, "map", _filters(parts)), "map", forum, language)


def _dashboard(match: ResolverMatch, parts: SplitResult, language: str) -> Frame:
    forum = match.kwargs["forum"]
    path = path_of(forum, "commitments-by-coalition", _filters(parts))
    return Frame(path, "chart", forum, language)


def _coalition(match: ResolverMatch, parts: SplitResult, language: str) -> Frame | None:
    forum, slug = match.kwargs["forum"], match.kwargs["slug"]
    found = Coalition.objects.filter(forum__slug=forum, slug=slug).first()
    if found is None:
        return None
    card = reverse("directory:card", args=[forum, "coalitions", slug])
    path = path_of(forum, "list", _filters(parts, coalition=found.code))
    return Frame(path, "list", forum, language, card=card)


_FRAMES: dict[str, Callable[[Any, SplitResult, str], Frame | None]] = {
    "directory:commitment": _commitment,
    "directory:commitments": _list_of(""),
    "forum:coalition": _coalition,
    "directory:country": _list_of("country", "countries", "code"),
    "directory:action": _list_of("action", "actions", "code"),
    "directory:organisation": _list_of("of_maker", "organisations", "slug"),
    "directory:map": _map,
    "accountability:dashboard": _dashboard,
    "directory:embed_commitment": _itself,
    "directory:embed_list": _itself,
    "directory:embed_figure": _itself,
    "directory:embed_chart": _itself,
    "directory:embed_map": _itself,
}
