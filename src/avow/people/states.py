"""The words of people and organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RepresentationRole(TextChoices):
    """What a colleague may do for an organisation."""

    LEAD = "lead", _("Lead: everything, and invites colleagues")
    EDITOR = "editor", _("Editor: writes and hands in")
    READER = "reader", _("Reader: reads only")


class StaffRole(TextChoices):
    """A role in one forum that is not tied to an organisation's own affairs."""

    SECRETARIAT = "secretariat", _("Secretariat")
    CORE_GROUP = "core_group", _("Core Group")


class RequestState(TextChoices):
    """What became of somebody's wish to join an organisation."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class NearReason(TextChoices):
    """Why two organisations may be one."""

    SAME_NAME = "same_name", _("The same name, apart from capitals, accents and signs")
    SAME_ALIAS = "same_alias", _("One is known under the other's name")
    SAME_WEBSITE = "same_website", _("The same website")
    SAME_WORDS = "same_words", _("The same words in another order, or one name inside the other")
    CLOSE_SPELLING = "close_spelling", _("A very similar spelling")
    ACRONYM = "acronym", _("One is the other's initials")


class LookPage(TextChoices):
    """Where somebody read the real name or the texts of an organisation at risk."""

    PROFILE = "profile", _("Profile")
    PEOPLE = "people", _("People")
    MERGE = "merge", _("Merging two organisations")
    APPLICATION = "application", _("Application")
    CASE = "case", _("Case")
    COMMITMENT = "commitment", _("Commitment")
    OUTCOME = "outcome", _("Outcome")
    FILE = "file", _("A file")
    MAIL = "mail", _("A mail to its people")
    HELP = "help", _("An introduction for help")
    REPORT = "report", _("A report")
    SILENT = "silent", _("The list of who has not reported")
