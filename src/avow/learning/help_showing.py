"""What each side of a match may read of the other, and why the two fit, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.commitments.safety import scrubber
from avow.directory.vocabulary import Vocabulary
from avow.forums.regions import region_name, region_of
from avow.learning.models import Match, Need, Offer
from avow.learning.services.matching import organisation_of, other
from avow.learning.states import MatchState, Side
from avow.people.models import Organisation, User

_OUT = "…"  # instead of the other side's own name, until both said yes


@dataclass(frozen=True, slots=True)
class Across:
    """The other side: its words without its name; name and contact only once introduced."""

    words: str
    language: str
    actions: tuple[str, ...]
    regions: tuple[str, ...]
    anywhere: bool
    name: str = ""
    contact: str = ""
    email: str = ""


def across(match: Match, side: Side, words: Vocabulary) -> Across:
    """Return what one side may read of the other now; one query."""
    far = other(side)
    thing: Need | Offer = match.need if far == Side.NEED else match.offer
    house = organisation_of(match, far)
    places = [thing.country] if isinstance(thing, Need) else thing.countries
    shown = _introduced(match, far, house)
    names = [house.name, *(alias.name for alias in house.aliases.all())]
    scrub = scrubber((names, _OUT))
    contact: User | None = getattr(match, f"{far}_by") if shown else None
    regions = dict.fromkeys(region_name(region_of(code)) for code in places if region_of(code))
    return Across(
        words=thing.words if shown else scrub.text(thing.words),
        language=thing.language,
        actions=tuple(words.label("action", code) for code in thing.actions),
        regions=() if house.is_protected else tuple(regions),
        anywhere=not any(places) and not house.is_protected,
        name=house.name if shown else "",
        contact=contact.get_full_name() if contact and contact.is_active else "",
        email=contact.email if contact and contact.is_active else "",
    )


def _introduced(match: Match, far: Side, house: Organisation) -> bool:
    """Return whether the other's name is shown: who was protected since is hidden again."""
    aware = getattr(match, f"{far}_aware")
    return match.state == MatchState.INTRODUCED and (aware or not house.is_protected)


def why(match: Match, words: Vocabulary, *, of: Organisation | None = None) -> list[str]:
    """Return why two fit; for a side places are as coarse as regions, of one at risk left out.

    `of`: the other side's organisation; None is for the desk, which reads all.
    """
    found = []
    for code, value in match.reasons:
        shown = region_of(value) if code == "same_country" and of is not None else value
        if code in {"same_country", "same_region", "anywhere"} and of and of.is_protected:
            continue
        if code == "same_action":
            found.append(_("same action: %(value)s") % {"value": value})
        elif code == "same_coalition":
            found.append(
                _("same coalition: %(value)s") % {"value": words.label("coalition", value)}
            )
        elif code == "same_country" and of is None:
            found.append(_("same country: %(value)s") % {"value": words.label("country", value)})
        elif code in {"same_country", "same_region"}:
            found.append(_("same region: %(value)s") % {"value": region_name(shown)})
        elif code == "anywhere":
            found.append(_("any place"))
        elif code == "same_language":
            found.append(_("same language: %(value)s") % {"value": words.label("language", value)})
    return found
