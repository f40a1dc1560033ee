"""Who may do what with invitations. `lead` and `editor` act for the organisation."""

from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action                who
    May("invitation.make",    "lead editor"),
    May("invitation.close",   "lead editor secretariat"),
    May("invitation.read",    "lead editor reader secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
