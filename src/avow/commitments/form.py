"""The form of a commitment: Avow's own questions, filled with what the forum's pack says.

The definition is plain JSON of the pack's shape (sections of questions, texts by language), so that
it can be frozen with the answers.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.answers.packs import question_of
from avow.commitments import joint_questions, options
from avow.commitments.states import CapacityKind, MoneySource
from avow.forums.packs.schema import Pack, Question

Json = dict[str, Any]
Words = str | Promise

# Which question answers each field that a pack may make mandatory: (section, key or rows).
FIELD_OF = {
    "title": ("what", "title"),
    "summary": ("what", "summary"),
    "description": ("what", "description"),
    "types": ("where", "types"),
    "actions": ("where", "actions"),
    "beneficiaries": ("change", "beneficiaries"),
    "baseline": ("change", "baseline"),
    "targets": ("target", ""),
    "milestones": ("milestone", ""),
    "partners": ("partner", ""),
    "countries": ("places", "countries"),
    "starts_on": ("term", "starts_on"),
    "ends_on": ("term", "ends_on"),
    "sdg_targets": ("principles", "sdg_targets"),
    "intersectionality": ("principles", "intersectionality"),
    "leadership": ("principles", "leadership"),
    "links": ("link", ""),
    "finance": ("finance", ""),
    "change": ("change", "change"),
    "beneficiary_groups": ("change", "beneficiary_groups"),
    "beneficiary_number": ("change", "beneficiary_number"),
    "regions": ("places", "regions"),
    "files": ("file", "documents"),
    "capacity": ("capacity", "capacity_amount"),
    "supersedes": ("what", "supersedes"),
    "also_registered_in": ("what", "also_registered_in"),
    "iati_identifier": ("what", "iati_identifier"),
}
# Without these there is nothing that could be shown or sent to a coalition.
ALWAYS = frozenset({"title", "types", "actions", "starts_on", "ends_on"})
# Sections that repeat: their answers have a scope for each row, such as `finance-2`.
ROWS = ("target", "milestone", "finance", "partner", "maker", "link")
MAX_ROWS = 50
_ROW_NAMES: dict[str, Words] = {
    "target": _("Target"),
    "milestone": _("Milestone"),
    "finance": _("Budget line"),
    "partner": _("Partner"),
    "maker": _("Co-maker"),
    "link": _("Link"),
}


def definition_of(pack: Pack) -> Json:
    """Return the form of a forum's commitments, each text in every language there is one for."""
    mandatory = {str(code) for code in pack.commitment_mandatory} | ALWAYS
    required = {FIELD_OF[field] for field in mandatory if FIELD_OF[field][1]}
    sections = [_section(*one) for one in _sections(pack)]
    for section in sections:
        for question in section["questions"]:
            question["required"] = (
                question["required"] or (section["code"], question["code"]) in required
            )
    return {"sections": sections}


def key_of(section: str, code: str) -> str:
    """Return the key that names a question's answers: its code, in rows after the section's."""
    return f"{section}_{code}" if section in ROWS else code


def type_key(kind: str, code: str) -> str:
    """Return the key under which a type's own question is answered: `financial_purpose`."""
    return f"{kind}_{code}"


_Part = tuple[str, Words, Words | Json, list[Json]]


def _sections(pack: Pack) -> Iterable[_Part]:
    yield from _of_the_promise(pack)
    yield from _of_those_who_give(pack)
    yield "principles", _("Principles"), _("This is shown publicly."), _principles()
    yield "link", _("Links"), _("Public pages that say more."), _link()
    yield (
        "file",
        _("Files"),
        _("Documents that everybody may download. Look first whether they name somebody at risk."),
        [_ask("documents", "files", _("Files"), max_files=10)],
    )


def _of_the_promise(pack: Pack) -> Iterable[_Part]:
    yield (
        "what",
        _("What you promise"),
        _("The heart of it, in words that anybody understands."),
        _what(pack),
    )
    yield (
        "where",
        _("Where it belongs"),
        _("One commitment may serve actions of several coalitions."),
        _where(pack),
    )
    yield "change", _("What changes"), _criteria(pack), _change()
    yield "target", _("Targets"), _("One row for each thing that can be measured."), _target(pack)
    yield "milestone", _("Milestones"), _("What will be done by when."), _milestone()
    yield "term", _("Term"), _("From the first to the last day, whole years."), _term()
    yield (
        "places",
        _("Countries and regions"),
        _("Where it will be carried out. A region says all its countries."),
        _places(),
    )


def _of_those_who_give(pack: Pack) -> Iterable[_Part]:
    yield (
        "finance",
        _("Money"),
        _("One row for each amount, year and source. Money raised later is reported later."),
        _money(pack),
    )
    yield (
        "capacity",
        _("What you are able to give"),
        _("If you like: your pledge is then shown in proportion to it. Nothing is decided by it."),
        _capacity(pack),
    )
    yield (
        "partner",
        _("Partners"),
        _("A registered partner is asked before its name is shown."),
        _partner(),
    )
    yield (
        "maker",
        _("Makers together"),
        _("Organisations that make this commitment with you. Each must sign before it is public."),
        joint_questions.maker_questions(),
    )
    yield (
        "joint",
        _("Shares"),
        _("Whose part is how large: so that money is counted once, and each reports on its own."),
        joint_questions.joint_questions(pack),
    )


def _what(pack: Pack) -> list[Json]:
    return [
        _ask("title", "text", _("Title"), _("One line: who will do what."), max_length=300),
        _ask("summary", "longtext", _("Summary"), _("Two or three sentences for the list of commitments."), max_length=1000),
        _ask("description", "longtext", _("Description"), _("What you will do, and how."), max_length=10_000),
        _ask("language", "choice", _("Language of your text"), choices=options.languages(pack.languages)),
        _ask("also_registered_in", "text", _("Also registered in"), _("Another platform that lists this commitment, if any."), max_length=500),
        _ask("iati_identifier", "text", _("IATI activity"), _("Its identifier, if you publish to IATI."), max_length=120),
        _ask("supersedes", "text", _("Takes the place of"), _("The reference of an earlier commitment that this one replaces, such as GE-000123."), max_length=20),
    ]  # fmt: skip


def _where(pack: Pack) -> list[Json]:
    actions = [
        {"code": action.code, "names": {tag: f"{action.code} {title}" for tag, title in action.titles.items()}, "group": dict(coalition.names)}
        for coalition in pack.coalitions
        for action in coalition.actions
    ]  # fmt: skip
    kinds = [{"code": kind.code, "names": dict(kind.names)} for kind in pack.commitment_types]
    own = [
        _own_question(kind.code, one, pack)
        for kind in pack.commitment_types
        for one in kind.questions
    ]
    return [
        _ask(
            "actions",
            "multichoice",
            _("Actions"),
            _("Choose every action this commitment serves."),
            choices=actions,
        ),
        _ask(
            "types",
            "multichoice",
            _("Types"),
            _("Choose all that it is. Each has a few questions of its own."),
            choices=kinds,
        ),
        _ask("main_type", "choice", _("Main type"), _("Only if you chose several."), choices=kinds),
        *own,
    ]


def _own_question(kind: str, question: Question, pack: Pack) -> Json:
    """Return a pack's question of one type, asked when that type is chosen, under its own key."""
    asked = question_of(question, pack) | {"code": type_key(kind, question.code)}
    if question.only_if is None:
        asked["only_if"] = {"question": "types", "equals": kind}
    else:
        asked["only_if"] = {
            "question": type_key(kind, question.only_if.question),
            "equals": question.only_if.equals,
        }
    return asked


def _change() -> list[Json]:
    return [
        _ask("change", "longtext", _("What will be different"), _("The change, not the activity."), max_length=5000),
        _ask("beneficiaries", "longtext", _("For whom"), _("Who gains, and how."), max_length=3000),
        _ask("beneficiary_groups", "multichoice", _("Groups it is for"), _("Choose all that you have in mind."), choices=options.named(options.GROUPS)),
        _ask("beneficiary_number", "text", _("How many people"), _("A whole number, such as 4000 or 4 000. Leave it empty if you do not know."), max_length=40),
        _ask("beneficiary_note", "text", _("How they are counted"), _("Such as: households reached in the first year."), max_length=300),
        _ask("baseline", "longtext", _("Where things stand now"), _("The situation you start from, with its source."), max_length=3000),
    ]  # fmt: skip


def _target(pack: Pack) -> list[Json]:
    aims = [
        {
            "code": target.key,
            "names": {tag: f"{action.code} {text}" for tag, text in target.texts.items()},
        }
        for action, target in pack.aims()
    ]
    of_plan = _ask(
        "plan_target",
        "choice",
        _("Target of the plan"),
        _("The target of the coalition’s plan that it helps to reach, if there is one."),
        choices=aims,
    )
    return [
        _ask(
            "indicator",
            "text",
            _("Indicator"),
            _("What is counted or measured."),
            max_length=300,
            required=True,
        ),
        _ask("unit", "text", _("Unit"), _("People, laws, %, …"), max_length=80),
        _ask("baseline", "text", _("Value now"), max_length=40),
        _ask("value", "text", _("Value to reach"), max_length=40, required=True),
        _ask("due_on", "date", _("By")),
        *([of_plan] if aims else []),
    ]


def _milestone() -> list[Json]:
    return [
        _ask("title", "text", _("Milestone"), max_length=300, required=True),
        _ask("due_on", "date", _("By"), required=True),
    ]


def _term() -> list[Json]:
    return [
        _ask("starts_on", "date", _("First day")),
        _ask(
            "ends_on", "date", _("Last day"), _("The day before an anniversary of the first day.")
        ),
    ]


def _places() -> list[Json]:
    return [
        _ask("countries", "multichoice", _("Countries"), choices=options.countries()),
        _ask("regions", "multichoice", _("Regions of the world"), choices=options.areas()),
    ]


def _money(pack: Pack) -> list[Json]:
    years = [str(year) for year in range(pack.starts_on.year, pack.ends_on.year + 1)]
    return [
        _ask("amount", "text", _("Amount"), _("In digits, such as 1 234,56 or 1,234.56."), max_length=40, required=True),
        _ask("currency", "choice", _("Currency"), choices=options.plain(pack.currencies), required=True),
        _ask("year", "choice", _("Year"), choices=options.plain(years)),
        _ask("source", "choice", _("Source"), choices=options.named(dict(MoneySource.choices)), required=True),
        _ask("is_new", "choice", _("New or already announced"), choices=options.named(options.NEW_MONEY)),
        _ask("is_oda", "boolean", _("Official development assistance")),
        _ask("gender_marker", "choice", _("Gender equality marker"), choices=options.named(options.GENDER_MARKERS)),
    ]  # fmt: skip


def _capacity(pack: Pack) -> list[Json]:
    years = [str(year) for year in range(pack.starts_on.year - 5, pack.ends_on.year + 1)]
    return [
        _ask("capacity_kind", "choice", _("What you measure it by"), choices=options.named(dict(CapacityKind.choices))),
        _ask("capacity_amount", "text", _("Amount of one year"), _("In digits, such as 1 234,56 or 1,234.56."), max_length=40),
        _ask("capacity_currency", "choice", _("Currency"), choices=options.plain(pack.currencies)),
        _ask("capacity_year", "choice", _("Year"), choices=options.plain(years)),
    ]  # fmt: skip


def _partner() -> list[Json]:
    return [
        _ask("name", "text", _("Name"), max_length=250, required=True),
        _ask("organisation", "text", _("Registered organisation"), max_length=120),
        _ask("role", "text", _("Role"), _("What this partner does in it."), max_length=200),
    ]


def _principles() -> list[Json]:
    return [
        _ask("intersectionality", "longtext", _("Intersectionality"), _("How it reaches those who face several kinds of discrimination."), max_length=3000),
        _ask("leadership", "longtext", _("Feminist leadership"), _("How those concerned lead and decide."), max_length=3000),
        _ask("sdg_targets", "multichoice", _("Targets of Sustainable Development Goal 5"), choices=options.named(options.SDG_TARGETS)),
    ]  # fmt: skip


def _link() -> list[Json]:
    return [
        _ask("url", "url", _("Address"), max_length=500, required=True),
        _ask("title", "text", _("What it shows"), max_length=200),
    ]


def _criteria(pack: Pack) -> Json:
    """Return the pack's criteria as the help of the section they are about, in each language."""
    return {
        tag: "\n".join(
            f"{one.names[tag]} – {one.help[tag]}" if tag in one.help else one.names[tag]
            for one in pack.criteria
            if tag in one.names
        )
        for tag in pack.languages
    }


def _section(code: str, names: Words, text: Words | Json, questions: list[Json]) -> Json:
    return {
        "code": code,
        "names": options.texts(names),
        "help": text if isinstance(text, dict) else options.texts(text),
        "per_coalition": False,
        "repeat": code in ROWS,
        "max_rows": MAX_ROWS,
        "row_names": options.texts(_ROW_NAMES[code]) if code in ROWS else {},
        "questions": [one | {"key": key_of(code, one["code"])} for one in questions],
    }


def _ask(code: str, kind: str, names: Words, text: Words = "", **more: Any) -> Json:
    return {
        "code": code,
        "kind": kind,
        "names": options.texts(names),
        "help": options.texts(text) if text else {},
        "required": False,
        **more,
    }
