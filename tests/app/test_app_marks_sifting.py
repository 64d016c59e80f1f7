"""How marks are filtered as a person types, and in which order they are listed; no screen."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.mark_listing import marks_list, nothing_listed
from reader.app.marks import Entry
from reader.app.sifting import ORDERS, arranged, sift
from reader.notebook import COLOURS, Anchor, Colour, Highlight, Placement, Status
from reader.settings import settings_path
from reader.text.folding import fold

TODAY = date(2026, 11, 25)


def entry(
    number: int,
    words: str,
    *,
    colour: Colour = "yellow",
    note: str = "",
    tags: tuple[str, ...] = (),
    name: str = "ferry.txt",
    title: str = "Ferry stays in port",
    day: date | None = date(2024, 3, 11),
    made: str = "2026-11-20T12:00:00+00:00",
    status: Status = "certain",
) -> Entry:
    anchor = Anchor(number, number + len(words), words, "", "", "")
    mark = Highlight(f"h-{number:08d}", "d-1", name, anchor, colour, note, tags, made, made)
    folded = fold("\n".join((words, note, " ".join(tags), title)))
    return Entry(mark, name, Placement(number, number + 1, status), title, day, folded=folded)


ENTRIES = (
    entry(1, "silted up since the dredger left", note="Ask Zoë for the letter", tags=("evidence", "harbour/depth")),
    entry(2, "nobody came", colour="green", made="2026-11-25T09:00:00+00:00"),
    entry(
        3, "the café by the quay", colour="blue", name="letters/vale.txt", title="A letter", day=None, tags=("place",)
    ),
    entry(
        4,
        "meet again on Friday",
        colour="pink",
        name="minutes.md",
        title="Minutes",
        day=date(2024, 11, 2),
        status="review",
    ),
    entry(5, "Rotterdam since May", name="minutes.md", title="Minutes", day=date(2024, 11, 2), status="orphan"),
)


def numbers(typed: str) -> list[int]:
    return [each.highlight.anchor.start for each in sift(ENTRIES, typed, TODAY).entries]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("dredger", [1]),
        ("DREDGER silted", [1]),
        ("dredger friday", []),
        ("cafe", [3]),
        ("zoe", [1]),
        ("evidence", [1]),
        ("minutes", [4, 5]),
        ("“by the quay”", [3]),
        ('"quay by"', []),
        ("minutes -rotterdam", [4]),
        ("tag:evid", [1]),
        ("tag:#harbour/depth", [1]),
        ("-tag:evidence colour:yellow", [5]),
        ("colour:green", [2]),
        ("color:3", [3]),
        ("in:vale", [3]),
        ("in:letter", [3]),
        ("date:2024-11..", [4, 5]),
        ("date:..2024-06", [1, 2]),
        ("-date:2024", [3]),
        ("made:2026-11-25", [2]),
        ("made:today", [2]),
        ("has:note", [1]),
        ("-has:note has:tag", [3]),
        ("is:moved", [4]),
        ("is:lost", [5]),
        ("note:letter", [1]),
        ("tag:", [1, 2, 3, 4, 5]),
        ("-", []),
        ('"', [1, 2, 3, 4, 5]),
    ],
)
def test_every_word_and_field_must_fit(typed: str, expected: list[int]) -> None:
    assert numbers(typed) == expected


def test_a_misspelt_word_is_forgiven_and_that_is_said() -> None:
    sifted = sift(ENTRIES, "dreger", TODAY)
    assert [each.highlight.anchor.start for each in sifted.entries] == [1]
    assert sifted.notes == ("“dreger” stands nowhere; shown is “dredger”",)
    assert sifted.words == ("dredger",)
    assert sift(ENTRIES, "dredger", TODAY).notes == ()


@pytest.mark.parametrize("typed", ["colour:purple", "date:soonish", "is:blue"])
def test_what_is_not_understood_is_said(typed: str) -> None:
    assert sift(ENTRIES, typed, TODAY).notes


def test_a_colour_goes_by_the_name_that_the_person_gave_it() -> None:
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[colours]\ngreen = "claim"\n', encoding="utf-8")
    assert numbers("colour:claim") == numbers("colour:green") == [2]


def test_marks_are_arranged_in_every_order() -> None:
    def keys(order) -> list[tuple[str, list[int]]]:
        return [
            (name, [each.highlight.anchor.start for _key, each in group]) for name, group in arranged(ENTRIES, order)
        ]

    assert keys("document") == [("ferry.txt", [1, 2]), ("letters/vale.txt", [3]), ("minutes.md", [4, 5])]
    assert keys("date") == [("ferry.txt", [1, 2]), ("minutes.md", [4, 5]), ("letters/vale.txt", [3])]
    assert keys("newest")[0][1] == [2]
    assert [name for name, _group in keys("colour")] == ["yellow", "green", "blue", "pink"]
    assert keys("tag") == [("evidence", [1]), ("harbour/depth", [1]), ("place", [3]), ("", [2, 4, 5])]


@given(
    st.lists(
        st.tuples(st.sampled_from(COLOURS), st.sets(st.sampled_from("abc"), max_size=3), st.integers(1, 9)), max_size=12
    ),
    st.sampled_from(ORDERS),
)
def test_every_order_lists_every_mark_under_keys_of_its_own(made, order) -> None:
    entries = [
        entry(number, f"passage {number}", colour=colour, tags=tuple(sorted(tags)), name=f"{name}.txt")
        for number, (colour, tags, name) in enumerate(made)
    ]
    groups = arranged(entries, order)
    rows = marks_list(groups, order, (), 60)
    keys = [key for key in rows.keys if key]
    assert len(keys) == len(set(keys))
    assert {key.split(" ")[0] for key in keys} == {each.key for each in entries}
    assert all(rows[at].key == key for at, key in enumerate(rows.keys))


def test_a_row_says_colour_note_state_and_tags_without_colour() -> None:
    rows = list(marks_list(arranged(ENTRIES, "document"), "document", ("dredger",), 60))
    words = ["".join(part for part, _style in row.parts) for row in rows]
    assert " 1* silted up since the dredger left" in words
    assert "      Ask Zoë for the letter  #evidence #harbour/depth" in words
    assert " 4  moved? meet again on Friday" in words
    assert " 1  lost: Rotterdam since May" in words
    lit = [part for row in rows for part in row.parts if part[1] == "hit"]
    assert lit == [("dredger", "hit")]


@pytest.mark.parametrize("order", ORDERS)
def test_documents_of_one_title_are_told_apart_by_their_paths(order) -> None:
    names = "press/2024/statement of the ministry.txt", "court/statement of the ministry.txt"
    twins = [entry(number, "we regret", name=name, title="Statement " * 9) for number, name in enumerate(names)]
    other = entry(3, "nobody came", name="minutes.md", title="Minutes")
    rows = list(marks_list(arranged([*twins, other], order), order, (), 70))
    shown = ["".join(part for part, _style in (*row.parts, row.right)) for row in rows]
    for name in names:
        assert any(name[-15:] in row for row in shown)
    assert all(len(row) <= 70 for row in shown)
    assert not any("minutes.md" in row for row in shown)


def test_a_word_far_behind_in_a_passage_is_in_sight() -> None:
    long = entry(7, "word " * 60 + "dredger at the end")
    row = marks_list(arranged([long], "document"), "document", ("dredger",), 60)[1]
    shown = "".join(part for part, _style in row.parts)
    assert "dredger" in shown[:60]


def test_times_that_cannot_be_read_stand_in_no_period() -> None:
    broken = entry(8, "words", made="yesterday?")
    assert sift([broken], "made:2026", TODAY).entries == ()
    assert [name for name, _group in arranged([broken], "newest")] == [""]
    assert datetime.fromisoformat(ENTRIES[0].highlight.created).year == 2026


def test_what_can_be_typed_is_told_within_a_terminal_of_eighty_columns():
    lines = nothing_listed(3).splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) < 79


def test_of_a_page_that_was_pasted_the_first_words_count():
    there = entry(1, "The harbour was dredged")
    sifted = sift([there], "abc def " * 125_000, TODAY)
    assert (sifted.entries, sifted.notes[-1]) == ((), "only the first 50 words count")
    assert len(sifted.words) <= 150
