"""What the secretariat types: a section's text, a section of one's own, what was corrected."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from avow.annual.filling import FIELDS, Sheet
from avow.annual.services.publishing import LONGEST_NOTE
from avow.annual.services.writing import LONGEST, LONGEST_TITLE
from avow.kernel.words import sentence

# The field beside which a reason stands; others stand above the form.
_BESIDE = {
    "annual_title_missing": "title",
    "annual_text_too_long": "text",
    "annual_correction_missing": "note",
}


class _ReasonForm(forms.Form):
    """A form that says a service's reasons beside its fields."""

    def say(self, reasons: tuple[str, ...]) -> None:
        """Put each reason beside its field."""
        for reason in reasons:
            name = _BESIDE.get(reason)
            self.add_error(name if name in self.fields else None, str(sentence(reason)))


def _title(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST_TITLE, widget=widget)


class SectionForm(_ReasonForm):
    """A section in one language; a title only where it is a section of one's own."""

    title = _title(_("Title"))
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Markdown: **bold**, *slanted*, - a list, ## a heading. A figure stands where its"
            " reference stands: {{ commitments }}."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, sheet: Sheet, language: str, titled: bool
    ) -> None:
        super().__init__(data, initial=sheet.values)
        for name in FIELDS:
            self.fields[name].widget.attrs["lang"] = language
        if not titled:
            del self.fields["title"]
        self.marks = {name: self._mark(name, sheet) for name in self.fields}

    def _mark(self, name: str, sheet: Sheet) -> str:
        posted = self.data.get(f"version:{name}", "") if self.is_bound else ""
        return str(posted)[:64] or sheet.marks[name]

    def draw_anew(self, sheet: Sheet) -> None:
        """Let what was typed be saved over what is kept by now, as it is shown."""
        self.marks = {name: sheet.marks[name] for name in self.fields}


class NewSectionForm(_ReasonForm):
    """A section of one's own begins with a title in one language."""

    title = _title(_("Title"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class NoteForm(_ReasonForm):
    """What a new edition corrects."""

    note = forms.CharField(
        label=_("What was corrected?"),
        help_text=_("Everybody reads it in the report."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
