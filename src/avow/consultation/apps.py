"""Consultation on plans."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    """Consultation on blueprints: comments on passages, answers, figures."""

    name = "avow.consultation"
    label = "consultation"
