"""Who may do what with files that come in."""

from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action           who                  never
    May("import.decide", "secretariat system", never="own_organisation"),  # whose a row is
    May("api.token",     "signed_in"),                                     # of one's own
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
