"""The models of peer learning."""

from avow.learning.models.help import Match, Need, Offer
from avow.learning.models.practice import Mark, Practice, Wording

__all__ = ["Mark", "Match", "Need", "Offer", "Practice", "Wording"]
