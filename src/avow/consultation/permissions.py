"""Who may do what with a consultation and its comments."""

from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action                     who
    May("consultation.open",       "secretariat"),
    May("consultation.enter",      "secretariat"),  # comments from a workshop or a spreadsheet
    May("comment.write",           "visitor signed_in representative champion secretariat core_group"),
    May("comment.support",         "visitor signed_in representative champion secretariat core_group", never="author"),
    May("comment.answer",          "champion secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
