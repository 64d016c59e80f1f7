"""The look: words can be read in every theme, heads stand over their text, and what is beside the scroll bar is where it belongs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests_support import opened, screen_text, until
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.app.drawing import Marked, strip_signs
from reader.app.layout import Layout
from reader.app.page import cut, last_cells
from reader.app.theme import CONTRAST, DARK, GROUNDS, INKS, LIGHT, READABLE, THEMES, contrast, variables_for
from reader.app.widgets.text_head import SEPARATOR, facts_in_rows, words_in_rows
from reader.notebook import COLOURS

_SHAPES = 3.0
"""The contrast of what is no word but must be seen, such as a scroll bar: WCAG 2, level AA."""

_ENHANCED = 7.0
"""The contrast of words at level AAA."""


def grounds(theme, variables):
    """Return every colour that words may stand on."""
    names = theme.to_color_system().generate()
    return [Color.parse(names[name]) for name in ("background", "panel")] + [
        Color.parse(variables[ground]) for ground in GROUNDS
    ]


def worst(theme, inks=INKS):
    """Return the contrast of the words of a theme that are hardest to read, and which they are."""
    variables = variables_for(theme)
    return min(
        (contrast(Color.parse(variables[ink]), ground), ink) for ink in inks for ground in grounds(theme, variables)
    )


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_of_our_themes_can_be_read_on_every_ground(theme) -> None:
    assert worst(theme)[0] >= (_ENHANCED if theme is CONTRAST else READABLE)
    variables = variables_for(theme)
    assert contrast(Color.parse(variables["on-hit"]), Color.parse(variables["hit-current"])) >= READABLE
    back = Color.parse(theme.background)
    assert all(contrast(Color.parse(variables[f"ink-{colour}"]), back) >= READABLE for colour in COLOURS)
    assert contrast(Color.parse(variables["thumb"]), back) >= _SHAPES


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_words_can_be_read_in_any_theme(theme) -> None:
    if Color.parse(theme.to_color_system().generate()["background"]).ansi is not None:
        assert variables_for(theme) == dict((DARK if theme.dark else LIGHT).variables)
    else:
        assert worst(theme)[0] >= READABLE


def test_our_themes_name_the_same_colours() -> None:
    assert len({frozenset(theme.variables) for theme in THEMES}) == 1


WORDS = st.text(alphabet=st.sampled_from("ab 日é"), max_size=80)


@given(WORDS, st.integers(4, 30), st.integers(1, 3))
def test_a_title_is_broken_into_rows_that_fit(text: str, room: int, most: int) -> None:
    rows = words_in_rows([(text, "strong")], room, most)
    drawn = ["".join(words for words, _name in row) for row in rows]
    assert len(rows) <= most
    assert all(cell_len(row) <= room for row in drawn)
    if not any(row.endswith("…") for row in drawn):
        assert "".join(drawn).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("room", "most", "rows"),
    [
        (60, 2, ["2025-02-01 (header) · 250 words · a/long-name-of-a-file.txt"]),
        (40, 2, ["2025-02-01 (header) · 250 words", "a/long-name-of-a-file.txt"]),
        (24, 2, ["2025-02-01 (header)", "250 words · …-a-file.txt"]),
        (40, 1, ["2025-02-01 (header) · …ame-of-a-file.txt"]),
    ],
)
def test_facts_that_do_not_fit_are_left_out_in_the_middle_and_the_path_is_cut_at_its_start(room, most, rows) -> None:
    facts = [("2025-02-01", "date"), (" (header)", "quiet"), SEPARATOR, ("250 words", ""), SEPARATOR]
    laid = facts_in_rows([*facts, ("a/long-name-of-a-file.txt", "")], room, most)
    assert ["".join(words for words, _name in row) for row in laid] == rows


def test_beside_the_scroll_bar_marks_and_hits_stand_where_they_are_in_the_whole() -> None:
    layout = Layout("\n".join(f"row {number}" for number in range(100)), 20)
    places = [layout.text.index(f"row {number}") for number in (0, 42, 55, 99)]
    marked = [Marked(places[1], places[1] + 3, "green", has_note=False), Marked(places[2], places[2] + 3, "pink", has_note=False, is_certain=False)]  # fmt: skip
    signs = strip_signs(layout.row_of, len(layout), 10, marked, [*places], places[3])
    assert signs == [("•", "hit"), *[None] * 3, ("■", "green"), ("?", "pink"), *[None] * 3, ("◆", "hit")]


async def test_what_is_beside_the_scroll_bar_is_drawn_where_the_text_is_longer_than_the_screen(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "\n\n".join(f"Paragraph {number} of 2 May 2024." for number in range(100)), encoding="utf-8"
    )
    async with opened(tmp_path, (80, 24)) as (pilot, screen):
        view = screen.view
        assert "■" not in screen_text(screen)
        view.jump(view.text.index("Paragraph 50"))
        await pilot.press("1", "g")
        await until(lambda: "■" in screen_text(screen), pilot)
        row = next(at for at, line in enumerate(screen_text(screen).split("\n")) if "■" in line)
        assert abs((row - view.region.y) / view.size.height - 0.5) < 0.1


@pytest.mark.parametrize("width", [200, 120, 60])
async def test_title_and_facts_begin_where_the_text_does_and_the_terminal_has_its_cursor_there(
    sample: Path, width: int
) -> None:
    async with opened(sample, (width, 36)) as (pilot, screen):
        view = screen.view
        assert screen.document is not None
        view.jump(view.text.index("Friday"))
        await pilot.pause()
        edge = view.region.x + view.left_edge
        lines = screen_text(screen).split("\n")
        title = screen.query_one("#title").region.y
        assert lines[title][edge : edge + 10] == screen.document.title[:10]
        assert lines[title][edge - 1] == " "
        x, y = pilot.app.cursor_position
        assert lines[y][x : x + 6] == "Friday"


@given(WORDS, st.integers(-2, 12))
def test_a_text_is_cut_to_any_width_however_small(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= max(0, width)
    assert cell_len(last_cells(text, width)) == max(0, width)
