"""`reader timeline` where it corrects what a date means."""

import json

import pytest

from reader.app.session import Session
from reader.documents import Folder
from reader.notebook import Notebook


@pytest.fixture
def place(folder):
    """Return where “Monday” stands, as the list shows it."""
    return f"ferry.txt:{(folder / 'ferry.txt').read_text().index('Monday')}"


def values(run, folder):
    return {entry["text"]: entry["value"] for entry in json.loads(run("timeline", folder, "--json")[1])}


def test_every_row_says_where_its_date_stands(run, folder, place):
    rows = run("timeline", folder)[1].splitlines()
    assert any(row.startswith("2024-03-11  “Monday”") and f"  {place}  " in row for row in rows)
    entries = json.loads(run("timeline", folder, "--json")[1])
    assert place in {f"{entry['document']}:{entry['start']}" for entry in entries}


@pytest.mark.parametrize(
    ("written", "value"), [("2024-03-04", "2024-03-04"), ("4 March 2024", "2024-03-04"), ("2024-W10", "2024-W10")]
)
def test_a_date_is_given_another_meaning_and_it_is_taken_back(run, folder, place, written, value):
    before = values(run, folder)
    code, out, err = run("timeline", "--correct", place, written, folder)
    assert (code, out) == (0, "")
    assert f"“Monday” at {place} means {value}; kept in" in err
    assert values(run, folder) == before | {"Monday": value}
    assert "taken back: what a date means" in run("timeline", "--undo", folder)[2]
    assert values(run, folder) == before


def test_the_app_knows_what_was_corrected(run, folder, place):
    run("timeline", "--correct", place, "2024-03-04", folder)
    session = Session(Folder.of([folder]))
    start = int(place.rpartition(":")[2])
    assert session.dates_of(session.read("ferry.txt")) == {(start, start + len("Monday")): "2024-03-04"}
    session.close()


def test_several_are_corrected_at_once_and_taken_back_at_once(run, folder, place):
    before = values(run, folder)
    start = (folder / "ferry.txt").read_text().index("January")
    both = ("--correct", place, "2024-03-04", "--correct", f"ferry.txt:{start + 9}", "")
    code, out, err = run("timeline", *both, folder, "--json")
    first, second = json.loads(out)
    assert code == 0
    assert (first["document"], first["value"], first["rule"]) == ("ferry.txt", "2024-03-04", "set by you")
    assert "2024-03-11" in [other["value"] for other in first["alternatives"]]
    assert (second["start"], second["value"], second["rule"]) == (start, "", "no date, set by you")
    assert f"“January 2023” at ferry.txt:{start} is no date" in err
    assert "January 2023" not in values(run, folder)
    run("timeline", "--undo", folder)
    assert values(run, folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--correct", "{place}", "someday"], "“someday” is no date: write 2025-02-07"),
        (["--correct", "ferry.txt:0", "2024"], "no date stands at 0 in ferry.txt; there is “Monday” at "),
        (["--correct", "empty.txt:0", "2024"], "no date stands at 0 in empty.txt; there is none at all"),
        (["--correct", "ferry.txt", "2024"], "“ferry.txt” is no place: write FILE:START"),
        (["--correct", "ferry.txt:x", "2024"], "“ferry.txt:x” is no place"),
        (["--correct", "nowhere.txt:1", "2024"], "there is no document nowhere.txt"),
        (["--correct", "{place}", "2024", "--correct", "ferry.txt:0", "2024"], "no date stands at 0"),
        (["--undo"], "nothing to undo"),
    ],
)
def test_what_cannot_be_corrected_is_told_and_nothing_is_written(run, folder, place, arguments, said):
    (folder / "empty.txt").write_text("It sank.")
    code, out, err = run("timeline", *(each.format(place=place) for each in arguments), folder)
    assert (code, out) == (2, "")
    assert said in err
    assert not (folder / ".reader").exists()


def test_what_else_was_decided_is_not_taken_back(run, folder):
    run("documents", "--day", "ferry.txt", "", folder)
    code, _out, err = run("timeline", "--undo", folder)
    assert code == 2
    assert "the last change is the day of a document: reader documents --undo takes it back" in err
    assert Notebook.of_folder(folder).days(["ferry.txt"]) == {"ferry.txt": None}
