"""Sentences beside the codes of annual reports: reasons, the ledger."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "annual_not_frozen": _("The cycle is not frozen yet; its figures may still change."),
    "annual_without_text": _("Nothing is written yet. Write at least one section."),
    "annual_unknown_figure": _("The text names a figure that does not exist."),
    "annual_correction_missing": _("Say what you corrected; it stands in the report."),
    "annual_nothing_new": _("Nothing has changed since the last edition."),
    "annual_text_too_long": _("This is longer than 50,000 characters; keep what matters."),
    "annual_title_missing": _("Give the section a title."),
    "annual_field_unknown": _("There is no such field here."),
    "annual_original_elsewhere": _("This section was written in another language first."),
    "annual_section_not_yours": _("Only a section of your own can be taken out."),
}
LEDGER = {
    "annual.freeze": _(
        "The data of the annual report %(year)s was frozen: %(number)s commitments."
    ),
    "annual.publish": _("The annual report %(year)s was published."),
    "annual.correct": _("The annual report %(year)s was corrected, edition %(edition)s."),
}
SAMPLES: dict[str, dict[str, Any]] = {"annual.published": {"year": "2022"}}
