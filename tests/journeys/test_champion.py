"""A Champion: finds what waits for a vote, votes and goes on, asks, and sees nothing of other coalitions."""

from tests.journeys import deciding, steps


def test_a_champion_sees_first_what_waits_for_a_vote_and_filters_the_rest(person):
    farah = person("farah")
    steps.open_page(farah, "champions/")
    assert "Gender-based violence" in steps.text_of(farah)
    waiting = farah.locator("main tbody tr").count()
    assert waiting > 0
    steps.choose(farah, "Show", "All")
    steps.press(farah, "Show")
    assert farah.locator("main tbody tr").count() >= waiting
    steps.write(farah, "Search", "清泉")
    steps.press(farah, "Show")
    rows = farah.locator("main tbody tr")
    assert rows.count() > 0
    assert all("清泉妇女发展中心" in row for row in rows.all_inner_texts())


def test_a_champion_votes_and_goes_on_to_the_next_case(person):
    gita = person("gita")
    deciding.find_case(gita, "champions", "清泉", "Commitment")
    first = gita.url
    panel = gita.locator(".desk-panel:has(input[type=radio])").first
    panel.get_by_label("Approve").check()
    panel.locator("textarea").fill("It can be measured, and partners carry it.")
    steps.press(gita, "Save and next")
    assert "Your vote is kept" in steps.text_of(gita)
    assert gita.url != first


def test_a_rejection_without_a_reason_is_not_kept_and_says_so(person):
    hugo = person("hugo")
    deciding.find_case(hugo, "champions", "清泉", "Application")
    panel = hugo.locator(".desk-panel:has(input[type=radio])").first
    panel.get_by_label("Reject").check()
    steps.press(hugo, "Save")
    assert "Not kept" in steps.text_of(hugo)
    assert hugo.get_by_label("Reject").first.is_checked()


def test_a_case_of_another_coalition_is_not_there(person):
    emre, gita = person("emre"), person("gita")
    deciding.find_case(emre, "champions", "Prairie")
    assert gita.goto(emre.url).status == 404
