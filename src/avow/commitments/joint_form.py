"""What the answers about makers together say, and what is to be mended in them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from avow.commitments import joint
from avow.commitments.amounts import digits
from avow.commitments.draft import Draft, Problem
from avow.commitments.joint import ALL, SPLIT, BadShare, Joint, MakerRow
from avow.commitments.reader import Values
from avow.commitments.reading import Rows
from avow.forums.packs.schema import Pack
from avow.kernel.text import nfc
from avow.people.models import Organisation


def read(values: Values, rows: Rows, pack: Pack, draft: Draft) -> Joint:
    """Return what the answers say about makers together; problems go to the draft's."""
    found = Joint(is_open=values.get(("", "is_open")) is True)
    found.makers = [
        row for scope in rows.get("maker", ()) if (row := _maker(values, scope, draft)) is not None
    ]
    typed = _said(values, "", "lead_share")
    if typed:
        found.lead_share = _share(draft, "joint", "", "lead_share", typed)
    elif found.makers:
        found.lead_share = None
    _read_split(values, pack, draft, found)
    _check_sum(found, draft)
    return found


def _said(values: Values, scope: str, key: str) -> str:
    return " ".join(nfc(str(values.get((scope, key)) or "")).split())


def _maker(values: Values, scope: str, draft: Draft) -> MakerRow | None:
    name, slug, typed, task = (
        _said(values, scope, f"maker_{code}") for code in ("name", "organisation", "share", "task")
    )
    if not (name or slug or typed or task):
        return None
    if not (name or slug):
        draft.problems.append(Problem("maker", scope, "maker_name", "answer_missing"))
    share = None
    if typed:
        share = _share(draft, "maker", scope, "maker_share", typed)
        if share == ALL:
            draft.problems.append(Problem("maker", scope, "maker_share", "share_out_of_range"))
    else:
        draft.problems.append(Problem("maker", scope, "maker_share", "answer_missing"))
    return MakerRow(scope, name, slug, task, share)


def _share(
    draft: Draft, section: str, scope: str, key: str, typed: str, *, zero: bool = False
) -> Decimal | None:
    try:
        return joint.share(typed, zero=zero)
    except BadShare as error:
        draft.problems.append(Problem(section, scope, key, error.code))
        return None


def coalitions_of(pack: Pack, actions: Iterable[str]) -> list[str]:
    """Return the coalitions of these actions, in the pack's order."""
    chosen = set(actions)
    return [one.code for one in pack.coalitions if chosen & {action.code for action in one.actions}]


def _read_split(values: Values, pack: Pack, draft: Draft, found: Joint) -> None:
    """Read the coalitions' parts; those of coalitions it is not in count for nothing."""
    codes = coalitions_of(pack, draft.actions)
    typed = {code: text for code in codes if (text := _said(values, "", f"{SPLIT}{code}"))}
    if len(codes) < 2 or not typed:
        return
    parts = {
        code: _share(draft, "joint", "", f"{SPLIT}{code}", text, zero=True)
        for code, text in typed.items()
    }
    if None in parts.values():
        return
    found.split = {code: parts.get(code) or Decimal(0) for code in codes}
    total = sum(found.split.values(), Decimal(0))
    if total != ALL:
        problem = Problem("joint", "", f"{SPLIT}{codes[0]}", "split_not_whole", summed(total))
        draft.problems.append(problem)


def _check_sum(found: Joint, draft: Draft) -> None:
    if any(row.share is None for row in found.makers):
        return  # said at the row itself
    others = sum((row.share for row in found.makers if row.share), Decimal(0))
    if found.lead_share is None:
        if not any(one.key == "lead_share" for one in draft.problems):
            hint = summed(others)
            draft.problems.append(Problem("joint", "", "lead_share", "shares_not_whole", hint))
    elif not joint.adds_up(found.lead_share, [others]):
        hint = summed(found.lead_share + others)
        draft.problems.append(Problem("joint", "", "lead_share", "shares_not_whole", hint))


def summed(total: Decimal) -> str:
    """Return in words what shares add up to, and what is missing or too much."""
    more, less = total - ALL, ALL - total
    if more > 0:
        return _("They make %(total)s, %(rest)s too much.") % {
            "total": digits(total),
            "rest": digits(more),
        }
    return _("They make %(total)s, %(rest)s is missing.") % {
        "total": digits(total),
        "rest": digits(less),
    }


def is_drawn(key: str, draft: Draft, pack: Pack) -> bool:
    """Return whether a question is shown: a coalition's part only where there are several."""
    if not key.startswith(SPLIT):
        return True
    codes = coalitions_of(pack, draft.actions)
    return len(codes) > 1 and key.removeprefix(SPLIT) in codes


def problems(
    draft: Draft,
    lead: int,
    makers: Mapping[str, Organisation],
    partners: Iterable[Organisation],
) -> list[Problem]:
    """Return what is wrong with who the co-makers are.

    `lead` is the key of the commitment's own organisation; `makers` maps a row to the registered
    organisation it means; `partners` are those named as such.
    """
    beside = {one.pk for one in partners}
    found, seen = [], set()
    for row in draft.joint.makers:
        one = makers.get(row.scope)
        code = ""
        if one is None:
            code = "co_maker_unknown" if row.title or row.slug else ""
        elif one.pk == lead:
            code = "co_maker_is_lead"
        elif one.pk in beside:
            code = "co_maker_is_partner"
        elif one.pk in seen:
            code = "stands_twice"
        if code:
            found.append(Problem("maker", row.scope, "maker_name", code))
        seen.add(one.pk if one else None)
    return found
