"""Who is who in a folder: as its documents say, and as a person decided."""

import os
import threading
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import (
    Analysis,
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
    timeline,
    with_entities,
)
from reader.corpus.regroup import regrouped
from reader.corpus.settled import settle
from reader.dates import DateMention, Reading
from reader.documents import FileEntry, Folder, make_document
from reader.notebook import ENTITY_ACTIONS, EntityDecision
from reader.text.mention import Mention

HOLT, ADA, VALE = ("person", "Maren Holt"), ("person", "Ada Quill"), ("person", "Idris Vale")
ACCENTED = ("person", "Maren Hölt")
BOARD, ALDERY = ("organization", "Harbour Board"), ("place", "Aldery")
FERRY = """date 2024-03-11

Maren Holt spoke to the Harbour Board in Aldery. Holt left.

Idris Vale of the Harbour Board stayed, and Holt came back.
"""
LETTER = "date 2023-12-01\n\nHolt wrote to Ada Quill. The old harbour board of Aldery met the new\nharbour board.\n"
UNDATED = "Idris Vale went to Aldery.\n"


class Shelf:
    """An index with documents whose mentions are made by hand."""

    def __init__(self, path):
        self.index = Index(path)
        self.documents = {}
        self.made = 0

    def put(self, name, text, *entities):
        """Store a document; of each entity every place of every form is a mention."""
        document = make_document(text.encode(), Path(name), name)
        found = Found(
            tuple(EntityMentions(who, kind, mentions(document.text, kind, forms)) for kind, who, *forms in entities)
        )
        start = document.body_start
        analysis = Analysis(document, found, ((start, len(document.text)),), 1)
        self.index.store(FileEntry(Path(name), name, 1, 1), analysis, {})
        self.documents[name] = document

    def decide(self, action, *names, to="", kind=None, form="", document=""):
        self.made += 1
        return EntityDecision(f"e-{self.made}", action, names, to, kind, form, document)

    def known(self, *decisions):
        return directory(self.index, decisions)

    def shown(self, *decisions):
        """Return what the folder's entities are and how often they are mentioned."""
        return {(entity.kind, entity.name): entity.mentions for entity in self.known(*decisions).entities}


def mentions(text, kind, forms):
    found, taken = [], set()
    for form in sorted(forms, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            if not taken & set(range(at, at + len(form))):
                found.append(Mention(at, at + len(form), kind, form))
                taken |= set(range(at, at + len(form)))
            at = text.find(form, at + 1)
    return tuple(sorted(found, key=lambda mention: mention.start))


def filled(path):
    shelf = Shelf(path)
    shelf.put(
        "ferry.txt",
        FERRY,
        (*HOLT, "Maren Holt", "Holt"),
        (*BOARD, "Harbour Board"),
        (*ALDERY, "Aldery"),
        (*VALE, "Idris Vale"),
    )
    shelf.put("letters/holt.txt", LETTER, (*ACCENTED, "Holt"), (*ADA, "Ada Quill"), (*ALDERY, "Aldery"))
    shelf.put("undated.txt", UNDATED, (*VALE, "Idris Vale"), (*ALDERY, "Aldery"))
    return shelf


@pytest.fixture
def shelf(tmp_path):
    shelf = filled(tmp_path / "index.sqlite")
    yield shelf
    shelf.index.close()


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


def test_merged_names_are_one_under_the_name_of_the_fuller(shelf):
    both = shelf.decide("same", VALE, ADA)
    known = shelf.known(both)
    merged = known.get("person:Ada Quill")
    assert merged == known.get("person:Idris Vale")
    assert (merged.mentions, merged.by_hand) == (3, True)
    assert set(merged.documents) == {"ferry.txt", "letters/holt.txt", "undated.txt"}
    others = [entity for entity in known.entities if entity.key != merged.key]
    assert not any(entity.by_hand for entity in others), "what nobody decided about stays a guess"


def test_names_taken_apart_are_two_and_the_rest_stays(shelf):
    known = shelf.known(shelf.decide("apart", HOLT, ACCENTED))
    assert known.get("person:Maren Hölt").mentions == 1
    assert known.get("person:Maren Holt").mentions == 3


def test_of_two_decisions_that_contradict_each_other_the_later_counts(shelf):
    same, apart = shelf.decide("same", HOLT, VALE), shelf.decide("apart", HOLT, VALE)
    one = shelf.known(apart, same)
    assert one.get("person:Maren Holt") == one.get("person:Idris Vale")
    two = shelf.known(same, apart)
    assert two.get("person:Maren Holt") != two.get("person:Idris Vale")
    three = shelf.known(same, apart, same)
    assert three.get("person:Maren Holt") == three.get("person:Idris Vale")


def test_a_contradiction_by_way_of_a_third_name_gives_up_the_oldest(shelf):
    known = shelf.known(
        shelf.decide("same", HOLT, VALE), shelf.decide("same", VALE, ADA), shelf.decide("apart", HOLT, ADA)
    )
    assert known.get("person:Idris Vale") == known.get("person:Ada Quill") != known.get("person:Maren Holt")


def test_names_put_together_stay_so_when_the_one_between_them_is_rejected(shelf):
    known = shelf.known(shelf.decide("same", VALE, ADA, ("person", "Gone Since"), BOARD), shelf.decide("reject", VALE))
    assert known.get("person:Ada Quill") == known.get("organization:Harbour Board")
    assert known.get("person:Idris Vale") is None


def test_rejected_is_gone_until_it_is_kept_or_decided_about_again(shelf):
    reject = shelf.decide("reject", VALE)
    assert ("person", "Idris Vale") not in shelf.shown(reject)
    assert shelf.shown(reject, shelf.decide("keep", VALE))["person", "Idris Vale"] == 2
    assert ("person", "Idris Vale") not in shelf.shown(reject, shelf.decide("keep", VALE), reject)
    assert shelf.shown(reject, shelf.decide("rename", VALE, to="Mr Vale"))["person", "Mr Vale"] == 2
    assert shelf.shown(reject, shelf.decide("same", VALE, ADA)) == shelf.shown(shelf.decide("same", VALE, ADA))


def test_renamed_is_shown_by_the_last_name_and_found_by_the_old_ones(shelf):
    known = shelf.known(shelf.decide("rename", ACCENTED, to="M. Holt"), shelf.decide("rename", HOLT, to="Captain Holt"))
    holt = known.get("person:Maren Hölt")
    assert holt.name == "Captain Holt"
    assert holt.aliases == ("Holt", "Maren Holt")
    assert known.matching("maren") == [holt] == known.called("captain holt") == known.called("HOLT")


def test_retyped_is_of_another_kind_and_one_with_its_namesake_there(shelf):
    shelf.put("more.txt", "Idris Vale sank.", ("work", "Idris Vale", "Idris Vale"))
    known = shelf.known(shelf.decide("retype", VALE, kind="work"))
    vale = known.get("person:Idris Vale")
    assert (vale.kind, vale.mentions) == ("work", 3)
    assert {each.mention.kind for each in occurrences(shelf.index, known, vale)} == {"work"}
    apart = shelf.decide("apart", VALE, ("work", "Idris Vale"))
    assert shelf.known(apart, shelf.decide("retype", VALE, kind="work")).get("work:Idris Vale").mentions == 1


def test_a_form_is_split_off_everywhere_or_in_one_document(shelf):
    everywhere = shelf.known(shelf.decide("split", HOLT, form="Holt"))
    assert everywhere.get("person:Maren Holt").mentions == 2, "and what stands under another name is not touched"
    part = everywhere.get("person:e-1")
    assert (part.name, part.mentions, part.by_hand) == ("Holt", 2, True)
    assert everywhere.of("ferry.txt", *HOLT, form="Holt") == part
    assert everywhere.of("ferry.txt", *HOLT, form="Maren Holt").name == "Maren Holt"
    elsewhere = shelf.known(shelf.decide("split", HOLT, form="Holt", document="undated.txt"))
    assert elsewhere.get("person:Maren Holt").mentions == 4
    assert elsewhere.get("person:e-2") is None
    here = shelf.known(shelf.decide("split", HOLT, form="Holt", document="ferry.txt", to="Ada Holt"))
    assert here.get("person:Ada Holt").mentions == 2


def test_mentions_can_be_given_to_someone_who_is_there_and_of_another_kind(shelf):
    known = shelf.known(shelf.decide("split", HOLT, form="Holt", to="Ada Quill"))
    assert known.get("person:Ada Quill").mentions == 3
    assert [each.document.name for each in occurrences(shelf.index, known, known.get("person:Ada Quill"))] == [
        "letters/holt.txt",
        "ferry.txt",
        "ferry.txt",
    ]
    known = shelf.known(shelf.decide("split", HOLT, form="Holt", to="Holt", kind="place"))
    assert (known.get("place:Holt").kind, known.get("place:Holt").mentions) == ("place", 2)


def test_a_part_can_be_split_merged_rejected_and_given_back(shelf):
    split = shelf.decide("split", HOLT, form="Holt")
    part = split.part
    again = shelf.decide("split", part, form="Holt", document="ferry.txt", to="Nora Holt")
    assert shelf.shown(split, again)["person", "Nora Holt"] == 2
    assert shelf.known(split, shelf.decide("same", HOLT, part)).get("person:Maren Holt").mentions == 4
    assert shelf.known(split, shelf.decide("reject", part)).get("person:Maren Holt").mentions == 2
    back = shelf.decide("split", part, form="Holt", to="Maren Holt")
    assert shelf.known(split, back).get("person:Maren Holt").mentions == 4
    there = shelf.decide("split", HOLT, form="Holt", to="Ada Quill")
    and_back = shelf.decide("split", ADA, form="Holt", to="Maren Holt")
    assert shelf.shown(there, and_back) == shelf.shown()


def test_a_form_broken_over_two_lines_is_the_same_form(shelf):
    shelf.put("broken.txt", "It was Maren\nHolt.", (*HOLT, "Maren\nHolt"))
    assert "Maren Holt" not in shelf.known().get("person:Maren Holt").aliases
    assert shelf.shown(shelf.decide("split", HOLT, form="Maren Holt", to="Nora"))["person", "Nora"] == 2


def test_every_occurrence_of_what_is_added_is_a_mention(shelf):
    add = shelf.decide("add", to="harbour board", kind="organization")
    known = shelf.known(add)
    board = known.get("organization:harbour board")
    assert (board.mentions, board.documents, board.by_hand) == (2, ("letters/holt.txt",), True)
    text = shelf.documents["letters/holt.txt"].text
    found = occurrences(shelf.index, known, board)
    assert [text[each.mention.start : each.mention.end] for each in found] == ["harbour board"] * 2
    assert [each.mention.text for each in found] == ["harbour board"] * 2
    assert known.get("organization:Harbour Board").mentions == 2, "in the case in which it is written"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("met the", 1),
        ("met the new\tharbour", 1),
        ("arbour", 0),
        ("harbour boar", 0),
        ("HARBOUR", 0),
        ("nowhere", 0),
        ('"', 0),
    ],
)
def test_added_are_whole_words_in_any_line(shelf, text, count):
    found = shelf.shown(shelf.decide("add", to=text, kind="work"))
    assert found.get(("work", text), 0) == count


def test_an_addition_adds_nothing_where_a_mention_of_that_kind_is_and_wins_over_another_kind(shelf):
    assert shelf.shown(shelf.decide("add", to="Aldery", kind="place")) == shelf.shown()
    assert shelf.shown(shelf.decide("add", to="Holt", kind="person")) == shelf.shown(), "Holt inside Maren Holt neither"
    changed = shelf.shown(shelf.decide("add", to="Aldery", kind="work"))
    assert changed == {key: n for key, n in shelf.shown().items() if key != ALDERY} | {("work", "Aldery"): 3}
    wider = shelf.shown(shelf.decide("add", to="Idris Vale of the Harbour Board", kind="organization"))
    assert wider["organization", "Idris Vale of the Harbour Board"] == 1
    assert (wider[VALE], wider[BOARD]) == (1, 1)


def test_what_was_rejected_stands_in_the_way_of_no_addition(shelf):
    known = shelf.shown(shelf.decide("reject", BOARD), shelf.decide("add", to="Board", kind="work"))
    assert known["work", "Board"] == 2


def test_an_addition_can_be_rejected_and_added_again(shelf):
    add = shelf.decide("add", to="dredger", kind="work")
    shelf.put("more.txt", "The dredger sank.")
    reject = shelf.decide("reject", ("work", "dredger"))
    assert ("work", "dredger") in shelf.shown(add)
    assert ("work", "dredger") not in shelf.shown(add, reject)
    assert ("work", "dredger") in shelf.shown(add, reject, add)
    assert shelf.known(add, shelf.decide("same", ("work", "dredger"), BOARD)).get("work:dredger").mentions == 3


def test_the_longer_of_two_additions_counts(shelf):
    shelf.put("more.txt", "The dredger of Rotterdam sank. A dredger came.")
    shown = shelf.shown(
        shelf.decide("add", to="dredger", kind="work"), shelf.decide("add", to="dredger of Rotterdam", kind="work")
    )
    assert (shown["work", "dredger"], shown["work", "dredger of Rotterdam"]) == (1, 1)


def test_decisions_outlast_a_new_index(shelf, tmp_path):
    decided = (
        shelf.decide("same", VALE, ADA),
        shelf.decide("split", HOLT, form="Holt"),
        shelf.decide("add", to="harbour board", kind="organization"),
        shelf.decide("rename", ALDERY, to="Port Aldery"),
    )
    again = filled(tmp_path / "again.sqlite")
    assert again.shown(*decided) == shelf.shown(*decided)
    again.index.close()


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
    shelf.index.store(FileEntry(Path("a.txt"), "a.txt", 1, 1), Analysis(document, found, cut, 1), {})
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
    shelf.index.store(FileEntry(Path("d.txt"), "d.txt", 1, 1), Analysis(document, found, ((0, 45),), 1), {})
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
    link = base.link_folder

    def slowly(locals_):
        done = threading.Event()

        def read_and_write():
            shelf.index.listed()
            shelf.put("meanwhile.txt", "Nora sank.", ("person", "Nora", "Nora"))
            done.set()

        threading.Thread(target=read_and_write).start()
        assert done.wait(20)
        return link(locals_)

    monkeypatch.setattr(base, "link_folder", slowly)
    assert ("person", "Nora") not in shelf.shown()
    monkeypatch.undo()
    assert ("person", "Nora") in shelf.shown(), "and what came meanwhile is there the next time"


def test_a_decision_links_nothing_anew_and_a_changed_index_does(shelf, monkeypatch):
    linked = []
    link = base.link_folder
    monkeypatch.setattr(base, "link_folder", lambda locals_: (linked.append(len(locals_)), link(locals_))[1])
    shelf.known()
    shelf.known(shelf.decide("same", HOLT, VALE))
    assert len(linked) == 1
    shelf.put("more.txt", "Nora sank.", ("person", "Nora", "Nora"))
    assert ("person", "Nora") in shelf.shown(shelf.decide("same", HOLT, VALE))
    assert len(linked) == 2


def test_what_was_linked_is_kept_for_the_next_time_the_folder_is_opened(shelf, monkeypatch):
    before = shelf.shown()
    again = Index(shelf.index.path)
    monkeypatch.setattr(base, "link_folder", lambda _locals: pytest.fail("linked again"))
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


NAMES = st.sampled_from(
    [HOLT, ACCENTED, ADA, VALE, BOARD, ALDERY, ("person", "Nobody"), ("person", "e-3"), ("work", "Holt")]
)
DECISIONS = st.builds(
    EntityDecision,
    id=st.sampled_from(["e-1", "e-2", "e-3", "e-4"]),
    action=st.sampled_from(ENTITY_ACTIONS),
    names=st.lists(NAMES, min_size=2, max_size=3, unique=True).map(tuple),
    to=st.sampled_from(["Holt", "Ada Quill", "harbour board", "Harbour", "Aldery", "Maren Holt"]),
    kind=st.sampled_from(["person", "place", "work"]),
    form=st.sampled_from(["Holt", "Maren Holt", "Aldery", "Harbour Board"]),
    document=st.sampled_from(["", "ferry.txt", "undated.txt"]),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    shelf = filled(tmp_path_factory.mktemp("shared") / "index.sqlite")
    yield shelf
    shelf.index.close()


@given(decided=st.lists(DECISIONS, max_size=6))
def test_whatever_is_decided_list_mentions_and_documents_agree(shared, decided):
    known = shared.known(*decided)
    names = [name for entity in known.entities for name in entity.names]
    assert len(names) == len(set(names)), "a name belongs to one entity"
    listed = {entity.key: entity.mentions for entity in known.entities}
    assert len(listed) == len(known.entities)
    found = {entity.key: occurrences(shared.index, known, entity) for entity in known.entities}
    assert {key: len(places) for key, places in found.items()} == listed
    for entity in known.entities:
        assert known.get(entity.key) == entity
        assert {place.document.name for place in found[entity.key]} == set(entity.documents)
    shown = Counter()
    for document in shared.documents.values():
        laid = with_entities(shared.index.found(document), document, decided, known)
        spans = sorted((m.start, m.end) for each in laid.entities for m in each.mentions)
        assert all(end <= start for (_start, end), (start, _end) in pairwise(spans))
        for each in laid.entities:
            shown[each.key] += len(each.mentions)
    assert dict(shown) == listed


@given(
    groups=st.lists(st.integers(0, 4), min_size=12, max_size=12),
    pairs=st.lists(st.tuples(st.sampled_from(["same", "apart"]), st.integers(0, 13), st.integers(0, 13)), max_size=12),
)
def test_regrouping_obeys_every_decision_that_counts(groups, pairs):
    names = [("person", str(at)) for at in range(14)]
    settled = settle(
        EntityDecision("e", action, (names[one], names[other])) for action, one, other in pairs if one != other
    )
    whole = {number: [name for name, at in zip(names, groups, strict=False) if at == number] for number in set(groups)}
    made = regrouped(whole.values(), settled.same, settled.apart, {})
    where = {name: at for at, group in enumerate(made) for name in group}
    assert sorted(name for group in made for name in group) == sorted(names[:12])
    there = set(where)
    assert all(where[one] == where[other] for one, other in settled.same if {one, other} <= there)
    assert all(where[one] != where[other] for one, other in settled.apart if {one, other} <= there)
    untouched = {number for number, group in whole.items() if not settled.touched & set(group)}
    assert all(set(whole[number]) in made for number in untouched)


def test_the_last_decision_always_counts(shared):
    for last in ("same", "apart"):
        for first in ("same", "apart"):
            settled = settle([shared.decide(first, HOLT, VALE), shared.decide(last, HOLT, VALE)])
            counts, other = (settled.same, settled.apart) if last == "same" else (settled.apart, settled.same)
            assert set(counts) == {(HOLT, VALE)}
            assert other == []


def test_the_sample_from_end_to_end(seeds, tmp_path, monkeypatch):
    index = Index(tmp_path / "index.sqlite")
    build(index, Folder.of([seeds]))
    known = directory(index)
    monkeypatch.setattr(base, "link_folder", lambda _locals: pytest.fail("linked again where nothing changed"))
    build(index, Folder.of([seeds]))
    assert directory(index).entities == known.entities
    rana = known.matching("Tahawur Ranna")[0]
    assert rana.name == "Tahawwur Rana"
    assert len(occurrences(index, known, rana)) == rana.mentions
    index.close()
