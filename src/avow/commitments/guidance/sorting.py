"""Tell counts, percentages, amounts, years, periods and mere codes apart by what stands around."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from avow.commitments.guidance.lexicon import Lexicon, Span
from avow.commitments.guidance.quantities import Quantity, Sort, is_year, sorted_as
from avow.commitments.guidance.tokens import Kind, Token

# ISO 4217, those in use for money that people spend.
CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP"
    " BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP"
    " GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR"
    " KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK"
    " MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR"
    " SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS"
    " UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG FCFA RMB".split()
)
WEAK_CURRENCIES = frozenset(
    "AMD AOA ARS BDT BIF CDF CLP COP CRC CVE DJF ETB FCFA GNF HUF IDR INR IQD IRR ISK JMD JPY KES"
    " KHR KMF KRW KZT LAK LBP LKR LRD MGA MMK MNT MWK MZN NGN NPR PKR PYG RSD RUB RWF SDG SLE SOS"
    " SSP STN SYP TZS UGX UZS VES VND XAF XOF YER ZMW ₦ ₨ ₩ ₫ ₭ ₮ ₱ ₲ ₸ ₹ ₽".split()
)
_DASHES = frozenset("- – — ‑ − ~ 〜 至 到 to a à до إلى الى ate até".split())
LAST_DAY = 31
_AFTER_CODE = frozenset(".°:#")
_CHAIN = 3  # so many short numbers in a row are a telephone number


class Sorter:
    """Sorts the numbers of one text; `spans` are the lexicon's phrases by class."""

    def __init__(
        self, tokens: Sequence[Token], spans: Mapping[str, list[Span]], lexicon: Lexicon, text: str
    ) -> None:
        self.tokens, self.lexicon, self.text = tokens, lexicon, text
        self.starts = {name: {s.first: s.last for s in rows} for name, rows in spans.items()}
        self.ends = {name: {s.last: s.first for s in rows} for name, rows in spans.items()}

    def sort(self, quantities: list[Quantity]) -> list[Quantity]:
        """Return the same numbers, each with its sort."""
        chained = self._chained(quantities)
        found = [
            sorted_as(q, Sort.CODE) if q.first in chained else self._sorted(q) for q in quantities
        ]
        # In "15–24 years" and "20 to 30%" the first number is what the second one is.
        for n, (one, two) in enumerate(pairwise(found)):
            between = self.tokens[one.last : two.first]
            if one.sort in {Sort.BARE, Sort.COUNT} and len(between) == 1:
                dash = between[0].surface in _DASHES or between[0].keys[0] in _DASHES
                if dash and two.sort not in {Sort.CODE, Sort.BARE, Sort.COUNT, Sort.YEAR}:
                    found[n] = sorted_as(one, two.sort)
        spans = sorted((q.first, q.last) for q in found)
        return [q for q in found if not _is_inside(q, spans)]

    def _chained(self, quantities: list[Quantity]) -> set[int]:
        chained: set[int] = set()
        run: list[int] = []
        for q in quantities:
            gap = self.tokens[run[-1] + 1 : q.first] if run else []
            linked = run and all(t.surface in "-.()/" for t in gap) and len(gap) <= 2
            plain = q.in_digits and q.sort is Sort.BARE and q.last - q.first == 1
            run = ([*run, q.first] if linked else [q.first]) if plain else []
            if len(run) >= _CHAIN:
                chained |= set(run)
        return chained

    def _sorted(self, q: Quantity) -> Quantity:
        if q.sort in {Sort.DATE, Sort.PART, Sort.CODE}:
            return q
        if q.in_digits and self._is_code(q):
            return sorted_as(q, Sort.CODE)
        found = self._percent(q) or self._money(q) or self._time(q)
        return found or self._counted(q)

    def _percent(self, q: Quantity) -> Quantity | None:
        after = self._at("percent", q.last)
        if after or (q.last < len(self.tokens) and self.tokens[q.last].kind is Kind.PERCENT):
            return sorted_as(q, Sort.PERCENT, last=after or q.last + 1)
        before = self.ends.get("percent_before", {}).get(q.first)
        return None if before is None else sorted_as(q, Sort.PERCENT, first=before)

    def _time(self, q: Quantity) -> Quantity | None:
        may_be_year = is_year(self.tokens[q.first], q)
        if end := self._at("year_after", q.last):
            return sorted_as(q, Sort.YEAR if may_be_year else Sort.PERIOD, last=end)
        if end := self._at("day_after", q.last):
            return sorted_as(q, Sort.DATE, last=end)
        if end := self._at("time_unit", self._past_dash(q.last)):
            return sorted_as(q, Sort.PERIOD, last=end)
        by_month = self._at("month", q.last) or q.first in self.ends.get("month", {})
        if by_month and not may_be_year and q.value <= LAST_DAY:
            return sorted_as(q, Sort.DATE)
        if may_be_year and not self._counts_people(q):
            return sorted_as(q, Sort.YEAR)
        return None

    def _counted(self, q: Quantity) -> Quantity:
        if q.sort is Sort.VAGUE or self.ends.get("before_vague", {}).get(q.first) is not None:
            return sorted_as(q, Sort.VAGUE)
        if not self._is_thing(q.last):
            return q
        return sorted_as(q, Sort.COUNT)

    def _is_thing(self, at: int) -> bool:
        if at >= len(self.tokens) or self.tokens[at].kind is not Kind.WORD:
            return False
        if self.tokens[at].clause != self.tokens[at - 1].clause:
            return False
        if self.lexicon.code == "zh":
            return bool(self._at("counted", at))
        return not self._at("uncounted", at)

    def _counts_people(self, q: Quantity) -> bool:
        after = self._at("counted", q.last)
        return bool(after) and q.first not in self.ends.get("time_before", {})

    def _at(self, name: str, at: int) -> int:
        return self.starts.get(name, {}).get(at, 0)

    def _past_dash(self, at: int) -> int:
        return at + 1 if at < len(self.tokens) and self.tokens[at].surface in "-‑" else at

    def _money(self, q: Quantity) -> Quantity | None:
        before, after = q.first - 1, q.last
        first = q.first
        while before >= 0 and self._is_currency(before):
            first, before = before, before - 1
        if after < len(self.tokens) and self._is_currency(after):
            return sorted_as(q, Sort.MONEY, first=first, last=after + 1)
        if end := self._at("currency", after):
            return sorted_as(q, Sort.MONEY, first=first, last=end)
        return sorted_as(q, Sort.MONEY, first=first) if first < q.first else None

    def _is_currency(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind is Kind.MONEY or token.surface in CURRENCIES

    def _is_code(self, q: Quantity) -> bool:
        surface = self.tokens[q.first].surface
        if len(surface) > 1 and surface.isdigit() and surface[0] in "0٠۰":
            return True
        ends = self.ends.get("code_before", {})
        before = self.tokens[q.first - 1].surface if q.first else ""
        if before == "№" or q.first in ends or (before in _AFTER_CODE and q.first - 1 in ends):
            return True
        return self._is_glued(q) or self._is_ordinal(q)

    def _is_glued(self, q: Quantity) -> bool:
        """Say whether a number is written onto letters or signs that make it a name: B2, 190/51."""
        token = self.tokens[q.first]
        one, two = (self.text[max(token.start - n, 0) : token.start][:1] for n in (1, 2))
        after = self.text[token.end : token.end + 2]
        if one in {"+", "/", "#", "№"} or (one.isascii() and one.isalpha()):
            return True
        if one == "-" and two.isascii() and two.isalpha():
            return True
        return after[:1] == "/" and after[1:].isdigit() and len(token.surface) != len("2027")

    def _is_ordinal(self, q: Quantity) -> bool:
        token = self.tokens[q.first]
        at = q.last
        if at >= len(self.tokens):
            return False
        dash = self.tokens[at].surface in "-‑"
        word = self.tokens[at + 1] if dash and at + 1 < len(self.tokens) else self.tokens[at]
        glued = word.start - token.end <= int(dash)
        if not glued or word.kind is not Kind.WORD:
            return False
        short = len(word.surface) <= 3 and bool(
            self.starts.get("ordinal_ending", {}).get(at + int(dash))
        )
        return short or word.surface in {"º", "ª"}


def _is_inside(q: Quantity, spans: list[tuple[int, int]]) -> bool:
    """Say whether a number is a part of its neighbour: the hundred in a word for per cent."""
    at = bisect_left(spans, (q.first, q.last))
    near = spans[max(at - 1, 0) : at + 2]
    return any(a <= q.first and q.last <= b and (a, b) != (q.first, q.last) for a, b in near)
