"""The secretariat: the queue, many at once, more time, mails, imports."""

import csv
import io
from datetime import UTC, datetime, timedelta

from tests.journeys import steps


def test_the_queue_is_filtered_and_several_are_given_to_a_colleague_at_once(person):
    sofia = person("sofia")
    steps.open_page(sofia, "desk/applications/")
    everything = sofia.locator("main tbody tr").count()
    steps.choose(sofia, "Type", "youth_led")
    steps.press(sofia, "Show")
    names = sofia.locator("main tbody th a").all_inner_texts()
    assert 1 < len(names) < everything

    for box in sofia.locator("main tbody input[type=checkbox]").all():
        box.check()
    sofia.locator(".desk-bulk select").select_option("Thomas Achard")
    steps.press(sofia, "Give to")
    assert f"{len(names)} of {len(names)} are done." in steps.text_of(sofia)
    tom = person("tom")
    steps.open_page(tom, "desk/")
    mine = tom.locator("section[aria-labelledby=mine]").inner_text()
    assert all(name in mine for name in names)


def test_an_act_that_the_rules_refuse_is_told_row_by_row(person):
    sofia = person("sofia")
    steps.open_page(sofia, "desk/applications/?state=in_review")
    sofia.locator("main tbody input[type=checkbox]").first.check()
    steps.press(sofia, "Begin screening")
    assert "not done" in steps.text_of(sofia)


def test_a_window_is_extended_with_its_reason_and_everybody_reads_the_new_end(person):
    sofia = person("sofia")
    steps.open_page(sofia, "desk/windows/")
    steps.follow(sofia, "Expressions of interest")
    last = datetime.now(UTC) + timedelta(days=200)
    end = last + timedelta(days=1)  # the whole last day counts
    reason = steps.fresh("More time for small networks")
    steps.write(sofia, "Last day", last.date().isoformat())
    steps.write(sofia, "Reason", reason)
    steps.press(sofia, "Save the new end")
    assert reason in steps.text_of(sofia)
    visitor = person()
    steps.open_page(visitor, "join/")
    assert f"Open until {end.day} {end:%B %Y}, 00:00" in steps.text_of(visitor)


def test_a_mail_is_found_in_the_outbox_read_and_sent_again(person, site):
    name = steps.fresh("Outbox Network")
    visitor = person()
    steps.open_page(visitor, "join/")
    steps.write(visitor, "Name of your organisation", name)
    steps.write(visitor, "E-mail address", steps.address_of(name))
    steps.press(visitor, "Send")
    site.mail_to(steps.address_of(name))

    sofia = person("sofia")
    steps.open_page(sofia, f"desk/outbox/?to={steps.address_of(name)}")
    steps.follow(sofia, "Please confirm your interest")
    steps.press(sofia, "Send again")
    assert len(site.mails_to(steps.address_of(name), 2)) == 2


def test_an_import_says_what_is_wrong_in_which_line_and_brings_the_good_rows_once_told(person):
    title = steps.fresh("A garden for every school")
    sofia = person("sofia")
    known = steps.read_csv(sofia, "/en/generation-equality/commitments.csv")[0]
    good = known | {"id": title.replace(" ", "-"), "title": title, "ref": ""}
    bad = good | {"id": "bad-1", "title": steps.fresh("Another"), "start": "2025-13-01"}
    columns = list(known)[:19]
    sheet = io.StringIO()
    rows = csv.DictWriter(sheet, columns, extrasaction="ignore")
    rows.writeheader()
    rows.writerows([good, bad])

    steps.open_page(sofia, "desk/import/")
    steps.choose(sofia, "What the rows are", "commitments")
    file = {"name": "rows.csv", "mimeType": "text/csv", "buffer": sheet.getvalue().encode()}
    steps.field(sofia, "File").set_input_files(file)
    steps.press(sofia, "Check this file")
    sofia.get_by_text("1 of 2 rows are good").wait_for(timeout=30_000)
    problems = sofia.get_by_role("table", name="The first problems").inner_text()
    assert "2025-13-01" in problems
    assert "start" in problems
    upload = sofia.url
    [error] = steps.read_csv(sofia, upload.rstrip("/") + "/errors.csv")
    assert "2025-13-01" in error.values()

    steps.unfold(sofia, "Import the good rows")
    steps.press(sofia, "Import the good rows")
    sofia.get_by_text("1 are new").wait_for(timeout=30_000)
    visitor = person()
    steps.open_page(visitor, f"commitments/?q={title}")
    assert visitor.locator("ul.hits").get_by_role("link", name=title).count() == 1
