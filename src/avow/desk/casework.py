"""A case as one person may see it, built after the permission table for every page that shows it.

What somebody may not see is not in here, so that no template can show it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from avow.answers.models import Sheet
from avow.answers.reading import Group, read_sheet
from avow.applications.models import Application
from avow.commitments.advising import Board, board_of, written_in_revision
from avow.commitments.models import Commitment, CommitmentCoalition, Revision
from avow.commitments.safety import Scrubber, scrubber
from avow.desk import safety
from avow.kernel.clock import day_of
from avow.people.access import RoleRequest
from avow.people.models import Organisation, SeatHolder
from avow.people.roles import Role
from avow.people.standing import Standing
from avow.review import rules
from avow.review.lifecycle import CASE
from avow.review.models import Case, Clarification, Objection, Recusal, Vote
from avow.review.permissions import POLICY
from avow.review.services import common
from avow.review.states import Choice, State


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One seat's vote."""

    seat: int
    who: str
    choice: str
    label: str
    reason: str
    cast_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a case, in seats."""

    seats: int
    approve: int
    reject: int
    abstain: int
    waiting: int
    needed: int


@dataclass(frozen=True)
class CaseView:
    """What one person may know of a case, and do with it (`moves`: names from the lifecycle)."""

    case: Case
    roles: frozenset[Role]
    name: str
    moves: frozenset[str]
    may_vote: bool = False
    may_declare: bool = False
    recused: bool = False
    sees_votes: bool = False
    tally: Tally | None = None
    votes: list[VoteLine] = field(default_factory=list)
    mine: dict[int, Vote] = field(default_factory=dict)
    seats: list[tuple[int, str]] = field(default_factory=list)  # of the reader, that may vote
    questions: list[Clarification] = field(default_factory=list)
    objection: Objection | None = None
    at_risk: list[Organisation] = field(default_factory=list)  # applicant or partners
    hidden: Scrubber = field(default_factory=scrubber)  # takes their names out; off at the desk

    @property
    def title(self) -> str:
        """Return the case's title as the reader may know it."""
        return self.hidden.text(self.case.title)

    @property
    def own_vote(self) -> Vote | None:
        """Return the reader's vote; the first, where they sit in several seats."""
        return next(iter(self.mine.values()), None)

    @property
    def decided(self) -> bool:
        """Return whether the coalition has answered."""
        return self.case.state in {State.ACCEPTED, State.DECLINED}


def may_read(case: Case, roles: frozenset[Role]) -> bool:
    """Return whether these roles may open the case at all."""
    return POLICY.allows("case.read", roles, case.state)


def view_of(
    case: Case, standing: Standing, now: datetime, *, at_desk: bool = False
) -> CaseView | None:
    """Return the case as this person may see it; None if they may not see it at all.

    The names of an organisation at risk are in it only at the secretariat's desk, and only for the
    secretariat: a Champion who is of the secretariat too votes without them.
    """
    partners = common.partners_of(case)
    roles = common.roles_with(case, standing, now, partners)
    if not may_read(case, roles):
        return None
    day = day_of(now, case.forum.zone)
    names = _seat_names(case, day)
    eligible = common.may_vote(case, now)
    own = Vote.objects.filter(case=case, seat__in=standing.seats)
    sees = POLICY.allows("case.see_votes", roles, case.state)
    counts = POLICY.allows("case.see_tally", roles, case.state)
    recused = Role.RECUSED in roles
    may_vote = POLICY.allows("case.vote", roles, case.state)
    at_risk = safety.at_risk_in(case)
    hidden = scrubber() if at_desk and Role.SECRETARIAT in roles else safety.veil(at_risk)
    return CaseView(
        case=case,
        roles=roles,
        name=case.organisation.name
        if at_desk and Role.SECRETARIAT in roles
        else common.name_for_reviewers(case.organisation),
        moves=frozenset(move.name for move in CASE.open_to(case.state, roles)),
        may_vote=may_vote and bool(eligible & standing.seats),
        may_declare=POLICY.allows("case.recuse", roles, case.state) and not recused,
        recused=recused,
        sees_votes=sees,
        tally=_tally(case, eligible) if counts else None,
        votes=_votes(case, names, hidden) if sees else [],
        mine={} if recused else {vote.seat_id: vote for vote in own},
        seats=[(seat, names.get(seat, "")) for seat in sorted(eligible & standing.seats)],
        questions=[
            safety.veiled(row, hidden, "question", "answer")
            for row in case.clarifications.order_by("asked_at", "pk")
        ],
        objection=_objection(case, hidden) if counts else None,
        at_risk=at_risk,
        hidden=hidden,
    )


def _seat_names(case: Case, day: date) -> dict[int, str]:
    names: dict[int, list[str]] = {}
    rows = SeatHolder.objects.on(day).filter(seat__coalition=case.coalition_id)
    for row in rows.select_related("organisation").order_by("organisation__name"):
        names.setdefault(row.seat_id, []).append(common.name_for_reviewers(row.organisation))
    return {seat: ", ".join(held) for seat, held in names.items()}


def _votes(case: Case, names: dict[int, str], hidden: Scrubber) -> list[VoteLine]:
    return [
        VoteLine(
            seat=vote.seat_id,
            who=names.get(vote.seat_id, ""),
            choice=vote.choice,
            label=str(Choice(vote.choice).label),
            reason=hidden.text(vote.reason),
            cast_at=vote.cast_at,
        )
        for vote in Vote.objects.filter(case=case).order_by("cast_at", "pk")
    ]


def _tally(case: Case, eligible: frozenset[int]) -> Tally:
    facts = common.facts_of(case, eligible)
    needed = rules.votes_needed(facts.quorum, facts.seats)
    return Tally(facts.seats, facts.approve, facts.reject, facts.abstain, facts.waiting, needed)


def _objection(case: Case, hidden: Scrubber) -> Objection | None:
    row = Objection.objects.filter(case=case).first()
    return safety.veiled(row, hidden, "reason", "answer") if row else None


def recusals_of(case: Case, now: datetime) -> list[tuple[str, bool]]:
    """Return (seat's name, declared?) of the seats that keep out; for the secretariat."""
    names = _seat_names(case, day_of(now, case.forum.zone))
    rows = Recusal.objects.filter(case=case).order_by("at", "pk")
    return [(names.get(row.seat_id, ""), row.is_declared) for row in rows]


def bundle_of(case: Case) -> list[Case]:
    """Return the cases to look at together; a case on its own is a bundle of one.

    They are an application's, first, and those of its commitments in the same coalition.
    """
    application = application_of(case)
    if application is None:
        return [case]
    mine = Case.objects.select_related("forum", "coalition", "organisation").filter(
        coalition=case.coalition_id
    )
    found = list(mine.filter(application_link__application=application))
    promised = CommitmentCoalition.objects.filter(
        commitment__application_link__application=application, case__isnull=False
    )
    found += mine.filter(pk__in=promised.values("case")).order_by("pk")
    return found if case in found else [case]


def application_of(case: Case) -> Application | None:
    """Return the application a case belongs to, directly or by a commitment that came with it.

    A commitment's later cases (an amendment) stand on their own: its application was told by then.
    """
    rows = Application.objects.select_related("organisation", "sheet__definition", "forum")
    direct: Application | None = rows.filter(coalitions__case=case).first()
    if direct is not None:
        return direct
    return rows.filter(commitment_links__commitment__coalitions__case=case, told_at=None).first()


def commitment_of(case: Case) -> Commitment | None:
    """Return the commitment a case is about; None for an application or a case replaced since."""
    rows = Commitment.objects.select_related("current", "sheet__definition", "organisation")
    return rows.filter(coalitions__case=case).first()


def answers_of(
    sheet: Sheet | None, coalitions: dict[str, str], file_url: Callable[[int], str] | None = None
) -> list[Group]:
    """Return a sheet's answers in the words of the form they were handed in with."""
    return [] if sheet is None else read_sheet(sheet, coalitions, file_url=file_url)


def answers_in(
    view: CaseView, sheet: Sheet | None, file_url: Callable[[int], str] | None = None
) -> list[Group]:
    """Return the answers as a reviewer reads them: no name, and no file, of those at risk."""
    names = {view.case.coalition.code: view.case.coalition.name}
    groups = answers_of(sheet, names, file_url)
    return safety.veiled_groups(groups, view.hidden, files=not view.at_risk)


def revision_in(view: CaseView, commitment: Commitment | None) -> Revision | None:
    """Return an imported commitment's text as a reviewer reads it."""
    if commitment is None or commitment.current is None:
        return None
    return safety.veiled(commitment.current, view.hidden, "title", "summary", "description")


def board_for(commitment: Commitment | None, hidden: Scrubber) -> Board | None:
    """Return the guidance on a commitment's text as handed in: what the maker saw, names veiled."""
    if commitment is None or commitment.current is None:
        return None
    return board_of(written_in_revision(commitment.current), hidden.text)


def file_links(request: RoleRequest, case: Case) -> Callable[[int], str]:
    """Return the address of each file, as this case's page hands it out."""
    slug = request.forum.slug
    return lambda number: reverse("champions:file", args=[slug, case.pk, number])
