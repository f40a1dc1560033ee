"""People who take part without an account."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """People who take part without an account: one confirmed address each."""

    name = "avow.participants"
    label = "participants"
