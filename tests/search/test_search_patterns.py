"""Regular expressions that people type are compiled, unless that would cost too much."""

import pytest

from reader.search.patterns import LONGEST, compiled


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("rana", "RANA", "RANA"),
        ("Rana", "RANA", None),
        (r"\S+ing\b", "the MEETING", "MEETING"),
        (r"\bRana\b", "a Rana", "Rana"),
        ("^b.*$", "abc\nbcd\ncde", "bcd"),
        ("a.c", "a\nc", None),
        (r"(\d)\1", "12 33", "33"),
        ("a{2,3}", "caaaat", "aaa"),
        (r"\p{Han}+", "in 東京 now", "東京"),
    ],
)
def test_patterns_look_in_lines(source, text, found):
    pattern = compiled(source)
    assert pattern is not None
    match = pattern.search(text)
    assert (match and match.group()) == found


@pytest.mark.parametrize(
    "source",
    [
        "", "(", "[", "*", "(?P<a", "\\", "(?(1)a|b)", "x" * (LONGEST + 1), "a{100000000}", "a{,100000000}", "a{3,100000000",
        "((a{99}){99}){99}", "(?x)a{1 0000 0000}", "(?i-x:a)(?x: a{ 9 #}\n99999999})",
    ],
)  # fmt: skip
def test_what_is_no_pattern_or_would_take_all_memory_is_refused(source):
    assert compiled(source) is None
