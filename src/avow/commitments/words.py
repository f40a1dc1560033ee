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
    "target_before_term": _(
        "This day lies before the first day of the term. Choose a later day, or begin earlier."
    ),
    "target_after_term": _(
        "This day lies after the last day of the term. That may be so; is it what you mean?"
    ),
    "milestone_outside_term": _(
        "This day lies outside the term of the commitment. That may be so; is it what you mean?"
    ),
    "main_type_not_chosen": _("Choose the main type among the types you ticked."),
    "number_not_whole": _("Write a whole number in digits, such as 4000 or 4 000."),
    "more_than_everybody": _("There are not that many people."),
    "capacity_incomplete": _(
        "Say all four: what it is, the amount, currency and year. Otherwise none of it is shown."
    ),
    "supersedes_unknown": _(
        "There is no such commitment in this forum, or it is not public. Check its reference."
    ),
    "supersedes_itself": _("A commitment cannot take the place of itself."),
    "supersedes_each_other": _("That commitment says that it takes the place of this one."),
}
