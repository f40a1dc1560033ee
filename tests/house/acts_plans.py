"""Acts of plans of action and of the people around them. See test_acts.py."""

from avow.blueprints.models import Version
from avow.blueprints.services import versions
from tests.house.acts import DESK_ALL, WRITERS, Act
from tests.house.scene import NOW, Scene
from tests.worlds import at


def none_waits(scene: Scene) -> None:
    version = Version.objects.get(number=2)
    versions.discard(version, by=scene.world.user("sofia"), now=NOW)


def scheduled(scene: Scene) -> None:
    version = Version.objects.get(number=2)
    versions.schedule(version, at("2099-03-30 09:00"), by=scene.world.user("sofia"), now=NOW)


# fmt: off
ACTS = {
    # A plan of action
    "begin a plan":        Act("blueprints:desk_begin", "plan_economy", "... .. .x. .. xx. ."),
    "add a section":       Act("blueprints:desk_structure", "plan", WRITERS, {"act": "add", "kind": "text", "title": "Annex", "structure": "1"}),
    "move a section":      Act("blueprints:desk_structure", "plan", WRITERS, {"act": "down", "section": "{section}", "structure": "1"}),
    "take a section out":  Act("blueprints:desk_structure", "plan", WRITERS, {"act": "remove", "section": "{section}", "structure": "1"}),
    "write a section":     Act("blueprints:desk_section", "plan section", WRITERS, {"body": "Other", "version:body": "2"}),
    "write while typing":  Act("blueprints:desk_autosave", "plan section", WRITERS, {"field": "body", "value": "Other", "version": "2"}),
    "hold a section":      Act("blueprints:desk_hold", "plan section", WRITERS),
    "put a text back":     Act("blueprints:desk_history", "plan section", WRITERS, {"step": "{step}"}),
    "remark":              Act("blueprints:desk_remark", "plan section", WRITERS, {"text": "No."}),
    "settle a remark":     Act("blueprints:desk_remark", "plan section", WRITERS, {"settle": "{remark}"}),
    "prepare a version":   Act("blueprints:desk_versions", "plan", WRITERS, {"name": "Third", "stage": "draft"}, none_waits),
    "plan its day":        Act("blueprints:desk_act", "plan =2", WRITERS, {"act": "schedule", "publish_at": "2099-03-30T09:00"}),
    "take its day back":   Act("blueprints:desk_act", "plan =2", WRITERS, {"act": "unschedule"}, scheduled),
    "publish a version":   Act("blueprints:desk_act", "plan =2", DESK_ALL, {"act": "publish"}),
    "discard a version":   Act("blueprints:desk_act", "plan =2", WRITERS, {"act": "discard"}),
    "compile the plan":    Act("blueprints:desk_plan", "", DESK_ALL, {"name": "Second plan"}),
    # Taking part: who holds the mailed link, and everybody for themselves
    "confirm an address":  Act("participants:confirm", "participant_token", "xxx xx xxx xx xxx x"),
    "say who one is":      Act("participants:about", "", ".xx xx xxx xx xxx x", {"name": "Somebody"}),
    "be forgotten":        Act("participants:forget", "", ".xx xx xxx xx xxx x"),
}
# fmt: on
