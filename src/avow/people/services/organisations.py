"""Adding an organisation and changing its profile."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import fold, nfc
from avow.ledger.services import record
from avow.people import changed as listeners
from avow.people.authority import may, require
from avow.people.duplicates import note_pairs
from avow.people.models import Alias, Organisation, Representation, User
from avow.people.slugs import free_slug, hidden_slug
from avow.people.states import RepresentationRole

TRIES = 5  # two people who add the same name at once ask for the same address


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation says about itself. `kind` is an organisation type's code of the pack."""

    name: str
    kind: str
    country: str = ""
    language: str = "en"
    website: str = ""
    summary: str = ""
    principles: str = ""
    contact_email: str = ""
    is_protected: bool = False
    protected_name: str = ""
    aliases: tuple[str, ...] = ()

    def cleaned(self) -> "Profile":
        """Return the same in the form in which text is kept; names on one line, aliases once."""
        text = {
            key: nfc(value).strip() for key, value in asdict(self).items() if isinstance(value, str)
        }
        text["name"] = " ".join(text["name"].split())
        own = fold(text["name"])
        names = {fold(alias): " ".join(nfc(alias).split()) for alias in self.aliases}
        aliases = tuple(name for folded, name in names.items() if folded and folded != own)
        return replace(self, **text, aliases=aliases)  # type: ignore[arg-type]  # strings all

    def problems(self) -> tuple[str, ...]:
        """Return the codes of what is missing or wrong."""
        found = [] if self.name else ["name_missing"]
        if self.is_protected and not self.protected_name:
            found.append("protected_name_missing")
        return tuple(found)


FIELDS = (
    "name",
    "kind",
    "country",
    "language",
    "website",
    "summary",
    "principles",
    "contact_email",
    "is_protected",
    "protected_name",
)


def create_organisation(
    profile: Profile, *, by: User | None, forum: Forum | None, now: datetime
) -> Organisation:
    """Add an organisation; whoever adds it becomes its lead, unless it is the platform (None).

    It does not look for near-duplicates: pages and imports ask `find_near` first and let a person
    decide. The same person adding the same name twice (a double click) gets the first one back.
    Raises Refused: no name, no name to show for a protected one.
    """
    role = require("organisation.create", by, None, forum)
    profile = profile.cleaned()
    if problems := profile.problems():
        raise Refused(*problems)
    with transaction.atomic():
        if by is not None:
            User.objects.select_for_update().get(pk=by.pk)  # a double click queues up here
            mine = Organisation.objects.living().filter(
                representations__user=by, folded_name=fold(profile.name), country=profile.country
            )
            known: Organisation | None = mine.first()
            if known is not None:
                return known
        organisation = _insert(profile, now)
        if by is not None:
            Representation.objects.create(
                user=by, organisation=organisation, role=RepresentationRole.LEAD, since=now
            )
        note_pairs(organisation, now)
        record(
            "organisation.created", forum=forum, subject=subject_of(organisation), at=now, role=role
        )
    return organisation


def _insert(profile: Profile, now: datetime) -> Organisation:
    """Write the rows; another address if somebody took the chosen one a moment ago."""
    for attempt in range(TRIES):
        slug = hidden_slug() if profile.is_protected else free_slug(profile.name, profile.aliases)
        try:
            with transaction.atomic():
                organisation = Organisation.objects.create(
                    slug=slug,
                    folded_name=fold(profile.name),
                    created_at=now,
                    **{name: getattr(profile, name) for name in FIELDS},
                )
                _write_aliases(organisation, profile.aliases)
                return organisation
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def edit_organisation(
    organisation: Organisation,
    profile: Profile,
    *,
    by: User | None,
    forum: Forum | None,
    now: datetime,
) -> Organisation:
    """Change an organisation's profile and its other names.

    Asking for protection gives it an address that says nothing; giving protection up gives it one
    made of its name again. Only a lead or the secretariat may do either: from anybody else those
    two fields are left as they were. A name given up stays as another name: people look for it, and
    the texts of an organisation that asks for protection are cleaned of it. What the public reads
    changes in the same transaction. Raises Refused: not allowed, merged away, no name.
    """
    role = require("organisation.edit", by, organisation, forum)
    profile = profile.cleaned()
    with transaction.atomic():
        row: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if row.merged_into_id is not None:
            raise Refused("organisation_merged")
        if not may("organisation.protect", by, organisation, forum):
            profile = replace(
                profile, is_protected=row.is_protected, protected_name=row.protected_name
            )
        if problems := profile.problems():
            raise Refused(*problems)
        changed = [name for name in FIELDS if getattr(row, name) != getattr(profile, name)]
        if row.is_protected != profile.is_protected:
            row.slug = _slug_of(profile)
        if row.folded_name != fold(profile.name):
            profile = replace(profile, aliases=(*profile.aliases, row.name)).cleaned()
        for name in FIELDS:
            setattr(row, name, getattr(profile, name))
        row.folded_name = fold(profile.name)
        row.updated_at = now
        row.save()
        if _write_aliases(row, profile.aliases):
            changed.append("aliases")
        if changed:
            note_pairs(row, now)
            subject, fields = subject_of(row), {"fields": changed}
            record(
                "organisation.edited", forum=forum, subject=subject, at=now, role=role, data=fields
            )
            listeners.tell(row, now)
    return row


def _slug_of(profile: Profile) -> str:
    return hidden_slug() if profile.is_protected else free_slug(profile.name, profile.aliases)


def _write_aliases(organisation: Organisation, names: tuple[str, ...]) -> bool:
    """Make these the organisation's other names; return whether anything changed."""
    wanted = {fold(name): name for name in names}
    before = {alias.folded_name: alias for alias in organisation.aliases.all()}
    gone = [alias.pk for folded, alias in before.items() if wanted.get(folded) != alias.name]
    Alias.objects.filter(pk__in=gone).delete()
    fresh = [
        Alias(organisation=organisation, name=name, folded_name=folded)
        for folded, name in wanted.items()
        if folded not in before or before[folded].pk in gone
    ]
    Alias.objects.bulk_create(fresh)
    return bool(gone or fresh)


def subject_of(organisation: Organisation) -> str:
    """Return the ledger's name for an organisation: a number, for an address may tell a name."""
    return f"organisation:{organisation.pk}"
