"""The words of a folder: which are near to one that was typed, which it may become, and how often they are there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reader.search.spelling import cost, edits_allowed
from reader.search.vocabulary import Vocabulary

WORDS = {"harbour": 3, "harbors": 1, "pilot": 2, "26112": 1, "pin": 9, "port": 1, "portal": 3, "porter": 5, "pot": 9}


def vocabulary(words, parts=2):
    """Return a vocabulary that is read in parts, as from an index."""
    ordered = sorted(words)
    size = -(-len(ordered) // parts) or 1
    some = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    return Vocabulary((part, np.array([words[word] for word in part], np.int32)) for part in some)


def near(known, word, most):
    return {other.word: (other.distance, other.passages) for other in known.near(word, most)}


@pytest.mark.parametrize(
    ("word", "most", "found"),
    [
        ("harbuor", 2, {"harbour": (1, 3), "harbors": (2, 1)}),
        ("jarbour", 1, {"harbour": (1, 3)}),
        ("harbour", 1, {}),
        ("pliot", 1, {"pilot": (1, 2)}),
        ("zeppelin", 2, {}),
        ("26111", 1, {"26112": (1, 1)}),
    ],
)
def test_words_within_some_edits_are_found_wherever_the_edits_are(word, most, found):
    assert near(vocabulary(WORDS), word, most) == found


@given(
    st.sets(st.text("abcdeé東", min_size=1, max_size=8), max_size=30),
    st.text("abcdeé東", min_size=1, max_size=8),
    st.integers(1, 3),
)
def test_no_near_word_is_missed(words, word, parts):
    known = vocabulary(dict.fromkeys(words, 1), parts)
    assert set(near(known, word, 2)) == {other for other in words if 0 < OSA.distance(word, other) <= 2}


def test_completions_are_the_most_frequent_words_that_begin_so():
    known = vocabulary(WORDS)
    assert known.completions("port", 2) == ["porter", "portal"]
    assert known.completions("port", 9) == ["porter", "portal", "port"]
    assert known.completions("z", 9) == []
    assert known.passages_beginning("port") == 9


def test_counts_follow_what_changes():
    known = vocabulary(WORDS)
    assert (known["pilot"], known["nowhere"]) == (2, 0)
    known.change([("pilot", -2), ("pin", 1), ("zeppelin", 4)])
    assert (known["pilot"], known["pin"], known["zeppelin"]) == (0, 10, 4)
    assert near(known, "pliot", 1) == {}
    assert near(known, "zepelin", 1) == {"zeppelin": (1, 4)}
    assert known.completions("p", 2) == ["pin", "pot"]
    known.change([])
    assert (known["pilot"], known["zeppelin"]) == (2, 0)


def test_unfinished_words_may_be_misspelt():
    assert [other.word for other in vocabulary(WORDS).near_beginnings("porr", 9)] == ["porter", "portal"]


def test_an_empty_vocabulary_knows_nothing():
    known = Vocabulary()
    assert (known["pilot"], known.near("pilot", 2), known.completions("p", 9), known.passages_beginning("p")) == (
        0,
        [],
        [],
        0,
    )


@pytest.mark.parametrize(
    ("word", "edits"), [("it", 0), ("pin", 1), ("port", 1), ("pilot", 2), ("harbour", 2), ("h4rbour", 0)]
)
def test_short_words_and_numbers_may_hold_fewer_errors(word, edits):
    assert edits_allowed(word) == edits


@pytest.mark.parametrize(
    ("typed", "likelier", "than"),
    [
        ("harbuor", "harbour", "harbor"),
        ("tahawur", "tahawwur", "tahakur"),
        ("muhamed", "mohamed", "mulamed"),
        ("headlwy", "headley", "headlxy"),
        ("naren", "karen", "zaxen"),
    ],
)
def test_usual_errors_cost_less_than_others(typed, likelier, than):
    assert 0 < cost(typed, likelier) < cost(typed, than)


@given(st.text("abcdef", max_size=9), st.text("abcdef", max_size=9))
def test_the_cost_of_an_error_is_about_one(one, other):
    edits = OSA.distance(one, other)
    assert 0.75 * edits <= cost(one, other) <= 1.3 * edits + 1e-9
    assert cost(one, one) == 0
