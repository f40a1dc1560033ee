"""Joint commitments for tests: Red de Mujeres leads, Lagos Youth Network has forty per cent."""

from typing import Any

from avow.commitments import services
from avow.commitments.models import Commitment
from avow.people.models import Organisation, User
from avow.review.models import Maker
from tests.commitments.conftest import LATER, MORNING, accept
from tests.worlds import World

CO_MAKER: dict[str, Any] = {"name": "Lagos Youth Network", "share": "40", "task": "Trains"}
MONEY: dict[str, Any] = {"amount": "1000", "currency": "USD", "source": "own", "is_new": "new"}
LONG_AGO = MORNING


def make_maker(
    world: World, organisation: Organisation, code: str = "gender_based_violence"
) -> None:
    """Let an organisation be a commitment maker of a coalition."""
    Maker.objects.get_or_create(
        forum=world.forum,
        organisation=organisation,
        coalition=world.coalition(code),
        defaults={"since": LONG_AGO},
    )


def review(commitment: Commitment, sofia: User) -> Commitment:
    """Let every coalition of a commitment handed in accept it."""
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    return Commitment.objects.get(pk=commitment.pk)


def published(
    commitment: Commitment, sofia: User, *signers: tuple[Organisation, User]
) -> Commitment:
    """Let it be reviewed, signed and published."""
    row = review(commitment, sofia)
    for organisation, person in signers:
        services.sign(row, organisation, person, MORNING)
    return services.publish(row, sofia, LATER)
