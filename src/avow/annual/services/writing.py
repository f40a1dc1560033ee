"""Write the sections of an annual report, in one language first, then in others."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from avow.annual.models import AnnualReport, Section, SectionText
from avow.annual.services.common import demand_writer, locked
from avow.annual.states import Kind
from avow.kernel.lifecycle import Refused
from avow.kernel.meanwhile import unchanged_since
from avow.kernel.text import nfc, says_something
from avow.people.models import User

LONGEST, LONGEST_TITLE = 50_000, 200
STEP = 10


def write(
    section: Section,
    language: str,
    text: str,
    *,
    title: str = "",
    by: User,
    now: datetime,
    drawn: int | None = None,
    settled: bool = True,
) -> SectionText:
    """Keep a section's text in one language; the first language is the original.

    `drawn` is the version its page showed (0: none yet). A translation kept again is one of the
    original as it stands now, unless it is not `settled`: kept while somebody still types.
    References that mean nothing are kept too: only publishing asks.
    Raises Refused: not one's to write, too long, no title, changed meanwhile.
    """
    text, title = nfc(text).strip(), " ".join(nfc(title).split())
    with transaction.atomic():
        report = locked(section.report)
        demand_writer(report, by, now)
        if not report.sections.filter(pk=section.pk).exists():
            raise Refused("moved_on")  # taken out meanwhile
        row = SectionText.objects.filter(section=section, language=language).first()
        original = SectionText.objects.filter(section=section, is_original=True).first()
        _demand_fit(section, title, text)
        of_version, of_text = _translates(row, original, settled=settled)
        if row is not None and (row.text, row.title, row.of_version) == (text, title, of_version):
            return row
        unchanged_since(drawn, row.version if row else 0)
        if row is None:
            row = SectionText(section=section, language=language, is_original=original is None)
        else:
            row.version += 1
        row.text, row.title, row.of_version, row.of_text = text, title, of_version, of_text
        row.changed_at, row.changed_by = now, by
        row.save()
    return row


def _translates(
    row: SectionText | None, original: SectionText | None, *, settled: bool
) -> tuple[int | None, str]:
    """Return the version of the original that a text translates, and how it read."""
    if original is None or row == original:
        return None, ""
    if row is not None and not settled:
        return row.of_version, row.of_text
    return original.version, original.text


def _demand_fit(section: Section, title: str, text: str) -> None:
    if len(text) > LONGEST or len(title) > LONGEST_TITLE:
        raise Refused("annual_text_too_long")
    if section.kind == Kind.EXTRA and text and not says_something(title):
        raise Refused("annual_title_missing")


def add_section(
    report: AnnualReport, language: str, title: str, *, by: User, now: datetime
) -> Section:
    """Make a section of one's own, after the year at a glance; the same title twice is one."""
    title = " ".join(nfc(title).split())
    with transaction.atomic():
        row = locked(report)
        demand_writer(row, by, now)
        if not says_something(title):
            raise Refused("annual_title_missing")
        if len(title) > LONGEST_TITLE:
            raise Refused("annual_text_too_long")
        same = SectionText.objects.filter(
            section__report=row, section__kind=Kind.EXTRA, language=language, title=title, text=""
        ).first()
        if same is not None:
            return same.section
        before = row.sections.filter(kind__in=[Kind.FOREWORD, Kind.OVERVIEW, Kind.EXTRA])
        place = (before.aggregate(last=Max("position"))["last"] or 0) + 1
        row.sections.filter(position__gte=place).update(position=F("position") + STEP)
        made = Section.objects.create(report=row, kind=Kind.EXTRA, position=place)
        SectionText.objects.create(
            section=made, language=language, title=title, is_original=True,
            changed_at=now, changed_by=by,
        )  # fmt: skip
    return made


def move_section(section: Section, *, up: bool, by: User, now: datetime) -> None:
    """Let a section of one's own change places with its neighbour; at an end nothing happens."""
    with transaction.atomic():
        report = locked(section.report)
        demand_writer(report, by, now)
        if section.kind != Kind.EXTRA:
            raise Refused("annual_section_not_yours")
        order = list(report.sections.order_by("position", "pk"))
        here = next(place for place, one in enumerate(order) if one.pk == section.pk)
        there = here + (-1 if up else 1)
        if not 0 <= there < len(order):
            return
        order[here], order[there] = order[there], order[here]
        for place, one in enumerate(order, 1):
            one.position = place * STEP
        Section.objects.bulk_update(order, ["position"])


def remove_section(section: Section, *, by: User, now: datetime) -> None:
    """Take a section of one's own out of the next edition, with its texts."""
    with transaction.atomic():
        report = locked(section.report)
        demand_writer(report, by, now)
        if section.kind != Kind.EXTRA:
            raise Refused("annual_section_not_yours")
        Section.objects.filter(pk=section.pk).delete()
