"""Stories of the queue of marks to check, and of marks that are put elsewhere by hand."""

from pathlib import Path

import pytest
from marks_support import FIRE, INQUIRY, REPORT, listed, mark, marked_newsroom, passages, queue, typed
from newsroom_support import about, footer
from tests_support import opened, screen_text, until

from reader.app.comparing import as_marked, compared, likely_places
from reader.app.screens.attaching import AttachScreen
from reader.app.screens.opening import OpenScreen
from reader.app.widgets.text_view import TextView
from reader.documents import read_document
from reader.notebook import Anchor, Placement
from reader.notebook.anchor import Target, make_anchor

OLD, NEW = "Daniel Reyes asked the first questions.", "Daniel Reyes put the very first questions."


@pytest.fixture
def moved(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which one passage may have moved, one is lost, and the document of two others is gone."""
    marked_newsroom(newsroom)
    for name, old, new in ((INQUIRY, OLD, NEW), (REPORT, "Rana Ahmed read the report in Geneva.", "She read it.")):
        path = newsroom / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (newsroom / FIRE).unlink()
    place = Target.place

    def may_have_moved(self: Target, selector: Anchor) -> Placement:
        if selector.exact == OLD and NEW in self.text:
            start = self.text.index(NEW)
            return Placement(start, start + len(NEW), "review", 0.83, "words of it differ")
        return place(self, selector)

    monkeypatch.setattr(Target, "place", may_have_moved)
    return newsroom


def text_of(review, side: str) -> str:
    return review.query_one(f"#{side}-text", TextView).text


async def test_what_is_to_be_checked_is_said_once_and_counted(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check == 4, pilot)
        await pilot.pause()
        assert "4 marks are to be checked" in about(screen)
        assert "4 to check: Q" in screen_text(screen)
        marks = await listed(pilot, screen)
        assert "4 to check: Q" in screen_text(marks)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        review = await queue(pilot)
        assert len(review.queue) == 4


async def test_marks_whose_document_is_known_to_be_gone_are_asked_about_again_only_where_it_comes_back(
    newsroom: Path,
) -> None:
    marked_newsroom(newsroom)
    text = (newsroom / FIRE).read_bytes()
    (newsroom / FIRE).unlink()
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: screen.to_check == 2, pilot)
        review = await queue(pilot)
        await pilot.press("n", "n", "u", "n")
        assert "2 not there any more" in screen_text(review)
        await pilot.press("escape")
        await until(lambda: not screen.to_check, pilot)
        marks = screen.session.marks
        assert [entry.status for entry in marks.gather() if entry.is_gone] == ["orphan", "orphan"]
        (newsroom / FIRE).write_bytes(text.replace(b"said the damage was great", b"was silent"))
        assert [entry.is_to_check for entry in marks.gather() if entry.name == FIRE] == [False, True]


async def test_nothing_to_check_is_said_too(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        review = await queue(pilot)
        await pilot.pause()
        assert "Nothing to check" in screen_text(review)
        assert footer(review).split() == ["esc", "back"]
        await pilot.press("y", "n", "d", "r", "space", "left")
        assert len(screen.session.notebook.highlights) == 4
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)


async def test_what_was_stands_beside_what_is_with_the_differences_lit(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await until(lambda: NEW in text_of(review, "new"), pilot)
        await pilot.pause()
        assert OLD in text_of(review, "old")
        shown = screen_text(review)
        for expected in (
            "Is this still it?",
            "1 of 4",
            "alike, 83%",
            "words of it differ",
            "as you marked it",
            "y it is this",
        ):
            assert expected in shown
        old, new = review.query_one("#old-text", TextView), review.query_one("#new-text", TextView)

        def lit(view: TextView) -> set[str]:
            pieces = view._hits.pieces(0, len(view.text))
            return {view.text[start:end] for start, end, tags in pieces if "hit" in tags}

        assert lit(old) == {"asked"}
        assert lit(new) == {"put", "very"}


async def test_yes_puts_the_mark_there_and_undo_asks_again(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await until(lambda: review._document, pilot)
        key = review.asked.key
        await pilot.press("y")
        notebook = screen.session.notebook

        def anchor() -> str:
            return next(each.anchor.exact for each in notebook.highlights if each.id == key)

        assert anchor() == NEW
        assert "2 of 4" in screen_text(review)
        await pilot.press("u")
        assert anchor() == OLD
        assert review.asked.key == key
        await until(lambda: review._document, pilot)
        await pilot.press("y", "escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        await until(lambda: screen.to_check == 3, pilot)


async def test_a_file_that_changes_while_it_is_asked_about_is_looked_at_again(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await until(lambda: review._document, pilot)
        key = review.asked.key
        path = moved / INQUIRY
        path.write_text("Some more words before it.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        await pilot.press("space", "left")
        await until(lambda: review._document and review._document.text.startswith("Some more"), pilot)
        await pilot.press("y")
        placed = next(each for each in screen.session.notebook.highlights if each.id == key)
        assert placed.anchor.exact == NEW


async def test_no_keeps_the_mark_as_lost_and_it_is_asked_no_more(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        for _ in range(2):
            await until(lambda: review._document, pilot)
            await pilot.press("n")
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen and screen.to_check == 2, pilot)
        assert len(screen.session.notebook.highlights) == 4
        marks = await listed(pilot, screen)
        assert len(await typed(pilot, marks, "is:lost")) == 4


async def test_later_leaves_the_mark_and_the_end_sums_up(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await until(lambda: review._document, pilot)
        await pilot.press("n", "space", "space", "d")
        await pilot.pause()
        assert "That was the last one: 1 not there any more, 1 deleted, 2 left for later." in screen_text(review)
        await pilot.press("left", "left")
        assert "3 of 4" in screen_text(review)
        assert len(screen.session.notebook.highlights) == 3


async def test_a_lost_mark_is_put_elsewhere_by_hand(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await pilot.press("space")
        assert review.asked.status == "orphan"
        key = review.asked.key
        await pilot.press("r")
        await until(lambda: isinstance(pilot.app.screen, AttachScreen), pilot)
        attach = pilot.app.screen
        await until(lambda: attach._document, pilot)
        assert "select the passage and press enter; esc gives up" in screen_text(attach)
        attach.view.jump(attach.view.text.index("She read it."))
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is review, pilot)
        placed = next(each for each in screen.session.notebook.highlights if each.id == key)
        assert placed.anchor.exact == "She read it."
        assert "3 of 4" in screen_text(review)
        await pilot.press("u")
        assert (
            next(each for each in screen.session.notebook.highlights if each.id == key).anchor.exact != "She read it."
        )


async def test_a_mark_without_document_is_put_into_another_one(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "damage")
        await pilot.press("tab", "r")
        await until(lambda: isinstance(pilot.app.screen, OpenScreen), pilot)
        await until(lambda: pilot.app.screen.results.key, pilot)
        await pilot.press(*"inquiry")
        await until(lambda: pilot.app.screen.results.keys == [INQUIRY], pilot)
        await pilot.press("enter")
        await until(lambda: isinstance(pilot.app.screen, AttachScreen) and pilot.app.screen._document, pilot)
        attach = pilot.app.screen
        attach.view.jump(attach.view.text.index("Rana Ahmed answered"))
        await pilot.press("v", "w", "enter")
        await until(lambda: pilot.app.screen is marks, pilot)
        await until(lambda: "Rana A" in " ".join(passages(marks)) or not passages(marks), pilot)
        assert any(
            each.name == INQUIRY and each.anchor.exact.startswith("Rana") for each in screen.session.notebook.highlights
        )


async def test_escape_ends_the_selection_then_gives_up(moved: Path) -> None:
    async with opened(moved) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        before = screen.session.notebook.highlights
        await pilot.press("r")
        await until(lambda: isinstance(pilot.app.screen, AttachScreen) and pilot.app.screen._document, pilot)
        attach = pilot.app.screen
        await pilot.press("v", "w")
        assert attach.view.selecting_from is not None
        await pilot.press("escape")
        assert attach.view.selecting_from is None
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is review, pilot)
        assert screen.session.notebook.highlights == before


async def test_likely_places_are_offered_one_after_the_other(newsroom: Path) -> None:
    path = newsroom / INQUIRY
    mark(newsroom, INQUIRY, "Daniel Reyes was not content.")
    path.write_text(
        "The inquiry opens\n\nNobody came.\n\nThen Daniel Reyes was really not at all content.\n\nRain fell.\n",
        encoding="utf-8",
    )
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        await queue(pilot)
        await pilot.press("r")
        await until(lambda: isinstance(pilot.app.screen, AttachScreen) and pilot.app.screen._likely, pilot)
        attach = pilot.app.screen
        await pilot.press("n")
        assert attach.view.text[attach.view.cursor :].startswith("Then Daniel Reyes was really")
        assert "likely place 1 of" in screen_text(attach)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_queue_fits_a_narrow_terminal(moved: Path, size: tuple[int, int]) -> None:
    async with opened(moved, size) as (pilot, screen):
        await until(lambda: screen.to_check, pilot)
        review = await queue(pilot)
        await until(lambda: review._document, pilot)
        await pilot.pause()
        rows = screen_text(review).splitlines()
        assert any(OLD in row for row in rows)
        assert any(NEW in row for row in rows)
        assert all(len(row) == size[0] for row in rows)


def test_only_what_differs_is_told_apart() -> None:
    old = "One two three. The committee will meet again on Friday, she said. Four five six."
    start = old.index("The committee")
    anchor = make_anchor(old, start, old.index(", she"), "x")
    new = "Before it. One two three. The committee meets again on Monday, she said. Four five six."
    at = new.index("The committee")
    pair = compared(anchor, new, Placement(at, new.index(", she"), "review", 0.9))
    assert [pair.old[low:high] for low, high in pair.gone] == ["will meet", "Friday"]
    assert [new[low:high] for low, high in pair.new] == ["meets", "Monday"]
    assert pair.old[slice(*pair.passage)] == anchor.exact
    lost = compared(anchor, new, Placement(0, 1, "orphan"))
    assert (lost.gone, lost.new) == ((), ())


def test_neighbours_are_shown_in_whole_words() -> None:
    text = "abcdefghi " * 200
    anchor = make_anchor(text, 1000, 1009, "x")
    shown = as_marked(anchor)
    assert shown.old.startswith("… abcdefghi")
    assert shown.old.endswith("abcdefghi …")
    assert shown.old[slice(*shown.passage)] == "abcdefghi"


def test_likely_places_are_sentences_of_the_text_and_the_likeliest_comes_first(newsroom: Path) -> None:
    document = read_document(newsroom / FIRE, FIRE)
    anchor = make_anchor("The damage was very great, said Rana Ahmed.", 0, 43, "x")
    places = likely_places(anchor, document)
    assert document.text[slice(*places[0])] == "Rana Ahmed said the damage was great."
    assert likely_places(make_anchor("qqq zzz xxx", 0, 11, "x"), document) == []
