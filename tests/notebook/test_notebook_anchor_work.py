"""Placing marks costs little: nothing where the text did not change, and never more than a bounded number of comparisons."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from reader.notebook import Anchor
from reader.notebook.anchor import Target, make_anchor
from reader.notebook.anchoring import align, finder, windows
from reader.notebook.anchoring.places import MOST

SENTENCE = "The board met again in April, and the clerk wrote everything down. "
SIZE = 20_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROWS = "".join(f"On day {n} the lamp was lit at {n % 24} and put out at {n % 7}.\n" for n in range(SIZE // 50))

TEXTS = {
    "one letter": "a" * SIZE,
    "one word": "ab " * (SIZE // 3),
    "one sentence": SENTENCE * (SIZE // len(SENTENCE)),
    "rows that differ by a number": ROWS,
    "white space": " \n" * (SIZE // 2),
    "marks on one letter": "a" + "\u0301" * SIZE,
    "syllables": "한국" * (SIZE // 2),
    "signs": "---***" * (SIZE // 6),
}


@pytest.fixture
def work(monkeypatch):
    """Count what is laid side by side, and how long it is at most."""
    done = SimpleNamespace(laid=0, longest=0, places=0)
    blocks, votes = align.Aligner.blocks, windows.votes

    def counted(self, first, last, moved):
        done.laid += 1
        done.longest = max(done.longest, last - first)
        return blocks(self, first, last, moved)

    def looked_up(sought, index):
        shared = votes(sought, index)
        done.places = max(done.places, len(shared.moved))
        return shared

    monkeypatch.setattr(align.Aligner, "blocks", counted)
    monkeypatch.setattr("reader.notebook.anchoring.places.votes", looked_up)
    return done


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("size", [1, 30, 700, 15_000])
def test_the_work_has_a_bound_whatever_the_text(work, text, size):
    target = Target(text + "x", "new")
    middle = len(text) // 2 - size // 2
    selector = make_anchor(text, middle, middle + size, "old")
    other = Anchor(middle, middle + size, (SENTENCE * 300)[:size], ROWS, ROWS, "old")
    for each in (selector, other):
        work.laid = 0
        placement = target.place(each)
        assert 0 <= placement.start <= placement.end <= len(text) + 1
        assert work.laid <= 2 * 4 * MOST  # a long one is looked for by its two ends
    assert work.longest <= 3 * (finder.LONGEST + 2 * finder.SIDE)  # a syllable is three letters
    assert work.places <= 3 * (finder.LONGEST + 2 * finder.SIDE) * windows.LONGEST_RUN * windows.MOST_PLACES


@pytest.mark.parametrize("name", ["one word", "one sentence", "syllables"])
def test_where_the_same_stands_everywhere_no_place_is_certain(name):
    text = TEXTS[name]
    for size in (30, 700, 5_000):
        middle = len(text) // 2 - size // 2
        placement = Target(text + "x", "new").place(make_anchor(text, middle, middle + size, "old"))
        assert placement.status != "certain"


def test_rows_that_differ_by_a_number_are_told_apart_and_a_deleted_one_is_lost():
    row = "On day 250 the lamp was lit at 10 and put out at 5.\n"
    selector = make_anchor(ROWS, ROWS.index(row), ROWS.index(row) + len(row) - 1, "old")
    added = "On the first day there was no lamp at all.\n" + ROWS
    placement = Target(added, "new").place(selector)
    assert (placement.status, placement.start) == ("certain", added.index(row))
    assert Target(ROWS.replace(row, ""), "new").place(selector).status != "certain"


def test_a_text_that_did_not_change_is_not_searched(monkeypatch):
    monkeypatch.setattr(finder, "Finder", lambda _text: pytest.fail("it was searched"))
    assert Target(ROWS, "same").place(make_anchor(ROWS, 70, 100, "same")).status == "certain"


def test_many_marks_share_one_preparation(monkeypatch):
    texts = []
    fold = finder.fold
    monkeypatch.setattr(finder, "fold", lambda text: texts.append(len(text)) or fold(text))
    target = Target("x" + ROWS, "new")
    for start in range(100, 2_000, 100):
        target.place(make_anchor(ROWS, start, start + 40, "old"))
    assert sum(size == len(ROWS) + 1 for size in texts) == 1


def test_what_finds_marks_again_is_loaded_only_for_a_changed_text():
    code = (
        "import sys\n"
        "from reader.notebook.anchor import Target, make_anchor\n"
        "assert Target('a b c', 'same').place(make_anchor('a b c', 2, 3, 'same')).status == 'certain'\n"
        "assert not {'numpy', 'rapidfuzz'} & set(sys.modules)\n"
        "Target('a b c d', 'new').place(make_anchor('a b c', 2, 3, 'same'))\n"
        "assert 'numpy' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_passage_of_which_no_neighbours_were_kept_is_asked_about():
    text = "Before it. " + ROWS + SENTENCE + "After it."
    for exact in (SENTENCE.strip(), "board met again"):
        placement = Target(text, "new").place(Anchor(0, 0, exact, "", "", ""))
        assert (placement.status, text[placement.start : placement.end]) == ("review", exact)


def test_its_sentence_stands_in_for_neighbours_that_were_not_kept():
    text = "Before it. Again: the clerk wrote. " + ROWS + SENTENCE + "After it."
    exact = "the clerk wrote"
    alone = Target(text, "new").place(Anchor(0, 0, exact, "", "", ""))
    assert (alone.status, alone.reason) == ("review", "two places fit equally")
    known = Target(text, "new").place(Anchor(0, 0, exact, "", "", "", SENTENCE.strip()))
    assert known.start == text.rindex(exact)
    assert known.reason != alone.reason
