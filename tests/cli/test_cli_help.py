"""The pages of the documentation in the terminal: all there, readable, as wide as they should be."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len

import reader
from reader.cli.help import pages, section_of, title_of
from reader.cli.main import COMMANDS
from reader.cli.plain import plain

ROOT = Path(reader.__file__).parents[1]
TABLE = """\
| typed | finds |
|---|---|
| `a \\| b` | one of two, and here are so many words that they do not fit into a line of forty cells |
"""
FIGURES = """\
| | person, of whom there are many | organization, of which there are some |
|---|---|---|
| newspapers of many countries | 87.0 | 74.2 |
"""


def test_without_a_topic_every_page_is_listed(run):
    code, out, _err = run("help")
    assert code == 0
    assert re.findall(r"^reader help (\S+)", out, re.MULTILINE) == list(pages())
    assert "reader help dates" in out


def test_a_page_is_text_without_the_signs_of_markdown(run):
    code, out, _err = run("help", "dates")
    assert code == 0
    assert out.startswith("How dates are found, and what they mean\n───")
    assert "](" not in out
    assert "**" not in out
    assert "|---" not in out


@pytest.mark.parametrize("topic", pages())
@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_but_of_an_example_is_longer_than_asked_for(topic, width):
    printed = plain(pages()[topic].read_text(encoding="utf-8"), width)
    long = [line for line in printed.splitlines() if cell_len(line) > width and not line.startswith("    ")]
    assert long == []


def test_the_line_below_a_heading_is_no_longer_than_a_line():
    assert plain("# How fast it is\n", 8).splitlines() == ["How fast", "it is", "────────"]


@pytest.mark.parametrize("width", [60, 80])
def test_the_list_of_pages_and_the_options_of_commands_fit(run, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert [line for line in run("help")[1].splitlines() if cell_len(line) > width] == []
    page = plain(pages()["commands"].read_text(encoding="utf-8"), 80)
    options = page[page.index("positional arguments:") : page.index("show program's version")]
    assert [line for line in options.splitlines() if cell_len(line) > 80] == []


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_of_the_program_and_its_commands_fits_into_eighty_columns(run, monkeypatch, command):
    monkeypatch.setenv("COLUMNS", "80")
    _code, out, _err = run(*filter(None, [command, "--help"]))
    long = [line for line in out.splitlines() if cell_len(line) > 80]
    # a list of values and a path are not cut
    assert [line for line in long if not re.search(r"\{[\w,]{50,}\}|completion", line)] == []
    assert out


def test_examples_stand_as_they_are():
    page = pages()["search"].read_text(encoding="utf-8")
    assert '    $ reader search "maren hollt"\n' in plain(page, 40)


def test_what_does_not_fit_into_a_column_goes_on_below_it():
    assert plain(TABLE, 40).splitlines() == [
        "typed    finds",
        "`a | b`  one of two, and here are so",
        "         many words that they do not fit",
        "         into a line of forty cells",
    ]


def test_where_columns_have_no_room_each_cell_says_what_it_is():
    assert plain(FIGURES, 50).splitlines() == [
        "newspapers of many countries",
        "    person, of whom there are many: 87.0",
        "    organization, of which there are some: 74.2",
    ]


def test_links_say_where_they_lead():
    text = plain("See [how](dates.md#values), [W3C](https://www.w3.org/) and [below](#here).\n", 80)
    assert text == "See how (`reader help dates`), W3C (https://www.w3.org/) and below."


def test_the_page_itself_and_json_are_to_be_had(run):
    page = pages()["keys"].read_text(encoding="utf-8")
    assert run("help", "keys", "--markdown")[1] == page
    assert json.loads(run("help", "keys", "--json")[1])["markdown"] == page
    assert {each["topic"] for each in json.loads(run("help", "--json")[1])} == set(pages())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_a_topic(run, command):
    code, out, _err = run("help", command)
    assert code == 0
    assert f"reader {command}" in out


def test_of_a_command_without_a_section_its_options_are_named():
    assert "reader new --help" in section_of("# Every command\n\n## reader index\n", "new")


def test_a_topic_that_is_not_there_brings_the_nearest(run):
    code, out, err = run("help", "dats")
    assert (code, out) == (2, "")
    assert "there is dates" in err
    assert "told of in" in run("help", "wikilinks")[2]


def test_what_comes_near_is_named_once_and_signs_come_near_nothing(run):
    assert "there is search\n" in run("help", "search/..")[2]
    assert "reader help lists the pages" in run("help", ".")[2]
    assert "lists the pages" in run("help", "qqqq")[2]


def test_an_unknown_topic_reaches_the_terminal_as_text(run):
    assert "\x1b" not in run("help", "\x1b]0;x\x07")[2]


def test_the_pages_are_in_the_package_that_people_install():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["force-include"]["docs"] == "reader/docs"
    assert "docs" in targets["sdist"]["include"]


def test_every_title_is_a_line():
    for page in pages().values():
        title = title_of(page.read_text(encoding="utf-8"))
        assert re.fullmatch(r"\w.{8,80}", title), page
