"""A timeline for spreadsheets, calendars, TimelineJS and Markdown. A month stays a month: precision is never faked."""

import hashlib
import html
import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from reader.corpus import TimelineEntry
from reader.dates import said
from reader.export.escape import escape
from reader.export.markdown import long_day
from reader.export.tables import table_csv
from reader.text.counting import counted
from reader.text.safety import safe_line

_COLUMNS: Final = (
    "first",
    "last",
    "value",
    "precision",
    "phrase",
    "sentence",
    "document",
    "title",
    "rule",
    "names",
    "start",
)
_FOLD: Final = 75
"""Octets after which a line of an iCalendar file is folded (RFC 5545, 3.1)."""

_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"
_STAMPED: Final = re.compile(r"(UID:.+\r\n)DTSTAMP:(\d{8}T\d{6}Z)\r\n")
"""How an event begins here: who it is, and when that was written."""


def timeline_csv(entries: Iterable[TimelineEntry]) -> str:
    """Return a table with a header line; no cell is taken for a formula by a spreadsheet."""
    return table_csv(
        _COLUMNS,
        (
            (
                *entry.interval,
                entry.mention.value,
                entry.mention.reading.precision,
                entry.mention.text,
                entry.context,
                entry.document.name,
                entry.document.title,
                entry.mention.reading.rule,
                "; ".join(entry.names),
                entry.mention.start,
            )
            for entry in entries
        ),
    )


def timeline_ics(entries: Iterable[TimelineEntry], now: datetime | None = None, before: str = "") -> str:
    """Return an iCalendar file (RFC 5545) of whole-day events; a month or a year lasts from its first to its last day.

    Args:
        entries: what happens when.
        now: the time of writing, which every event must carry.
        before: what an earlier export wrote; events that are as they were there keep their time, so that nothing changes
            where nothing did.
    """
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    stamps = _stamps(before)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reader//timeline//EN", "CALSCALE:GREGORIAN"]
    parts = [_lines(head)]
    for entry in entries:
        uid, told = _lines([f"UID:{_uid(entry)}"]), _lines(_event(entry))
        stamped = _lines([f"DTSTAMP:{stamps.get(uid + told, stamp)}"])
        parts += [_BEGIN, uid, stamped, told, _END]
    return "".join([*parts, "END:VCALENDAR\r\n"])


def _stamps(ics: str) -> dict[str, str]:
    """Return when the events of a file were written, by who they are and what they say."""
    stamps = {}
    for part in ics.split(_BEGIN)[1:]:
        event = part.partition(_END)[0]
        if found := _STAMPED.match(event):
            stamps[found[1] + event[found.end() :]] = found[2]
    return stamps


def _event(entry: TimelineEntry) -> list[str]:
    """Return what an event says, but who it is and when that was written."""
    mention = entry.mention
    source = f"{safe_line(entry.document.name)} — “{safe_line(mention.text)}”: {mention.reading.rule}"
    return [
        f"DTSTART;VALUE=DATE:{_compact(entry.interval[0])}",
        *_end(entry.interval[1]),
        f"SUMMARY:{_ics(_short(entry.context, 120))}",
        f"DESCRIPTION:{_ics(entry.context + chr(10) + source)}",
        f"CATEGORIES:{mention.reading.precision}",
        f"X-READER-PRECISION:{mention.reading.precision}",
        "TRANSP:TRANSPARENT",
    ]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def timeline_js(entries: Iterable[TimelineEntry], title: str) -> str:
    """Return the JSON that TimelineJS reads; texts are escaped, as it takes them for HTML."""
    events = []
    for entry in entries:
        mention = entry.mention
        first, last = entry.interval
        event: dict[str, Any] = {
            "start_date": _js_date(first, mention.reading.precision),
            "display_date": _html(f"“{mention.text}” ({said(mention.value)}: {mention.reading.rule})"),
            "text": {
                "headline": _html(_short(entry.context, 80)),
                "text": f"{_html(entry.context)} — {_html(entry.document.name)}",
            },
            "unique_id": _uid(entry).partition("@")[0],
        }
        if first != last and mention.reading.precision not in ("month", "year"):
            event["end_date"] = _js_date(
                last, "day" if mention.reading.precision == "week" else mention.reading.precision
            )
        events.append(event)
    page = {"title": {"text": {"headline": _html(title), "text": counted(len(events), "date")}}, "events": events}
    return json.dumps(page, ensure_ascii=False, indent=1)


def timeline_markdown(entries: Iterable[TimelineEntry], title: str) -> str:
    """Return the timeline as a Markdown page, a heading a year, a line a date."""
    lines = [f"# {escape(safe_line(title))}"]
    year = None
    for entry in entries:
        if entry.interval[0].year != year:
            year = entry.interval[0].year
            lines += ["", f"## {year}", ""]
        mention = entry.mention
        when = long_day(entry.interval[0]) if mention.reading.precision in ("day", "time") else said(mention.value)
        lines.append(
            f"- **{escape(when)}** (“{escape(safe_line(mention.text))}”) {escape(entry.context)}"
            f" — *{escape(safe_line(entry.document.name))}*"
        )
    return "\n".join(lines) + "\n"


def _uid(entry: TimelineEntry) -> str:
    """Name an event by document, place and phrase, so that a later export updates it rather than doubles it."""
    key = f"{entry.document.document}\0{entry.mention.start}\0{entry.mention.text}"
    return f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}@reader"


def _compact(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _end(last: date) -> list[str]:
    """Return the day after the last, as an end is exclusive; the calendar itself may end before it."""
    return [f"DTEND;VALUE=DATE:{_compact(last + timedelta(days=1))}"] if last < date.max else []


def _ics(text: str) -> str:
    safe = "\n".join(safe_line(line) for line in text.split("\n"))
    return safe.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets without cutting a character in two."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _FOLD:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])


def _js_date(day: date, precision: str) -> dict[str, int]:
    if precision in ("year", "decade", "century"):
        return {"year": day.year}
    if precision in ("month", "season", "quarter"):
        return {"year": day.year, "month": day.month}
    return {"year": day.year, "month": day.month, "day": day.day}


def _html(text: str) -> str:
    return html.escape(safe_line(text))


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
