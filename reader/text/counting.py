"""How many there are of something, in words."""

__all__ = ["counted"]


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with what it counts: “1 mark”, “2,400 marks”; `several` is what more or less than one is called."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
