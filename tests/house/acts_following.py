"""Acts of following. See test_acts.py."""

from tests.house.acts import Act

KNOWN = ".xx xx xxx xx xxx x"  # whoever signed in; others are asked for their address
ALL = "xxx xx xxx xx xxx x"  # whoever has the mailed link
OWN = "... .x ... .. ... ."
WEEKLY = {"frequency": "weekly", "name": ""}
# fmt: off
ACTS = {
    "follow a search":        Act("following:search", "", KNOWN, WEEKLY),
    "follow a commitment":    Act("following:commitment", "published", KNOWN, WEEKLY),
    "follow an organisation": Act("following:organisation", "slug", KNOWN, WEEKLY),
    "change what one follows": Act("following:one", "followed", OWN, {"act": "save", **WEEKLY}),
    "stop mails of a search": Act("following:one", "followed", OWN, {"act": "stop"}),
    "follow it no longer":    Act("following:one", "followed", OWN, {"act": "end"}),
    "end all mails":          Act("following:end_mails", "follower", ALL),
}
# fmt: on
