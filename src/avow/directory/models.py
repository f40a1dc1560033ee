"""The read model of the public pages: narrow rows, a tag per facet value, a version per forum.

Nothing here is the truth: `avow reindex` makes all of it again from the published commitments.
"""

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Now

from avow.directory.querysets import PublicEntryQuerySet
from avow.forums.models import Forum, Window
from avow.kernel import moment


class Entry(models.Model):
    """One published commitment, as lists show it. `organisation_slug` is empty when protected."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="entries")
    ref = models.CharField(max_length=20)
    source_id = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)
    sort_title = models.CharField(max_length=120)  # folded, so that É stands beside E
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    organisation_slug = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField(max_length=250)
    organisation_type = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=3, blank=True)
    coalitions = models.JSONField(default=list)
    actions = models.JSONField(default=list)
    types = models.JSONField(default=list)
    amounts = models.JSONField(default=list)  # [[currency, decimal text]]
    amount_usd = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=20)
    state = models.CharField(max_length=16)
    is_listed = models.BooleanField(default=True)  # False: withdrawn, only its page remains
    year = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=1)

    objects = PublicEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="entry_ref_once", fields=["forum", "ref"]),
            models.CheckConstraint(name="entry_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="entry_protected_has_no_place",
                condition=~Q(organisation_slug="") | Q(country="", region=""),
            ),
        ]
        indexes = [
            # The directory's sorts: newest, title, amount.
            models.Index(
                name="entry_newest", fields=["forum", "is_listed", "-published_at", "-id"]
            ),
            models.Index(name="entry_by_title", fields=["forum", "is_listed", "sort_title", "id"]),
            models.Index(
                name="entry_by_amount", fields=["forum", "is_listed", "-amount_usd", "-id"]
            ),
            # An organisation's own page.
            models.Index(name="entry_of_organisation", fields=["forum", "organisation_slug"]),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class EntryText(models.Model):
    """What only the page of one commitment shows, kept apart so that lists stay narrow."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="body")
    details = models.JSONField(default=dict)
    state_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"text of {self.entry_id}"


class EntryTag(models.Model):
    """One facet value of one listed entry. Filters and counts read the index alone."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="tags", db_index=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            # Its index starts with the entry: an entry's own tags, and the deletion of an entry.
            models.UniqueConstraint(name="entry_tag_once", fields=["entry", "facet", "value"]),
            models.CheckConstraint(name="entry_tag_has_value", condition=~Q(value="")),
        ]
        indexes = [
            # Which entries have this value, and how many have each: both without reading the table.
            models.Index(name="entry_tag_by_value", fields=["forum", "facet", "value", "entry"]),
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class Part(models.Model):
    """One indivisible part of a listed commitment's money (attribution.py): what totals add up.

    Figures are whole numbers, thousandths of the currency and cents of the dollar, so that the
    database adds them exactly. A commitment without money has parts without a currency.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="parts", db_index=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    maker = models.CharField(max_length=260)  # an address here, or a key that tells no name
    maker_name = models.CharField(max_length=250, blank=True)
    organisation_type = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=3, blank=True)
    coalition = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=60, blank=True)
    type = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    thousandths = models.BigIntegerField()
    cents = models.BigIntegerField(null=True, blank=True)  # of the US dollar; None: no rate
    is_new = models.BooleanField(null=True, blank=True)  # None: not said

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="part_not_negative",
                condition=Q(thousandths__gte=0) & (Q(cents=None) | Q(cents__gte=0)),
            ),
            models.CheckConstraint(
                name="part_without_money_is_nothing",
                condition=~Q(currency="") | Q(thousandths=0, cents=None),
            ),
            models.CheckConstraint(name="part_has_a_maker", condition=~Q(maker="")),
        ]
        indexes = [
            models.Index(name="part_of_entry", fields=["entry"]),
            models.Index(name="part_of_maker", fields=["forum", "maker"]),
            models.Index(name="part_of_coalition", fields=["forum", "coalition"]),
        ]

    def __str__(self) -> str:
        return f"{self.maker} in {self.coalition}: {self.thousandths} {self.currency}"


class Split(models.Model):
    """How a listed commitment's money is divided between its coalitions: a row for each of them.

    Made of the entry alone, like its parts. `weights` are whole numbers of all its coalitions, as
    6667:3333 or 1:1, in the entry's order; `whole` is their sum, `place` the coalition's own.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="splits", db_index=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    coalition = models.CharField(max_length=60)
    weights = models.CharField(max_length=250)
    whole = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            # Its index starts with the entry: the deletion of an entry.
            models.UniqueConstraint(name="split_once", fields=["entry", "coalition"]),
            models.CheckConstraint(name="split_of_a_coalition", condition=~Q(coalition="")),
            models.CheckConstraint(name="split_of_something", condition=Q(whole__gt=0)),
        ]
        indexes = [
            # What the part of one coalition spent: the index alone.
            models.Index(
                name="split_of_coalition",
                fields=["forum", "coalition", "entry", "weights", "place", "whole"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coalition}: {self.weights} [{self.place}]"


class Dataset(models.Model):
    """The version of a forum's public data.

    It is drawn anew, not counted: a restored backup or a rolled back transaction can never give an
    old name to new data. `entries` is drawn when listed entries change, `position` counts those
    changes: what was read at one position is brought to another by the changes between.
    """

    forum = models.OneToOneField(Forum, models.CASCADE, primary_key=True, related_name="dataset")
    version = models.CharField(max_length=32)
    entries = models.CharField(max_length=32, blank=True)
    position = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="dataset_has_version", condition=~Q(version="")),
        ]

    def __str__(self) -> str:
        return f"{self.forum_id}: {self.version}"


def dataset_of(forum_id: int) -> Dataset:
    """Return the version of a forum's public data, of nothing an empty one; to be read only.

    With `open_windows`, another number as soon as a window opens or closes: pages lead to them.
    """
    return moment.kept(("dataset", forum_id), lambda: _dataset_of(forum_id))


def _dataset_of(forum_id: int) -> Dataset:
    windows = Window.objects.filter(forum=OuterRef("forum")).open_at(Now()).order_by()
    numbers = windows.values("forum").annotate(numbers=Sum("pk")).values("numbers")
    rows = Dataset.objects.filter(forum=forum_id)
    found = rows.annotate(open_windows=Coalesce(Subquery(numbers), 0)).first()
    return found or Dataset(forum_id=forum_id)


class Change(models.Model):
    """Which entries were shown, changed or taken away in one transaction, in the order of commits.

    Written under the lock of the forum's Dataset. `keys` are those of entries; None: all of them.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveBigIntegerField()
    version = models.CharField(max_length=32)
    keys = models.JSONField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="change_once", fields=["forum", "position"]),
            models.CheckConstraint(name="change_has_version", condition=~Q(version="")),
        ]

    def __str__(self) -> str:
        return f"{self.forum_id}: {self.position}"


class Stock(models.Model):
    """What was last put by for the counting in memory (engine/): all entries at one position."""

    forum = models.OneToOneField(Forum, models.CASCADE, primary_key=True, related_name="stock")
    name = models.CharField(max_length=32, unique=True)  # of its postings
    version = models.CharField(max_length=32)
    position = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="stock_is_named", condition=~Q(name=""))]

    def __str__(self) -> str:
        return f"{self.forum_id}: {self.size} at {self.position}"


class Posting(models.Model):
    """Which entries of a stock hold one thing, as a roaring bitmap; or a column of all of them."""

    stock = models.CharField(max_length=32)
    kind = models.CharField(max_length=20)  # a facet, or one of engine/kinds.py
    term = models.BinaryField(max_length=500)  # UTF-8: both databases order it by its bytes
    number = models.PositiveIntegerField()  # of entries
    docs = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="posting_once", fields=["stock", "kind", "term"]),
            models.CheckConstraint(name="posting_is_of_a_stock", condition=~Q(stock="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {bytes(self.term).decode()}: {self.number}"
