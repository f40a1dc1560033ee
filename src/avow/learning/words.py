"""Sentences beside the reason codes of peer learning, of the ledger; sample values of mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "practice_incomplete": _("A good practice needs a title, a text and an action."),
    "practice_not_shared": _(
        "Its report no longer says that it may be shared, or its commitment is not public."
    ),
    "practice_words_missing": _("Say what should change, or why."),
    "practice_no_consent": _("There is no consent to take back."),
    "practice_too_long": _(
        "A title has at most 200 letters, a text at most 20,000, an answer at most 5,000."
    ),
    "practice_text_newer": _("The text has changed since you read it. Read it again first."),
    "practice_tags_many": _("At most eight tags."),
    "practice_tag_long": _("A tag has at most 40 letters."),
    "practice_action_unknown": _("Choose actions of this forum."),
    "practice_country_unknown": _("Choose countries of the list."),
}
REASONS |= {
    "help_not_over": _("Its last day is not over."),
    "help_open": _("Both are still open."),
    "help_closed": _("The other side has closed it meanwhile."),
    "help_not_a_maker": _("Makers and Champions of the forum ask for help and offer it."),
    "help_words_missing": _("Say which help."),
    "help_too_long": _("At most 5,000 characters."),
    "help_contact": _(
        "Leave out mail addresses, web addresses and telephone numbers. Once both sides have said"
        " yes, each gets the other’s name and mail address."
    ),
    "help_action_missing": _("Choose at least one action."),
    "help_day_wrong": _("Choose a day from today on, within two years."),
    "help_does_not_fit": _("These two do not fit, know each other, or one is closed."),
}
LEDGER = {
    "practice.publish": _("A good practice was published, as its maker agreed: %(subject)s."),
    "practice.withdraw": _("A maker took a good practice back: %(subject)s."),
    "practice.refuse": _("A maker took a good practice back: %(subject)s."),
    "practice.take_out": _("The secretariat took out a good practice: %(subject)s."),
}
_ONE: dict[str, Any] = {"title": "Ask the women first", "ref": "GE-000123", "year": "2022"}
SAMPLES: dict[str, dict[str, Any]] = {
    "practice.asked": _ONE,
    "practice.change_wanted": {**_ONE, "words": "Please say that the town helped."},
    "practice.published": _ONE,
    "help.suggested": {"side": "need"},
    "help.introduced": {
        "organisation": "Harbour Law Centre",
        "contact": "Joyce Wanjiru",
        "email": "joyce@example.org",
        "side": "need",
    },
}
