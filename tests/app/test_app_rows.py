"""Rows of a list: what fits is drawn, and what does not is cut where it no longer fits."""

import pytest
from tests_support import screen_text
from textual.app import App

from reader.app.widgets.row_list import Row, RowList


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [
        (("Ferry stays…", "  ferry.txt"), "Ferry stays…  ferry.txt"),
        (("Ferry stays in port all day", "  ferry.txt"), "Ferry stays in port all…"),
        (("東京都知事は東京都知事は東京都", "x"), "東京都知事は東京都知事…"),
    ],
)
async def test_a_part_that_ends_in_an_ellipsis_of_its_own_does_not_end_the_row(parts, drawn):
    class Lists(App):
        def compose(self):
            yield RowList()

    app = Lists()
    async with app.run_test(size=(25, 5)) as pilot:
        app.query_one(RowList).show([Row(tuple((words, "") for words in parts))])
        await pilot.pause()
        assert screen_text(app.screen).split("\n")[0].rstrip() == drawn
