"""What every verb of annual reports shares: lock, who, may."""

from datetime import datetime

from avow.annual.models import AnnualReport
from avow.annual.permissions import POLICY
from avow.kernel.lifecycle import Refused
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import standing_in_forum


def locked(report: AnnualReport) -> AnnualReport:
    """Return the report, its row locked."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("forum", "cycle")
    row: AnnualReport = rows.get(pk=report.pk)
    return row


def roles_of(report: AnnualReport, by: User, now: datetime) -> frozenset[Role]:
    """Return who somebody is in the report's forum."""
    return standing_in_forum(by, report.forum, now).roles


def demand_writer(report: AnnualReport, by: User, now: datetime) -> None:
    """Raise Refused unless somebody may write this report."""
    if not POLICY.allows("annual.write", roles_of(report, by, now), report.state):
        raise Refused("not_yours", forbidden=True)
