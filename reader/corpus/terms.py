"""Every word of the index with the number of passages that have it, kept so that it can be read in an instant.

The database can count its own words, but only by going through the whole index. So they are counted after much was
added and kept packed; what changes after that, a few documents at a time, is noted word by word.
"""

import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from reader.text.folding import tokens

_PART: Final = 16_384
"""Words that are read at a time: no other thread waits long."""

_MOST_SINCE: Final = 20_000
"""With so many words noted one by one it is time to count again."""


def note(db: sqlite3.Connection, texts: Iterable[str], sign: int) -> None:
    """Note that passages came (`sign` 1) or went (-1)."""
    changes = Counter(word for text in texts for word in {folded for _start, _end, folded in tokens(text)})
    db.executemany(
        "INSERT INTO terms_since VALUES (?, ?) ON CONFLICT DO UPDATE SET change = change + excluded.change",
        [(word, sign * count) for word, count in changes.items()],
    )


def note_uncounted(db: sqlite3.Connection, size: int) -> None:
    """Note that passages of `size` characters came whose words are to be counted later."""
    db.execute("UPDATE state SET uncounted_size = uncounted_size + ?", (size,))


def sizes(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many characters of text are counted, and how many are not yet."""
    counted, uncounted = db.execute("SELECT counted_size, uncounted_size FROM state").fetchone()
    return int(counted), int(uncounted)


def is_worn(db: sqlite3.Connection) -> bool:
    """Tell whether so many words were noted one by one that counting again is better."""
    return int(db.execute("SELECT count(*) FROM terms_since").fetchone()[0]) > _MOST_SINCE


def count_again(db: sqlite3.Connection) -> None:
    """Count every word of the index, within a transaction."""
    last = db.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()[0]
    db.execute("DELETE FROM terms")
    db.execute("DELETE FROM terms_since")
    rows = db.execute("SELECT term, doc FROM vocabulary")
    while part := rows.fetchmany(_PART):
        counts = array("i", [count for _word, count in part])
        if sys.byteorder == "big":
            counts.byteswap()
        words = "\n".join(word for word, _count in part)
        db.execute("INSERT INTO terms (words, counts) VALUES (?, ?)", (words, counts.tobytes()))
    db.execute(
        "UPDATE state SET counting = counting + 1, counted = ?, counted_size = counted_size + uncounted_size,"
        " uncounted_size = 0",
        (last,),
    )


def generation(db: sqlite3.Connection) -> int:
    """Return a number that is another one after words were counted again."""
    return int(db.execute("SELECT counting FROM state").fetchone()[0])


def counted(db: sqlite3.Connection) -> Iterator[tuple[list[str], bytes]]:
    """Yield words in order with their counts, 32-bit integers with the lowest byte first, some thousands at a time."""
    for words, counts in db.execute("SELECT words, counts FROM terms ORDER BY part"):
        yield words.split("\n"), counts


def since(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the words whose count changed after that, in order, and by how much."""
    return db.execute("SELECT word, change FROM terms_since WHERE change <> 0 ORDER BY word").fetchall()
