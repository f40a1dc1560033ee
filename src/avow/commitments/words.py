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
    "example_retired": _("This example is no longer offered."),
    "example_not_in_file": _("The file of the forum has no such example."),
    # What is wrong with an example, beside its fields.
    "example_text_missing": _("Write this."),
    "example_text_too_long": _("This is too long."),
    "example_language_missing": _(
        "Write this in this language too, or leave the language out everywhere."
    ),
    "example_not_a_number": _("Write a whole number."),
    "example_number_out_of_range": _("This number is too small or too large."),
    "example_month_after_term": _("This lies after the end of the term."),
    "example_wrong": _("This cannot be kept."),
    # What keeps a text from being handed in, beside each question.
    "amount_not_a_number": _("Write the amount in digits only, such as 1 234,56 or 1,234.56."),
    "amount_ambiguous": _(
        "This can be read as two different amounts. Write it without a separator, or with decimals."
    ),
    "amount_not_positive": _("Write an amount above zero."),
    "amount_too_large": _("This amount is too large to be true."),
    "amount_too_exact": _("This currency does not have that many decimals."),
    "figure_too_exact": _("Write the figure with three decimals at most."),
    "gap_left": _("Replace what stands in square brackets."),
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
