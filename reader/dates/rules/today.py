"""Days counted from now: "today", "yesterday", "tomorrow night", "this morning", "last night"."""

from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.lexicon import PARTS_OF_DAY
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.common import no_date, vague
from reader.dates.values import at_precision, day_value, shift

STEPS: Final = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "last": -1,
    "this": 0,
    "tomorrow s": 1,
}
_UNTIMED: Final = frozenset({"that", "the same", "the next", "the following", "the previous"})


def today(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve today and its neighbours; in a narrative "today" is only the writer's present."""
    word = phrase.word("day")
    if ctx.narrative and word == "today" and not phrase.has("part") and not ctx.entry_date:
        return vague("PRESENT_REF", "the writer's own time")
    now = ctx.written_on or ctx.now
    if now is None:
        return no_date()
    day = shift(now, STEPS[word], "day")
    if day is None:
        return no_date()
    part = "TNI" if word == "tonight" else PARTS_OF_DAY[phrase.keys("part")[-1]] if phrase.has("part") else ""
    written = f"{word} {phrase.word('part')}".strip()
    return Meaning(day_value(day) + part, f"{written}, counted from {now}", now, kind="time" if part else None)


def told_part(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "that night", "the next morning", counted from the date last named."""
    now = ctx.last_named
    if now is None:
        return no_date()
    relation = phrase.word("relation")
    step = 1 if relation in {"the next", "the following"} else -1 if relation == "the previous" else 0
    day = shift(now, step, "day")
    if day is None or ctx.before_christ:
        return vague("")
    if ctx.reference is not None and ctx.reference_precision not in {"day", "time"}:
        return vague(
            f"{at_precision(now, 'month')}-XX" + PARTS_OF_DAY[phrase.word("part")],
            f"a day of {at_precision(now, 'month')}",
        )
    part = PARTS_OF_DAY[phrase.word("part")]
    return Meaning(day_value(day) + part, f"{relation} {phrase.word('part')}, counted from {now}", now)


_LATE: Final = "((early|late|earlier|later) HYPHEN?)?"

RULES: Final = (
    Rule(f"{_LATE} <day:(today|yesterday|tomorrow|the day before yesterday|the day after tomorrow)>", today),
    Rule(f"{_LATE} <day:(yesterday|tomorrow)> <part:PART>", today, "time"),
    Rule(f"{_LATE} <day:tonight>", today, "time"),
    Rule(f"{_LATE} <day:this> <part:PART>", today, "time"),
    Rule("late? <day:last> <part:(night|evening|nite)>", today, "time"),
    Rule(
        f"{_LATE} <relation:(that same|that|the same|the next|the following|the previous)> <part:PART>",
        told_part,
        "time",
    ),
)
