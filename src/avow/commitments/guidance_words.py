"""Sentences beside the codes of guidance, in the reader's language."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Explained(NamedTuple):
    """A criterion's title and what it means in one sentence."""

    title: Promise
    explanation: Promise


CRITERIA: dict[str, Explained] = {
    "ambitious": Explained(
        _("Ambitious"), _("It changes something large or lasting, not only what happens anyway.")
    ),
    "scalable": Explained(
        _("Scalable"), _("It says how it grows, or how others take it up elsewhere.")
    ),
    "measurable": Explained(
        _("Measurable"), _("Anyone can check later with a figure whether it happened.")
    ),
    "partnership": Explained(
        _("In partnership"), _("Somebody besides you is named, and has a part in it.")
    ),
    "smart": Explained(
        _("SMART"), _("It is specific, measurable, achievable, relevant and bound to a time.")
    ),
}

VERDICTS: dict[str, Promise] = {
    "met": _("Met"),
    "partly": _("Partly met"),
    "missing": _("Not found yet"),
}

# What each sign looks for.
SIGNS: dict[str, Promise] = {
    # ambitious
    "large_change": _("a change of a quarter or more, such as “double”, “end” or “by 30%”"),
    "structural": _("a law, a policy or a budget that changes"),
    "first_time": _("something done for the first time"),
    "everyone": _("something for everyone, or in the whole country"),
    "many_people": _("10,000 people or more"),
    "money_large": _("several million in money"),
    # scalable
    "growth": _("words for growing: expand, roll out, repeat elsewhere"),
    "more_places": _("further places, or the whole country"),
    "passed_on": _("something that others can use: trainers trained, a kit, an open licence"),
    "built_in": _("a place in a public system, or others who adopt it"),
    # measurable
    "figure": _("a figure with what it counts"),
    "when": _("a date, a year or a period"),
    "compared": _("where things stand now, to compare with"),
    # partnership
    "partner_named": _("a partner, by name or by kind"),
    "partner_acts": _("what is done together, or by the partner"),
    # smart
    "specific": _("who does which concrete thing"),
    "measurable": _("a figure that can be checked, with a date or a starting point"),
    "achievable": _("the means: money, staff, steps, experience or partners"),
    "relevant": _("women, girls, gender equality or a theme of this forum"),
    "time_bound": _("a date, a year or a period by which it is done"),
}

# How to mend each one that is missing.
MENDS: dict[str, Promise] = {
    "large_change": _("Say how large the change is, for example “from 12% to 40%” or “twice”."),
    "structural": _("Name the law, policy or budget line, and what will change in it."),
    "first_time": _("If nobody has done this before, say so."),
    "everyone": _("If it reaches everyone or the whole country, say so."),
    "many_people": _("Say how many people it reaches."),
    "money_large": _("Say how much money goes into it."),
    "growth": _("Say how it grows after its first place or its first year."),
    "more_places": _("Name the further districts, regions or countries, and how many they are."),
    "passed_on": _("Say what others may use: a kit, a curriculum, trained trainers."),
    "built_in": _("Say which public service or organisation takes it over."),
    "figure": _("Write a number and what it counts, for example “400 midwives”."),
    "when": _("Write by when, for example “by the end of 2028”."),
    "compared": _("Write where things stand today, for example “up from 150”."),
    "partner_named": _("Name a partner, or add one in the list of partners."),
    "partner_acts": _("Say what the partner does: fund, train, host, advise."),
    "specific": _("Say who does what: one verb, and one thing that can be seen."),
    "measurable": _("Add a figure with what it counts, and by when or from where."),
    "achievable": _("Say what makes it possible: budget, staff, steps or experience."),
    "relevant": _("Say what it changes for women, for girls or for gender equality."),
    "time_bound": _("Say by which date, year or period it is done."),
}
