"""Write Champions how their coalitions report: on the pack's days, and once at the freeze."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction

from avow.forums.models import Coalition, Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.notices.letters import language_of
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import User
from avow.people.roles import Role
from avow.people.seats import champion_users
from avow.progress import digesting, rules
from avow.progress.digesting import Section
from avow.progress.models import Cycle, Digest, NoDigest
from avow.progress.services import common
from avow.progress.states import CycleState

AT_FREEZE = 0
LAST_WORD = timedelta(days=14)  # a freeze longer ago is no news: a platform that was down


def to_digest(now: datetime) -> list[Cycle]:
    """Return the cycles that take reports or were frozen just now."""
    rows = Cycle.objects.whole()
    lately = rows.frozen().filter(frozen_at__gt=now - LAST_WORD, frozen_at__lte=now)
    return [*rows.under_way(), *lately]


def write_digests(cycle: Cycle, now: datetime) -> int:
    """Write each Champion whose mail is due; return to how many. Safe from many machines.

    Who leads several coalitions gets one mail. Who wants none gets none, and where nothing has
    changed since the mail before none is sent.
    """
    part = _part(cycle, now)
    if part is None:
        return 0
    read = _readers(cycle, part, day_of(now, cycle.zone))
    coalitions = {one.pk: one for _user, found in read for one in found}
    known = {one.coalition.pk: one for one in digesting.sections(cycle, coalitions.values())}
    return sum(
        _once(cycle, user, [known[one.pk] for one in found], part, now) for user, found in read
    )


def _part(cycle: Cycle, now: datetime) -> int | None:
    """Return which mail is due, None where none is."""
    every = cycle.forum.settings.reporting.digest_days
    if cycle.state == CycleState.FROZEN:
        return AT_FREEZE if every else None
    if cycle.opened_at is None or cycle.phase(now) not in {"open", "late"}:
        return None
    opened_on, today = day_of(cycle.opened_at, cycle.zone), day_of(now, cycle.zone)
    return rules.digest_part(opened_on, today, every)


def _readers(cycle: Cycle, part: int, day: date) -> list[tuple[User, list[Coalition]]]:
    """Return who is to be written, with their coalitions; two queries for each coalition."""
    people: dict[int, User] = {}
    leads: dict[int, list[Coalition]] = defaultdict(list)
    for coalition in Coalition.objects.filter(forum=cycle.forum).order_by("pk"):
        for user in champion_users(coalition, day):
            people[user.pk] = user
            leads[user.pk].append(coalition)
    done = set(Digest.objects.filter(cycle=cycle, part=part).values_list("user_id", flat=True))
    done |= set(NoDigest.objects.filter(forum=cycle.forum).values_list("user_id", flat=True))
    return [(people[pk], found) for pk, found in sorted(leads.items()) if pk not in done]


def _once(cycle: Cycle, user: User, sections: list[Section], part: int, now: datetime) -> int:
    """Write one Champion; the row decides who is first."""
    content = digesting.content_of([digesting.told(one, cycle) for one in sections])
    with transaction.atomic():
        before = Digest.objects.filter(cycle=cycle, user=user).order_by("at", "pk").last()
        row, made = Digest.objects.get_or_create(
            cycle=cycle, user=user, part=part, defaults={"content": content, "at": now}
        )
        is_news = before is None or before.content != content or part == AT_FREEZE
        if not made or not is_news:
            return 0
        row.told_at = now
        row.save(update_fields=["told_at"])
        language = language_of(user.language)
        return tell(
            "report.digest", to=[user], at=now, forum=cycle.forum,
            key=f"report.digest:{cycle.pk}:{part}", url=_page(cycle, language),
            context={
                "year": str(cycle.year),
                "until": rules.due_on(cycle.freezes_at).isoformat(),
                "frozen": part == AT_FREEZE,
                "sections": [digesting.told(one, cycle, language) for one in sections],
            },
        )  # fmt: skip


def _page(cycle: Cycle, language: str) -> str:
    address = link("progress:champions_reports", cycle.forum, language=language)
    return f"{address}?year={cycle.year}"


def refuses_digests(forum: Forum, user: User) -> bool:
    """Return whether somebody wants no mail of a forum's reporting; one query."""
    return NoDigest.objects.filter(forum=forum, user=user).exists()


def refuse_digests(forum: Forum, user: User, now: datetime, *, refuses: bool) -> None:
    """Turn a Champion's mails off or on again. Raises Refused to who is no Champion."""
    if Role.CHAMPION not in common.roles_in_forum(forum, user, now):
        raise Refused("not_yours", forbidden=True)
    if refuses:
        NoDigest.objects.get_or_create(forum=forum, user=user, defaults={"at": now})
    else:
        NoDigest.objects.filter(forum=forum, user=user).delete()
