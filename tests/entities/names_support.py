"""What the tests of the finders share: sentences with their names marked, and what must hold of any mentions."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from hypothesis import strategies as st

from reader.entities import Mention, link
from reader.text.mention import ENTITY_KINDS

SEED = Path(__file__).parents[2] / "seeds" / "000_4ff1eff014d9492a.txt"

LETTER = {
    "P": "person",
    "O": "organization",
    "L": "place",
    "N": "nationality",
    "E": "event",
    "A": "law",
    "W": "work",
    "M": "money",
}


def expected(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """Read a sentence with its names marked, as in `[P Ada Lovelace] lived here`."""
    names = [(match[2], LETTER[match[1]]) for match in re.finditer(r"\[([A-Z]) ([^]]+)\]", marked)]
    return re.sub(r"\[[A-Z] ([^]]+)\]", r"\1", marked), names


def check(text: str, mentions: list[Mention], kinds: Iterable[str] = ENTITY_KINDS) -> None:
    """Mentions are in order, apart, in bounds and of these kinds."""
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.kind in kinds
        last = mention.end


def check_partition(text: str, mentions: list[Mention]) -> None:
    """Every mention is in one entity."""
    linked = [mention for entity in link(text, mentions) for mention in entity.mentions]
    assert sorted(linked, key=lambda mention: mention.start) == mentions


def check_seed(find: Callable[[str], list[Mention]]) -> None:
    """The names of the sample, each under its fullest form and of the right kind."""
    text = SEED.read_text(encoding="utf-8")
    text = text[text.index("The Ministry") :]
    entities = {entity.name: entity for entity in link(text, find(text))}
    kinds = {name: entity.kind for name, entity in entities.items()}
    for person in ("Tahawwur Rana", "Randhir Jaiswal", "David Coleman Headley", "Ajmal Amir Kasab"):
        assert kinds[person] == "person"
    for organization in ("Ministry of External Affairs", "US Supreme Court", "US State Department"):
        assert kinds[organization] == "organization"
    for place in ("India", "US", "Mumbai", "Los Angeles", "Pakistan", "Pune", "Arabian Sea", "Yerawada Jail"):
        assert kinds[place] == "place"
    for nationality in ("Canadian", "Pakistani", "Pakistani-American", "Jewish"):
        assert kinds[nationality] == "nationality"
    rana = entities["Tahawwur Rana"]
    assert len(rana.mentions) == len(re.findall(r"\bRana\b", text))
    assert rana.aliases == ("Rana",)
    assert {name for name, kind in kinds.items() if kind == "event"} == {"Mumbai terror attack", "26/11 attacks"}
    assert len(entities) == 21


WORDS = st.sampled_from(
    "Maria Smith O'Hara Mr. Dr US U.S. EU (EU) New York London Paris of the and & Ministry Bank Department Affairs "
    "River Lake said in , . \n \n\n 's ’s “ ” - Al-Amin al-Amin Mumbai terror attack 26/11 attacks World War II Jr. "
    "Pakistani-American French McDonald's Friday May NASA de van bin İstanbul ǅ ß ﬁ 😀 a.b @x $5 million € 3,000".split(
        " "
    )
)


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python run in some work, each turn of a loop counted: no clock says how busy a machine is."""
    lines = 0

    def trace(_frame, event, _argument):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines
