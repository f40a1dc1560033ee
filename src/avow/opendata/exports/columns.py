# ruff: noqa: E501  a row of the table stays a row
"""The columns of a commitment in files: exports write them, imports read them, a page explains them.

The first ones are fixed by docs/addresses.md; others may be added at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.opendata.exports import cells


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it is made of and how, its type, and a sentence about it.

    `sources` are fields of an entry, `.key` those of its details (sources.py); `make` gives the
    cell as text, `str` where the source is that text already. `several`: holds several values
    with `;` between them. `needed`: an import can't do without it.
    """

    name: str
    sources: str
    make: Callable[..., str]
    type: str  # text, code, number, integer, date, instant
    help: str | Promise
    needed: bool = False
    several: bool = False


# fmt: off
SHARED = (
    Column("id", "source_id ref", lambda source, ref: source or ref, "text", _("The commitment's number where it was first registered, else its reference here"), needed=True),
    Column("title", "title", str, "text", _("Its title, in its own language"), needed=True),
    Column("summary", "summary", str, "text", _("Its summary, in its own language"), needed=True),
    Column("language", "language", str, "code", _("The language it is written in (BCP 47)"), needed=True),
    Column("organisation", "organisation_name", str, "text", _("Who made it; a name to show where the real one is withheld for safety"), needed=True),
    Column("organisation_type", "organisation_type", str, "code", _("The type of the organisation"), needed=True),
    Column("country", "country", str, "code", _("The country of the organisation (ISO 3166-1 alpha-2); empty where withheld"), needed=True),
    Column("region", "region", cells.region, "text", _("The region of that country (United Nations M49), in English; an import works it out from the country")),
    Column("coalition", "coalitions", cells.joined, "code", _("The coalitions that accepted it"), needed=True, several=True),
    Column("action", "actions", cells.joined, "code", _("The actions it serves"), needed=True, several=True),
    Column("commitment_type", "types", cells.joined, "code", _("Financial, advocacy, policy, programme; the main one first"), needed=True, several=True),
    Column("amount", "amounts", cells.amounts, "number", _("The money pledged, summed for each currency"), several=True),
    Column("currency", "amounts", cells.currencies, "code", _("The currency of each amount (ISO 4217), in the same order"), several=True),
    Column("amount_usd", "amount_usd", cells.digits, "number", _("The same in US dollars; empty where a rate is missing")),
    Column("start", "starts_on", str, "date", _("Its first day"), needed=True),
    Column("end", "ends_on", str, "date", _("Its last day"), needed=True),
    Column("status", "status", str, "code", _("What its last report says, or that it is completed or ended")),
    Column("submitted_at", "submitted_at", str, "instant", _("When it was handed in (UTC)")),
    Column("published_at", "published_at", str, "instant", _("When it was first published (UTC)")),
)
MORE = (
    Column("ref", "ref", str, "text", _("Its reference here, part of its address")),
    Column("revision", "revision", str, "integer", _("The number of the revision shown")),
    Column("updated_at", "updated_at", str, "instant", _("When what is shown was last changed (UTC)")),
    Column("description", ".description", cells.text, "text", _("What will be done")),
    Column("change", ".change", cells.text, "text", _("What changes")),
    Column("beneficiaries", ".beneficiaries", cells.text, "text", _("For whom")),
    Column("baseline", ".baseline", cells.text, "text", _("Where it starts")),
    Column("intersectionality", ".intersectionality", cells.text, "text", _("How it takes account of those discriminated against in several ways")),
    Column("leadership", ".leadership", cells.text, "text", _("How those concerned lead it")),
    Column("sdg_targets", ".sdg_targets", cells.joined, "code", _("Targets of the Sustainable Development Goals"), several=True),
    Column("places", ".places", cells.joined, "code", _("The countries it is carried out in (ISO 3166-1 alpha-2)"), several=True),
    Column("links", ".links", cells.links, "text", _("Addresses that say more"), several=True),
    Column("also_registered_in", ".also_registered_in", cells.text, "text", _("Where else it is registered")),
    Column("iati_identifier", ".iati_identifier", cells.text, "text", _("Its IATI activity")),
    Column("co_makers", ".makers", cells.co_makers, "text", _("Who makes it together with the organisation; empty between two semicolons where withheld for safety"), several=True),
    Column("shares", ".makers", cells.shares, "number", _("The share of each maker in per cent, the organisation first; empty where it makes it alone"), several=True),
    Column("coalition_split", ".coalition_split", cells.split, "text", _("The part of each coalition in per cent, where the makers say it; else they are equal"), several=True),
)
# Exports only: an import leaves these aside.
DERIVED = (
    Column("regions", ".regions", cells.joined, "code", _("The regions of the world it is carried out in (United Nations M49)"), several=True),
    Column("beneficiary_groups", ".beneficiary_groups", cells.joined, "code", _("The groups it is for"), several=True),
    Column("beneficiary_number", ".beneficiary_number", cells.whole, "integer", _("How many people it is for, as its maker says")),
    Column("beneficiary_note", ".beneficiary_note", cells.text, "text", _("How they are counted")),
    Column("targets", ".targets", cells.rows_of("indicator", "unit", "baseline", "value", "due_on"), "text", _("Its targets, each as indicator:unit:from:to:day"), several=True),
    Column("plan_targets", ".targets", cells.plan_targets, "code", _("The targets of the coalitions’ plans that they answer to, by key: the end of a section’s address in a plan"), several=True),
    Column("milestones", ".steps", cells.rows_of("due_on", "title"), "text", _("Its milestones, each as day:title"), several=True),
    Column("partners", ".partners", cells.rows_of("name", "role"), "text", _("Its partners who may be named, each as name:role"), several=True),
    Column("finance", ".finance", cells.finance, "text", _("Its lines of money, each as year:currency:amount:source:new or announced:oda or not_oda:gender marker:US dollars; what is not said is empty"), several=True),
    Column("amount_usd_known", "money", attrgetter("known"), "number", _("What is known of its money in US dollars: without the lines that have no rate")),
    Column("currencies_without_rate", "money", attrgetter("missing"), "code", _("The currencies that are not in that sum"), several=True),
    Column("amount_usd_new", "money", attrgetter("new"), "number", _("The new money in US dollars, as far as rates are known")),
    Column("amount_usd_announced", "money", attrgetter("announced"), "number", _("The money already announced elsewhere in US dollars, as far as rates are known")),
    Column("amount_usd_unsaid", "money", attrgetter("unsaid"), "number", _("The money of which nobody said whether it is new, in US dollars, as far as rates are known")),
    Column("capacity", ".capacity", cells.capacity, "text", _("What the maker is able to give in a year, as kind:year:currency:amount")),
    Column("supersedes", ".supersedes", cells.text, "text", _("The reference of the commitment that it takes the place of")),
    Column("files", ".files", cells.rows_of("name", "key"), "text", _("Its files, each as name:key; the key stands in the file's address"), several=True),
)
# fmt: on
COLUMNS = SHARED + MORE + DERIVED
# What an export says about the platform's own bookkeeping; an import leaves it aside.
OURS = frozenset(
    {"ref", "revision", "updated_at", "region", "co_makers", "shares", "coalition_split"}
) | {one.name for one in DERIVED}
