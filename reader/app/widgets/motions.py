"""Movements of the cursor through a text: by character, word, sentence, paragraph, row and page."""

from collections.abc import Callable
from typing import Final

from textual.widget import Widget

from reader.app.layout import Layout
from reader.text.counting import counted
from reader.text.graphemes import grapheme_start, next_grapheme, previous_grapheme
from reader.text.sentences import (
    next_paragraph,
    next_sentence,
    paragraph_at,
    previous_paragraph,
    previous_sentence,
    sentence_at,
)
from reader.text.words import next_word, previous_word, steps, word_at, word_end

_MANY: Final = 100_000
"""Characters of a selection whose words are counted; of a longer one only its characters are told."""


class Motions(Widget):
    """The cursor and the selection of a text view, and every action that moves them.

    The selection reaches from where it began to the cursor, the characters at both ends included.
    """

    rows: Layout
    """The text and its rows."""

    cursor: int = 0
    """Offset of the character the cursor is on; the length of the text when it is behind its end."""

    selecting_from: int | None = None
    """Where the selection began, or `None` when nothing is selected."""

    goal_column: int | None = None
    """The cell that movements by row try to keep."""

    @property
    def cursor_end(self) -> int:
        """Offset after the character under the cursor."""
        text = self.rows.text
        return next_grapheme(text, self.cursor) if self.cursor < len(text) else len(text)

    @property
    def selection_span(self) -> tuple[int, int]:
        """The selected range, or an empty one at the cursor."""
        if self.selecting_from is None:
            return (self.cursor, self.cursor)
        if self.selecting_from <= self.cursor:
            return (self.selecting_from, self.cursor_end)
        text = self.rows.text
        return (self.cursor, next_grapheme(text, self.selecting_from) if self.selecting_from < len(text) else len(text))

    def move_to(self, offset: int, *, reveal: bool = True) -> None:
        """Put the cursor on the character at `offset`, and tell everyone who wants to know."""
        text = self.rows.text
        self.cursor = grapheme_start(text, max(0, min(offset, len(text))))
        if reveal:
            self.reveal()
        self.cursor_changed()

    def reveal(self, *, centre: bool = False) -> None:
        """Scroll so that the cursor is seen."""
        raise NotImplementedError

    def cursor_changed(self) -> None:
        """Redraw and tell everyone who wants to know."""
        raise NotImplementedError

    def _go(self, motion: Callable[[str, int], int]) -> None:
        self.goal_column = None
        self.move_to(motion(self.rows.text, self.cursor))

    def _by_rows(self, count: int) -> None:
        layout = self.rows
        row = layout.row_of(self.cursor)
        if self.goal_column is None:
            self.goal_column = layout.column_of(self.cursor)
        target = max(0, min(row + count, len(layout) - 1))
        self.move_to(layout.offset_at(target, self.goal_column))

    def _page(self, rows: int) -> None:
        top = max(0, min(self.scroll_offset.y + rows, self.max_scroll_y))
        self._by_rows(rows)
        self.scroll_to(y=top, animate=False)

    def action_cursor_left(self) -> None:
        """Move one character back."""
        self._go(previous_grapheme)

    def action_cursor_right(self) -> None:
        """Move one character on."""
        self._go(lambda text, at: next_grapheme(text, at) if at < len(text) else at)

    def action_cursor_up(self) -> None:
        """Move one row up."""
        self._by_rows(-1)

    def action_cursor_down(self) -> None:
        """Move one row down."""
        self._by_rows(1)

    def action_word_next(self) -> None:
        """Move to the next word."""
        self._go(next_word)

    def action_word_back(self) -> None:
        """Move to the word before."""
        self._go(previous_word)

    def action_sentence_next(self) -> None:
        """Move to the next sentence."""
        self._go(next_sentence)

    def action_sentence_back(self) -> None:
        """Move to the sentence before."""
        self._go(previous_sentence)

    def action_paragraph_next(self) -> None:
        """Move to the next paragraph."""
        self._go(next_paragraph)

    def action_paragraph_back(self) -> None:
        """Move to the paragraph before."""
        self._go(previous_paragraph)

    def action_row_start(self) -> None:
        """Move to the start of the row."""
        self._go(lambda _text, at: self.rows.span(self.rows.row_of(at))[0])

    def action_row_end(self) -> None:
        """Move to the end of the row."""
        self._go(lambda _text, at: self.rows.offset_at(self.rows.row_of(at), self.rows.width * 2))

    def action_page_down(self) -> None:
        """Move one page on, two rows kept in sight."""
        self._page(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Move one page back."""
        self._page(-max(1, self.size.height - 2))

    def action_half_down(self) -> None:
        """Move half a page on."""
        self._page(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Move half a page back."""
        self._page(-max(1, self.size.height // 2))

    def action_text_top(self) -> None:
        """Move to the top of the text."""
        self._go(lambda _text, _at: 0)

    def action_text_end(self) -> None:
        """Move to the end of the text."""
        self._go(lambda text, _at: len(text))

    # -- selecting

    @property
    def selection_size(self) -> str:
        """How much is selected, in words."""
        start, end = self.selection_span
        if end - start > _MANY:
            return f"{end - start:,} characters"
        count = steps(self.rows.text, start, end)
        return counted(count, "word")

    def select(self, start: int, end: int, *, is_backward: bool = False) -> None:
        """Select `start` to `end`, with the cursor on the last character, or on the first one."""
        text = self.rows.text
        first, last = grapheme_start(text, start), max(start, previous_grapheme(text, end))
        self.selecting_from = last if is_backward else first
        self.goal_column = None
        self.move_to(first if is_backward else last)

    def action_toggle_select(self) -> None:
        """Start a selection at the cursor, or end it."""
        self.selecting_from = self.cursor if self.selecting_from is None else None
        self.cursor_changed()

    def action_swap_ends(self) -> None:
        """Move the other end of the selection from now on."""
        if self.selecting_from is not None:
            self.goal_column = None
            self.cursor, self.selecting_from = self.selecting_from, self.cursor
            self.reveal()
            self.cursor_changed()

    def action_select_word(self) -> None:
        """Select the word under the cursor; pressed again, add the next one."""
        self._select_by(self._word_or_sign, next_word, previous_word)

    def action_select_sentence(self) -> None:
        """Select the sentence under the cursor; pressed again, add the next one."""
        self._select_by(sentence_at, next_sentence, previous_sentence)

    def action_select_paragraph(self) -> None:
        """Select the paragraph under the cursor; pressed again, add the next one."""
        self._select_by(paragraph_at, next_paragraph, previous_paragraph)

    @staticmethod
    def _word_or_sign(text: str, offset: int) -> tuple[int, int]:
        start, end = word_at(text, offset)
        return (start, end) if start < end else (offset, next_grapheme(text, offset) if offset < len(text) else offset)

    def _select_by(
        self,
        whole: Callable[[str, int], tuple[int, int]],
        following: Callable[[str, int], int],
        previous: Callable[[str, int], int],
    ) -> None:
        """Widen the selection to whole words, sentences or paragraphs; where it is that wide, take one more in."""
        text = self.rows.text

        def whole_at(offset: int) -> tuple[int, int]:
            start, end = whole(text, offset)
            return max((start, *(at for at in self.rows.breaks if at <= offset))), end

        is_backward = self.selecting_from is not None and self.selecting_from > self.cursor
        if self.selecting_from is None:
            self.select(*whole_at(self.cursor))
            return
        before = self.selection_span
        start = min(before[0], whole_at(before[0])[0])
        end = max(before[1], whole_at(max(before[0], before[1] - 1))[1])
        if (start, end) == before and is_backward:
            start = min(start, whole_at(previous(text, start))[0])
        elif (start, end) == before and (more := following(text, end - 1)) < len(text):
            end = max(end, whole_at(more)[1])
        self.select(start, end, is_backward=is_backward)

    def action_extend_left(self) -> None:
        """Extend the selection by a character."""
        self._extend(self.action_cursor_left)

    def action_extend_right(self) -> None:
        """Extend the selection by a character."""
        self._extend(self.action_cursor_right)

    def action_extend_up(self) -> None:
        """Extend the selection by a row."""
        self._extend(self.action_cursor_up)

    def action_extend_down(self) -> None:
        """Extend the selection by a row."""
        self._extend(self.action_cursor_down)

    def action_extend_word_left(self) -> None:
        """Extend the selection by a word back."""
        self._extend(self._word_left)

    def action_extend_word_right(self) -> None:
        """Extend the selection by a word."""
        self._extend(self._word_right)

    def _extend(self, motion: Callable[[], None]) -> None:
        if self.selecting_from is None:
            self.selecting_from = self.cursor
        motion()

    def _word_right(self) -> None:
        """Take the word in that follows, or let go of the first one where the start of the selection moves."""
        origin = self.selecting_from or 0
        if self.cursor < origin:
            self._go(lambda text, at: min(origin, next_word(text, at)))
        else:
            self._go(word_end)

    def _word_left(self) -> None:
        """Take the word in that stands before, or let go of the last one where the end of the selection moves."""
        origin = self.selecting_from or 0
        if self.cursor <= origin:
            self._go(previous_word)
            return
        text = self.rows.text
        before = previous_word(text, word_at(text, self.cursor)[0])
        self._go(lambda text, _at: max(origin, word_at(text, before)[1] - 1))
