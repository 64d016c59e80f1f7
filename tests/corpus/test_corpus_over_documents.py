"""Entities and dates over a whole folder."""

from datetime import date
from pathlib import Path

import pytest

from reader.corpus import EntityMentions, Found, Index, build, directory, text_of, timeline
from reader.dates import DateMention, Reading
from reader.documents import FileEntry, Folder, make_document
from reader.text.mention import Mention


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index.sqlite")
    yield index
    index.close()


def dated(text, phrase, value, first, last=None):
    interval = (first, last or first) if first else None
    reading = Reading(value, interval, "day", "as written")
    start = text.index(phrase)
    return DateMention(start, start + len(phrase), "date", phrase, reading, date(2024, 3, 11), (reading,))


def store(index, name, text, entities=(), dates=()):
    """Put a document into the index with mentions made by hand: (name, kind, the forms in the text)."""
    document = make_document(text.encode(), Path(name), name)
    found = Found(
        tuple(
            EntityMentions(entity, kind, tuple(Mention(text.index(f), text.index(f) + len(f), kind, f) for f in forms))
            for entity, kind, forms in entities
        ),
        tuple(dated(text, *each) for each in dates),
    )
    index.store(FileEntry(Path(), name, 1, 1), text_of(document, [(0, len(text))]), found)


def test_entities_of_one_name_and_kind_are_one_over_all_documents(index):
    store(index, "a.txt", "Maren Holt met Holt. Aldery.", [("Maren Holt", "person", ["Maren Holt", "Holt"])])
    store(
        index,
        "b/c.txt",
        "Captain Holt, Maren Holt; Aldery.",
        [
            ("Maren Holt", "person", ["Captain Holt", "Maren Holt"]),
            ("Aldery", "place", ["Aldery"]),
            ("Maren Holt", "organization", ["Maren Holt"]),
        ],
    )
    holt, *others = list(directory(index).entities)
    assert (holt.name, holt.kind, holt.mentions) == ("Maren Holt", "person", 4)
    assert set(holt.aliases) == {"Holt", "Captain Holt"}
    assert holt.documents == ("a.txt", "b/c.txt")
    assert [(entity.name, entity.kind, entity.mentions) for entity in others] == [
        ("Aldery", "place", 1),
        ("Maren Holt", "organization", 1),
    ]
    assert [entity.name for entity in directory(index).matching("", "place")] == ["Aldery"]
    assert directory(index).matching("", "event") == []


def test_nothing_is_gathered_of_documents_that_are_gone(index):
    store(index, "a.txt", "Aldery in 1990.", [("Aldery", "place", ["Aldery"])], [("1990", "1990", date(1990, 1, 1))])
    index.forget(["a.txt", "never there.txt"])
    assert list(directory(index).entities) == []
    assert list(timeline(index)) == []


def test_the_timeline_is_in_calendar_order_across_documents(index):
    text = "It sank in May 1990. The trial began on 7 May 1990, long after 1989. It lasted two days."
    store(
        index,
        "b.txt",
        text,
        dates=[
            ("May 1990", "1990-05", date(1990, 5, 1), date(1990, 5, 31)),
            ("7 May 1990", "1990-05-07", date(1990, 5, 7)),
            ("1989", "1989", date(1989, 1, 1), date(1989, 12, 31)),
            ("two days", "P2D", None),
        ],
    )
    store(index, "a.txt", "On 7 May 1990 it rained.", dates=[("7 May 1990", "1990-05-07", date(1990, 5, 7))])
    entries = list(timeline(index))
    assert [(entry.mention.value, entry.document.name) for entry in entries] == [
        ("1989", "b.txt"),
        ("1990-05", "b.txt"),
        ("1990-05-07", "a.txt"),
        ("1990-05-07", "b.txt"),
    ]
    assert entries[1].context == "It sank in May 1990."
    assert entries[0].context == "The trial began on 7 May 1990, long after 1989."
    assert entries[0].mention.alternatives
    assert entries[0].mention.reckoned_from == date(2024, 3, 11)


def test_the_sentence_beside_a_date_is_one_safe_line(index):
    store(index, "a.txt", "The ferry, built in the shipyard of Port Aldery\nin 1990, sank.", dates=[("1990", "1990", date(1990, 1, 1))])  # fmt: skip
    (entry,) = timeline(index)
    assert entry.context == "The ferry, built in the shipyard of Port Aldery in 1990, sank."


def test_the_sample_article_from_end_to_end(seeds, index):
    build(index, Folder.of([seeds]))
    people = [entity.name for entity in directory(index).matching("", "person")]
    assert people[0] == "Tahawwur Rana"
    assert "Randhir Jaiswal" in people
    entries = list(timeline(index))
    days = [entry.mention.interval for entry in entries]
    assert days == sorted(days)
    assert [entry.mention.value for entry in entries][:1] == ["2008-11-26"]
    assert all(entry.mention.text in entry.context for entry in entries)
