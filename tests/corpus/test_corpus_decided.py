"""Who is who in a folder as a person decided."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf_support import ACCENTED, ADA, ALDERY, BOARD, HOLT, VALE, filled

from reader.corpus import (
    occurrences,
    with_entities,
)
from reader.corpus.regroup import regrouped
from reader.corpus.settled import settle
from reader.notebook import ENTITY_ACTIONS, EntityDecision


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
