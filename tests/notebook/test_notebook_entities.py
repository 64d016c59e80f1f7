"""What a person decides about who is who lasts like any mark, and can be given to others."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notebook import ENTITY_ACTIONS, EntityDecision, Notebook, SharingError, Taken
from reader.notebook.replay import replay

HOLT, VALE, BOARD = ("person", "Maren Holt"), ("person", "Idris Vale"), ("organization", "Harbour Board")


@pytest.fixture
def notebook(tmp_path):
    return Notebook(tmp_path / "mine" / "notebook.jsonl")


@pytest.fixture
def other(tmp_path):
    return Notebook(tmp_path / "other" / "notebook.jsonl")


def actions(notebook):
    return [decision.action for decision in notebook.entity_decisions]


def test_decisions_are_there_after_a_restart_in_their_order(notebook):
    notebook.decide_entities("same", [HOLT, VALE])
    notebook.decide_entities("apart", [HOLT, VALE])
    notebook.decide_entities("split", [HOLT], to="Ada Holt", form="Holt", document="letters/vale.txt")
    notebook.decide_entities("rename", [HOLT], to=" Captain  Holt\n")
    notebook.decide_entities("retype", [BOARD], kind="place")
    notebook.decide_entities("reject", [VALE, VALE, BOARD])
    notebook.decide_entities("keep", [VALE])
    notebook.decide_entities("add", [], to="dredger", kind="work")
    kept = Notebook(notebook.path).entity_decisions
    assert kept == notebook.entity_decisions
    assert [(d.action, d.names, d.to, d.kind, d.form, d.document) for d in kept] == [
        ("same", (HOLT, VALE), "", None, "", ""),
        ("apart", (HOLT, VALE), "", None, "", ""),
        ("split", (HOLT,), "Ada Holt", None, "Holt", "letters/vale.txt"),
        ("rename", (HOLT,), "Captain Holt", None, "", ""),
        ("retype", (BOARD,), "", "place", "", ""),
        ("reject", (VALE, BOARD), "", None, "", ""),
        ("keep", (VALE,), "", None, "", ""),
        ("add", (), "dredger", "work", "", ""),
    ]
    assert len({decision.id for decision in kept}) == len(kept)
    assert all(datetime.fromisoformat(decision.created).tzinfo for decision in kept)


def test_a_decision_is_one_line_that_a_person_can_read(notebook):
    notebook.decide_entities("same", [HOLT, VALE])
    (line,) = notebook.path.read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["op"] == "entity"
    assert record["decision"]["names"] == [["person", "Maren Holt"], ["person", "Idris Vale"]]
    assert set(record["decision"]) == {"id", "action", "names"}, "what is empty is left out"


def test_undo_takes_decisions_back_one_by_one_and_in_between_other_changes(notebook):
    notebook.decide_entities("same", [HOLT, VALE])
    notebook.decide_entities("reject", [BOARD])
    assert notebook.undo() == "entity"
    assert actions(notebook) == ["same"]
    assert actions(Notebook(notebook.path)) == ["same"]
    assert notebook.undo() == "entity"
    assert actions(notebook) == []
    assert notebook.undo() == ""


@pytest.mark.parametrize(
    ("action", "names", "more"),
    [
        ("same", [HOLT], {}),
        ("same", [HOLT, HOLT], {}),
        ("apart", [], {}),
        ("rename", [HOLT], {}),
        ("rename", [HOLT], {"to": "—"}),
        ("rename", [HOLT], {"to": "x" * 201}),
        ("rename", [], {"to": "Ada"}),
        ("retype", [HOLT], {}),
        ("retype", [HOLT], {"kind": "dragon"}),
        ("reject", [], {}),
        ("reject", [("dragon", "Holt")], {}),
        ("reject", [("person", " ")], {}),
        ("split", [HOLT], {}),
        ("add", [], {"to": "dredger"}),
        ("add", [], {"kind": "work"}),
        ("add", [], {"kind": "work", "to": "…"}),
        ("burn", [HOLT], {}),
    ],
)
def test_a_decision_that_lacks_something_is_refused_in_words_and_nothing_is_written(notebook, action, names, more):
    with pytest.raises(ValueError, match=r"needed|letter|characters|named"):
        notebook.decide_entities(action, names, **more)
    assert not notebook.path.exists()


def write(path, *operations):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        {"v": 1, "id": f"o-{at}", "time": f"2025-02-01T00:00:{at:02}Z", **each} for at, each in enumerate(operations)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return Notebook(path)


@pytest.mark.parametrize(
    "decision",
    [
        None,
        [],
        "same",
        {"action": "same"},
        {"action": "same", "id": "e-1", "names": "ab"},
        {"action": "same", "id": "e-1", "names": [["person", "A"], ["person"]]},
        {"action": "same", "id": "e-1", "names": [["person", "A"], ["dragon", "B"]]},
        {"action": "same", "id": "e-1", "names": [["person", "A"], [["person"], "B"]]},
        {"action": "same", "id": "e-1", "names": {"person": "A"}},
        {"action": "reject", "id": "../e", "names": [["person", "A"]]},
        {"action": "reject", "id": "e-1", "names": [["person", "A" * 20_000]]},
        {"action": "rename", "id": "e-1", "names": [["person", "A"]], "to": 7},
        {"action": "split", "id": "e-1", "names": [["person", "A"]], "form": "A", "document": ["x"]},
        {"action": "retype", "id": "e-1", "names": [["person", "A"]], "kind": "dragon"},
    ],
)
def test_a_decision_that_makes_no_sense_is_reported_and_changes_nothing(tmp_path, decision):
    notebook = write(tmp_path / "notebook.jsonl", {"op": "entity", "decision": decision})
    assert notebook.entity_decisions == ()
    assert len(notebook.problems) == 1


def test_an_action_of_a_later_version_stays_in_the_file_and_is_no_problem(tmp_path):
    later = {"action": "entangle", "id": "e-1", "names": 7}
    known = {"action": "reject", "id": "e-2", "names": [list(HOLT)], "strength": {"of": "ten"}}
    notebook = write(tmp_path / "n.jsonl", {"op": "entity", "decision": later}, {"op": "entity", "decision": known})
    notebook.decide_entities("keep", [HOLT])
    assert notebook.problems == ()
    assert actions(notebook) == ["reject", "keep"]
    assert "entangle" in notebook.path.read_text()
    assert "strength" in notebook.path.read_text()


def test_what_a_terminal_would_obey_is_taken_out_of_names(tmp_path):
    names = [["person", "Ho\x1b[31mlt"], ["person", "two\nlines"]]
    decision = {"action": "same", "id": "e-1", "names": names, "to": "\u202eevil"}
    notebook = write(tmp_path / "n.jsonl", {"op": "entity", "decision": decision})
    (read,) = notebook.entity_decisions
    assert read.names == (("person", "Ho␛[31mlt"), ("person", "two lines"))
    assert read.to == "\ufffdevil"


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["person", "place", "A", "B"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_RECORD = st.fixed_dictionaries(
    {"action": st.sampled_from([*ENTITY_ACTIONS, "other"]) | _ANY, "id": st.just("e-1") | _ANY},
    optional={
        "names": st.lists(st.tuples(st.sampled_from(["person", "place"]), st.text(max_size=4)).map(list), max_size=3)
        | _ANY,
        "to": st.text(max_size=4) | _ANY,
        "kind": st.just("place") | _ANY,
        "form": st.text(max_size=4) | _ANY,
        "document": st.text(max_size=4) | _ANY,
    },
)


@given(st.lists(_RECORD | _ANY, max_size=5))
def test_no_record_can_break_the_replay_and_what_is_read_can_be_decided_again(records):
    state = replay({"op": "entity", "id": f"o-{at}", "decision": record} for at, record in enumerate(records))
    for decision in state.entities.values():
        assert isinstance(decision, EntityDecision)
        assert decision.action in ENTITY_ACTIONS
        assert decision.part


def test_decisions_go_to_others_and_taking_them_twice_changes_nothing(notebook, other):
    notebook.decide_entities("same", [HOLT, VALE])
    notebook.decide_entities("reject", [BOARD])
    shared = notebook.share_entities()
    assert other.receive_entities(shared) == Taken(2, 0, 0)
    assert other.entity_decisions == notebook.entity_decisions
    before = other.path.read_bytes()
    assert other.receive_entities(shared) == Taken(0, 2, 0)
    assert other.path.read_bytes() == before
    assert notebook.receive_entities(other.share_entities()) == Taken(0, 2, 0)


def test_two_who_exchange_what_they_decided_see_the_same(notebook, other):
    notebook.decide_entities("same", [HOLT, VALE])
    other.decide_entities("apart", [HOLT, VALE])
    notebook.decide_entities("rename", [HOLT], to="Captain Holt")
    other.receive_entities(notebook.share_entities())
    notebook.receive_entities(other.share_entities())
    assert actions(notebook) == ["same", "apart", "rename"], "in the order in which they were made, by whomever"
    assert notebook.entity_decisions == other.entity_decisions


def test_what_was_taken_back_is_not_given_away_and_does_not_come_back(notebook, other):
    notebook.decide_entities("same", [HOLT, VALE])
    shared = notebook.share_entities()
    notebook.undo()
    assert notebook.receive_entities(shared) == Taken(0, 1, 0)
    assert actions(notebook) == []
    assert other.receive_entities(notebook.share_entities()) == Taken(0, 0, 0)
    assert not other.path.exists()


def test_undo_after_taking_over_takes_that_back_and_not_ones_own(notebook, other):
    other.decide_entities("reject", [BOARD])
    notebook.decide_entities("same", [HOLT, VALE])
    notebook.receive_entities(other.share_entities())
    assert actions(notebook) == ["reject", "same"]
    notebook.undo()
    assert actions(notebook) == ["same"]


def line(**changes):
    decision = {"id": "e-1", "action": "reject", "names": [list(HOLT)], "colour": "kept"}
    return {"id": "o-1", "time": "2025-02-01T00:00:00Z", "decision": decision} | changes


def file_of(*lines, header=None):
    return b"".join(
        json.dumps(each).encode() + b"\n" for each in (header or {"reader": "entity decisions", "v": 1}, *lines)
    )


def test_lines_that_cannot_be_understood_are_counted_and_left_out(notebook):
    data = file_of(
        line(), line(id=7), line(id="o-2", decision=None), line(id="o-3", decision={"action": "entangle", "id": "e"})
    )
    assert notebook.receive_entities(data + b"{torn\n\n[1]\n" + b"[" * 100_000 + b"\n") == Taken(1, 0, 6)
    assert b'"colour": "kept"' in notebook.path.read_bytes(), "what a later version adds survives"


def test_a_time_yet_to_come_does_not_win_over_what_is_decided_now(notebook):
    late = (datetime.now(UTC) + timedelta(days=4_000)).isoformat()
    notebook.receive_entities(
        file_of(line(time=late), line(id="o-2", time="tomorrow", decision=line()["decision"] | {"id": "e-2"}))
    )
    notebook.decide_entities("keep", [HOLT])
    assert actions(notebook) == ["reject", "reject", "keep"]


def test_a_shared_line_cannot_close_the_notebook_or_pass_for_another_operation(notebook):
    notebook.receive_entities(file_of(line(v=99, op="undo", target="x")))
    notebook = Notebook(notebook.path)
    assert notebook.read_only_reason == ""
    assert actions(notebook) == ["reject"]


def test_nobody_can_put_a_decision_in_the_place_of_ones_own(notebook):
    mine = notebook.decide_entities("same", [HOLT, VALE])
    other = line(id="o-9", decision=line()["decision"] | {"id": mine.id})
    assert notebook.receive_entities(file_of(other)) == Taken(0, 1, 0)
    assert Notebook(notebook.path).entity_decisions == (mine,)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]\n",
        json.dumps(line()).encode(),
        file_of(line(), header={"reader": "entity decisions", "v": 2}),
        file_of(line(), header={"reader": "marks", "v": 1}),
    ],
)
def test_what_is_no_such_file_is_refused(notebook, data):
    with pytest.raises(SharingError, match=r"no file of entity decisions|another version"):
        notebook.receive_entities(data)
    assert not notebook.path.exists()


def test_a_byte_order_mark_and_other_line_ends_are_no_problem(notebook):
    assert notebook.receive_entities(b"\xef\xbb\xbf" + file_of(line()).replace(b"\n", b"\r\n")) == Taken(1, 0, 0)


@given(st.lists(_ANY | st.builds(lambda record: line(decision=record), _RECORD), max_size=5))
def test_no_shared_lines_can_break_the_notebook(tmp_path_factory, lines):
    notebook = Notebook(tmp_path_factory.mktemp("any") / "notebook.jsonl")
    taken = notebook.receive_entities(file_of(*lines))
    assert taken.taken + taken.known + taken.lost == len(lines)
    again = Notebook(notebook.path)
    assert again.problems == ()
    assert again.entity_decisions == notebook.entity_decisions
