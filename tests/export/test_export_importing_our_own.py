"""Highlights that this program exported: taken over again they are the same, and taken over once."""

from dataclasses import replace
from pathlib import Path

import pytest
from harbour_support import FERRY, LAMP, Harbour
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.notebook import COLOURS


@pytest.fixture
def marked(harbour):
    """Return the folder with several highlights."""
    ferry, letter = harbour.documents.values()
    for document, words, colour, note, tags in (
        (ferry, LAMP, "green", "Who?\n\n*Ask*.", ("evidence", "pier/old")),
        (ferry, "The ferry", "yellow", "", ()),
        (ferry, "🚢 Captain Holt", "pink", " spaces stay ", ()),
        (letter, "the café by the quay", "blue", "", ("closed",)),
    ):
        start = document.text.index(words)
        harbour.notebook.add(document, start, start + len(words), colour, note, tags)
    return harbour


def test_what_was_exported_comes_back_the_same_in_an_empty_notebook(marked, tmp_path):
    data = marked.exported()
    other = Harbour(tmp_path / "other")
    done = other.take(data)
    assert (len(done.marks), done.sure, done.duplicates, done.failed, done.problems) == (4, 4, 0, (), ())
    assert other.notebook.highlights == marked.notebook.highlights
    assert other.exported() == data


def test_what_stands_on_a_page_comes_back_once_and_the_page_is_told_once(marked, tmp_path):
    def paged(harbour):
        document = harbour.documents["ferry.txt"]
        harbour.documents["ferry.txt"] = replace(document, pages=(0, document.text.index(LAMP)))

    paged(marked)
    data = marked.exported()
    assert data.count(b"page=2") == 1
    other = Harbour(tmp_path / "other")
    paged(other)
    other.take(data)
    assert other.exported() == data


def test_taking_it_over_again_changes_nothing(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.take(marked.exported())
    before = other.notebook.path.read_bytes()
    done = other.take(marked.exported())
    assert (done.marks, done.duplicates) == ((), 4)
    assert marked.take(marked.exported()).duplicates == 4
    assert other.notebook.path.read_bytes() == before


def test_it_is_taken_back_by_one_undo(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.take(marked.exported())
    other.notebook.undo()
    assert other.notebook.highlights == ()


def test_what_lost_its_place_comes_back_without_one(marked, tmp_path):
    marked.documents["ferry.txt"] = make_document(b"Another story altogether.", Path("ferry.txt"), "ferry.txt")
    data = marked.exported()
    other = Harbour(tmp_path / "other", **{"ferry.txt": "Another story altogether."})
    done = other.take(data)
    assert (len(done.marks), done.sure) == (4, 1)
    assert other.notebook.highlights == marked.notebook.highlights
    assert other.take(data).duplicates == 4


def test_what_a_person_said_is_not_there_comes_back_as_that(marked, tmp_path):
    ferry = marked.documents["ferry.txt"]
    wrong = next(mark for mark in marked.notebook.highlights if mark.anchor.exact == "The ferry")
    marked.notebook.say_absent(wrong.id, ferry)
    other = Harbour(tmp_path / "other")
    done = other.take(marked.exported())
    assert (len(done.marks), done.sure) == (4, 3)
    assert other.notebook.highlights == marked.notebook.highlights
    assert [p.placement.status for p in other.notebook.placed(ferry) if p.highlight.id == wrong.id] == ["orphan"]
    other.notebook.undo()
    assert other.notebook.highlights == ()


def test_a_document_is_found_by_its_content_after_it_was_renamed(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.documents = {
        "a/b.txt": replace(other.documents["ferry.txt"], name="a/b.txt"),
        "c.txt": replace(other.documents["letters/vale.txt"], name="c.txt", id="d-00000000"),
    }
    done = other.take(marked.exported())
    assert sorted(mark.name for mark in done.marks) == ["a/b.txt", "a/b.txt", "a/b.txt", "c.txt"]
    assert done.sure == 4


def test_a_highlight_that_was_deleted_here_can_be_had_back(marked):
    data = marked.exported()
    first = marked.notebook.highlights[0]
    marked.notebook.delete(first.id)
    done = marked.take(data)
    assert (len(done.marks), done.duplicates) == (1, 3)
    assert replace(done.marks[0], id=first.id) == first
    assert marked.take(data).duplicates == 4


WORDS = st.text(max_size=40)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FERRY) - 2),
            st.integers(1, 60),
            st.sampled_from(COLOURS),
            WORDS,
            st.lists(WORDS, max_size=3),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each[:2],
    )
)
def test_whatever_is_marked_and_noted_comes_back_the_same(tmp_path_factory, marks):
    place = tmp_path_factory.mktemp("harbour")
    harbour, other = Harbour(place / "one"), Harbour(place / "other")
    ferry = harbour.documents["ferry.txt"]
    with harbour.notebook.together():
        for start, length, colour, note, tags in marks:
            harbour.notebook.add(ferry, start, min(start + length, len(ferry.text)), colour, note, tags)
    other.take(harbour.exported())
    assert len(other.notebook.highlights) == len({(m.anchor.start, m.anchor.end, m.note.strip()) for m in harbour.notebook.highlights})  # fmt: skip
    assert set(other.notebook.highlights) <= set(harbour.notebook.highlights)
