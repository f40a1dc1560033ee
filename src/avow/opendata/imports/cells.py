"""Read one cell: a value, or what is wrong and how to mend it."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from avow.commitments import amounts
from avow.kernel.money import UnknownCurrency, currency, decimals
from avow.kernel.text import nfc
from avow.opendata.imports.days import read_day
from avow.opendata.imports.problems import Problem, problem
from avow.opendata.imports.reading import Row

_LANGUAGE = re.compile("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,3})?")
_FORMULA = re.compile(r"[=+@\t\r＝＋＠]|[-－](?![\d.,])")


class Cells:
    """The cells of one row, read with their problems noted. A bad cell gives nothing or None."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def wrong(self, column: str, wrong: object, mend: object, value: str | None = None) -> None:
        """Note what is wrong with a cell."""
        seen = self.row.cells.get(column, "") if value is None else value
        self.problems.append(problem(self.row.line, self.row.label(column), seen, wrong, mend))

    def _is_formula(self, column: str, value: str, mend: object) -> bool:
        """Note a formula where a code, a number or a day belongs: it is never run, nor kept."""
        if not _FORMULA.match(value):
            return False
        self.wrong(column, _("A formula, where a plain value belongs."), mend, value)
        return True

    def text(self, column: str, *, needed: bool = False, most: int = 0) -> str:
        """Return the text of a cell, NFC, without spaces around it."""
        written = self.row.cells.get(column)
        value = nfc(written).strip() if written else ""
        if needed and not value:
            self.wrong(column, _("This cell is empty."), _("Fill it in."))
        if most and len(value) > most:
            self.wrong(
                column,
                _("%(length)s characters; there is room for %(most)s.")
                % {"length": len(value), "most": most},
                _("Shorten it."),
            )
        return value

    def line(self, column: str, *, needed: bool = False, most: int = 0) -> str:
        """Return a text on one line."""
        return " ".join(self.text(column, needed=needed, most=most).split())

    def several(self, column: str) -> list[str]:
        """Return the values between semicolons, each once."""
        return list(
            dict.fromkeys(one.strip() for one in self.text(column).split(";") if one.strip())
        )

    def one_of(self, column: str, known: Any, *, needed: bool = False) -> str:
        """Return a code that is in `known`."""
        value = self.text(column, needed=needed)
        if value and value not in known:
            if not self._is_formula(column, value, _known(known)):
                self.wrong(column, _("Not a code we know."), _known(known))
            return ""
        return value

    def codes(self, column: str, known: Any, *, needed: bool = False) -> list[str]:
        """Return codes that are all in `known`."""
        values = self.several(column)
        for value in values:
            if value not in known and not self._is_formula(column, value, _known(known)):
                self.wrong(column, _("Not a code we know."), _known(known), value)
        if needed and not values:
            self.wrong(column, _("This cell is empty."), _("Fill it in; put ; between several."))
        return [value for value in values if value in known]

    def language(self, column: str) -> str:
        """Return a language tag."""
        value = self.text(column, needed=True)
        if value and not (_LANGUAGE.match(value) and value.split("-")[0] in _languages()):
            self.wrong(column, _("Not a language."), _("Write its code, as in en, fr or zh."))
        return value

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """Return a day written year-month-day."""
        value = self.text(column, needed=needed)
        if not value:
            return None
        found = read_day(value)
        if isinstance(found, date):
            return found
        wrong, mend = found
        if not self._is_formula(column, value, mend):
            self.wrong(column, wrong, mend)
        return None

    def instant(self, column: str) -> datetime | None:
        """Return an instant; one without a zone is UTC, a day alone its beginning there."""
        value = self.text(column)
        if not value:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.wrong(column, _("Not a time."), _("Write it as 2021-06-30T12:00:00Z."))
            return None
        if not 1990 <= found.year <= 2100:
            self.wrong(column, _("Not a time."), _("Write it as 2021-06-30T12:00:00Z."))
            return None
        return (
            found if found.tzinfo else datetime.combine(found.date(), found.time() or time.min, UTC)
        )

    def amount(
        self, column: str, value: str, code: str = "", *, converted: bool = False
    ) -> Decimal | None:
        """Return a positive amount, with a point before decimals, that its currency can hold.

        A `converted` one, beside which the file gives dollars, may be finer than its currency:
        so do statistics write francs and yen.
        """
        found = Decimal(value) if _AMOUNT.fullmatch(value) else None
        if found:
            places = decimals(code) if code and not converted else 3
            if found == found.quantize(Decimal(1).scaleb(-places)):
                return found
            wrong = _("%(currency)s has %(places)s decimals.")
            self.wrong(column, wrong % {"currency": code, "places": places}, _("Round it."), value)
            return None
        mend = _("Write digits alone, with a point before decimals: 1250000.50")
        if not self._is_formula(column, value, mend):
            self.wrong(column, *_no_amount(value, mend), value)
        return None

    def currency(self, column: str, value: str) -> str:
        """Return an ISO 4217 code."""
        try:
            return currency(value)
        except UnknownCurrency:
            mend = _("Write its ISO 4217 code, as in EUR.")
            if not self._is_formula(column, value, mend):
                self.wrong(column, _("Not a currency."), mend, value)
            return ""


def _known(known: Any) -> str:
    codes = sorted(str(code) for code in known)
    some = ", ".join(codes[:12])
    return (_("Known are: %(codes)s, …") if len(codes) > 12 else _("Known are: %(codes)s.")) % {
        "codes": some
    }


def _no_amount(value: str, mend: str) -> tuple[str, str]:
    """Return why a text is no amount, and how to mend it."""
    try:
        amounts.read(value)
    except amounts.Unreadable as error:
        hints = _(" or ").join(error.hint)
        words = {
            "amount_ambiguous": _("It could be two amounts: is the sign before decimals?"),
            "amount_not_positive": _("Not an amount above zero."),
            "amount_too_large": _("More than %(most)s digits.")
            % {"most": amounts.MAX_WHOLE_DIGITS},
        }
        return (
            words.get(error.code, _("Not an amount.")),
            _("Write %(hints)s for the thousands.") % {"hints": hints} if hints else mend,
        )
    return _("The amount is not in plain digits."), mend


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(str(code) for code in Locale("en").languages if "_" not in str(code))
