"""Several make one commitment: each signs, nobody is counted twice, who leaves leaves an open share."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from avow.commitments import joint as rules
from avow.commitments import services
from avow.commitments.drafting import draft_of, problems_of
from avow.commitments.joint_lifecycle import CO_MAKER as TABLE
from avow.commitments.joint_lifecycle import JOINING
from avow.commitments.models import CoMaker, Commitment, Joining
from avow.commitments.states import CoMakerState, JoiningState
from avow.directory.models import Entry, Part
from avow.directory.totals import Breakdown, Scope, grand
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.notices.models import Message
from avow.people import services as people
from avow.people.roles import Role
from avow.review.models import Case
from tests.commitments.conftest import LATER, MORNING, change
from tests.commitments.joint_making import CO_MAKER, MONEY, make_maker, published, review
from tests.factories import give_role, make_organisation, make_user, represent

# Copied by hand from PRODUCT.md, not from the table.
SIGNATURE = {
    ("asked", "co_maker"): {"sign", "refuse"},
    ("refused", "co_maker"): {"sign"},
    ("confirmed", "co_maker"): {"refuse", "leave"},
}


def reload(commitment: Commitment) -> Commitment:
    return Commitment.objects.get(pk=commitment.pk)


def codes(commitment):
    return {(one.section, one.key, one.code) for one in problems_of(commitment)}


@pytest.mark.parametrize("state", CoMakerState.values)
@pytest.mark.parametrize("role", list(Role))
def test_only_a_co_maker_signs_refuses_and_leaves(role, state):
    moves = {move.name for move in TABLE.open_to(state, {role, Role.OWN_ORGANISATION})}
    assert moves == SIGNATURE.get((state, str(role)), set())


@pytest.mark.parametrize("state", JoiningState.values)
@pytest.mark.parametrize("role", list(Role))
def test_only_the_lead_answers_who_asks_to_join(role, state):
    moves = {move.name for move in JOINING.open_to(state, {role, Role.OWN_ORGANISATION})}
    answers = {"accept", "refuse"}
    assert moves == (answers if (state, role) == ("asked", Role.REPRESENTATIVE) else set())


@pytest.mark.parametrize(
    ("text", "share"),
    [("40", "40"), ("33,33", "33.33"), ("33.33 %", "33.33"), ("٤٠", "40"), ("100", "100")],
)
def test_a_share_is_read_as_people_write_it(text, share):
    assert rules.share(text) == Decimal(share)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("half", "share_not_a_number"),
        ("33.333", "share_too_exact"),
        ("12.3456", "share_too_exact"),
        ("0", "share_out_of_range"),
        ("-5", "share_out_of_range"),
        ("100.01", "share_out_of_range"),
        ("9" * 40, "share_out_of_range"),
    ],
)
def test_what_is_no_share_is_refused_with_its_reason(text, code):
    with pytest.raises(rules.BadShare) as problem:
        rules.share(text)
    assert problem.value.code == code


def test_shares_that_do_not_make_a_hundred_say_what_is_missing(write, maker, lagos):
    draft = write(rows={"maker": [CO_MAKER]}, lead_share="50")
    assert codes(draft) == {("joint", "lead_share", "shares_not_whole")}
    (problem,) = problems_of(draft)
    assert "90" in problem.words
    assert "10" in problem.words
    unsaid = write(rows={"maker": [CO_MAKER]})
    assert codes(unsaid) == {("joint", "lead_share", "shares_not_whole")}


@pytest.mark.parametrize(
    ("rows", "key", "code"),
    [
        ([{**CO_MAKER, "name": "Red de Mujeres"}], "maker_name", "co_maker_is_lead"),
        ([{**CO_MAKER, "name": "Nobody knows it"}], "maker_name", "co_maker_unknown"),
        ([{**CO_MAKER, "share": "33.333"}], "maker_share", "share_too_exact"),
        ([{**CO_MAKER, "share": ""}], "maker_share", "answer_missing"),
        ([{**CO_MAKER, "share": "100"}], "maker_share", "share_out_of_range"),
        ([{"share": "40"}], "maker_name", "answer_missing"),
    ],
)
def test_each_wrong_row_says_what_is_wrong(write, maker, lagos, rows, key, code):
    draft = write(rows={"maker": rows}, lead_share="60")
    assert ("maker", key, code) in codes(draft)


def test_an_organisation_stands_once_and_not_as_a_partner_too(write, maker, lagos):
    twice = write(rows={"maker": [CO_MAKER, {**CO_MAKER, "share": "10"}]}, lead_share="50")
    assert codes(twice) == {("maker", "maker_name", "stands_twice")}
    beside = write(
        rows={"maker": [CO_MAKER], "partner": [{"name": "Lagos Youth Network"}]}, lead_share="60"
    )
    assert codes(beside) == {("maker", "maker_name", "co_maker_is_partner")}


def test_the_parts_of_coalitions_are_asked_of_several_only_and_make_a_hundred(write, maker):
    both = ["GBV-1", "EJR-1"]
    one = write(split_gender_based_violence="10")
    assert draft_of(one).joint.split == {}
    half = write(actions=both, split_gender_based_violence="70")
    assert codes(half) == {("joint", "split_gender_based_violence", "split_not_whole")}
    whole = write(actions=both, split_gender_based_violence="70", split_economic_justice="30")
    assert codes(whole) == set()
    assert draft_of(whole).joint.split == {
        "gender_based_violence": Decimal(70),
        "economic_justice": Decimal(30),
    }


def test_handing_in_invites_and_publication_waits_for_the_signature(joint, lagos, chidi, sofia):
    asked = Message.objects.filter(verb="commitment.co_maker_asked")
    assert asked.get().to_email == chidi.email
    row = review(joint, sofia)
    with pytest.raises(Refused) as refusal:
        services.publish(row, sofia, LATER)
    assert refusal.value.reasons == ("co_makers_must_sign",)
    assert not Commitment.objects.all().ready_to_publish(LATER.date()).exists()
    for _click in range(2):
        services.sign(row, lagos, chidi, MORNING)
    assert LedgerEntry.objects.filter(verb="commitment.co_maker_signed").count() == 1
    assert Commitment.objects.all().ready_to_publish(LATER.date()).get() == row
    services.publish(row, sofia, LATER)
    assert [
        (row.key, row.totals.money.usd) for row in Breakdown(Scope(row.forum_id), "maker")[0:9]
    ] == [("red-de-mujeres", 600), ("lagos-youth-network", 400)]
    assert grand(Scope(row.forum_id)).commitments == 1


def test_a_co_maker_must_be_a_maker_or_champion_of_a_coalition_that_accepted(
    write, world, maker, ana, lagos, chidi, sofia
):
    draft = write(rows={"maker": [CO_MAKER]}, lead_share="60")
    row = review(services.submit(draft, ana, MORNING), sofia)
    services.sign(row, lagos, chidi, MORNING)
    make_maker(world, lagos, "economic_justice")
    with pytest.raises(Refused) as refusal:
        services.publish(row, sofia, LATER)
    assert refusal.value.reasons == ("co_maker_not_a_maker",)
    make_maker(world, lagos)
    services.publish(row, sofia, LATER)


def test_a_refusal_tells_the_lead_who_agrees_on_shares_anew(joint, lagos, chidi, ana, sofia):
    row = review(joint, sofia)
    services.refuse_to_sign(row, lagos, "Too large a share", chidi, MORNING)
    told = Message.objects.get(verb="commitment.co_maker_refused", to_email=ana.email)
    assert told.context["reason"] == "Too large a share"
    with pytest.raises(Refused) as refusal:
        services.reshare(row, Decimal(80), {lagos.pk: Decimal(10)}, ana, MORNING)
    assert refusal.value.reasons == ("shares_not_whole",)
    services.reshare(row, Decimal(80), {lagos.pk: Decimal(20)}, ana, MORNING)
    one = CoMaker.objects.get(revision=reload(row).current)
    assert (one.state, one.share, one.reason) == ("asked", Decimal(20), "")
    assert Message.objects.filter(verb="commitment.co_maker_asked").count() == 2
    assert draft_of(reload(row)).joint.lead_share == Decimal(80)
    services.sign(row, lagos, chidi, MORNING)
    services.publish(row, sofia, LATER)


def test_taken_out_it_is_published_by_the_lead_alone(joint, lagos, chidi, ana, sofia):
    row = review(joint, sofia)
    services.refuse_to_sign(row, lagos, "No money", chidi, MORNING)
    services.reshare(row, Decimal(100), {}, ana, MORNING)
    assert problems_of(reload(row)) == []
    services.publish(row, sofia, LATER)
    assert Part.objects.values_list("maker", flat=True).distinct().get() == "red-de-mujeres"


def test_nobody_else_signs_and_the_lead_does_not_sign_for_others(joint, lagos, ana, emre, sofia):
    for user in (ana, emre, sofia):
        with pytest.raises(Refused) as refusal:
            services.sign(joint, lagos, user, MORNING)
        assert refusal.value.forbidden
    reader = make_user("only-reads@example.org")
    represent(reader, lagos, "reader")
    with pytest.raises(Refused):
        services.sign(joint, lagos, reader, MORNING)
    assert CoMaker.objects.get().state == "asked"


def test_no_reason_no_refusal_and_no_leaving_before_publication(joint, lagos, chidi):
    with pytest.raises(Refused) as refusal:
        services.refuse_to_sign(joint, lagos, "  ", chidi, MORNING)
    assert refusal.value.reasons == ("reason_missing",)
    services.sign(joint, lagos, chidi, MORNING)
    with pytest.raises(Refused):
        services.leave(joint, lagos, "Funds ended", chidi, MORNING)


def test_who_leaves_leaves_an_open_share_until_the_others_agree(joint, lagos, chidi, ana, sofia):
    row = published(joint, sofia, (lagos, chidi))
    services.leave(row, lagos, "Our funds have ended.", chidi, LATER)
    entry = Entry.objects.select_related("body").get()
    makers = entry.body.details["makers"]
    assert [(one["name"], one["share"], one["left_on"], one["reason"]) for one in makers] == [
        ("Red de Mujeres", "60.00", "", ""),
        ("Lagos Youth Network", "40.00", "2021-04-06", "Our funds have ended."),
    ]
    rows = {one.key: one.totals.money.usd for one in Breakdown(Scope(row.forum_id), "maker")[0:9]}
    assert rows == {"red-de-mujeres": 600, "-": 400}
    assert Message.objects.filter(verb="commitment.co_maker_left", to_email=ana.email).exists()
    services.amend(row, "We go on alone.", ana, LATER)
    assert draft_of(reload(row)).joint.makers == []
    assert codes(reload(row)) == {("joint", "lead_share", "shares_not_whole")}
    change(reload(row), ana, "lead_share", ["100"])
    services.resubmit(reload(row), ana, LATER)
    services.publish(reload(row), sofia, LATER)
    assert Part.objects.values_list("maker", flat=True).distinct().get() == "red-de-mujeres"


def test_an_amendment_of_the_promise_asks_again_a_small_one_does_not(
    joint, lagos, chidi, ana, sofia
):
    row = published(joint, sofia, (lagos, chidi))
    services.amend(row, "A link more", ana, LATER)
    change(reload(row), ana, "iati_identifier", ["XM-1"])
    services.resubmit(reload(row), ana, LATER)
    assert reload(row).current.co_makers.get().state == "confirmed"
    services.publish(reload(row), sofia, LATER)
    services.amend(row, "More shelters", ana, LATER)
    change(reload(row), ana, "title", ["Twice the shelters"])
    services.resubmit(reload(row), ana, LATER)
    assert reload(row).current.co_makers.get().state == "asked"
    assert reload(row).public.co_makers.get().state == "confirmed"
    assert Message.objects.filter(verb="commitment.co_maker_asked").count() == 2


def test_only_whose_share_changed_is_asked_again(
    write, world, maker, ana, lagos, chidi, sofia, red
):
    house, zoe = make_organisation("Casa Abierta"), make_user("zoe@example.org")
    represent(zoe, house, "lead")
    for one in (lagos, house):
        make_maker(world, one)
    rows = {"maker": [CO_MAKER, {"name": "Casa Abierta", "share": "20"}]}
    row = services.submit(write(rows=rows, lead_share="40"), ana, MORNING)
    row = published(row, sofia, (lagos, chidi), (house, zoe))
    services.amend(row, "Other shares", ana, LATER)
    change(reload(row), ana, "lead_share", ["50"])
    change(reload(row), ana, "maker_share", ["30"], scope="maker-1")
    services.resubmit(reload(row), ana, LATER)
    states = dict(reload(row).current.co_makers.values_list("organisation__name", "state"))
    assert states == {"Lagos Youth Network": "asked", "Casa Abierta": "confirmed"}


def test_whoever_acts_for_a_co_maker_decides_nothing(joint, forum, lagos, sofia):
    clash = make_user("both@example.org")
    represent(clash, lagos, "editor")
    give_role(clash, forum, "secretariat")
    roles = services.roles_towards(joint, clash, MORNING)
    assert Role.SECRETARIAT not in roles
    assert {Role.CO_MAKER, Role.OWN_ORGANISATION} <= roles
    with pytest.raises(Refused) as refusal:
        services.open_cases(joint, clash, MORNING)
    assert refusal.value.forbidden
    services.open_cases(joint, sofia, MORNING)
    assert lagos in Case.objects.get().partners.all()


def test_others_ask_to_join_and_come_in_with_an_amendment(
    write, world, maker, ana, lagos, chidi, sofia
):
    row = published(services.submit(write(is_open=True), ana, MORNING), sofia)
    one = services.ask_to_join(row, lagos, "We train.", chidi, LATER)
    assert services.ask_to_join(row, lagos, "Again", chidi, LATER) == one
    with pytest.raises(Refused):
        services.accept_joining(one.pk, row, "Welcome", chidi, LATER)
    services.accept_joining(one.pk, row, "Lagos joins.", ana, LATER)
    assert Joining.objects.get().state == "accepted"
    amended = reload(row)
    assert amended.state == "amended"
    assert [maker.title for maker in draft_of(amended).joint.makers] == ["Lagos Youth Network"]
    with pytest.raises(Refused) as refusal:
        services.resubmit(amended, ana, LATER)
    assert refusal.value.reasons == ("commitment_incomplete",)
    change(amended, ana, "lead_share", ["90"])
    change(amended, ana, "maker_share", ["10"], scope="maker-1")
    services.resubmit(reload(row), ana, LATER)
    make_maker(world, lagos)
    services.sign(row, lagos, chidi, LATER)
    services.publish(row, sofia, LATER)
    assert len(Entry.objects.get().body.details["makers"]) == 2


def test_a_closed_one_takes_nobody_in_and_a_protected_one_is_not_named(
    write, maker, ana, lagos, chidi, sofia
):
    closed = published(services.submit(write(), ana, MORNING), sofia)
    with pytest.raises(Refused) as refusal:
        services.ask_to_join(closed, lagos, "", chidi, LATER)
    assert refusal.value.reasons == ("not_open_to_joining",)
    open_one = published(services.submit(write(is_open=True), ana, MORNING), sofia)
    type(lagos).objects.filter(pk=lagos.pk).update(is_protected=True, protected_name="A network")
    lagos.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        services.ask_to_join(open_one, lagos, "", chidi, LATER)
    assert refusal.value.reasons == ("joining_would_name_you",)
    assert not Joining.objects.exists()


def test_two_co_makers_that_become_one_keep_their_shares(joint, world, lagos, chidi, sofia, forum):
    row = published(joint, sofia, (lagos, chidi))
    kept = make_organisation("Lagos Youth Network International", country="NG")
    people.merge(lagos, kept, by=sofia, forum=forum, now=LATER)
    assert CoMaker.objects.get().organisation == kept
    assert set(Part.objects.values_list("maker", flat=True)) == {"red-de-mujeres", kept.slug}
    assert row.ref == Entry.objects.get().ref


def test_a_co_maker_that_becomes_one_with_the_lead_gives_it_its_share(
    joint, lagos, chidi, sofia, forum, red
):
    published(joint, sofia, (lagos, chidi))
    people.merge(lagos, red, by=sofia, forum=forum, now=LATER)
    assert not CoMaker.objects.exists()
    assert Commitment.objects.get().public.lead_share == Decimal(100)
    assert grand(Scope(forum.pk, maker="red-de-mujeres")).money.usd == Decimal(1000)


def test_the_database_holds_what_one_row_can_tell(joint, lagos):
    one = CoMaker.objects.get()
    wrong = [
        {"share": 0}, {"share": 100}, {"state": "sleeping"}, {"decided_at": MORNING},
        {"state": "refused", "decided_at": MORNING},
    ]  # fmt: skip
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            CoMaker.objects.filter(pk=one.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoMaker.objects.create(revision=one.revision, organisation=lagos, share=1)


def test_each_reports_on_its_own_share_and_nobody_on_an_open_one():
    assert rules.reporters(1, Decimal(60), {2: Decimal(40)}) == {1: Decimal(60), 2: Decimal(40)}


def test_money_of_a_maker_alone_is_all_its_own(write, maker, ana, sofia, forum):
    published(services.submit(write(rows={"finance": [MONEY]}), ana, MORNING), sofia)
    (row,) = Breakdown(Scope(forum.pk), "maker")[0:5]
    assert (row.key, row.totals.money.usd) == ("red-de-mujeres", Decimal(1000))
    assert row.totals.kinds["new"].usd == Decimal(1000)


def test_co_makers_hear_of_its_publication_and_of_its_end(joint, lagos, chidi, ana, sofia):
    row = published(joint, sofia, (lagos, chidi))
    services.end(row, "Its makers have closed.", sofia, LATER)
    for verb in ("commitment.published", "commitment.ended"):
        assert Message.objects.filter(verb=verb, to_email=chidi.email).count() == 1
        assert Message.objects.filter(verb=verb, to_email=ana.email).count() == 1
