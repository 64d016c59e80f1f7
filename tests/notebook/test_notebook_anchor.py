"""A marked passage is found again in a changed text, or said to be lost; it is never guessed."""

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.notebook import Anchor
from reader.notebook.anchor import CONTEXT, Target, make_anchor

TEXT = (
    "The harbour board met on Monday. It heard the captain of the ferry first, and then the owner of the dredger. "
    "Nobody took a note. The lamp at the end of the pier had been dark for three weeks by then. "
    "The board met again in April, and this time the clerk wrote everything down."
)
LONG = "The lamp at the end of the pier had been dark for three weeks by then."
SHORT = "the clerk"


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def anchored(passage, text=TEXT, at=None):
    start = text.index(passage) if at is None else at
    return make_anchor(text, start, start + len(passage), sha(text))


def found(anchor, text):
    """Return the offset a passage was placed at, or what became of it."""
    placement = Target(text, sha(text)).place(anchor)
    if placement.status == "orphan":
        return "orphan"
    assert text[placement.start : placement.end] == anchor.exact
    return placement.start


def test_an_anchor_keeps_the_passage_and_its_neighbours():
    anchor = anchored(LONG)
    assert anchor.exact == LONG
    assert TEXT[anchor.start - len(anchor.prefix) : anchor.start] == anchor.prefix
    assert len(anchor.prefix) == CONTEXT
    assert TEXT[anchor.end : anchor.end + CONTEXT] == anchor.suffix


@given(st.text(min_size=1), st.data())
def test_in_its_own_text_every_passage_stands_where_it_stood(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    placement = Target(text, "same").place(make_anchor(text, start, end, "same"))
    assert (placement.start, placement.end, placement.status) == (start, end, "certain")


@pytest.mark.parametrize("passage", [LONG, SHORT])
def test_a_change_elsewhere_moves_the_passage_along(passage):
    changed = "A new first sentence. " + TEXT + " And a last one."
    assert found(anchored(passage), changed) == changed.index(passage)


def test_a_long_passage_needs_the_same_neighbour_on_one_side_only():
    assert found(anchored(LONG), TEXT.replace("Nobody took a note. ", "Everybody took notes! ")) != "orphan"
    assert found(anchored(LONG), TEXT.replace("The board met again", "Nobody met again")) != "orphan"
    assert found(anchored(LONG), LONG) == "orphan"


def test_a_short_passage_needs_both():
    assert found(anchored(SHORT), TEXT.replace("in April", "in spring")) == "orphan"
    assert found(anchored(SHORT), TEXT.replace("everything", "nothing")) == "orphan"


@pytest.mark.parametrize("passage", [LONG, SHORT])
def test_a_deleted_or_rewritten_passage_is_lost(passage):
    assert found(anchored(passage), TEXT.replace(passage, "")) == "orphan"
    assert found(anchored(passage), TEXT.replace(passage, passage.upper())) == "orphan"
    assert found(anchored(passage), "") == "orphan"


def test_a_deleted_passage_does_not_jump_to_the_same_words_elsewhere():
    text = "The ferry sailed at noon, as planned. " + TEXT + " The ferry sailed at noon, but nobody was aboard."
    anchor = anchored("The ferry sailed at noon", text)
    assert found(anchor, text.removeprefix("The ferry sailed at noon, as planned. ")) == "orphan"


def test_of_two_passages_with_the_same_neighbours_none_is_chosen():
    page = "Page header of the daily log, printed in Port Aldery by the harbour board. "
    row = "Lamp lit. "
    text = (page * 3 + row + page * 3) * 2
    second = text.rindex(row)
    assert found(anchored(row, text), text + "End.") == "orphan"
    assert found(anchored(row, text, at=second), text + "End.") == "orphan"


def test_equal_passages_are_told_apart_by_their_neighbours():
    text = TEXT + " " + TEXT.replace("harbour", "parish").replace("ferry", "fair").replace("dredger", "tent")
    for word in ("harbour board met", "parish board met"):
        at = text.index(word) + word.index("board")
        moved = "Preface. " + text
        assert found(anchored("board met on Monday. It heard the captain", text, at=at), moved) == at + len("Preface. ")


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from([LONG, SHORT, "The", "not in it"]))
def test_offsets_that_someone_changed_are_not_believed(start, end, exact):
    placement = Target(TEXT, sha(TEXT)).place(Anchor(start, end, exact, "", "", sha(TEXT)))
    assert placement.status == "orphan" or TEXT[placement.start : placement.end] == exact


@pytest.mark.parametrize(("start", "end", "exact"), [(-4, -1, "dar"), (4, 99, "dark")])
def test_offsets_outside_the_text_are_not_believed(start, end, exact):
    text = "the dark"
    assert text[start:end] == exact
    placement = Target(text, "same").place(Anchor(start, end, exact, "", "", "same"))
    assert 0 <= placement.start <= placement.end <= len(text)


@given(st.text(st.sampled_from("ab \n"), max_size=30), st.text(st.sampled_from("ab \n"), max_size=30), st.data())
def test_a_certain_place_always_has_the_very_words(old, new, data):
    assume(old)
    start = data.draw(st.integers(0, len(old) - 1))
    anchor = make_anchor(old, start, data.draw(st.integers(start + 1, len(old))), "old")
    placement = Target(new, "new").place(anchor)
    assert placement.status == "orphan" or new[placement.start : placement.end] == anchor.exact
