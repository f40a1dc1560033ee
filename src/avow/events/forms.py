"""What is typed to register, and to make an event."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.answers.files import ACCEPT
from avow.events import conflicts
from avow.events.models import Event
from avow.events.states import Access, DocumentKind
from avow.forums.models import Coalition, Forum
from avow.kernel.clock import on_clocks
from avow.participants.forms import GuardedForm, LimitedForm, ParticipantFields
from avow.participants.languages import language_choices

_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class ClockField(forms.DateTimeField):
    """A time as it is typed, before anybody says of which zone: `_on_clocks` does."""

    def to_python(self, value: Any) -> datetime | None:
        """Return the time without a zone; the forum's own clocks have no say in it."""
        with timezone.override(UTC):
            typed = super().to_python(value)
        return typed and timezone.make_naive(typed, UTC)


def _moment(label: Any, *, required: bool = True) -> ClockField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return ClockField(label=label, required=required, widget=widget, input_formats=_FORMATS)


def _on_clocks(form: forms.Form, zone: ZoneInfo, names: Iterable[str]) -> None:
    """Read the times of a form on the clocks of a place, and say which of them do not exist."""
    values = form.cleaned_data
    for name in names:
        typed = values.get(name)
        if typed is None:
            continue
        values[name] = on_clocks(typed, zone)
        if values[name] is None:
            form.add_error(name, _("The clocks there jump over this time on that day."))


class NeedsFields(forms.Form):
    """What somebody needs to be able to take part."""

    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("Only the organisers read it; it is erased a month after the event."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class KnownForm(LimitedForm, NeedsFields):
    """The form of somebody known by link or account."""


class VisitorForm(GuardedForm, NeedsFields, ParticipantFields):
    """The same with an address, for somebody not yet known."""

    field_order = ("email", "name", "hides_name", "kind", "country", "needs")

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)


class CodeForm(LimitedForm):
    """The code that is shown at the event."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "dir": "ltr"}
        ),
    )


class EventForm(forms.Form):
    """An event; its times are those of its own time zone. `seen`: marks of what the page showed."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What happens there?"),
        help_text=_("Markdown."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of title and text"))
    coalition = forms.ModelChoiceField(
        label=_("Coalition"),
        queryset=Coalition.objects.none(),
        required=False,
        empty_label=_("The whole forum"),
    )
    is_main = forms.BooleanField(
        label=_("One of the main events"),
        help_text=_("Makers undertake to take part in these."),
        required=False,
    )
    zone_name = forms.ChoiceField(label=_("Time zone of the place"))
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("Link to take part online"),
        help_text=_("Only those registered see it."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken and interpreted"), required=False
    )
    access = forms.MultipleChoiceField(
        label=_("What is offered so that everybody can take part?"),
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("Empty: as many as come."),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    registration_opens_at = _moment(_("Registration opens"), required=False)
    registration_closes_at = _moment(_("Registration closes"), required=False)
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, forum: Forum, event: Event | None = None, **kwargs: Any) -> None:
        if event is not None:
            kwargs["initial"] = self.shown(event)
        super().__init__(*args, **kwargs)
        if event is None:
            del self.fields["seen"]
        self.fields["coalition"].queryset = Coalition.objects.filter(forum=forum)  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]
        zones = sorted(available_timezones())
        self.fields["zone_name"].choices = [(name, name.replace("_", " ")) for name in zones]  # type: ignore[attr-defined]
        self.initial.setdefault("zone_name", forum.zone_name)
        self.initial.setdefault("language", get_language() or "en")

    def clean(self) -> dict[str, Any]:
        """Read the times on the clocks of the place."""
        super().clean()
        if name := self.cleaned_data.get("zone_name"):
            _on_clocks(self, ZoneInfo(name), _TIMES)
        return self.cleaned_data

    def clean_seen(self) -> dict[str, str]:
        """Read the marks."""
        return conflicts.read(self.cleaned_data["seen"])

    @classmethod
    def shown(cls, event: Event) -> dict[str, Any]:
        """Return what the form shows of an event, and the marks of it."""
        names = [name for name in cls.base_fields if name != "seen"]
        times = {name: getattr(event, name) for name in _TIMES}
        return (
            {name: getattr(event, name) for name in names}
            | {
                name: time and time.astimezone(event.zone).strftime("%Y-%m-%dT%H:%M")
                for name, time in times.items()
            }
            | {"seen": json.dumps(conflicts.marks_on(event, names))}
        )

    def stand_beside(self, event: Event, names: Iterable[str]) -> None:
        """Keep what was typed; of `names`, what was not touched here shows what was saved."""
        data, shown = MultiValueDict(dict(self.data.lists())), self.shown(event)  # type: ignore[attr-defined]
        seen, sent = self.cleaned_data["seen"], conflicts.marks_of(self.cleaned_data)
        for name in names:
            if sent[name] == seen.get(name):
                data.setlist(name, _as_sent(shown[name]))
        data["seen"] = shown["seen"]
        self.data = data

    def saved(self, event: Event, names: Iterable[str]) -> list[dict[str, Any]]:
        """Return what was saved, for people: label, and a moment at the place or words."""
        return [
            {"label": self.fields[name].label, **_in_words(self.fields[name], event, name)}
            for name in names
        ]


def _as_sent(value: Any) -> list[str]:
    """Return a value as a browser sends it: a box that is not ticked is sent empty here."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return ["on" if value else ""]
    return ["" if value is None else str(value.pk if isinstance(value, Coalition) else value)]


def _in_words(field: forms.Field, event: Event, name: str) -> dict[str, Any]:
    value = getattr(event, name)
    if isinstance(value, datetime):
        return {"moment": value.astimezone(event.zone)}
    if isinstance(value, bool):
        return {"words": _("Yes") if value else _("No")}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        labels = dict(cast("Iterable[tuple[str, Any]]", field.choices))
        codes = value if isinstance(value, list) else [value]
        return {"words": ", ".join(str(labels.get(code, code)) for code in codes)}
    return {"words": "" if value is None else str(value)}


_TIMES = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


class SessionForm(forms.Form):
    """A session; its times are those of the event's time zone."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    speakers = forms.CharField(label=_("Speakers"), max_length=500, required=False)
    place = forms.CharField(label=_("Room"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    text = forms.CharField(
        label=_("About it"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", "—"), *language_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the times on the clocks of the place."""
        super().clean()
        _on_clocks(self, self.event.zone, ("starts_at", "ends_at"))
        return self.cleaned_data


class DocumentForm(forms.Form):
    """A recording, stream or document: an address or a file."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
