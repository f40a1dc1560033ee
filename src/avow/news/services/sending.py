"""Mail news: at once, or as a weekly digest; resumed after a stop, never twice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel.clock import day_of
from avow.kernel.due import due
from avow.news.models import Subscription, Update
from avow.news.rules import week_of
from avow.news.states import Frequency
from avow.notices.letters import absolute
from avow.notices.services import tell
from avow.participants.services.entering import address_of
from avow.people.links import link
from avow.people.personal import GONE

AT_ONCE, DIGEST = "news.at_once", "news.digest"
BATCH = 100
MOST = 30  # updates in one digest; the page has all
HOUR = 8  # of the forum's Monday, when digests leave


def live(forum: Forum, frequency: str) -> QuerySet[Subscription]:
    """Return the subscriptions that count, of people who may take part."""
    rows: QuerySet[Subscription] = Subscription.objects.filter(
        forum=forum,
        frequency=frequency,
        confirmed_at__isnull=False,
        ended_at=None,
        participant__blocked_at=None,
    ).exclude(participant__email__endswith=f"@{GONE}")
    return rows


def tell_at_once(update: Update, now: datetime) -> None:
    """Ask the worker to mail a fresh update to those who want it at once."""
    if update.translation_of_id:
        return  # its readers had it in the language it was written in
    start(
        AT_ONCE,
        key=f"{AT_ONCE}:{update.pk}",
        by=None,
        params={"update": update.pk},
        now=now,
        forum=update.forum,
    )


@runner(AT_ONCE)
def send_at_once(job: Job, now: datetime) -> dict[str, Any]:
    """Mail one update in batches; a mail is keyed by update and subscriber, so none goes twice."""
    update = Update.objects.select_related("forum", "coalition").get(pk=job.params["update"])
    rows = live(update.forum, Frequency.ONCE)
    if update.coalition_id:
        rows = rows.filter(Q(coalitions=None) | Q(coalitions=update.coalition_id))
    done, said = 0, _translated([update])
    for batch in _batches(rows.distinct()):
        with transaction.atomic():
            for one in batch:
                _mail(
                    one,
                    "news.update",
                    [said.get((update.pk, one.language), update)],
                    f"{AT_ONCE}:{update.pk}",
                    now,
                )
            done += len(batch)
            advance(job, done)
    Update.objects.filter(pk=update.pk).update(told_at=now)
    return {"mails": done}


def _translated(updates: list[Update]) -> dict[tuple[int | None, str], Update]:
    """Return the public translations of updates, by what they translate and their language."""
    rows = Update.objects.public().filter(translation_of__in=updates).select_related("coalition")
    return {(row.translation_of_id, row.language): row for row in rows}


def _batches(rows: QuerySet[Subscription]) -> Iterable[list[Subscription]]:
    last = 0
    while True:
        batch = list(
            rows.filter(pk__gt=last)
            .select_related("participant__user", "forum")
            .prefetch_related("coalitions")
            .order_by("pk")[:BATCH]
        )
        if not batch:
            return
        last = batch[-1].pk
        yield batch


def _mail(one: Subscription, verb: str, updates: list[Update], key: str, now: datetime) -> None:
    who = one.participant
    tell(
        verb,
        to=[replace(address_of(who), language=one.language)],  # the one they chose for news
        at=now,
        forum=one.forum,
        key=f"{key}:{one.pk}",
        context={
            "updates": [
                {
                    "title": row.title,
                    "text": _first(row.text),
                    "url": _page(one, "news:update", row.pk, row.slug),
                    "names": row.coalition.names if row.coalition else {},
                }
                for row in updates
            ],
            "unsubscribe_url": _page(one, "news:end", one.token),
            "change_url": _page(one, "news:subscription", one.token),
        },
        url=link("news:list", one.forum, language=one.language),
    )


def _page(one: Subscription, name: str, *arguments: object) -> str:
    return absolute(link(name, one.forum, *arguments, language=one.language))


def _first(text: str) -> str:
    """Return the first paragraph, at most 400 letters of it."""
    first = text.strip().split("\n\n")[0]
    return first if len(first) <= 400 else first[:399].rsplit(" ", 1)[0] + "…"


@due("news: weekly digests", every=timedelta(minutes=30))
def start_digests(now: datetime) -> int:
    """Start each forum's digest on its Monday morning; one job for a week, whoever asks."""
    started = 0
    for forum in Forum.objects.filter(subscriptions__isnull=False).distinct():
        local = now.astimezone(forum.zone)
        week = week_of(day_of(now, forum.zone))
        key = f"{DIGEST}:{forum.pk}:{week}"
        if local.date() != week or local.hour < HOUR or Job.objects.filter(key=key).exists():
            continue
        params = {"forum": forum.pk, "week": week.isoformat(), "until": now.isoformat()}
        start(DIGEST, key=key, by=None, params=params, now=now, forum=forum)
        started += 1
    return started


@runner(DIGEST)
def send_digests(job: Job, now: datetime) -> dict[str, Any]:
    """Mail each subscriber what is new to them since their last digest; nothing new, no mail."""
    forum = Forum.objects.get(pk=job.params["forum"])
    until = datetime.fromisoformat(job.params["until"])
    updates = list(
        Update.objects.public()
        .filter(forum=forum, translation_of=None, published_at__lte=until)
        .filter(published_at__gt=until - timedelta(days=60))
        .select_related("coalition")
    )
    done, mails, said = 0, 0, _translated(updates)
    for batch in _batches(live(forum, Frequency.WEEKLY)):
        with transaction.atomic():
            for one in batch:
                fresh = [row for row in updates if _wants(one, row)][:MOST]
                if fresh:
                    fresh = [said.get((row.pk, one.language), row) for row in fresh]
                    _mail(one, "news.digest", fresh, f"{DIGEST}:{job.params['week']}", now)
                    mails += 1
            Subscription.objects.filter(pk__in=[one.pk for one in batch]).update(digest_until=until)
            done += len(batch)
            advance(job, done)
    return {"mails": mails}


def _wants(one: Subscription, row: Update) -> bool:
    if row.published_at is None or (one.digest_until and row.published_at <= one.digest_until):
        return False
    chosen = {coalition.pk for coalition in one.coalitions.all()}
    return not chosen or row.coalition_id is None or row.coalition_id in chosen
