"""Marks are searched where they stand in the indexed text, which may not be the text they were made in."""

from pathlib import Path

import pytest

from reader.corpus import Found, Index, text_of
from reader.documents import FileEntry, make_document
from reader.notebook import Notebook
from reader.notebook import anchor as room
from reader.search import Searcher

NAME = "harbour.txt"
BEFORE = "Maren Holt spoke to the Harbour Board in Aldery on the first evening of the dispute about the dredger."
AFTER = "The ferry stays in port until the contract with the company from Rotterdam has been signed by both."
TEXT = f"{BEFORE}\n\n{AFTER}\n"
NEW = f"A paragraph that was not there before, about something else altogether.\n\n{BEFORE}\n\n{AFTER}\n"


class Desk:
    def __init__(self, root):
        self.index, self.notebook = Index(root / "index.sqlite"), Notebook(root / "notebook.jsonl")
        self.searcher = Searcher(self.index, self.notebook)
        self.stored = 0
        self.document = self.store(NAME, TEXT)

    def store(self, name, text):
        document = make_document(text.encode(), Path(name), name)
        paragraphs = text.rstrip("\n").split("\n\n")
        starts = [text.index(paragraph) for paragraph in paragraphs]
        cut = [(start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
        self.stored += 1
        self.index.store(FileEntry(Path(), name, 1, self.stored), text_of(document, cut), Found((), ()))
        return document

    def mark(self, phrase):
        at = self.document.text.index(phrase)
        return self.notebook.add(self.document, at, at + len(phrase), "green")

    def lit(self, typed="has:mark"):
        hits = self.searcher.search(typed).hits
        return [hit.text[match.start - hit.start : match.end - hit.start] for hit in hits for match in hit.matches]


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.searcher.close()
    desk.index.close()


def test_a_mark_in_a_text_that_did_not_change_is_found_without_looking_for_it(desk, monkeypatch):
    monkeypatch.setattr(room, "Target", None)
    desk.mark("Harbour Board")
    assert desk.lit() == ["Harbour Board"]


def test_a_mark_is_found_where_it_stands_now(desk):
    desk.mark("until the contract with the company")
    desk.store(NAME, NEW)
    assert desk.lit() == ["until the contract with the company"]


def test_each_mark_is_looked_for_in_each_text_once(desk, monkeypatch):
    desk.mark("until the contract with the company")
    desk.store(NAME, NEW)
    desk.lit()
    monkeypatch.setattr(room, "Target", None)
    desk.notebook.keep_search("ferry")
    desk.store("other.txt", "Nothing.\n")
    assert desk.lit() == ["until the contract with the company"]


def test_a_mark_that_is_not_surely_there_is_not_found(desk):
    desk.mark("until the contract with the company")
    desk.store(NAME, f"{BEFORE}\n\nNobody knows anything.\n")
    assert desk.lit() == []


def test_a_mark_of_which_a_person_said_that_it_is_not_there_is_not_found(desk):
    mark = desk.mark("until the contract with the company")
    desk.notebook.say_absent(mark.id, desk.store(NAME, NEW))
    assert desk.lit() == []


def test_a_mark_goes_with_a_file_that_was_renamed(desk):
    desk.mark("Harbour Board")
    desk.index.forget([NAME])
    desk.store("renamed.txt", TEXT)
    assert desk.lit() == ["Harbour Board"]


def test_what_was_decided_about_a_date_counts_where_it_stands_now(desk):
    at = TEXT.index("first evening of the dispute")
    desk.notebook.decide_date(desk.document, at, at + len("first evening of the dispute"), "1872-05-01")
    desk.store(NAME, NEW)
    assert desk.lit("when:1872") == ["first evening of the dispute"]
