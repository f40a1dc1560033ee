"""What is typed to prepare, schedule and compile versions."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from avow.blueprints.models import Version
from avow.blueprints.services.versions import LONGEST_NAME, LONGEST_SUMMARY, facts_of
from avow.blueprints.states import Stage
from avow.kernel.clock import on_clocks

FIRST_YEAR, LAST_YEAR = 1900, 9000  # far from where calendars end


class PrepareForm(forms.Form):
    """Name and stage of a version."""

    name = forms.CharField(
        label=_("Name of the version"),
        help_text=_("As readers will call it: “Draft for the first event”."),
        max_length=LONGEST_NAME,
    )
    stage = forms.ChoiceField(label=_("How far has it come?"), choices=Stage.choices)
    summary = forms.CharField(
        label=_("What is new in it?"),
        help_text=_("A few sentences for readers of the last version. Markdown."),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ClockField(forms.DateTimeField):
    """A time as it is typed: the form says on which clocks, which may show it twice or never."""

    def to_python(self, value: Any) -> datetime | None:
        """Return the time without a zone."""
        with timezone.override(UTC):
            typed = super().to_python(value)
        return typed and timezone.make_naive(typed, UTC)


class ScheduleForm(forms.Form):
    """When a version is published, in the forum's own time."""

    publish_at = ClockField(
        label=_("Publish on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)
        self.fields["publish_at"].help_text = _("In the forum's time zone, %(zone)s.") % {
            "zone": zone.key
        }

    def clean_publish_at(self) -> datetime:
        """Return the time in the forum's zone, the first of two where its clocks go back.

        Refuses a time that they jump over, and days at the ends of time, which no other zone tells.
        """
        typed: datetime = self.cleaned_data["publish_at"]
        if typed.year > LAST_YEAR:
            raise ValidationError(_("Choose an earlier year."))
        if typed.year < FIRST_YEAR:
            raise ValidationError(_("Choose a time to come."))
        moment = on_clocks(typed, self.zone)
        if moment is None:
            raise ValidationError(_("The clocks there jump over this time on that day."))
        return moment

    def moment(self) -> datetime:
        """Return the time in the forum's zone; call it on a valid form."""
        found: datetime = self.cleaned_data["publish_at"]
        return found


class MappingForm(forms.Form):
    """Which actions took the place of those that are gone: a field for each."""

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = facts_of(version)
        sections = version.sections.filter(code__in=facts.actions).exclude(code="")
        choices = [(one.code, f"{one.code} {one.title}") for one in sections]
        said = dict(facts.mapping)
        old = version.blueprint.coalition.actions.current().exclude(code__in=facts.actions)
        self.codes: list[str] = []
        for action in old:
            self.codes.append(action.code)
            self.fields[f"to-{action.code}"] = forms.MultipleChoiceField(
                label=str(action),
                choices=choices,
                required=False,
                initial=said.get(action.code, ()),
                widget=forms.CheckboxSelectMultiple,
            )

    def mapping(self) -> dict[str, list[str]]:
        """Return {old code: new codes}; call it on a valid form."""
        return {code: self.cleaned_data[f"to-{code}"] for code in self.codes}


class CompileForm(forms.Form):
    """Name and preface of the acceleration plan's next version."""

    name = forms.CharField(label=_("Name of the version"), max_length=LONGEST_NAME)
    preface = forms.CharField(
        label=_("Preface"),
        help_text=_("A page before the coalitions' plans. Markdown."),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
