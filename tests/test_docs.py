"""What the documentation says is true: its examples are run, its tables are read, and nothing that there is is left out."""

import argparse
import importlib.util
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import docs_support
import pytest
from docs_support import DOCS, PAGES, ROOT, Shell, blocks, examples, is_file, make_example, write_file

from reader.app.actions import ACTIONS
from reader.app.crash import CRASHED
from reader.app.sifting import sift
from reader.cli.export import _ALL as FORMATS
from reader.cli.main import COMMANDS, parser_of, parser_of_app
from reader.cli.output import DONE, NOTHING, WRONG
from reader.corpus import Found, Index, build, index_path
from reader.dates import find_dates
from reader.dates.values import span_of
from reader.documents import Folder, archive, building, collecting, read_document, reading
from reader.documents import limits as limits_of
from reader.documents.collecting import collection
from reader.documents.columns import columns_of, said_in
from reader.documents.formats.pdf import MOST_PAGES
from reader.documents.kinds import BY_ENDING, COLLECTIONS
from reader.export.markdown import Source
from reader.export.marked import marked_documents
from reader.export.template import Template, variables
from reader.export.verify import Verdict
from reader.notebook import Notebook, Status, log
from reader.search import query
from reader.search.engine import Searcher
from reader.search.pick import pick
from reader.search.pieces import FIELDS
from reader.settings import load_settings
from reader.settings.table import SETTINGS, TABLES
from reader.text.mention import KINDS

TODAY = date(2025, 2, 1)
README = ROOT / "README.md"
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """Return a page without its fenced examples."""
    return re.sub(r"^( *)(```+)[^\n]*\n.*?^\1\2$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def tables(page: str) -> Iterator[list[list[str]]]:
    """Yield the tables of a page: rows of cells, the heads first."""
    for lines in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", row) for row in _ROW.findall(lines)]
        yield [[cell.strip().replace("\\|", "|") for cell in row] for row in (rows[0], *rows[2:])]


def table(page: str, head: str) -> list[list[str]]:
    """Return the rows below the heads of all tables whose first head begins so."""
    return [row for rows in tables(text_of(page)) if rows[0][0].startswith(head) for row in rows[1:]]


def codes(cell: str) -> list[str]:
    return _CODE.findall(cell)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return make_example(tmp_path)


# -- examples


@pytest.mark.skipif(os.name == "nt", reason="the examples are of systems with / in paths")
@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda page: page.stem)
def test_the_examples_print_what_stands_below_them(page: Path, harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(harbour, monkeypatch)
    for block in blocks(page):
        if is_file(block):
            write_file(harbour, block)
        for example in examples(block.text) if block.info == "console" else ():
            shell.check(example)


def test_an_example_that_prints_something_else_is_noticed() -> None:
    assert docs_support.matches(["one", "…", "four"], ["one", "two", "three", "four"])
    assert not docs_support.matches(["one", "…", "four"], ["one", "two", "three"])
    assert not docs_support.matches(["one"], ["one", "two"])


@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda page: page.stem)
def test_examples_of_settings_are_understood(page: Path, tmp_path: Path) -> None:
    for number, block in enumerate(blocks(page, "toml")):
        path = tmp_path / f"{number}.toml"
        path.write_text(block.text, encoding="utf-8")
        if block.info != "toml collections.toml":
            settings = load_settings(path)
            assert not settings.warnings
            assert settings.given or block.info == "toml default"


def test_the_example_of_columns_names_those_of_a_table(tmp_path: Path) -> None:
    (block,) = blocks(DOCS / "formats.md", "toml")
    (tmp_path / ".reader").mkdir()
    (tmp_path / ".reader" / "collections.toml").write_text(block.text, encoding="utf-8")
    press = tmp_path / "press" / "2024.csv"
    press.parent.mkdir()
    press.write_text("guid,head,lead,published_on,by,lang\nx-1,Baths,Closed for good.,2024-03-11,Ada,en\n", "utf-8")
    assert columns_of(press, said_in(press, tmp_path)).title == "head"
    assert collection(press, tmp_path).names == ["x-1"]


def test_the_example_of_a_template_writes_a_file(harbour: Path) -> None:
    folder = Folder.of([harbour])
    notebook = Notebook.of_folder(harbour)
    document = read_document(harbour / "ferry.txt", "ferry.txt")
    start = document.text.index("silted up")
    notebook.add(document, start, start + 9, "green", "Ask the pilot.")
    (marked,) = marked_documents(folder.scan().files, notebook, lambda _document: Found())[0]
    (block,) = blocks(DOCS / "export.md", "jinja")
    written = Template(block.text).render(Source(marked, "ferry.txt"))
    assert "> silted up\n" in written
    assert "Ask the pilot." in written
    described = text_of("export").partition("It is given of the document")[2].partition("## Other formats")[0]
    given = variables(Source(marked, "ferry.txt"))
    for name in (*given, *given["highlights"][0]):
        assert f"`{name}`" in described, name


@pytest.mark.parametrize("row", table("dates", "in a document of"), ids=lambda row: row[0].strip("`"))
def test_a_date_is_resolved_as_the_page_says(row: list[str]) -> None:
    (mention,) = find_dates(codes(row[0])[0], TODAY)
    readings = ", ".join(other.value for other in mention.alternatives)
    assert [f"`{mention.value}`" if mention.value else "", mention.reading.rule, readings] == row[1:]


def test_every_reason_that_the_tests_of_dates_meet_is_explained() -> None:
    explained = [code.split("…") for row in table("dates", "reason") for code in codes(row[0])]
    phrases = {
        phrase
        for file in (ROOT / "tests" / "dates").glob("*.py")
        for phrase in re.findall(r'"([^"\n]{4,})"', file.read_text(encoding="utf-8"))
    }
    met = {m.reading.rule for phrase in phrases for day in (TODAY, None) for m in find_dates(phrase, day)}
    assert len(met) > 100
    assert [rule for rule in met if not any(all(piece in rule for piece in pieces) for pieces in explained)] == []


def test_every_value_that_is_explained_is_one() -> None:
    for row in table("dates", "value"):
        for value in codes(row[0]):
            is_place = row[1].startswith(("a day", "a time", "a week", "a month", "a year,", "from one day"))
            assert (span_of(value)[0] is not None) is is_place, value


def test_what_is_kept_off_the_calendar_has_no_place_on_it() -> None:
    page = text_of("dates").partition("## What is not put on the calendar")[2].partition("## Values")[0]
    (rows,) = tables(page)
    for row in rows[1:]:
        (mention,) = find_dates(codes(row[0])[0], TODAY)
        assert mention.interval is None


@pytest.fixture
def searcher(harbour: Path) -> Iterator[Searcher]:
    """Search the folder of the examples, in which a passage is marked and a document read."""
    folder = Folder.of([harbour])
    notebook = Notebook.of_folder(harbour)
    document = read_document(harbour / "ferry.txt", "ferry.txt")
    start = document.text.index("silted up")
    notebook.add(document, start, start + 9, "green", "Ask the pilot about the minutes.", ["evidence"])
    notebook.set_read(document.id, document.name, is_read=True)
    index = Index(index_path(folder))
    build(index, folder)
    searcher = Searcher(index, notebook)
    yield searcher
    searcher.close()
    index.close()


def test_every_query_of_the_table_is_read_and_finds_something(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = query.parse
    monkeypatch.setattr("reader.search.engine.parse", lambda typed: read(typed, TODAY))
    rows = [*table("search", "query")]
    assert rows
    for typed in (each for row in rows for each in codes(row[0])):
        found = searcher.search(typed)
        assert not found.problems, typed
        assert found.hits, typed
        assert found.hits[0].how == "exact", typed


def test_every_field_of_a_query_is_described_under_each_of_its_names() -> None:
    page = text_of("search")
    plurals = {"organizations", "organisations", "organization", "organisation"}
    for name in FIELDS:
        assert f"`{name}:" in page or name in plurals, name
    for name in re.findall(r"`([a-z]+):[^`]*`", page.partition("## Marks")[0]):
        assert name in FIELDS, name


def test_every_filter_of_marks_is_understood() -> None:
    rows = table("search", "words")
    assert rows
    for typed in (each for row in rows for each in codes(row[0])):
        assert not sift((), typed, TODAY).notes, typed


def test_what_is_typed_in_lists_fits_as_the_page_says() -> None:
    titles = ["Ferry stays in port", "Minutes of the harbour board", "A letter"]
    for row in table("search", "typed"):
        (typed,) = codes(row[0])
        assert len(pick(typed, titles)) in (1, 2), typed


# -- what there is, and what is described


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "tools" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["keys", "commands", "configuration"])
def test_what_pages_take_from_the_program_is_up_to_date(pages: ModuleType, name: str) -> None:
    """Line breaks aside: how options are laid out differs between versions of Python."""
    assert pages.written(name).split() == text_of(name).split(), "run python tools/pages.py"


def test_every_command_is_described_and_no_other() -> None:
    assert re.findall(r"^## reader ?(\w*)$", text_of("commands"), re.MULTILINE) == ["", *COMMANDS]


def options_of(name: str) -> set[str]:
    parser: argparse.ArgumentParser = parser_of(name) if name else parser_of_app()
    return {option for action in parser._actions for option in action.option_strings}


def test_every_option_that_is_named_is_one() -> None:
    known = {option for name in ("", *COMMANDS) for option in options_of(name)}
    others = {"--filter", "--folder"}
    """Those of other programs, on the page about figures."""
    prose = "".join(map(prose_of, [*PAGES, README]))
    named = {option for code in codes(prose) for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)}
    assert named <= known | others


def test_every_setting_is_described_and_no_other() -> None:
    described = {name for row in table("configuration", "setting") for name in codes(row[0])}
    colours = {f"colours.{colour}" for colour in TABLES["colours"]}
    assert described == {setting.name for setting in SETTINGS} | colours | {"keys.…"}


def test_every_action_has_a_line_in_the_page_of_keys() -> None:
    page = text_of("keys")
    assert all(f"| `{action.name}` |" in page for action in ACTIONS)


def test_every_kind_is_described() -> None:
    page = text_of("names")
    assert all(f"`{kind}`" in page or kind in page for kind in KINDS)
    assert [codes(row[0])[0] for row in table("names", "kind")] == list(KINDS[: len(KINDS) - 4])


def test_every_format_that_is_read_is_described_and_no_other() -> None:
    described = {ending for row in table("formats", "ending") for ending in codes(row[0])}
    assert described == {*BY_ENDING, *COLLECTIONS}


def test_every_limit_is_as_described() -> None:
    (limits,) = (rows for rows in tables(text_of("formats")) if rows[0][0] == "limit")
    described = [row[1] for row in limits[1:]]
    shortest, longest, memory = limits_of.CPU_SECONDS, limits_of.MOST_CPU_SECONDS, limits_of.MEMORY / 2**30
    assert limits_of.WALL_FACTOR == 3
    assert described == [
        f"{reading.LIMIT // 2**20} MB",
        f"{collecting.LIMIT // 2**30} GB; {collecting.LONGEST // 2**20} MB for one mail, row or line",
        f"{building.TEXT_LIMIT // 2**20} million characters",
        f"{MOST_PAGES:,} pages",
        f"{archive.MOST_PARTS:,} parts, {archive.LARGEST // 2**20} MB unpacked",
        f"{shortest} to {longest} seconds of computing by its size, three times that by the clock; {memory} GB of memory",
    ]


def test_every_format_that_is_written_is_described_and_no_other() -> None:
    assert [codes(row[0])[0] for row in table("export", "`--format`")] == list(FORMATS)


def test_every_verdict_on_a_quote_is_described() -> None:
    assert [row[0] for row in table("export", "verdict")] == list(Verdict.__args__)  # type: ignore[attr-defined]


def test_every_status_of_a_mark_is_described() -> None:
    assert len(table("marks", "a mark is")) == len(Status.__args__)  # type: ignore[attr-defined]


def test_every_operation_of_the_notebook_is_described() -> None:
    described = {code for row in table("marks", "`op`") for code in codes(row[0])}
    told = re.findall(r"`(\w+)`: ", (log.__doc__ or "").partition("What each `op` says")[2].partition("Fields")[0])
    assert {*told} - {"highlight", "target"} <= described


def test_every_variable_of_the_environment_is_described() -> None:
    used = set()
    for file in (ROOT / "reader").rglob("*.py"):
        used |= set(
            re.findall(r"[\"'`](READER_[A-Z_]+|NO_COLOR|VISUAL|EDITOR)[\"'`]", file.read_text(encoding="utf-8"))
        )
    described = {name for row in table("commands", "variable") for name in codes(row[0])}
    # one program tells another by it that it was started in a browser's tab
    used.discard("READER_SERVED")
    assert used == described


def test_every_exit_code_is_described() -> None:
    assert [int(row[0]) for row in table("commands", "exit code")] == [DONE, NOTHING, WRONG, CRASHED, 130]


# -- links


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


@pytest.mark.parametrize("page", [*PAGES, README, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(prose_of(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(anchor_of, headings), target


def test_every_file_that_contributors_are_sent_to_is_there() -> None:
    named = {
        code
        for code in codes(prose_of(ROOT / "CONTRIBUTING.md"))
        if re.match(r"(?:reader|tests|docs|tools|benchmarks|screenshots)/", code)
    }
    assert len(named) > 20
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


def test_every_room_is_on_the_map() -> None:
    rooms = {each.parent.name for each in (ROOT / "reader").glob("*/__init__.py")}
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {row[0].strip("`").split("/")[1] for rows in tables(page) for row in rows[1:]} == rooms


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(_LINK.findall(README.read_text(encoding="utf-8")))
    assert {f"docs/{page.name}" for page in PAGES} <= linked


def test_every_page_begins_with_what_it_is_about() -> None:
    for page in PAGES:
        assert re.match(r"# .{10,80}\n\n", page.read_text(encoding="utf-8")), page.name
