"""Frames on other sites: only they may be framed, and they tell nothing but what is public."""

import html
import re
from decimal import Decimal

import pytest

from avow.directory import embedding
from avow.directory.services import publish, withdraw
from tests.directory.making import public_entry, publish_some
from tests.factories import make_organisation

FORUM = "/en/generation-equality/"
HOST = "http://testserver"
ONE = f"{FORUM}embed/commitments/GE-000001/"
LIST = f"{FORUM}embed/commitments/"
FRAMES = [
    ONE,
    LIST,
    f"{FORUM}embed/figures/commitments/",
    f"{FORUM}embed/charts/commitments-by-status/",
    f"{FORUM}embed/map/",
]
HOSTILE = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>&\x0b'
PROTECTED = {
    "organisation_slug": None, "organisation_name": "An organisation", "country": "", "region": "",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def shelters(forum):
    publish(
        public_entry(
            forum, ref="GE-000001", title="Shelters in every city", amount_usd=Decimal(1200000)
        )
    )


def text_of(response):
    return response.content.decode()


def links_in(response):
    """Return the attributes of every link of a page, HTML and SVG."""
    return re.findall(r"<a ([^>]*)>", text_of(response))


# Frames


@pytest.mark.parametrize("path", FRAMES)
def test_any_site_may_frame_it_and_nobody_is_followed(client, shelters, path):
    page = client.get(path)
    assert page.status_code == 200
    assert "X-Frame-Options" not in page
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert not page.cookies
    assert "<form" not in text_of(page)
    assert "<script" not in text_of(page)
    assert 'content="noindex"' in text_of(page)


@pytest.mark.parametrize(
    "path",
    ["", "commitments/", "commitments/GE-000001/", "commitments/map/", "commitments/compare/",
     "countries/MX/", "data/embed/", "organisations/", "cards/countries/MX.png"],
)  # fmt: skip
def test_no_other_page_may_be_framed(client, shelters, path):
    page = client.get(FORUM + path)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("path", FRAMES)
def test_it_is_kept_for_a_minute_and_asked_for_by_its_name(client, shelters, path):
    page = client.get(path)
    assert page["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    assert "X-Frame-Options" not in again
    assert again["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("path", FRAMES)
def test_its_links_open_in_the_whole_window(client, shelters, path):
    links = links_in(client.get(path))
    assert links
    assert [one for one in links if 'target="_top" rel="noopener"' not in one] == []


def test_it_is_in_the_direction_of_its_language(client, shelters):
    page = text_of(client.get("/ar/generation-equality/embed/commitments/GE-000001/"))
    assert '<html lang="ar" dir="rtl">' in page


def test_a_signed_in_reader_sees_the_same(client, shelters, sofia, sign_in):
    assert text_of(sign_in(sofia).get(ONE)) == text_of(client.get(ONE))


def test_a_commitment_says_who_promises_what(client, shelters):
    page = text_of(client.get(ONE))
    assert "Shelters in every city" in page
    assert "Red de Mujeres" in page
    assert "US$1,200,000" in page
    assert f'href="{FORUM}commitments/GE-000001/"' in page


def test_a_withdrawn_commitment_says_so_and_nothing_of_its_text(client, forum, shelters):
    withdraw(forum, "GE-000001", reason="Said goodbye.")
    page = client.get(ONE)
    assert page.status_code == 410
    assert "This commitment was withdrawn" in text_of(page)
    assert "Shelters for survivors" not in text_of(page)
    assert "X-Frame-Options" not in page


def test_a_protected_maker_has_a_name_and_nothing_else(client, forum):
    publish(public_entry(forum, ref="GE-000002", **PROTECTED))
    page = text_of(client.get(f"{FORUM}embed/commitments/GE-000002/"))
    assert "An organisation" in page
    assert "/organisations/" not in page


def test_a_list_has_the_filters_of_the_directory(client, forum):
    publish(public_entry(forum, title="Alpha"))
    publish(public_entry(forum, title="Beta", country="KE", region="014"))
    page = text_of(client.get(LIST, {"country": "KE"}))
    assert ("Alpha" in page, "Beta" in page) == (False, True)
    assert f'href="{FORUM}commitments/?country=KE"' in page


@pytest.mark.parametrize(
    ("asked_for", "shown"), [("", 5), ("2", 2), ("0", 5), ("-1", 5), ("x", 5), ("9" * 400, 5),
                             ("999", 20)],
)  # fmt: skip
def test_a_list_is_as_long_as_asked_up_to_twenty(client, forum, asked_for, shown):
    publish_some(forum, 22)
    assert text_of(client.get(LIST, {"n": asked_for})).count("<li>") == shown


def test_a_list_of_one_maker_leads_to_its_page(client, forum):
    make_organisation("Red de Mujeres")
    publish(public_entry(forum, title="Alpha"))
    publish(public_entry(forum, title="Beta", organisation_slug="oslo-fund"))
    page = text_of(client.get(LIST, {"of_maker": "red-de-mujeres"}))
    assert ("Alpha" in page, "Beta" in page) == (True, False)
    assert f'href="{FORUM}organisations/red-de-mujeres/"' in page


@pytest.mark.parametrize("maker", ["!", "../../desk", "unnamed:1", "\u202e", "x" * 5000])
def test_a_maker_without_a_page_leads_nowhere(client, forum, maker):
    publish(public_entry(forum, **PROTECTED))
    page = client.get(LIST, {"of_maker": maker})
    assert page.status_code == 200
    assert "/organisations/" not in text_of(page)


@pytest.mark.parametrize(
    ("key", "words"), [("commitments", "2"), ("makers", "1"), ("pledged", "US$20")]
)
def test_a_figure_is_that_of_the_dashboard(client, forum, key, words):
    for _number in range(2):
        publish(
            public_entry(
                forum,
                amounts=(("USD", Decimal(10)),),
                amount_usd=Decimal(10),
                details={"finance": [{"amount": "10", "currency": "USD", "amount_usd": "10"}]},
            )
        )
    assert f"<bdi>{words}</bdi>" in text_of(client.get(f"{FORUM}embed/figures/{key}/"))


def test_a_chart_has_its_numbers_beside_it(client, forum):
    publish_some(forum, 3)
    page = text_of(client.get(f"{FORUM}embed/charts/commitments-by-status/"))
    assert '<svg class="chart"' in page
    assert "<td>3</td>" in page


@pytest.mark.parametrize(
    "path",
    ["embed/commitments/GE-999999/", "embed/figures/secrets/", "embed/charts/secrets/",
     "embed/commitments/%3Cscript%3E/"],
)  # fmt: skip
def test_what_is_not_there_is_said_within_the_frame(client, shelters, path):
    page = client.get(FORUM + path)
    assert page.status_code == 404
    assert "There is nothing here" in text_of(page)
    assert "X-Frame-Options" not in page
    assert "<script>" not in text_of(page)


@pytest.mark.parametrize("path", ["embed/commitments/GE-000003/", "embed/commitments/"])
def test_a_title_that_is_markup_stays_text(client, forum, path):
    publish(public_entry(forum, ref="GE-000003", title=HOSTILE, summary=HOSTILE))
    page = text_of(client.get(FORUM + path))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_is_small(client, forum, shelters, path):
    publish_some(forum, 30)
    assert len(client.get(path).content) < 60_000


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", FRAMES[1:])
def test_thirty_cost_as_many_queries_as_one(
    client, forum, path, number, django_assert_max_num_queries
):
    publish_some(forum, number)
    with django_assert_max_num_queries(14):
        client.get(path)


# The page that gives the code


def code_in(response):
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", text_of(response), re.DOTALL)
    return html.unescape(found[1])


def test_the_code_of_what_is_chosen_can_be_copied_and_works(client, shelters):
    page = client.get(f"{FORUM}data/embed/", {"what": "commitment", "ref": "ge-000001"})
    code = code_in(page)
    assert f'src="{HOST}{ONE}"' in code
    assert 'title="Shelters in every city"' in code
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert client.get(re.search('src="http://testserver([^"]+)"', code)[1]).status_code == 200


def test_filters_go_into_the_code(client, shelters):
    page = client.get(f"{FORUM}data/embed/", {"what": "pledged", "country": "MX", "type": "policy"})
    src = html.unescape(re.search('src="([^"]+)"', code_in(page))[1])
    assert src == f"{HOST}{FORUM}embed/figures/pledged/?type=policy&country=MX"


def test_the_part_of_one_maker_goes_into_the_code(client, shelters):
    page = client.get(f"{FORUM}data/embed/", {"what": "list", "of_maker": "red-de-mujeres"})
    src = html.unescape(re.search('src="([^"]+)"', code_in(page))[1])
    assert src == f"{HOST}{LIST}?of_maker=red-de-mujeres"


def test_every_choice_has_a_frame(client, shelters):
    page = text_of(client.get(f"{FORUM}data/embed/"))
    select = page[page.index('<select id="what"') :]
    choices = re.findall('<option value="([^"]+)"', select[: select.index("</select>")])
    assert set(choices) == {"list", "commitment", "map", *embedding.FIGURES, *embedding.CHARTS}
    for what in choices:
        shown = client.get(f"{FORUM}data/embed/", {"what": what, "ref": "GE-000001"})
        src = html.unescape(re.search('src="http://testserver([^"]+)"', code_in(shown))[1])
        assert client.get(src).status_code == 200


@pytest.mark.parametrize("ref", ["GE-999999", "<script>alert(1)</script>", "'"])
def test_a_commitment_that_is_not_there_is_said(client, shelters, ref):
    page = text_of(client.get(f"{FORUM}data/embed/", {"what": "commitment", "ref": ref}))
    assert "There is no such commitment" in page
    assert "<textarea" not in page
    assert "<script>alert" not in page


def test_a_title_cannot_break_out_of_the_code(client, forum):
    publish(public_entry(forum, ref="GE-000003", title=HOSTILE))
    page = client.get(f"{FORUM}data/embed/", {"what": "commitment", "ref": "GE-000003"})
    assert "<script>alert" not in text_of(page)
    assert "<script>alert" not in code_in(page)


def test_a_frame_has_the_colours_and_letters_of_every_page(client, forum):
    page = client.get(f"{FORUM}embed/commitments/").content.decode()
    sheets = re.findall('<link rel="stylesheet" href="([^"]+)">', page)
    assert [sheet.rpartition("/")[2] for sheet in sheets[:2]] == ["tokens.css", "base.css"]
    assert all(sheet.endswith(".css") for sheet in sheets)
