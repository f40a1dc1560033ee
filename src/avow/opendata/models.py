"""Files that the secretariat uploaded to be imported, and what came of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.opendata.states import Decision, UploadState
from avow.people.models import Organisation


class Upload(models.Model):
    """One file on its way in: uploaded, checked, confirmed by a person, imported."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=40)
    file = models.FileField(upload_to="imports/%Y/%m/")
    name = models.CharField(max_length=200)  # as the person's machine calls it
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.CHECKING)
    report = models.JSONField(default=dict)
    mapping = models.JSONField(null=True, blank=True)  # imports/mapping.py; None: not decided yet
    errors = models.FileField(upload_to="imports/%Y/%m/", blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="upload_state_known", condition=Q(state__in=UploadState.values)
            ),
            models.CheckConstraint(name="upload_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ImportMapping(models.Model):
    """How the columns of a file that comes again are ours, kept under a name."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="import_mappings")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    mapping = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                name="import_mapping_named_once", fields=["forum", "kind", "name"]
            ),
            models.CheckConstraint(name="import_mapping_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class NearMiss(models.Model):
    """A name in a file that is near an organisation's: the same or another, a person decides.

    `candidates`: [[organisation, score, reason], …] as found when the name was last seen.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="near_misses")
    name = models.CharField(max_length=250)
    folded_name = models.CharField(max_length=250)
    country = models.CharField(max_length=2, blank=True)
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=4, choices=Decision, default=Decision.OPEN)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["folded_name", "pk"]
        indexes = [
            models.Index(
                name="near_miss_waiting",
                fields=["forum", "folded_name", "id"],
                condition=Q(decision="open"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="near_miss_once", fields=["forum", "folded_name", "country"]
            ),
            models.CheckConstraint(
                name="near_miss_decision_known", condition=Q(decision__in=Decision.values)
            ),
            models.CheckConstraint(
                name="near_miss_decided_is_dated",
                condition=Q(decision="open", decided_at=None)
                | (~Q(decision="open") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WaitingRow(models.Model):
    """A good row of a file that goes in as soon as it is known whose it is."""

    near_miss = models.ForeignKey(NearMiss, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)  # of what it says: the same row waits once
    line = models.PositiveIntegerField()
    cells = models.JSONField()  # by our columns
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    problem = models.TextField(blank=True)  # why it could not go in after all
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="waiting_row_once", fields=["near_miss", "kind", "key"]),
            models.CheckConstraint(name="waiting_row_has_a_kind", condition=~Q(kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.near_miss}: {self.line}"


class ApiToken(models.Model):
    """With this somebody's programs may ask the API more often. Only its digest is kept."""

    LONGEST = 60  # characters of a name

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=LONGEST)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)  # in UTC

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="api_token_named_once", fields=["user", "name"]),
            models.CheckConstraint(name="api_token_named", condition=~Q(name="")),
            models.CheckConstraint(name="api_token_has_digest", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.name
