"""What authors set apart is drawn, and where a link leads is told."""

from pathlib import Path

import pytest
from newsroom_support import about
from tests_support import opened, screen_text, until

from reader.app.reading import block_spans, link_parts
from reader.documents import make_document

SOURCE = """The **ferry** did not *sail* on 11 March 2024, said [the man](https://x.y/z "t").

It was ~~down~~ up in `log.txt`.

> It sailed.

- item
"""


def drawn(screen, words):
    """Return the style in which some words of the text begin."""
    view = screen.view
    start = view.text.index(words)
    strip = view.render_line(view.rows.row_of(start) - view.scroll_offset.y)
    column = view.left_edge + view.rows.column_of(start)
    (segment,) = strip.crop(column, column + 1)
    assert segment.text == words[0]
    return segment.style


@pytest.mark.parametrize("no_color", [False, True])
async def test_styles_are_drawn_and_the_target_of_a_link_is_shown_at_the_cursor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "a.md").write_text(SOURCE)
    async with opened(tmp_path) as (pilot, screen):
        plain = drawn(screen, "did not")
        assert drawn(screen, "ferry").bold
        assert drawn(screen, "sail").italic
        assert drawn(screen, "down").strike
        assert drawn(screen, "log.txt") != plain
        assert drawn(screen, "the man") != plain
        assert "https" not in screen.view.text
        screen.view.jump(screen.view.text.index("the man"))
        await until(lambda: "→ https://x.y/z" in about(screen), pilot)
        row = next(row for row in screen_text(screen).split("\n") if "It sailed." in row)
        assert "▏ It sailed." in row
        screen.view.jump(screen.view.text.index("It sailed"))
        await until(lambda: "https" not in about(screen), pilot)


def test_the_link_around_an_offset_is_found_past_what_lies_in_it() -> None:
    document = make_document(b"a [b *c* ![d](e) f](g) h <http://i> j", Path("a.md"), "a.md")
    told = {
        letter: "".join(words for words, _style in link_parts(document, document.text.index(letter)))
        for letter in "abcdfhj"
    }
    assert told == {"a": "", "b": "→ g", "c": "→ g", "d": "→ e", "f": "→ g", "h": "", "j": ""}


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Ferry stays in port\n\nIt rains.", "Ferry stays in port"),
        ("date 2024-03-11 Ferry stays in port\n\nIt rains.", "Ferry stays in port"),
        ("The ferry stayed in port.\n\nIt rains.", ""),
    ],
)
def test_a_first_line_that_is_a_title_is_drawn_as_one_and_a_sentence_is_not(text: str, heading: str) -> None:
    document = make_document(text.encode(), Path("a.txt"), "a.txt")
    spans = [document.text[start:end] for start, end, kind in block_spans(document) if kind == "heading"]
    assert "".join(spans) == heading
