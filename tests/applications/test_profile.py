"""What an organisation's profile must say before it may apply."""

from avow.applications.gathering import profile_gaps
from tests.factories import make_organisation


def test_a_complete_profile_lacks_nothing(forum):
    assert profile_gaps(make_organisation(), forum) == []


def test_everything_missing_is_named_at_once(forum):
    empty = make_organisation(country="", summary=" ", principles="")
    assert profile_gaps(empty, forum) == [
        "profile_country",
        "profile_summary",
        "profile_principles",
    ]


def test_an_agency_of_the_united_nations_belongs_to_no_one_country(forum):
    for kind in ("un_agency", "international_org"):
        assert profile_gaps(make_organisation(kind=kind, country=""), forum) == []


def test_a_type_that_the_pack_does_not_know_needs_a_country(forum):
    unknown = make_organisation(kind="guild", country="")
    assert profile_gaps(unknown, forum) == ["profile_country"]


def test_no_page_of_an_application_can_be_hidden_by_a_section(forum):
    from avow.applications.urls import urlpatterns
    from avow.forums.packs.checks import TAKEN

    words = {
        part
        for pattern in urlpatterns
        for part in str(pattern.pattern).split("/")
        if part and not part.startswith("<") and part != "apply"
    }
    assert words <= TAKEN
    assert not {section.code for section in forum.settings.application_form.sections} & TAKEN
