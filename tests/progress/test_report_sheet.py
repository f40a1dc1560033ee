"""Dozens of reports in one spreadsheet: filled in, checked line by line, saved all or not at all."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from avow.commitments.models import Commitment
from avow.opendata.reporting import taking
from avow.opendata.reporting.lines import lines_of, written_by
from avow.opendata.reporting.sheet import SHEET, workbook
from avow.opendata.reporting.taking import take
from avow.progress import services
from avow.progress.models import Report
from tests.progress.conftest import ON_TIME, OPENED, walk

PAGE = "/en/generation-equality/my/reports/sheet/"
FILE = "/en/generation-equality/my/reports/sheet.xlsx"


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: ON_TIME)


def book_of(user, forum, language="en"):
    with translation.override(language):
        return openpyxl.load_workbook(BytesIO(workbook(written_by(user, forum))))


def fill(book, **answers):
    """Write answers by the key of their line (`target_value` for `target:<id>:value`)."""
    sheet = book[SHEET]
    for row in sheet.iter_rows(min_row=2):
        key = row[0].value.partition("/")[2]
        kind, _, rest = key.partition(":")
        name = f"{kind}_{rest.rpartition(':')[2]}" if rest else kind
        if name in answers:
            row[5].value = answers.pop(name)
    assert not answers
    return book


def saved(book, path):
    book.save(path)
    return path


def content(book):
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "sheet.xlsx"
    return out


NUMBER = (
    "This number cannot be kept: it has too many digits, is below nothing, or has decimals that its"
    " currency has not."
)
WHOLE = {
    "status": "Delayed", "status_reason": "The roof came late.", "evidence": "No evidence available",
    "target_value": 7, "target_as_of": "2022-06-30", "step_state": "Met", "money_spent": 500.5,
}  # fmt: skip


def test_a_sheet_holds_every_answer_with_what_was_pledged_and_what_it_says(draft, ana, forum):
    rows = list(book_of(ana, forum)[SHEET].iter_rows(values_only=True))
    assert rows[0] == ("field", "commitment", "question", "pledged", "now", "answer")
    assert len(rows) == 1 + len(list(lines_of(written_by(ana, forum)[0])))
    assert all(row[1].startswith(draft.commitment.ref) for row in rows[1:])
    assert any(row[3] and row[2].startswith("EUR 2022") for row in rows[1:])


def test_what_fits_is_chosen_from_a_list(draft, ana, forum):
    rules = book_of(ana, forum)[SHEET].data_validations.dataValidation
    assert any("On track" in (one.formula1 or "") for one in rules)
    french = book_of(ana, forum, "fr")[SHEET].data_validations.dataValidation
    assert not any("On track" in (one.formula1 or "") for one in french)


def test_a_filled_in_sheet_is_saved_once(draft, ana, forum, tmp_path):
    path = saved(fill(book_of(ana, forum), **WHOLE), tmp_path / "sheet.xlsx")
    taken = take(path, forum, by=ana, now=ON_TIME)
    assert (taken.problems, taken.answers, len(taken.reports)) == ([], 7, 1)
    draft.refresh_from_db()
    assert (draft.status, draft.evidence) == ("delayed", "none")
    target, money = draft.target_values.first(), draft.money_values.get()
    assert (target.value, target.as_of.isoformat()) == (7, "2022-06-30")
    assert (str(money.spent), draft.step_values.get().state) == ("500.500", "met")
    again = take(path, forum, by=ana, now=ON_TIME)
    assert (again.problems, again.answers) == ([], 0)


def test_labels_of_any_language_are_understood(draft, ana, forum, tmp_path):
    path = saved(fill(book_of(ana, forum, "fr"), status="En retard"), tmp_path / "x.xlsx")
    assert take(path, forum, by=ana, now=ON_TIME).answers == 1
    draft.refresh_from_db()
    assert draft.status == "delayed"


def test_a_dash_makes_an_answer_empty_and_an_empty_cell_leaves_it(draft, ana, forum, tmp_path):
    path = saved(fill(book_of(ana, forum), barriers="Rain", lessons="Roofs"), tmp_path / "a.xlsx")
    take(path, forum, by=ana, now=ON_TIME)
    path = saved(fill(book_of(ana, forum), barriers="–"), tmp_path / "b.xlsx")
    assert take(path, forum, by=ana, now=ON_TIME).answers == 1
    draft.refresh_from_db()
    assert (draft.barriers, draft.lessons) == ("", "Roofs")


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"status": "Fine"}, "This is no answer here."),
        (
            {"target_value": "many"},
            NUMBER,
        ),
        (
            {"target_as_of": "31.7.2022"},
            "This cannot be kept.",
        ),
        (
            {"money_spent": -1},
            NUMBER,
        ),
        (
            {"money_spent": "1" * 30},
            NUMBER,
        ),
        ({"may_share": "Yes"}, "Write the good practice first."),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_saved(draft, ana, forum, tmp_path, answers, wrong):
    path = saved(fill(book_of(ana, forum), lessons="Roofs", **answers), tmp_path / "bad.xlsx")
    (bad,) = take(path, forum, by=ana, now=ON_TIME).problems
    assert bad.wrong == wrong
    assert bad.mend
    assert bad.line > 1
    draft.refresh_from_db()
    assert draft.lessons == ""


def test_what_somebody_changed_meanwhile_is_not_overwritten(draft, ana, forum, tmp_path):
    old = fill(book_of(ana, forum), barriers="Rain")
    services.save(draft, "barriers", "Snow", seen="", by=ana, now=ON_TIME)
    (bad,) = take(saved(old, tmp_path / "old.xlsx"), forum, by=ana, now=ON_TIME).problems
    assert "“Snow”" in bad.wrong
    draft.refresh_from_db()
    assert draft.barriers == "Snow"


def test_a_line_of_somebody_elses_report_is_refused(draft, ana, chidi, forum, tmp_path):
    path = saved(fill(book_of(ana, forum), lessons="Forged"), tmp_path / "forged.xlsx")
    (bad,) = take(path, forum, by=chidi, now=ON_TIME).problems
    assert bad.column == "field"
    draft.refresh_from_db()
    assert draft.lessons == ""


def test_a_text_that_begins_like_a_formula_stays_a_text(draft, ana, forum, tmp_path):
    path = saved(fill(book_of(ana, forum), lessons="Roofs"), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book[SHEET].iter_rows(min_row=2):
        if row[5].value == "Roofs":
            row[5].value, row[5].data_type = "=1+1", "s"
    take(saved(book, path), forum, by=ana, now=ON_TIME)
    draft.refresh_from_db()
    assert draft.lessons == "=1+1"
    cells = [cell for row in book_of(ana, forum)[SHEET].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_a_maker_gets_the_sheet_and_sends_it_back(sign_in, report, ana, forum):
    browser = sign_in(ana)
    assert browser.get(FILE).status_code == 404  # nothing is begun
    assert "1 report is not begun" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"act": "begin"}).status_code == 302
    got = browser.get(FILE)
    book = openpyxl.load_workbook(BytesIO(got.content))
    answer = browser.post(PAGE, {"file": content(fill(book, **WHOLE))})
    assert answer.status_code == 302
    page = browser.get(PAGE).content.decode()
    assert "7 answers are saved, in reports: 1." in page
    assert Report.objects.get().status == "delayed"


def test_a_wrong_file_says_so_and_changes_nothing(sign_in, draft, ana, forum):
    browser = sign_in(ana)
    for name, body in (("x.xlsx", b"PK\x03\x04 no"), ("x.csv", b"a;b\n1;2\n"), ("x.csv", b"")):
        out = BytesIO(body)
        out.name = name
        assert browser.post(PAGE, {"file": out}).status_code == 422
    bad = fill(book_of(ana, forum), status="Fine")
    answer = browser.post(PAGE, {"file": content(bad)})
    assert answer.status_code == 422
    assert "1 line is not right yet" in answer.content.decode()
    assert Commitment.objects.exists()


def test_no_report_waits_for_whoever_owes_none(sign_in, draft, vera, client):
    assert "No report waits for you" in sign_in(vera).get(PAGE).content.decode()
    assert client.get(PAGE).status_code == 302


def test_more_reports_cost_no_more_queries(draft, ana, forum, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        for one in written_by(ana, forum):
            list(lines_of(one))


def test_what_a_colleague_writes_while_a_sheet_is_taken_stays(draft, ana, bea, forum, tmp_path, monkeypatch):  # fmt: skip
    path = saved(fill(book_of(ana, forum), barriers="Rain"), tmp_path / "sheet.xlsx")
    checked = taking._checked

    def slowly(row, lines):
        found = checked(row, lines)
        if found is not None:
            services.save(draft, "barriers", "Snow", seen="", by=bea, now=ON_TIME)
        return found

    monkeypatch.setattr(taking, "_checked", slowly)
    assert take(path, forum, by=ana, now=ON_TIME).problems
    draft.refresh_from_db()
    assert draft.barriers == "Snow"


def test_signs_that_turn_a_line_may_stand_in_words(draft, ana, forum, tmp_path):
    services.save(draft, "barriers", "نص (قانون)\u200f هنا", seen="", by=ana, now=ON_TIME)
    book = fill(book_of(ana, forum), lessons="نص\u200f")
    assert take(saved(book, tmp_path / "a.xlsx"), forum, by=ana, now=ON_TIME).answers == 1


def test_two_answers_to_one_question_are_named(draft, ana, forum, tmp_path):
    book = fill(book_of(ana, forum), barriers="Rain")
    sheet = book[SHEET]
    line = next(row for row in sheet.iter_rows(min_row=2) if row[5].value == "Rain")
    sheet.append([*(cell.value for cell in line[:5]), "Snow"])
    (bad,) = take(saved(book, tmp_path / "a.xlsx"), forum, by=ana, now=ON_TIME).problems
    assert "another answer" in bad.wrong
    draft.refresh_from_db()
    assert draft.barriers == ""


def test_thousands_may_be_written_with_spaces(draft, ana, forum, tmp_path):
    book = fill(book_of(ana, forum), money_spent="1 250")
    assert take(saved(book, tmp_path / "a.xlsx"), forum, by=ana, now=ON_TIME).answers == 1
    assert draft.money_values.get().spent == 1250


def test_a_makers_sheet_says_what_its_own_share_is(together, lagos, chidi, forum):
    walk(OPENED)
    row = Report.objects.get(commitment=together, organisation=lagos)
    services.begin(row, chidi, ON_TIME)
    whole = sum(line.amount for line in together.public.finance_lines.all())
    sheet = book_of(chidi, forum)[SHEET]
    money = [one for one in sheet.iter_rows(min_row=2, values_only=True) if ":spent" in one[0]]
    assert {Decimal(str(one[3])) for one in money} == {whole * 40 / 100}
