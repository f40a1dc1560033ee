"""What is typed to subscribe, and to write an update."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.forums.models import Coalition, Forum
from avow.kernel.meanwhile import DrawnForm
from avow.news.models import Subscription, Update
from avow.news.states import Frequency
from avow.participants.forms import GuardedForm
from avow.participants.services.entering import Hand


class WantedFields(forms.Form):
    """Which news, and how often."""

    coalitions = forms.ModelMultipleChoiceField(
        label=_("Which coalitions?"),
        help_text=_("None chosen: news of all."),
        queryset=Coalition.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    frequency = forms.ChoiceField(
        label=_("How often?"), choices=Frequency.choices, initial=Frequency.WEEKLY
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)

    def __init__(
        self, *args: Any, forum: Forum, subscription: Subscription | None = None, **kwargs: Any
    ) -> None:
        if subscription is not None:
            kwargs["initial"] = {
                "coalitions": subscription.coalitions.all(),
                "frequency": subscription.frequency,
                "language": subscription.language,
            }
        super().__init__(*args, **kwargs)
        self.fields["coalitions"].queryset = Coalition.objects.filter(forum=forum)  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in settings.LANGUAGES if code in settings.COMPLETE_LANGUAGES
        ]
        self.initial.setdefault("language", get_language() or "en")


class VisitorForm(GuardedForm, WantedFields):
    """The form of somebody not yet known: an address is enough."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send you a link to confirm it. Nobody else sees it."),
        max_length=254,
    )
    field_order = ("email", "coalitions", "frequency", "language")

    def hand(self) -> Hand:
        """Return who it is; call it on a valid form."""
        values = self.cleaned_data
        return Hand(email=values["email"], language=values["language"])


class UpdateForm(DrawnForm):
    """An update as it is written."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown. Its first paragraph stands in mails."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, update: Update | None = None, **kwargs: Any) -> None:
        if update is not None:
            kwargs["initial"] = {
                name: getattr(update, name) for name in ("title", "text", "language")
            } | {"drawn": update.version}
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language() or "en")

    def words(self) -> dict[str, Any]:
        """Return title, text and language; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "language")}
