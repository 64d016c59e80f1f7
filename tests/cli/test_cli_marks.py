"""`reader marks` as scripts use it: the list, its filters, what is to be checked."""

import json

import pytest

from reader.documents import read_document
from reader.notebook import Notebook, Placement
from reader.notebook.anchor import Target
from reader.text.safety import safe_text

DREDGER = "We asked for a dredger in January 2023"
FIELDS = (
    "id document title date start end place status score reason to_check colour colour_name tags note quote now created "
    "modified"
).split()


def document(folder, name="ferry.txt"):
    return read_document(folder / name, name)


def add(folder, words, colour="yellow", note="", tags=(), name="ferry.txt"):
    source = document(folder, name)
    start = source.text.index(words)
    return Notebook.of_folder(folder).add(source, start, start + len(words), colour, note, tags)


@pytest.fixture
def marked(folder):
    """Return the folder with four marks, one of them in another document."""
    add(folder, "Captain Maren Holt", "green", "Who is\nshe?", ("people",))
    add(folder, DREDGER, "pink", "", ("evidence", "harbour/dredger"))
    add(folder, "The Northwick Ferry Company")
    add(folder, "the café by the quay", "blue", name="letters/vale.txt")
    return folder


def ids(out):
    return [line.split()[0] for line in out.splitlines()]


def test_every_mark_is_a_line_with_its_id_place_colour_tags_words_and_note(run, marked):
    code, out, err = run("marks", marked)
    notebook = Notebook.of_folder(marked)
    assert (code, err) == (0, "")
    assert ids(out) == [mark.id for mark in notebook.highlights]
    captain = next(line for line in out.splitlines() if "Captain" in line)
    mark = next(each for each in notebook.highlights if each.note)
    assert captain.split() == [
        mark.id, f"ferry.txt:{mark.anchor.start}", "green", "#people", "Captain", "Maren", "Holt", "—", "Who", "is", "she?",
    ]  # fmt: skip


def test_marks_as_json_say_where_they_stand_and_how_sure_that_is(run, marked):
    code, out, _err = run("marks", marked, "--json")
    data = json.loads(out)
    assert code == 0
    assert len(data) == 4
    assert all(sorted(each) == sorted(FIELDS) for each in data)
    ferry = document(marked)
    captain = next(each for each in data if each["note"])
    assert captain["quote"] == captain["now"] == ferry.text[captain["start"] : captain["end"]] == "Captain Maren Holt"
    assert (captain["status"], captain["place"], captain["date"]) == ("certain", "¶ 1", "2024-03-11")
    assert (captain["tags"], captain["note"], captain["to_check"]) == (["people"], "Who is\nshe?", False)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (["dredger"], 1),
        (["maren", "holt"], 1),
        (["nowhere-at-all"], 0),
        (["tag:evidence"], 1),
        (["colour:green", "has:note"], 1),
        (["--colour", "green"], 1),
        (["--colour", "3"], 1),
        (["--tag", "evidence", "--tag", "harbour/dredger"], 1),
        (["--tag", "evidence", "--tag", "people"], 0),
        (["--document", "vale"], 1),
        (["--document", "ferry stays"], 3),
        (["--since", "2020"], 4),
        (["--until", "2020"], 0),
        (["--since", "2020", "--until", "2021"], 0),
        (["--status", "certain"], 4),
        (["--status", "orphan"], 0),
        (["--review"], 0),
        (['--document=a"b'], 0),
    ],
)
def test_marks_are_chosen_by_words_fields_and_options(run, marked, asked, count):
    code, out, err = run("marks", *asked, marked)
    assert len(out.splitlines()) == count
    assert code == (0 if count else 1)
    if not count:
        assert "no mark is all of that" in err


def test_what_is_not_understood_is_said(run, marked):
    assert "no colour is called “mauve”" in run("marks", marked, "--colour", "mauve")[2]
    assert "is no date" in run("marks", marked, "--since", "whenever")[2]


def test_no_marks_are_nothing_found(run, folder):
    code, out, err = run("marks", folder)
    assert (code, out) == (1, "")
    assert "no marks in" in err


NOW = "We asked for a dredger in 2023"


def place(target, selector):
    """Find marks as the tests want it, whatever the rule for that is: one is certain, one to be checked, one lost."""
    words = {DREDGER: NOW, "Captain Maren Holt": "Captain Maren Holt"}.get(selector.exact)
    if selector.text_sha256 == target.text_sha256:
        return Placement(selector.start, selector.end, "certain")
    if words is None:
        return Placement(0, 4, "orphan", 0.1, "nothing is like it")
    start = target.text.index(words)
    return Placement(start, start + len(words), "review" if words == NOW else "certain", 0.7, "the words changed")


@pytest.fixture
def changed(marked, monkeypatch):
    """Return the folder after the documents were rewritten, and the ids of the marks by what was marked."""
    monkeypatch.setattr(Target, "place", place)
    old = {mark.anchor.exact: mark.id for mark in Notebook.of_folder(marked).highlights}
    ferry = (marked / "ferry.txt").read_text(encoding="utf-8").replace("The Northwick Ferry Company", "They")
    (marked / "ferry.txt").write_text(f"A new first paragraph.\n\n{ferry.replace(DREDGER, NOW)}", encoding="utf-8")
    (marked / "letters" / "vale.txt").unlink()
    return marked, old


def test_what_is_to_be_checked_is_listed_with_old_and_new_words(run, changed):
    folder, old = changed
    code, out, _err = run("marks", folder, "--review")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines() if line.startswith("h-")] == [
        old[DREDGER],
        old["The Northwick Ferry Company"],
        old["the café by the quay"],
    ]
    assert f"    was  {DREDGER}\n    now  {NOW}\n" in out
    assert "    was  The Northwick Ferry Company\n" in out
    assert out.endswith("    was  the café by the quay\n")


def test_what_is_gone_with_its_document_is_to_be_checked_as_well(run, changed):
    folder, _old = changed
    found = {each["quote"]: each for each in json.loads(run("marks", folder, "--json")[1])}
    assert len(found) == 4
    gone = found["the café by the quay"]
    assert (gone["status"], gone["now"], gone["place"], gone["to_check"]) == ("orphan", None, None, True)


def test_a_person_decides_what_stands_where_it_was_found_and_what_does_not(run, changed):
    folder, _old = changed
    moved, lost, gone = (each["id"] for each in json.loads(run("marks", folder, "--review", "--json")[1]))
    assert "--attach" in run("marks", folder, "--accept", lost)[2]
    code, _out, err = run("marks", "--accept", moved, folder)
    assert code == 0
    assert "1 mark said to stand where found" in err
    assert run("marks", folder, "--status", "review")[0] == 1
    assert run("marks", folder, "--undo")[0] == 0
    assert run("marks", "--reject", moved, lost, folder)[0] == 0
    left = json.loads(run("marks", folder, "--review", "--json")[1])
    assert [each["id"] for each in left] == [gone]
    assert len(json.loads(run("marks", folder, "--status", "orphan", "--json")[1])) == 3
    assert run("marks", folder, "--undo")[0] == 0
    assert len(json.loads(run("marks", folder, "--review", "--json")[1])) == 3


def test_what_stands_in_no_document_here_cannot_be_said_to_stand_there(run, changed):
    folder, old = changed
    code, _out, err = run("marks", folder, "--accept", old["the café by the quay"])
    assert code == 2
    assert "letters/vale.txt" in err
    assert "is not here" in err


def test_of_a_mark_whose_document_is_gone_it_can_be_said_that_one_knows(run, changed):
    folder, old = changed
    gone = old["the café by the quay"]
    assert gone in run("marks", "--review", folder)[1]
    assert run("marks", "--reject", gone, folder)[0] == 0
    assert gone not in run("marks", "--review", folder)[1]
    assert gone in run("marks", folder)[1]


def test_a_mark_without_a_place_is_put_to_another(run, changed):
    folder, old = changed
    mark_id = old["the café by the quay"]
    ferry = document(folder)
    start = ferry.text.index("harbour of Port Aldery")
    place = f"{start}-{start + 22}"
    code, out, err = run("marks", folder, "--attach", mark_id, "--in", "ferry.txt", "--at", place, "--json")
    assert code == 0
    assert json.loads(out)[0]["quote"] == "harbour of Port Aldery"
    assert f"stands in ferry.txt at {start}–{start + 22}" in err
    for wrong in ("5", "9-2", "0-999999", "x", "-1-4", ""):
        code, _out, err = run("marks", folder, "--attach", mark_id, "--in", "ferry.txt", f"--at={wrong}")
        assert code == 2
        assert "--at" in err


def test_nothing_that_a_mark_holds_reaches_the_terminal_as_more_than_text(run, folder):
    evil = "\x1b]52;c;ZXZpbA==\x07\x9b2J\u202e"
    (folder / "evil.txt").write_bytes(f"Title: {evil}\n\nMaren Holt {evil} came.\n".encode())
    mark = add(folder, "Maren Holt", "yellow", f"note {evil}", name="evil.txt")
    for arguments in (
        ["marks", folder],
        ["marks", evil, folder],
        ["marks", folder, "--edit", mark.id, "--note", evil],
        ["marks", folder, "--edit", evil, "--note", "x"],
        ["marks", folder, "--add", evil, "--in", "evil.txt"],
        ["marks", folder, "--add", "Maren", "--in", evil],
        ["marks", folder, "--import", evil],
    ):
        _code, out, err = run(*arguments)
        assert (out, err) == (safe_text(out), safe_text(err))


@pytest.mark.parametrize("option", [("--since", "someday"), ("--until", "2024-13"), ("--colour", "mauve")])
def test_an_option_that_is_not_understood_lists_no_other_marks(run, marked, option):
    code, out, err = run("marks", marked, *option)
    assert (code, out) == (2, "")
    assert option[1] in err
