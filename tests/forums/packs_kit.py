"""A small pack that is good, and ways to spoil it."""

import json
from collections.abc import Callable
from typing import Any

import yaml

from avow.forums.packs.reading import PlainLoader, pack_from
from avow.forums.packs.schema import Pack

SMALL = """
slug: gardens
reference_prefix: GAR
languages: [en]
zone: Europe/Paris
starts_on: 2021-01-01
ends_on: 2026-12-31
names: {en: Gardens}
contact: {names: {en: Office}, email: office@gardens.example}
roles:
  maker: {names: {en: Gardener}}
  champion: {names: {en: Lead}}
  core_group: {names: {en: Circle}}
  secretariat: {names: {en: Office}}
organisation_types:
  - {code: town, names: {en: Town}, aliases: [city]}
  - {code: club, names: {en: Club}}
commitment_types:
  - {code: programme, names: {en: Work}}
criteria:
  - {code: green, names: {en: Green}}
windows:
  - {key: interest, kind: interest, opens_at: "2021-02-01T00:00", closes_at: "2021-03-01T00:00"}
  - {key: applications, kind: applications, opens_at: "2021-03-01T00:00", closes_at: "2021-07-01T00:00"}
milestones:
  - {key: spring, names: {en: Spring}, starts_on: 2021-03-20, ends_on: 2021-03-21}
coalitions:
  - code: trees
    slug: trees
    names: {en: Trees}
    actions:
      - {code: TRE-1, titles: {en: Plant}, targets: [{texts: {en: A thousand}, by: 2026-12-31}]}
      - {code: TRE-2, titles: {en: Water}}
  - code: flowers
    slug: flowers
    names: {en: Flowers}
    actions:
      - {code: FLO-1, titles: {en: Sow}}
south: [KE, NA]
currencies: [USD, EUR]
rates:
  - {currency: EUR, usd: "1.2230", day: 2021-01-01, source: illustrative}
review: {quorum: "1/2", majority: "1/2", liaison_days: 5}
undertakings:
  - {code: open, names: {en: Open}, texts: {en: We are open.}, version: "1", dated: 2021-01-01}
application_form:
  sections:
    - code: work
      names: {en: Work}
      questions:
        - code: kind
          kind: choice
          names: {en: Kind}
          choices: [{code: old, names: {en: Old}}, {code: new, names: {en: New}}]
        - {code: why, kind: longtext, names: {en: Why}, only_if: {question: kind, equals: new}}
        - {code: open, kind: undertaking, undertaking: open, names: {en: Open}}
"""


def small() -> dict[str, Any]:
    """Return the small pack as data that a test may change."""
    return yaml.load(SMALL, Loader=PlainLoader)


def text_of(change: Callable[[dict[str, Any]], object] | None = None) -> str:
    """Return the small pack, changed by a test, as text (JSON is YAML too)."""
    data = small()
    if change:
        change(data)
    return json.dumps(data)


def pack_of(change: Callable[[dict[str, Any]], object] | None = None) -> Pack:
    """Return the small pack, changed by a test."""
    return pack_from(text_of(change))
