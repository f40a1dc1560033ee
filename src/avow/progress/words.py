"""Sentences beside the codes of reports: reasons, the ledger, the computed status; sample mails."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

REASONS = {
    "cycle_not_open_yet": _("Reporting has not opened yet."),
    "cycle_window_closed": _("The time of reporting is over."),
    "cycle_still_open": _("Reporting is still open."),
    "cycle_takes_reports": _("Late reports are still taken."),
    "cycle_takes_no_reports": _("No report is taken now."),
    "cycle_unsettled": _("Some reports are neither published nor missing yet."),
    "cycle_over": _("The days of late reports are over; nothing can be extended."),
    "cycle_dates_reversed": _("The last day is before the first."),
    "cycle_opens_in_the_past": _("The first day is over; choose today or a later one."),
    "cycle_before_the_forum": _("The forum has not begun on that day."),
    "cycle_year_taken": _("Reporting opens in that year already; there is one cycle a year."),
    "cycle_overlaps": _("Another cycle is open in these days; nobody should owe two at once."),
    "cycle_from_pack": _("This cycle comes from the forum’s pack; only the pack can leave it out."),
    "cycle_nothing_owed": _("This organisation owes no report in this cycle."),
    "grant_after_freeze": _("By then the cycle is frozen; choose a day before."),
    "report_version_newer": _(
        "The maker handed in a newer version meanwhile; read it before you decide."
    ),
    "nothing_to_publish": _("Choose at least one report that was handed in and is not public yet."),
    "nobody_to_remind": _("Choose at least one organisation that still owes a report."),
    "comment_missing": _("Write what they say."),
    "comment_too_long": _("This is longer than 10,000 characters; keep what matters."),
    "comment_without_source": _("Say who says so."),
    "comment_source_too_long": _("Name the source in at most 200 characters."),
    "comment_without_day": _("Give the day on which they said it."),
    "comment_day_ahead": _("That day has not come yet."),
    "report_not_owed": _("The commitment was withdrawn; nobody owes a report on it."),
    "report_owed": _("A report is owed on this commitment."),
    "report_field_unknown": _("This report has no such question."),
    "report_value_wrong": _("This cannot be kept."),
    "report_number_wrong": _(
        "This number cannot be kept: it has too many digits, is below nothing, or has decimals "
        "that its currency has not."
    ),
    "report_money_unknown": _("Choose a year and a currency of the forum."),
    "report_changed_elsewhere": _("Somebody else has changed this answer meanwhile."),
    "report_nothing_to_share": _("Write the good practice first."),
    "report_without_status": _("Say how the commitment is doing."),
    "report_status_unexplained": _("Say why it is delayed or was discontinued."),
    "report_without_evidence_answer": _("Attach evidence, or say that there is none."),
    "report_evidence_not_attached": _("The evidence is not attached yet."),
    "report_evidence_denied": _("Evidence is attached, and the answer says that there is none."),
    "report_without_values": _("Give each indicator its value, or note why there is none."),
    "report_without_money": _("Say how much of the money was spent; it may be nothing."),
    "question_missing": _("Write the question."),
    "no_evidence_to_verify": _("There is no evidence to look at; the report is self-reported."),
    "statement_missing": _("Write the answer."),
    "delegate_not_a_colleague": _("A report can be given only to a colleague of the organisation."),
    "proof_without_title": _("Give the evidence a title."),
    "proof_address_wrong": _("This is not an address of the web."),
    "proofs_full": _("There is no room for more evidence."),
    "not_inactive_yet": _("It is not inactive yet."),
    "nothing_reported_yet": _("No report has come in yet."),
}
LEDGER = {
    "cycle.open": _("Reporting for %(year)s opened; reports owed: %(owed)s."),
    "cycle.close": _("Reporting for %(year)s closed: %(reported)s of %(owed)s reports came in."),
    "cycle.reopen": _("Reporting for %(year)s opened again."),
    "cycle.freeze": _(
        "The reports for %(year)s were frozen: %(reported)s of %(owed)s, %(on_time)s on time."
    ),
    "cycle.make": _("Reporting for %(year)s was planned, from %(opens_on)s to %(due_on)s."),
    "cycle.drop": _("The plan of reporting for %(year)s was taken back."),
    "report.comment": _("A third party’s comment on a report was kept: %(subject)s."),
    "report.comment_withdrawn": _(
        "A third party’s comment on a report was withdrawn: %(subject)s."
    ),
    "report.hand_in": _("A report was handed in: %(subject)s."),
    "report.return": _("A report was returned with a question: %(subject)s."),
    "report.verify": _("The secretariat verified a report: %(subject)s."),
    "report.publish": _("A report was published: %(subject)s."),
    "report.miss": _("Not reported: %(refs)s."),
    "report.excuse": _("No report is owed any more: %(refs)s."),
    "report.answer": _("The maker answered publicly to its report: %(subject)s."),
    "report.inactive_soon": _("It was announced that a commitment turns inactive: %(subject)s."),
    "report.inactive": _("A commitment turned inactive: %(subject)s."),
    "report.active_again": _("A commitment is active again: %(subject)s."),
}
NO_PAGE = {  # why the public reads nothing of a report, by its state
    "not_started": _("Nothing was handed in yet."),
    "draft": _("Nothing was handed in yet."),
    "submitted": _("Handed in; the secretariat has not published it yet."),
    "verified": _("Verified; the secretariat has not published it yet."),
    "returned": _("The secretariat has asked its maker something; it is not published yet."),
    "not_reported": _("Its maker did not report."),
    "excused": _("The commitment was withdrawn; no report is owed."),
    "published": _("The commitment is not public any more."),
}
COMPUTED = {
    "computed_time": _("%(percent)s %% of the term is over."),
    "computed_nothing": _("Nothing can be counted: no value, money or milestone is given."),
    "computed_indicator": _("“%(name)s” has come %(percent)s %% of its way."),
    "computed_indicator_behind": _(
        "“%(name)s” has come %(percent)s %% of its way; by now it should be %(expected)s %%."
    ),
    "computed_indicator_unknown": _("“%(name)s” has no value."),
    "computed_money": _("%(percent)s %% of the money pledged was spent."),
    "computed_money_behind": _(
        "%(percent)s %% of the money pledged was spent; by now it should be %(expected)s %%."
    ),
    "computed_money_unknown": _("The money cannot be added up: a rate is missing."),
    "computed_milestones": _("%(met)s of %(all)s milestones are met."),
    "computed_overdue": _("“%(name)s” was due on %(day)s and is not met."),
    "computed_term_over": _("The term ended on %(day)s short of its targets."),
    "computed_all_reached": _("Everything promised is reached."),
    "computed_nothing_moved": _("Nothing has moved yet, and it is early."),
}
_ONE: dict[str, Any] = {
    "ref": "GE-000123",
    "title": "Shelters in every district",
    "year": "2022",
}
_OWED: dict[str, Any] = {
    "year": "2022",
    "number": 3,
    "due_on": "2022-07-31",
    "until": "2022-09-29",
    "late": False,
}
SAMPLES: dict[str, dict[str, Any]] = {
    "report.call": _OWED,
    "report.reminder": {**_OWED, "late": True},
    "report.delegated": _ONE,
    "report.thanks": {**_ONE, "late": False},
    "report.returned": {**_ONE, "question": "Where can the register be read?"},
    "report.published": {**_ONE, "verified": True, "differs": True},
    "report.digest": {
        "year": "2022",
        "until": "2022-09-29",
        "frozen": False,
        "sections": [
            {
                "names": {"en": "Gender-Based Violence", "fr": "Violences fondées sur le genre"},
                "owed": 40,
                "reported": 22,
                "verified": 9,
                "published": 7,
                "missing": 0,
                "waiting": 18,
                "percent": 55,
                "last_percent": 48,
                "statuses": [["on_track", 15], ["delayed", 5], ["achieved", 2]],
                "differ": 3,
                "soon_inactive": 1,
                "inactive": 1,
                "newest": [
                    {"title": "Shelters in every district", "url": "https://avow.example/en/x/"}
                ],
                "silent": [{"title": "A line for help", "url": "https://avow.example/en/y/"}],
            }
        ],
    },
    "report.frozen": {"year": "2022", "published": 2, "missing": ["GE-000123", "GE-000124"]},
    "report.inactive_soon": {**_ONE, "missed": 2},
    "report.inactive": {**_ONE, "missed": 3},
    "report.active_again": {**_ONE, "missed": 3},
}


def why(code: str, values: Mapping[str, str]) -> str:
    """Return a reason of a computed status as a sentence. Raises KeyError for an unknown code."""
    shown = dict(values)
    if "day" in shown:
        shown["day"] = formats.date_format(date.fromisoformat(shown["day"]))
    return str(COMPUTED[code]) % shown
