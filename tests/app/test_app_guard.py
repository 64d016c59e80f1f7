"""The last door before the terminal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.app import ReaderApp
from reader.app.guard import Guard, pasted
from reader.documents import Folder
from reader.text.safety import safe_text

BLACK = Color(0, 0, 0)


@given(st.lists(st.text()))
def test_whatever_a_row_holds_it_keeps_its_width_and_nothing_is_obeyed(texts):
    row = [Segment(text, Style(bold=True)) for text in texts]
    safe = Guard().apply(row, BLACK)
    said = "".join(segment.text for segment in safe)
    assert safe_text(said) == said
    assert not set(said) & set("\t\n")
    assert Strip(safe).cell_length == Strip(row).cell_length


def test_links_are_not_drawn_and_harmless_rows_are_left_alone():
    row = [
        Segment("port", Style(bold=True, link="javascript:alert(1)")),
        Segment("of"),
        Segment("call", Style(bold=True)),
    ]
    assert [segment.style and segment.style.link for segment in Guard().apply(row, BLACK)] == [None, None, None]
    assert Guard().apply(row[1:], BLACK) == row[1:]


@pytest.mark.parametrize(
    ("copied", "shown"),
    [("a\r\nb\rc\n", "a\nb\nc\n"), ("\x9b31m\x1b]0;x\x07", "�31m␛]0;x␇"), ("\u202eabc\t", "�abc\t")],
)
def test_what_is_pasted_is_text(copied, shown):
    assert pasted(copied) == shown


class Careless(Widget):
    """A widget that draws what it is given."""

    def render_line(self, _y: int) -> Strip:
        return Strip([Segment("a\x9b2J\x1b]0;x\x07b", self.rich_style)])


async def test_no_widget_draws_what_a_terminal_would_obey(folder: Path) -> None:
    app = ReaderApp(Folder.of([folder]))
    async with app.run_test() as pilot:
        screen = Screen()
        await app.push_screen(screen)
        await screen.mount(Careless())
        await pilot.pause()
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert "a2J" in drawn
        assert safe_text(drawn) == drawn


class Bare(App[None]):
    """An app without the door."""

    def compose(self) -> ComposeResult:
        yield Careless()


async def test_without_the_door_it_would_be_drawn() -> None:
    app = Bare()
    async with app.run_test():
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert "\x9b" in drawn
