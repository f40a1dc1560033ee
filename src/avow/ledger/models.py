"""The public, append-only log: entries chained by their hashes, and the row that holds the end."""

from typing import Any

from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.ledger import rules
from avow.ledger.querysets import EntryQuerySet


class Entry(models.Model):
    """One thing that happened, for everybody to read. Never changed, never removed.

    A trigger in the database refuses UPDATE and DELETE (`0002_refuse_changes`). SQLite rebuilds a
    table to alter it and drops its triggers then: a later migration of this table must make them
    again. `forum_slug` is what the hash covers, so that renaming a forum breaks no chain.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="ledger_entries")
    forum_slug = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    subject = models.CharField(
        max_length=160
    )  # a reference: `application:12`, `commitment:GE-000123`
    role = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(name="ledger_one_successor", fields=["previous_hash"]),
            models.UniqueConstraint(name="ledger_hash_once", fields=["hash"]),
            models.CheckConstraint(name="ledger_counts_from_one", condition=Q(seq__gte=1)),
        ]
        indexes = [
            models.Index(name="ledger_forum_newest", fields=["forum", "-seq"]),  # the public page
            models.Index(name="ledger_forum_verb", fields=["forum", "verb", "-seq"]),
            models.Index(name="ledger_subject", fields=["subject", "-seq"]),  # a thing's history
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"

    def as_line(self) -> dict[str, Any]:
        """Return the entry as the downloaded chain writes it, hash included."""
        return {
            "seq": self.seq,
            "forum": self.forum_slug or None,
            "at": rules.instant(self.at),
            "verb": self.verb,
            "subject": self.subject,
            "role": self.role,
            "data": self.data,
            "previous_hash": self.previous_hash,
            "hash": self.hash,
        }


class Head(models.Model):
    """The one row that holds the chain's end. Whoever appends locks it first, so no chain forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=rules.GENESIS)

    class Meta:
        constraints = [
            models.CheckConstraint(name="ledger_one_head", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
