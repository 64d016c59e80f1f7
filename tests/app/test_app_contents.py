"""Headings look by their level, and the contents of a document lead to them."""

from pathlib import Path

import pytest
from newsroom_support import about, top
from tests_support import opened, screen_text, until

from reader.app.contents import Heading, heading_of, headings
from reader.app.reading import block_spans
from reader.app.screens.contents import ContentsScreen
from reader.documents import make_document

SOURCE = """Words before all headings.

## Harbour *report*

The ferry did not sail on 11 March 2024.

### The survey

It was made by sonar.

#### Depth

Three feet.

## What is planned

A dredger.
"""


def made(source: str):
    return make_document(source.encode(), Path("a.md"), "a.md")


def test_headings_are_as_deep_as_they_lie_below_the_highest() -> None:
    document = made(SOURCE)
    found = headings(document)
    assert [(heading.words, heading.depth) for heading in found] == [
        ("Harbour report", 0),
        ("The survey", 1),
        ("Depth", 2),
        ("What is planned", 0),
    ]
    assert all(document.text.startswith(heading.words, heading.start) for heading in found)


@pytest.mark.parametrize(("offset", "place"), [(0, 0), (5, 0), (19, 0), (20, 1), (29, 1), (30, 2), (99, 2)])
def test_a_place_is_under_the_last_heading_before_it(offset: int, place: int) -> None:
    assert heading_of([Heading(5, "a", 0), Heading(20, "b", 0), Heading(30, "c", 1)], offset) == place


def test_headings_of_the_first_two_levels_stand_out_from_lower_ones() -> None:
    document = made("".join(f"{'#' * level} Level {level}\n\nWords.\n\n" for level in range(1, 7)))
    tags = {document.text[start:end]: tag for start, end, tag in block_spans(document)[:6]}
    low = dict.fromkeys(("Level 3", "Level 4", "Level 5", "Level 6"), "subheading")
    assert tags == {"Level 1": "heading", "Level 2": "heading"} | low


async def test_the_contents_lead_to_a_heading_and_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE)
    (tmp_path / "b.txt").write_text("The ferry sailed, and nobody said more.\n")
    async with opened(tmp_path) as (pilot, screen):
        view = screen.view
        before = view.text.index("by sonar")
        view.jump(before)
        await pilot.press("B")
        contents = await top(pilot, ContentsScreen)
        await until(lambda: "4 headings" in screen_text(contents), pilot)
        lines = [line.rstrip() for line in screen_text(contents).split("\n")]
        indented = [" Harbour report", "   The survey", "     Depth", " What is planned"]
        assert [line for line in lines if line in indented] == indented
        assert contents.chosen() == view.text.index("The survey")

        await pilot.press(*"plan")
        await until(lambda: contents.results.keys == ["3"], pilot)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert view.cursor == view.text.index("What is planned")
        await pilot.press("ctrl+o")
        assert view.cursor == before

        await pilot.press("B", *"zz")
        contents = await top(pilot, ContentsScreen)
        await until(lambda: "No heading with “zz”." in screen_text(contents), pilot)
        await pilot.press("enter", "escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert view.cursor == before

        await pilot.press("J", "B")
        await until(lambda: "no headings in this document" in about(screen), pilot)
        assert pilot.app.screen is screen
