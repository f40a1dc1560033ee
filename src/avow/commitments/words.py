"""Sentences beside the reason codes of commitments."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "commitments_closed": _("The forum does not take commitments now."),
    "commitment_incomplete": _("The commitment is not complete yet."),
    "coalitions_still_decide": _("Not every coalition has answered yet."),
    "no_coalition_accepted": _("No coalition accepted this commitment and its maker."),
    "a_coalition_accepted": _("A coalition accepted this commitment; it can be published."),
    "term_runs": _("The commitment still runs."),
    "not_a_maker_yet": _(
        "It can be handed in with your application, or once your organisation is accepted."
    ),
    "amendment_in_writing": _("The change is still being written."),
    "a_coalition_declined": _("A coalition declined the change."),
    "no_coalition_declined": _("No coalition declined the change."),
    "co_makers_must_sign": _("Not every co-maker has signed yet."),
    "co_maker_not_a_maker": _(
        "A co-maker is not a commitment maker or Champion in any coalition that accepted it."
    ),
    "shares_not_whole": _("The shares of all makers must make 100 per cent."),
    "split_not_whole": _("The parts of the coalitions must make 100 per cent."),
    "share_not_a_number": _("Write the share in digits, such as 40 or 33.33."),
    "share_too_exact": _("Write the share with two decimals at most."),
    "share_out_of_range": _("A share lies between 0 and 100 per cent."),
    "co_maker_unknown": _(
        "No organisation is registered under this name. Search for it, or remove the row."
    ),
    "co_maker_is_lead": _("Your own organisation is the lead already."),
    "co_maker_is_partner": _("It is named as a partner too. Keep one of the two."),
    "nothing_to_sign": _("There is no text to sign now."),
    "not_published_yet": _("It is not public yet. You can refuse to sign instead."),
    "change_handed_in": _("A change has been handed in. Answer once it is published or dropped."),
    "not_open_to_joining": _("This commitment is not open to other organisations now."),
    "is_maker_already": _("Your organisation makes this commitment already."),
    "joining_would_name_you": _(
        "Your organisation is protected. Write to the secretariat, so that nobody reads its name."
    ),
    "nothing_changed": _("Nothing has changed since the published text."),
    # What keeps a text from being handed in, beside each question.
    "amount_not_a_number": _("Write the amount in digits only, such as 1 234,56 or 1,234.56."),
    "amount_ambiguous": _(
        "This can be read as two different amounts. Write it without a separator, or with decimals."
    ),
    "amount_not_positive": _("Write an amount above zero."),
    "amount_too_large": _("This amount is too large to be true."),
    "amount_too_exact": _("This currency does not have that many decimals."),
    "figure_too_exact": _("Write the figure with three decimals at most."),
    "stands_twice": _("This stands here twice."),
    "partner_unknown": _(
        "No organisation is registered under this name. Choose it again, or leave the choice empty."
    ),
    "partner_is_maker": _("Your own organisation cannot be its partner."),
    "term_out_of_order": _("The last day comes before the first day."),
    "term_outside_forum": _("The term must lie within the days of the forum."),
    "term_not_whole_years": _(
        "The term must be whole years: it ends on the day before an anniversary of its first day."
    ),
    "term_length": _("The term is too short or too long for a commitment maker."),
    "term_not_the_champions": _("A Champion commits itself for the whole term of Champions."),
    "target_after_term": _("This day lies outside the term of the commitment."),
}
