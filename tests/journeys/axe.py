"""Looks at a page with axe-core, which `npm pack axe-core@4` puts into `var/axe/` before the tests."""

import os
from pathlib import Path
from typing import Any

import pytest

VAR = os.environ.get("AVOW_VAR") or Path(__file__).resolve().parents[2] / "var"
AXE = Path(VAR) / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any) -> list[str]:
    """Return what is wrong on the page, a line for each; skips the test where axe-core is absent.

    The browser context needs `bypass_csp=True`: our own rules forbid foreign scripts.
    """
    if not AXE.exists():
        pytest.skip("axe-core is not in var/axe (make test fetches it)")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
