"""Follows the time in which a narrative moves, so that "in June" gets the year that the telling has reached.

A telling mostly goes on from what it named last, sometimes steps back a little, and names years that it only glances
at (a forerunner, a report written much later). The likeliest course through all the years and months that a text
names is found at once, so that a year named later settles a month named before it.
"""

from collections.abc import Sequence
from math import log1p
from typing import Final, NamedTuple

_ASIDE: Final = 5.5
_POINTED_ASIDE: Final = 3.0
_NAMED: Final = (1.5, 0.9, 2.3, 0.9)
_CARRIED: Final = (0.6, 1.75, 2.6, 0.9)
"""Effort of going on and of going back, and how it grows with the months, to a year that is named and to a month
that leaves its year to the reader: these go on by a month or two, or not at all, and hardly ever further."""
_WHOLE: Final = 1.0
_SPREAD: Final = 1.2
"""What it adds that only the year of the last date is known."""
_STEPPED: Final = 2.0
_COURSES: Final = 10
"""How many courses are kept in mind at a time."""


class Step(NamedTuple):
    """A word of time as far as the course of the telling is concerned."""

    year: int | None = None
    month: int | None = None
    later: int | None = None
    """For "the following year": how many years after the last."""

    pointed: bool = False
    """Whether the year is one that is only pointed to: the end of a range, "planned for 1976"."""


class Told(NamedTuple):
    """What became of a step: the year that it falls in, and whether the telling only glanced at it."""

    year: int | None
    aside: bool


class _Course(NamedTuple):
    cost: float
    year: int
    month: int | None
    told: Told | None
    before: "_Course | None"


def follow(steps: Sequence[Step], first_year: int | None) -> list[Told]:
    """Return for every step the year that it falls in on the likeliest course through all of them."""
    start = next((step.year for step in steps if step.year is not None), first_year)
    if start is None:
        return [Told(None, aside=False) for _ in steps]
    courses = [_Course(0.0, start, None, None, None)]
    for step in steps:
        courses = _best(_onward(courses, step))
    told: list[Told] = []
    course: _Course | None = courses[0]
    while course is not None and course.told is not None:
        told.append(course.told)
        course = course.before
    return told[::-1]


def _onward(courses: Sequence[_Course], step: Step) -> list[_Course]:
    onward = []
    for course in courses:
        year, month = course.year, course.month
        if step.year is not None:
            aside = course.cost + (_POINTED_ASIDE if step.pointed else _ASIDE) + (_WHOLE if step.month else 0)
            kept = step.month or (month if step.year == year else None)
            onward.append(_move(course, step.year, kept, _NAMED))
            onward.append(_Course(aside, year, month, Told(step.year, aside=True), course))
        elif step.later is not None:
            there = year + step.later
            onward.append(
                _Course(
                    course.cost + _STEPPED, there, month if step.later == 0 else None, Told(there, aside=False), course
                )
            )
            onward.append(
                _Course(
                    course.cost + (_STEPPED if step.later < 0 else _ASIDE), year, month, Told(there, aside=True), course
                )
            )
        else:
            onward += [_move(course, year + ahead, step.month, _CARRIED) for ahead in (0, 1, -1)]
    return onward


def _move(course: _Course, year: int, month: int | None, effort: tuple[float, float, float, float]) -> _Course:
    """Go on to a year and month, at a cost that says how unlikely it is that a telling goes there next."""
    on, further, back, further_back = effort
    months = 0
    if year != course.year:
        near, far = (12, 1) if year > course.year else (1, 12)
        months = (year - course.year) * 12 + (month or far) - (course.month or near)
    elif month is not None and course.month is not None:
        months = month - course.month
    if effort is _CARRIED and course.month is None:
        on, back = on + _SPREAD, back + _SPREAD
    cost = on + further * log1p(months) if months >= 0 else back + further_back * log1p(-months)
    return _Course(course.cost + cost, year, month, Told(year, aside=False), course)


def _best(courses: list[_Course]) -> list[_Course]:
    """Keep the best course to every point, and of these the best few."""
    kept: dict[tuple[int, int | None], _Course] = {}
    for course in courses:
        point = (course.year, course.month)
        if point not in kept or course.cost < kept[point].cost:
            kept[point] = course
    return sorted(kept.values(), key=lambda course: course.cost)[:_COURSES]
