"""Our codes in those of IATI's lists (OrganisationType, ActivityStatus)."""

from avow.directory.states import Status

ORGANISATION_TYPES = {
    "government": "10",
    "womens_rights_org": "22",
    "civil_society": "22",
    "youth_led": "22",
    "private_sector": "70",
    "philanthropy": "60",
    "un_agency": "40",
    "international_org": "40",
    "other": "90",
}
STATUSES = {
    Status.NOT_STARTED: "1",  # pipeline
    Status.ON_TRACK: "2",  # implementation
    Status.DELAYED: "2",
    Status.NOT_REPORTED: "2",
    Status.ACHIEVED: "3",  # finalisation
    Status.COMPLETED: "4",  # closed
    Status.ENDED: "5",  # cancelled
    Status.DISCONTINUED: "5",
}
