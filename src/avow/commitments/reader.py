"""Read one answer at a time, in any way people write it, and note what cannot be read."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from avow.commitments import amounts
from avow.commitments.draft import Draft, Problem
from avow.commitments.form import key_of
from avow.kernel import money
from avow.kernel.text import nfc

Values = Mapping[tuple[str, str], Any]  # (scope, key): value
_EVERYBODY = 10_000_000_000
_MAX_TARGET = Decimal(10) ** 15


class Reader:
    """Reads one answer at a time and notes what it cannot read."""

    def __init__(self, values: Values, draft: Draft) -> None:
        self.values, self.draft = values, draft

    def problem(self, section: str, scope: str, key: str, code: str, hint: str = "") -> None:
        """Note something to mend at a question."""
        self.draft.problems.append(Problem(section, scope, key_of(section, key), code, hint))

    def note(self, section: str, scope: str, key: str, code: str) -> None:
        """Note something worth a look that keeps nothing back."""
        self.draft.notes.append(Problem(section, scope, key_of(section, key), code))

    def missing(self, section: str, scope: str, key: str) -> str:
        """Note that an answer is missing; return ""."""
        self.problem(section, scope, key, "answer_missing")
        return ""

    def text(self, section: str, scope: str, key: str) -> str:
        """Return an answer as text, "" for none."""
        value = self.values.get((scope, key_of(section, key)))
        return nfc(str(value)).strip() if value not in (None, []) else ""

    def one(self, section: str, scope: str, key: str, known: set[str]) -> str:
        """Return a code if it is known (`known` empty: any); another is noted and left out."""
        value = self.text(section, scope, key)
        if value and known and value not in known:
            self.problem(section, scope, key, "answer_no_such_choice", value)
            return ""
        return value

    def many(self, section: str, key: str, known: set[str]) -> tuple[str, ...]:
        """Return the known codes of a section asked once, each once; the others are noted."""
        value = self.values.get(("", key)) or []
        chosen = [str(one) for one in (value if isinstance(value, list) else [value])]
        for one in chosen:
            if one not in known:
                self.problem(section, "", key, "answer_no_such_choice", one)
        return tuple(dict.fromkeys(one for one in chosen if one in known))

    def day(self, section: str, scope: str, key: str) -> date | None:
        """Return a day; what is none is noted."""
        value = self.text(section, scope, key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.problem(section, scope, key, "answer_not_a_date", value)
            return None

    def amount(self, section: str, scope: str, key: str, currency: str) -> Decimal | None:
        """Return an amount that its currency can hold; what cannot be read is noted."""
        typed = self.text(section, scope, key)
        if not typed:
            return None
        try:
            value = amounts.read(typed)
        except amounts.Unreadable as error:
            self.problem(section, scope, key, error.code, " / ".join(_meant(error, currency)))
            return None
        if money.digits(value) > money.MAX_DIGITS:
            self.problem(section, scope, key, "amount_too_large")
            return None
        try:
            return money.amount(value, currency) if currency else value
        except ValueError:
            self.problem(section, scope, key, "amount_too_exact", currency)
            return None

    def people(self, section: str, key: str) -> int | None:
        """Return how many people; what is no whole number, or more than there are, is noted."""
        typed = self.text(section, "", key)
        if not typed:
            return None
        try:
            number = amounts.read_whole(typed)
        except amounts.Unreadable as error:
            self.problem(section, "", key, error.code)
            return None
        if number > _EVERYBODY:
            self.problem(section, "", key, "more_than_everybody")
            return None
        return number

    def number(self, section: str, scope: str, key: str) -> Decimal | None:
        """Read a target's figure: as an amount, but zero and below are figures too."""
        typed = self.text(section, scope, key)
        if not typed:
            return None
        negative = typed[0] in "-−"
        bare = typed.lstrip("-−").strip().removesuffix("%").strip()
        if re.fullmatch(r"0+(?:[.,]0+)?", bare):
            return Decimal(0)
        try:
            value = amounts.read(bare)
        except amounts.Unreadable as error:
            self.problem(
                section,
                scope,
                key,
                error.code.replace("amount_not_positive", "amount_not_a_number"),
                " / ".join(error.hint),
            )
            return None
        if value != round(value, 3) or value >= _MAX_TARGET:
            self.problem(section, scope, key, "figure_too_exact")
            return None
        return -value if negative else value


def _meant(error: amounts.Unreadable, currency: str) -> tuple[str, ...]:
    """Return how an amount could be meant; with three decimals only if the currency has them."""
    if error.code == "amount_ambiguous" and currency and money.decimals(currency) == 3:
        whole, part = error.hint[1].split(" ")
        return (error.hint[0], f"{whole}.{part}0")
    return error.hint
