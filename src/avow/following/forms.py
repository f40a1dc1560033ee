"""What is said to follow something, and to change it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.following.models import Follow
from avow.following.rules import LONGEST
from avow.following.states import Frequency
from avow.kernel.text import nfc, says_something
from avow.participants.forms import GuardedForm, LimitedForm
from avow.participants.services.entering import Hand


class FollowForm(LimitedForm):
    """A name, if one is wanted, and how often to write."""

    frequency = forms.ChoiceField(
        label=_("How often do we write?"),
        help_text=_("Nothing new, no mail."),
        choices=Frequency.choices,
        initial=Frequency.WEEKLY,
    )
    name = forms.CharField(
        label=_("Name it"),
        help_text=_("Only you read it. Left empty, it is called as above."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, follow: Follow | None = None, **kwargs: Any) -> None:
        if follow is not None:
            kwargs["initial"] = {"frequency": follow.frequency, "name": follow.name}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Refuse a name that nobody could read."""
        name = nfc(self.cleaned_data["name"])
        if name and not says_something(name):
            raise ValidationError(_("Write a name that can be read, or leave it empty."))
        return name

    def wanted(self) -> dict[str, str]:
        """Return name and frequency; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in ("name", "frequency")}


class VisitorForm(GuardedForm, FollowForm):
    """The form of somebody not yet known: an address is enough."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send you a link to confirm it. Nobody else sees it."),
        max_length=254,
    )
    field_order = ("email", "frequency", "name")

    def hand(self) -> Hand:
        """Return who it is; call it on a valid form."""
        return Hand(email=self.cleaned_data["email"], language=get_language() or "en")
