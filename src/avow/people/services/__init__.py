"""What can be done with people and organisations: one verb, one transaction."""

from avow.people.services.accounts import edit_profile, erase_account, open_account
from avow.people.services.champions import end_seat, give_seat, set_co_chair, take_seat_over
from avow.people.services.invitations import (
    accept_invitation,
    accept_role_invitation,
    invite,
    invite_to_role,
    revoke_invitation,
)
from avow.people.services.members import appoint, change_role, remove_representative
from avow.people.services.merging import merge
from avow.people.services.organisations import Profile, create_organisation, edit_organisation
from avow.people.services.requests import answer_request, ask_to_join
from avow.people.services.roles import grant_role, revoke_role

__all__ = [
    "Profile",
    "accept_invitation",
    "accept_role_invitation",
    "answer_request",
    "appoint",
    "ask_to_join",
    "change_role",
    "create_organisation",
    "edit_organisation",
    "edit_profile",
    "end_seat",
    "erase_account",
    "give_seat",
    "grant_role",
    "invite",
    "invite_to_role",
    "merge",
    "open_account",
    "remove_representative",
    "revoke_invitation",
    "revoke_role",
    "set_co_chair",
    "take_seat_over",
]
