"""A plan of action from two writers at once to the public answer to a comment on its words."""

from tests.journeys import planning, steps

GBV = planning.GBV


def test_two_champions_write_at_once_and_one_takes_over_after_the_hold(person, site):
    dina, farah = person("dina"), person("farah")
    first, second = steps.fresh("Lawyers"), steps.fresh("Night buses")
    one, other = planning.add_section(dina, first), planning.add_section(farah, second)
    dina.goto(one)
    steps.press(dina, "Write here")
    farah.goto(other)
    steps.press(farah, "Write here")
    steps.write(dina, "Text", "A lawyer in every town.")
    steps.write(farah, "Text", "A bus after the last shift.")
    steps.wait_until_saved(dina)
    steps.wait_until_saved(farah)
    farah.goto(one)
    assert "is writing here" in steps.text_of(farah)
    assert farah.get_by_role("button", name="Write here").count() == 0
    key = one.rstrip("/").rsplit("/", 1)[-1]
    planning.let_time_pass(
        site,
        "from avow.blueprints.models import Section; from django.utils import timezone;"
        f"Section.objects.filter(key={key!r}).update(held_until=timezone.now())",
    )
    farah.goto(one)
    steps.press(farah, "Write here")
    assert steps.field(farah, "Text").input_value() == "A lawyer in every town."
    steps.write(farah, "Text", "A lawyer in every town, and in every camp.")
    steps.press(farah, "Save and give the section back")
    steps.write(dina, "Text", "A lawyer in every town, at night too.")
    steps.press(dina, "Save")
    seen = steps.typed(dina) + steps.text_of(dina)
    assert "at night too" in seen
    assert "and in every camp" in seen
    farah.goto(other)
    assert "A bus after the last shift." in steps.typed(farah) + steps.text_of(farah)


def test_a_draft_is_published_on_its_day_commented_revised_and_answered(person, site):
    dina, sofia, visitor = person("dina"), person("sofia"), person(width=360)
    section = planning.add_section(dina, steps.fresh("Shelters at night"))
    quote = steps.fresh("keeps a lawyer on call in room")
    words = f"Every shelter {quote}, day and night."
    planning.write_in(dina, section, f"The state pays for the beds.\n\n{words}")
    at_desk = planning.prepare(dina, steps.fresh("Draft"))
    sofia.goto(at_desk)
    sofia.locator("main input[type=datetime-local]").fill("2099-01-01T09:00")
    steps.press(sofia, "Plan the publication")
    number = int(at_desk.rstrip("/").rsplit("/", 1)[-1])
    public = f"coalitions/{GBV}/blueprint/versions/{number}/"
    assert visitor.request.get(f"/en/generation-equality/{public}").status == 404
    planning.let_time_pass(
        site,
        "from avow.blueprints.models import Version; from django.utils import timezone;"
        f"Version.objects.filter(number={number}, state='scheduled')"
        ".update(publish_at=timezone.now())",
    )
    planning.wait_for(visitor, f"/en/generation-equality/{public}")
    assert words in steps.text_of(visitor)

    address = steps.address_of(steps.fresh("nia"))
    said = steps.fresh("Please add an interpreter")
    key = section.rstrip("/").rsplit("/", 1)[-1]
    steps.open_page(visitor, f"{public}comments/new/?section={key}")
    visitor.locator("[name=quote]").fill(quote)
    visitor.locator("main textarea[name=text]").fill(said)
    visitor.locator("main input[name=email]").fill(address)
    planning.send(visitor)
    planning.confirm(visitor, site, address)

    planning.look_at(sofia, said)
    steps.press(sofia, "Approve")
    steps.open_page(visitor, f"{public}comments/")
    assert said in steps.text_of(visitor)

    planning.write_in(
        dina, section, f"The state pays for the beds.\n\nAnd for the food.\n\n{words}"
    )
    dina.goto(f"/en/generation-equality/champions/consultation/{GBV}/?show=waiting")
    item = dina.locator("main li").filter(has_text=said)
    item.locator("input[type=checkbox]").check()
    dina.locator("main aside input[type=radio]").first.check()
    dina.locator("main aside textarea").fill("Interpreters are in the budget now.")
    steps.press(dina, "Answer")
    steps.open_page(visitor, f"{public}you-said-we-did/")
    assert "Interpreters are in the budget now." not in steps.text_of(visitor)

    newer = planning.prepare(dina, steps.fresh("Revised draft"))
    sofia.goto(newer)
    steps.unfold(sofia, "Publish now")
    steps.press(sofia, "Publish")
    following = f"coalitions/{GBV}/blueprint/versions/{newer.rstrip('/').rsplit('/', 1)[-1]}/"
    steps.open_page(visitor, f"{following}you-said-we-did/")
    assert "Interpreters are in the budget now." in steps.text_of(visitor)
    planning.wait_for(visitor, f"/en/generation-equality/{following}comments/", said)
    here = visitor.locator("main article").filter(has_text=said)
    assert "changed" not in here.inner_text().lower()
    assert "not there" not in here.inner_text().lower()
    assert quote in here.inner_text()
    assert "taken up" in here.inner_text().lower()
