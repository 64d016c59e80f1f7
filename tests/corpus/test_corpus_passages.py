"""Passages cover the text proper, each about as long as a screen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import find_mentions, text_of
from reader.corpus.passages import PASSAGE, _pieces, passages
from reader.documents import make_document
from reader.text import sentences as sentence_room
from reader.text.sentences import paragraphs, sentences
from reader.text.words import count_words

PIECES = ["The lamp went out. ", "x" * 90 + " ", "\n\n", "\n", "a" * 2_500, "Nobody saw it, " * 80, "Title: x\n", " \t"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=200)


def made(text, name="a.txt"):
    return make_document(text.replace("\0", "").encode(), Path(name), name)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_passages_cover_the_whole_text_proper_once_and_in_order(text, name):
    document = made(text, name)
    at = document.body_start
    for start, end in passages(document):
        assert at <= start < end <= len(document.text)
        assert not document.text[at:start].strip()
        assert end - start <= 2 * PASSAGE
        at = end
    assert not document.text[at:].strip()


PROSE = [
    "The lamp went out. ",
    "Mr. Vale ",
    "said so. ",
    "Why? ",
    "No!\n",
    "\n",
    "\n\n",
    "in May. then ",
    "quay " * 30,
    "a" * 900 + " ",
]


def plainly(document):
    """Cut as `passages` does, looking at every sentence of every long paragraph."""
    cut = []
    for start, end in paragraphs(document.text, document.body_start):
        if cut and end - cut[-1][0] <= PASSAGE:
            cut[-1] = (cut[-1][0], end)
        elif end - start <= 2 * PASSAGE:
            cut.append((start, end))
        else:
            paragraph = []
            for first, last in sentences(document.text, start, end):
                if paragraph and last - paragraph[-1][0] <= PASSAGE:
                    paragraph[-1] = (paragraph[-1][0], last)
                else:
                    paragraph += _pieces(document.text, first, last)
            cut += paragraph
    return cut


@given(st.lists(st.sampled_from(PROSE), max_size=150).map("".join) | TEXTS)
def test_passages_are_filled_as_if_every_sentence_were_looked_at(text):
    assert passages(made(text)) == plainly(made(text))


def test_most_sentences_of_a_long_paragraph_are_not_looked_at(monkeypatch):
    looked, decide = [], sentence_room._ends_sentence
    monkeypatch.setattr(sentence_room, "_ends_sentence", lambda *given: looked.append(given) or decide(*given))
    document = made("The lamp at the end of the pier went out at nine. " * 400)
    assert len(passages(document)) == 20
    assert len(looked) < 200


def test_short_paragraphs_are_gathered_and_long_ones_cut_between_sentences():
    short = made("A short paragraph.\n\n" * 200)
    assert {end - start for start, end in passages(short)} <= set(range(PASSAGE // 2, PASSAGE + 1))
    long = made("The lamp at the end of the pier went out at nine. " * 100)
    pieces = [long.text[start:end] for start, end in passages(long)]
    assert len(pieces) > 4
    assert all(piece.startswith("The lamp") and piece.endswith("nine.") for piece in pieces)


def test_a_monstrous_sentence_is_cut_at_spaces():
    document = made("word " * 2_000)
    assert all(document.text[start:end].split() == ["word"] * ((end - start + 1) // 5) for start, end in passages(document))  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n ", "Title: only a header\nDate: 2024-03-11\n"])
def test_no_text_no_passages(text):
    assert passages(made(text)) == []


def test_the_header_is_neither_searched_nor_read_for_names_and_dates():
    document = made("Title: Tahawwur Rana in Mumbai\nDate: 2024-03-11\n\nIt rained on 4 May 2022.")
    found = find_mentions(document)
    assert [mention.text for mention in found.dates] == ["4 May 2022"]
    assert found.entities == ()
    assert document.text[slice(*passages(document)[0])] == "It rained on 4 May 2022."


def test_relative_dates_are_counted_from_the_document():
    document = made("Date: 2024-03-11\n\nThe board met on Friday.")
    (mention,) = find_mentions(document).dates
    assert (mention.text, mention.value) == ("Friday", "2024-03-08")
    assert document.text[mention.start : mention.end] == "Friday"
    (undated,) = find_mentions(made("The board met on Friday.")).dates
    assert (undated.text, undated.interval) == ("Friday", None)


def test_the_words_of_the_whole_text_are_counted():
    document = made("One, two and three.")
    assert text_of(document).words == count_words(document.text) == 4
