"""Everything clicks, though nothing needs a mouse."""

import pytest
from tests_support import opened, screen_text, until
from textual.events import MouseScrollDown
from textual.geometry import Offset


async def test_a_click_puts_the_cursor_under_the_mouse_and_dragging_selects(sample) -> None:
    async with opened(sample) as (pilot, screen):
        view = screen.view
        offset = view.text.index("Friday")
        row, column = view.rows.row_of(offset), view.rows.column_of(offset)
        spot = Offset(view.left_edge + column, row - view.scroll_offset.y)
        await pilot.click(view, offset=spot)
        assert view.cursor == offset
        await pilot.mouse_down(view, offset=spot)
        await pilot.hover(view, offset=spot + Offset(5, 0))
        await pilot.mouse_up(view, offset=spot + Offset(5, 0))
        assert view.text[slice(*view.selection_span)] == "Friday"


@pytest.mark.parametrize("line", [2, 3])
async def test_a_click_on_either_line_of_a_row_chooses_it(sample, line) -> None:
    (sample / "zebra.txt").write_text("Amara Okafor lives in Lagos.", encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        await pilot.click(screen.rows("documents"), offset=Offset(5, line))
        assert screen.document is not None
        assert screen.document.name == "zebra.txt"


async def test_a_click_on_the_footer_does_what_it_says(sample) -> None:
    async with opened(sample) as (pilot, screen):
        footer = screen_text(screen).splitlines()[-1]
        await pilot.click("#status", offset=Offset(footer.index("find"), 0))
        await pilot.pause()
        assert "-open" in screen.query_one("#find").classes


async def test_the_wheel_moves_the_text_and_the_cursor_stays_in_sight(sample) -> None:
    async with opened(sample, (80, 12)) as (pilot, screen):
        view = screen.view
        wheel = MouseScrollDown(view, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False)
        for _ in range(8):
            view.post_message(wheel)
        await until(lambda: view.scroll_offset.y > 2, pilot)
        row = view.rows.row_of(view.cursor)
        assert view.scroll_offset.y > 0
        assert view.scroll_offset.y <= row < view.scroll_offset.y + view.size.height
