"""A forum's catalogue of example commitments: read from the file beside its pack, and checked.

The file has the pack's own name: `nourish.catalogue.yaml` beside `nourish.yaml`.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from avow.forums.packs.checks import all_texts, twice
from avow.forums.packs.problems import Problem, from_validation, path
from avow.forums.packs.reading import SUFFIX, PackError, data_of, find, text_of
from avow.forums.packs.schema import Pack
from avow.forums.packs.schema.catalogue import Catalogue, ExampleContent, PackExample


def beside(pack_file: Path) -> Path | None:
    """Return the catalogue that lies beside a pack's file, if there is one."""
    file = pack_file.with_name(pack_file.stem + SUFFIX)
    return file if file.is_file() else None


def read_catalogue(name: str, pack: Pack) -> Catalogue | None:
    """Return the catalogue beside the pack of this name, checked against it; None without one.

    Raises PackError with every problem found.
    """
    file = beside(find(name))
    return None if file is None else catalogue_from(text_of(file, file.name), pack, file.name)


def catalogue_from(text: str, pack: Pack, name: str = "catalogue") -> Catalogue:
    """Return the catalogue written in `text`. Raises PackError with every problem found."""
    data = data_of(text, name)
    if not isinstance(data, dict):
        words = "a catalogue is a list of `key: value` lines; this is something else"
        raise PackError(name, [Problem("", words)])
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as error:
        raise PackError(name, from_validation(error)) from error
    if found := list(problems(catalogue, pack)):
        raise PackError(name, found)
    return catalogue


def problems(catalogue: Catalogue, pack: Pack) -> Iterator[Problem]:
    """Yield everything that cannot be: codes, actions and types, languages, order of months."""
    if catalogue.forum != pack.slug:
        yield Problem("forum", f"is {catalogue.forum!r}, but the pack beside it is {pack.slug!r}")
    yield from twice((example.code for example in catalogue.examples), "examples (codes)")
    languages = languages_of(catalogue)
    for number, example in enumerate(catalogue.examples):
        where = path("examples", number)
        yield from _identity(example, pack, where)
        for one in content_problems(example, languages):
            yield Problem(f"{where}.{one.where}", one.what)


def _identity(example: PackExample, pack: Pack, where: str) -> Iterator[Problem]:
    actions = {one.code for coalition in pack.coalitions for one in coalition.actions}
    types = {str(kind.code) for kind in pack.commitment_types}
    if example.action not in actions:
        yield Problem(f"{where}.action", f"the pack has no action {example.action!r}")
    if example.type not in types:
        yield Problem(f"{where}.type", f"the pack has no type of commitment {example.type!r}")
    stem = code_of(example.action, example.type)
    number = example.code.removeprefix(stem).removeprefix("-")
    if not example.code.startswith(stem) or (example.code != stem and not number.isdecimal()):
        words = f"write {stem!r}, and a number after it if there are several: {stem}-2"
        yield Problem(f"{where}.code", words)


def code_of(action: str, kind: str, number: int = 1) -> str:
    """Return the code of an action's example of one type: `gbv-1-policy`, then `gbv-1-policy-2`."""
    stem = f"{action.lower()}-{kind}"
    return stem if number == 1 else f"{stem}-{number}"


def content_problems(content: ExampleContent, languages: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with one example: a language missing, a month after the last."""
    for where, texts in all_texts(content):
        for language in languages:
            if language not in texts:
                yield Problem(f"{where}.{language}", f"there is no text in {language!r}")
    yield from twice(content.sdg_targets, "sdg_targets")
    last = content.years * 12
    for name in ("targets", "milestones"):
        for number, row in enumerate(getattr(content, name)):
            if row.month > last:
                words = f"comes after the last of its {last} months"
                yield Problem(path(name, number, "month"), words)


def languages_of(part: BaseModel) -> list[str]:
    """Return every language that any text stands in, in the order in which they appear."""
    found = (language for _where, texts in all_texts(part) for language in texts)
    return list(dict.fromkeys(found))
