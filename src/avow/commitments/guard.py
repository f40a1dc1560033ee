"""The database itself refuses to change or remove a published text, and whatever belongs to it."""

from collections.abc import Iterator

from django.apps import apps

from avow.kernel.guard import Guard, Refusal

REVISION, PARTNER = "commitments_revision", "commitments_partner"
# What a revision has several of: nothing in these rows changes once it is published.
ROWS = (
    "commitments_financeline",
    "commitments_target",
    "commitments_step",
    "commitments_place",
    "commitments_link",
    "commitments_capacity",
    "commitments_document",
    "commitments_coalitionshare",
    "commitments_revision_actions",
)
# Not among them: co-makers. They sign and leave, and those who become one add their shares up.
# Of a partner only its answer changes, and which organisation it has become.
PARTNER_TEXTS = ("id", "revision_id", "name", "role")
# The lead's share of a published text grows when a co-maker becomes one with it.
FREE = ("lead_share",)


def refusals() -> Iterator[Refusal]:
    """Yield a trigger for each change that is refused."""
    for table in (REVISION, *ROWS, PARTNER):
        for event in ("update", "delete"):
            columns = _texts() if (table, event) == (REVISION, "update") else ()
            yield Refusal(table, event, _when(table, event), columns)


def _when(table: str, event: str) -> str:
    """Return when a row is refused: its revision, the old or the new one, is published."""
    if table == REVISION:
        return "OLD.published_at IS NOT NULL"
    owners = ("OLD", "NEW") if event == "update" else ("OLD",)
    published = " OR ".join(
        f"EXISTS (SELECT 1 FROM {REVISION} r"  # noqa: S608  our own names
        f" WHERE r.id = {row}.revision_id AND r.published_at IS NOT NULL)"
        for row in owners
    )
    if table == PARTNER and event == "update":
        return f"({published}) AND ({_differs()})"
    return published


def _differs() -> str:
    return " OR ".join(f"OLD.{name} <> NEW.{name}" for name in PARTNER_TEXTS)


def _texts() -> tuple[str, ...]:
    """Return the columns of a text that never change: all but the free ones."""
    text = apps.get_model("commitments", "Revision")
    names = [str(one.column) for one in text._meta.concrete_fields]  # noqa: SLF001  Django's documented name
    return tuple(name for name in names if name not in FREE)


GUARD = Guard("commitments", "a published text is immutable", refusals)
install, step_aside, remove = GUARD.install, GUARD.step_aside, GUARD.remove
