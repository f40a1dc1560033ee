"""Sentences beside the reason codes of news, of the ledger, and sample values of mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "update_incomplete": _("An update needs a title and a text."),
    "update_original_not_public": _(
        "A translation is published once what it translates is public."
    ),
    "update_time_past": _("Choose a time to come."),
    "update_not_due": _("Its time has not come yet."),
    "update_without_reason": _("Say why."),
    "update_too_long": _("A title has at most 200 letters, a text at most 20,000."),
    "update_translated_already": _("This update exists in this language already."),
    "update_correction_incomplete": _("Write the corrected text, and what was wrong."),
}
LEDGER = {
    "update.publish": _("News were published: %(title)s."),
    "update.withdraw": _("News were withdrawn."),
}
_UPDATE = {
    "title": "Judges are trained in all towns",
    "text": "Sixty judges took part.",
    "url": "/en/forum/news/1-judges/",
    "names": {"en": "School meals", "fr": "Repas à l’école"},
}
SAMPLES: dict[str, dict[str, Any]] = {
    "news.update": {"updates": [_UPDATE], "unsubscribe_url": "/en/x/", "change_url": "/en/y/"},
    "news.digest": {
        "updates": [_UPDATE, _UPDATE | {"names": {}}],
        "unsubscribe_url": "/en/x/",
        "change_url": "/en/y/",
    },
    "update.submitted": {"title": "Judges are trained", "names": _UPDATE["names"]},
    "update.sent_back": {
        "title": "Judges are trained",
        "names": _UPDATE["names"],
        "reason": "Please say in which towns.",
    },
    "update.published": {"title": "Judges are trained", "names": _UPDATE["names"], "reason": ""},
}
