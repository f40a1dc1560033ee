"""Pages as linked data (schema.org): plain dictionaries, written into a page by its template.

They hold what the page itself shows, and nothing of a protected maker but its public name.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from avow.directory.models import Entry
from avow.directory.states import Status
from avow.forums.models import Forum
from avow.people.models import Organisation

Linked = dict[str, Any]
_ACTION_STATUS = {
    Status.NOT_STARTED: "PotentialActionStatus",
    Status.ACHIEVED: "CompletedActionStatus",
    Status.COMPLETED: "CompletedActionStatus",
    Status.DISCONTINUED: "FailedActionStatus",
    Status.ENDED: "FailedActionStatus",
}
FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def commitment(entry: Entry, forum: Forum, origin: str, details: Mapping[str, Any]) -> Linked:
    """Return a listed commitment: an action of its makers, with a beginning and an end."""
    url = origin + reverse("directory:commitment", args=[forum.slug, entry.ref])
    found: Linked = {
        "@type": "Action",
        "@id": url,
        "url": url,
        "identifier": entry.ref,
        "name": entry.title,
        "startTime": entry.starts_on.isoformat(),
        "endTime": entry.ends_on.isoformat(),
        "actionStatus": f"https://schema.org/{_status(entry.status)}",
        "agent": _maker(entry.organisation_name, entry.organisation_slug, forum, origin),
        "subjectOf": {
            "@type": "WebPage",
            "url": url,
            "inLanguage": entry.language,
            "datePublished": entry.published_at.isoformat(),
            "dateModified": entry.updated_at.isoformat(),
        },
    }
    if entry.summary:
        found["description"] = entry.summary
    others = [one for one in details.get("makers", []) if not one["is_lead"] and one["name"]]
    if others:
        found["participant"] = [
            _maker(one["name"], one["slug"], forum, origin) for one in others if not one["left_on"]
        ]
    if places := details.get("places"):
        found["location"] = [{"@type": "Country", "identifier": code} for code in places]
    return found


def _status(status: str) -> str:
    known = Status(status) if status in Status.values else None
    return _ACTION_STATUS.get(known, "ActiveActionStatus") if known else "ActiveActionStatus"


def _maker(name: str, slug: str, forum: Forum, origin: str) -> Linked:
    found: Linked = {"@type": "Organization", "name": name}
    if slug:
        found["url"] = origin + reverse("directory:organisation", args=[forum.slug, slug])
    return found


def organisation(row: Organisation, forum: Forum, origin: str) -> Linked:
    """Return an organisation that has a public page."""
    found = _maker(row.name, row.slug, forum, origin)
    found["@id"] = found["url"]
    if row.summary:
        found["description"] = row.summary
    if row.website.startswith(("https://", "http://")):
        found["sameAs"] = row.website
    if row.country:
        found["address"] = {"@type": "PostalAddress", "addressCountry": row.country}
    return found


def dataset(
    forum: Forum, origin: str, about: str, files: Mapping[str, str], licence: str
) -> Linked:
    """Return the commitments of a forum as data: `files` is {format: address}."""
    url = origin + reverse("directory:commitments", args=[forum.slug])
    found: Linked = {
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": forum.name,
        "description": about,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": forum.name},
        "temporalCoverage": f"{forum.starts_on.isoformat()}/{forum.ends_on.isoformat()}",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": FORMATS[code],
                "contentUrl": origin + address,
            }
            for code, address in files.items()
        ],
    }
    if licence:
        found["license"] = licence
    return found


def breadcrumbs(steps: Iterable[tuple[str, str]], origin: str) -> Linked:
    """Return the way to a page: (name, address), the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": origin + address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }
