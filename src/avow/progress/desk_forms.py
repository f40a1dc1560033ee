"""What the secretariat types about reporting: a new cycle, a third party's comment."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from avow.progress.services.commenting import LONGEST


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class CycleForm(forms.Form):
    """The first and the last day of a cycle; what is wrong with them the service says."""

    opens_on = _day(_("First day"), _("Makers are called on it. Its year names the cycle."))
    due_on = _day(_("Last day"), _("The whole day counts, in the forum's time zone."))


class CommentForm(forms.Form):
    """What a third party says of a report."""

    text = forms.CharField(
        label=_("What they say"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    source = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        help_text=_("An organisation, a newspaper, an audit. Everybody can read it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    dated = _day(_("On which day"), _("The day on which they said it, not today."))
    url = forms.URLField(
        label=_("Where it can be read"), max_length=500, required=False, assume_scheme="https"
    )
    language = forms.ChoiceField(label=_("Language of the comment"), choices=settings.LANGUAGES)
