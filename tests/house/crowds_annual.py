"""Many figures of an annual report, for the list that shows them."""

from tests.house import scene_annual
from tests.worlds import World


def figures(world: World, number: int) -> None:
    """Freeze so many figures."""
    names = [f"money.year.{2100 + place}" for place in range(number)]
    scene_annual.figures(scene_annual.report(world, 2019), names)


def lines(world: World, number: int) -> None:
    """Publish a report of so many commitments."""
    scene_annual.published(world, 2019, number)


def years(world: World, number: int) -> None:
    """Publish reports of so many years."""
    for place in range(number):
        scene_annual.published(world, 2019 - place)
