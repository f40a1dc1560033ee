"""Forms over people and organisations: they read and check, the services change."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.forums import countries
from avow.forums.models import Coalition, Forum
from avow.kernel.localised import pick
from avow.kernel.text import nfc
from avow.people.models import Organisation, User
from avow.people.services.organisations import Profile
from avow.people.states import RepresentationRole, StaffRole

Choices = list[tuple[str, str]]


def country_choices() -> Choices:
    """Return every country by name in the active language, after an empty choice."""
    return [("", str(_("No one country"))), *countries.country_choices()]


def kind_choices(forum: Forum) -> Choices:
    """Return the organisation types of the forum's pack in the active language."""
    language = get_language() or "en"
    return [(kind.code, pick(kind.names, language)) for kind in forum.settings.organisation_types]


def zone_choices() -> Choices:
    """Return the time zones that are named after a place, and UTC."""
    zones = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")
    )
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]


class AccountForm(forms.Form):
    """A person's own name, language and time zone."""

    name = forms.CharField(label=_("Your name"), max_length=150, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the mails we send you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Times are shown in it.")
    )

    @classmethod
    def of(cls, user: User) -> "AccountForm":
        """Return the form filled with what is kept."""
        return cls(
            initial={"name": user.name, "language": user.language, "time_zone": user.time_zone}
        )


class OrganisationForm(forms.Form):
    """An organisation's profile, with its other names one to a line."""

    name = forms.CharField(label=_("Name"), max_length=250)
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line: short forms, names in other languages, former names."),
    )
    kind = forms.ChoiceField(label=_("Type of organisation"))
    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        required=False,
        help_text=_("Where the organisation has its seat."),
    )
    language = forms.ChoiceField(label=_("Language of name and texts"), choices=settings.LANGUAGES)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    contact_email = forms.EmailField(label=_("Contact address"), required=False)
    summary = forms.CharField(
        label=_("What the organisation does"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    principles = forms.CharField(
        label=_("How it lives the forum's principles"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Inside your own walls: in leadership, rules, pay, and who is heard."),
    )
    is_protected = forms.BooleanField(
        label=_("Withhold our name: it would put people at risk"),
        required=False,
        help_text=_(
            "The public then sees the name below, and no country, people or contact. Those who "
            "review your application read the answers without your names and get no files; "
            "write nothing else there that says who you are. Only the secretariat sees the rest, "
            "and each look is kept."
        ),
    )
    protected_name = forms.CharField(
        label=_("Name to show instead"),
        required=False,
        max_length=120,
        help_text=_("Such as: a women's rights organisation. Say nothing that could lead to you."),
    )

    def __init__(self, *args: Any, forum: Forum, may_protect: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(forum)  # type: ignore[attr-defined]  # a ChoiceField
        if not may_protect:
            del self.fields["is_protected"], self.fields["protected_name"]

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """Return what is kept, for the form."""
        names = "\n".join(alias.name for alias in organisation.aliases.all())
        fields = OrganisationForm.base_fields
        return {name: getattr(organisation, name) for name in fields if name != "aliases"} | {
            "aliases": names
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the name to show where the real one is withheld."""
        values = super().clean() or {}
        if values.get("is_protected") and not values.get("protected_name", "").strip():
            self.add_error("protected_name", _("Write the name the public may see."))
        return values

    def profile(self) -> Profile:
        """Return what was written, in the shape the services take."""
        values = dict(self.cleaned_data)
        lines = nfc(values.pop("aliases")).split("\n")
        aliases = tuple(line.strip()[:250] for line in lines if line.strip())
        return Profile(**values, aliases=aliases)


class InviteForm(forms.Form):
    """An invitation to a colleague."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=RepresentationRole.choices,
        initial=RepresentationRole.EDITOR,
        widget=forms.RadioSelect,
    )


class RepresentationRoleForm(forms.Form):
    """A colleague's role."""

    role = forms.ChoiceField(label=_("Role"), choices=RepresentationRole.choices)


class JoinForm(forms.Form):
    """A few words to the leads of an organisation."""

    message = forms.CharField(
        label=_("A few words about you"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("So that they know who asks."),
    )


class StaffForm(forms.Form):
    """An invitation to a staff role."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices, widget=forms.RadioSelect)


class SeatForm(forms.Form):
    """A Champion's seat: which organisation, in which coalition, for how long."""

    coalition = forms.ModelChoiceField(label=_("Coalition"), queryset=Coalition.objects.none())
    organisation = forms.CharField(
        label=_("Organisation"), max_length=250, help_text=_("Its name, or a part of its address.")
    )
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, forum: Forum, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coalition"].queryset = forum.coalitions.all()  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", today)
        self.initial.setdefault("ends_on", forum.ends_on)

    def clean_organisation(self) -> Organisation:
        """Return the one organisation that is meant."""
        return one_organisation(self.cleaned_data["organisation"])

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first."))
        return values


class WindowForm(forms.Form):
    """A longer time for everybody, or for one organisation."""

    closes_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The whole day counts, in the forum's time zone."),
    )
    organisation = forms.CharField(
        label=_("Only for this organisation"),
        max_length=250,
        required=False,
        help_text=_("Its name. Leave it empty to move the end for everybody."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_organisation(self) -> Organisation | None:
        """Return the one organisation that is meant, if any is."""
        text = self.cleaned_data["organisation"].strip()
        return one_organisation(text) if text else None


def one_organisation(text: str) -> Organisation:
    """Return the one organisation of a name, another name or an address.

    Raises ValidationError, with the names, when none or several fit.
    """
    found: list[Organisation] = list(Organisation.objects.living().named(text)[:5])
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("No organisation here has that name."))
    raise forms.ValidationError(
        _("Several have that name: %(names)s. Write the address instead."),
        params={"names": _listed(f"{row.name} ({row.slug})" for row in found)},
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
