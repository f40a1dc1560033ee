"""Sentences beside the reason codes of commitments."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "commitments_closed": _("The forum does not take commitments now."),
    "commitment_incomplete": _("The commitment is not complete yet."),
    "coalitions_still_decide": _("Not every coalition has answered yet."),
    "no_coalition_accepted": _("No coalition accepted this commitment and its maker."),
    "a_coalition_accepted": _("A coalition accepted this commitment; it can be published."),
    "term_runs": _("The commitment still runs."),
}
