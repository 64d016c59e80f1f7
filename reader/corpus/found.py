"""Who and when of a document, into the index and out of it."""

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from reader.corpus.model import EntityMentions, Found
from reader.dates import DateMention, Reading
from reader.text.mention import Mention


def store_found(db: sqlite3.Connection, row: int, found: Found, starts: Sequence[int]) -> None:
    """Put who and when in the place of what was known of a document; `starts` are the offsets of its paragraphs."""
    forget_found(db, row)

    def record(mention: Mention, entity: int | None, packed: str | None) -> tuple[object, ...]:
        at = bisect_right(starts, mention.start) - 1
        paragraph = starts[at] if at >= 0 else 0
        days = mention.interval if isinstance(mention, DateMention) else None
        first, last = (days[0].toordinal(), days[1].toordinal()) if days else (None, None)
        return row, mention.start, mention.end, mention.kind, mention.text, entity, paragraph, packed, first, last

    records = [record(mention, None, _pack(mention)) for mention in found.dates]
    for entity in found.entities:
        name = _number_of(db, entity)
        number = db.execute("INSERT INTO entities (document, name) VALUES (?, ?)", (row, name)).lastrowid
        records += [record(mention, number, None) for mention in entity.mentions]
        written = Counter(mention.text for mention in entity.mentions)
        db.executemany(
            "INSERT INTO written VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions",
            [(name, form, count) for form, count in written.items()],
        )
    db.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", records)


def forget_found(db: sqlite3.Connection, row: int) -> None:
    """Take who and when of a document out of the index."""
    db.execute(
        "UPDATE written SET mentions = mentions - gone FROM (SELECT entities.name AS its, mentions.text AS form,"
        " count(*) AS gone FROM entities JOIN mentions ON mentions.entity = entities.id"
        " WHERE entities.document = ? GROUP BY entities.name, mentions.text) WHERE name = its AND text = form",
        (row,),
    )
    db.execute(
        "DELETE FROM written WHERE mentions <= 0 AND name IN (SELECT name FROM entities WHERE document = ?)", (row,)
    )
    db.execute("DELETE FROM mentions WHERE document = ?", (row,))
    db.execute("DELETE FROM entities WHERE document = ?", (row,))


def load_found(db: sqlite3.Connection, row: int) -> Found:
    """Return who and when of a document."""
    entities = db.execute(
        "SELECT entities.id, names.name, names.kind FROM entities JOIN names ON names.id = entities.name"
        " WHERE document = ? ORDER BY entities.id",
        (row,),
    ).fetchall()
    mentions: dict[int | None, list[Mention]] = {number: [] for number, _name, _kind in entities}
    dates: list[DateMention] = []
    query = 'SELECT start, "end", kind, text, entity, date FROM mentions WHERE document = ? ORDER BY start, "end"'
    for start, end, kind, text, entity, packed in db.execute(query, (row,)):
        if packed is not None:
            dates.append(unpack_date(start, end, kind, text, packed))
        else:
            mentions[entity].append(Mention(start, end, kind, text))
    gathered = tuple(EntityMentions(name, kind, tuple(mentions[number])) for number, name, kind in entities)
    return Found(gathered, tuple(dates))


def unpack_date(start: int, end: int, kind: Any, text: str, packed: str) -> DateMention:  # noqa: ANN401 (out of the index)
    """Make a date mention of a row of the index."""
    data = json.loads(packed)
    first, *others = (
        Reading(value, (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None, precision, rule)
        for value, days, precision, rule in data["readings"]
    )
    reckoned = date.fromisoformat(data["from"]) if data["from"] else None
    return DateMention(start, end, kind, text, first, reckoned, tuple(others))


def _pack(mention: DateMention) -> str:
    readings = [mention.reading, *mention.alternatives]
    return json.dumps(
        {
            "from": mention.reckoned_from.isoformat() if mention.reckoned_from else None,
            "readings": [
                [r.value, [day.isoformat() for day in r.interval] if r.interval else None, r.precision, r.rule]
                for r in readings
            ],
        }
    )


def _number_of(db: sqlite3.Connection, entity: EntityMentions) -> int:
    key = (entity.kind, entity.name)
    db.execute("INSERT INTO names (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING", key)
    return int(db.execute("SELECT id FROM names WHERE kind = ? AND name = ?", key).fetchone()[0])
