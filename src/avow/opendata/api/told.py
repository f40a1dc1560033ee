"""A maker's report as the API gives it: what `progress.publication` lets through, and no more."""

from avow.opendata.api.wire import Json, amount, instant
from avow.progress.publication import PublicReport, Shown


def told(one: PublicReport, url: str) -> Json:
    """Return a report with every public answer."""
    return {
        "year": one.year,
        "organisation": one.name or None,
        "organisation_slug": one.slug or None,
        "share": amount(one.share),
        "is_missing": one.is_missing,
        "is_late": one.is_late,
        **(_shown(one.shown) if one.shown else _nothing()),
        "url": url,
    }


def _shown(said: Shown) -> Json:
    return {
        "status": said.status,
        "status_reason": said.status_reason or None,
        "computed_status": said.computed or None,
        "differs": said.differs,
        "check": said.check,
        "language": said.language,
        "handed_in_at": instant(said.handed_in_at),
        "has_evidence": said.has_evidence,
        "values": [
            {
                "indicator": row.indicator,
                "unit": row.unit,
                "baseline": amount(row.baseline),
                "target": amount(row.target),
                "value": amount(row.value),
                "as_of": row.as_of or None,
                "due_on": row.due_on,
                "note": row.note or None,
            }
            for row in said.values
        ],
        "money": [
            {
                "year": row.year,
                "currency": row.currency,
                "pledged": amount(row.pledged),
                "secured": amount(row.secured),
                "spent": amount(row.spent),
            }
            for row in said.money
        ],
        "milestones": [
            {
                "title": row.title,
                "due_on": row.due_on,
                "state": row.state,
                "met_on": row.met_on or None,
            }
            for row in said.milestones
        ],
        "texts": dict(said.texts),
        **_said_of_it(said),
    }


def _said_of_it(said: Shown) -> Json:
    return {
        "replies": [
            {"at": instant(row.at), "language": row.language, "text": row.text}
            for row in said.answers
        ],
        "remarks": [
            {
                "source": row.source,
                "dated": row.dated.isoformat(),
                "language": row.language,
                "text": row.text,
                "url": row.url or None,
            }
            for row in said.remarks
        ],
    }


def _nothing() -> Json:
    names = ("status", "status_reason", "computed_status", "differs", "check", "language")
    return {
        **dict.fromkeys((*names, "handed_in_at", "has_evidence")),
        "values": [],
        "money": [],
        "milestones": [],
        "texts": {},
        "replies": [],
        "remarks": [],
    }
