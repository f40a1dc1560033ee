"""Make the definition of a form out of a pack: plain JSON, with every undertaking's wording."""

from typing import Any

from avow.forums.packs.schema import Pack, Question


def application_form(pack: Pack) -> dict[str, Any]:
    """Return the definition of the pack's application form.

    Codes are unique within a section only, so keys are `section.question`.
    """
    return {
        "sections": [
            {
                "code": section.code,
                "names": dict(section.names),
                "help": dict(section.help),
                "per_coalition": section.per_coalition,
                "questions": [
                    question_of(question, pack, key=f"{section.code}.{question.code}")
                    for question in section.questions
                ],
            }
            for section in pack.application_form.sections
        ]
    }


def question_of(question: Question, pack: Pack, *, key: str = "") -> dict[str, Any]:
    """Return a pack's question as a definition holds it; `key` names its answers, else its code."""
    row = question.model_dump(mode="json", exclude={"undertaking"}, exclude_none=True)
    if key:
        row["key"] = key
    if question.undertaking:
        terms = pack.undertaking(question.undertaking)
        row["terms"] = terms.model_dump(mode="json")
    return row
