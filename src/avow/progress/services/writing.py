"""Write a report: begin it with what is known, save while typing, delegate, hand in, answer."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet

from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.money import MAX_DIGITS, amount, digits, rate_on, to_usd
from avow.kernel.text import MOST_DIGITS, nfc
from avow.people.models import Representation, User
from avow.people.windows import status_for
from avow.progress import computing, contents, figuring, rules
from avow.progress.models import MoneyValue, Question, Report, TargetValue, Version
from avow.progress.services import common, prefilling
from avow.progress.states import WRITING, StepState

LONGEST = 5000  # characters of an answer in words
Value = str | Decimal | date | bool | None
# What may be saved on its own: the fields of a row, and what the number in its key is of.
_ROWS: dict[str, tuple[tuple[str, ...], str]] = {
    "target": (("value", "as_of", "note"), "target"),
    "step": (("state", "met_on"), "step"),
    "money": (("secured", "spent"), "pk"),
}


def begin(report: Report, by: User, now: datetime) -> Report:
    """Begin a report with what the last one and the commitment say; a second click finds it begun.

    Raises Refused.
    """
    with transaction.atomic():
        row = common.locked(report.pk)
        roles = common.roles_towards(row, by, now)
        if row.state in WRITING:
            common.demand("report.edit", roles, row.state)
            return row
        common.step(row, "begin", roles, common.facts_of(row, now), now)
        if row.begun_at is None:
            row.begun_at = now
            row.language = by.language
            row.revision = row.commitment.public
            row.save()
            prefilling.prefill(row)
        row.changed_at, row.changed_by = now, by
        row.save()
    return row


def save(report: Report, key: str, value: Value, *, seen: Value, by: User, now: datetime) -> Report:
    """Save one answer while it is typed; the same again changes nothing.

    `key`: the name of a plain answer, or `target:<id>:value|as_of|note`, `step:<id>:state|met_on`,
    `money:<id>:secured|spent`. `seen` is what the writer saw there: where somebody else has written
    since, Refused("report_changed_elsewhere"), and nothing is overwritten. Raises Refused also for
    what cannot be saved, and what is not one's to write.
    """
    with transaction.atomic():
        row = locked_to_write(report, by, now)
        holder, name = _field(row, key)
        value = _clean(holder, name, value)
        there = getattr(holder, name)
        if there == value:
            return row
        if there != _clean(holder, name, seen):
            raise Refused("report_changed_elsewhere")
        setattr(holder, name, value)
        _follow(row, holder, name, now)
        row.changed_at, row.changed_by = now, by
        holder.save()
        row.save()
    return row


def stands(report: Report, key: str) -> Value:
    """Return what stands at a key now, for whoever just checked what its writer saw.

    Raises Refused for a key that is not there.
    """
    holder, name = _field(common.locked(report.pk), key)
    value: Value = getattr(holder, name)
    return value


def confirm(report: Report, seen: Mapping[int, Value], by: User, now: datetime) -> int:
    """Say that values still hold today; `seen`: by target, what the writer saw.

    Returns how many there were; targets without a value are left alone. Raises Refused, and then
    changes none, where somebody else has written another value since.
    """
    with transaction.atomic():
        row = locked_to_write(report, by, now)
        rows = list(row.target_values.filter(target__in=seen, value__isnull=False))
        if any(one.value != _clean(one, "value", seen[one.target_id]) for one in rows):
            raise Refused("report_changed_elsewhere")
        today = day_of(now, row.cycle.zone)
        for one in rows:
            one.as_of = today
        TargetValue.objects.bulk_update(rows, ["as_of"])
        row.changed_at, row.changed_by = now, by
        row.save()
    return len(rows)


def locked_to_write(report: Report, by: User, now: datetime) -> Report:
    """Return a report that this person may write in now, its row locked. Raises Refused."""
    row = common.locked(report.pk)
    common.demand("report.edit", common.roles_towards(row, by, now), row.state)
    if row.cycle.phase(now) not in {"open", "late"}:
        raise Refused("cycle_takes_no_reports")
    return row


def _field(report: Report, key: str) -> tuple[Model, str]:
    """Return the row and the field that a key names. Raises Refused for one that is not there."""
    kind, _, rest = key.partition(":")
    pk, _, name = rest.partition(":")
    if kind in contents.PLAIN and not rest:
        return report, kind
    names, key_name = _ROWS.get(kind, ((), ""))
    if name not in names or not pk.isdecimal() or len(pk) > MOST_DIGITS:
        raise Refused("report_field_unknown")
    rows: dict[str, QuerySet[Any]] = {
        "target": report.target_values.all(),
        "step": report.step_values.all(),
        "money": report.money_values.all(),
    }
    holder: Model | None = rows[kind].filter(**{key_name: int(pk)}).first()
    if holder is None:
        raise Refused("report_field_unknown")
    return holder, name


def _clean(holder: Model, name: str, value: Value) -> Any:
    """Return a value as it is kept. Raises Refused for one the field cannot hold."""
    if isinstance(value, str):
        value = nfc(value).strip()
    field = holder._meta.get_field(name)  # noqa: SLF001  Django's documented name
    try:
        kept = field.clean(value, holder)  # type: ignore[union-attr]  # a field of the row's own
    except ValidationError as error:
        raise Refused("report_value_wrong") from error
    if name == "language" and kept not in dict(settings.LANGUAGES):
        raise Refused("report_value_wrong")
    if isinstance(kept, str) and len(kept) > LONGEST:
        raise Refused("answer_too_long")
    if isinstance(kept, Decimal) and not _can_be_kept(holder, kept):
        raise Refused("report_value_wrong")
    return kept


def _can_be_kept(holder: Model, value: Decimal) -> bool:
    """Return whether a number stays exact in every database; money also has its own decimals."""
    if digits(value) > MAX_DIGITS:
        return False
    if not isinstance(holder, MoneyValue):
        return True
    try:
        amount(value, holder.currency)
    except ValueError:
        return False
    return value >= 0


def _follow(report: Report, holder: Model, name: str, now: datetime) -> None:
    """Keep what belongs together together: a met milestone and its day, money and its dollars."""
    today = day_of(now, report.cycle.zone)
    if name == "state":
        holder.met_on = today if holder.state == StepState.MET else None  # type: ignore[attr-defined]
    elif name == "met_on":
        holder.state = StepState.MET if holder.met_on else StepState.NOT_YET  # type: ignore[attr-defined]
    elif isinstance(holder, MoneyValue):
        rate_money(report, holder)
    elif name == "value":
        holder.as_of = today  # type: ignore[attr-defined]  # of a target; another day may be written
    elif name == "good_practice" and not report.good_practice:
        report.may_share = False
    elif name == "may_share" and report.may_share and not report.good_practice:
        raise Refused("report_nothing_to_share")


def rate_money(report: Report, row: MoneyValue) -> None:
    """Say what money spent is in US dollars, by the same day's rate as a pledge of that year."""
    row.spent_usd = row.rate = row.rate_day = None
    row.rate_source = ""
    if row.spent is None:
        return
    pack = report.cycle.forum.settings
    day = date(row.year, 7, 1) if row.year else pack.starts_on
    rate = rate_on(pack.money_rates(), row.currency, day)
    if rate is not None:
        row.spent_usd = to_usd(row.spent, rate)
        row.rate, row.rate_day, row.rate_source = rate.usd, rate.day, rate.source[:200]


def add_money(report: Report, year: int, currency: str, by: User, now: datetime) -> MoneyValue:
    """Add a row for money of another year or currency; one that is there is that one.

    Raises Refused for what is not a year or a currency of the forum.
    """
    with transaction.atomic():
        row = locked_to_write(report, by, now)
        pack = row.cycle.forum.settings
        if currency not in pack.currencies or not (
            pack.starts_on.year <= year <= pack.ends_on.year
        ):
            raise Refused("report_money_unknown")
        money, made = MoneyValue.objects.get_or_create(report=row, year=year, currency=currency)
        if made:
            row.changed_at, row.changed_by = now, by
            row.save()
    return money


def delegate(report: Report, to: User | None, by: User, now: datetime) -> Report:
    """Let a colleague write a report, also one who only reads for the organisation; None: nobody.

    Handing in stays with who acts for it. Raises Refused.
    """
    with transaction.atomic():
        row = common.locked(report.pk)
        common.demand("report.delegate", common.roles_towards(row, by, now), row.state)
        if row.delegate_id == (to.pk if to else None):
            return row
        if to is not None:
            here = Representation.objects.filter(user=to, organisation=row.organisation_id)
            if not to.is_active or not here.exists():
                raise Refused("delegate_not_a_colleague")
        row.delegate = to
        row.save(update_fields=["delegate"])
        if to is not None:
            key = f"report.delegated:{row.pk}:{to.pk}:{now.isoformat()}"
            common.tell_people("report.delegated", row, [to], now, key)
    return row


def hand_in(report: Report, by: User, now: datetime, answer: str = "") -> Report:
    """Hand a report in, or again after a question; `answer` is to that question.

    Raises Refused, with every code of what is missing.
    """
    answer = nfc(answer).strip()
    with transaction.atomic():
        row = common.locked_with_commitment(report)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "hand_in", roles, common.facts_of(row, now, complete=True), now)
        due_at = status_for(row.cycle.window, now, row.organisation).until
        if row.first_submitted_at is None:
            row.first_submitted_at = now
            row.is_late = rules.is_late(now, due_at or row.cycle.window.closes_at)
        row.submitted_at, row.changed_at, row.changed_by = now, now, by
        row.checked_at, row.checked_by, row.check_note = None, None, ""
        version = keep_version(row, now)
        row.save()
        Question.objects.filter(report=row, answered_at=None).update(answer=answer, answered_at=now)
        common.write_down(
            row, move, roles, now, version=version.number, late=row.is_late, digest=version.digest
        )
        key = f"report.thanks:{row.pk}:{version.number}"
        common.tell_makers("report.thanks", row, now, key=key, late=row.is_late)
    return row


def keep_version(report: Report, now: datetime) -> Version:
    """Keep what a locked report says now, with the status that follows from it; it is not saved."""
    computed = figuring.status_of(report, now)
    content = contents.content_of(report)
    last = report.versions.order_by("-number").first()
    report.computed_status = computed.status
    report.differs = computing.differs(report.status, computed.status)
    return Version.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        content=content,
        status=report.status,
        computed_status=computed.status,
        reasons=[{"code": one.code, "values": one.values} for one in computed.reasons],
        differs=report.differs,
        digest=contents.digest(content),
        handed_in_at=now,
    )
