"""Who may do what with organisations and people; moves of other things live in their own tables."""

from avow.kernel.policy import May, Policy

# Towards an organisation, `representative` is its lead or editor, `lead` its lead alone.
# fmt: off
PERMISSIONS = (
    #   action                        who
    May("organisation.create",        "signed_in"),
    May("organisation.read",          "representative reader secretariat"),
    May("organisation.edit",          "lead editor secretariat"),
    May("organisation.protect",       "lead secretariat"),
    May("organisation.invite",        "lead secretariat"),
    May("organisation.people",        "lead secretariat"),
    May("organisation.answer_request", "lead secretariat"),
    May("organisation.leave",         "lead editor reader"),
    May("organisation.merge",         "secretariat", never="own_organisation"),
    May("organisation.list",          "secretariat"),
    May("people.roles",               "secretariat"),
    May("people.seats",               "secretariat"),
    May("window.grant",               "secretariat", never="own_organisation"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
