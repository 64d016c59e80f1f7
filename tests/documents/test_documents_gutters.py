"""Columns of prose that a page was drawn with row by row are read one after the other; tables stay tables."""

from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

import pytest
from files_support import pdf, placed
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.documents.gutters import in_columns
from reader.documents.reflow import Line

FERRY = (
    "The ferry did not sail that day, and nobody on the quay could say why it stayed in port for so long a time. The captain of "
    "the harbour was away on a journey to the mainland, where he had to see about a new dredger for the silted mouth of the "
    "river, which had cost the town a year of its trade and half of its patience with those who govern it."
)
MILL = (
    "A second story stands beside it, with words about a mill that burnt down in the night between Monday and Tuesday. The miller "
    "was saved by his dog, who barked until the whole village was awake and could form a chain of buckets from the brook up to "
    "the burning roof. What is left of the wheel still turns, though there is nothing any more that it could grind."
)
BRIDGE = (
    "Nobody has crossed the old bridge since the flood took its middle arch, and it will be years before anybody does. The "
    "county says that the money went to the road along the coast, which the next flood took as well, as people who live there "
    "had told it would when the first stone was laid by the minister, who has since been seen on neither of the two."
)


def drawn(*columns, size=10, step=12, lower=0.0, lefts=(72, 240, 408), top=680):
    """Draw columns row by row; each a little lower than the one to its left if wanted."""
    return "\n".join(
        placed([cell], left=lefts[at], top=top - step * row - lower * at, size=size)
        for row, cells in enumerate(zip_longest(*columns, fillvalue=""))
        for at, cell in enumerate(cells)
        if cell
    )


def text_of(*drawings):
    return make_document(pdf(["\n".join(drawings)]), Path("a.pdf"), "a.pdf").text


def paragraphs_of(*drawings):
    return [" ".join(paragraph.split()) for paragraph in text_of(*drawings).split("\n\n")]


@pytest.mark.parametrize(
    ("stories", "lower"),
    [((FERRY, MILL), lower) for lower in (0, 1, 2, 4)] + [((FERRY, MILL, BRIDGE), lower) for lower in (0, 1, 2)],
)
def test_columns_drawn_row_by_row_are_read_one_after_the_other(stories, lower):
    title = placed(["News of the week"], size=20, top=740)
    foot = "This line runs below all of the columns, from the left edge of the page to its right edge, and more."
    columns = drawn(*(wrap(story, 30) for story in stories), lower=lower)
    assert paragraphs_of(title, columns, placed([foot], top=300)) == ["News of the week", *stories, foot]


def test_a_column_may_hold_paragraphs_and_be_longer_than_the_other():
    left = [*wrap(FERRY, 38), "", *wrap(MILL, 38)]
    right = wrap(f"{BRIDGE} {FERRY}", 38)[:-3]
    found = paragraphs_of(drawn(left, right, lefts=(72, 300)))
    assert found[:2] == [FERRY, MILL]
    assert found[2].startswith(f"{BRIDGE} The ferry did not sail")


def test_the_cells_of_a_table_stay_in_their_rows():
    tenses = [
        f"{verb} in the spring of that year" for verb in ("sails", "waits", "sinks", "burns", "turns", "leaks", "rests")
    ]
    names = ["The ferry", "The dredger", "The tug", "The mill", "The wheel", "The bridge", "The crane"]
    assert "The ferry · sails in the spring of that year\nThe dredger · waits" in text_of(drawn(names, tenses))
    whole = [f"{name} {tense}." for name, tense in zip(names, tenses, strict=True)]
    said = text_of(drawn(whole, [f"{cell[:-1]} as well." for cell in whole], lefts=(50, 330)))
    assert said.split(".")[:2] == [whole[0][:-1], f" {whole[0][:-1]} as well"]


def lines_of(columns):
    return [
        Line(cell, 100.0 + 200 * at, 100.0 + 200 * at + 5 * len(cell), 700.0 - 12 * row, 10.0, 0.5)
        for row, cells in enumerate(zip_longest(*columns, fillvalue=""))
        for at, cell in enumerate(cells)
        if cell
    ]


def test_where_letters_run_from_the_right_the_right_column_comes_first():
    word = "سفينة الميناء القديم لم تبحر اليوم"
    found = in_columns(lines_of([[f"{word} {at}" for at in range(9)], [f"{word} {at}" for at in range(10, 19)]]))
    assert [line.text.split()[-1] for line in found] == [str(at) for at in (*range(10, 19), *range(9))]


def test_columns_of_characters_without_spaces_are_columns():
    found = in_columns(
        lines_of([["渡船今天没有开码头上没有人知道为什么它停在港口里很久" for _row in range(8)], ["磨坊" * 13] * 8])
    )
    assert [line.text[0] for line in found] == ["渡"] * 8 + ["磨"] * 8


def test_lines_full_of_gaps_are_no_columns_and_are_passed_over_at_once():
    gaps = tuple((2 * at + 1, 20.0 * at + 10, 20.0 * at + 25) for at in range(4_000))
    page = [Line("a " * 4_001, 0.0, 90_000.0, 700.0 - 12 * row, 10.0, 0.5, gaps) for row in range(50)]
    assert in_columns(page) == page


PLACED = st.builds(
    Line,
    st.sampled_from(["the ferry did not sail that day and", "a", "Mr Vale said so.", "of the port"]),
    st.floats(0, 600),
    st.floats(0, 600),
    st.floats(0, 800),
    st.floats(1, 20),
    st.floats(0, 1),
    st.lists(st.tuples(st.integers(0, 5), st.floats(0, 600), st.floats(0, 600)), max_size=2).map(
        lambda gaps: tuple(sorted(gaps))
    ),
)


@given(st.lists(PLACED, max_size=30))
def test_no_letter_is_lost_wherever_lines_stand(page):
    def letters(lines):
        return sorted("".join(line.text for line in lines).replace(" ", ""))

    whole = [
        line._replace(gaps=tuple(gap for gap in line.gaps if line.text[gap[0] : gap[0] + 1] == " ")) for line in page
    ]
    assert letters(in_columns(whole)) == letters(whole)
