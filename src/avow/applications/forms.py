"""The two short forms of an application; its questions come from the pack."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from avow.forums.models import Coalition, Forum
from avow.kernel.text import nfc
from avow.people.models import Organisation, User


class CoalitionChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # in stubs only
    """A choice of coalitions; a number that no database can hold names none of them."""

    def clean(self, value: Any) -> Any:
        """Return the chosen rows. Raises ValidationError."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"}
            ) from error


class CoalitionsForm(forms.Form):
    """Which coalitions to join."""

    coalitions = CoalitionChoice(
        label=_("Coalitions"),
        help_text=_("You can ask for several. Each one answers for itself."),
        queryset=Coalition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one coalition.")},
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coalitions"].queryset = Coalition.objects.filter(forum=forum)  # type: ignore[attr-defined]  # a model choice


class StartForm(CoalitionsForm):
    """For which organisation, and which coalitions."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    field_order: tuple[str, ...] = ("organisation", "coalitions")

    def __init__(self, *args: Any, forum: Forum, user: User, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)
        mine = Organisation.objects.living().acted_for_by(user).order_by("name", "pk")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]  # a model choice


class LetterForm(StartForm):
    """A letter of intent: its words, its file, or both."""

    message = forms.CharField(
        label=_("What the letter says"),
        help_text=_("It stands in your draft afterwards, where you can change it."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    letter = forms.FileField(
        label=_("The letter as a file"),
        help_text=_("PDF, Word, OpenDocument, a picture or plain text, at most 10 MB."),
        required=False,
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"data-max-bytes": 10 * 1024 * 1024}),
    )
    field_order = ("organisation", "coalitions", "message", "letter")


class AnswerForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your answer.")},
    )

    def clean_text(self) -> str:
        """Return the text as it is kept."""
        return nfc(self.cleaned_data["text"]).strip()
