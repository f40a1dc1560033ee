"""Acts of reporting at the secretariat's desk. See test_acts.py."""

from avow.forums.models import Window
from avow.progress.models import Cycle
from tests.house.acts import DESK, DESK_ALL, Act
from tests.house.scene import Scene
from tests.worlds import at


def over(scene: Scene) -> None:
    """Let the days of late reports be over."""
    cycle = Cycle.objects.get(forum=scene.forum, year=2021)
    Window.objects.filter(pk=cycle.window_id).update(
        opens_at=at("2020-10-01 00:00"), closes_at=at("2020-11-01 00:00")
    )
    Cycle.objects.filter(pk=cycle.pk).update(state="closed", closed_at=at("2020-11-01 00:00"))


CHAMPIONS = "... .. xxx .. ... ."  # of whichever coalition
ONE = "year published desk_report"
SAID = {"text": "Closed.", "source": "Audit", "dated": "2021-04-01", "language": "en"}
# fmt: off
ACTS = {
    "make a cycle":        Act("progress:desk_cycles", "", DESK_ALL, {"opens_on": "2030-01-01", "due_on": "2030-01-31"}),
    "take a cycle back":   Act("progress:desk_drop", "planned_year", DESK_ALL),
    "more time for all":   Act("progress:desk_extend", "year", DESK_ALL, {"closes_on": "2021-05-31", "reason": "Storm"}),
    "more time for one":   Act("progress:desk_extend", "year", DESK, {"closes_on": "2021-05-31", "reason": "Storm", "organisation": "{slug}"}),
    "freeze":              Act("progress:desk_freeze", "year", DESK_ALL, {}, over),
    "remind one":          Act("progress:desk_remind", "year", DESK_ALL, {"one": "{other}"}),
    "remind all":          Act("progress:desk_remind", "year", DESK_ALL, {"act": "all"}),
    "return a report":     Act("progress:desk_act", ONE, DESK, {"move": "return", "text": "Where?", "seen": "1"}),
    "verify a report":     Act("progress:desk_act", ONE, DESK, {"move": "verify", "text": "", "seen": "1"}),
    "publish a report":    Act("progress:desk_act", ONE, DESK, {"move": "publish", "seen": "1"}),
    "publish many":        Act("progress:desk_publish", "year", DESK_ALL, {"id": "{desk_report}:1"}),
    "keep a comment":      Act("progress:desk_comment", ONE, DESK, SAID),
    "withdraw a comment":  Act("progress:desk_withdraw", f"{ONE} said", DESK, {"reason": "Wrong one."}),
    "turn mails off":      Act("progress:champions_mail", "", CHAMPIONS, {"mail": "off"}),
    "active again":        Act("progress:desk_lift", "published", DESK, {"reason": "They wrote."}),
}
# fmt: on
