"""The parts of the tagger: pieces, windows, labels, and what the mentions of a document agree on."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.tagger import names as naming
from reader.entities.tagger.labels import KINDS, LABELS, best_labels, label_number, spans
from reader.entities.tagger.pieces import (
    CASELESS,
    INITIAL,
    LETTERS_AND_NUMBERS,
    LOWER,
    MIXED,
    NUMBER,
    SIGN,
    TITLE,
    UPPER,
    WordPieces,
    shape_of,
)
from reader.entities.tagger.windows import FEATURES, features, sentence_starts, windows

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able", "##a", "ana", "zola", "paris", "said", ".", "'", "s"]


@pytest.fixture(scope="module")
def cutter():
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        *(("word", LOWER), ("Word", TITLE), ("WORD", UPPER), ("W", INITIAL), ("McKay", MIXED), ("eBay", MIXED)),
        *(("2024", NUMBER), ("4x4", LETTERS_AND_NUMBERS), (",", SIGN), ("北京", CASELESS), ("Ünal", TITLE)),
    ],
)
def test_shapes(word, shape):
    assert shape_of(word) == shape


def test_words_are_cut_longest_piece_first_without_case_and_accents(cutter):
    assert [token.pieces for token in cutter.tokens("Unable Aná PARIS")] == [(4, 5), (7,), (9,)]


def test_what_the_vocabulary_lacks_is_unknown(cutter):
    assert [token.pieces for token in cutter.tokens("xyz " + "a" * 100)] == [(1,), (1,)]


@given(st.text(max_size=200))
def test_tokens_are_stretches_of_the_text_in_order(text):
    last = 0
    for token in WordPieces(VOCABULARY).tokens(text):
        assert last <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert token.pieces
        last = token.end


@given(
    st.lists(st.sampled_from(["Ana", "unable", "said", ".", "\n\n", "PARIS", " ", "xyz"]), max_size=300),
    st.integers(12, 40),
)
def test_windows_hold_every_token_once_and_no_more_than_they_may(words, longest):
    text = " ".join(words)
    tokens = WordPieces(VOCABULARY).tokens(text)
    starts = sentence_starts(text, tokens)
    found = list(windows(tokens, starts, longest))
    assert [number for window in found for number in range(window.first, window.last)] == list(range(len(tokens)))
    for window in found:
        assert window.size == sum(len(token.pieces) for token in tokens[window.first : window.last]) <= longest
    assert all(0 <= code < FEATURES for code in features(text, tokens, starts))


def test_a_word_is_known_by_how_the_document_writes_it_elsewhere(cutter):
    def code_of_first(text):
        tokens = cutter.tokens(text)
        return features(text, tokens, sentence_starts(text, tokens))[0]

    plain = code_of_first("Paris said.")
    assert code_of_first("Paris said. He said paris.") != plain
    assert code_of_first("Paris said. He said Paris.") not in (plain, code_of_first("Paris said. He said paris."))


rows = st.lists(st.lists(st.floats(-8, 0), min_size=5, max_size=5), min_size=1, max_size=4)


@given(rows)
def test_the_best_labels_are_the_best_of_all_whole_sequences(some):
    """Against trying every sequence, with two kinds only."""
    scores = np.full((len(some), LABELS), -50, np.float32)
    scores[:, :5] = some

    def is_whole(labels):
        return all(
            label == 0 or label % 2 or before in (label, label - 1)
            for before, label in itertools.pairwise([0, *labels])
        )

    def total(labels):
        return sum(float(scores[row, label]) for row, label in enumerate(labels))

    found = best_labels(scores)
    assert is_whole(found)
    best = max(total(labels) for labels in itertools.product(range(5), repeat=len(some)) if is_whole(labels))
    assert math.isclose(total(found), best, abs_tol=1e-3)


def test_labels_become_spans():
    person, inside = label_number("person", begins=True), label_number("person", begins=False)
    place = label_number("place", begins=True)
    found = list(spans([0, person, inside, person, place, 0]))
    assert [(first, last, KINDS[kind]) for first, last, kind in found] == [
        *((1, 3, "person"), (3, 4, "person"), (4, 5, "place")),
    ]


class Scripted:
    """Stands for the network: says of each word what the test wants, with how sure it is."""

    def __init__(self, said):
        self.said = said

    def read(self, text):
        tokens = WordPieces(VOCABULARY).tokens(text)
        scores = np.full((len(tokens), LABELS), 0.01, np.float32)
        for number, token in enumerate(tokens):
            for kind, sure in self.said.get((number, token.text), self.said.get(token.text, {})).items():
                scores[number, 0 if kind == "" else label_number(kind, begins=True)] = sure
        return tokens, np.log(scores / scores.sum(axis=1, keepdims=True))


def seen(monkeypatch, text, said):
    monkeypatch.setattr(naming, "network", lambda: Scripted(said))
    return [(text[name.start : name.end], name.kind) for name in naming.names(text)]


def test_one_form_has_the_kind_that_its_mentions_vote_for(monkeypatch):
    said = {"Zola": {"person": 0.9}, (2, "Zola"): {"place": 0.5, "person": 0.4}}
    assert seen(monkeypatch, "Zola said Zola. Zola said.", said) == [("Zola", "person")] * 3


def test_an_occurrence_that_was_passed_over_is_looked_at_again(monkeypatch):
    said = {"Zola": {"person": 0.95}, (2, "Zola"): {"": 0.7, "person": 0.25}}
    assert seen(monkeypatch, "Zola said Zola.", said) == [("Zola", "person")] * 2


def test_but_not_where_the_network_is_sure_that_it_is_none(monkeypatch):
    said = {"Zola": {"person": 0.95}, (2, "Zola"): {"": 0.98, "person": 0.01}}
    assert seen(monkeypatch, "Zola said Zola.", said) == [("Zola", "person")]
