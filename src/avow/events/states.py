"""The words of events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of an event."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Place(TextChoices):
    """The life of a registration: somebody's place."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


class How(TextChoices):
    """How it is known that somebody was there."""

    LIST = "list", _("Ticked on the list")
    CODE = "code", _("By the code shown there")
    IMPORT = "import", _("From a file")


class Access(TextChoices):
    """What an event offers so that everybody can take part."""

    SIGN_LANGUAGE = "sign_language", _("Sign language")
    CAPTIONS = "captions", _("Captions")
    STEP_FREE = "step_free", _("Step-free access")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    EASY_LANGUAGE = "easy_language", _("Easy language")
    CHILDCARE = "childcare", _("Childcare")
    QUIET_ROOM = "quiet_room", _("Quiet room")
    TRAVEL_GRANT = "travel_grant", _("Travel grants")


class DocumentKind(TextChoices):
    """What stands beside an event."""

    REPLAY = "replay", _("Recording")
    DOCUMENT = "document", _("Document")
    STREAM = "stream", _("Live stream")
