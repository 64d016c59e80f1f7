"""What the documentation says is true: its examples are run, and what its tables say is tried."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docs_support
import pytest
from docs_support import (
    DOCS,
    PAGES,
    README,
    ROOT,
    Shell,
    blocks,
    codes,
    examples,
    is_file,
    make_example,
    table,
    tables,
    text_of,
    write_file,
)

from reader.app.sifting import sift
from reader.corpus import Found, Index, build, index_path
from reader.dates import find_dates
from reader.dates.values import span_of
from reader.documents import Folder, read_document
from reader.documents.collecting import collection
from reader.documents.columns import columns_of, said_in
from reader.export.markdown import Source
from reader.export.marked import marked_documents
from reader.export.template import Template, variables
from reader.notebook import Notebook
from reader.search import query
from reader.search.engine import Searcher
from reader.search.pick import pick
from reader.search.pieces import FIELDS
from reader.settings import load_settings

TODAY = date(2025, 2, 1)


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
