"""The figures of a dashboard by SQL written for the purpose: a statement for each, nothing kept.

As somebody would write it who knows the tables, their indexes, and that most commitments are
listed. What no statement can say (texts in JSON, the last cents of a division) is put together in
Python, without any of our code.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rows = list[tuple[Any, ...]]
Run = Callable[[str], Rows]

# Of whole commitments; `{of}` joins what the scope chooses to `e`, `{parts}` to `p`.
REPORTING = {
    "outcomes": "SELECT o.year, o.status, count(*), sum(CASE WHEN o.is_last THEN o.cents END),"
    " count(CASE WHEN o.is_last AND o.is_unrated THEN 1 END) FROM progress_outcome o {of_outcomes}"
    " GROUP BY o.year, o.status",
    "responses": "SELECT y.year, count(*), count(CASE WHEN {came} THEN 1 END),"
    " count(CASE WHEN {came} AND NOT r.is_late THEN 1 END) FROM progress_report r"
    " JOIN progress_cycle y ON y.id = r.cycle_id {of_reports} WHERE y.forum_id = {forum}"
    " AND y.state <> 'planned' AND r.state <> 'excused' {and_reports} GROUP BY y.year",
    "lines": "SELECT CASE WHEN l.year = {current} THEN 'now' WHEN l.year IS NOT NULL THEN 'earlier'"
    " ELSE 'never' END AS line, count(DISTINCT p.entry_id), coalesce(sum(p.cents), 0),"
    " count(DISTINCT CASE WHEN p.cents IS NULL AND p.currency <> '' THEN p.entry_id END)"
    " FROM directory_part p {parts} JOIN directory_entry e ON e.id = p.entry_id"
    " LEFT JOIN {last} l ON l.ref = e.ref AND l.forum_id = e.forum_id {and_last}"
    " WHERE {of_parts} GROUP BY 1",
}
CAME = "r.state IN ('published', 'returned', 'submitted', 'verified')"
FIGURES = {
    "commitments": "SELECT count(*) FROM directory_entry e {of} WHERE {listed}",
    "facets": "SELECT t.facet, t.value, count(*) FROM directory_entrytag t {of_tags}"
    " AND t.facet <> 'supersedes' GROUP BY t.facet, t.value",
    "makers": "SELECT count(DISTINCT p.maker) FROM directory_part p {parts} WHERE {of_parts}",
    "makers_by": "SELECT p.{name}, count(DISTINCT p.maker) FROM directory_part p {parts}"
    " WHERE {of_parts} GROUP BY p.{name}",
    "sides": "SELECT side, count(DISTINCT entry_id), count(DISTINCT maker) FROM (SELECT p.entry_id,"
    " p.maker, CASE WHEN p.country = '' THEN '' WHEN p.country IN ({south}) THEN 'south' ELSE"
    " 'north' END AS side FROM directory_part p {parts} WHERE {of_parts}) AS sides GROUP BY side",
    "money": "SELECT {by}p.currency, p.is_new, p.cents IS NULL, sum(p.thousandths), sum(p.cents)"
    " FROM directory_part p {parts} WHERE {of_parts} AND p.currency <> ''"
    " GROUP BY {by}p.currency, p.is_new, p.cents IS NULL",
    "missing": "SELECT {by}p.currency, count(DISTINCT p.entry_id) FROM directory_part p {parts}"
    " WHERE {of_parts} AND p.currency <> '' AND p.cents IS NULL GROUP BY {by}p.currency",
    "commitments_by": "SELECT p.{name}, count(DISTINCT p.entry_id) FROM directory_part p {parts}"
    " WHERE {of_parts} GROUP BY p.{name}",
}
MADE_BY = ("organisation_type", "region", "coalition")
MONEY_BY = ("coalition", "year")
SPLIT = (
    "SELECT o.year, s.weights, s.place, o.cents % s.whole, sum(o.cents / s.whole), count(*),"
    " count(CASE WHEN o.is_unrated THEN 1 END)"
    " FROM directory_split s JOIN directory_entry e ON e.id = s.entry_id JOIN progress_outcome o"
    " ON o.forum_id = e.forum_id AND o.ref = e.ref AND o.is_last WHERE s.forum_id = {forum}"
    " AND s.coalition = '{coalition}' GROUP BY o.year, s.weights, s.place, o.cents % s.whole"
)
# What a maker told itself: with its name, and never beside a lead at risk.
OWN = (
    " JOIN commitments_commitment c ON c.id = r.commitment_id JOIN people_organisation lead"
    " ON lead.id = c.organisation_id AND NOT lead.is_protected JOIN people_organisation own"
    " ON own.id = r.organisation_id AND NOT own.is_protected AND own.slug = '{maker}'"
    " JOIN directory_entry e ON e.ref = c.ref AND e.forum_id = c.forum_id {of}"
)
TOLD = (
    "SELECT c.ref, y.year, v.content FROM progress_report r JOIN progress_cycle y"
    " ON y.id = r.cycle_id {own} JOIN progress_version v ON v.id = r.public_id"
    " WHERE y.forum_id = {forum} ORDER BY y.year"
)


@dataclass(frozen=True)
class Ask:
    """A scope in words of SQL: at most one of a facet, a coalition's part, a maker's part."""

    forum: int
    current: int
    south: tuple[str, ...]
    facet: tuple[str, str] = ("", "")
    coalition: str = ""
    maker: str = ""

    def words(self) -> dict[str, Any]:
        """Return what the statements are filled with."""
        listed = f"e.forum_id = {self.forum} AND e.is_listed"
        facet, value = ("coalition", self.coalition) if self.coalition else self.facet
        chosen = f"x.forum_id = {self.forum} AND x.facet = '{facet}' AND x.value = '{value}'"
        tag = f"JOIN directory_entrytag x ON x.entry_id = {{}} AND {chosen}"
        one = f"p.forum_id = {self.forum} AND p.maker = '{self.maker}'"
        own = (
            "JOIN (SELECT DISTINCT p.entry_id FROM directory_part p"
            f" WHERE {one}) AS x ON x.entry_id = {{}}"
        )
        join = own if self.maker else tag if facet else ""
        entry = "JOIN directory_entry e ON e.ref = {0}.ref AND e.forum_id = {0}.forum_id"
        words: dict[str, Any] = {
            "forum": self.forum, "current": self.current, "came": CAME, "listed": listed,
            "south": ", ".join(f"'{code}'" for code in self.south), "coalition": self.coalition,
            "maker": self.maker, "of": join.format("e.id"),
            "parts": tag.format("p.entry_id") if self.facet[0] else "",
            "of_parts": one if self.maker else f"p.forum_id = {self.forum}"
            + (f" AND p.coalition = '{self.coalition}'" if self.coalition else ""),
            "of_tags": f"{join.format('t.entry_id')} WHERE true" if join
            else f"WHERE t.forum_id = {self.forum}",
            "last": "progress_outcome", "and_last": "AND l.is_last", "and_reports": "",
        }  # fmt: skip
        if join:
            words["of_outcomes"] = f"{entry.format('o')} {words['of']} WHERE {listed}"
            words["of_reports"] = (
                "JOIN commitments_commitment c ON c.id = r.commitment_id"
                f" {entry.format('c')} {words['of']}"
            )
            words["and_reports"] = f"AND {listed}"
        else:
            words["of_outcomes"] = (
                f"WHERE o.forum_id = {self.forum} AND o.ref NOT IN (SELECT e.ref FROM"
                f" directory_entry e WHERE e.forum_id = {self.forum} AND NOT e.is_listed)"
            )
            words["of_reports"] = ""
        if self.maker:
            words["of_reports"] = words["own"] = OWN.format(**words)
            words["last"] = (
                "(SELECT c.ref, c.forum_id, max(y.year) AS year FROM progress_report r"
                f" JOIN progress_cycle y ON y.id = r.cycle_id {words['own']}"
                " WHERE r.public_id IS NOT NULL GROUP BY c.ref, c.forum_id)"
            )
            words["and_last"] = ""
        return words


def reporting(ask: Ask, run: Run) -> dict[str, Any]:
    """Return statuses, responses, the three lines, and what was spent: now, earlier, unrated."""
    words = ask.words()
    rows = {name: run(said.format(**words)) for name, said in REPORTING.items()}
    spent: Counter[Any] = Counter()
    if ask.maker:
        last: dict[str, tuple[int, Any]] = {}
        for ref, year, content in run(TOLD.format(**words)):
            last[ref] = year, json.loads(content) if isinstance(content, str) else content
        for year, content in last.values():
            dollars = [one["spent_usd"] for one in content["money"]]
            spent[year == ask.current] += sum(int(one.replace(".", "")) for one in dollars if one)
            spent["unrated"] += None in dollars
    elif ask.coalition:
        for year, weights, place, rest, whole, number, unrated in run(SPLIT.format(**words)):
            own = [int(one) for one in weights.split(":")]
            cents = (whole or 0) * own[place] + number * _share(rest or 0, own, place)
            spent[year == ask.current] += int(cents)
            spent["unrated"] += unrated
    else:
        for year, _status, _number, cents, unrated in rows["outcomes"]:
            spent[year == ask.current] += int(cents or 0)
            spent["unrated"] += unrated
    return {
        "statuses": {(year, status): n for year, status, n, _cents, _unrated in rows["outcomes"]},
        "responses": {year: tuple(numbers) for year, *numbers in rows["responses"]},
        "lines": {line: tuple(map(int, numbers)) for line, *numbers in rows["lines"]},
        "spent": (spent[True], spent[False], spent["unrated"]),
    }


def _share(cents: int, weights: list[int], place: int) -> int:
    """Return a part by the largest remainder, the first of equals first."""
    whole = sum(weights)
    lost = [cents * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda n: (-lost[n], n))[: sum(lost) // whole]
    return cents * weights[place] // whole + (place in first)


def figures(ask: Ask, run: Run) -> dict[str, Any]:
    """Return how many commitments and makers, of which kind and from where, and the money."""
    words = ask.words()
    found: dict[str, Any] = {}
    for name in ("commitments", "makers"):
        found[name] = run(FIGURES[name].format(**words))[0][0]
    facets = run(FIGURES["facets"].format(**words))
    found["facets"] = {(facet, value): n for facet, value, n in facets}
    for name in MADE_BY:
        found[f"makers by {name}"] = dict(run(FIGURES["makers_by"].format(**words, name=name)))
    sides = run(FIGURES["sides"].format(**words))
    found["sides"] = {side: (entries, makers) for side, entries, makers in sides}
    for name in ("", *MONEY_BY):
        words["by"] = f"p.{name}, " if name else ""
        money = run(FIGURES["money"].format(**words))
        missing = run(FIGURES["missing"].format(**words))
        found[f"money {name}"] = {
            tuple(key): (int(own), None if usd is None else int(usd)) for *key, own, usd in money
        }
        found[f"missing {name}"] = {tuple(key): n for *key, n in missing}
        if name:
            rows = run(FIGURES["commitments_by"].format(**words, name=name))
            found[f"commitments by {name}"] = dict(rows)
    return found
