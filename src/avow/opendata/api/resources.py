"""Every resource, registered by being imported; then the API is whole."""

from avow.opendata.api.app import ENDPOINTS, api
from avow.opendata.api.views import (
    commitments,
    events,
    forums,
    ledger,
    organisations,
    reports,
    statistics,
)

VIEWS = (commitments, events, forums, ledger, organisations, reports, statistics)
__all__ = ["ENDPOINTS", "VIEWS", "api"]
