"""Selecting from the keyboard and with the mouse: by character, word, sentence and paragraph, never through a character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import opened, screen_text, until
from textual.geometry import Offset

from reader.app.layout import Layout
from reader.app.widgets.motions import Motions
from reader.text.graphemes import graphemes

STORY = "Kofi met her. She left at noon. Nobody saw it.\n\nThe ship sailed. It sank.\n\nThe end came.\n"


class Bare(Motions):
    """Movements without a screen."""

    def reveal(self, *, centre: bool = False) -> None:
        """Show nothing."""

    def cursor_changed(self) -> None:
        """Tell nobody."""


def bare(text: str, cursor: int = 0) -> Bare:
    view = Bare()
    view.rows = Layout(text, 40)
    view.move_to(cursor)
    return view


def selected(view: Motions) -> str:
    return view.rows.text[slice(*view.selection_span)]


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ("word", "left"),
        ("word word", "left at"),
        ("sentence", "She left at noon."),
        ("sentence sentence", "She left at noon. Nobody saw it."),
        ("sentence sentence sentence", "She left at noon. Nobody saw it.\n\nThe ship sailed."),
        ("paragraph", STORY[:46]),
        ("paragraph paragraph", STORY[:73]),
        ("word sentence paragraph", STORY[:46]),
        ("sentence word", "She left at noon. Nobody"),
        ("word swap word", "She left"),
        ("sentence swap sentence", "Kofi met her. She left at noon."),
        ("paragraph paragraph paragraph paragraph", STORY.rstrip()),
    ],
)
def test_words_sentences_and_paragraphs_are_selected_one_after_the_other(actions, expected):
    view = bare(STORY, STORY.index("left"))
    for action in actions.split():
        getattr(view, "action_swap_ends" if action == "swap" else f"action_select_{action}")()
    assert selected(view) == expected


def test_a_selection_that_was_begun_by_hand_is_made_whole_before_it_grows():
    view = bare(STORY, STORY.index("eft at"))
    view.action_toggle_select()
    view.action_cursor_right()
    view.action_select_word()
    assert selected(view) == "left"
    view.action_select_sentence()
    assert selected(view) == "She left at noon."


def test_extending_by_words_takes_whole_words_in_and_lets_them_go_again():
    view = bare(STORY, STORY.index("left"))
    seen = []
    for step in ("right", "right", "left", "left", "left", "left", "right", "right", "right"):
        getattr(view, f"action_extend_word_{step}")()
        seen.append(selected(view))
    assert seen == [
        "left", "left at", "left", "l", "She l", "her. She l", "She l", "l", "left"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "presses", "expected"),
    [
        ("今天我们讨论。明天", 2, "今天"),
        ("テレビを見る", 1, "テレビ"),
        ("👩‍👩‍👧 family", 1, "👩‍👩‍👧"),
        ("مرحبا بالعالم", 2, "مرحبا بالعالم"),
        ("हिन्दी भाषा", 1, "हिन्दी"),
        ("e\u0301te\u0301 chaud", 1, "e\u0301te\u0301"),
    ],
)
def test_words_of_every_script(text, presses, expected):
    view = bare(text)
    for _ in range(presses):
        view.action_select_word()
    assert selected(view) == expected


def test_how_much_is_selected_is_told_in_words():
    view = bare(STORY)
    view.action_select_word()
    assert view.selection_size == "1 word"
    view.action_text_end()
    assert view.selection_size == "18 words"
    view = bare("word " * 30_000)
    view.action_toggle_select()
    view.action_text_end()
    assert view.selection_size == "150,000 characters"


ACTIONS = [
    "toggle_select", "swap_ends", "select_word", "select_sentence", "select_paragraph", "extend_left", "extend_right",
    "extend_up", "extend_down", "extend_word_left", "extend_word_right", "cursor_left", "cursor_right", "word_next",
    "sentence_back", "paragraph_next", "text_end", "text_top", "row_end",
]  # fmt: skip
PIECES = ["word ", "今天", "テレビ", "👩‍👩‍👧", "e\u0301", "हिन्दी", "مرحبا", "\n", "\n\n", ". ", "🇫🇷", "\u200b", "\r\n"]


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30),
    st.integers(0, 60),
    st.lists(st.sampled_from(ACTIONS), max_size=25),
)
@settings(max_examples=150)
def test_a_selection_never_cuts_a_character_whatever_is_pressed(text, cursor, actions):
    view = bare(text, cursor)
    edges = {0, len(text), *(edge for span in graphemes(text, 0, len(text)) for edge in span)}
    for action in actions:
        getattr(view, f"action_{action}")()
        start, end = view.selection_span
        assert 0 <= start <= end <= len(text)
        assert {start, end} <= edges


async def test_the_line_at_the_bottom_says_how_much_is_selected_and_what_the_keys_do_now(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("US Supreme Court declined"))
        await pilot.press("v", "w", "w", "shift+left", "shift+left")
        await pilot.pause()
        footer = screen_text(screen).splitlines()[-1]
        assert footer.startswith(" SELECT 2 words ")
        assert "% other end" in footer
        await pilot.press("%", "ctrl+shift+left")
        await pilot.pause()
        assert screen_text(screen).splitlines()[-1].startswith(" SELECT 3 words ")
        await pilot.press("escape")
        await pilot.pause()
        assert "SELECT" not in screen_text(screen)


async def test_two_paragraphs_are_marked_with_three_keys(sample):
    async with opened(sample) as (pilot, screen):
        start = screen.view.text.index("The Ministry of External Affairs said")
        screen.view.jump(start + 5)
        await pilot.press("P", "P", "2")
        (mark,) = screen.placed
        assert mark.highlight.anchor.start == start
        assert mark.highlight.anchor.exact.count("\n\n") == 1
        assert mark.highlight.colour == "green"


async def test_a_double_click_selects_the_word_a_triple_one_the_sentence(sample):
    async with opened(sample) as (pilot, screen):
        view = screen.view
        offset = view.text.index("External")
        spot = Offset(view.left_edge + view.rows.column_of(offset), view.rows.row_of(offset) - view.scroll_offset.y)
        await pilot.click(view, offset=spot, times=2)
        assert selected(view) == "External"
        await pilot.click(view, offset=spot, times=3)
        assert selected(view).startswith("The Ministry of External Affairs said")
        assert selected(view).endswith(".")


async def test_a_click_with_shift_selects_from_where_the_cursor_was(sample):
    async with opened(sample) as (pilot, screen):
        view = screen.view
        start, end = view.text.index("The Ministry"), view.text.index("External") + 7
        view.jump(start)
        spot = Offset(view.left_edge + view.rows.column_of(end), view.rows.row_of(end) - view.scroll_offset.y)
        await pilot.click(view, offset=spot, shift=True)
        assert selected(view) == "The Ministry of External"


@pytest.mark.parametrize("size", [(20, 6), (7, 4), (3, 2)])
async def test_no_terminal_is_too_small_to_select_in(sample, size):
    async with opened(sample) as (pilot, screen):
        await pilot.resize_terminal(*size)
        await pilot.press(
            "P", "%", "ctrl+shift+left", "shift+down", "2", "v", "G", "W", "escape", "]", "y", "m", "escape"
        )
        await pilot.pause()
        assert all(strip.cell_length <= size[0] for strip in screen._compositor.render_strips())


async def test_a_text_of_no_width_can_be_selected_in(sample):
    async with opened(sample) as (pilot, screen):
        await pilot.resize_terminal(1, 1)
        view = screen.view
        for action in (
            "select_paragraph",
            "swap_ends",
            "extend_down",
            "page_down",
            "text_end",
            "select_word",
            "toggle_select",
        ):
            getattr(view, f"action_{action}")()
        screen.action_colour("pink")
        screen.redraw()
        assert all(strip.cell_length <= 1 for strip in screen._compositor.render_strips())


async def test_dragging_past_the_edge_goes_on_until_the_end_of_the_text(sample):
    async with opened(sample, (80, 14)) as (pilot, screen):
        view = screen.view
        row = view.size.height - 2
        await pilot.mouse_down(view, offset=Offset(view.left_edge, row))
        await pilot.hover(view, offset=Offset(view.left_edge + 4, view.size.height + 1))
        await until(lambda: view.scroll_offset.y == view.max_scroll_y, pilot)
        await until(lambda: view.rows.row_of(view.cursor) == len(view.rows) - 1, pilot)
        await pilot.mouse_up(view, offset=Offset(view.left_edge, row))
        assert view.selection_span[1] - view.selection_span[0] > 500
        assert view._past_edge is None
