"""Who is who in a folder as its documents say: the directory, the mentions, the company, the graph."""

import os
import threading
from datetime import date
from pathlib import Path

import pytest
from shelf_support import ACCENTED, ADA, ALDERY, HOLT, VALE, Shelf

from reader.corpus import (
    EntityMentions,
    Found,
    Index,
    base,
    beside,
    build,
    directory,
    graph,
    matching,
    months,
    occurrences,
    text_of,
    timeline,
    with_entities,
)
from reader.dates import DateMention, Reading
from reader.documents import FileEntry, Folder, make_document
from reader.text.mention import Mention


def test_names_of_one_entity_are_gathered_over_all_documents(shelf):
    known = shelf.known()
    holt = known.get("person:Maren Holt")
    assert (holt.name, holt.kind, holt.by_hand) == ("Maren Holt", "person", False)
    assert known.get("person:Maren Hölt") == holt
    assert (holt.mentions, holt.aliases) == (4, ("Holt",))
    assert holt.documents == ("ferry.txt", "letters/holt.txt")
    assert (holt.first, holt.last) == (date(2023, 12, 1), date(2024, 3, 11))
    assert set(holt.names) == {HOLT, ACCENTED}
    assert [entity.mentions for entity in known.entities] == [4, 3, 2, 2, 1]
    vale = known.get("person:Idris Vale")
    assert (vale.first, vale.last, vale.documents) == (
        date(2024, 3, 11),
        date(2024, 3, 11),
        ("ferry.txt", "undated.txt"),
    )


def test_whose_a_mention_is_can_be_asked(shelf):
    known = shelf.known(shelf.decide("reject", ALDERY))
    assert known.of("ferry.txt", *HOLT).name == "Maren Holt"
    assert known.of("ferry.txt", *ALDERY) is None
    assert known.of("ferry.txt", "person", "Nobody") is None
    assert known.get("nothing") is None


def test_documents_that_are_gone_or_changed_leave_nothing_behind(shelf):
    shelf.put("ferry.txt", "Nobody.")
    assert shelf.shown()[ALDERY] == 2
    shelf.index.forget(["letters/holt.txt", "undated.txt", "ferry.txt"])
    assert shelf.known(shelf.decide("rename", HOLT, to="Captain")).entities == ()


def test_mentions_are_in_the_order_of_their_days_with_what_stands_around_them(shelf):
    known = shelf.known()
    found = occurrences(shelf.index, known, known.get("place:Aldery"))
    assert [each.document.name for each in found] == ["letters/holt.txt", "ferry.txt", "undated.txt"], (
        "no day comes last"
    )
    assert found[0].before == "Holt wrote to Ada Quill. The old harbour board of "
    assert found[0].after == " met the new harbour board. "
    first = occurrences(shelf.index, known, known.get("person:Maren Holt"))
    assert [(each.document.name, each.mention.text) for each in first] == [
        ("letters/holt.txt", "Holt"),
        ("ferry.txt", "Maren Holt"),
        ("ferry.txt", "Holt"),
        ("ferry.txt", "Holt"),
    ]


def test_context_reaches_over_passages_and_is_cut_short(tmp_path):
    shelf = Shelf(tmp_path / "index.sqlite")
    text = f"{'word ' * 30}end.\n\nAldery is here.\n\n{'more ' * 30}"
    document = make_document(text.encode(), Path("a.txt"), "a.txt")
    at = document.text.index("Aldery")
    found = Found((EntityMentions("Aldery", "place", (Mention(at, at + 6, "place", "Aldery"),)),))
    cut = ((0, at - 2), (at, at + 15), (at + 17, len(document.text)))
    shelf.index.store(FileEntry(Path(), "a.txt", 1, 1), text_of(document, cut), found)
    (place,) = occurrences(shelf.index, shelf.known(), shelf.known().entities[0])
    assert place.before.endswith(" word end. ")
    assert place.after.startswith(" is here. more more ")
    assert max(len(place.before), len(place.after)) <= 80
    shelf.index.close()


def test_months_are_counted_with_those_between(shelf):
    known = shelf.known()
    counted = months(occurrences(shelf.index, known, known.get("place:Aldery")))
    assert counted == [
        (date(2023, 12, 1), 1),
        (date(2024, 1, 1), 0),
        (date(2024, 2, 1), 0),
        (date(2024, 3, 1), 1),
    ]
    assert months([]) == []


def test_who_is_beside_is_counted_by_paragraphs_with_the_closest_example(shelf):
    known = shelf.known()
    company = beside(shelf.index, known, known.get("person:Maren Holt"))
    assert [(each.entity.name, each.together) for each in company] == [
        ("Aldery", 2),
        ("Harbour Board", 2),
        ("Idris Vale", 1),
        ("Ada Quill", 1),
    ]
    assert company[1].sentence == "Maren Holt spoke to the Harbour Board in Aldery."
    assert company[1].example.mention.text == "Harbour Board"
    assert len(beside(shelf.index, known, known.get("person:Maren Holt"), limit=1)) == 1


def test_the_graph_counts_what_beside_counts_for_everyone(shelf):
    decided = (
        shelf.decide("same", VALE, ADA),
        shelf.decide("split", HOLT, form="Holt"),
        shelf.decide("add", to="Idris", kind="person"),
        shelf.decide("add", to="harbour board", kind="organization"),
        shelf.decide("add", to="Aldery", kind="work"),
    )
    for decisions in ((), decided):
        known = shelf.known(*decisions)
        drawn = graph(shelf.index, known)
        weights = {frozenset((drawn.nodes[one].key, drawn.nodes[other].key)): n for one, other, n in drawn.edges}
        expected = {
            frozenset((entity.key, each.entity.key)): each.together
            for entity in known.entities
            for each in beside(shelf.index, known, entity)
        }
        assert weights == expected
        assert weights
    assert graph(shelf.index, known, known.entities[:1]).edges == ()


def test_a_document_is_shown_as_the_folder_sees_it(shelf):
    document = shelf.documents["letters/holt.txt"]
    found = shelf.index.found(document)
    decided = (
        shelf.decide("reject", ALDERY),
        shelf.decide("add", to="harbour board", kind="organization"),
        shelf.decide("retype", ADA, kind="work"),
    )
    shown = with_entities(found, document, decided, shelf.known(*decided))
    assert [(each.name, each.kind, each.by_hand, each.key, len(each.mentions)) for each in shown.entities] == [
        ("Maren Holt", "person", False, "person:Maren Holt", 1),
        ("Ada Quill", "work", True, "person:Ada Quill", 1),
        ("harbour board", "organization", True, "organization:harbour board", 2),
    ]
    assert {mention.kind for each in shown.entities for mention in each.mentions if each.name == "Ada Quill"} == {
        "work"
    }
    assert all(document.text[m.start : m.end] == m.text for each in shown.entities for m in each.mentions)
    assert shown.dates == found.dates


def test_a_decision_shows_in_a_document_before_the_folder_is_worked_out_anew(shelf):
    document = shelf.documents["letters/holt.txt"]
    decided = (
        shelf.decide("rename", ADA, to="A. Quill"),
        shelf.decide("split", ACCENTED, form="Holt", to="Nora Holt"),
        shelf.decide("reject", ALDERY),
    )
    for known in (None, shelf.known()):
        shown = with_entities(shelf.index.found(document), document, decided, known)
        assert [(each.name, each.by_hand) for each in shown.entities] == [("Nora Holt", True), ("A. Quill", True)]


def test_nothing_in_the_metadata_of_a_document_is_added(shelf):
    document = shelf.documents["ferry.txt"]
    add = shelf.decide("add", to="2024", kind="work")
    shown = with_entities(shelf.index.found(document), document, [add], shelf.known(add))
    assert all(each.name != "2024" for each in shown.entities)
    assert ("work", "2024") not in shelf.shown(add)


def test_the_timeline_names_who_is_near_as_the_folder_does(shelf):
    document = make_document(b"Holt left Aldery in 1990. The dredger stayed.", Path("d.txt"), "d.txt")
    when = (date(1990, 1, 1), date(1990, 12, 31))
    reading = Reading("1990", when, "year", "as written")
    found = Found(
        (
            EntityMentions("Maren Hölt", "person", (Mention(0, 4, "person", "Holt"),)),
            EntityMentions("Aldery", "place", (Mention(10, 16, "place", "Aldery"),)),
        ),
        (DateMention(20, 24, "date", "1990", reading, None, (reading,)),),
    )
    shelf.index.store(FileEntry(Path(), "d.txt", 1, 1), text_of(document, [(0, 45)]), found)
    decided = (shelf.decide("reject", ALDERY), shelf.decide("add", to="dredger", kind="work"))
    (plain,), (entry,) = timeline(shelf.index), timeline(shelf.index, known=shelf.known(*decided))
    assert plain.names == ("Maren Hölt", "Aldery")
    assert entry.names == ("Maren Holt", "dredger")
    assert matching([entry], name="maren") == [entry]


def test_what_is_typed_finds_names_and_aliases_and_forgives_accents_and_errors(shelf):
    shelf.put("more.txt", "José Álvarez-Ruiz.", ("person", "José Álvarez-Ruiz", "José Álvarez-Ruiz"))
    known = shelf.known()

    def names(typed, kind=None):
        return [entity.name for entity in known.matching(typed, kind)]

    assert names("") == [entity.name for entity in known.entities]
    assert names("", "place") == ["Aldery"]
    assert names("jose alva") == ["José Álvarez-Ruiz"]
    assert names("HOL") == ["Maren Holt"]
    assert names("quill ada") == ["Ada Quill"]
    assert names("Maran Hollt") == ["Maren Holt"]
    assert names("Iris Vale") == ["Idris Vale"]
    assert names("Maran Vale") == []
    assert names("zzzzzz") == names("\udc80") == names("Maren Holt", "place") == []
    assert names("al")[0] == "Aldery", "what begins so comes first"


def test_suggested_pairs_come_with_a_mention_of_each_until_they_are_answered(shelf):
    shelf.put("more.txt", "Marren Holtt sang. Ada Quil too.", ("person", "Ada Quil", "Ada Quil"))
    (pair,) = [each for each in shelf.known().suggestions() if "Quil" in each.first.name]
    assert {pair.first.name, pair.second.name} == {"Ada Quill", "Ada Quil"}
    assert pair.why
    assert [each.mention.text for each in pair.examples] == [pair.first.name, pair.second.name]
    no = shelf.decide("apart", pair.first.names[0], pair.second.names[0])
    assert not [each for each in shelf.known(no).suggestions() if "Quil" in each.first.name]
    yes = shelf.decide("same", pair.first.names[0], pair.second.names[0])
    assert not [each for each in shelf.known(yes).suggestions() if "Quil" in each.first.name]


def test_no_mention_is_read_for_the_directory_and_only_its_own_for_one_entity(shelf, monkeypatch):
    seen = []
    monkeypatch.setattr(Index, "snapshot", Index.reading)
    with shelf.index.reading() as db:
        db.set_trace_callback(seen.append)
        known = shelf.known()
        assert seen
        assert not [statement for statement in seen if "mentions." in statement or "FROM mentions" in statement]
        seen.clear()
        occurrences(shelf.index, known, known.get("person:Ada Quill"))
        assert [
            statement for statement in seen if "mentions" in statement and "entities.name = " not in statement
        ] == []
        db.set_trace_callback(None)


def test_the_directory_keeps_nobody_waiting_who_reads_or_writes_meanwhile(shelf, monkeypatch):
    link = base.names_of_folder.link_folder

    def slowly(locals_):
        done = threading.Event()

        def read_and_write():
            shelf.index.listed()
            shelf.put("meanwhile.txt", "Nora sank.", ("person", "Nora", "Nora"))
            done.set()

        threading.Thread(target=read_and_write).start()
        assert done.wait(20)
        return link(locals_)

    monkeypatch.setattr(base.names_of_folder, "link_folder", slowly)
    assert ("person", "Nora") not in shelf.shown()
    monkeypatch.undo()
    assert ("person", "Nora") in shelf.shown(), "and what came meanwhile is there the next time"


def test_a_decision_links_nothing_anew_and_a_changed_index_does(shelf, monkeypatch):
    linked = []
    link = base.names_of_folder.link_folder
    monkeypatch.setattr(
        base.names_of_folder, "link_folder", lambda locals_: (linked.append(len(locals_)), link(locals_))[1]
    )
    shelf.known()
    shelf.known(shelf.decide("same", HOLT, VALE))
    assert len(linked) == 1
    shelf.put("more.txt", "Nora sank.", ("person", "Nora", "Nora"))
    assert ("person", "Nora") in shelf.shown(shelf.decide("same", HOLT, VALE))
    assert len(linked) == 2


def test_what_was_linked_is_kept_for_the_next_time_the_folder_is_opened(shelf, monkeypatch):
    before = shelf.shown()
    again = Index(shelf.index.path)
    monkeypatch.setattr(base.names_of_folder, "link_folder", lambda _locals: pytest.fail("linked again"))
    assert {(entity.kind, entity.name): entity.mentions for entity in directory(again).entities} == before
    shelf.index.forget(["undated.txt"])
    with pytest.raises(pytest.fail.Exception):
        directory(again)
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no open file away")
def test_an_index_whose_file_was_taken_away_still_answers(shelf):
    before = shelf.shown()
    for path in list(shelf.index.path.parent.glob("index.sqlite*")):
        path.unlink()
    base._LAST.clear()
    assert shelf.shown() == before


def test_the_sample_from_end_to_end(seeds, tmp_path, monkeypatch):
    index = Index(tmp_path / "index.sqlite")
    build(index, Folder.of([seeds]))
    known = directory(index)
    monkeypatch.setattr(
        base.names_of_folder, "link_folder", lambda _locals: pytest.fail("linked again where nothing changed")
    )
    build(index, Folder.of([seeds]))
    assert directory(index).entities == known.entities
    rana = known.matching("Tahawur Ranna")[0]
    assert rana.name == "Tahawwur Rana"
    assert len(occurrences(index, known, rana)) == rana.mentions
    index.close()
