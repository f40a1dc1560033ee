"""What the directory is measured beside: Datasette, plain SQL by hand, bare Django views."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from web import free_port, serving

FORUM = "generation-equality"
WORDS = (
    "women", "girls", "climate", "violences", "mujeres", "femmes", "العنف", "النساء", "妇女",
    "法律援助", "девочек", "éducation", "scholarships", "equal pay", "legal aid", "xqzzyw",
    "agric", "droit",
)  # fmt: skip
PHRASES = ('"legal aid"', '"women and girls"')
KINDS = ("government", "womens_rights_org", "civil_society", "youth_led", "private_sector")
STATUSES = ("on_track", "delayed", "achieved", "not_reported")
FACETS = (
    "coalition", "action", "type", "organisation_type", "country", "region", "status", "language",
    "year",
)  # fmt: skip
Asked = tuple[str, str, str]


def questions() -> list[Asked]:
    """Return (words, type of organisation, status) in one fixed order."""
    words = (*WORDS, *PHRASES)
    found = [(word, kind, status) for word in words for kind in KINDS for status in STATUSES]
    random.Random(5).shuffle(found)  # noqa: S311  an order, not a secret
    return found


def ours(asked: Asked, **more: str) -> str:
    """Return the address of our page."""
    words, kind, status = asked
    query = {"q": words, "organisation_type": kind, "status": status, **more}
    return f"/en/{FORUM}/commitments/?{urlencode(query)}"


def datasette_page(asked: Asked) -> str:
    """Return the address of Datasette's page with the same words, filters and facets."""
    words, kind, status = asked
    query = [("_search", words), ("organisation_type", kind), ("status", status)]
    query += [("_facet", name) for name in FACETS[3:]]
    query += [("_facet_array", name) for name in FACETS[:3]]
    return (
        f"/rows/commitment?{urlencode([*query, ('_size', '20'), ('_sort_desc', 'published_at')])}"
    )


def write_rows(rows: Sequence[tuple[object, ...]], file: Path) -> None:
    """Write the entries into a database as somebody would for Datasette, with its own search."""
    file.unlink(missing_ok=True)
    names = (
        "id, ref, title, summary, organisation, organisation_type, country, region, coalition,"
        " action, type, status, language, year, amount_usd, published_at"
    )
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"CREATE TABLE commitment ({names}, PRIMARY KEY (id))")
        marks = ", ".join("?" * len(names.split(", ")))
        database.executemany(f"INSERT INTO commitment VALUES ({marks})", rows)
        for name in (*FACETS[3:], "published_at"):
            database.execute(f"CREATE INDEX by_{name} ON commitment ({name})")
        database.executescript(
            'CREATE VIRTUAL TABLE commitment_fts USING fts5(title, summary, content="commitment",'
            ' content_rowid="id", tokenize="unicode61 remove_diacritics 2");'
            "INSERT INTO commitment_fts (commitment_fts) VALUES ('rebuild'); ANALYZE;"
        )
        database.commit()


SELECT = (
    "SELECT id, ref, title, summary, organisation_name, organisation_type, country, region,"
    " coalitions, actions, types, status, language, year, amount_usd, published_at"
    " FROM directory_entry WHERE is_listed"
)


@contextmanager
def datasette(folder: Path, rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """Yield the address of a Datasette over the rows, its limits of time lifted."""
    home, file, port = folder / "datasette", folder / "rows.db", free_port()
    if not (home / "bin/datasette").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)  # noqa: S603  Python's own
        install = [home / "bin/pip", "-q", "install", "datasette==0.65.5"]
        subprocess.run(install, check=True)  # noqa: S603  from PyPI
    write_rows(rows, file)
    options = dict.fromkeys(("facet_time_limit_ms", "sql_time_limit_ms"), "60000")
    options["suggest_facets"] = "off"
    command = [str(home / "bin/datasette"), "serve", "-i", str(file), "-p", str(port)]
    for name, value in options.items():
        command += ["--setting", name, value]
    with serving(command, port, {}):
        yield f"http://127.0.0.1:{port}"


class PlainSql:
    """The same by hand on the same database: the words, two filters, nine counts, twenty rows."""

    def __init__(self, url: str) -> None:
        self.is_postgresql = url.startswith("postgresql")
        if self.is_postgresql:
            import psycopg  # noqa: PLC0415  only where PostgreSQL is measured

            self._database = psycopg.connect(url, autocommit=True)
        else:
            self._database = sqlite3.connect(url)
            self._database.execute("PRAGMA cache_size = -65536")

    def answer(self, expression: str, chosen: dict[str, str]) -> tuple[int, dict[str, int]]:
        """Return how many fit, and {"facet=value": how many}; the rows are read as well."""
        words = (
            "SELECT entry_id FROM directory_search WHERE words @@ to_tsquery('simple', ?)"
            if self.is_postgresql
            else "SELECT rowid FROM directory_search WHERE directory_search MATCH ?"
        )
        counted: dict[str, int] = {}
        for facet in FACETS:
            others = {name: value for name, value in chosen.items() if name != facet}
            where, values = self._where(words, expression, others)
            rows = self._ask(
                "SELECT value, count(*) FROM directory_entrytag"
                f" WHERE facet = ? AND entry_id IN ({where}) GROUP BY value",
                [facet, *values],
            )
            counted |= {f"{facet}={value}": number for value, number in rows}
        where, values = self._where(words, expression, chosen)
        total = self._ask(f"SELECT count(*) FROM ({where}) AS found", values)[0][0]
        self._ask(
            f"SELECT * FROM directory_entry WHERE id IN ({where})"
            " ORDER BY published_at DESC, id DESC LIMIT 20",
            values,
        )
        return total, counted

    def _where(self, words: str, expression: str, chosen: dict[str, str]) -> tuple[str, list[str]]:
        where, values = words, [expression]
        for facet, value in chosen.items():
            key = "entry_id" if self.is_postgresql else "rowid"
            where += (
                f" AND {key} IN (SELECT entry_id FROM directory_entrytag"
                " WHERE facet = ? AND value = ?)"
            )
            values += [facet, value]
        return where, values

    def _ask(self, statement: str, values: Sequence[str]) -> list[tuple[object, ...]]:
        if self.is_postgresql:
            statement = statement.replace("?", "%s")
        return list(self._database.execute(statement, values))


def expressions(place: str, asked: Sequence[Asked]) -> dict[str, str]:
    """Return the words of each question as the database's own search takes them."""
    code = (
        "import django, json, sys; django.setup()\n"
        "from avow.directory.search.normalise import needle_of\n"
        f"from avow.directory.search import {place} as adapter\n"
        "print(json.dumps({q: adapter._expression(needle_of(q)) for q in json.load(sys.stdin)}))"
    )
    done = subprocess.run(  # noqa: S603  ourselves
        [sys.executable, "-c", code],
        input=json.dumps(sorted({words for words, _kind, _status in asked})),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "avow.settings.local"},
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found
