"""Letters of intent in bulk: a draft application and an invitation for each good row."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from avow.applications.models import Application
from avow.interest.models import Interest
from avow.notices.models import Message
from avow.people.models import Invitation, Organisation

HEADER = (
    "organisation",
    "organisation_type",
    "email",
    "country",
    "contact_name",
    "language",
    "coalition",
    "letter",
)
GOOD = (
    "House of Letters",
    "civil_society",
    "pen@example.org",
    "KE",
    "Penina",
    "en",
    "gender_based_violence;economic_justice",
    "We intend to help.",
)


@pytest.fixture
def load(world, tmp_path):
    def run(*rows, header=HEADER):
        file = tmp_path / "letters.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        out = StringIO()
        errors = tmp_path / "errors.csv"
        code = 0
        try:
            call_command(
                "import",
                "letters",
                str(file),
                "--forum",
                world.forum.slug,
                "--errors",
                str(errors),
                stdout=out,
            )
        except SystemExit as end:
            code = int(end.code or 0)
        return code, out.getvalue(), errors.read_text() if errors.exists() else ""

    return run


def test_each_letter_becomes_a_draft_and_its_writer_is_invited_as_lead(load):
    load(GOOD)
    organisation = Organisation.objects.get(name="House of Letters")
    draft = Application.objects.get(organisation=organisation)
    assert draft.state == "draft"
    assert draft.coalitions.count() == 2
    invitation = Invitation.objects.get(organisation=organisation)
    assert (invitation.email, invitation.role) == ("pen@example.org", "lead")
    assert Message.objects.filter(to_email="pen@example.org", verb="people.invitation").count() == 1
    assert Interest.objects.get().state == "invited"


def test_run_twice_it_changes_nothing(load):
    load(GOOD)
    mails = Message.objects.count()
    load(GOOD)
    assert (Application.objects.count(), Interest.objects.count(), Message.objects.count()) == (
        1,
        1,
        mails,
    )


def test_a_letter_of_a_known_organisation_joins_its_people(load, red):
    load(
        (
            "Red de Mujeres",
            "womens_rights_org",
            "new@example.org",
            "MX",
            "",
            "es",
            "",
            "Queremos participar",
        )
    )
    assert Invitation.objects.get(organisation=red).role == "editor"


@pytest.mark.parametrize(
    "column,value,words",
    [
        ("organisation", "", "empty"),
        ("organisation", "!!!", "letters"),
        ("organisation_type", "circus", "type of organisation"),
        ("email", "nobody", "Not an address"),
        ("country", "XX", "Not a code"),
        ("coalition", "sports", "Not a code"),
        ("language", "12", "Not a language"),
        ("letter", "x" * 10_001, "there is room for"),
    ],
)
def test_a_bad_row_is_told_and_the_good_one_is_taken(load, column, value, words):
    bad = list(GOOD)
    bad[HEADER.index(column)] = value
    other = ("Other House", *GOOD[1:])
    _code, _out, errors = load(bad, other)
    assert words in errors
    assert [one.organisation_name for one in Interest.objects.all()] == ["Other House"]


def test_the_same_letter_on_two_lines_is_told(load):
    _code, _out, errors = load(GOOD, GOOD)
    assert "stand on line" in errors
    assert Interest.objects.count() == 1
