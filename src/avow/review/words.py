"""Sentences beside the reason codes of reviewing."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "no_majority": _("The Champions have not decided yet."),
    "champions_still_vote": _("The Champions can still decide this themselves."),
    "objection_open": _("An objection is still to be answered."),
    "liaison_runs": _("The Core Group can still object."),
    "liaison_over": _("The days in which the Core Group can object are over."),
    "recused": _("You keep out of this case because of a declared or evident interest."),
    "no_seat": _("You hold no seat in this coalition."),
    "choice_missing": _("Choose how you vote."),
}
