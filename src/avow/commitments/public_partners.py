"""The partners of a text whom the public may read of."""

from avow.commitments.models import Revision
from avow.commitments.rules import may_be_named
from avow.directory.entry import PartnerRow
from avow.kernel import bulk


def partners_of(revision: Revision, maker: int) -> list[PartnerRow]:
    """Return the partners who may be named; a protected one by its protected name, and no link.

    A partner that has become one with the maker is the maker.
    """
    rows: list[PartnerRow] = []
    joined = _joined_roles(revision)
    for partner in bulk.gathered(revision, "partners"):
        if not may_be_named(partner.state) or partner.organisation_id == maker:
            continue
        one = partner.organisation
        if partner.is_joined:
            continue
        if one is not None and one.is_protected:
            rows.append({"name": one.protected_name, "role": "", "slug": ""})
        else:
            roles = [partner.role, *joined.get(partner.organisation_id, [])]
            rows.append(
                {
                    "name": one.name if one else partner.name,
                    "role": "; ".join(dict.fromkeys(role for role in roles if role)),
                    "slug": one.slug if one else "",
                }
            )
    return rows


def _joined_roles(revision: Revision) -> dict[int | None, list[str]]:
    """Return the roles of partners that became one with another of the same text."""
    found: dict[int | None, list[str]] = {}
    for partner in bulk.gathered(revision, "partners"):
        if partner.is_joined:
            found.setdefault(partner.organisation_id, []).append(partner.role)
    return found
