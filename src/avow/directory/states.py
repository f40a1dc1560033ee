"""The words of the public directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """How a published commitment is doing: by its last report, or because its life is over."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    ACHIEVED = "achieved", _("Achieved")
    DISCONTINUED = "discontinued", _("Discontinued")
    NOT_REPORTED = "not_reported", _("Not reported")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended early")


class Sort(TextChoices):
    """The orders of the directory."""

    NEWEST = "newest", _("Newest first")
    TITLE = "title", _("By title")
    AMOUNT = "amount", _("Largest amount first")
    RELEVANCE = "relevance", _("Best match first")


class OrganisationRole(TextChoices):
    """What an organisation is in a forum, as its public list tells."""

    MAKER = "maker", _("Commitment maker")
    CHAMPION = "champion", _("Champion")


TONES = {
    Status.ON_TRACK: "good",
    Status.ACHIEVED: "good",
    Status.COMPLETED: "good",
    Status.DELAYED: "warn",
    Status.DISCONTINUED: "bad",
    Status.ENDED: "bad",
}


class Group(TextChoices):
    """Whom a commitment is for; its text says what these words leave out."""

    WOMEN = "women", _("Women")
    GIRLS = "girls", _("Girls")
    ADOLESCENT_GIRLS = "adolescent_girls", _("Adolescent girls")
    YOUNG_WOMEN = "young_women", _("Young women")
    OLDER_WOMEN = "older_women", _("Older women")
    WOMEN_WITH_DISABILITIES = "women_with_disabilities", _("Women and girls with disabilities")
    INDIGENOUS_WOMEN = "indigenous_women", _("Indigenous women and girls")
    RURAL_WOMEN = "rural_women", _("Rural women and girls")
    WOMEN_OF_MINORITIES = (
        "women_of_minorities",
        _("Women and girls of ethnic, racial or religious minorities"),
    )
    AFRODESCENDANT_WOMEN = "afrodescendant_women", _("Women and girls of African descent")
    MIGRANTS_AND_REFUGEES = (
        "migrants_and_refugees",
        _("Migrant, refugee and displaced women and girls"),
    )
    LGBTIQ = "lgbtiq", _("LGBTIQ+ people")
    SURVIVORS = "survivors", _("Survivors of violence")
    INFORMAL_WORKERS = "informal_workers", _("Women in informal or domestic work")
    LIVING_WITH_HIV = "living_with_hiv", _("Women and girls living with HIV")
    IN_CRISIS = "in_crisis", _("Women and girls in conflict or crisis")
    SINGLE_MOTHERS = "single_mothers", _("Single mothers and widows")
    SEX_WORKERS = "sex_workers", _("Sex workers")
    IN_DETENTION = "in_detention", _("Women in detention")
    HUMAN_RIGHTS_DEFENDERS = "human_rights_defenders", _("Women human rights defenders")
    MEN_AND_BOYS = "men_and_boys", _("Men and boys")
    EVERYBODY = "everybody", _("Everybody")
