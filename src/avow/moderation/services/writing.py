"""What authors and readers do: write, mend, withdraw, report, appeal."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.moderation import rules
from avow.moderation.lifecycle import TEXT
from avow.moderation.models import Appeal, Earlier, PublicText, Report
from avow.moderation.permissions import POLICY
from avow.moderation.querysets import PublicTextQuerySet
from avow.moderation.states import Reason, State
from avow.participants import spam
from avow.participants.models import Participant
from avow.people.roles import Role

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def locked(text: PublicText) -> PublicText:
    """Return a text, its row locked."""
    rows = PublicText.objects.select_for_update(of=("self",)).select_related("author", "forum")
    row: PublicText = rows.get(pk=text.pk)
    return row


def of_author(author: Participant) -> PublicTextQuerySet:
    """Return what somebody wrote."""
    rows: PublicTextQuerySet = PublicText.objects.filter(author=author)
    return rows


def write(
    forum: Forum,
    kind: str,
    words: str,
    *,
    author: Participant,
    language: str,
    place: str = "",
    known: bool = True,
    now: datetime,
) -> PublicText:
    """Keep what somebody wrote, in the caller's transaction: public at once, held, or unconfirmed.

    `known`: this browser showed that the address is theirs; else the text waits until it does, for
    nobody writes in the name of another. The same words at the same `place` within the hour are one
    text (a double click). Raises Refused: nothing written, too long, too much in an hour, blocked.
    """
    words = cleaned(words)
    if author.blocked_at is not None:
        raise Refused("participant_blocked", forbidden=True)
    with transaction.atomic():
        Participant.objects.select_for_update().get(pk=author.pk)  # two clicks queue up here
        same = of_author(author).filter(
            kind=kind, place=place, text=words, written_at__gt=now - HOUR
        )
        before: PublicText | None = same.exclude(state=State.WITHDRAWN).first()
        if before is not None:
            return before
        act = "text" if known else "text typed by a stranger"  # who uses up nothing of the author's
        spam.within_limits(act, str(author.pk), most=rules.MOST_AN_HOUR, per=HOUR, now=now)
        row = PublicText(
            forum=forum,
            kind=kind,
            author=author,
            text=words,
            language=language,
            place=place,
            written_at=now,
        )
        if known and author.confirmed_at is not None:
            _open(row, now)
        row.save()
    return row


def cleaned(words: str) -> str:
    """Return words as they are kept. Raises Refused: none, too many."""
    words = nfc(words).strip()
    if not says_something(words):
        raise Refused("text_empty")
    if len(words) > rules.LONGEST:
        raise Refused("text_too_long")
    return words


def _open(row: PublicText, now: datetime) -> None:
    """Show an unconfirmed text, or hold it, by the forum's rules; it is not saved here."""
    shown = of_author(row.author).visible().count() if row.author else 1
    held = rules.is_held(row.text, checked_before=checks_before(row.forum), shown_before=shown)
    step = TEXT.step("hold" if held else "open", row.state, {Role.SYSTEM}, None, now)
    row.state = step.target
    if row.state == State.VISIBLE:
        row.shown_at = row.shown_at or now


def checks_before(forum: Forum) -> bool:
    """Return whether the forum looks at every text before anybody reads it."""
    return forum.settings.public_texts.check == "before"


def open_waiting(author: Participant, now: datetime) -> None:
    """Open what waited for an address to be confirmed; in that transaction."""
    for row in of_author(author).filter(state=State.UNCONFIRMED).select_related("forum", "author"):
        _open(row, now)
        row.save(update_fields=["state", "shown_at"])


def waiting_lines(author: Participant) -> list[str]:
    """Return the texts that wait for the address, for whoever is about to confirm it."""
    return [row.text[:300] for row in of_author(author).filter(state=State.UNCONFIRMED)]


def drop_waiting(author: Participant | None, before: datetime) -> int:
    """Delete the texts that have waited since before a time, of one address or of all."""
    rows = PublicText.objects.filter(state=State.UNCONFIRMED, written_at__lt=before)
    gone, _rows = (rows.filter(author=author) if author else rows).delete()
    return gone


def forget(author: Participant, now: datetime) -> None:
    """Delete what nobody else reads of somebody who goes; what is public stays, without a name."""
    del now
    of_author(author).exclude(state=State.VISIBLE).update(text="…")
    Earlier.objects.filter(of__author=author).delete()
    Appeal.objects.filter(of__author=author).update(text="…")
    Report.objects.filter(by=author).update(text="")


def set_place(row: PublicText, url: str) -> None:
    """Say where a text stands, once that is known."""
    row.url = url
    PublicText.objects.filter(pk=row.pk).update(url=url)


def edit(text: PublicText, words: str, *, by: Participant, now: datetime) -> PublicText:
    """Mend one's own text within a quarter of an hour; what it said is kept.

    A visible text goes through the rules again. Raises Refused.
    """
    words = cleaned(words)
    with transaction.atomic():
        row = locked(text)
        _own(row, by, "text.edit")
        if not rules.may_edit(row.written_at, row.state, now):
            raise Refused("text_no_longer_editable")
        if words == row.text:
            return row
        Earlier.objects.create(of=row, text=row.text, until=now)
        row.text, row.edited_at = words, now
        if row.state == State.VISIBLE:
            others = of_author(by).visible().exclude(pk=row.pk).count()
            if rules.is_held(words, checked_before=checks_before(row.forum), shown_before=others):
                row.state = State.HELD
        row.save()
    return row


def _own(row: PublicText, by: Participant, action: str) -> None:
    roles = {Role.AUTHOR} if row.author_id == by.pk else {Role.VISITOR}
    if not POLICY.allows(action, roles, row.state):
        if Role.AUTHOR in roles:
            raise Refused("moved_on")
        raise Refused("not_yours", forbidden=True)


def withdraw(text: PublicText, *, by: Participant, now: datetime) -> PublicText:
    """Take one's own text back; again, it stays so. Raises Refused."""
    with transaction.atomic():
        row = locked(text)
        if row.state == State.WITHDRAWN and row.author_id == by.pk:
            return row
        roles = {Role.AUTHOR} if row.author_id == by.pk else {Role.VISITOR}
        row.state = TEXT.step("withdraw", row.state, roles, None, now).target
        row.open_reports = 0  # nobody reads it: nothing is left to look at
        row.save(update_fields=["state", "open_reports"])
    return row


def report(
    text: PublicText, *, by: Participant, reason: str, words: str = "", now: datetime
) -> Report:
    """Say that a text breaks the rules; once each. Enough reports hide it until it is looked at.

    Raises Refused: no reason of the list, not public, one's own, too many reports in a day.
    """
    if reason not in Reason.values:
        raise Refused("report_without_reason")
    with transaction.atomic():
        row = locked(text)
        known = row.reports.filter(by=by).first()
        if known is not None:
            return known
        roles = {Role.AUTHOR, Role.VISITOR} if row.author_id == by.pk else {Role.VISITOR}
        if not POLICY.allows("text.report", roles, row.state):
            raise Refused("moved_on" if Role.AUTHOR not in roles else "not_yours")
        most = rules.MOST_REPORTS_A_DAY
        spam.within_limits("report", str(by.pk), most=most, per=DAY, now=now)
        made = Report.objects.create(
            of=row, by=by, reason=reason, text=nfc(words).strip()[:2000], at=now
        )
        PublicText.objects.filter(pk=row.pk).update(open_reports=F("open_reports") + 1)
        if row.open_reports + 1 >= rules.REPORTS_TO_HOLD:
            step = TEXT.step("hold", row.state, {Role.SYSTEM}, None, now)
            PublicText.objects.filter(pk=row.pk).update(state=step.target)
    return made


def may_appeal(row: PublicText, now: datetime) -> bool:
    """Return whether its author may ask to look again at the removal of a text; one query."""
    if row.state != State.REMOVED or row.decided_at is None:
        return False
    asked = row.appeals.filter(at__gte=row.decided_at).count()
    return rules.may_appeal(row.decided_at, asked, now)


def appeal(text: PublicText, words: str, *, by: Participant, now: datetime) -> Appeal:
    """Ask once to look again at a removal. Raises Refused: nothing said, not removed, too late."""
    words = cleaned(words)
    with transaction.atomic():
        row = locked(text)
        _own(row, by, "text.appeal")
        known: Appeal | None = row.appeals.first()
        if known is not None and known.answered_at is None and known.text == words:
            return known
        if not may_appeal(row, now):
            raise Refused("appeal_too_late")
        return Appeal.objects.create(of=row, text=words, at=now)
