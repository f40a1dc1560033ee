"""Sentences beside the reason codes of events, of the ledger, and sample values of mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "event_incomplete": _("An event needs a title, its time, and a place or a link."),
    "event_over": _("The event is over."),
    "event_without_reason": _("Say why."),
    "event_without_title": _("Give it a title."),
    "event_times_wrong": _("The end comes after the beginning."),
    "session_outside": _("A session lies within the time of its event."),
    "registration_was_there": _("Whoever was there keeps the place."),
    "event_registration_times_wrong": _("Registration closes after it opens."),
    "event_not_public": _("Nobody can register for this event."),
    "event_registration_before": _("Registration is not open yet."),
    "event_registration_closed": _("Registration is closed."),
    "document_address_or_file": _("Give either an address or a file."),
    "attendance_not_now": _("The code works during the event only."),
    "attendance_not_held": _("This event does not take place: nobody was there."),
    "attendance_not_registered": _("This ticket has no place any more."),
    "attendance_wrong_code": _("This is not the code. Look at it again."),
}
LEDGER = {
    "event.publish": _("An event was published: %(title)s."),
    "event.cancel": _("An event was cancelled: %(title)s."),
}
_EVENT: dict[str, Any] = {
    "title": "Spring forum",
    "starts_at": "2021-03-29T09:00:00-06:00",
    "zone": "America/Mexico_City",
    "place": "Mexico City",
    "online_url": "https://example.org/live",
    "waiting": False,
    "reason": "",
}
SAMPLES: dict[str, dict[str, Any]] = {
    "event.place": _EVENT,
    "event.place_cancelled": _EVENT,
    "event.changed": _EVENT,
    "event.cancelled": _EVENT | {"reason": "The hall is closed."},
    "event.reminder": _EVENT,
}
