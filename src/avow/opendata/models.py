"""Files that the secretariat uploaded to be imported, and what came of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.opendata.states import UploadState


class Upload(models.Model):
    """One file on its way in: uploaded, checked, confirmed by a person, imported."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=40)
    file = models.FileField(upload_to="imports/%Y/%m/")
    name = models.CharField(max_length=200)  # as the person's machine calls it
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.CHECKING)
    report = models.JSONField(default=dict)
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
