"""Sentences beside the reason codes of answers."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "sheet_frozen": _("This was handed in and can no longer be changed."),
    "answer_unknown": _("This form has no such question."),
    "answer_too_long": _("This text is too long. Shorten it; what you typed is still here."),
    "answer_no_such_choice": _("Choose one of the answers offered."),
    "answer_not_a_date": _("Write the day as year-month-day, for example 2021-03-30."),
    "answer_not_a_number": _("Write a number in digits, with a point before the decimals."),
    "answer_not_an_address": _("Write the whole web address, beginning with https://"),
    "answer_not_an_email": _("This is not an e-mail address."),
    "answer_missing": _("Answer this question."),
    "undertaking_missing": _("Accept this undertaking."),
    "files_missing": _("Attach at least one file."),
    "rows_missing": _("Add at least one."),
    "rows_full": _("There can be no more of these."),
    "file_empty": _("This file is empty."),
    "file_too_large": _("This file is too large. One file may have 10 MB."),
    "file_kind": _(
        "Files of this kind cannot be taken. Use PDF, DOCX, ODT, XLSX, ODS, PNG, JPG or TXT."
    ),
    "file_not_what_it_says": _(
        "The content of this file does not fit its name. Save it again in its own program, "
        "then choose it once more."
    ),
    "files_full": _("There are as many files here as there can be. Remove one first."),
}
