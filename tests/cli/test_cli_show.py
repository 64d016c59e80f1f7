"""`reader show`: the text of a document, with marks, names and dates below its paragraphs."""

import io
import json
import os
import sys

import pytest
from rich.cells import cell_len

from reader.app.layout import Layout
from reader.cli.remarks import mark_remarks
from reader.documents import read_document
from reader.notebook import Notebook, Placed, Placement
from reader.text.safety import safe_text


def text(folder, name="ferry.txt"):
    return read_document(folder / name, name).text


@pytest.fixture
def stdin(monkeypatch):
    def give(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_a_text_is_printed_so_that_places_count_in_it(run, folder):
    code, out, err = run("show", "ferry.txt", folder)
    assert code == 0
    assert out == text(folder)
    assert err == "reader: Ferry stays in port · 2024-03-11 (“date” in the header) · ferry.txt\n"


@pytest.mark.parametrize("width", [20, 40])
def test_lines_are_wrapped_as_in_the_app(run, folder, width):
    out = run("show", "ferry.txt", folder, "--width", width)[1]
    layout = Layout(text(folder).rstrip("\n"), width)
    assert out.splitlines() == [layout.text[slice(*layout.visible_span(row))].rstrip() for row in range(len(layout))]
    assert max(map(cell_len, out.splitlines())) <= width


def test_items_of_a_list_hang_and_tabs_are_drawn(run, folder):
    (folder / "list.txt").write_text("- one two three\n\ta\n")
    assert run("show", "list.txt", folder, "--width", "10")[1] == "- one two\n  three\n    a\n"


def test_what_is_marked_is_said_below_its_paragraph(run, folder):
    run("marks", "--add", "silted up", "--in", "ferry.txt", "--tag", "evidence", "--note", "Ask\nthe pilot.", folder)
    run("marks", "--add", "Nobody came.", "--in", "ferry.txt", "--colour", "green", folder)
    start, other = text(folder).index("silted"), text(folder).index("Nobody")
    lines = run("show", "ferry.txt", folder, "--marks")[1].splitlines()
    assert lines[5:7] == [
        f"    [{start}–{start + 9} mark yellow #evidence] silted up — Ask the pilot.",
        "",
    ]
    assert lines[-1] == f"    [{other}–{other + 12} mark green] Nobody came."
    assert [line for line in lines if not line.startswith("    [")] == text(folder).splitlines()


def test_marks_that_are_lost_are_told_of(run, folder):
    run("marks", "--add", "Nobody came.", "--in", "ferry.txt", folder)
    (folder / "ferry.txt").write_text(text(folder).replace(" “Nobody came.”", ""))
    _code, out, err = run("show", "ferry.txt", folder, "--marks")
    assert out == text(folder)
    assert "1 mark not found in it any more: reader marks --review" in err


def test_a_mark_that_may_have_moved_has_its_old_words_too(folder):
    document = read_document(folder / "ferry.txt", "ferry.txt")
    mark = Notebook.of_folder(folder).add(document, 153, 164, "green")
    placement = Placement(49, 72, "review", 0.7, "the words changed")
    (remark,) = mark_remarks(document, [Placed(mark, placement)])
    assert remark.line == "[49–72 mark green moved?] Northwick Ferry Company (was “Port Aldery”)"


def test_who_and_when_is_said_as_it_was_decided(run, folder):
    start = text(folder).index("Monday")
    run("entities", "--rename", "Maren Holt", "The captain", folder)
    run("timeline", "--correct", f"ferry.txt:{start}", "2024-03-04", folder)
    lines = run("show", "ferry.txt", folder, "--mentions")[1].splitlines()
    assert f"    [{start}–{start + 6} date] Monday → 2024-03-04 (set by you)" in lines
    assert any(line.endswith("person] Maren Holt = The captain") for line in lines)


def test_mentions_are_of_the_kinds_that_are_set_up(run, folder, monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path / "set up"))
    (tmp_path / "set up").mkdir()
    (tmp_path / "set up" / "config.toml").write_text('kinds = ["date"]\n')
    said = [line for line in run("show", "ferry.txt", folder, "--mentions")[1].splitlines() if line.startswith("    [")]
    assert said
    assert all(" date] " in line for line in said)


def test_remarks_are_wrapped_too(run, folder):
    out = run("show", "ferry.txt", folder, "--mentions", "--width", "30")[1]
    assert max(map(cell_len, out.splitlines())) <= 30


def test_a_document_as_json(run, folder):
    run("marks", "--add", "Nobody came.", "--in", "ferry.txt", folder)
    code, out, _err = run("show", "ferry.txt", folder, "--json", "--marks", "--mentions")
    shown = json.loads(out)
    assert code == 0
    assert {key: shown[key] for key in ("document", "title", "date", "found", "pages")} == {
        "document": "ferry.txt",
        "title": "Ferry stays in port",
        "date": "2024-03-11",
        "found": "“date” in the header",
        "pages": [],
    }
    assert [shown["text"][mark["start"] : mark["end"]] for mark in shown["marks"]] == ["Nobody came."]
    assert all(shown["text"][each["start"] : each["end"]] == each["text"] for each in shown["mentions"])
    assert {"person", "DATE"} <= {each["type"] for each in shown["mentions"]}
    assert "marks" not in json.loads(run("show", "ferry.txt", folder, "--json")[1])


@pytest.mark.parametrize("named", ["letters/vale.txt", "vale.txt", "{folder}/letters/vale.txt"])
def test_a_document_is_named_as_everywhere(run, folder, monkeypatch, named):
    monkeypatch.chdir(folder)
    assert run("show", named.format(folder=folder))[1] == text(folder, "letters/vale.txt")


def test_a_file_elsewhere_is_read_in_its_own_folder(run, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    run("documents", "--day", "vale.txt", "2024-11-12", folder)
    assert "2024-11-12 (set by you)" in run("show", folder / "letters" / "vale.txt")[2]
    (folder / "odd.xyz").write_text("It sank.\n")
    assert run("show", folder / "odd.xyz")[1] == "It sank.\n"


def test_a_document_of_a_table_has_a_name_of_its_own(run, folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "posts.csv").write_text("id,text\none,It sank.\ntwo,It rose.\n")
    assert "It rose." in run("show", "posts.csv/0002")[1]
    code, _out, err = run("show", "posts.csv")
    assert code == 2
    assert "“posts.csv” holds posts.csv/0001, posts.csv/0002; write one of these" in err


def test_where_a_name_may_mean_two_documents_none_is_taken(run, folder, monkeypatch):
    run("documents", "--read", "minutes.md", folder)
    (folder / "letters" / "ferry.txt").write_text("Another.\n")
    monkeypatch.chdir(folder / "letters")
    code, out, err = run("show", "ferry.txt")
    assert (code, out) == (2, "")
    assert "“ferry.txt” may be ferry.txt or letters/ferry.txt in" in err
    assert run("show", "./ferry.txt")[1] == "Another.\n"
    assert run("show", "../ferry.txt")[1] == text(folder)


def test_what_comes_through_a_pipe_is_shown(run, stdin):
    stdin(b"<html><title>Quay</title><p>The <b>ferry</b> sank.</p></html>")
    code, out, err = run("show", "-")
    assert (code, out) == (0, "The ferry sank.\n")
    assert "Quay · no date · standard input" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt"], "there is no document nowhere.txt"),
        (["letters"], "“letters” holds letters/vale.txt; write one of these"),
        (["broken.txt"], "broken.txt: binary data"),
        (["ferry.txt", "--width", "-1"], "--width takes a number"),
        (["-", "--marks"], "lies in no folder"),
        ([], "FILE"),
    ],
)
def test_what_cannot_be_shown_is_told(run, folder, monkeypatch, stdin, arguments, said):
    stdin(b"It sank.")
    (folder / "broken.txt").write_bytes(b"\0")
    monkeypatch.chdir(folder)
    code, out, err = run("show", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_an_empty_document_is_nothing(run, folder):
    (folder / "empty.txt").write_text("\n")
    assert run("show", "empty.txt", folder)[0] == 1


@pytest.mark.skipif(os.name == "nt", reason="no such name there")
def test_nothing_is_printed_that_a_terminal_would_obey(run, folder):
    name = "\x1b]0;pwned\x07.txt"
    (folder / name).write_text("The \x1b[2Jferry \u202esank on \x9b4 May 2022.\n")
    run("marks", "--add", "ferry", "--in", name, "--note", "\x1b[2J\x07", folder)
    code, out, err = run("show", name, folder, "--marks", "--mentions")
    assert code == 0
    assert "ferry — " in out
    assert (out, err) == (safe_text(out), safe_text(err))
