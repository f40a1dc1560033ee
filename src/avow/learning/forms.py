"""What is typed to edit a good practice."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from avow.forums.countries import country_choices
from avow.kernel.meanwhile import DrawnForm
from avow.learning import rules
from avow.learning.models import Practice
from avow.learning.services import editing
from avow.learning.words import REASONS


class PracticeForm(DrawnForm):
    """The text that the maker is asked about."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown. Its maker agrees to exactly this text before it is public."),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    actions = forms.MultipleChoiceField(
        label=_("Actions it serves"), widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        names = ("title", "text", "language", "actions", "countries")
        kwargs["initial"] = {name: getattr(practice, name) for name in names} | {
            "tags": ", ".join(practice.tags),
            "drawn": practice.version,
        }
        super().__init__(*args, **kwargs)
        chosen = practice.actions
        offered = [(one.code, str(one)) for one in editing.actions_of(practice.forum)]
        retired = [(code, code) for code in chosen if code not in dict(offered)]
        self.fields["actions"].choices = offered + retired  # type: ignore[attr-defined]
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]
        used = ", ".join(editing.tags_in_use(practice.forum))
        self.fields["tags"].help_text = (
            _("Up to eight, with commas between. In use: %(tags)s") % {"tags": used}
            if used
            else _("Up to eight, with commas between.")
        )

    def draw_anew(self, version: int) -> None:
        """Let what was typed be saved over the newest version; all that was chosen stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["drawn"] = str(version)
        self.data = data

    def clean_tags(self) -> tuple[str, ...]:
        """Return the tags, each once. Raises ValidationError: too many, too long."""
        tags = rules.tags_of(self.cleaned_data["tags"])
        if wrong := rules.wrong_tags(tags):
            raise forms.ValidationError([str(REASONS[code]) for code in wrong])
        return tags

    def words(self) -> dict[str, Any]:
        """Return what the service takes; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in editing.FIELDS}
