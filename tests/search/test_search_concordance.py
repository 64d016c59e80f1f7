"""A search as a concordance: a line for every place, sorted by the words beside it."""

from datetime import date

from reader.corpus import Listed
from reader.search import Hit, Match, Results
from reader.search.concordance import concordance


def found(text: str, *words: str, name: str = "a.txt", how: str = "exact", start: int = 0, day: int = 1) -> Hit:
    document = Listed(1, name, name, date(2025, 1, day), "file name", 9, "")
    matches = [
        Match(start + at, start + at + len(word), how != "exact")
        for at in range(len(text))
        for word in words
        if text.startswith(word, at)
    ]
    return Hit(document, start, text, tuple(matches), how)  # type: ignore[arg-type]


def test_every_place_is_a_line_and_lines_are_sorted_by_the_next_word() -> None:
    text = "He will resign today. They resign again."
    hits = (found(text, "resign", start=7), found("to resign, because", "resign"))
    lines = concordance(Results(hits), "right")
    assert [line.after[:8] for line in lines] == [" again.", ", becaus", " today. "]
    assert [line.start for line in lines] == [7 + text.rindex("resign"), 3, 7 + text.index("resign")]
    assert [line.text for line in lines] == ["resign"] * 3


def test_by_the_left_the_nearest_word_counts_most_whatever_its_case() -> None:
    hits = (found("a zebra Went home", "home"), found("z apple Came home", "home"))
    assert [line.before for line in concordance(Results(hits), "left")] == ["z apple Came ", "a zebra Went "]


def test_words_side_by_side_are_one_place_and_line_breaks_are_blanks() -> None:
    (line,) = concordance(Results((found("the\nSupreme\nCourt of\nIndia", "Supreme", "Court"),)), "left")
    assert (line.before, line.text, line.after) == ("the ", "Supreme Court", " of India")


def test_equal_lines_are_by_date_and_what_is_spelt_differently_is_left_out() -> None:
    hits = (
        found("they resign now", "resign", name="b.txt", day=9),
        found("they resign now", "resign", name="c.txt", day=2),
        found("they resing now", "resing", name="d.txt", how="fuzzy"),
    )
    assert [line.document.name for line in concordance(Results(hits), "right")] == ["c.txt", "b.txt"]
    assert [line.is_fuzzy for line in concordance(Results(hits[2:]), "right")] == [True]


def test_a_place_with_no_word_beside_it_comes_last() -> None:
    hits = (found("Resign, he said", "Resign"), found("They will resign", "resign"))
    assert [line.before for line in concordance(Results(hits), "left")] == ["They will ", ""]
    assert [line.after for line in concordance(Results(hits), "right")] == [", he said", ""]
