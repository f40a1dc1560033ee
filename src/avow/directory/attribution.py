"""Whose money is it, and for what: the one rule by which totals are counted. Pure functions.

A commitment's money is divided into atoms, one for each maker, coalition, action and money line.
Each atom has one value of every dimension, so that whatever the totals are broken down by, the
parts make the same whole, however many makers, coalitions, actions and types there are. The rule
for people stands in docs/counting.md.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from avow.directory.entry import FinanceRow, MakerShare, PublicEntry
from avow.kernel.money import decimals

# Keys of makers that have no public address.
OPEN_SHARE = "-"  # of a co-maker that left: nobody's until the others agree anew
UNNAMED = "~"  # a co-maker beside a protected lead
_USD_PLACES = 2
_WHOLE = Fraction(1)


class Atom(NamedTuple):
    """One indivisible part of a commitment's money, or of a commitment without money.

    "" stands for not shown (country, region, action, coalition) and for no money (currency).
    `usd` is None where there is no rate; `is_new` None where it is not said.
    """

    maker: str
    maker_name: str
    organisation_type: str
    country: str
    region: str
    coalition: str
    action: str
    type: str
    year: int | None
    currency: str
    amount: Decimal
    usd: Decimal | None
    is_new: bool | None


def divide(amount: Decimal, weights: Sequence[Fraction], places: int) -> list[Decimal]:
    """Divide an amount by weights so that the parts make it exactly; no float, nothing lost.

    Each part is rounded down to the currency's decimals; what remains goes one unit at a time to
    the parts that lost most (largest remainder), the first of equals first. An amount with more
    decimals than the currency is divided in its own. Raises ValueError without a positive weight.
    """
    if len(weights) == 1 and weights[0] > 0:
        return [amount]
    exponent = amount.as_tuple().exponent
    places = max(places, -exponent if isinstance(exponent, int) else 0)
    units = int(amount.scaleb(places))
    if units >= 0 and weights.count(_WHOLE) == len(weights) > 0:
        # Equal parts lose equally: the first ones get what remains.
        each, rest = divmod(units, len(weights))
        return [Decimal(each + (n < rest)).scaleb(-places) for n in range(len(weights))]
    whole = sum(weights, Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("no positive weight")
    exact = [units * weight / whole for weight in weights]
    parts = [int(one) for one in exact]
    by_loss = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_loss[: units - sum(parts)]:
        parts[n] += 1
    return [Decimal(part).scaleb(-places) for part in parts]


def maker_key(maker: MakerShare) -> str:
    """Return a maker's key: its address here, or one that tells no more than its public name."""
    if maker.is_open_share:
        return OPEN_SHARE
    return f"{UNNAMED}{maker.name}" if maker.slug is None else maker.slug


def makers_of(entry: PublicEntry) -> tuple[MakerShare, ...]:
    """Return the makers with their shares; the organisation alone where there is one."""
    if entry.makers:
        return entry.makers
    return (
        MakerShare(
            share=Decimal(100),
            name=entry.organisation_name,
            slug=entry.organisation_slug,
            organisation_type=entry.organisation_type,
            country=entry.country,
            region=entry.region,
        ),
    )


def coalition_weights(entry: PublicEntry) -> list[tuple[str, Fraction]]:
    """Return the coalitions shown with their weights: as the maker splits them, else equal ones."""
    codes = entry.coalitions or ("",)
    if entry.coalition_split:
        said = dict(entry.coalition_split)
        weights = [(code, Fraction(said.get(code, Decimal(0)))) for code in codes]
        if sum(weight for _code, weight in weights) > 0:
            return weights
    return [(code, _WHOLE) for code in codes]


def whole_weights(entry: PublicEntry) -> list[tuple[str, int]]:
    """Return the coalitions shown with the same weights as the smallest whole numbers."""
    found = [(code, weight) for code, weight in coalition_weights(entry) if code]
    finest = lcm(*(weight.denominator for _code, weight in found))
    whole = [(code, int(weight * finest)) for code, weight in found]
    common = gcd(*(weight for _code, weight in whole)) or 1
    return [(code, weight // common) for code, weight in whole]


def part_of(cents: int, weights: Sequence[int], place: int) -> int:
    """Return the part of cents that falls to the weight at a place, by the rule of `divide`."""
    return int(divide(Decimal(cents), [Fraction(weight) for weight in weights], 0)[place])


def actions_in(entry: PublicEntry, actions: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return {coalition: its actions among the entry's}; [""] where it has none of them.

    `actions` are (code, coalition) of the forum.
    """
    homes = dict(actions)
    found: dict[str, list[str]] = {code: [] for code in entry.coalitions or ("",)}
    for action in entry.actions:
        home = homes.get(action, "")
        if home in found:
            found[home].append(action)
    return {code: own or [""] for code, own in found.items()}


def atoms_of(entry: PublicEntry, actions: Iterable[tuple[str, str]]) -> list[Atom]:
    """Return a commitment's atoms; one without money has atoms without a currency.

    By maker by its share, then by coalition, then equally by action; wholly to the main type.
    `actions` are (code, coalition) of the forum.
    """
    makers = makers_of(entry)
    coalitions = coalition_weights(entry)
    own = actions_in(entry, actions)
    places = [
        (maker, code, action)
        for maker in makers
        for code, _weight in coalitions
        for action in own[code]
    ]
    found = []
    for line in _lines(entry):
        currency = line["currency"]
        precision = decimals(currency) if currency else 0
        amounts = _spread(Decimal(line["amount"]), makers, coalitions, own, precision)
        usd = line.get("amount_usd")
        dollars: Sequence[Decimal | None] = (
            _spread(Decimal(usd), makers, coalitions, own, _USD_PLACES)
            if usd is not None
            else [None] * len(places)
        )
        for (maker, code, action), amount, dollar in zip(places, amounts, dollars, strict=True):
            found.append(_atom(entry, maker, code, action, line, amount, dollar))
    return found


def _spread(
    amount: Decimal,
    makers: Sequence[MakerShare],
    coalitions: Sequence[tuple[str, Fraction]],
    own: dict[str, list[str]],
    precision: int,
) -> list[Decimal]:
    """Divide step by step, so that each maker's part is its share to the last unit."""
    found = []
    shares = divide(amount, [Fraction(one.share) for one in makers], precision)
    weights = [weight for _code, weight in coalitions]
    for share in shares:
        parts = divide(share, weights, precision)
        for (code, _weight), part in zip(coalitions, parts, strict=True):
            found += divide(part, [_WHOLE] * len(own[code]), precision)
    return found


def _lines(entry: PublicEntry) -> list[FinanceRow]:
    """Return the money lines; without details the sums by currency, without money an empty one."""
    lines = entry.details.get("finance", [])
    if lines:
        return lines
    usd = format(entry.amount_usd, "f") if entry.amount_usd is not None else None
    only = len(entry.amounts) == 1
    sums: list[FinanceRow] = [
        {
            "amount": format(amount, "f"),
            "currency": code,
            "amount_usd": usd if only else format(amount, "f") if code == "USD" else None,
        }
        for code, amount in entry.amounts
    ]
    return sums or [{"amount": "0", "currency": "", "amount_usd": None}]


def _atom(
    entry: PublicEntry,
    maker: MakerShare,
    coalition: str,
    action: str,
    line: FinanceRow,
    amount: Decimal,
    usd: Decimal | None,
) -> Atom:
    return Atom(
        maker=maker_key(maker),
        maker_name=maker.name,
        organisation_type=maker.organisation_type,
        country=maker.country,
        region=maker.region,
        coalition=coalition,
        action=action,
        type=entry.types[0] if entry.types else "",
        year=line.get("year"),
        currency=line["currency"],
        amount=amount,
        usd=usd,
        is_new=line.get("is_new"),
    )
