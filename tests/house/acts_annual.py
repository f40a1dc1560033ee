"""Acts on annual reports at the secretariat's desk. See test_acts.py."""

from avow.annual import services
from avow.annual.models import AnnualReport
from tests.house.acts import DESK_ALL, Act
from tests.house.scene import NOW, Scene


def published(scene: Scene) -> None:
    """Publish the report, and change its text since."""
    report = AnnualReport.objects.get(forum=scene.forum, year=scene.names["annual_year"])
    sofia = scene.world.user("sofia")
    services.publish(report, by=sofia, now=NOW)
    section = report.sections.order_by("position")[0]
    services.write(section, "en", "Corrected words", by=sofia, now=NOW)


ONE = "annual_year annual_extra"
TEXT = f"{ONE} =en"
# fmt: off
ACTS = {
    "add a section":       Act("annual:desk_add", "annual_year", DESK_ALL, {"title": "Money", "language": "en"}),
    "move a section":      Act("annual:desk_arrange", ONE, DESK_ALL, {"act": "up"}),
    "take a section out":  Act("annual:desk_arrange", ONE, DESK_ALL, {"act": "remove"}),
    "write a section":     Act("annual:desk_section", TEXT, DESK_ALL, {"title": "Voices", "text": "Other words"}),
    "keep a text":         Act("annual:desk_autosave", TEXT, DESK_ALL, {"field": "text", "value": "Other words"}),
    "publish the annual":  Act("annual:desk_publish", "annual_year", DESK_ALL, {"act": "publish"}),
    "correct the annual":  Act("annual:desk_publish", "annual_year", DESK_ALL, {"act": "correct", "note": "A word."}, published),
}
# fmt: on
