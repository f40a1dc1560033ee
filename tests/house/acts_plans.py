"""Acts of plans of action and of the people around them. See test_acts.py."""

from avow.blueprints.models import Version
from avow.blueprints.services import versions
from tests.house.acts import DESK_ALL, NOBODY, OURS, WRITERS, Act
from tests.house.scene import NOW, Scene
from tests.worlds import at


def none_waits(scene: Scene) -> None:
    version = Version.objects.get(number=2)
    versions.discard(version, by=scene.world.user("sofia"), now=NOW)


def scheduled(scene: Scene) -> None:
    version = Version.objects.get(number=2)
    versions.schedule(version, at("2099-03-30 09:00"), by=scene.world.user("sofia"), now=NOW)


EVERYBODY = ".xx xx xxx xx xxx x"  # a visitor needs an address, and gets a link
EVENT = {
    "title": "Other forum", "language": "en", "zone_name": "UTC", "place": "Paris",
    "starts_at": "2021-06-01T09:00", "ends_at": "2021-06-01T18:00",
}  # fmt: skip

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
    # What the public does: whoever is signed in needs no mailed link
    "comment":             Act("consultation:new", "plan =1", EVERYBODY, {"text": "New words", "language": "en"}),
    "support a comment":   Act("consultation:support", "plan =1 comment", EVERYBODY),
    "answer a comment":    Act("consultation:queue", "plan", WRITERS, {"id": "{comment}", "verdict": "not", "text": "No."}),
    "ask makers only":     Act("consultation:desk_version", "plan =1", DESK_ALL, {"window": "{consultation_window}", "audience": "makers"}),
    "enter a workshop":    Act("consultation:desk_workshop", "plan =1", DESK_ALL, {"name": "Oaxaca", "language": "es", "texts": "Uno"}),
    "post":                Act("conversation:reply", "topic", EVERYBODY, {"text": "New words", "language": "en"}),
    "open a topic":        Act("conversation:desk_list", "", DESK_ALL, {"title": "Judges", "language": "en"}),
    "close a topic":       Act("conversation:desk_topic", "topic", DESK_ALL, {"act": "close"}),
    "withdraw a text":     Act("moderation:own", "public_text", NOBODY, {"act": "withdraw"}),
    "report a text":       Act("moderation:report", "public_text", EVERYBODY, {"reason": "spam"}),
    "hold a text":         Act("moderation:text", "public_text", DESK_ALL, {"act": "hold"}),
    "approve texts":       Act("moderation:queue", "", DESK_ALL, {"id": "{held_text}"}),
    "subscribe":           Act("news:subscribe", "", EVERYBODY, {"frequency": "weekly", "language": "en"}),
    "end a subscription":  Act("news:end", "subscription", "xxx xx xxx xx xxx x"),
    "write an update":     Act("news:desk_list", "", WRITERS, {"title": "T", "text": "W", "language": "en", "coalition": "gender_based_violence"}),
    "publish an update":   Act("news:desk_update", "draft_update", DESK_ALL, {"act": "publish"}),
    "register":            Act("events:register", "event", EVERYBODY, {"needs": ""}),
    "give a place back":   Act("events:ticket", "ticket", "xxx xx xxx xx xxx x"),
    "make an event":       Act("events:desk_new", "", DESK_ALL, EVENT),
    "cancel an event":     Act("events:desk_event", "event", DESK_ALL, {"act": "cancel", "reason": "No."}),
    "tick who was there":  Act("events:desk_people", "event", DESK_ALL, {"shown": "{registration}", "there": "{registration}"}),
    "make an invitation":  Act("mobilising:mine", "", OURS, {"organisation": "red-de-mujeres"}),
    # Taking part: who holds the mailed link, and everybody for themselves
    "confirm an address":  Act("participants:confirm", "participant_token", "xxx xx xxx xx xxx x"),
    "say who one is":      Act("participants:about", "", ".xx xx xxx xx xxx x", {"name": "Somebody"}),
    "be forgotten":        Act("participants:forget", "", ".xx xx xxx xx xxx x"),
}
# fmt: on
