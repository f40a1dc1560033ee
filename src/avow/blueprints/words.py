"""Sentences beside the reason codes of plans, of the ledger, and sample values of mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "section_held": _("Somebody else is writing this section now. Your words are kept here."),
    "section_removed": _("This section was taken out of the plan meanwhile."),
    "section_stands": _("This section stands in the plan already."),
    "section_field_unknown": _("A section has no such field."),
    "section_title_too_long": _("A title has at most 300 letters."),
    "section_body_too_long": _("A section has at most 40,000 letters: make two of it."),
    "section_code_too_long": _("A code has at most 20 letters."),
    "section_code_wrong": _("A code is letters, a hyphen and a number, as in SM-1."),
    "section_code_taken": _("Another action of the forum has this code."),
    "section_code_retired": _(
        "An action of an earlier version has this code, and commitments may name it. Only that "
        "action may come back to it."
    ),
    "section_action_too_long": _(
        "The text of an action has at most 10,000 letters: put the rest into texts below it."
    ),
    "section_no_day": _("Write a day as year, month, day: 2026-06-30."),
    "section_cannot_stand_there": _("Such a section cannot stand there."),
    "section_parent_removed": _(
        "The section above it was taken out too: bring that one back first."
    ),
    "plan_is_full": _("A plan has at most 500 sections."),
    "plan_is_empty": _("Nothing is written yet."),
    "remark_empty": _("Write something first."),
    "remark_too_long": _("A remark has at most 4,000 letters."),
    "version_name_wrong": _("Give the version a name of at most 150 letters."),
    "version_stage_unknown": _("Choose how far the version has come."),
    "version_summary_too_long": _("What is new fits into 10,000 letters."),
    "version_waits": _("A version waits to be published: publish or discard it first."),
    "blueprint_action_without_code": _("An action of this version has no code or no title."),
    "blueprint_action_too_long": _(
        "The text of an action has more than 10,000 letters. Put the rest into texts below it, and "
        "prepare the version again."
    ),
    "blueprint_code_retired": _(
        "A new action has the code of one that is gone; commitments may name that one. Give it "
        "another code, and prepare the version again."
    ),
    "blueprint_actions_unreadable": _(
        "The forum cannot show these actions. Look at their codes, titles and targets, and prepare "
        "the version again."
    ),
    "blueprint_code_elsewhere": _(
        "Another coalition has an action of the same code. Change it in the text, and prepare the "
        "version again."
    ),
    "blueprint_actions_unmapped": _(
        "Some actions are gone from this version. Say which ones took their place."
    ),
    "blueprint_action_unknown": _("One of these actions is not in this version."),
    "blueprint_stage_back": _("A version of a later stage is public already."),
    "blueprint_moment_past": _("Choose a time to come."),
    "blueprint_not_due": _("Its time has not come yet."),
    "plan_nothing_public": _("No coalition has a public version yet."),
    "plan_nothing_new": _("No coalition has a newer version since the last one."),
}

LEDGER = {
    "blueprint.publish": _("A version of the plan was published: %(name)s."),
    "plan.publish": _("The acceleration plan was compiled: %(name)s."),
}

_NAMES = {"en": "School meals", "fr": "Repas à l’école"}
SAMPLES: dict[str, dict[str, Any]] = {
    "blueprint.published": {
        "names": _NAMES,
        "version": "Draft for the first event",
        "stage": "draft",
    },
    "blueprint.stuck": {
        "names": _NAMES,
        "version": "Draft for the first event",
        "reasons": ["blueprint_actions_unmapped"],
    },
}
