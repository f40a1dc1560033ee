"""An organisation changes after its commitments were published: the public sees it at once, everywhere.

Most of all when it asks for protection: its name stood on pages, in search, in files, in histories,
and is on none of them afterwards.
"""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from pyarrow import parquet

from avow.commitments import services
from avow.commitments.models import Commitment
from avow.directory.models import Dataset, Entry, EntryTag
from avow.directory.services import rebuild
from avow.people import services as people
from avow.people.models import Organisation
from avow.people.services import Profile
from avow.people.services.organisations import FIELDS
from avow.review.models import Maker
from tests.commitments.conftest import LATER, MORNING, PLAIN, ROWS, accept, change, fill
from tests.factories import make_organisation, make_seat, represent

START = "/en/generation-equality/"
FILES = ("commitments.csv", "commitments.json", "commitments.xlsx", "ledger/chain.jsonl")
SECRETS = ("red de mujeres", "redm", "red-de-mujeres", "mujeres en red")


def publish(commitment, by, sofia):
    commitment = services.submit(commitment, by, MORNING)
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    return services.publish(commitment, sofia, LATER)


def profile_of(organisation, **changes):
    """Return the organisation's profile as it stands, with changes."""
    values = {name: getattr(organisation, name) for name in FIELDS}
    aliases = tuple(organisation.aliases.values_list("name", flat=True))
    return replace(Profile(**values, aliases=aliases), **changes)


def edit(organisation, by, forum, **changes):
    return people.edit_organisation(
        organisation, profile_of(organisation, **changes), by=by, forum=forum, now=LATER
    )


def protect(organisation, by, forum):
    return edit(organisation, by, forum, is_protected=True, protected_name="A women’s network")


@pytest.fixture
def told(write, maker, forum, red, ana, sofia, lagos, chidi, gbv, economy):
    """Red de Mujeres in every public place: maker, Champion, partner, in texts, amended, withdrawn."""
    make_seat(economy, red)
    Maker.objects.create(forum=forum, organisation=lagos, coalition=gbv, since=MORNING)
    own = publish(
        write(title="Mujeres en Red opens shelters", summary="RedM and Red de Mujeres."), ana, sofia
    )
    own = services.amend(own, "Red de Mujeres learnt.", ana, LATER)
    change(own, ana, "summary", "By RedM alone.")
    services.resubmit(own, ana, LATER)
    for link in own.coalitions.select_related("case"):
        accept(link.case)
    services.publish(own, sofia, LATER)
    gone = publish(write(title="Red de Mujeres trains", summary="RedM."), ana, sofia)
    services.withdraw(gone, ana, LATER, "Red de Mujeres closes its school.")
    theirs = services.create(forum, lagos, chidi, MORNING)
    texts = PLAIN | {"description": "We do this with Red de Mujeres.", "countries": ["NG"]}
    rows = ROWS | {"partner": [{"name": red.name, "organisation": red.slug, "role": "teaches"}]}
    theirs = publish(fill(theirs, texts, rows), chidi, sofia)
    services.confirm(theirs, red, ana, LATER)
    edit(red, ana, forum, aliases=("RedM", "Mujeres en Red"))
    return own, gone, theirs


@pytest.fixture
def everything(client):
    """Return {address: what a visitor without an account reads there}: all pages and files."""

    def read():
        # Nothing links to what was withdrawn, but its page remains.
        pages = [f"commitments/{ref}/" for ref in Entry.objects.values_list("ref", flat=True)]
        found, waiting = {}, [START, *(START + name for name in (*FILES, *pages))]
        while waiting:
            address = waiting.pop()
            if address in found:
                continue
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[address] = _readable(body)
            links = re.findall(r'(?:href|src|content)="([^"#]+)', found[address])
            waiting += [link for link in map(_inside, links) if link and link not in found]
            assert len(found) < 500, "the crawl has no end"
        return found

    return read


def _inside(link):
    """Return the address of a page of the forum; of filtered lists the plain ones are enough."""
    path, _mark, query = unescape(link).removeprefix("http://testserver").partition("?")
    if not path.startswith(START) or "=" in query:
        return ""
    return path


def _readable(body):
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if body.startswith(b"\x89PNG"):
        return ""  # what is drawn on share cards: tests/directory/test_share.py
    if body.startswith(b"PAR1"):
        return str(parquet.read_table(BytesIO(body)).to_pylist())
    return unescape(body.decode())


def saying(read, secrets=SECRETS):
    """Return the addresses at which one of the secrets can be read."""
    return {
        address
        for address, text in read.items()
        if any(secret in text.casefold() for secret in secrets)
    }


def test_what_asks_for_protection_vanishes_from_every_public_place(
    told, everything, forum, red, ana
):
    own, gone, theirs = (one.ref for one in told)
    leaks = saying(everything())
    # There was something that could leak, at each kind of place.
    for place in (
        f"commitments/{own}/",
        f"commitments/{own}/history/",
        f"commitments/{gone}/",
        f"commitments/{theirs}/",
        "commitments/",
        "organisations/",
        "organisations/red-de-mujeres/",
        "coalitions/economic-justice/",
        "commitments.csv",
        "commitments.json",
        "commitments.xlsx",
    ):
        assert START + place in leaks, place
    version = Dataset.objects.get(forum=forum).version

    protect(red, ana, forum)

    assert saying(everything()) == set()
    assert Dataset.objects.get(forum=forum).version != version
    entry = Entry.objects.get(ref=own)
    assert (entry.organisation_slug, entry.organisation_name, entry.country) == (
        "",
        "A women’s network",
        "",
    )
    assert not EntryTag.objects.filter(entry=entry, facet__in=["country", "region"]).exists()


def test_old_addresses_and_the_search_do_not_know_the_protected_either(
    told, client, forum, red, ana
):
    def found(words):
        text = client.get(f"{START}commitments/", {"q": words}).content.decode()
        return {one.ref for one in told if f"/commitments/{one.ref}/" in text}

    own, _gone, theirs = told
    assert found("mujeres") == {own.ref, theirs.ref}
    protect(red, ana, forum)
    assert found("mujeres") == set()
    assert client.get(f"{START}organisations/red-de-mujeres/").status_code == 404


def test_a_name_given_up_before_the_protection_is_hidden_too(told, everything, forum, red, ana):
    red = edit(red, ana, forum, name="Casa Violeta")
    protect(red, ana, forum)
    assert saying(everything(), (*SECRETS, "casa violeta")) == set()


def test_who_gives_protection_up_is_named_again(told, forum, red, ana):
    red = protect(red, ana, forum)
    red = edit(red, ana, forum, is_protected=False)
    entry = Entry.objects.get(ref=told[0].ref)
    assert (entry.organisation_name, entry.organisation_slug, entry.country) == (
        "Red de Mujeres",
        red.slug,
        "MX",
    )


def test_a_new_name_type_and_country_stand_everywhere_at_once(told, forum, red, ana, client):
    edit(red, ana, forum, name="Casa Violeta", kind="youth_led", country="PE")
    own, gone, theirs = told
    for ref in (own.ref, gone.ref):
        entry = Entry.objects.get(ref=ref)
        assert (entry.organisation_name, entry.organisation_type, entry.country) == (
            "Casa Violeta",
            "youth_led",
            "PE",
        )
    tags = set(EntryTag.objects.filter(entry__ref=own.ref).values_list("facet", "value"))
    assert {("country", "PE"), ("organisation_type", "youth_led")} <= tags
    body = Entry.objects.get(ref=theirs.ref).body
    assert [one["name"] for one in body.details["partners"]] == ["Casa Violeta"]
    assert not Entry.objects.get(ref=gone.ref).is_listed
    assert own.ref in client.get(f"{START}commitments/", {"q": "violeta"}).content.decode()


def test_an_edit_that_changes_nothing_leaves_the_public_data_alone(told, forum, red, ana):
    version = Dataset.objects.get(forum=forum).version
    edit(red, ana, forum)
    assert Dataset.objects.get(forum=forum).version == version


def test_a_merge_moves_the_public_entries_to_the_one_that_is_kept(told, forum, red, sofia):
    kept = make_organisation("Mujeres Unidas", slug="mujeres-unidas", country="PE")
    people.merge(red, kept, by=sofia, forum=forum, now=LATER)
    own, gone, theirs = told
    for ref in (own.ref, gone.ref):
        entry = Entry.objects.get(ref=ref)
        assert (entry.organisation_slug, entry.organisation_name) == (kept.slug, kept.name)
    partners = Entry.objects.get(ref=theirs.ref).body.details["partners"]
    assert partners == [{"name": kept.name, "role": "teaches", "slug": kept.slug}]


def test_merged_with_a_protected_one_it_vanishes_too(told, everything, forum, red, sofia):
    house = make_organisation(
        "Casa Oculta", is_protected=True, protected_name="A house", slug="protected-1", country=""
    )
    people.merge(red, house, by=sofia, forum=forum, now=LATER)
    secrets = (*SECRETS[:3], "casa oculta")
    assert saying(everything(), secrets) == set()


def test_a_draft_that_names_a_partner_still_means_it_after_the_partner_has_a_new_address(
    write, maker, forum, red, lagos, chidi, ana
):
    commitment = write(rows={"partner": [{"name": lagos.name, "organisation": lagos.slug}]})
    protect(lagos, chidi, forum)
    commitment = services.submit(commitment, ana, MORNING)
    assert commitment.current.partners.get().organisation == lagos


def test_making_everything_again_gives_the_same_withdrawn_pages_too(told, forum):
    def shown():
        rows = Entry.objects.order_by("ref").values_list(
            "ref", "title", "organisation_name", "is_listed", "body__details", "body__state_reason"
        )
        return list(rows)

    before = shown()
    rebuild(forum)
    assert shown() == before


def test_the_change_and_what_the_public_sees_commit_together(told, forum, red, ana, monkeypatch):
    from avow.people import changed

    def broken(_organisation, _now):
        raise RuntimeError

    monkeypatch.setattr(changed, "_HANDLERS", [*changed._HANDLERS, broken])
    with pytest.raises(RuntimeError):
        protect(red, ana, forum)
    assert not Organisation.objects.get(pk=red.pk).is_protected
    assert Entry.objects.get(ref=told[0].ref).organisation_name == "Red de Mujeres"


def test_a_change_republishes_many_commitments_in_few_queries(
    told, forum, red, ana, django_assert_max_num_queries
):
    assert Commitment.objects.filter(organisation=red).count() == 2
    represent(ana, make_organisation())
    with django_assert_max_num_queries(80):
        protect(red, ana, forum)
