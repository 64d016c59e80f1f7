"""A marked passage is found again in a changed text, or said to be lost; it is never guessed."""

import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notebook import Anchor
from reader.notebook.anchor import CONTEXT, Target, anchor, make_anchor
from reader.text.graphemes import grapheme_start

TEXT = (
    "The harbour board met on Monday. It heard the captain of the ferry first, and then the owner of the dredger. "
    "Nobody took a note. The lamp at the end of the pier had been dark for three weeks by then. "
    "The board met again in April, and this time the clerk wrote everything down."
)
LONG = "The lamp at the end of the pier had been dark for three weeks by then."
PHRASE = "captain of the ferry first"
SHORT = "the clerk"


def sha(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def anchored(passage, text=TEXT, at=None):
    start = text.index(passage) if at is None else at
    return make_anchor(text, start, start + len(passage), sha(text))


def stands(selector, text):
    """Return the status, and what is there unless the passage is lost."""
    placement = anchor(selector, text)
    assert placement.reason
    return placement.status, "" if placement.status == "orphan" else text[placement.start : placement.end]


def test_an_anchor_keeps_the_passage_and_its_neighbours():
    selector = anchored(LONG, "." * CONTEXT + TEXT)
    assert selector.exact == LONG
    assert len(selector.prefix) == CONTEXT
    assert ("." * CONTEXT + TEXT)[: selector.start].endswith(selector.prefix)
    assert selector.suffix == TEXT.partition(LONG)[2]


@given(st.text(min_size=1), st.data())
def test_in_its_own_text_every_passage_stands_where_it_stood(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    placement = Target(text, "same").place(make_anchor(text, start, end, "same"))
    assert (placement.start, placement.end, placement.status) == (start, end, "certain")


@pytest.mark.parametrize("passage", [LONG, PHRASE, SHORT])
@pytest.mark.parametrize("before", ["", "A new first sentence, and a second one. "])
@pytest.mark.parametrize("after", ["", " And a last one, of which nobody knew."])
def test_a_change_elsewhere_moves_the_passage_along(passage, before, after):
    changed = before + TEXT + after
    placement = anchor(anchored(passage), changed)
    start = changed.index(passage)
    assert (placement.start, placement.end, placement.status) == (start, start + len(passage), "certain")


@pytest.mark.parametrize("passage", [LONG, PHRASE, SHORT])
@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace(" ", "\n  "),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace("ar", "a\u00adr"),
        TEXT.replace("captain", "cap-\ntain").replace("lamp", "la-\nmp"),
        TEXT.upper(),
        TEXT.replace("a", "a\u0301"),
        TEXT.replace("f", "\ufb01"),
    ],
    ids=["lines", "no-break spaces", "soft hyphens", "hyphens", "capitals", "accents", "ligatures"],
)
def test_what_another_extractor_writes_otherwise_is_no_change(passage, changed):
    status, there = stands(anchored(passage), changed)
    assert status == "certain"
    folded = unicodedata.normalize("NFKD", there.lower().replace("\ufb01", "f"))
    letters = [character for character in folded if character.isalpha()]
    assert "".join(letters) == "".join(character for character in passage.lower() if character.isalpha())


def test_quotation_marks_and_dashes_are_no_change():
    text = "Asked for it, she said: “We’ve never — in ten years — seen that report…” and left the room at once."
    plain = text.translate(str.maketrans("“”’—", '""\'-')).replace("…", "...")
    passage = "“We’ve never — in ten years — seen that report…”"
    assert stands(anchored(passage, text), plain) == ("certain", '"We\'ve never - in ten years - seen that report..."')


@pytest.mark.parametrize(
    ("passage", "there"),
    [
        (LONG, "The lamp at teh end of the peir had been dark for three weeks by then."),
        (LONG, "Both lamps at the end of the pier had been dark for three weeks by then."),
        (LONG, "The lamp at the end of the pier had been dark for three months before."),
        (PHRASE, "captain of the dredger first"),
        (SHORT, "the clark"),
    ],
)
def test_a_few_letters_or_a_word_may_change_where_the_neighbours_stay(passage, there):
    assert stands(anchored(passage), TEXT.replace(passage, there)) == ("certain", there)


@pytest.mark.parametrize("passage", [LONG, PHRASE])
def test_what_was_inserted_beside_it_is_not_part_of_it(passage):
    changed = TEXT.replace(passage, f"(so the minutes say) {passage} (and so they do)")
    assert stands(anchored(passage), changed) == ("certain", passage)


@pytest.mark.parametrize("passage", [LONG, PHRASE, SHORT])
def test_a_deleted_passage_is_lost(passage):
    placement = anchor(anchored(passage), TEXT.replace(passage, ""))
    assert (placement.status, placement.reason) == ("orphan", "the words between its neighbours are gone")


@pytest.mark.parametrize("passage", [LONG, PHRASE, SHORT])
def test_in_an_empty_text_and_in_another_one_it_is_lost(passage):
    assert stands(anchored(passage), "")[0] == "orphan"
    assert stands(anchored(passage), "Nothing of that kind was ever said by anyone, least of all here.")[0] == "orphan"


@pytest.mark.parametrize("passage", [LONG, PHRASE, SHORT])
@pytest.mark.parametrize("beside", [0, 20, 60])
def test_a_deleted_passage_does_not_move_to_its_copy(passage, beside):
    start = TEXT.index(passage)
    copy = TEXT[max(0, start - beside) : start + len(passage) + beside]
    elsewhere = " In another year, in another port, somebody wrote this: " + copy + " But that was all."
    selector = anchored(passage, TEXT + elsewhere)
    assert stands(selector, TEXT.replace(passage, "") + elsewhere)[0] != "certain"


def test_a_sentence_that_stands_once_among_other_neighbours_is_asked_about():
    elsewhere = " In another year, in another port, somebody wrote this: " + LONG + " But that was all."
    assert stands(anchored(LONG), TEXT.replace(LONG, "") + elsewhere) == ("review", LONG)
    copied = anchored(LONG, TEXT + elsewhere)
    assert copied.copies == 2
    assert stands(copied, TEXT.replace(LONG, "") + elsewhere)[0] == "orphan"


def test_a_sentence_that_changed_its_neighbours_altogether_is_asked_about_at_most():
    status, _there = stands(anchored(LONG), "Quite another report says so, too. " + LONG + " It does not say why.")
    assert status != "certain"


def test_a_day_that_became_another_day_is_asked_about():
    status, there = stands(anchored("Monday"), TEXT.replace("Monday", "Friday"))
    assert (status, there) == ("review", "Friday")


def test_a_number_that_became_another_number_is_asked_about():
    text = TEXT.replace("three weeks", "in 1998 and 1999")
    placement = anchor(anchored("1998", text), text.replace("1998", "1996"))
    assert (placement.status, placement.reason) == ("review", "a number in it changed")


def test_of_two_passages_with_the_same_neighbours_none_is_chosen():
    page = "Page header of the daily log, printed in Port Aldery by the harbour board. "
    row = "Lamp lit. "
    text = (page * 6 + row + page * 6) * 2
    for at in (text.index(row), text.rindex(row)):
        placement = anchor(anchored(row, text, at=at), text + "End.")
        assert (placement.status, placement.reason) == ("review", "two places fit equally")


def test_equal_passages_are_told_apart_by_their_neighbours():
    text = TEXT + " " + TEXT.replace("harbour", "parish").replace("ferry", "fair").replace("dredger", "tent")
    for word in ("harbour board met", "parish board met"):
        at = text.index(word) + word.index("board")
        placement = anchor(anchored("board met on Monday", text, at=at), "Preface. " + text)
        assert (placement.start, placement.status) == (at + len("Preface. "), "certain")


@given(st.integers(), st.integers(), st.sampled_from([LONG, SHORT, "The", "not in it"]))
def test_offsets_that_someone_changed_are_not_believed(start, end, exact):
    placement = Target(TEXT, sha(TEXT)).place(Anchor(start, end, exact, "", "", sha(TEXT)))
    assert 0 <= placement.start <= placement.end <= len(TEXT)
    assert placement.status != "certain" or TEXT[placement.start : placement.end] == exact


SENTENCES = [sentence + "." for sentence in TEXT.rstrip(".").split(". ")]


@settings(max_examples=60)
@given(st.integers(0, len(SENTENCES) - 1), st.permutations(SENTENCES), st.integers(0, len(SENTENCES)))
def test_what_is_deleted_is_never_certain(gone, order, count):
    """Whatever becomes of the other sentences."""
    selector = anchored(SENTENCES[gone])
    kept = [sentence for sentence in order if sentence != SENTENCES[gone]][:count]
    assert stands(selector, " ".join(kept))[0] != "certain"


characters = st.text(st.sampled_from("ab e\u0301\u00ad\u200d\u200b👩🚀한ก\n-'\"\ud800"), max_size=60) | st.text(
    max_size=60
)


@settings(max_examples=150)
@given(characters, characters, characters, characters, st.integers(-5, 99), st.integers(-5, 99))
def test_no_selector_makes_it_raise_and_no_character_is_cut(text, exact, prefix, suffix, start, end):
    for passage in (exact, text[2:20]):
        placement = anchor(Anchor(start, end, passage, prefix, suffix, ""), text)
        assert 0 <= placement.start <= placement.end <= len(text)
        if placement.status != "orphan":
            assert placement.start == grapheme_start(text, placement.start)
            assert placement.end == grapheme_start(text, placement.end)


@settings(max_examples=60)
@given(st.data())
def test_outer_white_space_is_covered_only_where_the_passage_had_it(data):
    start = data.draw(st.integers(0, len(TEXT) - 2))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    status, there = stands(anchored(TEXT[start:end], at=start), "Preface. " + TEXT.replace(" ", "  \n"))
    if status != "orphan":
        assert there[:1].isspace() <= TEXT[start].isspace()
        assert there[-1:].isspace() <= TEXT[end - 1].isspace()


def test_a_passage_of_many_pages_is_found_by_its_ends():
    pages = " ".join(f"On day {n} the keeper of light {n * 7} wrote {n * 13} words." for n in range(400))
    text = TEXT + " " + pages + " " + TEXT[::-1]
    selector = anchored(pages, text)
    assert stands(selector, "Preface. " + text) == ("certain", pages)
    edited = pages.replace("day 200 ", "the same day ")
    assert stands(selector, text.replace(pages, edited)) == ("certain", edited)
    halved = pages[: len(pages) // 3]
    assert stands(selector, text.replace(pages, halved))[0] != "certain"
