"""The places a person jumped from, to go back to."""

from dataclasses import dataclass, field

from reader.app.mark_listing import MarksState
from reader.app.page import PageState

Left = PageState | MarksState
"""A page, or the list of all marks, as it was left."""

Place = tuple[str, int]
"""A document's name and an offset in it."""


@dataclass(slots=True)
class Jumps:
    """A list of places with a position in it, as in a browser."""

    places: list[Place] = field(default_factory=list)
    at: int = 0
    """How many of the places lie behind."""

    pages: dict[int, Left] = field(default_factory=dict)
    """The pages that lay over places when they were left, by the places' numbers."""

    def leave(self, place: Place, page: Left | None = None) -> None:
        """Remember the place a jump starts from, and the page that lies over it; places that lay ahead are forgotten."""
        del self.places[self.at :]
        self.pages = {number: left for number, left in self.pages.items() if number < self.at}
        if not self.places or self.places[-1] != place:
            self.places.append(place)
        self.at = len(self.places)
        if page is not None:
            self.pages[self.at - 1] = page

    @property
    def page(self) -> Left | None:
        """The page that lay over the place that was gone back to."""
        return self.pages.get(self.at)

    def back(self, here: Place) -> Place | None:
        """Return the place before, or `None` if there is none; `here` is kept to come forward to."""
        if self.at == 0:
            return None
        if self.at == len(self.places):
            self.places.append(here)
        self.at -= 1
        return self.places[self.at]

    def forward(self) -> Place | None:
        """Return the place that was gone back from, or `None`."""
        if self.at + 1 >= len(self.places):
            return None
        self.at += 1
        return self.places[self.at]
