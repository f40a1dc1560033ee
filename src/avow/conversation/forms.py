"""What is typed to post, and to open a topic."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.conversation.models import Summary, Topic
from avow.forums.models import Coalition, Forum
from avow.kernel.meanwhile import DrawnForm
from avow.moderation.rules import LONGEST
from avow.participants.forms import GuardedForm, ParticipantFields
from avow.participants.languages import language_choices


class PostFields(forms.Form):
    """A post or reply."""

    text = forms.CharField(
        label=_("What do you say?"),
        help_text=_("In any language."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of your text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language() or "en")


class KnownPostForm(PostFields):
    """The form of somebody known by link or account."""


class VisitorPostForm(GuardedForm, PostFields, ParticipantFields):
    """The same with an address, for somebody not yet known."""

    field_order = ("text", "language", "email", "name", "hides_name", "kind", "country")

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)


TOPIC_FIELDS = ("title", "text", "language", "coalition", "closes_at")


class TopicForm(DrawnForm):
    """A topic as the secretariat opens it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Markdown."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"))
    coalition = forms.ModelChoiceField(
        label=_("Coalition"),
        queryset=Coalition.objects.none(),
        required=False,
        empty_label=_("The whole forum"),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, forum: Forum, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs["initial"] = {name: getattr(topic, name) for name in TOPIC_FIELDS} | {
                "drawn": topic.version
            }
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language() or "en")
        self.fields["coalition"].queryset = Coalition.objects.filter(forum=forum)  # type: ignore[attr-defined]
        self.fields["closes_at"].help_text = _("On the clocks of %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }

    def fields_of(self) -> dict[str, Any]:
        """Return the topic's fields; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in TOPIC_FIELDS}


class SummaryForm(DrawnForm):
    """What was said so far."""

    text = forms.CharField(
        label=_("What was said so far"),
        help_text=_("Markdown; stands above the posts."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the summary"))

    def __init__(self, *args: Any, topic: Topic, last: Summary | None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "text": last.text if last else "",
            "language": last.language if last else topic.language,
            "drawn": last.pk if last else 0,
        }
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
