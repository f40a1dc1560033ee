"""What somebody types to say: we are interested."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.forums.countries import country_choices
from avow.forums.models import Coalition, Forum
from avow.interest.services.handing_in import Hand
from avow.kernel.localised import pick


class InterestForm(forms.Form):
    """The form of `join/`. Only what is needed to write back is required."""

    organisation_name = forms.CharField(label=_("Name of your organisation"), max_length=250)
    organisation_kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"), required=False
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    contact_name = forms.CharField(label=_("Your name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("We send you a link to confirm it."), max_length=254
    )
    coalitions = forms.MultipleChoiceField(
        label=_("Which coalitions interest you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(
        label=_("What do you think of doing?"),
        help_text=_("A few words are enough, in any language."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    wants_news = forms.BooleanField(
        label=_("Tell me about the next steps by e-mail"), required=False, initial=True
    )
    # People leave this empty; programs that fill in every field do not.
    website = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.by_code = {
            coalition.code: coalition for coalition in Coalition.objects.filter(forum=forum)
        }
        kinds = [
            (kind.code, pick(kind.names, language)) for kind in forum.settings.organisation_types
        ]
        self.fields["organisation_kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "—"), *country_choices()]  # type: ignore[attr-defined]
        self.fields["coalitions"].choices = [  # type: ignore[attr-defined]
            (code, coalition.name) for code, coalition in self.by_code.items()
        ]

    def clean_website(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""

    def hand(self) -> Hand:
        """Return what was typed as the domain takes it; call it on a valid form."""
        values = self.cleaned_data
        return Hand(
            email=values["email"],
            organisation_name=values["organisation_name"],
            contact_name=values["contact_name"],
            language=get_language() or "en",
            organisation_kind=values["organisation_kind"],
            country=values["country"],
            coalitions=tuple(self.by_code[code] for code in values["coalitions"]),
            message=values["message"],
            wants_news=values["wants_news"],
        )
