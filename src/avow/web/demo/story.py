"""Applications on their way, each walked to its place by the same services that people use."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from avow.answers import services as answers
from avow.applications.models import Application
from avow.applications.services import (
    answering,
    outcome,
    screening,
    starting,
    submitting,
    withdrawing,
)
from avow.applications.services.screening import Given, checklist
from avow.applications.states import Check
from avow.commitments import services as commitments
from avow.commitments.models import Commitment
from avow.forums.models import Action, Coalition, Forum
from avow.people.models import Organisation, Representation, User
from avow.people.seats import seats_of
from avow.review.models import Case
from avow.review.services import asking, liaison, voting
from avow.web.demo.houses import HOUSES, House
from avow.web.demo.phrases import EVIDENCE, FOR_WHOM, MOBILISE, SENTENCES, WORKS

HOUSE_OF = {house.slug: house for house in HOUSES}
GBV, EJR = "gender_based_violence", "economic_justice"


class Story:
    """Who does what on which day, counted in days before `today`."""

    def __init__(self, forum: Forum, houses: dict[str, Organisation], today: datetime) -> None:
        self.forum = forum
        self.houses = houses
        self.today = today
        self.sofia = User.objects.get(email="sofia@example.org")
        self.vera = User.objects.get(email="vera@example.org")
        self.coalitions = {one.code: one for one in Coalition.objects.filter(forum=forum)}

    def ago(self, days: float) -> datetime:
        """Return the instant `days` before today."""
        return self.today - timedelta(days=days)

    def lead(self, slug: str) -> User:
        """Return who acts for an organisation."""
        return self.lead_of(self.houses[slug])

    def lead_of(self, organisation: Organisation) -> User:
        """Return who acts for an organisation."""
        return Representation.objects.filter(organisation=organisation, role="lead")[0].user

    def draft(
        self, slug: str, codes: Iterable[str], days: float, *, complete: bool = True
    ) -> Application:
        """Begin an application and, if complete, answer everything and write a commitment."""
        house, by, now = HOUSE_OF[slug], self.lead(slug), self.ago(days)
        chosen = [self.coalitions[code] for code in codes]
        application = starting.start(self.forum, self.houses[slug], chosen, by=by, now=now)
        values = self.answers(application, tuple(codes), house.language)
        if not complete:
            values = dict(list(values.items())[:2])
        answers.put(application.sheet, values, by=by, now=now)
        if complete:
            self.commit(application, house, by, now)
        return application

    def answers(
        self, application: Application, codes: tuple[str, ...], language: str
    ) -> dict[tuple[str, str], Any]:
        """Return an answer to every question of the frozen form that needs no file."""
        found: dict[tuple[str, str], Any] = {}
        for section, question in answers.definition_of(application.sheet).questions():
            if question.kind == "files":
                continue
            words = MOBILISE if "mobilise" in question.key else EVIDENCE
            value: Any = words[language]
            if question.kind in {"undertaking", "boolean"}:
                value = True
            elif question.kind == "choice":
                value = question.choices[0].code
            for scope in codes if section.per_coalition else ("",):
                found[scope, question.key] = value
        return found

    def commit(self, application: Application, house: House, by: User, now: datetime) -> Commitment:
        """Write a commitment into an application, for each of its coalitions' first action."""
        codes = [link.coalition.code for link in application.coalitions.select_related("coalition")]
        actions = [Action.objects.filter(coalition=self.coalitions[code])[0].code for code in codes]
        made = commitments.create(self.forum, application.organisation, by, now, application)
        language = house.language
        plain = {
            "title": WORKS[codes[0]][language][0],
            "summary": SENTENCES[language][0].format(who=FOR_WHOM[language][0], n=1200, year=2026),
            "description": EVIDENCE[language],
            "language": language,
            "actions": actions,
            "types": ["programme"],
            "beneficiaries": FOR_WHOM[language][0],
            "change": SENTENCES[language][1].format(who=FOR_WHOM[language][0], n=1200, year=2026),
            "baseline": "0",
            "countries": [house.country],
            "starts_on": self.term()[0].isoformat(),
            "ends_on": self.term()[1].isoformat(),
            "intersectionality": MOBILISE[language],
            "leadership": MOBILISE[language],
        }
        self.fill(made, plain)
        return made

    def term(self) -> tuple[date, date]:
        """Return a term of two whole years that ends with the forum."""
        last = self.forum.ends_on
        return date(last.year - 1, 1, 1), date(last.year, 12, 31)

    def aim(self, actions: Iterable[str]) -> str:
        """Return the key of the first target of these actions' plans, or ""."""
        aims = self.forum.settings.aims()
        return next((one.key for action, one in aims if action.code in actions), "")

    def fill(self, commitment: Commitment, plain: dict[str, Any]) -> None:
        """Answer the questions of a commitment and add a target, a milestone and money."""
        sheet = commitment.sheet
        if sheet is None:
            raise ValueError("a draft has a sheet")
        asked = {question.key for _section, question in answers.definition_of(sheet).questions()}
        values: dict[tuple[str, str], Any] = {
            ("", key): value for key, value in plain.items() if key in asked
        }
        year = str(self.term()[1].year)
        rows = {
            "target": {
                "indicator": plain["beneficiaries"],
                "unit": "people",
                "baseline": "0",
                "value": "1200",
                "plan_target": self.aim(plain["actions"]),
            },
            "milestone": {"title": plain["title"], "due_on": f"{year}-06-30"},
            "finance": {"amount": "80000", "currency": "EUR", "year": year, "source": "own"},
        }
        for section, row in rows.items():
            scope = answers.add_row(
                sheet, section, answers.next_row(sheet, section), now=self.today
            )
            values |= {(scope, f"{section}_{code}"): value for code, value in row.items()}
        answers.put(sheet, values, by=None, now=self.today)

    def submit(self, slug: str, codes: Iterable[str], days: float) -> Application:
        """Hand an application in."""
        application = self.draft(slug, codes, days + 2)
        return submitting.submit(application.pk, by=self.lead(slug), now=self.ago(days))

    def screen(self, slug: str, codes: Iterable[str], days: float) -> Application:
        """Take it up on the desk."""
        application = self.submit(slug, codes, days)
        return screening.screen(application.pk, by=self.sofia, now=self.ago(days - 1))

    def pass_on(self, slug: str, codes: Iterable[str], days: float) -> Application:
        """Tick the checklist and hand it to the Champions."""
        application = self.screen(slug, codes, days)
        given = {item.code: Given(Check.YES, "") for item in checklist(self.forum)}
        screening.check(application.pk, given, by=self.sofia, now=self.ago(days - 1.5))
        return screening.pass_(application.pk, by=self.sofia, now=self.ago(days - 2))

    def vote(self, case: Case, choices: Iterable[str], days: float, reason: str = "") -> None:
        """Let the Champions who may vote do so, in order, until the case is settled."""
        seats = seats_of(case.coalition, self.ago(days).date())
        for seat, choice in zip(seats, choices, strict=False):
            case.refresh_from_db()
            if case.state != "validation":
                return
            words = reason or (
                "Clear targets and the right partners." if choice == "approve" else ""
            )
            user = self.lead_of(seat.holders_now[0].organisation)  # type: ignore[attr-defined]
            voting.cast_vote(
                case.pk, choice=choice, by=user, now=self.ago(days), reason=words, seat=seat.pk
            )

    def cases(self, application: Application) -> list[Case]:
        """Return the cases of an application and of its commitments."""
        of_commitments = Case.objects.filter(
            commitment_link__commitment__application_link__application=application
        )
        own = Case.objects.filter(application_link__application=application)
        return [*own.select_related("coalition"), *of_commitments.select_related("coalition")]

    def decide(
        self, slug: str, codes: tuple[str, ...], days: float, *, against: tuple[str, ...] = ()
    ) -> Application:
        """Bring an application to its outcome, as yet untold; coalitions in `against` decline."""
        application = self.pass_on(slug, codes, days)
        for case in self.cases(application):
            no = case.coalition.code in against
            words = "The target cannot be measured as it is written." if no else ""
            self.vote(case, ["reject" if no else "approve"] * 3, days - 3, words)
        liaison.pass_silence(self.ago(0))
        application.refresh_from_db()
        return application

    def tell(
        self, slug: str, codes: tuple[str, ...], days: float, *, against: tuple[str, ...] = ()
    ) -> Application:
        """Release the outcome and publish what was accepted."""
        application = self.decide(slug, codes, days, against=against)
        now = self.ago(0)
        reasons = {
            case.pk: "The Champions ask for a target that can be measured; do come back with one."
            for case in outcome.cases_of(application)
            if case.state == "declined"
        }
        message = "Thank you for your patience, and welcome."
        outcome.prepare(application.pk, message=message, reasons=reasons, by=self.sofia, now=now)
        outcome.release(application.pk, by=self.sofia, now=now)
        for link in application.commitment_links.select_related("commitment"):
            commitments.publish(link.commitment, self.sofia, now)
        return application

    def withdraw(self, slug: str, codes: Iterable[str], days: float) -> None:
        """Hand in and think again."""
        application = self.screen(slug, codes, days)
        withdrawing.withdraw(
            application.pk,
            by=self.lead(slug),
            now=self.ago(days - 2),
            reason="We come back next year.",
        )

    def ask(self, slug: str, codes: Iterable[str], days: float, *, answered: bool = False) -> None:
        """Ask the applicant something on the desk."""
        application = self.screen(slug, codes, days)
        question = "Which of your four partner groups carry the work on, and until when?"
        screening.ask(application.pk, question=question, by=self.sofia, now=self.ago(days - 2))
        if answered:
            text = "All four, at least until the end of our term."
            answering.answer(application.pk, text=text, by=self.lead(slug), now=self.ago(days - 3))

    def refuse(self, slug: str, codes: Iterable[str], days: float) -> None:
        """Find an application not eligible; the outcome is not told yet."""
        application = self.screen(slug, codes, days)
        reason = "The organisation is not registered yet; the forum asks for one year of existence."
        screening.refuse(application.pk, reason=reason, by=self.sofia, now=self.ago(days - 2))

    def walk(self) -> None:
        """Bring an application to every state there is."""
        self.draft("luz", (GBV, EJR), 3, complete=False)
        self.submit("lagoon-youth", (GBV, "technology_innovation"), 2)
        self.submit("quetzal", ("feminist_movements",), 25)
        self.screen("baobab", (EJR,), 9)
        self.ask("steppe-law", (GBV,), 12)
        self.ask("code-orchard", ("technology_innovation",), 20, answered=True)
        self.refuse("ateliers", (EJR,), 15)
        self.withdraw("rivamar", ("climate_justice",), 18)
        self.voting()
        self.decide("savana", (GBV,), 14)
        self.tell("zaytuna", ("feminist_movements",), 19)

    def voting(self) -> None:
        """Bring cases to each state of theirs."""
        one = self.pass_on("qingquan", (GBV, EJR), 16)
        for case in self.cases(one):
            self.vote(case, ["approve"], 10)
        asked = self.pass_on("prairie", (GBV,), 13)
        dina = self.lead("faros")
        case = self.cases(asked)[0]
        asking.ask(
            case.pk,
            question="How will survivors be heard in the first year?",
            by=dina,
            now=self.ago(9),
        )
        waiting = self.pass_on("night-garden", (GBV,), 8)
        for case in self.cases(waiting):
            self.vote(case, ["approve"] * 3, 3)
        disputed = self.pass_on("tambour", ("feminist_movements",), 9)
        for case in self.cases(disputed):
            self.vote(case, ["approve"] * 3, 4)
        liaison.object_to(
            self.cases(disputed)[0].pk,
            reason="The network asks for funds that another has promised already; please clarify.",
            by=self.vera,
            now=self.ago(2),
        )
