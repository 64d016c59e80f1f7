"""The colours that are meant by what a person types."""

from reader.settings import colour_name
from reader.settings.model import COLOURS, Colour
from reader.text.folding import fold


def colours_called(typed: str, *, is_begun: bool = False) -> list[Colour]:
    """Return the colours that are called so: by their own name, by the person's, or by the number of their key.

    Args:
        typed: what was typed; upper case and accents do not count.
        is_begun: whether, where nothing is called so, all that begins so is meant, as while something is being typed.
    """
    wanted = fold(" ".join(typed.split()))
    names = {colour: (str(number), fold(colour), fold(colour_name(colour))) for number, colour in enumerate(COLOURS, 1)}
    called = [colour for colour in COLOURS if wanted in names[colour]]
    if called or not is_begun or not wanted:
        return called
    return [colour for colour in COLOURS if any(name.startswith(wanted) for name in names[colour])]


def no_colour(typed: str) -> str:
    """Say that no colour is called so, and what they are called."""
    return f"no colour is called “{typed}”: there are {', '.join(map(colour_name, COLOURS))}"
