"""What a person types a part of is found, the likeliest first."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search import pick as picking
from reader.search.fuzzy import along, first_way, fuzzy
from reader.search.pick import HEAD, Pool, pick

NAMES = [
    "Tahawwur Rana",
    "The Rana extradition rana/2025-02-01.txt",
    "US Supreme Court",
    "Customs and excise",
    "ran a mile",
    "café in Łódź",
    "cafe on the corner",
    "CAFE",
    "Müller",
    unicodedata.normalize("NFD", "Müller (copy)"),
    "notes 100%.md",
    "東京都の地図",
]


def named(typed, names=NAMES):
    return [names[index] for index in pick(typed, names).indexes]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rana", {0, 1, 4}),
        ("RANA", set()),
        ("Rana", {0, 1}),
        ("twr", {0}),
        ("usc", {2, 3}),
        ("'rana", {0, 1}),
        ("'ran", {0, 1, 4}),
        ("'ran'", {4}),
        ("'Rana'", {0, 1}),
        ("'Ran'", set()),
        ("!'rana' 'ran", {4}),
        ("'corner'", {6}),
        ("^ran", {4}),
        ("^the", {1}),
        ("rana$", {0}),
        ("txt$", {1}),
        ("^cafe$", {7}),
        ("^CAFE$", {7}),
        ("^Cafe$", set()),
        ("cafe", {5, 6, 7}),
        ("café", {5}),
        ("cafe\u0301", {5}),
        ("lodz", {5}),
        ("łódz", set()),
        ("łódź", {5}),
        ("muller", {8, 9}),
        ("müller", {8, 9}),
        ("Müller", {8, 9}),
        ("muller$", {8}),
        ("東都", {11}),
        ("'東都", set()),
        ("cafe !corner", {5, 7}),
        ("cafe !^cafe", set()),
        ("cafe !corner$ !Lodz", {7}),
        ("cafe !corner$ !LODZ", {5, 7}),
        ("cafe !łódź", {6, 7}),
        ("!a", {2, 8, 9, 10, 11}),
        ("!'usc !a", {8, 9, 10, 11}),
        ("rana | muller", {0, 1, 4, 8, 9}),
        ("^us | ^ran e", {2, 4}),
        ("| rana", set()),
        ("rana |", {0, 1, 4}),
        (r"rana\ ext", {1}),
        (r"'a\ m", {4}),
        ("% md$", {10}),
        ("rana zzz", set()),
    ],
)
def test_the_small_language(typed, found):
    assert set(named(typed)) == {NAMES[index] for index in found}


@pytest.mark.parametrize("typed", ["", " ", "!", "'", "^", "!^", "\u0301"])
def test_nothing_asked_for_gives_all_in_their_order(typed):
    assert pick(typed, NAMES).indexes == list(range(len(NAMES)))


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("rana", "Tahawwur Rana", "ran a mile"),
        ("rana", "old rana story", "old grana story"),
        ("usc", "US Supreme Court", "Customs and excise"),
        ("sc", "mail/scan", "discard"),
        ("fb", "FooBar", "frobnicate"),
        ("2025", "a-2025", "a 12025"),
        ("ab", "x ab", "x a b"),
        ("ab", "x a b", "x a---b"),
        ("note", "note", "notebook"),
        ("port", "an important port", "an important part of it"),
    ],
)
def test_the_likelier_comes_first(typed, better, worse):
    assert named(typed, [worse, better])[0] == better
    assert named(typed, [better, worse])[0] == better


def test_equals_keep_their_order():
    assert pick("a", ["a1", "a2", "a3"]).indexes == [0, 1, 2]
    assert pick("!b", ["a1", "b", "aa3"]).indexes == [0, 2]


@pytest.mark.parametrize(
    ("typed", "name", "lit"),
    [
        ("rana", "Tahawwur Rana", ["Rana"]),
        ("twr", "Tahawwur Rana", ["T", "w", "R"]),
        ("'rana taha", "Tahawwur Rana", ["Taha", "Rana"]),
        ("tah aha", "Tahawwur Rana", ["Taha"]),
        ("rana$", "Rana Rana", ["Rana"]),
        ("a !b", "xa", ["a"]),
        ("lodz", "w Łodzi", ["Łodz"]),
        ("strasse", "Große Straße 1", ["Straße"]),
        ("muller", unicodedata.normalize("NFD", "H. Müller"), [unicodedata.normalize("NFD", "Müller")]),
        ("official", "an oﬃcial", ["oﬃcial"]),
        ("東都", "東京都", ["東", "都"]),
        ("한국", unicodedata.normalize("NFD", "a 한국"), [unicodedata.normalize("NFD", "한국")]),
        ("À塚", "À\ufa10", ["À\ufa10"]),
    ],
)
def test_what_answers_is_shown(typed, name, lit):
    (found,) = pick(typed, [name])
    assert [name[start:end] for start, end in found.spans] == lit


def naive(term, text):
    """Tell whether the letters of a term stand in a text in order."""
    rest = iter(text)
    return all(letter in rest for letter in term)


@given(st.text("abB -", min_size=1, max_size=4), st.lists(st.text("abB /-", max_size=8), max_size=6))
@example("B", ["", "ab"])
def test_letters_in_order_are_found_and_nothing_else(typed, names):
    terms = typed.split()
    expected = {
        index
        for index, name in enumerate(names)
        if all(naive(term, name if term != term.lower() else name.lower()) for term in terms)
    }
    assert set(pick(typed, names).indexes) == expected


@given(st.text("ab", min_size=1, max_size=4), st.text("abAB /", max_size=12))
def test_the_way_that_is_found_is_at_least_as_good_as_the_first(term, text):
    lowered = text.lower()
    found, first = fuzzy(term, lowered, text, None), first_way(term, lowered)
    assert (found is None) == (first is None)
    if found is not None and first is not None:
        assert [lowered[place] for place in found.places] == list(term)
        assert list(found.places) == sorted(set(found.places))
        assert along(found.places, text, None) == found
        assert found.score >= along(first, text, None).score


NAUGHTY = [
    "\0", "\x1b[2J", "\ud800", "\u202e", "\u2066a\u2069", "[/]", "(a+)+$", "[a-", "\\", "\\ ", "\\\\", "'", "''", "'''", "'a", "!!a",
    "!'a'", "^$", "^^", "$$", "$", "|", "| |", "a | | b", "a |", "!a | b", "İ", "ß", "ﬁ", "½", "e\u0301", "\u0301", "日本語", "שלום",
    "🇮🇳", "a" * 10_000, "'" + "a" * 10_000, "a " * 10_000, "| " * 10_000, "a | " * 10_000, "\\ " * 10_000, "!" * 10_000, "ab" * 40,
]  # fmt: skip


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:20]))
def test_anything_can_be_typed(typed):
    names = ["", " ", "a", "a" * 3_000, "ab" * 1_500, "\ud800", "ß\u0301\u0301İ", "a\nb\x1b[2J", *NAUGHTY[:36]]
    for found in pick(typed, names):
        assert found.spans == tuple(sorted(found.spans))
        assert all(0 <= start < end <= len(names[found.index]) for start, end in found.spans)


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_may_be_typed_over_any_names(typed, names):
    for found in pick(typed, [*names, typed]):
        spans = found.spans
        assert all(0 <= start < end <= len([*names, typed][found.index]) for start, end in spans)
        assert all(before[1] < after[0] for before, after in pairwise(spans))


@given(st.text(min_size=1).filter(lambda name: not set(name) & set(" !'^$|\\") and name.split() == [name]))
def test_a_whole_name_finds_itself(name):
    assert 0 in pick(name, [name]).indexes


def test_of_a_great_many_only_the_likeliest_are_scored(monkeypatch):
    names = [f"story {n} of the road and another" for n in range(5 * HEAD)]
    names[-1], names[-2] = "Rana", "a rana"
    scored = []
    whole = picking.Pool.picked
    monkeypatch.setattr(picking.Pool, "picked", lambda pool, *asked: scored.append(asked) or whole(pool, *asked))
    found = Pool(names).pick("rana")
    assert len(found) == len(names)
    assert len(scored) == HEAD
    assert [names[index] for index in found.indexes[:2]] == ["Rana", "a rana"]
    assert sorted(found.indexes) == list(range(len(names)))


def test_a_sequence_of_what_was_picked_can_be_sliced():
    found = pick("rana", NAMES)
    assert [each.index for each in found] == found.indexes
    assert found[:2] == [found[0], found[1]]
    assert found[-1] == list(found)[-1]
    assert [found.spans_of(each.index) for each in found] == [each.spans for each in found]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
