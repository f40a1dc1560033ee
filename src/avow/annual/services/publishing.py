"""Publish an annual report: its text becomes an edition, which never changes."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from avow.annual.lifecycle import REPORT, ReportFacts
from avow.annual.models import AnnualReport, Edition, SectionText
from avow.annual.nodes import problems_of
from avow.annual.services import printing
from avow.annual.services.common import locked, roles_of
from avow.annual.services.telling import ask_to_tell
from avow.annual.states import State
from avow.directory.services import touch
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.learning.publication import practices_of
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role

LONGEST_NOTE = 1_000


def publish(report: AnnualReport, *, by: User, now: datetime) -> Edition:
    """Publish the first edition; a second click finds it. Raises Refused with every reason."""
    with transaction.atomic():
        row = locked(report)
        if row.state == State.PUBLISHED and Role.SECRETARIAT in roles_of(row, by, now):
            found = row.editions.first()
            assert found is not None
            return found
        return _edition(row, "publish", "", by, now)


def correct(report: AnnualReport, note: str, *, by: User, now: datetime) -> Edition:
    """Publish a corrected text as the next edition, with what was corrected.

    Raises Refused with every reason, also where nothing has changed.
    """
    with transaction.atomic():
        row = locked(report)
        return _edition(row, "correct", nfc(note).strip()[:LONGEST_NOTE], by, now)


def _edition(report: AnnualReport, name: str, note: str, by: User, now: datetime) -> Edition:
    content = content_of(report)
    facts = ReportFacts(
        has_text=_has_text(content),
        note=note if says_something(note) else "",
        unknown=tuple(unknown_in(content, names_of(report))),
    )
    report.state = State(
        REPORT.step(name, report.state, roles_of(report, by, now), facts, now).target
    )
    last = report.editions.first()
    if last is not None and last.content == content:
        raise Refused("annual_nothing_new")
    made = Edition.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest_of(report, content),
        note=note,
        published_at=now,
        published_by=by,
    )
    report.save(update_fields=["state"])
    touch(report.forum_id)
    printing.ask_for(made, now)
    if name == "publish":
        ask_to_tell(report, now)
    record(
        f"annual.{name}",
        forum=report.forum,
        subject=f"annual:{report.year}",
        at=now,
        role=Role.SECRETARIAT,
        data={"year": str(report.year), "edition": made.number, "digest": made.digest},
    )
    return made


def in_the_way(report: AnnualReport, now: datetime) -> tuple[str, ...]:
    """Return every reason why the text as it stands is not published, but for a missing note."""
    content = content_of(report)
    facts = ReportFacts(
        has_text=_has_text(content), note="-", unknown=tuple(unknown_in(content, names_of(report)))
    )
    move = REPORT.named("publish" if report.state == State.PREPARING else "correct")
    reasons = tuple(code for guard in move.guards for code in guard(facts, now))
    last = report.editions.first()
    same = last is not None and last.content == content
    return (*reasons, *(("annual_nothing_new",) if same else ()))


def _has_text(content: dict[str, Any]) -> bool:
    return any(text["text"] for one in content["sections"] for text in one["texts"])


def names_of(report: AnnualReport) -> frozenset[str]:
    """Return the names of a report's figures; one query."""
    return frozenset(report.figures.values_list("name", flat=True))


def content_of(report: AnnualReport) -> dict[str, Any]:
    """Return the text as it stands now: sections in their order, each in its languages."""
    texts = SectionText.objects.order_by("-is_original", "language")
    rows = report.sections.select_related("coalition").prefetch_related(Prefetch("texts", texts))
    return {
        "sections": [
            {
                "kind": one.kind,
                "coalition": one.coalition.code if one.coalition else "",
                "texts": _texts(list(one.texts.all())),
            }
            for one in rows.order_by("position", "pk")
        ],
        # Which ones; their words are read anew, for consent to them may be taken back.
        "practices": [one.number for one in practices_of(report.forum, report.year)],
    }


def _texts(texts: list[SectionText]) -> list[dict[str, Any]]:
    current = next((one.version for one in texts if one.is_original), 0)
    return [
        {
            "language": one.language,
            "title": one.title,
            "text": one.text,
            "is_original": one.is_original,
            "is_stale": not one.is_original and one.of_version != current,
        }
        for one in texts
        if one.text or one.title
    ]


def unknown_in(content: dict[str, Any], known: Collection[str]) -> list[str]:
    """Return the references that mean nothing, in all texts."""
    return [
        problem.written
        for section in content["sections"]
        for text in section["texts"]
        for problem in problems_of(text["title"], text["text"], known)
    ]


def digest_of(report: AnnualReport, content: dict[str, Any]) -> str:
    """Return the SHA-256 of an edition: of the frozen rows' digest and its text."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{report.digest}\n{said}".encode()).hexdigest()
