"""What a reader sees as one character is never cut in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.graphemes import grapheme_start, graphemes, next_grapheme, previous_grapheme

CLUSTERS = ["a", " ", "\n", "🇮🇳", "👩‍👩‍👧‍👦", "e\u0301", "👍🏽", "각", "\u1112\u1161\u11ab", "क्षि", "☎️", "ก็"]


@pytest.mark.parametrize("cluster", [c for c in CLUSTERS if len(c) > 1])
def test_every_offset_inside_a_cluster_leads_to_its_start(cluster):
    text = f"x{cluster}y"
    assert {grapheme_start(text, at) for at in range(1, 1 + len(cluster))} == {1}
    assert next_grapheme(text, 1) == 1 + len(cluster)
    assert previous_grapheme(text, 1 + len(cluster)) == 1


def test_a_row_of_flags_is_cut_between_flags_only():
    text = "🇮🇳🇫🇷🇯🇵🇧🇷"
    assert [grapheme_start(text, at) for at in range(8)] == [0, 0, 2, 2, 4, 4, 6, 6]


@given(st.lists(st.sampled_from(CLUSTERS), max_size=30).map("".join), st.data())
def test_boundaries_agree_with_the_clusters_of_the_whole_text(text, data):
    offset = data.draw(st.integers(0, len(text)))
    starts = [start for start, _end in graphemes(text, 0, len(text))]
    edges = [*starts, len(text)]
    assert grapheme_start(text, offset) == max(edge for edge in edges if edge <= offset)
    if offset in starts:
        assert next_grapheme(text, offset) == edges[starts.index(offset) + 1]


@given(st.text())
def test_clusters_cover_a_text_without_gaps(text):
    assert "".join(text[start:end] for start, end in graphemes(text, 0, len(text))) == text


@given(st.text(), st.integers(-5, 200))
def test_no_offset_is_too_far_out(text, offset):
    assert 0 <= grapheme_start(text, offset) <= len(text)


def test_the_ends_of_a_text_are_the_ends_of_the_road():
    assert previous_grapheme("é", 0) == 0
    assert next_grapheme("é", 1) == 1
    assert next_grapheme("", 0) == 0
