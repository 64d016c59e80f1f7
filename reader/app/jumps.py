"""The places a person jumped from, to go back to."""

from dataclasses import dataclass, field

Place = tuple[str, int]
"""A document's name and an offset in it."""


@dataclass(slots=True)
class Jumps:
    """A list of places with a position in it, as in a browser."""

    places: list[Place] = field(default_factory=list)
    at: int = 0
    """How many of the places lie behind."""

    def leave(self, place: Place) -> None:
        """Remember the place a jump starts from; places that lay ahead are forgotten."""
        del self.places[self.at :]
        if not self.places or self.places[-1] != place:
            self.places.append(place)
        self.at = len(self.places)

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
