"""Acts of peer learning. See test_acts.py."""

from avow.learning.models import Practice, Wording
from tests.house.acts import DESK, OURS, Act
from tests.house.scene import Scene
from tests.house.scene_learning import ANSWERED


def drafted(scene: Scene) -> None:
    """Let the practice that its maker was asked about be edited again."""
    Practice.objects.filter(pk=scene.names["asked_practice"]).update(state="draft")


def agreed(scene: Scene) -> None:
    """Let its maker have agreed."""
    pk = scene.names["asked_practice"]
    Practice.objects.filter(pk=pk).update(state="agreed")
    Wording.objects.filter(practice=pk).update(**ANSWERED)


ONE = "asked_practice"
TEXT = {
    "title": "New",
    "text": "New.",
    "language": "en",
    "actions": "GBV-1",
    "tags": "",
    "drawn": "1",
}
HELP = {"organisation": "{house}", "words": "Interpreters.", "language": "en", "actions": "GBV-1"}
SIDES = "..x .x ..x .x .x. ."  # who acts for either side of the match
# fmt: off
ACTS = {
    "ask for help":         Act("learning:help_ask", "", OURS, HELP),
    "offer help":           Act("learning:help_offer", "", OURS, HELP | {"until": "2021-12-31"}),
    "close a need":         Act("learning:help_close", "=needs need", OURS),
    "yes to a match":       Act("learning:my_match", "match", SIDES, {"say": "yes"}),
    "no to a match":        Act("learning:my_match", "match", SIDES, {"say": "no"}),
    "suggest a match":      Act("learning:desk_need", "need", DESK, {"offer": "{other_offer}"}),
    "take a practice up":   Act("learning:desk_suggestions", "", DESK, {"report": "{suggested}"}),
    "edit a practice":      Act("learning:desk_practice", ONE, DESK, {"act": "save", **TEXT}, drafted),
    "ask its maker":        Act("learning:desk_practice", ONE, DESK, {"act": "ask", **TEXT}, drafted),
    "edit it again":        Act("learning:desk_practice", ONE, DESK, {"act": "revise"}),
    "publish a practice":   Act("learning:desk_practice", ONE, DESK, {"act": "publish"}, agreed),
    "take a practice out":  Act("learning:desk_practice", "public_practice", DESK, {"act": "take_out", "reason": "Twice."}),
    "agree to a practice":  Act("learning:my_practice", ONE, OURS, {"act": "agree", "seen": "1"}),
    "want a change in it":  Act("learning:my_practice", ONE, OURS, {"act": "want_change", "seen": "1", "words": "Shorter."}),
    "refuse a practice":    Act("learning:my_practice", ONE, OURS, {"act": "refuse", "seen": "1"}),
    "take a consent back":  Act("learning:my_practice", "public_practice", OURS, {"act": "withdraw"}),
}
# fmt: on
