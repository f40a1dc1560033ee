"""The reporting of the demonstration: a year that is frozen, and one that takes reports now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from avow.forums.models import Forum, Window
from avow.forums.states import WindowKind
from avow.people.models import Organisation, Representation, User
from avow.progress import services
from avow.progress.models import Cycle, Report
from avow.progress.states import StepState
from avow.web.demo import annual
from avow.web.demo.houses import HOUSES
from avow.web.demo.learning import JOYCE, WORKED
from avow.web.demo.story import GBV, Story

OPEN_FOR = timedelta(days=120)
# How many reports came in the frozen year; the others are publicly missing.
CAME = 24
SHARED = 5  # every so many says what worked, and that it may be shared
STATUSES = ("on_track", "on_track", "achieved", "delayed", "on_track", "discontinued")
LESSONS = {
    "en": "We asked the women who come to us first; what they said changed the plan.",
    "fr": "Nous avons d’abord demandé aux femmes qui viennent ; leur avis a changé le plan.",
    "es": "Preguntamos primero a las mujeres que vienen; lo que dijeron cambió el plan.",
    "pt": "Perguntámos primeiro às mulheres que nos procuram; o que disseram mudou o plano.",
    "ru": "Сначала мы спросили женщин, которые к нам приходят; их слова изменили план.",
    "ar": "سألنا أولًا النساء اللواتي يأتين إلينا، فغيّر ما قلنه الخطة.",
    "zh": "我们先询问前来求助的妇女，她们的意见改变了计划。",
}
LANGUAGE_OF = {house.name: house.language for house in HOUSES}


def windows(forum: Forum, now: datetime) -> list[Window]:
    """Return the last two reporting windows that have opened, the earlier first."""
    rows = Window.objects.filter(forum=forum, kind=WindowKind.REPORTING, opens_at__lte=now)
    return list(reversed(rows.order_by("-opens_at")[:2]))


def commit_early(forum: Forum, houses: dict[str, Organisation], now: datetime) -> None:
    """Let one organisation become a maker long enough before the first of them to owe a report."""
    found = windows(forum, now)
    then = found[0].opens_at - timedelta(days=75) if found else now
    Story(forum, houses, then).tell(
        "harbour-law", (GBV, "economic_justice"), 22, against=("economic_justice",)
    )


def report(forum: Forum, now: datetime) -> None:
    """Walk the cycles by the services that the calendar and people use."""
    found = windows(forum, now)
    for window in found[:-1]:
        _frozen(forum, window)
    for window in found[-1:]:
        _open(forum, window, now)


def _cycle(forum: Forum, window: Window) -> Cycle:
    services.plan(forum, window.opens_at)
    cycle = Cycle.objects.whole().get(window=window)
    return services.open_cycle(cycle, None, window.opens_at)


def _frozen(forum: Forum, window: Window) -> None:
    """Let some report, and freeze the year."""
    cycle = _cycle(forum, window)
    when = window.opens_at + timedelta(days=20)
    for number, one in enumerate(_some(cycle, CAME, first="harbour-law-centre")):
        by = _lead(one.organisation)
        _write(one, by, when, STATUSES[number % len(STATUSES)], Decimal("0.4"))
        services.hand_in(one, by, when)
    services.close(cycle, None, window.closes_at)
    annual.publish(services.settle_and_freeze(cycle, None, cycle.freezes_at))


def _open(forum: Forum, window: Window, now: datetime) -> None:
    """Leave a report in each state; most are not begun, among them the one of Joyce."""
    cycle = _cycle(forum, window)
    sofia = User.objects.get(email="sofia@example.org")
    when = window.opens_at + timedelta(days=20)
    if cycle.closes_at < now + OPEN_FOR:
        reason = "Open for the demonstration, so that a newcomer can report."
        services.extend(cycle, now + OPEN_FOR, reason, sofia, when)
    states = ("draft", "submitted", "returned", "verified", "published")
    for number, one in enumerate(_some(cycle, 20, without="harbour-law-centre")):
        by = _lead(one.organisation)
        _write(one, by, when, STATUSES[number % len(STATUSES)], Decimal("0.8"))
        _bring(one, states[number % len(states)], by, sofia, when)


def _some(cycle: Cycle, number: int, first: str = "", without: str = "") -> Iterable[Report]:
    """Return reports of many organisations, by reference; those of `first` before all others."""
    rows = Report.objects.filter(cycle=cycle, state="not_started").whole()
    chosen = list(rows.filter(organisation__slug=first)) if first else []
    others = rows.exclude(organisation__slug=first or without).order_by("commitment__ref")
    return [*chosen, *others[: number - len(chosen)]]


def _lead(organisation: Organisation) -> User:
    return Representation.objects.filter(organisation=organisation, role="lead")[0].user


def _write(report: Report, by: User, now: datetime, status: str, part: Decimal) -> None:
    """Begin a report and answer what every report says; figures have come `part` of their way."""
    begun = services.begin(report, by, now)
    language = LANGUAGE_OF.get(report.organisation.name, "en")
    answers: dict[str, str | bool] = {
        "language": language,
        "status": status,
        "lessons": LESSONS[language],
    }
    if status in {"delayed", "discontinued"}:
        answers["status_reason"] = LESSONS[language]
    worked = begun.pk % SHARED == 0 or report.organisation.slug == JOYCE
    if worked and not report.organisation.is_protected:
        answers |= {"good_practice": WORKED[language], "may_share": True}
    for key, value in answers.items():
        services.save(begun, key, value, seen=getattr(begun, key), by=by, now=now)
    for one in begun.target_values.select_related("target"):
        figure = (one.target.value * part).quantize(Decimal(1))
        key = f"target:{one.target_id}:value"
        services.save(begun, key, figure, seen=one.value, by=by, now=now)
    for step in begun.step_values.filter(state=StepState.NOT_YET, step__due_on__lt=now.date()):
        services.save(begun, f"step:{step.step_id}:state", "met", seen=step.state, by=by, now=now)
    for money in begun.money_values.all():
        spent = Decimal(10_000) * (1 + int(part > Decimal("0.5")))
        key = f"money:{money.pk}:spent"
        services.save(begun, key, spent, seen=money.spent, by=by, now=now)
    if begun.pk % 3:
        url = f"https://{report.organisation.slug}.example.org/report/{report.commitment.ref}"
        services.attach(begun, title="Report of the year", url=url, by=by, now=now)
    else:
        services.save(begun, "evidence", "none", seen="", by=by, now=now)


def _bring(report: Report, state: str, by: User, sofia: User, now: datetime) -> None:
    """Bring a written report to a state by the services alone."""
    if state == "draft":
        return
    row = services.hand_in(report, by, now)
    if state == "returned":
        services.ask(row, "Where can the register of the shelters be read?", sofia, now)
    elif state == "verified" and row.proofs.exists():
        services.verify(row, "The address shows the figures.", sofia, now)
    elif state == "published":
        services.publish(row, sofia, now)
