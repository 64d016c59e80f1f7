"""Regular expressions that are compiled when they are first used, so that importing the room costs little."""

import re
from collections.abc import Callable, Iterator


class LatePattern:
    """Stands for a compiled pattern until one is needed."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match anywhere in a text."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of a text."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of a text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches in a text, one after the other."""
        return self.compiled.finditer(text)

    def sub(self, replace: Callable[[re.Match[str]], str], text: str) -> str:
        """Replace every match in a text."""
        return self.compiled.sub(replace, text)

    def count(self, text: str) -> int:
        """Count the matches in a text."""
        return sum(1 for _ in self.compiled.finditer(text))
