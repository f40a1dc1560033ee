"""What is typed to comment, answer, open a consultation, enter what a workshop said."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.blueprints.models import Version
from avow.consultation.services.answering import LONGEST
from avow.consultation.states import Audience, Verdict
from avow.forums.models import Forum, Window
from avow.forums.states import WindowKind
from avow.kernel.meanwhile import DrawnForm
from avow.moderation.rules import LONGEST as LONGEST_TEXT
from avow.participants.forms import GuardedForm, ParticipantFields
from avow.participants.languages import language_choices


class CommentFields(forms.Form):
    """A comment: what about, which words, what one says."""

    section = forms.ChoiceField(label=_("What is it about?"), required=False)
    quote = forms.CharField(
        label=_("Which words?"),
        help_text=_("Copy them from the text; or leave this empty to speak of the whole section."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100, label="")
    after = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100, label="")
    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("In any language."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of your comment"))

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [
            (one.key, f"{one.number} {one.title or one.get_kind_display()}"[:90])
            for one in version.sections.all()
        ]
        self.fields["section"].choices = [("", _("The whole plan")), *sections]  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language() or "en")


class KnownCommentForm(CommentFields):
    """The form of somebody known by link or account."""


class VisitorCommentForm(GuardedForm, CommentFields, ParticipantFields):
    """The same with an address, for somebody not yet known."""

    field_order: tuple[str, ...] = (
        "section",
        "quote",
        "text",
        "language",
        "email",
        "name",
        "hides_name",
    )

    def __init__(self, *args: Any, version: Version, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, version=version, forum=forum, **kwargs)


class AnswerForm(forms.Form):
    """What became of the comments that were chosen, and why."""

    verdict = forms.ChoiceField(
        label=_("What became of it?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Why?"),
        help_text=_("Public with the next version; at once where that is out already."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class ConsultationForm(DrawnForm):
    """In which window, and by whom, a version may be commented on."""

    window = forms.ModelChoiceField(
        label=_("Window"), queryset=Window.objects.none(), empty_label=None
    )
    audience = forms.ChoiceField(label=_("Who may comment?"), choices=Audience.choices)
    question = forms.CharField(
        label=_("What do you ask readers?"),
        help_text=_("Markdown; stands beside the text."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Window.objects.filter(forum=forum, kind=WindowKind.CONSULTATION)
        self.fields["window"].queryset = rows  # type: ignore[attr-defined]


class WorkshopForm(forms.Form):
    """What was said in a workshop: a comment for each paragraph."""

    name = forms.CharField(label=_("Name of the workshop"), max_length=150)
    section = forms.ChoiceField(label=_("What is it about?"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    texts = forms.CharField(
        label=_("What was said"),
        help_text=_("One comment in each paragraph, with an empty line between them."),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(one.key, f"{one.number} {one.title}"[:90]) for one in version.sections.all()]
        self.fields["section"].choices = [("", _("The whole plan")), *sections]  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language() or "en")
