"""What a visitor types to try the guidance out."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

MOST = 3000  # characters


class TrialForm(forms.Form):
    """A text and its language; nothing of it is kept."""

    text = forms.CharField(
        label=_("Your text"),
        help_text=_("A title and a few sentences. Nothing of it is kept."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Its language"), choices=settings.LANGUAGES)
