"""Marks as people make them: a sentence, a phrase, a word or two."""

import random
import re
from pathlib import Path
from typing import Literal, get_args

from reader.text.sentences import sentences

Kind = Literal["sentence", "phrase", "word"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def texts(folder: Path, longest: int = 12_000) -> list[str]:
    """Read the texts of a folder, cut to size, that are long enough to mark anything in."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".txt", ".md"}:
            text = path.read_text("utf-8", "replace").replace("\r\n", "\n")[:longest]
            if len(text) > 900:
                found.append(text)
    return found


def mark(rng: random.Random, text: str, kind: Kind) -> tuple[int, int] | None:
    """Choose a passage of a kind, or nothing where chance did not find one."""
    at = rng.randrange(len(text))
    low, high = max(0, at - 600), min(len(text), at + 900)
    if kind == "sentence":
        found = [(s, e) for s, e in sentences(text, low, high) if low + 50 < s and e < high - 50 and 25 <= e - s <= 400]
        return rng.choice(found) if found else None
    size = rng.randint(4, 8) if kind == "phrase" else rng.randint(1, 2)
    words = [match.span() for match in _WORD.finditer(text, low, high)]
    if _UNSPACED.search(text, low, high):
        start = at
        end = min(len(text), at + size * 2)
        return (start, end) if text[start:end].strip() == text[start:end] and len(text[start:end]) > 1 else None
    if len(words) < size + 4:
        return None
    first = rng.randrange(1, len(words) - size)
    start, end = words[first][0], words[first + size - 1][1]
    return (start, end) if end - start > 2 and "\n\n" not in text[start:end] else None
