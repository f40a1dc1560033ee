"""Sentences beside the reason codes of a consultation, and of the ledger."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "consultation_closed": _("The consultation on this version is closed now."),
    "consultation_newer_version": _("A newer version is out: comment on that one."),
    "consultation_for_makers": _(
        "This consultation is for makers and Champions: sign in and say for whom you speak."
    ),
    "consultation_window_unknown": _("Choose a consultation window of this forum."),
    "workshop_paragraph_too_long": _(
        "A paragraph has more than 5,000 letters: split it, for nothing of it is cut off."
    ),
    "comment_section_unknown": _("This section is not in this version."),
    "comment_passage_without_section": _("Choose the section that the passage stands in."),
    "comment_passage_not_found": _(
        "These words do not stand in this section. Copy them from the text, or leave them out."
    ),
    "support_own": _("It is your own comment."),
    "answer_without_comment": _("Choose a comment."),
    "answer_without_verdict": _("Choose what became of it."),
    "answer_without_reason": _("Say why, in at most 4,000 letters."),
    "answer_by_somebody_else": _(
        "Somebody else answered one of them meanwhile: read that answer under “All” before you "
        "change it."
    ),
    "answer_is_public": _("One of them was answered publicly already: that stays as it is."),
}
LEDGER = {"consultation.open": _("A consultation on a plan was opened.")}
