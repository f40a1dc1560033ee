"""The roles someone can have towards a thing. Frozen codes; names for people are in words.py."""

from enum import StrEnum


class Role(StrEnum):
    """Who someone is towards one forum, organisation, application, case or commitment."""

    VISITOR = "visitor"
    SIGNED_IN = "signed_in"
    REPRESENTATIVE = "representative"  # may act for the organisation whose thing it is
    READER = "reader"  # may read for that organisation, not act
    CO_MAKER = "co_maker"  # acts for an organisation that makes the commitment with its lead
    AUTHOR = "author"  # wrote the text
    CHAMPION = "champion"  # of the coalition (or of any coalition the thing is in)
    CORE_GROUP = "core_group"
    SECRETARIAT = "secretariat"
    SYSTEM = "system"  # the calendar, or the platform answering to a count
    # Roles that take away:
    OWN_ORGANISATION = "own_organisation"  # represents the maker, applicant or a named partner
    RECUSED = "recused"  # declared an interest, or their seat's organisation has one
