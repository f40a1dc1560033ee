"""Invented reports: five frozen cycles over the commitments that a database holds.

What an import cannot bring comes first, by the code that publishes: joint commitments, money split
between coalitions, money without a rate. The reports are a few statements of SQL: a third or so is
missing, some are late, some were never published, and what was spent grows from year to year.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from django.db.models import F

YEARS = range(2022, 2027)
_EVERY = 6  # one in so many is mixed: of them half are joint, a third of their money has no rate
_OTHERS = 40  # organisations that make them together with the lead
_TEXT = "We trained people in eight places and wrote down what changed for each of them. " * 3

# Who owes a report of what: each maker of each commitment in each cycle. `came` is handed in,
# `told` published as well; of a joint commitment each maker comes in its own years.
OWED = """
CREATE TEMPORARY TABLE owed AS
SELECT row_number() OVER (ORDER BY y.year, m.entry_id, m.maker) + {reports} AS id, y.id AS cycle_id,
  y.year, c.id AS commitment_id, c.ref, c.public_id AS revision_id, c.published_at AS at,
  o.id AS organisation_id, o.id = c.organisation_id AS is_lead,
  (c.id + o.id + y.year) % 3 <> 0 AND c.id % 10 NOT IN (0, y.year - {first}) AS came,
  (c.id + o.id + y.year) % 3 <> 0 AND c.id % 10 NOT IN (0, y.year - {first})
    AND (c.id + y.year) % 13 <> 0 AS told,
  CASE WHEN (c.id + y.year) % 4 = 0 THEN 'delayed' ELSE 'on_track' END AS status,
  c.id % 7 = 0 AS is_late,
  CASE WHEN c.id % 3 = 0 THEN (c.id * 37 + o.id) % 900001 * (y.year - {first} + 1) END AS cents,
  c.id % 3 = 0 AND c.id % 11 = 0 AS is_unrated
FROM (SELECT DISTINCT entry_id, maker FROM directory_part) m
JOIN directory_entry e ON e.id = m.entry_id
JOIN commitments_commitment c ON c.ref = e.ref AND c.forum_id = e.forum_id
JOIN people_organisation o ON o.slug = m.maker
JOIN progress_cycle y ON y.forum_id = c.forum_id
"""
REPORT = """
INSERT INTO progress_report (id, cycle_id, commitment_id, organisation_id, is_lead, share,
  is_joined, revision_id, state, language, status, status_reason, barriers, opportunities, shocks,
  reported_elsewhere, lessons, good_practice, may_share, help_needed, evidence, begun_at,
  first_submitted_at, submitted_at, is_late, computed_status, differs, check_note, public_id,
  public_check, published_at)
SELECT id, cycle_id, commitment_id, organisation_id, is_lead, 100, {no},
  CASE WHEN came THEN revision_id END,
  CASE WHEN told THEN 'published' WHEN came THEN 'submitted' ELSE 'not_reported' END, 'en',
  CASE WHEN came THEN status ELSE '' END, CASE WHEN came THEN 'It rained.' ELSE '' END,
  '', '', '', '', '', '', {no}, '', CASE WHEN came THEN 'none' ELSE '' END,
  CASE WHEN came THEN at END, CASE WHEN came THEN at END, CASE WHEN came THEN at END,
  came AND is_late, '', {no}, '', CASE WHEN told THEN id END,
  CASE WHEN told THEN 'self_reported' ELSE '' END, CASE WHEN told THEN at END
FROM owed
"""
DOLLARS = "(cents / 100) || '.' || (cents % 100 / 10) || (cents % 10)"
VERSION = f"""
INSERT INTO progress_version (id, report_id, number, content, status, computed_status, reasons,
  differs, digest, handed_in_at)
SELECT id, id, 1, {{content}}, status, '', '[]', {{no}}, '', at FROM (SELECT id, status, at,
  '{{{{"plain": {{{{"lessons": "{_TEXT}"}}}}, "money": [' || CASE WHEN cents IS NULL THEN '' ELSE
  '{{{{"year": ' || year || ', "currency": "USD", "secured": null, "spent": "' || {DOLLARS} || '",'
  || ' "spent_usd": "' || {DOLLARS} || '"}}}}' || CASE WHEN is_unrated THEN
  ', {{{{"year": ' || year || ', "currency": "XOF", "secured": null, "spent": "5000",'
  || ' "spent_usd": null}}}}' ELSE '' END END || ']}}}}' AS said FROM owed WHERE told) AS versions
"""
# Of each maker its last public word up to the cycle counts; what is spent only grows.
OUTCOME = """
INSERT INTO progress_outcome (forum_id, cycle_id, commitment_id, year, ref, status, is_last, cents,
  is_unrated)
SELECT {forum}, cycle_id, commitment_id, year, ref,
  CASE WHEN NOT any_told THEN 'not_reported' WHEN delayed = 1 THEN 'delayed' ELSE 'on_track' END,
  any_told AND row_number() OVER (
    PARTITION BY commitment_id ORDER BY any_told DESC, year DESC) = 1,
  CASE WHEN any_told THEN cents END, any_told AND unrated = 1
FROM (
  SELECT cycle_id, commitment_id, year, ref, max(CASE WHEN told THEN 1 ELSE 0 END) = 1 AS any_told,
    max(CASE WHEN told AND status = 'delayed' THEN 1 ELSE 0 END) AS delayed,
    sum(so_far) AS cents, max(CASE WHEN so_far IS NOT NULL AND is_unrated THEN 1 ELSE 0 END)
      AS unrated
  FROM (SELECT owed.*, max(CASE WHEN told THEN cents END) OVER (
    PARTITION BY commitment_id, organisation_id ORDER BY year) AS so_far FROM owed) AS words
  GROUP BY cycle_id, commitment_id, year, ref) AS years
"""


def make(now: datetime) -> None:
    """Make all of it in a database with one forum and its imported commitments."""
    from django.db import connection, transaction  # noqa: PLC0415  once Django is set up

    from avow.forums.models import Forum  # noqa: PLC0415  as above
    from avow.progress.models import Cycle, Report  # noqa: PLC0415  as above

    forum = Forum.objects.get()
    _mix(forum)
    _open(forum, now)
    lite = connection.vendor == "sqlite"
    last = Report.objects.order_by("pk").values_list("pk", flat=True).last()
    words = {
        "forum": forum.pk, "first": YEARS[0], "reports": last or 0, "no": "0" if lite else "false",
        "content": "said" if lite else "said::jsonb",
    }  # fmt: skip
    # A report and its version name each other: proved at the end of the transaction.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (OWED, REPORT, VERSION, OUTCOME):
            cursor.execute(statement.format(**words))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if lite else "VACUUM ANALYZE")
    Cycle.objects.update(state="frozen", closed_at=now, frozen_at=now)


def _open(forum: Any, now: datetime) -> None:
    from avow.forums.models import Window  # noqa: PLC0415  once Django is set up
    from avow.progress.models import Cycle  # noqa: PLC0415  as above

    for year in YEARS:
        opens_at = now.replace(year=year, month=6, day=1)
        window = Window.objects.create(
            forum=forum, key=f"bench-{year}", kind="reporting", names={"en": str(year)},
            opens_at=opens_at, closes_at=opens_at.replace(month=8),
            pack_closes_at=opens_at.replace(month=8),
        )  # fmt: skip
        Cycle.objects.create(
            forum=forum, window=window, key=window.key, year=year, state="open", opened_at=now
        )


def _mix(forum: Any) -> None:
    """Make some joint, split the money of some, take rates from some: parts and facets alone."""
    from django.db import transaction  # noqa: PLC0415  once Django is set up

    from avow.directory import parts, services  # noqa: PLC0415  as above
    from avow.directory.models import Entry, EntryTag  # noqa: PLC0415  as above
    from avow.kernel import bulk  # noqa: PLC0415  as above

    keys = dict(Entry.objects.filter(forum=forum).values_list("ref", "pk"))
    for batch in batched(_mixed(forum), services.BATCH):
        keyed = [(keys[entry.ref], entry) for entry in batch]
        own = [key for key, _entry in keyed]
        with transaction.atomic():
            EntryTag.objects.filter(entry__in=own).delete()
            parts.remove(own)
            parts.add(keyed)
            rows = [(key, forum.pk, *tag) for key, one in keyed for tag in services.tags_of(one)]
            with bulk.inserting(EntryTag, ("entry_id", "forum_id", "facet", "value"), rows):
                pass


def batched(rows: Iterator[Any], number: int) -> Iterator[list[Any]]:
    """Yield lists of so many."""
    while batch := list(islice(rows, number)):
        yield batch


def _mixed(forum: Any) -> Iterator[Any]:
    from avow.commitments.models import Commitment  # noqa: PLC0415  once Django is set up
    from avow.commitments.publication import entry_of, with_everything  # noqa: PLC0415  as above
    from avow.directory.attribution import makers_of  # noqa: PLC0415  as above

    rows = with_everything(Commitment.objects.filter(forum=forum).order_by("pk"))
    others = cycle(makers_of(entry_of(one))[0] for one in list(rows[:_OTHERS]))
    some = rows.annotate(place=F("pk") % _EVERY).filter(place=0)
    for number, row in enumerate(some.iterator(chunk_size=500)):
        entry = entry_of(row)
        if number % 2 == 0:
            entry = replace(entry, makers=_together(makers_of(entry)[0], others))
        if len(entry.coalitions) > 1:
            first, second, *_rest = entry.coalitions
            split = ((first, Decimal("66.67")), (second, Decimal("33.33")))
            entry = replace(entry, coalition_split=split)
        if number % 3 == 0 and entry.details.get("finance"):
            lines = [{**line, "amount_usd": None} for line in entry.details["finance"]]
            entry = replace(entry, amount_usd=None, details={**entry.details, "finance": lines})
        yield entry


def _together(lead: Any, others: Iterator[Any]) -> tuple[Any, ...]:
    """Return a lead and one or two others with their shares; never one twice."""
    found = {lead.slug: lead}
    for one in islice(others, 2):
        found.setdefault(one.slug, one)
    shares = {1: ("100",), 2: ("55.55", "44.45"), 3: ("50", "33.33", "16.67")}[len(found)]
    return tuple(
        replace(one, share=Decimal(share))
        for one, share in zip(found.values(), shares, strict=True)
    )
