"""Compiling the message catalogues without gettext's tools: babel reads .po and writes .mo."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(locale: Path) -> int:
    """Write each `.mo` older than its `.po` below `locale`; return how many were written."""
    written = 0
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as out:
            write_mo(out, catalogue)
        beside.replace(target)  # whoever reads it meanwhile sees the old or the new one, never half
        written += 1
    return written
