"""`reader entities` as scripts use it."""

import csv
import io
import json
import os
import sys
from xml.etree import ElementTree as ET

import pytest

from reader.cli import main
from reader.documents import read_document
from reader.notebook import Notebook
from reader.text.safety import safe_text

OCCURRENCE = {"document", "title", "date", "start", "end", "before", "text", "after"}
ENTITY = {"key", "name", "kind", "aliases", "mentions", "documents", "first", "last", "by_hand"}


@pytest.fixture
def run(capsys):
    """Return a function that runs `reader entities` and gives its exit code, its output and what it said about it."""

    def call(*arguments):
        try:
            code = main(["entities", *map(str, arguments)])
        except SystemExit as exit_:
            code = exit_.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def asked(run, seeds):
    """Return a function that gives the entities of the sample by name, as JSON says them."""
    return lambda: {entity["name"]: entity for entity in json.loads(run(seeds, "--json")[1])}


def test_entities_as_table_and_json(run, seeds):
    code, out, err = run(seeds, "--kind", "person")
    assert (code, err) == (0, "")
    assert "Tahawwur Rana" in out
    code, out, _err = run(seeds, "--json")
    entities = json.loads(out)
    assert code == 0
    assert all(set(entity) == ENTITY for entity in entities)
    assert [entity["mentions"] for entity in entities] == sorted((e["mentions"] for e in entities), reverse=True)
    assert not any(entity["by_hand"] for entity in entities)
    rana = next(entity for entity in entities if entity["name"] == "Tahawwur Rana")
    assert (rana["kind"], rana["aliases"], rana["first"], rana["last"]) == (
        "person",
        ["Rana"],
        "2025-02-01",
        "2025-02-01",
    )
    assert len(json.loads(run(seeds, "--json", "--limit", "2")[1])) == 2


def test_a_name_gives_its_mentions_with_what_stands_around_them(run, seeds):
    code, out, err = run("Tahawwur Rana", seeds)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("2025-02-01  000_")
    column = lines[0].index("Tahawwur")
    assert all(line[column:].startswith(("Tahawwur Rana", "Rana")) for line in lines), "one below the other"


def test_mentions_can_be_sorted_by_what_stands_on_either_side(run, seeds):
    def sorted_by(how):
        found = json.loads(run("Tahawwur Rana", seeds, "--sort", how, "--json")[1])["occurrences"]
        assert all(set(each) == OCCURRENCE for each in found)
        return found

    def words(each, side):
        return "".join(c if c.isalnum() or c.isspace() else " " for c in each[side].casefold()).split()

    by_place = [each["start"] for each in sorted_by("document")]
    assert by_place == sorted(by_place)
    right = [words(each, "after")[:2] for each in sorted_by("right")]
    assert right == sorted(right)
    left = [words(each, "before")[:-3:-1] for each in sorted_by("left")]
    assert left == sorted(left)
    assert len({tuple(map(str, order)) for order in (by_place, right, left)}) == 3


def test_json_of_one_entity_says_when_and_beside_whom(run, seeds):
    data = json.loads(run("Tahawwur Rana", seeds, "--json")[1])
    assert set(data) == ENTITY | {"months", "beside", "occurrences"}
    assert data["months"] == [{"month": "2025-02", "mentions": 5}]
    assert {"India", "US Supreme Court"} <= {each["name"] for each in data["beside"]}
    assert all(each["sentence"] for each in data["beside"])
    text = next(seeds.glob("*.txt")).read_text(encoding="utf-8")
    assert all(text[each["start"] : each["end"]] == each["text"] for each in data["occurrences"])


def test_a_misspelt_name_is_read_as_the_nearest_and_that_is_said(run, seeds):
    code, out, err = run("Tahawur Ranna", seeds)
    assert code == 0
    assert "read as Tahawwur Rana (person)" in err
    assert len(out.splitlines()) == 5
    code, out, err = run("Rana", seeds)
    assert (code, "read as Tahawwur Rana" in err) == (0, True)


def test_a_name_that_may_be_several_lists_them(run, seeds):
    code, out, err = run("pak", seeds)
    assert (code, out) == (2, "")
    assert "nationality:Pakistani" in err
    assert "place:Pakistan" in err
    assert run("pak", seeds, "--kind", "place")[0] == 0
    assert run("place:Pakistan", seeds)[0] == 0


def test_a_name_that_nobody_goes_by_is_nothing_found(run, seeds):
    code, out, err = run("Xyzzyx Plugh", seeds)
    assert (code, out) == (1, "")
    assert "Xyzzyx Plugh" in err


def test_what_exists_is_a_folder_and_what_does_not_is_a_name(run, seeds, monkeypatch):
    (seeds / "India").mkdir()
    (seeds / "India" / "a.txt").write_text("Rotterdam is a city in the Netherlands.")
    monkeypatch.chdir(seeds)
    assert "Rotterdam" in run("India")[1]
    assert "extradition" in run("place:India", seeds)[1]
    assert run("26/11 nonsense", seeds)[0] == 1, "a stroke makes no path"
    assert run("./missing", seeds)[0] == run("missing.txt")[0] == run("Missing.PDF")[0] == run("x" * 5_000)[0] == 2


def test_tables_for_spreadsheets_hold_no_formula(run, tmp_path):
    (tmp_path / "a.txt").write_text("Idris Vale met =HYPERLINK(1) Idris Vale\n\n+1 Idris Vale @home.")
    Notebook.of_folder(tmp_path).decide_entities("add", [], to="=HYPERLINK(1)", kind="work")
    for arguments in ((), ("Idris Vale",)):
        code, out, _err = run(*arguments, tmp_path, "--csv")
        header, *rows = csv.reader(io.StringIO(out))
        assert code == 0
        assert len({len(row) for row in (header, *rows)}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=HYPERLINK(1)" in run(tmp_path, "--csv")[1]


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_the_graph_has_a_node_for_each_and_an_edge_for_each_pair(run, seeds, asked):
    code, out, _err = run(seeds, "--graph", "graphml")
    assert code == 0
    root = ET.fromstring(out)
    nodes, edges = root.findall(f".//{GRAPHML}node"), root.findall(f".//{GRAPHML}edge")
    names = {node.get("id"): node.find(f"{GRAPHML}data[@key='name']").text for node in nodes}
    assert set(names.values()) == set(asked())
    assert {key.get("id") for key in root.findall(f"{GRAPHML}key")} == {
        "name",
        "kind",
        "mentions",
        "documents",
        "weight",
    }
    drawn = {
        frozenset((names[edge.get("source")], names[edge.get("target")])): int(edge.find(f"{GRAPHML}data").text)
        for edge in edges
    }
    assert drawn[frozenset(("India", "Tahawwur Rana"))] >= 2
    data = json.loads(run(seeds, "--graph", "json")[1])
    called = {node["id"]: node["name"] for node in data["nodes"]}
    assert {frozenset((called[e["source"]], called[e["target"]])): e["weight"] for e in data["edges"]} == drawn
    people = json.loads(run(seeds, "--graph", "json", "--kind", "person")[1])
    assert {node["kind"] for node in people["nodes"]} == {"person"}


def test_names_that_no_xml_may_hold_are_drawn_all_the_same(run, tmp_path):
    (tmp_path / "a.txt").write_text("Some text <b>&\"'\uffff\x0b ]]> here.", encoding="utf-8")
    notebook = Notebook.of_folder(tmp_path)
    for name in ("<b>&\"'\uffff", "]]> here"):
        notebook.decide_entities("add", [], to=name, kind="work")
    root = ET.fromstring(run(tmp_path, "--graph", "graphml")[1])
    names = {data.text for data in root.findall(f".//{GRAPHML}node/{GRAPHML}data[@key='name']")}
    assert names == {"<b>&\"'\ufffd", "]]> here"}


def test_suggestions_name_both_and_why(run, tmp_path):
    (tmp_path / "a.txt").write_text("Minister Idris Vale met the mayor.")
    (tmp_path / "b.txt").write_text("Minister Idriss Vale left.")
    code, out, _err = run(tmp_path, "--suggestions")
    assert code == 0
    assert "person:Idris Vale" in out
    (pair,) = json.loads(run(tmp_path, "--suggestions", "--json")[1])
    assert {pair["first"]["name"], pair["second"]["name"]} == {"Idris Vale", "Idriss Vale"}
    assert pair["why"]
    assert set(pair["first"]) == ENTITY | {"example"}
    run("--apart", "Idris Vale", "Idriss Vale", tmp_path)
    assert run(tmp_path, "--suggestions")[:2] == (1, "")
    assert json.loads(run(tmp_path, "--suggestions", "--json")[1]) == []


def test_decisions_are_made_kept_and_shown(run, seeds, asked):
    before = asked()
    code, out, err = run("--merge", "India", "Mumbai", "--rename", "India", "Bharat", seeds)
    assert (code, out) == (0, "")
    assert err.count("notebook.jsonl") == 2
    entities = asked()
    assert entities["Bharat"]["mentions"] == before["India"]["mentions"] + before["Mumbai"]["mentions"]
    assert entities["Bharat"]["by_hand"] is True
    assert {"India", "Mumbai"} <= set(entities["Bharat"]["aliases"])
    assert "✓" in next(line for line in run(seeds)[1].splitlines() if "Bharat" in line)
    run("--apart", "India", "Mumbai", seeds)
    assert asked()["Mumbai"]["mentions"] == before["Mumbai"]["mentions"]


def test_each_decision_can_be_made(run, seeds, asked):
    assert run("--reject", "Canadian", "--retype", "Pune", "organization", seeds)[0] == 0
    assert "Canadian" not in asked()
    assert asked()["Pune"]["kind"] == "organization"
    assert run("--keep", "canadian", "--add", "extradition", "law", seeds)[0] == 0
    assert "Canadian" in asked()
    assert asked()["extradition"]["kind"] == "law"
    assert run("--split", "Tahawwur Rana", "Rana", "--as", "Another Rana", seeds)[0] == 0
    assert (asked()["Tahawwur Rana"]["mentions"], asked()["Another Rana"]["mentions"]) == (3, 2)
    made = json.loads(run("--reject", "Another Rana", seeds, "--json")[1])
    assert [(each["action"], each["names"]) for each in made] == [("reject", [["person", "Another Rana"]])]


def test_the_last_decision_can_be_taken_back_and_no_other_change(run, seeds, asked):
    run("--reject", "Canadian", seeds)
    code, out, err = run("--undo", seeds)
    assert (code, out) == (0, "")
    assert "0 decisions are left" in err
    assert "Canadian" in asked()
    document = read_document(next(seeds.glob("*.txt")), "a.txt")
    Notebook.of_folder(seeds).add(document, 0, 9, "green")
    assert run("--undo", seeds)[0] == 2
    assert len(Notebook.of_folder(seeds).highlights) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--merge", "Tahawur Rana", "India"], "do you mean “person:Tahawwur Rana”"),
        (["--merge", "India", "India"], "one name"),
        (["--reject", "Xyzzyx"], "nobody"),
        (["--keep", "India"], "was not rejected"),
        (["--undo"], "nothing to undo"),
        (["--retype", "India", "dragon"], "no kind"),
        (["--rename", "India", "—"], "letter"),
        (["--split", "Tahawwur Rana", "Tahawwur"], "never written"),
        (["--split", "Tahawwur Rana", "Rana", "--in", "other.txt"], "not mentioned in other.txt"),
        (["--import-decisions", "no such file"], "no such file"),
        (["India", "--reject", "India"], "no folder or file"),
        (["India", "--graph", "json"], "whole folder"),
        (["India", "--suggestions"], "whole folder"),
        (["--sort", "up"], "invalid choice"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_written(run, seeds, arguments, said):
    code, out, err = run(*arguments, seeds)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not (seeds / ".reader").exists()


def test_decisions_go_to_a_file_and_come_from_one(run, seeds, folder, tmp_path):
    run("--merge", "India", "Mumbai", "--reject", "Canadian", seeds)
    file = tmp_path / "decided.jsonl"
    code, out, err = run("--export-decisions", file, seeds)
    assert (code, out) == (0, "")
    assert "2 decisions" in err
    code, _out, err = run("--import-decisions", file, folder)
    assert (code, "2 decisions taken over, 0 already there, 0 not understood" in err) == (0, True)
    assert "0 decisions taken over, 2 already there" in run("--import-decisions", file, folder)[2]
    assert run("--export-decisions", "-", folder)[1] == file.read_text()
    file.write_text("hello\n")
    assert run("--import-decisions", file, folder)[0] == 2


def test_decisions_come_from_standard_input_too(run, seeds, monkeypatch):
    data = b'{"reader": "entity decisions", "v": 1}\n{"id": "o-1", "decision": {"id": "e-1", "action": "reject", "names": [["place", "India"]]}}\n\x1b[31m\n'  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code, _out, err = run("--import-decisions", "-", seeds)
    assert (code, "1 decision taken over, 0 already there, 1 not understood" in err) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_hostile_names_reach_no_terminal(run, tmp_path):
    evil = "\x1b]52;c;aGk=\x07"
    (tmp_path / f"a{evil}.txt").write_text(f"Idris Vale {evil} met Idriss Vale.")
    notebook = Notebook.of_folder(tmp_path)
    notebook.decide_entities("add", [], to=f"met {evil}", kind="work")
    for arguments in (
        (),
        ("Idris Vale",),
        (evil,),
        ("--suggestions",),
        ("--csv",),
        ("--graph", "graphml"),
        ("--reject", evil),
        ("--import-decisions", evil),
    ):
        _code, out, err = run(*arguments, tmp_path)
        assert (safe_text(out.replace("\r\n", "\n")), safe_text(err)) == (out.replace("\r\n", "\n"), err)


def test_the_doctor_counts_decisions(run, seeds, capsys):
    run("--reject", "Canadian", seeds)
    main(["doctor", str(seeds)])
    assert "0 highlights, 1 decision on entities" in capsys.readouterr().out
