"""What the applicant's pages read: status, timeline, steps through the form, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.answers import rules as answer_rules
from avow.answers import services as answers
from avow.answers.pages import field_id
from avow.answers.shape import Definition
from avow.answers.wording import in_reader_language
from avow.applications.gathering import Gap
from avow.applications.models import Application
from avow.applications.wording import Asked, Status, status
from avow.forums.models import Coalition
from avow.kernel.words import sentence
from avow.ledger.models import Entry
from avow.review.models import Clarification


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, or will."""

    title: str
    at: datetime | None = None
    on: date | None = None
    state: str = "past"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """One missing thing with the way to mend it."""

    text: str
    label: str
    where: str
    url: str


def status_of(application: Application) -> Status:
    """Return where it stands, in words; no query if the coalitions were prefetched."""
    asked = [
        Asked(
            link.coalition.name,
            link.case.state if link.case else "",
            link.case.reason if link.case else "",
        )
        for link in application.coalitions.all()
    ]
    return status(application.state, asked, told=application.told_at is not None)


def timeline(application: Application) -> list[Moment]:
    """Return what happened so far and what was promised; outcomes only once they are told."""
    words = {
        "application.submit": _("Handed in"),
        "application.screen": _("The secretariat began its check"),
        "application.ask": _("The secretariat asked a question"),
        "application.answer": _("You answered"),
        "application.pass": _("Passed on to the coalitions"),
        "application.withdraw": _("Withdrawn"),
        "application.due_moved": _("The day of the answer moved on by the days spent waiting"),
    }
    entries = Entry.objects.filter(subject=f"application:{application.pk}", verb__in=words)
    moments = [Moment(_("Draft begun"), at=application.created_at)]
    moments += [Moment(words[row.verb], at=row.at) for row in entries.order_by("seq")]
    if application.told_at:
        moments.append(Moment(_("You were told the outcome"), at=application.told_at))
    elif application.due_on and application.state != "withdrawn":
        moments.append(Moment(_("You hear from us by then"), on=application.due_on, state="future"))
    return moments


def open_questions(application: Application) -> list[Clarification]:
    """Return the questions that wait for an answer, secretariat's and coalitions'; one query."""
    waiting = Clarification.objects.filter(answered_at=None)
    mine = waiting.filter(applications=application) | waiting.filter(
        case__application_link__application=application
    )
    return list(mine.select_related("case__coalition").distinct().order_by("asked_at", "pk"))


def section_url(application: Application, section: str, scope: str = "") -> str:
    """Return the page of a section, in one coalition if it is asked for each."""
    kwargs = {"forum": application.forum.slug, "pk": application.pk, "section": section}
    if scope:
        return reverse("applications:section_in", kwargs={**kwargs, "coalition": scope})
    return reverse("applications:section", kwargs=kwargs)


def page_url(application: Application, name: str) -> str:
    """Return another page of the application."""
    kwargs = {"forum": application.forum.slug, "pk": application.pk}
    return reverse(f"applications:{name}", kwargs=kwargs)


def places(definition: Definition, coalitions: Iterable[Coalition]) -> list[tuple[str, str, str]]:
    """Return (section, scope, title) of each page of the form, in order."""
    names = {one.code: one.name for one in coalitions}
    found = []
    for section in definition.sections:
        title = in_reader_language(section.names)
        found += [
            (section.code, scope, f"{title} · {names[scope]}" if scope else title)
            for scope in answer_rules.scopes_of(section, names, {})
        ]
    return found


def steps(
    application: Application,
    coalitions: list[Coalition],
    gaps: list[Gap],
    current: tuple[str, str] = ("", ""),
) -> list[dict[str, str]]:
    """Return the way through the form, each step with its state; one query."""
    definition = answers.definition_of(application.sheet)
    begun = {
        (definition_section(definition, key), scope)
        for scope, key in answers.answers_of(application.sheet)
    }
    lacking = [(gap.section, gap.scope) for gap in gaps if gap.kind == "answer"]
    first = {"title": _("Coalitions"), "url": page_url(application, "coalitions")}
    first["state"] = (
        "current" if current == ("coalitions", "") else "done" if coalitions else "todo"
    )
    found = [first]
    for section, scope, title in places(definition, coalitions):
        open_here = lacking.count((section, scope))
        state = "done" if not open_here else "error" if (section, scope) in begun else "todo"
        note = ""
        if open_here and state == "error":
            note = ngettext("%(count)s thing missing", "%(count)s things missing", open_here)
            note %= {"count": open_here}
        url = section_url(application, section, scope)
        here = "current" if (section, scope) == current else state
        found.append({"title": title, "url": url, "state": here, "note": note})
    last = {"title": _("Check and hand in"), "url": page_url(application, "check"), "state": "todo"}
    last["state"] = "current" if current == ("check", "") else "todo"
    return [*found, last]


def definition_section(definition: Definition, key: str) -> str:
    """Return the section a question belongs to; "" for one the form no longer has."""
    for section, question in definition.questions():
        if question.key == key:
            return section.code
    return ""


def lacks(application: Application, coalitions: list[Coalition], gaps: list[Gap]) -> list[Lack]:
    """Return what is missing in words, each with a link to the very place."""
    definition = answers.definition_of(application.sheet)
    titles = {(section, scope): title for section, scope, title in places(definition, coalitions)}
    found = []
    for gap in gaps:
        if gap.kind == "answer":
            label = _label(definition, gap)
            url = section_url(application, gap.section, gap.scope) + "?check=1"
            anchor = f"#{field_id(gap.scope, gap.question)}" if gap.question else ""
            where = titles.get((gap.section, gap.scope), "")
            found.append(Lack(sentence(gap.why), label, where, url + anchor))
        elif gap.kind == "coalitions":
            url = page_url(application, "coalitions")
            found.append(Lack(sentence(gap.why), _("Coalitions"), "", url))
        elif gap.kind == "profile":
            found.append(
                Lack(
                    sentence(gap.why),
                    _("Your organisation’s profile"),
                    "",
                    profile_url(application),
                )
            )
        else:
            found.append(
                Lack(sentence(gap.why), _("Commitments"), "", commitment_url(application, gap))
            )
    return found


def _label(definition: Definition, gap: Gap) -> str:
    if not gap.question:
        return ""
    return in_reader_language(definition.find(gap.question)[1].names)


def profile_url(application: Application) -> str:
    """Return where the organisation's profile is mended."""
    return _first_url(
        ("people:organisation", {"slug": application.organisation.slug}),
        ("my:home", {}),
        forum=application.forum.slug,
    )


def commitment_url(application: Application, gap: Gap) -> str:
    """Return where the commitment is mended, or the page from which one is begun."""
    from avow.commitments.models import Commitment  # noqa: PLC0415  only where one is missing

    row = Commitment.objects.filter(pk=gap.commitment).first() if gap.commitment else None
    tries: list[tuple[str, dict[str, str]]] = [("my:home", {})]
    if row is not None:
        tries.insert(0, ("commitments:overview", {"ref": row.ref}))
    return _first_url(*tries, forum=application.forum.slug)


def _first_url(*tries: tuple[str, dict[str, str]], forum: str) -> str:
    from django.urls import NoReverseMatch  # noqa: PLC0415  see below

    for name, kwargs in tries:
        try:
            return reverse(name, kwargs={"forum": forum, **kwargs})
        except NoReverseMatch:
            continue
    return ""
