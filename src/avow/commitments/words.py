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
    # What may follow a term, and why it may not.
    "change_under_way": _("A change of it is under way; that comes first."),
    "term_over_already": _("Its term is over."),
    "renewed_already": _("The next term has been begun."),
    "not_extendable": _("This forum does not make terms longer."),
    "champions_term_is_fixed": _("The term of a Champion is fixed."),
    "term_at_its_longest": _("It is as long as the forum allows."),
    "not_renewable": _("Only a published or completed commitment has a next term."),
    "no_term_left_in_forum": _("No whole term is left before the forum ends."),
    "renewal_too_early": _("It is too early to begin the next term."),
    "last_day_not_possible": _("Choose one of the last days that are offered."),
    # What keeps a text from being handed in, beside each question.
    "plan_not_far_enough": _(
        "Commitments to actions of these coalitions are taken once their plan is public:"
    ),
    "target_of_other_action": _(
        "This target belongs to an action that you did not choose. Choose that action too:"
    ),
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
    "term_before_earlier": _("The next term begins only after the earlier one has ended."),
    "term_into_next": _("The next term has begun to be written; this one must end before it."),
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

# What the public ledger says of verbs of ours.
LEDGER = {
    "commitment.publish": _("Revision %(revision)s of the commitment was published."),
    "commitment.extend": _("A longer term of the commitment was begun to be written."),
    "commitment.renew": _("The next term was begun: %(next)s."),
    "commitment.renewal_invited": _(
        "The makers were invited to extend or renew: its last day is %(ends_on)s."
    ),
}
