"""Sentences beside the reason codes of the conversation, and of the ledger."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "topic_closed": _("This topic is closed: it can be read, not written in."),
    "topic_without_title": _("Give the topic a title."),
    "topic_closes_in_the_past": _("Choose an end to come."),
    "post_gone": _("The post you reply to is no longer public."),
}
LEDGER = {
    "topic.open": _("A topic of the public conversation was opened: %(title)s."),
    "topic.close": _("A topic of the public conversation was closed: %(title)s."),
    "topic.reopen": _("A topic of the public conversation was opened again: %(title)s."),
}
