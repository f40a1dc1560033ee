"""What somebody says of themselves when they take part."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.forums.countries import country_choices
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.localised import pick
from avow.kernel.words import sentences
from avow.participants import spam
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, speaks_for
from avow.people.models import Organisation, User


class LimitedForm(forms.Form):
    """A form that cannot be sent as often as one likes."""

    slowed_down = False

    def slow_down(self, refusal: Refused) -> None:
        """Say beside the form that it was sent too often; call it on a valid form."""
        self.slowed_down = True
        self.add_error(None, " ".join(sentences(refusal.reasons)))


class GuardedForm(LimitedForm):
    """A form that anybody may send: one hidden field stays empty, one says when it was drawn."""

    # People leave this empty; programs that fill in every field do not.
    website = forms.CharField(required=False, widget=forms.HiddenInput, label="")
    drawn = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        self.initial["drawn"] = spam.stamp(now)
        if self.is_bound:
            self._sent, self._fresh = (
                str(self.data.get(self.add_prefix("drawn"), "")),
                spam.stamp(now),
            )

    def clean_website(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a page sent at once, or left open for a day: one more click sends it."""
        cleaned = super().clean()
        age = spam.age_of(self._sent, timezone.now())
        quick = timedelta(seconds=settings.FORM_SECONDS)
        if age is None or age > spam.STALE:
            self._draw_anew()
            self.add_error(None, _("This page was open for a long time. Please send it once more."))
        elif age < quick:  # the stamp stays: whoever read the page for two seconds is let through
            self.add_error(None, _("That was very quick. Please send it once more."))
        return cleaned

    def _draw_anew(self) -> None:
        data = MultiValueDict({name: self._all(name) for name in self.data})
        data[self.add_prefix("drawn")] = self._fresh
        self.data = data

    def _all(self, name: str) -> list[Any]:
        """Return every value of a name, of a posted form or a plain mapping."""
        many = getattr(self.data, "getlist", None)
        return list(many(name)) if many else [self.data[name]]


class AboutFields(forms.Form):
    """Name, and what figures of who took part are made from; nothing of it has to be said."""

    name = forms.CharField(label=_("Your name"), max_length=150, required=False)
    hides_name = forms.BooleanField(
        label=_("Do not show my name"),
        help_text=_("The public then reads “Participant” and a number."),
        required=False,
    )
    kind = forms.ChoiceField(label=_("What kind of organisation are you with?"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        kinds = [(one.code, pick(one.names, language)) for one in forum.settings.organisation_types]
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "—"), *country_choices()]  # type: ignore[attr-defined]

    def hand(self, email: str = "") -> Hand:
        """Return what was typed as the domain takes it; call it on a valid form."""
        values = self.cleaned_data
        return Hand(
            email=email or values.get("email", ""),
            name=values["name"],
            hides_name=values["hides_name"],
            language=get_language() or "en",
            kind=values["kind"],
            country=values["country"],
        )


class ParticipantFields(AboutFields):
    """The same with an address, for somebody not yet known: mix it into a form of one's own."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send you a link to confirm it. Nobody else sees it."),
        max_length=254,
    )
    field_order: tuple[str, ...] = ("email", "name", "hides_name", "kind", "country")


class SignUpForm(GuardedForm, ParticipantFields):
    """The form of `taking-part/sign-up/`."""


class AboutForm(AboutFields):
    """The form of `taking-part/`: who one is, and for whom one speaks."""

    organisation = forms.ModelChoiceField(
        label=_("In whose name do you take part?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("In my own name"),
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "name": participant.name,
            "hides_name": participant.hides_name,
            "kind": participant.kind,
            "country": participant.country,
            "organisation": participant.organisation_id,
        }
        super().__init__(*args, forum=participant.forum, **kwargs)
        mine = speaks_for(participant.user) if isinstance(participant.user, User) else []
        if mine:
            ids = [one.pk for one in mine]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
