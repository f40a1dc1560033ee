"""The pages of makers together: what each may read and say, and what the public reads of them."""

from decimal import Decimal

from avow.commitments import services
from avow.commitments.models import CoMaker, Commitment, Joining
from avow.commitments.publication import organisation_changed
from avow.directory.models import Entry, EntryTag, Part
from avow.people.models import Organisation
from tests.commitments.conftest import LATER, MORNING, change
from tests.commitments.joint_making import published

START = "/en/generation-equality/"


def text_of(page):
    return page.content.decode()


def row_of(commitment):
    return Commitment.objects.get(pk=commitment.pk)


def test_a_co_maker_finds_reads_and_signs_it(sign_in, joint, chidi):
    browser = sign_in(chidi)
    assert "waits for your signature" in text_of(browser.get(f"{START}my/commitments/"))
    assert "Shelters in every district" in text_of(browser.get(f"{START}my/joint/"))
    address = f"{START}my/joint/{joint.ref}/lagos-youth-network/"
    page = text_of(browser.get(address))
    assert "4000 women and their children" in page
    assert "Sign for your organisation" in page
    assert "Leave this commitment" not in page
    for _click in range(2):
        assert browser.post(f"{address}sign/").status_code == 302
    assert CoMaker.objects.get().state == "confirmed"


def test_a_no_without_a_reason_says_so_beside_the_field_and_changes_nothing(sign_in, joint, chidi):
    address = f"{START}my/joint/{joint.ref}/lagos-youth-network/"
    page = sign_in(chidi).post(f"{address}refuse/", {"text": "  "})
    assert page.status_code == 422
    assert CoMaker.objects.get().state == "asked"
    assert sign_in(chidi).post(f"{address}refuse/", {"text": "Too much"}).status_code == 302
    assert CoMaker.objects.get().reason == "Too much"


def test_a_stale_tab_of_the_co_maker_is_told_that_it_has_moved_on(
    sign_in, joint, lagos, chidi, sofia
):
    published(joint, sofia, (lagos, chidi))
    address = f"{START}my/joint/{joint.ref}/lagos-youth-network/"
    page = sign_in(chidi).post(f"{address}refuse/", {"text": "No"})
    assert page.status_code == 409
    assert CoMaker.objects.get().state == "confirmed"


def test_others_find_nothing_there(sign_in, joint, emre, ana, sofia):
    for user in (emre, ana, sofia):
        browser = sign_in(user)
        for address in (
            f"{START}my/joint/{joint.ref}/lagos-youth-network/",
            f"{START}my/joint/GE-999999/lagos-youth-network/",
        ):
            assert browser.get(address).status_code == 404
            assert browser.post(f"{address}sign/").status_code == 404
    assert CoMaker.objects.get().state == "asked"


def test_the_lead_agrees_on_shares_anew_and_keeps_what_was_typed(sign_in, joint, lagos, ana):
    address = f"{START}my/commitments/{joint.ref}/makers/"
    browser = sign_in(ana)
    assert "Each maker reports on its own share" in text_of(browser.get(address))
    share = f"share-{lagos.pk}"
    for lead, other in (("70", "20"), ("seventy", "30"), ("70", "")):
        page = browser.post(address, {"lead": lead, share: other})
        assert page.status_code == 422
        assert f'value="{lead}"' in text_of(page)
    assert "They make 90, 10 is missing." in text_of(
        browser.post(address, {"lead": "70", share: "20"})
    )
    assert browser.post(address, {"lead": "70", share: "30"}).status_code == 302
    assert row_of(joint).current.lead_share == Decimal(70)
    assert browser.post(address, {"lead": "100", f"drop-{lagos.pk}": "1"}).status_code == 302
    assert not CoMaker.objects.exists()


def test_shares_of_a_published_text_change_by_an_amendment_only(
    sign_in, joint, lagos, ana, chidi, sofia
):
    published(joint, sofia, (lagos, chidi))
    address = f"{START}my/commitments/{joint.ref}/makers/"
    page = sign_in(ana).post(address, {"lead": "90", f"share-{lagos.pk}": "10"})
    assert page.status_code == 409
    assert row_of(joint).public.lead_share == Decimal(60)


def test_the_form_finds_a_co_maker_and_asks_parts_of_several_coalitions_only(
    sign_in, write, ana, lagos
):
    draft = write()
    browser = sign_in(ana)
    here = f"{START}my/commitments/{draft.ref}/"
    page = browser.post(f"{here}maker/", {"search": "1", "partner_query": "lagos"})
    assert "Lagos Youth Network" in text_of(page)
    added = {"add_partner": lagos.slug, "next_row": "1"}
    assert browser.post(f"{here}maker/", added).status_code == 302
    assert "will be asked to sign" in text_of(browser.get(f"{here}maker/"))
    assert "split_" not in text_of(browser.get(f"{here}joint/"))
    several = write(actions=["GBV-1", "EJR-1"])
    page = text_of(browser.get(f"{START}my/commitments/{several.ref}/joint/"))
    assert "split_economic_justice" in page
    assert "split_climate_justice" not in page


def test_the_public_reads_all_makers_and_finds_it_by_any_of_them(
    client, joint, lagos, chidi, sofia
):
    published(joint, sofia, (lagos, chidi))
    page = text_of(client.get(f"{START}commitments/{joint.ref}/"))
    assert "60 per cent" in page
    assert "40 per cent" in page
    assert joint.ref in text_of(client.get(f"{START}organisations/{lagos.slug}/"))
    assert joint.ref in text_of(client.get(f"{START}commitments/", {"country": lagos.country}))
    assert "Lagos Youth Network" in text_of(client.get(f"{START}organisations/"))
    file = b"".join(client.get(f"{START}commitments.csv").streaming_content).decode()
    assert ",Lagos Youth Network,60;40," in file.splitlines()[1]


def test_the_totals_add_up_on_the_page_and_in_the_file(client, joint, lagos, chidi, sofia):
    published(joint, sofia, (lagos, chidi))
    page = text_of(client.get(f"{START}totals/", {"by": "maker"}))
    for figure in ("US$1,000", "US$600", "US$400"):
        assert figure in page
    assert 'id="rule"' in page
    file = b"".join(client.get(f"{START}totals.csv", {"by": "maker"}).streaming_content).decode()
    assert file.splitlines()[1:] == [
        "maker,red-de-mujeres,Red de Mujeres,1,USD,600,,600,600,,",
        "maker,lagos-youth-network,Lagos Youth Network,1,USD,400,,400,400,,",
    ]
    odd = client.get(f"{START}totals/", {"by": "moon", "of_coalition": "x\x00", "of_maker": "\x00"})
    assert odd.status_code in {200, 400}
    assert client.get(f"{START}totals/", {"of_maker": "nobody"}).status_code == 200


def test_a_protected_co_maker_is_named_nowhere_and_has_no_country(
    client, joint, lagos, chidi, sofia
):
    published(joint, sofia, (lagos, chidi))
    Organisation.objects.filter(pk=lagos.pk).update(is_protected=True, protected_name="A network")
    organisation_changed(Organisation.objects.get(pk=lagos.pk), LATER)
    makers = Entry.objects.select_related("body").get().body.details["makers"]
    assert [(one["name"], one["slug"], one["task"]) for one in makers][1] == ("A network", "", "")
    assert set(Part.objects.values_list("maker", "country")) == {
        ("red-de-mujeres", "MX"), ("~A network", ""),
    }  # fmt: skip
    assert not EntryTag.objects.filter(facet="country", value=lagos.country).exists()
    for address in (
        f"commitments/{joint.ref}/",
        "totals/?by=maker",
        f"commitments/{joint.ref}/history/",
    ):
        page = text_of(client.get(f"{START}{address}"))
        assert "Lagos" not in page
        assert lagos.slug not in page


def test_beside_a_protected_lead_no_co_maker_is_named(client, joint, red, lagos, chidi, sofia):
    published(joint, sofia, (lagos, chidi))
    Organisation.objects.filter(pk=red.pk).update(is_protected=True, protected_name="A shelter")
    organisation_changed(Organisation.objects.get(pk=red.pk), LATER)
    assert set(Part.objects.values_list("maker", "country")) == {("~A shelter", ""), ("~", "")}
    page = text_of(client.get(f"{START}commitments/{joint.ref}/"))
    assert "Lagos" not in page
    assert "A maker not named for safety" in page
    assert joint.ref not in text_of(client.get(f"{START}organisations/{lagos.slug}/"))


def test_asking_to_join_says_why_not_and_asks_once(sign_in, write, maker, ana, chidi, sofia):
    closed = published(services.submit(write(), ana, MORNING), sofia)
    browser = sign_in(chidi)
    page = browser.post(
        f"{START}commitments/{closed.ref}/join/", {"organisation": "lagos-youth-network"}
    )
    assert page.status_code == 422
    open_one = published(services.submit(write(is_open=True), ana, MORNING), sofia)
    address = f"{START}commitments/{open_one.ref}/join/"
    assert "Ask to join" in text_of(browser.get(f"{START}commitments/{open_one.ref}/"))
    assert browser.post(address, {"organisation": "red-de-mujeres"}).status_code == 422
    assert browser.post(address, {"organisation": "lagos\x00"}).status_code in {400, 422}
    for _click in range(2):
        form = {"organisation": "lagos-youth-network", "message": "We train."}
        assert browser.post(address, form).status_code == 302
    one = Joining.objects.get()
    lead = sign_in(ana)
    answer = f"{START}my/commitments/{open_one.ref}/joinings/{one.pk}/"
    assert browser.post(answer, {"answer": "yes", "text": "x"}).status_code == 404
    assert lead.post(answer.replace(str(one.pk), "99999"), {"text": "x"}).status_code == 404
    lead.post(answer, {"answer": "yes", "text": " "})
    assert Joining.objects.get().state == "asked"
    assert lead.post(answer, {"answer": "yes", "text": "Welcome"}).url.endswith("/maker/")
    assert lead.post(answer, {"answer": "yes", "text": "Welcome"}).status_code == 409


def test_history_tells_what_changed_of_makers(client, joint, lagos, chidi, ana, sofia):
    row = published(joint, sofia, (lagos, chidi))
    services.amend(row, "Lagos takes more", ana, LATER)
    change(row_of(row), ana, "lead_share", ["50"])
    change(row_of(row), ana, "maker_share", ["50"], scope="maker-1")
    services.resubmit(row_of(row), ana, LATER)
    services.sign(row, lagos, chidi, LATER)
    services.publish(row_of(row), sofia, LATER)
    page = text_of(client.get(f"{START}commitments/{row.ref}/history/"))
    assert "Makers together" in page
