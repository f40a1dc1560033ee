"""Acts of makers with their reports. See test_acts.py."""

from avow.progress import services
from avow.progress.models import Report
from tests.house.acts import OURS, Act
from tests.house.scene import NOW, Scene


def report(scene: Scene) -> Report:
    return Report.objects.get(pk=scene.names["report"])


def unbegun(scene: Scene) -> None:
    row = report(scene)
    for rows in (row.proofs, row.target_values, row.step_values, row.money_values):
        rows.all().delete()
    Report.objects.filter(pk=row.pk).update(state="not_started", begun_at=None, revision=None)


def complete(scene: Scene) -> None:
    ana = scene.world.user("ana")
    services.save(report(scene), "status", "on_track", seen="", by=ana, now=NOW)
    for one in report(scene).target_values.all():
        services.save(
            report(scene), f"target:{one.target_id}:value", "7", seen=None, by=ana, now=NOW
        )
    for one in report(scene).money_values.all():
        services.save(report(scene), f"money:{one.pk}:spent", "7", seen=None, by=ana, now=NOW)


def shown(scene: Scene) -> None:
    complete(scene)
    row = services.hand_in(report(scene), scene.world.user("ana"), NOW)
    services.publish(row, scene.world.user("sofia"), NOW)


PLACE = "=2022 published"
# fmt: off
ACTS = {
    "begin a report":      Act("progress:my_begin", PLACE, OURS, {}, unbegun),
    "write a report":      Act("progress:my_report", PLACE, OURS, {"lessons": "Ask first.", "version:lessons": ""}),
    "write it while typing": Act("progress:my_autosave", PLACE, OURS, {"field": "lessons", "value": "Ask first.", "version": ""}),
    "attach evidence":     Act("progress:my_report", PLACE, OURS, {"proof_url": "https://example.org/2"}),
    "take evidence out":   Act("progress:my_report", PLACE, OURS, {"detach": "{proof}"}),
    "hand a report in":    Act("progress:my_report", PLACE, OURS, {"hand_in": "1"}, complete),
    "give a report to a colleague": Act("progress:my_delegate", PLACE, OURS, {"to": "{ana}"}),
    "answer to a report":  Act("progress:my_statement", PLACE, OURS, {"text": "The road was closed."}, shown),
}
# fmt: on
