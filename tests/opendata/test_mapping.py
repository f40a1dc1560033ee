"""Columns of other names, orders and encodings: guessed with a reason, or given, never silently."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from avow.commitments.models import Commitment, FinanceLine
from avow.kernel.formulas import neutralise, restore
from avow.opendata.imports import sheets
from avow.opendata.imports.guessing import Why
from avow.opendata.imports.mapping import MapTo, of_arguments, of_plain, of_text
from avow.opendata.imports.preparing import propose
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.opendata.models import ImportMapping
from tests.opendata.making import ROW, write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)
COLUMNS = [name for name, *_ in kind_of("commitments").columns]

FRENCH = (
    "Liste des engagements 2026;;;\n"
    "\n"
    "N° d'engagement;Intitulé;Résumé;Langue;Organisme;Type d'organisation;Pays;Coalition d'action;"
    "Action;Type d'engagement;Montant;Devise;Date de début;Date de fin;Statut;Interne\n"
    "F-1;Des refuges;Vingt refuges;français;Maison des refuges;ONG;Sénégal;"
    "Violences basées sur le genre;GBV-1;Programme;1 250 000,50;euro;01/07/2021;30/06/2024;En cours;x\n"
    "F-2;Des écoles;Dix écoles;français;Maison des écoles;ONG;Côte d'Ivoire;"
    "Violences basées sur le genre;GBV-2;Programme;2 500,00;euro;15/09/2021;31/12/2024;À faire;y\n"
)


@pytest.fixture
def look(forum, tmp_path):
    """Propose how a file of this content is read."""

    def look(content, name="file.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return propose(kind_of("commitments"), path, forum, **options)

    return look


def taken(proposal):
    return {guess.theirs: guess.ours for guess in proposal.guessed.guesses if guess.ours}


def test_a_french_list_with_a_title_above_is_understood(look, forum, gbv):
    gbv.names = gbv.names | {"fr": "Violences basées sur le genre"}
    gbv.save(update_fields=["names"])
    found = look(FRENCH)
    assert found.missing == ()
    assert set(taken(found).values()) == {
        "id", "title", "summary", "language", "organisation", "organisation_type", "country",
        "coalition", "action", "commitment_type", "amount", "currency", "start", "end", "status",
    }  # fmt: skip
    assert found.guessed.mapping.dates == "dd/mm/yyyy"
    assert found.guessed.mapping.numbers
    assert not found.is_exact
    report = run(
        kind_of("commitments"), found.table.path, forum, now=NOW, mapping=found.guessed.mapping
    )
    assert (report.new, report.problems) == (2, [])
    row = Commitment.objects.get(source_id="F-1")
    assert (row.organisation.country, row.public.language) == ("SN", "fr")
    assert row.public.starts_on == date(2021, 7, 1)
    assert row.progress_status == "on_track"
    line = FinanceLine.objects.get(revision=row.public)
    assert (str(line.amount.normalize()), line.currency) == ("1250000.5", "EUR")


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        ("Organization", "organisation"),
        ("START DATE", "start"),
        ("endDate", "end"),
        ("Fecha de inicio", "start"),
        ("Страна", "country"),
        ("العنوان", "title"),
        ("开始日期", "start"),
        ("organizacao tipo", ""),
        ("Organizaton", "organisation"),
        ("Título do compromisso", "title"),
        ("planned-dates.start-date", "start"),
        ("Wibble", ""),
    ],
)
def test_names_of_other_languages_and_registries_are_known(look, header, ours):
    guesses = look(f"Id,{header}\n1,\n").guessed.guesses
    assert guesses[1].ours == ours


def test_what_stands_in_a_column_can_contradict_its_name(look):
    found = look("id,Amount of trees,Budget,Nation\n1,5,many,12\n2,6,few,13\n")
    by = {guess.theirs: guess for guess in found.guessed.guesses}
    assert (by["Budget"].ours, by["Budget"].why) == ("", Why.CONTRADICTED)
    assert by["Nation"].why is Why.CONTRADICTED


def test_a_country_is_told_by_what_stands_in_it_but_not_an_id_that_looks_like_one(look):
    rows = "".join(f"{n},{code},{code}\n" for n, code in enumerate(["KE", "FR", "MX", "SN"]))
    found = look("id,seat of house,part_id\n" + rows)
    assert taken(found) == {"id": "id", "seat of house": "country"}


def test_two_columns_that_could_be_one_of_ours_stay_open(look):
    found = look("id,Organization,Actor name\n1,A house,Another\n2,B house,Others\n")
    by = {guess.theirs: guess.ours for guess in found.guessed.guesses}
    assert sorted(by.values()) in (["", "", "id"], ["", "id", "organisation"])


def test_days_that_could_be_two_are_left_as_they_are(look):
    found = look("id,start date,fin\n1,01/02/2021,03/04/2022\n2,05/06/2021,07/08/2022\n")
    assert found.guessed.mapping.dates == ""


def test_a_file_of_our_own_names_needs_no_question(forum, tmp_path):
    found = propose(kind_of("commitments"), write_csv(tmp_path, {}, {}), forum)
    assert found.is_exact
    odd = write_csv(tmp_path, {"country": "Kenya"}, {"country": "Peru"})
    found = propose(kind_of("commitments"), odd, forum)
    assert not found.is_exact
    assert found.guessed.mapping.names == ("country",)


def test_a_list_of_objects_is_read_by_dotted_names(look, forum):
    things = [
        {
            **{key: value for key, value in ROW.items() if key not in {"summary", "organisation"}},
            "id": n,
            "amount": 1250000.5,
            "details": {"summary": "We will.", "by": {"organisation": "A house"}},
            "coalition": ["gender_based_violence"],
            "updates": [{"day": "a"}, {"day": "b"}],
        }
        for n in (1, 2)
    ]
    found = look(json.dumps(things, indent=1), "file.json")
    assert taken(found)["details.summary"] == "summary"
    assert found.examples["updates.day"] == ["a;b"]
    report = run(
        kind_of("commitments"), found.table.path, forum, now=NOW, mapping=found.guessed.mapping
    )
    assert (report.new, report.problems) == (2, [])
    assert Commitment.objects.filter(public__summary="We will.").count() == 2


@pytest.mark.parametrize(
    "content", ["[", "[1,2]", '[{"id": 1},', "[]", '[{"a": "\\ud800"}]x', "[" * 100_000 + "{"]
)
def test_json_that_is_no_list_of_objects_is_refused_in_one_line(forum, tmp_path, content):
    path = tmp_path / "file.json"
    path.write_text(content)
    with pytest.raises(FileProblem) as refusal:
        run(kind_of("commitments"), path, forum, now=NOW)
    assert "\n" not in str(refusal.value)


def test_half_a_letter_in_json_is_told(forum, tmp_path):
    path = tmp_path / "file.json"
    path.write_text(json.dumps([{**ROW, "id": "1", "title": "a\ud800b"}, {**ROW, "id": "2"}]))
    report = run(kind_of("commitments"), path, forum, now=NOW)
    assert (report.new, [one.column for one in report.problems]) == (1, ["title"])


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("mac_roman", "MacRoman"),
        ("cp1252", "Windows-1252"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-8", ""),
    ],
)
def test_the_encoding_is_found_and_said(forum, tmp_path, encoding, called):
    title = "Été à Ségou – la œuvre déjà commencée"
    path = write_csv(tmp_path, {"title": title}, encoding=encoding)
    report = run(kind_of("commitments"), path, forum, now=NOW)
    assert Commitment.objects.get().public.title == title
    assert any(called in line for line in report.reading) == bool(called)


def test_letters_of_no_western_language_are_refused_and_read_when_told(forum, tmp_path):
    path = write_csv(
        tmp_path,
        *({"title": "Приюты для женщин", "summary": "Мы откроем приюты"} for _n in range(30)),
        encoding="cp1251",
    )
    with pytest.raises(FileProblem):
        run(kind_of("commitments"), path, forum, now=NOW)
    mapping = of_plain({"columns": {n: n for n in ROW}, "encoding": "cp1251"}, COLUMNS)
    assert run(kind_of("commitments"), path, forum, now=NOW, mapping=mapping).new == 30
    assert Commitment.objects.first().public.title == "Приюты для женщин"


def workbook(path, *sheets_):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets_:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def test_of_several_sheets_the_first_with_a_header_is_read_and_said(forum, tmp_path):
    path = tmp_path / "file.xlsx"
    rows = [["A title", None], [], list(ROW), [*ROW.values()]]
    workbook(path, ("Read me", [["Hello"]]), ("List", rows), ("More", [list(ROW)])).save(path)
    report = run(kind_of("commitments"), path, forum, now=NOW)
    assert (report.new, report.problems) == (1, [])
    assert any("“List”" in line for line in report.reading)
    with pytest.raises(FileProblem, match="Read me, List, More"):
        propose(kind_of("commitments"), path, forum, MapTo(sheet="Nowhere"))


def test_a_merged_cell_counts_for_every_row_that_it_covers(forum, tmp_path):
    path = tmp_path / "file.xlsx"
    rows = [list(ROW), *([*{**ROW, "id": str(n)}.values()] for n in (1, 2, 3))]
    book = workbook(path, ("List", rows))
    at = list(ROW).index("organisation") + 1
    book["List"].merge_cells(start_row=2, end_row=4, start_column=at, end_column=at)
    book.save(path)
    assert run(kind_of("commitments"), path, forum, now=NOW).new == 3
    assert set(Commitment.objects.values_list("organisation__name", flat=True)) == {
        ROW["organisation"]
    }


def test_a_workbook_that_unpacks_to_too_much_is_refused(forum, tmp_path, monkeypatch):
    path = tmp_path / "file.xlsx"
    workbook(path, ("List", [list(ROW)] * 50)).save(path)
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1000)
    with pytest.raises(FileProblem, match="room for"):
        run(kind_of("commitments"), path, forum, now=NOW)


GIVEN = """
columns:
  organisation: Who
  id: [Number, Year]
set: {language: fr}
values:
  organisation_type: {Ville: other}
dates: dd/mm/yyyy
separator: "|"
"""


def test_a_mapping_is_read_from_yaml_and_json_and_gives_itself_back():
    made = of_text(GIVEN, COLUMNS)
    assert made.columns == {"organisation": ("Who",), "id": ("Number", "Year")}
    assert made.constants == {"language": "fr"}
    assert of_plain(made.as_plain(), COLUMNS) == made
    assert of_text(json.dumps(made.as_plain()), COLUMNS) == made


@pytest.mark.parametrize(
    "text",
    [
        "columns: [a, b]",
        "columns: {nothing_of_ours: X}",
        "wibble: 1",
        "dates: backwards",
        "set: {language: fr}\ncolumns: {language: Lang}",
        "separator: x",
        "[1, 2]",
        "a: b: c",
        "{",
        "columns: {title: {a: b}}",
        "x" * 300_000,
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_one_line(text):
    with pytest.raises(FileProblem) as refusal:
        of_text(text, COLUMNS)
    assert "\n" not in str(refusal.value)


def test_arguments_join_columns_and_leave_others_aside():
    made = of_arguments(["A=B=title", "Nr=id", "Year=id", "Old="], ["language=fr"], COLUMNS)
    assert made.columns == {"title": ("A=B",), "id": ("Nr", "Year")}
    with pytest.raises(FileProblem):
        of_arguments(["no sign"], [], COLUMNS)


class TestCommand:
    def call(self, path, forum, *arguments):
        out = StringIO()
        call_command(
            "import", "commitments", str(path), "--forum", forum.slug, *arguments, stdout=out
        )
        return out.getvalue()

    @pytest.fixture
    def path(self, tmp_path):
        path = write_csv(tmp_path, {"country": "Kenya"}, {"country": "Peru"})
        text = path.read_text().replace("organisation,", "Who made it,", 1)
        path.write_text(text.replace("language,", "Tongue,", 1))
        return path

    def test_a_guess_is_shown_and_imports_nothing_without_yes(self, path, forum):
        arguments = ("--map", "Who made it=organisation", "--set", "language=en")
        shown = self.call(path, forum, *arguments, "--show-mapping")
        assert "Who made it" in shown
        assert "you said so" in shown
        assert "country" in shown
        with pytest.raises(CommandError, match="--yes"):
            self.call(path, forum, *arguments)
        assert not Commitment.objects.exists()
        assert "2 imported" in self.call(path, forum, *arguments, "--yes")

    def test_what_is_missing_is_said(self, path, forum):
        with pytest.raises(CommandError, match="Missing: language, organisation"):
            self.call(path, forum, "--yes")

    def test_a_mapping_can_be_kept_and_used_again(self, path, forum, tmp_path):
        file = tmp_path / "mapping.yaml"
        file.write_text("columns: {organisation: Who made it, language: Tongue}\nnames: [country]")
        self.call(path, forum, "--map-file", str(file), "--save-mapping", "partner")
        assert ImportMapping.objects.get().mapping["names"] == ["country"]
        assert "2 were here already" in self.call(path, forum, "--saved-mapping", "partner")
        with pytest.raises(CommandError, match="no mapping other"):
            self.call(path, forum, "--saved-mapping", "other")

    def test_a_column_that_is_not_there_is_said(self, path, forum):
        with pytest.raises(CommandError, match="no column Nowhere"):
            self.call(path, forum, "--map", "Nowhere=title", "--yes")


SIGNS = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n '＝＋－＠\"\u200b\ufeff;,1."), st.characters(codec="utf-8")
    ),
    max_size=12,
)


@given(SIGNS)
@settings(max_examples=400)
def test_neutralising_and_giving_back_is_exact_and_leaves_nothing_to_run(text):
    safe = neutralise(text)
    assert restore(safe) == text
    bare = safe.lstrip(" \t\r\n\u200b\ufeff")
    number = bare.lstrip("+-").replace(".", "", 1).isdigit()
    assert bare[:1] not in tuple("=+-@＝＋－＠") or number


def test_a_header_of_ruins_can_be_shown_and_kept(look):
    found = look(b"id,Ti\x00tle,caf\xe9 \xe2\x80\x9cx\xe2\x80\x9d \xc3\xa9\xc3\xa9\n1,a,b\n")
    names = [guess.theirs for guess in found.guessed.guesses]
    assert names[:2] == ["id", "Ti␀tle"]
    assert all(name.encode() and "\x00" not in name for name in names)
