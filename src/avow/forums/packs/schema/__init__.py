"""The shape of a forum pack, as types; `docs/pack.schema.json` is written from them."""

from avow.forums.packs.schema.base import Part
from avow.forums.packs.schema.forms import (
    ApplicationForm,
    Choice,
    OnlyIf,
    Question,
    QuestionKind,
    Section,
)
from avow.forums.packs.schema.pack import Pack
from avow.forums.packs.schema.rules import (
    Body,
    Champion,
    ChecklistItem,
    CommitmentField,
    CommitmentType,
    Contact,
    Criterion,
    Link,
    Maker,
    OrganisationType,
    PackRate,
    ReportingRules,
    ReviewRules,
    Roles,
    Undertaking,
)
from avow.forums.packs.schema.structure import (
    PackAction,
    PackCoalition,
    PackMilestone,
    PackWindow,
    Passage,
    Target,
)

__all__ = [
    "ApplicationForm",
    "Body",
    "Champion",
    "ChecklistItem",
    "Choice",
    "CommitmentField",
    "CommitmentType",
    "Contact",
    "Criterion",
    "Link",
    "Maker",
    "OnlyIf",
    "OrganisationType",
    "Pack",
    "PackAction",
    "PackCoalition",
    "PackMilestone",
    "PackRate",
    "PackWindow",
    "Part",
    "Passage",
    "Question",
    "QuestionKind",
    "ReportingRules",
    "ReviewRules",
    "Roles",
    "Section",
    "Target",
    "Undertaking",
]
