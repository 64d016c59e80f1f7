"""The words that dates are made of. A new word is a new row here and a line in a test."""

from typing import Final

ONES: Final = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
TEENS: Final = {
    word: n
    for n, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
TENS: Final = {
    word: n
    for n, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
MULTIPLES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMBERS: Final = ONES | TEENS | TENS | MULTIPLES

ORDINALS: Final = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}

MONTH_NAMES: Final = "January February March April May June July August September October November December".split()
MONTHS: Final = {name.lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
SHORT_MONTHS: Final = {name[:3].lower(): n for n, name in enumerate(MONTH_NAMES, 1) if name != "May"} | {"sept": 9}

WEEKDAY_NAMES: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAYS: Final = {name.lower(): n for n, name in enumerate(WEEKDAY_NAMES)} | {"tues": 1, "thurs": 3}
SHORT_WEEKDAYS: Final = {name[:3].lower(): n for n, name in enumerate(WEEKDAY_NAMES)} | {"thur": 3}
"""These are words or names as well (Sat, Sun, Wed), so they count only beside a day of the month."""
WEEKDAY_PLURALS: Final = {name.lower() + "s": n for n, name in enumerate(WEEKDAY_NAMES)}

SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_PLURALS: Final = {"springs": "SP", "summers": "SU", "autumns": "FA", "winters": "WI"}

PARTS_OF_DAY: Final = {
    "morning": "TMO",
    "dawn": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "night": "TNI",
    "nite": "TNI",
}
PART_PLURALS: Final = {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"}
CLOCK_WORDS: Final = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
ZONES: Final = frozenset("est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist et pt".split())

UNITS: Final = {
    name: name for name in "second minute hour day night week fortnight month quarter year decade century".split()
} | {"millennium": "millennium", "weekend": "weekend"}
UNIT_PLURALS: Final = {f"{name}s": name for name in UNITS if name not in {"century", "millennium"}} | {
    "centuries": "century",
    "millennia": "millennium",
    "hrs": "hour",
    "mins": "minute",
    "yrs": "year",
}

DECADE_WORDS: Final = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

ADVERBS_OF_RHYTHM: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "everyday": "P1D",
}

CAPITALISED: Final = frozenset(
    {
        "may",
        "march",
        "august",
        "easter",
        "halloween",
        "christmas",
        "thanksgiving",
        "passover",
        "epiphany",
        *SHORT_MONTHS,
        *SHORT_WEEKDAYS,
    }
)
"""Words that mean a date only when they begin with a capital."""

CLASSES: Final[dict[str, frozenset[str]]] = {
    "ONES": frozenset(ONES),
    "TEENS": frozenset(TEENS),
    "TENS": frozenset(TENS),
    "MULT": frozenset(MULTIPLES),
    "ORDW": frozenset(ORDINALS),
    "MONTH": frozenset(MONTHS),
    "MON": frozenset(SHORT_MONTHS),
    "WEEKDAY": frozenset(WEEKDAYS),
    "WDAY": frozenset(SHORT_WEEKDAYS),
    "WEEKDAYS": frozenset(WEEKDAY_PLURALS),
    "SEASON": frozenset(SEASONS),
    "SEASONS": frozenset(SEASON_PLURALS),
    "PART": frozenset(PARTS_OF_DAY),
    "PARTS": frozenset(PART_PLURALS),
    "CLOCKWORD": frozenset(CLOCK_WORDS),
    "ZONE": ZONES,
    "UNIT": frozenset(UNITS),
    "UNITS": frozenset(UNIT_PLURALS),
    "DECADEW": frozenset(DECADE_WORDS),
    "RHYTHM": frozenset(ADVERBS_OF_RHYTHM),
}
"""The classes of words that patterns speak of, by the name they have there."""

NUMBER_CLASSES: Final = {
    "hour": frozenset({"INT", "DAY", "HOUR"}),
    "day": frozenset({"INT", "DAY"}),
    "two digits": frozenset({"INT", "TWO"}),
    "three digits": frozenset({"INT", "THREE"}),
    "year": frozenset({"INT", "YEAR"}),
    "large": frozenset({"INT"}),
}
"""The classes of plain numbers, by what the number may be."""


def number_classes(digits: str) -> frozenset[str]:
    """Return the classes of a number written in digits only."""
    n = int(digits[:6])
    if len(digits) <= 2:
        return NUMBER_CLASSES[
            "hour" if (1 <= n <= 24 and n <= 12) or 13 <= n <= 24 else "day" if 25 <= n <= 31 else "two digits"
        ]
    if len(digits) == 3:
        return NUMBER_CLASSES["three digits"]
    return NUMBER_CLASSES["year" if len(digits) == 4 and 1000 <= n <= 2099 else "large"]
