"""What is typed to ask for help, and to offer it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.forums.countries import country_choices
from avow.forums.models import Forum
from avow.kernel.words import sentence
from avow.learning import rules
from avow.learning.services.editing import actions_of
from avow.people.models import Organisation

# The field beside which a reason stands.
_BESIDE = {
    "help_words_missing": "words",
    "help_too_long": "words",
    "help_contact": "words",
    "help_action_missing": "actions",
}


class HelpForm(forms.Form):
    """What both have in common: who, which help, for which actions."""

    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
    )
    words = forms.CharField(
        label=_("Which help?"),
        help_text=_(
            "The other side reads this before any name: leave out who and where you are, and how to"
            " reach you."
        ),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    actions = forms.MultipleChoiceField(label=_("Actions"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, forum: Forum, organisations: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=list(organisations)).order_by("name", "pk")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        self.fields["actions"].choices = [  # type: ignore[attr-defined]
            (one.code, str(one)) for one in actions_of(forum)
        ]
        self.initial.setdefault("language", get_language() or "en")

    def say(self, reasons: Iterable[str]) -> None:
        """Put each reason beside its field; others stand above the form."""
        for reason in reasons:
            self.add_error(_BESIDE.get(reason), str(sentence(reason)))

    def words_for(self) -> dict[str, Any]:
        """Return what the service takes; call it on a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "organisation"}


class NeedForm(HelpForm):
    """Help that is needed."""

    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No one country")), *country_choices()]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]


class OfferForm(HelpForm):
    """Help that is offered."""

    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        help_text=_("None chosen: anywhere."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you can help in"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]
