"""What is wrong with a pack, and where: a path in the YAML and a sentence."""

from dataclasses import dataclass
from reprlib import repr as short
from textwrap import shorten

from pydantic import ValidationError

_WORDS = {
    "extra_forbidden": "no such key is known here",
    "missing": "is missing",
    "string_type": "must be text; put it in quotes if it looks like a number or true/false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "too_short": "must not be empty",
    "tuple_type": "must be a list",
    "dict_type": "must be a text in each language, as `en: …`",
    "model_type": "must be a list of `key: value` lines",
    "date_from_datetime_parsing": "is not a day of the calendar",
    "date_parsing": "is not a day of the calendar",
    "datetime_from_date_parsing": "is not a time of the calendar",
    "datetime_parsing": "is not a time of the calendar",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `where` is a path such as `windows[2].closes_at`, or ""."""

    where: str
    what: str


def show(problem: Problem) -> str:
    """Return the problem as one line."""
    text = f"{problem.where}: {problem.what}" if problem.where else problem.what
    return shorten(" ".join(text.split()), 400, placeholder=" …")


def path(*steps: str | int) -> str:
    """Return the steps as a path in the file: `coalitions[0].actions[2].code`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def from_validation(error: ValidationError) -> list[Problem]:
    """Return pydantic's findings in our words, one for each place."""
    found: dict[str, Problem] = {}
    errors = error.errors(include_url=False, include_context=True)
    inner = {one["loc"][:end] for one in errors for end in range(len(one["loc"]))}
    for one in errors:
        if one["loc"] in inner:  # a list counted as too short because its items are wrong
            continue
        steps = [step for step in one["loc"] if step != "[key]"]
        where = path(*steps)
        words = _WORDS.get(one["type"])
        if one["type"] == "value_error":
            words = str(one["ctx"]["error"])
        elif one["type"] == "string_pattern_mismatch":
            words = f"{short(one['input'])} is not written in the form asked for here"
        elif one["type"] in {"enum", "literal_error"}:
            words = f"{short(one['input'])} is not one of {one['ctx']['expected']}"
        elif words is None:
            message = one["msg"]
            words = message[0].lower() + message[1:]
        found.setdefault(where, Problem(where, words))
    return list(found.values())
