"""What is known of an entity, over its lines."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.app.page import facts, sparkline
from reader.app.reading import DECIDED
from reader.app.widgets.lines import Line
from reader.app.widgets.parts import Part
from reader.corpus import FolderEntity


class PageHead(Vertical):
    """Name, kind, other names, where and when, and the months as a sparkline; a row that has nothing to say is not there."""

    DEFAULT_CSS = "PageHead { height: auto; }"

    def compose(self) -> ComposeResult:
        """Put a line for each below the other."""
        for row in ("name", "aliases", "facts", "months"):
            yield Line(id=f"page-{row}")

    def show(
        self,
        entity: FolderEntity | None,
        last: FolderEntity | None,
        counts: Sequence[tuple[date, int]],
        *,
        is_short: bool,
    ) -> None:
        """Show an entity, or that the last one was said to be none; where the screen is short, only what matters most."""
        if entity is None:
            gone: list[Part] = [DECIDED, ("no entity, by you", "decided")]
            self._draw("name", [(last.name, "strong")] if last else [], gone if last else [])
            for row in ("aliases", "facts", "months"):
                self._draw(row, [])
            return
        how: list[Part] = [DECIDED, ("by you", "decided")] if entity.by_hand else [("a guess", "guess")]
        self._draw("name", [(entity.name, f"{entity.kind}-strong")], [(f"  {entity.kind}  ", ""), *how])
        others = " · ".join(entity.aliases)
        self._draw("aliases", [("also ", "quiet"), (others, "")] if others and not is_short else [])
        self._draw("facts", [(facts(entity, self.size.width), "quiet")])
        by_month = sparkline(counts, max(10, self.size.width), entity.kind)
        self._draw("months", by_month if not is_short else [])

    def _draw(self, row: str, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        line = self.query_one(f"#page-{row}", Line)
        line.display = bool(left) or row == "name"
        line.show(left, right)
