"""Many rows of plans, for the lists that show them."""

from datetime import timedelta

from avow.blueprints.models import Blueprint, Plan, Section, Step, Version, VersionSection
from tests.worlds import World, at

NOW = at("2021-04-07 10:00")


def _plan(world: World) -> Blueprint:
    coalition = world.coalition("gender_based_violence")
    return Blueprint.objects.get_or_create(coalition=coalition, defaults={"begun_at": NOW})[0]


def _version(world: World, number: int) -> Version:
    return Version.objects.create(
        blueprint=_plan(world),
        number=number,
        name=f"Version {number}",
        stage="draft",
        language="en",
        prepared_at=NOW,
        digest="x" * 64,
    )


def steps(world: World, number: int) -> None:
    """Make a section with so many steps of history."""
    dina = world.user("dina")
    section = Section.objects.create(
        blueprint=_plan(world), key="abc", kind="text", position=1, changed_at=NOW
    )
    Step.objects.bulk_create(
        Step(
            section=section,
            by=dina,
            body=f"Words {n}",
            begun_at=NOW,
            at=NOW + timedelta(hours=n),
        )
        for n in range(number)
    )


def versions(world: World, number: int) -> None:
    """Make so many prepared versions."""
    for n in range(1, number + 1):
        _version(world, n)


def plans(world: World, number: int) -> None:
    """Make so many compilations."""
    Plan.objects.bulk_create(
        Plan(forum=world.forum, number=n, name=f"Plan {n}", language="en", digest="x" * 64)
        for n in range(1, number + 1)
    )


def changed(world: World, number: int) -> None:
    """Make two public versions that differ in so many sections."""
    for count in (1, 2):
        version = _version(world, count)
        VersionSection.objects.bulk_create(
            VersionSection(
                version=version,
                key=f"k{n}",
                kind="text",
                place=n,
                number=str(n),
                depth=1,
                title=f"Section {n}",
                body=f"Words of version {count}",
            )
            for n in range(1, number + 1)
        )
        Version.objects.filter(pk=version.pk).update(state="published", published_at=NOW)


def sections(world: World, number: int) -> None:
    """Make a plan of so many sections that is being written."""
    Section.objects.bulk_create(
        Section(
            blueprint=_plan(world), key=f"k{n}", kind="text", position=n, changed_at=NOW, title="S"
        )
        for n in range(1, number + 1)
    )
