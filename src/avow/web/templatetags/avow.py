"""The tags and filters of every template (a builtin: nothing to load)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from avow.directory.drawing import Pen
from avow.directory.facets import Value
from avow.directory.showing import Card
from avow.forums import formats
from avow.kernel.localised import pick
from avow.kernel.markdown import html
from avow.kernel.words import sentence as words_of

register = template.Library()

_TONES = {"success": "good", "error": "bad", "warning": "warn"}


# Addresses


def _reverse(
    context: Context | dict[str, Any], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> str:
    forum = getattr(context.get("request"), "forum", None) or context.get("forum")
    if kwargs.get("forum"):
        return reverse(name, kwargs=kwargs)
    if forum is None:
        raise NoReverseMatch(f"{name}: no forum in this page")
    if kwargs:
        return reverse(name, kwargs={"forum": forum.slug, **kwargs})
    return reverse(name, args=(forum.slug, *args))


@register.simple_tag(takes_context=True)
def forum_url(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """Return an address below the page's forum. Raises NoReverseMatch for an unknown name."""
    return _reverse(context, name, args, kwargs)


@register.simple_tag(takes_context=True)
def maybe_url(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """Return an address below the forum, else outside of it, else nothing: apps may be absent."""
    try:
        return _reverse(context, name, args, kwargs)
    except NoReverseMatch:
        try:
            return reverse(name, args=args or None, kwargs=kwargs or None)
        except NoReverseMatch:
            return ""


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """Return the page's query string with changes; None or nothing removes a parameter."""
    return _query(context, changes)


@register.simple_tag(takes_context=True)
def query_set(context: Context, name: str, value: Any) -> str:
    """Return the page's query string with one parameter set, whose name is a variable."""
    return _query(context, {name: value})


def _query(context: Context, changes: Mapping[str, Any]) -> str:
    request = context.get("request")
    query = dict(request.GET.lists()) if request is not None else {}
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        elif isinstance(value, list | tuple):
            query[name] = [str(one) for one in value]
        else:
            query[name] = [str(value)]
    return "?" + urlencode([(name, one) for name, values in query.items() for one in values])


@register.simple_tag(takes_context=True)
def current(context: Context, url: str, exact: bool = False) -> SafeString:
    """Mark a link to this page, or (unless `exact`) to a page above it."""
    path = getattr(context.get("request"), "path", "")
    here = path == url or (not exact and bool(url) and path.startswith(url.rstrip("/") + "/"))
    return mark_safe(' aria-current="page"') if here else SafeString("")


# Rows that are drawn in code (directory/drawing.py)


@register.simple_tag
def drawn_hit(pen: Pen, card: Card, level: str) -> SafeString:
    """Return one commitment of a list."""
    return pen.hit(card, level)


@register.simple_tag
def drawn_boxes(pen: Pen, facet: str, values: Iterable[Value]) -> SafeString:
    """Return the boxes of some values of a facet."""
    return mark_safe("".join(pen.box(facet, value) for value in values))


# Words


@register.filter
def localised(texts: Mapping[str, str] | None) -> str:
    """Return the text of a mapping language → text that the reader understands best."""
    return pick(texts or {}, get_language() or "en")


@register.filter
def in_zone(instant: datetime | None) -> SafeString:
    """Return an instant in the forum's zone, with the zone's name."""
    if instant is None:
        return SafeString("")
    zone = timezone.get_current_timezone()
    words = formats.instant_words(instant, zone)
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), words)


@register.filter
def at_place(moment: datetime) -> str:
    """Return an instant on the clocks it carries (a ZoneInfo), with the zone's city."""
    return formats.instant_words(moment, cast("ZoneInfo", moment.tzinfo))


@register.filter
def on_clocks_of(instant: str, zone: str) -> str:
    """Return an instant that a mail carries (ISO 8601) on the clocks of a zone, with its city."""
    return formats.instant_words(datetime.fromisoformat(instant), ZoneInfo(zone))


@register.simple_tag
def span(begins: datetime, ends: datetime, zone: ZoneInfo | None = None) -> SafeString:
    """Return from when until when, the day once, on the clocks of `zone` or else the forum's."""
    zone = zone or timezone.get_current_timezone()
    first, last = formats.span_words(begins, ends, zone)
    template = '<time datetime="{}">{}</time> – <time datetime="{}">{}</time> ({})'
    there = formats.zone_words(zone)
    return format_html(template, begins.isoformat(), first, ends.isoformat(), last, there)


@register.filter
def last_minute(end: datetime | None) -> datetime | None:
    """Return the last minute before an end, which is how people name a deadline: 31 July, 23:59."""
    return None if end is None else end - timedelta(minutes=1)


@register.filter
def day(value: date | datetime | str | None) -> SafeString:
    """Return a day in full; an instant's day is that of the forum's zone."""
    if not value:
        return SafeString("")
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.day_words(value))


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """Return an amount with its currency as the language writes it; nothing for None."""
    return "" if amount is None else formats.money_words(Decimal(amount), currency)


@register.filter
def about_money(amount: Decimal, currency: str) -> str:
    """Return an amount in short, rounded, where the exact one stands on the page too."""
    return formats.about_words(Decimal(amount), currency)


@register.filter
def figure(number: Decimal | int | str | None) -> str:
    """Return a number with the language's separators; digits as text are a number too."""
    if number is None or number == "":
        return ""
    return formats.number_words(Decimal(number) if isinstance(number, str) else number)


@register.filter
def exact(number: Decimal | None) -> str:
    """Return a number with every digit it has and the language's separators; nothing for None."""
    return "" if number is None else formats.exact_words(Decimal(number))


@register.filter
def currency_name(code: str | None) -> str:
    """Return a currency's name in the reader's language."""
    return formats.currency_words(code) if code else ""


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping has under a key that is a variable; the key itself for nothing."""
    return mapping.get(key, key)


@register.filter
def of(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what a mapping has under a key that is a variable; None where it has none."""
    return mapping.get(key) if mapping else None


@register.filter
def area_name(code: str | None) -> str:
    """Return the name of a region of the world, a continent, or the world (UN M49)."""
    return formats.area_words(code) if code else ""


@register.filter
def country_name(code: str | None) -> str:
    """Return a country's name."""
    return formats.country_words(code) if code else ""


@register.filter
def language_name(code: str | None) -> str:
    """Return a language's name in the reader's language."""
    return formats.language_words(code) if code else ""


@register.filter
def markdown(text: str | None, level: int = 2) -> SafeString:
    """Return CommonMark as safe HTML: no HTML of the writer's own, links without a referrer.

    `level` is that of its highest heading: one below the heading that the text stands under.
    """
    return mark_safe(html(text or "", level))


@register.filter
def sentence(code: str) -> str:
    """Return what a reason code says to a person."""
    return words_of(code)


@register.filter
def lang_attr(code: str | None) -> SafeString:
    """Return `lang` and `dir` for a text written in `code`."""
    return formats.language_marks(code)


# Days


@register.filter
def days_left(due: date | None, today: date) -> int | None:
    """Return the days from `today` to `due`: 0 on the day itself, negative when late."""
    return None if due is None else (due - today).days


@register.simple_tag
def left_of(
    days: int | str | None, due: date | None = None, today: date | None = None
) -> int | None:
    """Return `days` if given, else the days from `today` (in the forum's zone) to `due`."""
    if days not in (None, ""):
        return int(days)
    return days_left(due, today or timezone.localdate()) if due else None


@register.filter
def due_words(days: int) -> str:
    """Return "12 days left", "due today" or "3 days late"."""
    if days == 0:
        return gettext("due today")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {
            "days": formats.number_words(-days)
        }
    return ngettext("%(days)s day left", "%(days)s days left", days) % {
        "days": formats.number_words(days)
    }


@register.filter
def due_tone(days: int, soon: int = 7) -> str:
    """Return the tone of a due date: late is bad, within `soon` days a warning."""
    if days < 0:
        return "bad"
    return "warn" if days <= soon else "good"


# What components need


@register.filter
def hue(position: int | str | None) -> str:
    """Return a coalition's colour, 1 to 7, from its position; nothing for nothing."""
    try:
        return str(formats.hue_of(int(position or 0)))
    except ValueError:
        return ""


@register.filter
def roles(pack: Any) -> list[Any]:
    """Return a pack's roles in the order in which people meet them."""
    return [pack.roles.maker, pack.roles.champion, pack.roles.core_group, pack.roles.secretariat]


@register.filter
def message_tone(level: str) -> str:
    """Return the tone of a message's level."""
    return _TONES.get(level, "info")


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: Page[Any], parameter: str) -> SafeString:
    """Return the links to the other pages of a list as items; None of them is left out unseen."""
    said = gettext("Page")
    found: list[str] = []

    def link(number: int, words: str, marks: str) -> str:
        address = escape(_query(context, {parameter: number}))
        return f'<li><a{marks} href="{address}">{words}</a></li>'

    if page.has_previous():
        back = escape(gettext("Previous"))
        found.append(link(page.previous_page_number(), back, ' rel="prev"'))
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            words = f'<span class="visually-hidden">{escape(said)} </span>{number}'
            found.append(link(number, words, ' aria-current="page"' * (number == page.number)))
        else:
            found.append('<li><span aria-hidden="true">…</span></li>')
    if page.has_next():
        on = escape(gettext("Next"))
        found.append(link(page.next_page_number(), on, ' rel="next"'))
    return mark_safe("".join(found))


@register.filter
def error_links(
    form: BaseForm | None, errors: Iterable[Mapping[str, str]] | None = None
) -> list[dict[str, str]]:
    """Return every error of a form with the address of its field on the page, then `errors`."""
    found: list[dict[str, str]] = []
    if form is not None and form.is_bound:
        found += [{"href": "", "text": str(text)} for text in form.non_field_errors()]
        for field in form:
            if field.is_hidden:  # it has no name, and nobody can go to it
                found += [{"href": "", "text": str(text)} for text in field.errors]
                continue
            anchor = field.auto_id if field.use_fieldset else field.id_for_label or field.auto_id
            found += [
                {"href": f"#{anchor}", "text": f"{field.label}: {text}"} for text in field.errors
            ]
    return found + [dict(error) for error in errors or []]
