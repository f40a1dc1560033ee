"""Sentences beside the reason codes of applications."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "applications_closed": _("The forum does not take applications now."),
    "application_incomplete": _("The application is not complete yet."),
    "no_coalition": _("Choose at least one coalition."),
    "letter_empty": _("Write what the letter says, or add it as a file."),
    "no_commitment": _("Write at least one commitment."),
    "profile_kind": _("The profile does not say what kind of organisation it is."),
    "merge_two_applications": _(
        "Both have an open application to the same forum, and there may be only one. Ask one of "
        "them to withdraw its application first: what is written in it is kept."
    ),
    "profile_country": _("The profile does not name a country."),
    "profile_summary": _("The profile does not say what the organisation does."),
    "profile_principles": _(
        "The profile does not say how the organisation lives the forum’s principles "
        "inside its own walls."
    ),
    "answer_words_missing": _("Write your answer."),
    "checklist_open": _("The screening checklist is not finished."),
    "checklist_failed": _(
        "An item of the screening checklist is answered with no. Ask, or refuse with a reason."
    ),
    "outcome_not_prepared": _("Write and check the outcome before it is released."),
    "cannot_be_assigned": _(
        "This person is not of the secretariat, or represents the applicant or a partner."
    ),
    "coalition_reason_missing": _("Write the reason for every coalition that declined."),
    "already_told": _("The applicant was told already."),
}
