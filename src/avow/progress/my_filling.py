"""What becomes of a posted report form: each answer for itself, so that none holds up another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, row_number
from avow.kernel.words import sentence
from avow.people.models import User
from avow.progress import my_wire, services
from avow.progress.models import Report

Posted = Mapping[str, list[str]]
PROOF = ("proof_title", "proof_url", "proof_source", "proof_dated")
# What is wrong with the words, not with the moment: it stands beside its field.
_BESIDE_FIELD = {
    "answer_too_long",
    "report_number_wrong",
    "report_value_wrong",
    "report_nothing_to_share",
    "answer_not_a_date",
    "answer_not_a_number",
}
_LATE = {"moved_on", "cycle_takes_no_reports"}


@dataclass
class Outcome:
    """What became of a posted form, by the names of its fields; errors are sentences."""

    saved: int = 0
    conflicts: dict[str, str] = field(default_factory=dict)  # what stands there, as a form has it
    errors: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # what could not be kept
    seen: dict[str, str] = field(default_factory=dict)  # what the person saw before

    @property
    def is_clean(self) -> bool:
        """Return whether everything is kept and nothing waits for a choice."""
        return not self.conflicts and not self.errors


def last(posted: Posted, name: str) -> str:
    """Return the last value of a field, or nothing."""
    return (posted.get(name) or [""])[-1]


def save_one(
    report: Report, name: str, raw: list[str], seen: str, by: User, now: datetime
) -> dict[str, str]:
    """Save one answer; return what changed beside it. Raises Refused."""
    before = my_wire.entries_of(report)
    if name not in before:
        raise Refused("report_field_unknown")
    try:
        value = my_wire.read(name, raw)
    except my_wire.NotRead as wrong:
        raise Refused(str(wrong)) from None
    try:
        there = my_wire.read(name, [seen])
    except my_wire.NotRead:
        raise Refused("report_changed_elsewhere") from None
    try:
        row = services.save(report, name, value, seen=there, by=by, now=now)
    except Refused as refusal:
        if refusal.reasons != ("report_value_wrong",):
            raise
        wrong_as = {"number": "report_number_wrong", "date": "answer_not_a_date"}
        code = wrong_as.get(my_wire.kind_of(name), "report_value_wrong")
        raise Refused(code) from refusal
    return my_wire.changes(before, my_wire.entries_of(row), name)


def keep(report: Report, posted: Posted, by: User, now: datetime) -> Outcome:
    """Save every answer that was changed on the page; an old tab undoes nothing.

    Raises Refused where nothing of it can be saved now.
    """
    outcome, follow = Outcome(), dict[str, str]()  # what earlier answers changed along with them
    # Consent comes after the text that it is to.
    for name in sorted(my_wire.entries_of(report), key=lambda one: one == "may_share"):
        if f"version:{name}" not in posted:
            continue
        seen, raw = last(posted, f"version:{name}"), posted.get(name, [])
        chosen = last(posted, f"choose:{name}")
        if chosen == "theirs" or (not chosen and _same(name, raw, seen)):
            continue
        seen = last(posted, f"newest:{name}") if chosen == "mine" else follow.get(name, seen)
        try:
            follow |= save_one(report, name, raw, seen, by, now)
        except Refused as refusal:
            _put_aside(outcome, report, name, raw, last(posted, f"version:{name}"), refusal)
            continue
        outcome.saved += 1
    return outcome


def _same(name: str, raw: list[str], seen: str) -> bool:
    try:
        return my_wire.read(name, raw) == my_wire.read(name, [seen])
    except my_wire.NotRead:
        return False


def _put_aside(
    outcome: Outcome, report: Report, name: str, raw: list[str], seen: str, refusal: Refused
) -> None:
    """Keep what could not be saved for the page to show. Raises a refusal of the whole form."""
    if "report_changed_elsewhere" in refusal.reasons:
        fresh = Report.objects.whole().get(pk=report.pk)
        outcome.conflicts[name] = my_wire.entries_of(fresh)[name].text
    elif set(refusal.reasons) <= _BESIDE_FIELD:
        outcome.errors[name] = [sentence(code) for code in refusal.reasons]
    else:
        raise refusal
    outcome.typed[name] = nfc(raw[-1] if raw else "")
    outcome.seen[name] = seen


def confirm(report: Report, posted: Posted, by: User, now: datetime) -> int:
    """Say that the values on the page hold today; return how many. Raises Refused."""
    seen: dict[int, Any] = {}
    for name in posted:
        kind, _, rest = name.partition(":")
        pk, _, what = rest.partition(":")
        if kind == "target" and what == "value" and (number := row_number(pk)) is not None:
            try:
                seen[number] = my_wire.read(name, posted[name])
            except my_wire.NotRead:
                continue
    return services.confirm(report, seen, by, now)


def keep_evidence(
    report: Report,
    posted: Posted,
    upload: UploadedFile[Any] | None,
    outcome: Outcome,
    by: User,
    now: datetime,
) -> None:
    """Take evidence out, and attach what is filled in. Raises Refused where that may not be."""
    if (number := row_number(last(posted, "detach"))) is not None:
        services.detach(report, number, by=by, now=now)
    texts = {name: nfc(last(posted, name)).strip() for name in PROOF}
    if upload is None and not any(texts.values()) and "attach" not in posted:
        return
    try:
        services.attach(
            report,
            title=texts["proof_title"] or (upload.name or "" if upload else texts["proof_url"]),
            url=texts["proof_url"],
            upload=upload,
            source=texts["proof_source"],
            dated=_day(texts["proof_dated"]),
            by=by,
            now=now,
        )
    except Refused as refusal:
        if refusal.forbidden or set(refusal.reasons) & _LATE:
            raise
        for code in refusal.reasons:
            outcome.errors.setdefault(_PLACES.get(code, "proof_file"), []).append(sentence(code))
        outcome.typed |= texts


_PLACES = {
    "proof_without_title": "proof_title",
    "document_address_or_file": "proof_url",
    "proof_address_wrong": "proof_url",
    "answer_not_a_date": "proof_dated",
}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("answer_not_a_date") from None
