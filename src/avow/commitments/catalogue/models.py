"""An example commitment of a forum's catalogue."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from avow.commitments.catalogue.querysets import ExampleQuerySet
from avow.commitments.catalogue.states import ExampleState
from avow.forums.models import Action, Forum
from avow.kernel.localised import pick


class Example(models.Model):
    """A commitment to start from. Its text comes from the pack's file until somebody edits it here.

    Texts are mappings of language to text, as in the file; `code` never changes.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="examples")
    code = models.CharField(max_length=60)  # its action and type, as in the file
    action = models.ForeignKey(Action, models.PROTECT, related_name="examples")
    type = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()  # in the file; what was added here comes after
    state = models.CharField(max_length=8, choices=ExampleState, default=ExampleState.SHOWN)
    years = models.PositiveSmallIntegerField()  # of the term it proposes
    sdg_targets = models.JSONField(default=list)  # as in "5.2"
    titles = models.JSONField()
    summaries = models.JSONField()
    fields = models.JSONField(default=dict)  # {question: texts}
    targets = models.JSONField(default=list)  # rows: indicator, unit (texts), month
    milestones = models.JSONField(default=list)  # rows: title (texts), month
    partners = models.JSONField(default=list)  # rows: role (texts)
    guidance = models.JSONField(default=dict)  # {field: texts}
    words = models.TextField()  # all its texts, folded, to be searched
    from_file = models.JSONField(null=True, blank=True)  # what the file says; null: added here
    version = models.PositiveIntegerField(default=1)  # counts the changes, so that two tabs notice
    edited_at = models.DateTimeField(null=True, blank=True)  # here; null: as the file says
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ExampleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(name="example_code_once", fields=["forum", "code"]),
            models.CheckConstraint(
                name="example_state_known", condition=Q(state__in=ExampleState.values)
            ),
            models.CheckConstraint(
                name="example_years_in_range", condition=Q(years__gte=1, years__lte=20)
            ),
            models.CheckConstraint(name="example_coded", condition=~Q(code="") & ~Q(type="")),
            models.CheckConstraint(
                name="example_from_file_or_here",
                condition=Q(from_file__isnull=False) | Q(edited_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="example_list", fields=["forum", "state", "type"])]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        return pick(self.titles, get_language() or "en")

    @property
    def is_retired(self) -> bool:
        """Return whether nobody is offered it any more."""
        return self.state != ExampleState.SHOWN

    @property
    def languages(self) -> list[str]:
        """Return the languages it is written in."""
        return list(self.titles)

    @property
    def differs_from_file(self) -> bool:
        """Return whether the file says something else than what is shown."""
        return self.from_file is not None and any(
            getattr(self, name) != value for name, value in self.from_file.items()
        )

    def content(self) -> dict[str, Any]:
        """Return what it says, as the file would."""
        return {name: getattr(self, name) for name in CONTENT}


CONTENT = (
    "years", "sdg_targets", "titles", "summaries", "fields", "targets", "milestones", "partners",
    "guidance",
)  # fmt: skip
