"""Conditions: who is named, which day, which file, what a person marked and read, and how they go with words."""

from datetime import date
from pathlib import Path

import pytest

from reader.corpus import EntityMentions, Found, Index, text_of
from reader.dates import DateMention, Reading
from reader.documents import FileEntry, make_document
from reader.notebook import Notebook
from reader.search import Searcher
from reader.text.mention import Mention

TEXTS = {
    "ferry.txt": "Date: 2024-03-11\n\nMaren Holt spoke to the Harbour Board in Aldery.\n\nThe ferry stays until June 1999.",
    "letters/holt.md": "# To Ada\n\ndate 2023-12-01\n\nHolt wrote to Ada Quill of the ferry. The harbour board met.",
    "letters/vale.txt": "Idris Vale went to Aldery by himself, as ever.\n\nHe had no ferry, and came in 1872.",
}
NAMES = {
    "ferry.txt": [("Maren Holt", "person"), ("Harbour Board", "organization"), ("Aldery", "place")],
    "letters/holt.md": [("Holt", "person"), ("Ada Quill", "person")],
    "letters/vale.txt": [("Idris Vale", "person"), ("Aldery", "place")],
}
DATES = {
    "ferry.txt": [("June 1999", date(1999, 6, 1), date(1999, 6, 30))],
    "letters/vale.txt": [("1872", date(1872, 1, 1), date(1872, 12, 31))],
}


class Desk:
    """Documents in an index of one passage a paragraph, and a notebook."""

    def __init__(self, root):
        self.index = Index(root / "index.sqlite")
        self.notebook = Notebook(root / "notebook.jsonl")
        self.documents = {}
        for name, text in TEXTS.items():
            document = make_document(text.encode(), Path(name), name)
            self.documents[name] = document
            self.index.store(FileEntry(Path(), name, 1, 1), text_of(document, self.cut(document)), self.found(document))
        self.searcher = Searcher(self.index, self.notebook)

    def cut(self, document):
        start = document.body_start
        middle = document.text.find("\n\n", start + 40)
        return [(start, len(document.text))] if middle < 0 else [(start, middle), (middle + 2, len(document.text))]

    def found(self, document):
        text = document.text
        dated = []
        for phrase, first, last in DATES.get(document.name, ()):
            reading = Reading(phrase, (first, last), "day", "as written")
            at = text.index(phrase)
            dated.append(DateMention(at, at + len(phrase), "date", phrase, reading, None, (reading,)))
        named = []
        for name, kind in NAMES[document.name]:
            at = text.index(name)
            named.append(EntityMentions(name, kind, (Mention(at, at + len(name), kind, name),)))
        return Found(tuple(named), tuple(dated))

    def names(self, typed, **options):
        return [hit.document.name for hit in self.searcher.search(typed, **options).hits]

    def mark(self, name, phrase, **more):
        document = self.documents[name]
        at = document.text.index(phrase)
        return self.notebook.add(document, at, at + len(phrase), "green", **more)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.searcher.close()
    desk.index.close()


FERRY, HOLT, VALE = TEXTS


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("person:holt ferry", [HOLT]),
        ("person:Vale", [VALE]),
        ('person:"ada quill"', [HOLT]),
        ("person:aldery", []),
        ("place:aldery", [FERRY, VALE]),
        ("place:aldery -person:vale", [FERRY]),
        ("org:harbour", [FERRY]),
        ("ferry date:2024", [FERRY]),
        ("ferry date:..2023", [HOLT]),
        ("ferry -date:2024", [HOLT, VALE]),
        ("when:1999-06", [FERRY]),
        ("when:1860..1880", [VALE]),
        ("ferry when:1872", [VALE]),
        ("path:letters ferry", [HOLT, VALE]),
        ("path:*.md", [HOLT]),
        ("title:ada", [HOLT]),
        ("title:ada OR when:1872", [HOLT, VALE]),
        ("ferry (path:vale OR date:2024)", [FERRY, VALE]),
        ("ferry NOT (path:vale OR date:2024)", [HOLT]),
        ("-ferry path:letters", [VALE]),
        ("path:nowhere", []),
        ("person:nobody ferry", []),
        ("/fer+y (stays|until)/", [FERRY]),
        ("aldery /H[ao]/", [FERRY]),
        ("ferry -/june/", [HOLT, VALE]),
    ],
)
def test_conditions_leave_the_passages_of_which_they_hold(desk, typed, names):
    assert sorted(desk.names(typed)) == sorted(names)


def test_what_a_condition_is_about_is_lit(desk):
    (hit,) = desk.searcher.search("person:vale").hits
    text = desk.documents[VALE].text
    assert [text[match.start : match.end] for match in hit.matches] == ["Idris Vale"]
    (hit,) = desk.searcher.search("when:1872").hits
    assert [text[match.start : match.end] for match in hit.matches] == ["1872"]
    (hit,) = desk.searcher.search("/v[a-z]le/").hits
    assert [text[match.start : match.end] for match in hit.matches] == ["Vale"]


def test_a_misspelt_name_is_taken_for_the_nearest_and_said(desk):
    results = desk.searcher.search("person:quil")
    assert [hit.document.name for hit in results.hits] == [HOLT]
    assert results.problems == ("person:quil read as Ada Quill",)


def test_names_linked_across_documents_are_found_by_any_of_them(desk):
    with desk.index.writing() as db:
        numbers = dict(db.execute("SELECT name, id FROM names").fetchall())
        db.executemany("INSERT INTO linked VALUES (?, 1)", [(numbers["Holt"],), (numbers["Maren Holt"],)])
    assert sorted(desk.names("person:maren")) == [FERRY, HOLT]


def test_marks_and_notes_are_found(desk):
    assert desk.names("has:mark") == []
    desk.mark(FERRY, "Harbour Board", note="Ask for the minutes.")
    desk.mark(VALE, "no ferry")
    assert sorted(desk.names("has:mark")) == [FERRY, VALE]
    assert desk.names("has:note") == [FERRY]
    assert desk.names("note:minutes") == [FERRY]
    assert desk.names("note:agenda") == []
    assert desk.names("ferry has:mark") == [VALE]
    assert sorted(desk.names("colour:green")) == [FERRY, VALE]
    assert desk.names("colour:pink") == []


def test_a_colour_is_found_by_the_name_that_the_person_gave_it(desk, monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('[colours]\ngreen = "Hard evidence"\n', encoding="utf-8")
    desk.mark(VALE, "no ferry")
    assert desk.names("colour:green") == [VALE]
    assert desk.names('colour:"hard evidence"') == [VALE]


def test_what_was_read_is_known(desk):
    assert len(desk.names("ferry is:unread")) == 3
    desk.notebook.set_read(desk.documents[FERRY].id, FERRY, is_read=True)
    assert sorted(desk.names("ferry is:unread")) == [HOLT, VALE]
    assert desk.names("ferry is:read") == [FERRY]


def test_conditions_alone_give_the_newest_documents_first(desk):
    assert desk.names("place:aldery OR person:holt") == [FERRY, HOLT, VALE]
    assert desk.names("-zeppelin", order="oldest")[0] == HOLT


def test_a_pattern_that_takes_for_ever_is_given_up_and_said(desk, monkeypatch):
    monkeypatch.setattr("reader.search.scanning.LIMIT", 0.0)
    results = desk.searcher.search("/(a|aa)+$/", seconds=5)
    assert "takes too long" in results.problems[-1]
    assert results.total is None


def test_what_a_person_decided_about_names_counts(desk):
    vale, holt = ("person", "Idris Vale"), ("person", "Holt")
    desk.notebook.decide_entities("same", [vale, holt])
    assert sorted(desk.names("person:vale")) == [HOLT, VALE]
    desk.notebook.decide_entities("rename", [vale], to="Idris Quay")
    assert sorted(desk.names("person:quay")) == [HOLT, VALE]
    desk.notebook.decide_entities("reject", [("person", "Ada Quill")])
    assert desk.names('person:"ada quill"') == []
    desk.notebook.decide_entities("retype", [("place", "Aldery")], kind="organization")
    assert desk.names("place:aldery") == []
    assert sorted(desk.names("org:aldery")) == [FERRY, VALE]


def test_what_a_person_decided_about_dates_counts(desk):
    document = desk.documents[VALE]
    at = document.text.index("1872")
    desk.notebook.decide_date(document, at, at + 4, "1901-05-01")
    assert desk.names("when:1872") == []
    assert desk.names("when:1901-05") == [VALE]
    desk.notebook.decide_date(document, at, at + 4, "")
    assert desk.names("when:1901") == []
