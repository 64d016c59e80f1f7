"""Passages for what was typed: exact before respelt, respelt before partial, and each says which it is."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus import Index, build
from reader.documents import Folder, read_document
from reader.search import Searcher, excerpt
from reader.search.model import Match, densest
from reader.text.folding import fold


@pytest.fixture
def searching(tmp_path):
    """Return a function that indexes a folder, or texts by name, and gives a searcher over it."""
    opened = []

    def over(documents):
        if isinstance(documents, dict):
            root = tmp_path / "documents"
            root.mkdir()
            for name, text in documents.items():
                (root / name).write_text(text, encoding="utf-8")
        else:
            root = documents
        index = Index(tmp_path / "search.sqlite")
        build(index, Folder.of([root]))
        opened.extend([Searcher(index), index])
        return opened[-2]

    yield over
    for each in opened:
        each.close()


@pytest.fixture
def seed(searching, seeds):
    return searching(seeds)


@pytest.fixture
def seed_text(seeds):
    return read_document(next(seeds.glob("*.txt"))).text


def words(hit, text):
    return [text[match.start : match.end] for match in hit.matches]


NAVAL = {
    "a.txt": "The harbor pilot went home.",
    "b.txt": "The harbour pilot stayed.",
    "c.txt": "A pilot without any port.",
    "d.txt": "Harbours and pilots, and a pilot of harbours.",
}


def test_exact_words_are_found_with_every_place_they_stand_in(seed, seed_text):
    results = seed.search("extradition Rana ")
    assert results.words == ("extradition", "rana")
    assert {hit.how for hit in results.hits} == {"exact"}
    for hit in results.hits:
        assert seed_text[hit.start : hit.start + len(hit.text)] == hit.text
        assert {word.casefold() for word in words(hit, seed_text)} == {"extradition", "rana"}
        assert [match.start for match in hit.matches] == sorted(match.start for match in hit.matches)
        assert not any(match.is_fuzzy for match in hit.matches)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tahawur Ranna", {"Tahawwur", "Rana"}),
        ("Headly", {"Headley"}),
        ("extraditon", {"extradition"}),
        ("minsitry", {"ministry", "Ministry"}),
        ("Yerwada jial", {"Yerawada", "Jail"}),
    ],
)
def test_misspelt_words_find_what_was_meant_and_say_so(seed, seed_text, typed, meant):
    results = seed.search(typed)
    best = results.hits[0]
    assert best.how == "fuzzy"
    assert meant & set(words(best, seed_text))
    assert set(words(best, seed_text)) <= meant
    taken = dict(best.respelt)
    assert {fold(word) for word in typed.split()} >= set(taken)
    assert set(taken.values()) <= {fold(word) for word in meant}
    assert any(match.is_fuzzy for match in best.matches)


def test_exact_comes_before_fuzzy_and_fuzzy_is_labelled(searching):
    results = searching(NAVAL).search("harbour pilot ")
    assert [(hit.document.name, hit.how) for hit in results.hits] == [
        ("b.txt", "exact"),
        ("a.txt", "fuzzy"),
        ("d.txt", "fuzzy"),
    ]
    assert results.hits[0].respelt == ()
    assert results.hits[1].respelt == (("harbour", "harbor"),)
    assert [match.is_fuzzy for match in results.hits[1].matches] == [True, False]


@pytest.mark.parametrize("typed", ["harbour ", "harbour pliot "])
def test_a_word_that_is_there_is_not_marked_in_another_spelling_too(searching, typed):
    text = "The pilot knew the harbour, not the harbor."
    (hit,) = searching({"a.txt": text}).search(typed).hits
    assert [word for word in words(hit, text) if word != "pilot"] == ["harbour"]


def test_passages_with_most_of_the_words_are_shown_where_none_has_all(searching):
    text = "They said we were told nothing of the pilot."
    search = searching(NAVAL | {"e.txt": text}).search
    (hit,) = search("nothing was told to the pilot there ").hits
    assert (hit.document.name, hit.how) == ("e.txt", "partial")
    assert set(words(hit, text)) == {"nothing", "told", "the", "pilot"}
    assert "partial" not in {hit.how for hit in search("harbour pilot ").hits}


def test_where_nothing_is_close_the_query_without_a_word_is_offered(searching):
    results = searching(NAVAL).search("pilot zeppelin ")
    assert results.hits == ()
    assert results.nearby == (("pilot", 4),)


def test_words_in_different_passages_of_one_document_are_found_and_said_to_be_apart(searching):
    filler = "Nothing else was said about that for a long while, by anyone at all. " * 20
    texts = {
        "near.txt": f"The zeppelin came.\n\n{filler}\n\nIts captain waved.",
        "far.txt": f"The zeppelin came.\n\n{filler}\n\n{filler}\n\n{filler}\n\nIts captain waved.",
        "other.txt": "A captain without an airship.",
    }
    hits = searching(texts).search("zeppelin captain ").hits
    assert [(hit.document.name, hit.how) for hit in hits] == [("near.txt", "apart"), ("far.txt", "apart")]


def test_words_run_together_and_torn_apart_are_found(searching):
    text = "The extradition of Tahawwur Rana was discussed."
    search = searching({"a.txt": text, "b.txt": "A tradition of no interest, ran ahead."}).search
    for typed, meant in [("TahawwurRana ", "Tahawwur Rana"), ("Ex tradition ", "extradition"), ("tahawurRana", "Tahawwur Rana"), ("extra dition", "extradition")]:  # fmt: skip
        hit = search(typed).hits[0]
        assert (hit.document.name, hit.how, words(hit, text)) == ("a.txt", "fuzzy", [meant])


def test_the_first_letter_may_be_wrong_too(searching):
    (hit,) = searching({"a.txt": "Maren Holt left.", "b.txt": "A warden held."}).search("Naren Holt ").hits
    assert hit.respelt == (("naren", "maren"),)


def test_what_is_typed_as_a_name_is_taken_for_a_name_first(searching):
    texts = {"a.txt": "He met Maranda there.", "b.txt": "They were minanda and red."}
    search = searching(texts).search
    assert [hit.document.name for hit in search("Miranda ").hits] == ["a.txt", "b.txt"]
    first, second = search("miranda ").hits
    assert first.respelt != second.respelt


def test_passages_of_one_spelling_do_not_crowd_out_another(searching):
    texts = {f"{number}.txt": f"The port of number {number}." for number in range(30)} | {"last.txt": "The uport."}
    names = [hit.document.name for hit in searching(texts).search("puort ").hits[:10]]
    assert "last.txt" in names


@pytest.mark.parametrize("typed", ["Zbigniew Krastovic", "Krastovic", "Grzegorz pilot", "harbour Wotansson"])
def test_a_name_that_is_not_there_is_not_taken_for_another(searching, typed):
    assert searching(NAVAL).search(typed).hits == ()


def test_how_many_passages_answer_is_counted_for_all_and_for_each_document(searching):
    texts = {
        "a.txt": "\n\n".join(f"A pilot of number {number}. {'Words. ' * 150}" for number in range(5)),
        "b.txt": "The pilot.",
        "c.txt": "Nobody.",
    }
    results = searching(texts).search("pilot ", limit=3)
    assert (results.total, results.is_cut) == (6, True)
    assert {hit.document.name: results.counts[hit.document.row] for hit in results.hits} == {"a.txt": 5, "b.txt": 1}


def test_copies_are_folded_on_request(searching):
    story = "The ferry stayed in port on Monday because of the storm, the harbour board said, and nobody was hurt."
    texts = {
        "a.txt": story,
        "wire.txt": f"{story} More follows.",
        "other.txt": "The ferry of the harbour board was sold in port to a man who had no use for it, and nobody knew.",
    }
    search = searching(texts).search
    assert len(search("ferry port ").hits) == 3
    hits = search("ferry port ", fold_copies=True).hits
    assert sorted([hit.document.name, *(copy.document.name for copy in hit.copies)] for hit in hits) in (
        [["a.txt", "wire.txt"], ["other.txt"]],
        [["other.txt"], ["wire.txt", "a.txt"]],
    )


def test_the_order_may_be_that_of_days(searching):
    days = {"a.txt": "2024-03-11", "b.txt": "2023-01-01", "c.txt": "2025-06-30"}
    texts = {name: f"Date: {day}\n\nThe pilot." for name, day in days.items()} | {"undated.txt": "A pilot, pilot."}
    search = searching(texts).search
    newest = [hit.document.name for hit in search("pilot ", order="newest").hits]
    assert newest == ["c.txt", "a.txt", "b.txt", "undated.txt"]
    assert [hit.document.name for hit in search("pilot ", order="oldest").hits] == [
        "b.txt",
        "a.txt",
        "c.txt",
        "undated.txt",
    ]


def test_a_search_that_is_no_longer_wanted_ends(searching):
    asked = []

    def stopped():
        asked.append(1)
        return True

    results = searching({f"{n}.txt": f"pilot word{n} " * 400 for n in range(40)}).search("pilot wrd", stopped=stopped)
    assert asked
    assert results.is_late
    assert results.total is None


@pytest.mark.parametrize(
    "typed", ["qqqzzzxxx", "qqqzzzxxx vvvwww", "", "  ", '"', "?!", '"pilot harbour went"', "\x1b"]
)
def test_nothing_close_is_nothing(searching, typed):
    results = searching(NAVAL).search(typed)
    assert results.hits == ()
    assert not results.is_cut


def test_phrases_must_stand_side_by_side(searching):
    texts = {
        "a.txt": "The lower court ruled. A lower, court-like tone.",
        "b.txt": "The court was lower than the church.",
    }
    search = searching(texts).search
    for typed in ('"lower court"', "“lower court”", '"Lower Court', "lower-court "):
        hit, *others = search(typed).hits
        assert (hit.document.name, hit.how) == ("a.txt", "exact")
        assert words(hit, texts["a.txt"]) == ["lower court", "lower, court"]
        assert [other.how for other in others] == (["apart"] if "-" in typed else [])
    assert len(search("lower court ").hits) == 2


def test_words_as_typed_side_by_side_come_before_the_same_words_apart(searching):
    texts = {
        "apart.txt": "Court of lower.",
        "together.txt": "What the lower court had to say of it nobody on the quay had heard by the end of that long day.",
    }
    assert [hit.document.name for hit in searching(texts).search("lower court ").hits] == ["together.txt", "apart.txt"]


def test_a_word_still_being_typed_stands_for_all_that_begin_so(searching):
    search = searching(NAVAL).search
    assert {hit.document.name for hit in search("harb").hits if hit.how == "exact"} == {"a.txt", "b.txt", "d.txt"}
    finished = search("harb ").hits
    assert all(hit.how != "exact" for hit in finished)


def test_capitals_and_diacritics_are_folded_on_both_sides(searching):
    text = "Zoë Ångström ate at the CAFÉ in Łódź, e\u0301te\u0301."
    search = searching({"a.txt": text}).search
    for typed, found in [("zoe ", "Zoë"), ("ANGSTROM ", "Ångström"), ("café ", "CAFÉ"), ("Cafe ", "CAFÉ"), ("Łodz ", "Łódź"), ("été ", "e\u0301te\u0301")]:  # fmt: skip
        (hit,) = search(typed).hits
        assert (hit.how, words(hit, text)) == ("exact", [found])


@pytest.mark.parametrize("word", ["российский", "Αθήνα", "がっこう", "한국", "दिल्ली"])
def test_words_of_other_scripts_are_found(searching, word):
    hits = searching({"a.txt": f"one {word} two"}).search(f"{word} ").hits
    assert [(hit.how, words(hit, f"one {word} two")) for hit in hits] == [("exact", [word])]


def test_matches_in_a_long_document_point_into_the_document(searching):
    text = "Title: Log\nDate: 2024-03-11\n\n" + "Nothing happened on this day.\n\n" * 300 + "Then the Zeppelin came.\n"
    (hit,) = searching({"a.txt": text}).search("zepelin ").hits
    assert words(hit, text) == ["Zeppelin"]
    assert hit.position == text.index("Zeppelin")
    assert text[hit.start : hit.start + len(hit.text)] == hit.text


def test_the_limit_holds_and_says_whether_there_is_more(searching):
    search = searching({f"{number}.txt": f"Pilot number {number} waits." for number in range(12)}).search
    few = search("pilot ", limit=5)
    assert (len(few.hits), few.is_cut) == (5, True)
    all_of_them = search("pilot ", limit=12)
    assert (len(all_of_them.hits), all_of_them.is_cut) == (12, False)


def test_each_passage_is_given_once(seed):
    for typed in ("india", "the ", "in mumbai attak", "Tahawur Ranna", "us suprme cort"):
        places = [(hit.document.name, hit.start) for hit in seed.search(typed).hits]
        assert len(places) == len(set(places))


def test_the_index_may_change_under_a_searcher(searching, tmp_path):
    searcher = searching(NAVAL)
    index = searcher._retrieval._index
    assert searcher.search("zeppelin ").hits == ()
    root = tmp_path / "documents"
    (root / "e.txt").write_text("The zeppelin came.")
    (root / "b.txt").unlink()
    build(index, Folder.of([root]))
    searcher._again_at = 0.0
    assert [hit.document.name for hit in searcher.search("zeppelin ").hits] == ["e.txt"]
    assert all(hit.document.name != "b.txt" for hit in searcher.search("harbour ").hits)


def test_a_hit_never_bears_the_name_of_another_document(searching, tmp_path):
    searcher = searching(NAVAL)
    searcher.search("pilot ")
    searcher._again_at = float("inf")  # as for a moment after any search, in a large folder
    root = tmp_path / "documents"
    (root / "d.txt").unlink()
    (root / "e.txt").write_text("The zeppelin came.")
    build(searcher._retrieval._index, Folder.of([root]))
    assert [hit.document.name for hit in searcher.search("zeppelin ").hits] in ([], ["e.txt"])


def test_an_empty_index_answers_too(searching):
    assert searching({}).search("pilot").hits == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text()
    | st.lists(st.sampled_from(["rana", '"', "NEAR", "AND", "*", "(", "extradit", "us ", "court", "-", ":", "^"])).map(
        " ".join
    )
)
def test_any_query_is_answered_with_places_that_exist(seed, seed_text, typed):
    how = []
    for hit in seed.search(typed).hits:
        assert seed_text[hit.start : hit.start + len(hit.text)] == hit.text
        assert all(hit.start <= match.start < match.end <= hit.start + len(hit.text) for match in hit.matches)
        assert hit.start <= hit.position <= hit.start + len(hit.text)
        how.append(hit.how)
    assert how == sorted(how, key=lambda kind: kind != "exact"), "exact ones come first"


def test_the_document_opens_where_the_words_stand_closest():
    assert densest(tuple(Match(at, at + 4, is_fuzzy=False) for at in (0, 300, 340, 380, 900))) == 300


@given(typed=st.sampled_from(["rana", "court", "headly", "mumbai attack"]), width=st.integers(1, 400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_excerpt_is_one_line_with_the_same_words_marked(seed, seed_text, typed, width):
    for hit in seed.search(typed).hits:
        piece, marked = excerpt(hit, width)
        assert "\n" not in piece
        assert len(piece) <= max(width, 40) + 2
        wanted = {seed_text[match.start : match.end].replace("\n", " ") for match in hit.matches}
        assert {piece[match.start : match.end] for match in marked} <= wanted
        assert all(0 <= match.start < match.end <= len(piece) for match in marked)
        assert marked or width < 60


def test_the_order_of_days_is_the_same_however_many_passages_there_are(searching, monkeypatch):
    days = [f"20{number:02}-03-0{number % 9 + 1}" for number in range(30)]
    texts = {f"{day}.txt": f"Date: {day}\n\nThe pilot.\n\n{'More of it. ' * 120}\n\nA pilot." for day in days}
    search = searching(texts | {"undated.txt": "A pilot."}).search
    few = {order: search("pilot -zeppelin", order=order).hits for order in ("newest", "oldest")}
    alone = search("-zeppelin").hits
    monkeypatch.setattr("reader.search.answer._SORTED", 0)
    assert {order: search("pilot -zeppelin", order=order).hits for order in few} == few
    assert search("-zeppelin").hits == alone
    assert alone[0].document.name == "2029-03-03.txt"


def test_respelt_words_side_by_side_are_found_among_many_passages_that_have_them_apart(searching):
    texts = {f"{number:03}.txt": "The pilot waited, and then the harbour council met." for number in range(200)}
    texts["199b.txt"] = "It was the pilot council that met, and the harbour was closed."
    hit = searching(texts).search("pilot concil ").hits[0]
    assert (hit.document.name, hit.respelt) == ("199b.txt", (("concil", "council"),))


def test_a_folder_is_searched_while_it_is_being_indexed(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("reader.corpus.build"), "_TEXTS", (2_000, 2_000))
    root = tmp_path / "documents"
    root.mkdir()
    for number in range(300):
        (root / f"{number:03}.txt").write_text(
            f"The pilot of number {number} went home, and the harbour was closed. " * 3
        )
    index = Index(tmp_path / "index.sqlite")
    searcher = Searcher(index)
    totals = []
    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(build, index, Folder.of([root]), names=False)
        while not building.done():
            totals.append(searcher.search("pilot ").total)
        building.result()
    assert totals == sorted(totals)
    assert searcher.search("pilot ").total == 300
    searcher.close()
    index.close()
