"""Finding inside the document, and coming back from a search through all of them."""

from textual import on

from reader.app.keys import with_keys
from reader.app.screens.base import DocumentScreen
from reader.app.widgets.find_bar import FindBar
from reader.app.widgets.parts import Part
from reader.search import Hit, Hits, find, hits_after, hits_before
from reader.text.words import word_at


class Finding(DocumentScreen):
    """The part of the reading screen that finds."""

    hits: Hits = Hits(())
    hit: int = 0
    """Index of the hit that is shown."""

    phrase: str = ""
    """What they are hits of, where it was typed or stood under the cursor."""

    find_origin: int = 0
    """Where the cursor was when the find began."""

    def action_find(self) -> None:
        """Open the line to type in."""
        self.find_origin = self.view.cursor
        self.query_one(FindBar).open()

    @on(FindBar.Typed)
    def _typed(self, event: FindBar.Typed) -> None:
        if not self.query_one(FindBar).is_open:
            return
        self._find(event.phrase, self.find_origin)

    def _find(self, phrase: str, origin: int) -> None:
        self.phrase, self.hits = phrase, find(self.view.text, phrase, origin)
        self.hit = self.hits.at_or_after(origin)
        self._show_hit(fallback=origin)

    def _show_hit(self, *, fallback: int | None = None) -> None:
        current = self.hits.spans[self.hit] if self.hits.spans else None
        self.view.show_hits(self.hits.spans, current)
        self.query_one(FindBar).show_count(self.hits, self.hit)
        target = current[0] if current else fallback
        if target is not None and target != self.view.cursor:
            self.view.jump(target)
        self.redraw()

    @on(FindBar.Ended)
    def _ended(self, event: FindBar.Ended) -> None:
        self.query_one(FindBar).close()
        self.view.focus()
        if not event.is_accepted:
            self.end_find()
            self.view.jump(self.find_origin)
        elif self.hits.spans:
            self.leave_here(self.find_origin)
            self.redraw()

    def end_find(self) -> None:
        """Forget the hits."""
        self.hits, self.hit = Hits(()), 0
        self.view.show_hits(())
        self.query_one(FindBar).close()
        self.redraw()

    def action_find_next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._step_hit(1)

    def action_find_previous(self) -> None:
        """Go to the hit before."""
        self._step_hit(-1)

    def _step_hit(self, step: int) -> None:
        if not self.hits.spans:
            self.tell(with_keys("nothing to find yet: {find} starts"))
            return
        self.hit += step
        if not 0 <= self.hit < len(self.hits.spans):
            self._go_beyond()
        self._show_hit()

    def _go_beyond(self) -> None:
        """Go on after the last hit that is kept, or before the first: to others, if there are more, else round to the other end."""
        text, is_after = self.view.text, self.hit > 0
        if self.hits.is_cut and is_after:
            self.hits = hits_after(text, self.phrase, self.hits.spans[-1][1])
        elif self.hits.is_cut:
            self.hits = hits_before(text, self.phrase, self.hits.spans[0][0])
        self.hit = 0 if is_after else max(0, len(self.hits.spans) - 1)

    def describe_hit(self) -> list[Part]:
        """Say which hit of how many the cursor is on, or nothing."""
        if not self.hits.spans or self.hits.spans[self.hit][0] != self.view.cursor:
            return []
        return [
            (f"hit {self.hits.which(self.hit)}", "hit"),
            (with_keys("  {find_next} next  {find_previous} previous  esc ends    "), "quiet"),
        ]

    def action_find_word(self) -> None:
        """Find the word under the cursor."""
        start, end = word_at(self.view.text, self.view.cursor)
        if start < end:
            self.leave_here()
            self._find(self.view.text[start:end], end)

    def opened_from_search(self, hit: Hit | None) -> None:
        """Open what was chosen in the search through all documents."""
        if hit is None:
            return

        def light() -> None:
            self.hits = Hits(tuple((match.start, match.end) for match in hit.matches))
            self.hit = self.hits.at_or_after(hit.position)
            self._show_hit()

        self.leave_here()
        self.open(hit.document.name, hit.position, then=light)
