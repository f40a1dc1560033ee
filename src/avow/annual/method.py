"""What every annual report says of how it was made, and of what its data cannot tell.

Markdown with figures by reference, as the secretariat's own words; theirs follow below it.
"""

from django.utils.translation import gettext as _

from avow.annual.models import AnnualReport
from avow.forums.formats import day_words


def method(report: AnnualReport) -> str:
    """Return how the figures were made, in the active language."""
    values = {"year": report.year, "day": day_words(report.frozen_on)}
    return "\n\n".join(
        [
            _(
                "This report is about the reporting cycle of %(year)s. Its data was frozen on"
                " %(day)s and has not changed since. Whoever counts again gets the same figures,"
                " and each figure leads to the commitments it comes from."
            )
            % values,
            _(
                "**What is counted.** All commitments that were public on that day:"
                " {{ commitments }}. A report was owed on each that was public before the cycle"
                " opened, and of a joint commitment by each of its makers: {{ reports.owed }}"
                " reports in all."
            ),
            _(
                "**Nothing counts twice.** A commitment in two coalitions stands in both, and once"
                " in the whole. Its money is divided between its makers, coalitions and actions, so"
                " that the parts make the whole exactly."
            ),
            _(
                "**Money.** Pledges and spending are in the currency in which they were made. Sums"
                " are in US dollars, by the forum’s rates, each with its day and source. What is"
                " pledged, and what is spent, never stands in one sum."
            ),
            _(
                "**Status.** A status is what makers say of their commitment. The platform computes"
                " another one from time, indicators, milestones and money. Both are public. Reports"
                " in which they differ: {{ reports.differ }}."
            ),
            _(
                "**Verified and self-reported.** Reports whose evidence the secretariat verified:"
                " {{ reports.verified }}. Reports shown as their makers sent them:"
                " {{ reports.self_reported }}."
            ),
        ]
    )


def limits(_report: AnnualReport) -> str:
    """Return what the data cannot tell, in the active language."""
    return "\n\n".join(
        f"- {one}"
        for one in [
            _(
                "Reports that did not come: {{ reports.not_reported }}. Of those commitments"
                " nothing is known for this year, and none of them counts as on track."
            ),
            _(
                "Commitments that pledge money in a currency without a rate:"
                " {{ commitments.unrated }}. It stands in no sum of dollars. Commitments that spent"
                " such money: {{ commitments.spent_unrated }}."
            ),
            _(
                "Figures are those of the makers. Nobody audited them, also where the secretariat"
                " verified that there is evidence."
            ),
            _(
                "Organisations at risk are not named, and their country is not shown. They are"
                " counted in all other figures."
            ),
            _(
                "Titles and names are those of today: a maker that asked for protection since, or a"
                " commitment that was withdrawn, is not named here any more. The figures stay as"
                " they were, except those by country, region and currency: they count only what may"
                " be shown."
            ),
        ]
    )
