"""How long a large annual report takes as PDF, and how much memory, from left and from right.

    python bench/annual_pdf.py                # 2,500 commitments, in English and in Arabic
    python bench/annual_pdf.py 10000 --out /tmp

An invented report: its figures, charts and tables for the forum and for each of seven coalitions,
and an annex of every commitment. Each language in a process of its own, on two cores at most: from
plain values to bytes, as the worker sets it.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from avow.annual.lettering import shapes_and_letters
from avow.annual.pdf import draw as draw_pdf
from avow.blueprints.markdown import blocks
from avow.kernel.charts import Category, Chart, Kind, Mark, Series
from avow.kernel.drawing import draw, sentence

SECONDS, MEGABYTES, CORES = 90, 1024, 2
SIZE = 2_500
COALITIONS, CHARTS = 7, 12
OUT = sys.stdout.write
WORDS = {
    "en": ("Annual report 2025", "Commitments by status", "On track", "The year in words. "),
    "ar": ("التقرير السنوي 2025", "الالتزامات حسب الحالة", "على المسار الصحيح", "العام في كلمات. "),
}
ROWS = "https://a.example/en/generation-equality/reports/2025/annex/?figure=commitments"
LABELS = ("contents", "page", "check", "address", "numbers", "all", "withdrawn")


def chart(key: str, kind: str, language: str) -> dict[str, Any]:
    """Return a chart of one kind: bars of twelve, stacks of six, or lines of five years."""
    _title, title, said, _text = WORDS[language]
    number, many = {"bars": (12, 1), "stacked": (8, 6), "lines": (5, 2)}[kind]
    series = tuple(
        Series(
            f"s{one}",
            f"{said} {one}",
            tuple(Mark(7 * i + one, str(7 * i + one), ROWS) for i in range(number)),
            str(one + 1),
        )
        for one in range(many)
    )
    named = tuple(Category(f"c{i}", f"{said} {2020 + i}") for i in range(number))
    whole = tuple(Mark(7 * i * many, str(7 * i * many), ROWS) for i in range(number))
    axis = (Mark(0, "0"), Mark(50, "50"), Mark(100, "100"))
    found = Chart(key, Kind(kind), title, named, series, totals=whole, axis=axis)
    rows = [
        [
            {"text": category.label, "url": "", "numeric": False},
            *({"text": mark.text, "url": mark.url, "numeric": True} for mark in marks),
        ]
        for category, marks in found.rows
    ]
    svg = shapes_and_letters(draw(found, rtl=language == "ar", width=700, is_printed=True), 700)
    alt = f"{title}. {sentence(found)}"
    of = {"kind": "chart", "key": key, "title": title, "alt": alt, **svg, "note": ""}
    return {**of, "head": found.head, "rows": rows}


def chapter(key: str, language: str) -> dict[str, Any]:
    """Return a chapter: nine figures, five pages of text, twelve charts with their tables."""
    _title, title, said, text = WORDS[language]
    tiles = [{"value": "US$147.7M", "label": said, "note": "", "url": ROWS} for _i in range(9)]
    nodes = blocks("\n\n".join([f"## {title}", *(text * 40 for _i in range(15))]))
    kinds = ("bars", "stacked", "lines")
    pictures = [chart(f"{key}-{i}", kinds[i % 3], language) for i in range(CHARTS)]
    first = {"kind": "text", "language": language, "note": "", "nodes": nodes}
    found = [{"kind": "figures", "items": tiles}, first, *pictures]
    return {"key": key, "title": f"{title} {key}", "language": "", "level": 1, "blocks": found}


def entries(number: int, language: str) -> Iterator[dict[str, Any]]:
    """Yield the annex, each title and each maker another."""
    _title, title, said, _text = WORDS[language]
    for i in range(number):
        yield {
            "ref": f"GE-{i:06}", "title": f"Shelters in every district of town {i}, نساء, 妇女",
            "language": "en", "maker": f"Women’s Network of Place {i}", "is_withdrawn": False,
            "facts": [[title, f"{said} {i % 7}"], [said, f"US$ {i * 37:,}"], ["#", "GBV-4; WPS-1"]],
            "url": f"https://a.example/{language}/generation-equality/commitments/GE-{i:06}/",
        }  # fmt: skip


def document(number: int, language: str) -> dict[str, Any]:
    """Return an invented report as plain values."""
    title, subtitle, _said, _text = WORDS[language]
    last = {"kind": "entries", "items": list(entries(number, language))}
    chapters = [chapter(f"part-{i}", language) for i in range(COALITIONS + 1)]
    chapters.append({"key": "annex", "title": "#", "language": "", "level": 1, "blocks": [last]})
    return {
        "ui": language, "direction": "rtl" if language == "ar" else "ltr", "forum": "A forum",
        "title": title, "subtitle": subtitle, "stamp": [title], "digest": "ab" * 32,
        "address": "https://a.example/", "labels": dict(zip(LABELS, LABELS, strict=True)),
        "chapters": chapters,
    }  # fmt: skip


def measure(number: int, language: str, out: Path | None) -> None:
    """Set one report in this process, and print what it cost."""
    settings.configure(USE_I18N=False)
    django.setup()
    values = document(number, language)
    begin = time.perf_counter()
    content = draw_pdf(values)
    seconds = time.perf_counter() - begin
    if out is not None:
        (out / f"annual-{language}.pdf").write_bytes(content)
    used = resource.getrusage(resource.RUSAGE_SELF)
    memory = used.ru_maxrss / 1024
    processor = used.ru_utime + used.ru_stime
    OUT(f"{language}  {number:>7,}  {seconds:6.1f} s (bar {SECONDS})  processor {processor:6.1f} s")
    OUT(f"  memory {memory:5.0f} MB (bar {MEGABYTES})  {len(content) / 1e6:.1f} MB of PDF")
    OUT("" if b"pdfuaid" in content else "  NOT PDF/UA")
    OUT("\n")
    if number <= SIZE and (seconds > SECONDS or memory > MEGABYTES):
        raise SystemExit(1)


def main() -> int:
    """Measure each language in a process of its own; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("size", type=int, nargs="?", default=SIZE)
    parser.add_argument("--out", type=Path, help="keep the files in this folder")
    parser.add_argument("--language", choices=sorted(WORDS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.language:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
        measure(given.size, given.language, given.out)
        return 0
    arguments = [sys.executable, __file__, str(given.size)]
    arguments += ["--out", str(given.out)] if given.out else []
    codes = [
        subprocess.run([*arguments, "--language", language], check=False).returncode  # noqa: S603
        for language in WORDS
    ]
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
