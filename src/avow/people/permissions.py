"""Who may do what with organisations and people; moves of other things live in their own tables."""

from avow.kernel.policy import May, Policy

# Towards an organisation `lead`, `editor` and `reader` are the person's role in it; `secretariat` is
# that of the forum in whose pages they stand; `system` is an import or the platform itself.
# fmt: off
PERMISSIONS = (
    #   action                         who                              never
    May("organisation.create",         "signed_in system"),
    May("organisation.read",           "lead editor reader secretariat"),
    May("organisation.edit",           "lead editor secretariat system"),
    May("organisation.protect",        "lead secretariat system"),
    May("organisation.looks",          "lead secretariat"),
    May("organisation.invite",         "lead secretariat system"),
    May("organisation.people",         "lead secretariat system"),
    May("organisation.appoint",        "secretariat system",            never="own_organisation"),
    May("organisation.answer_request", "lead secretariat"),
    May("organisation.merge",          "secretariat system",            never="own_organisation"),
    May("organisation.list",           "secretariat"),
    May("people.roles",                "secretariat system"),
    May("people.seats",                "secretariat system",            never="own_organisation"),
    May("window.grant",                "secretariat system",            never="own_organisation"),
    May("window.extend",               "secretariat system"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
