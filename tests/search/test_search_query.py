"""Anything can be typed; nothing is an error."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.nodes import words_of
from reader.search.query import (
    MOST_TERMS,
    AllOf,
    AnyOf,
    Field,
    Not,
    Pattern,
    Period,
    Phrase,
    State,
    Word,
    parse,
)
from reader.search.wording import wording
from reader.text.safety import safe_line

TODAY = date(2026, 11, 25)

NAUGHTY = [
    "", " ", "\n", '"', '""', '"""', "“", "„", "»", "'", "(", ")", "()", ")(", "((a)", "AND", "OR", "NOT", "OR OR", "NOT NOT",
    "AND OR NOT", "a AND", "a OR", "OR a", "a NOT", "NEAR", "NEAR/3", "a NEAR/3", "a NEAR/0 b", "a NEAR/99999999999 b", "|", "||",
    "*", "**", "a*", "*a", "a*b", "^a", "~", "~~", "a~", "a~1~2", "a~99999999999999999999", '"a b"~', '"a b"~99999999999', "a/b",
    "/", "//", "///", "/a", "/(/", "/a/b/", "/\\/", "/a{99999999}/", "/((((a{999}){999}){999}){999})/", "/(?x)a{ 9 999 999}/",
    "/(a+)+$/", "/[[a]/", "C++", "o'clock", "-", "--", "---", "-x", "- x", "--x", "-(", "-)", '-"', "-/", "-OR", "+a", "a + b",
    "col:x", "text : x", "{a b}:c", "person:", "person:)", "person:(", "person:-x", "person:OR", 'person:"', "person:person:x",
    "date:", "date:x", "date:..", "date:...", "date:2024-13", "date:0000", "date:9999..", "date:99999", "when:last", "has:", "has:x",
    "is:is:read", "'; DROP TABLE documents; --", "%", "_", "\\", "\\\\", "\0", "a\0b", "\x1b[2J", "\x9b2J", "\ud800", "person:\ud800",
    "\x1b]52;c;AAAA\x07", "title:\x1b]0;x\x07", "date:\x1b[2J", "has:\u202ex", "\u2028a\u2029b", "[/", "[@click=app.quit]x[/]",
    "🇮🇳", "👨‍👩‍👧", "e\u0301", "\u0301", "ﬁ", "İ", "ß", "日本語", "ประเทศไทย", "שלום", "\u200fשלום\u200e", "\u202e", "\u2066a\u2069", "\ufeff", "\u200b",
    "½", "①", "㎏", "Ⅷ", "１２", "z\u0335\u0336" * 200, "NULL", "rank", "passages_fts", "rowid:1", "1.5", "$5", "100 %", "..", "…",
    "word " * 10_000, "x" * 10_000, " ".join(f"w{n}" for n in range(10_000)), "(" * 10_000, ")" * 10_000, "(a OR " * 10_000,
    "-(" * 10_000, "NOT " * 10_000, '"' * 10_001, "a|" * 10_000, "a-" * 10_000, "東" * 10_000, "tag:" * 10_000, "/a " * 10_000,
    " ".join(f"has:x{n}" for n in range(1_000)), " ".join(f"when:last x{n}" for n in range(1_000)), "x " * 100_000,
]  # fmt: skip


def root(typed):
    return parse(typed, TODAY).root


def depth(node):
    match node:
        case Not():
            return 1 + depth(node.node)
        case AllOf() | AnyOf():
            return 1 + max(map(depth, node.nodes))
    return 1


def check(typed):
    """Assert what holds of every query."""
    query = parse(typed, TODAY)
    assert query.typed == typed
    for line in (query.reading, *query.problems):
        assert line == safe_line(line)
        assert len(line.splitlines()) <= 1
    assert len(query.reading) <= 501
    assert len(query.problems) <= 10
    assert query.words == tuple(words_of(query.root))
    assert query.root is not None or query.problems or not typed.strip()
    if query.root is not None:
        assert depth(query.root) <= 100
        check_node(query.root, is_top=True)


def check_node(node, *, is_top=False, is_beside=False):
    match node:
        case Word():
            assert node.text
            assert not set(node.text) & set(" \"'()*^:-+{}/|~")
        case Phrase():
            assert len(node.words) > 1
            assert all(node.words)
        case Not():
            assert is_top or is_beside
            assert not isinstance(node.node, Not)
            check_node(node.node)
        case AllOf():
            assert len(node.nodes) > 1
            assert not all(isinstance(part, Not) for part in node.nodes)
            for part in node.nodes:
                assert not isinstance(part, AllOf)
                check_node(part, is_beside=True)
        case AnyOf():
            assert len(node.nodes) > 1
            for part in node.nodes:
                assert not isinstance(part, AnyOf)
                check_node(part)


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:20]))
def test_no_query_is_an_error(typed):
    check(typed)
    check(f"rana {typed} minister")
    check(f'({typed}) OR -"{typed}"')


@given(st.text())
def test_any_text_is_a_query(typed):
    check(typed)


PARTS = st.sampled_from(
    [
        "rana", "Minister ", "o'clock", "a/b", "東京", " ", "OR", " OR ", " AND ", " NOT ", "NOT ", "-", " -", "(", ")", '"', "“",
        "|", "*", "~1", "~", "~5", " NEAR/3 ", "/re.x/", "person:", "tag:x", "date:", "2024..", "last", " year", "has:note", "is:",
        "C++", ".", ":", "/", "\\", "\u0301", "\x1b",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
def test_any_pieces_in_any_order_are_a_query(typed):
    check(typed)


@given(st.lists(PARTS, max_size=20).map("".join))
def test_a_reading_is_read_as_itself(typed):
    """What a query is said to mean can be typed, and means that; only what signs join is in quotation marks then."""
    node = root(f"{typed} ")
    if node is None:
        return
    written = wording(node).replace("everything without ", "-", 1)
    assert wording(root(f"{written} ")) == wording(node)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rana ", Word("rana")),
        ("rana minister ", AllOf((Word("rana"), Word("minister")))),
        ("Rana rana RANA ", Word("rana")),
        ("Café Ærø ", AllOf((Word("cafe"), Word("aero")))),
        ('"lower court" rana ', AllOf((Phrase(("lower", "court")), Word("rana")))),
        ("“lower court”", Phrase(("lower", "court"))),
        ("„lower court“", Phrase(("lower", "court"))),
        ("«lower court»", Phrase(("lower", "court"))),
        ("＂lower court＂", Phrase(("lower", "court"))),
        ("「東京」", Phrase(("東", "京"))),
        ('"rana"', Word("rana")),
        ('the"lower court"of ', AllOf((Word("the"), Phrase(("lower", "court")), Word("of")))),
        ("o'clock ", Phrase(("o", "clock"), is_joined=True)),
        ("Pakistani-American ", Phrase(("pakistani", "american"), is_joined=True)),
        ("26/11 ", Phrase(("26", "11"), is_joined=True)),
        ("東京 ", Phrase(("東", "京"), is_joined=True)),
        ("C++ ", Word("c")),
        ("+rana ", Word("rana")),
        ("rana, (minister)! ", AllOf((Word("rana"), Word("minister")))),
        ("12:30 ", Phrase(("12", "30"), is_joined=True)),
        ("http://x.org ", Phrase(("http", "x", "org"), is_joined=True)),
        ("foo:bar ", Phrase(("foo", "bar"), is_joined=True)),
    ],
)
def test_words_and_phrases(typed, expected):
    assert root(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a OR b ", AnyOf((Word("a"), Word("b")))),
        ("a | b|c ", AnyOf((Word("a"), Word("b"), Word("c")))),
        ("a AND b ", AllOf((Word("a"), Word("b")))),
        ("a b OR c d ", AllOf((Word("a"), AnyOf((Word("b"), Word("c"))), Word("d")))),
        ("(a b) OR c ", AnyOf((AllOf((Word("a"), Word("b"))), Word("c")))),
        ("(a OR b)(c OR d) ", AllOf((AnyOf((Word("a"), Word("b"))), AnyOf((Word("c"), Word("d")))))),
        ("((a) (b (c))) ", AllOf((Word("a"), Word("b"), Word("c")))),
        ("a OR (b OR a) ", AnyOf((Word("a"), Word("b")))),
        ("or and not near ", AllOf((Word("or"), Word("and"), Word("not"), Word("near")))),
        ("Or And Not ", AllOf((Word("or"), Word("and"), Word("not")))),
        ("a -b ", AllOf((Word("a"), Not(Word("b"))))),
        ("a NOT b ", AllOf((Word("a"), Not(Word("b"))))),
        ("a NOT NOT b ", AllOf((Word("a"), Word("b")))),
        ("a NOT -b ", AllOf((Word("a"), Word("b")))),
        ('a -"b c" ', AllOf((Word("a"), Not(Phrase(("b", "c")))))),
        ("a -(b OR c) ", AllOf((Word("a"), Not(AnyOf((Word("b"), Word("c"))))))),
        ("a (-b -c) ", AllOf((Word("a"), Not(AnyOf((Word("b"), Word("c"))))))),
        ("-rana-minister x ", AllOf((Not(Phrase(("rana", "minister"), is_joined=True)), Word("x")))),
        ("a - b ", AllOf((Word("a"), Word("b")))),
        ("a --b ", AllOf((Word("a"), Word("b")))),
        ("a -... b ", AllOf((Word("a"), Word("b")))),
        ("-a ", Not(Word("a"))),
        ("-a -b ", Not(AnyOf((Word("a"), Word("b"))))),
        ("-(a b) ", Not(AllOf((Word("a"), Word("b"))))),
        ("-a OR -b ", Not(AllOf((Word("a"), Word("b"))))),
        ("a OR -b ", Not(AllOf((Word("b"), Not(Word("a")))))),
        ("-(-a OR b) ", AllOf((Word("a"), Not(Word("b"))))),
    ],
)
def test_operators_and_parentheses(typed, expected):
    assert root(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rana* ", Word("rana", "prefix")),
        ("rana*", Word("rana", "prefix")),
        ("**rana** ", Word("rana")),
        ("rana~ ", Word("rana", "fuzzy")),
        ("rana~1 ", Word("rana", "fuzzy", edits=1)),
        ("rana~2", Word("rana", "fuzzy", edits=2)),
        ("rana~9 ", Word("rana", "fuzzy", edits=2)),
        ("rana~0 ", Word("rana")),
        ("rana-min* ", Phrase(("rana", "min"), is_joined=True, is_unfinished=True)),
        ('"lower cou*" ', Phrase(("lower", "cou"), is_unfinished=True)),
        ('"a b"~5 ', Phrase(("a", "b"), slop=5)),
        ("a NEAR/5 b ", Phrase(("a", "b"), slop=5)),
        ("a NEAR/5 b NEAR/2 c d ", AllOf((Phrase(("a", "b", "c"), slop=5), Word("d")))),
        ('"a b" NEAR/3 c ', Phrase(("a", "b", "c"), slop=3)),
        ("-a NEAR/5 b ", Not(Phrase(("a", "b"), slop=5))),
        ("a OR b NEAR/5 c ", AnyOf((Word("a"), Phrase(("b", "c"), slop=5)))),
        ("/re.*x/", Pattern("re.*x")),
        ("/a b/ c ", AllOf((Pattern("a b"), Word("c")))),
        (r"(/a\/b|c/) ", Pattern(r"a\/b|c")),
        ("-/x/ a ", AllOf((Not(Pattern("x")), Word("a")))),
        ("and / or / both ", AllOf((Word("and"), Word("or"), Word("both")))),
        ("/usr/bin/env ", Phrase(("usr", "bin", "env"), is_joined=True)),
    ],
)
def test_signs_at_words(typed, expected):
    assert root(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("person:rana ", Field("person", "rana")),
        ("Person:Rana ", Field("person", "Rana")),
        ("person: rana ", Field("person", "rana")),
        ('people:"Tahawwur Rana"', Field("person", "Tahawwur Rana")),
        ("organisation:“US Supreme Court”", Field("org", "US Supreme Court")),
        ("place:Mumbai -title:draft ", AllOf((Field("place", "Mumbai"), Not(Field("title", "draft"))))),
        ("folder:mail/2024 ", Field("path", "mail/2024")),
        ("path:/home/x ", Field("path", "/home/x")),
        ("color:green ", Field("colour", "green")),
        ("tag:OR note:-x ", AllOf((Field("tag", "OR"), Field("note", "-x")))),
        ("person:(rana OR holt) ", AnyOf((Field("person", "rana"), Field("person", "holt")))),
        ('tag:("a b" c) d ', AllOf((Field("tag", "a b"), Field("tag", "c"), Word("d")))),
        ("Note: he left ", AllOf((Word("note"), Word("he"), Word("left")))),
        ("has:note ", State("has:note")),
        ("has:highlights ", State("has:mark")),
        ("has:tag is:unread ", AllOf((State("has:tag"), State("is:unread")))),
        ("-is:read ", Not(State("is:read"))),
    ],
)
def test_fields(typed, expected):
    assert root(typed) == expected


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024-11-08", "2024-11-08", "2024-11-08"),
        ("2024-W05", "2024-01-29", "2024-02-04"),
        ("2024-11..2025-02", "2024-11-01", "2025-02-28"),
        ("2012-2014", "2012-01-01", "2014-12-31"),
        ("2024-11–2025-02", "2024-11-01", "2025-02-28"),
        ("2024-11…", "2024-11-01", None),
        ("..2012", None, "2012-12-31"),
        ("2025..2024", "2024-01-01", "2025-12-31"),
        ("november..", "2026-11-01", None),
        ("december", "2025-12-01", "2025-12-31"),
        ("may", "2026-05-01", "2026-05-31"),
        ("this december", "2026-12-01", "2026-12-31"),
        ("november..february", "2026-11-01", "2027-02-28"),
        ("monday..friday", "2026-11-23", "2026-11-27"),
        ("friday", "2026-11-20", "2026-11-20"),
        ("next friday", "2026-11-27", "2026-11-27"),
        ("today", "2026-11-25", "2026-11-25"),
        ("..yesterday", None, "2026-11-24"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last 7 days", "2026-11-19", "2026-11-25"),
        ("8 November 2024", "2024-11-08", "2024-11-08"),
        ("November 8, 2024", "2024-11-08", "2024-11-08"),
        ("nov 2024 .. feb 2025", "2024-11-01", "2025-02-28"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_periods(typed, first, last):
    days = [day and date.fromisoformat(day) for day in (first, last)]
    assert root(f'date:"{typed}" ') == Period("date", *days)
    assert root(f"when:{typed} rana ") == AllOf((Period("when", *days), Word("rana")))


def test_a_day_may_be_asked_for_with_on():
    assert root("on:2024-11-08 ") == Period("date", date(2024, 11, 8), date(2024, 11, 8))


@pytest.mark.parametrize(
    ("typed", "unfinished"),
    [
        ("lower cou", {"cou"}),
        ("lower cou ", set()),
        ("lower cou.", set()),
        ("(lower cou", {"cou"}),
        ("(lower cou)", set()),
        ("lower -cou", set()),
        ("NOT (lower cou", set()),
        ("lower cou*", set()),
        ("lower cou~", set()),
        ('"cou"', set()),
        ('lower "cou', {"cou"}),
        ("person:cou", set()),
        ("a OR cou", {"cou"}),
        ("a NEAR/3 cou", {"cou"}),
        ("o'clo", {"clo"}),
        ('"lower cou', {"cou"}),
        ('"lower cou"', set()),
    ],
)
def test_only_the_last_word_is_unfinished_and_only_while_it_is_typed(typed, unfinished):
    found = set()
    todo = [root(typed)]
    while todo:
        match todo.pop():
            case AllOf(nodes) | AnyOf(nodes):
                todo += nodes
            case Not(node):
                todo.append(node)
            case Word(text, is_unfinished=True):
                found.add(text)
            case Phrase(words, is_unfinished=True):
                found.add(words[-1])
    assert found == unfinished


@pytest.mark.parametrize(
    ("typed", "reading", "problem"),
    [
        ('left "lower court', "", "no closing quotation mark: it was added"),
        ('title:"lower court', "", "no closing quotation mark: it was added"),
        ("(rana", "", "no closing parenthesis: it was added"),
        ("rana)", "", "a closing parenthesis without an opening one was ignored"),
        ("rana OR", "", "OR has nothing after it: left out"),
        ("OR rana", "", "OR has nothing before it: left out"),
        ("(rana AND) x", "", "AND has nothing after it: left out"),
        ("AND", "", "AND has nothing before it: left out"),
        ("rana NOT", "", "NOT has nothing after it: left out"),
        ("rana NEAR/3", "", "NEAR has nothing after it: left out"),
        ("NEAR/3 rana", "", "NEAR has nothing before it: left out"),
        ("a NEAR/3 (b c)", "", "NEAR stands between words or phrases only: both must occur"),
        ("/(/ x", "", "“/(/” is no pattern: taken as words"),
        ("ra*na", '"ra na"', "“ra*na”: a * counts only at the end of a word"),
        ("rana-minster~", "", "“rana-minster~”: ~ counts only after a single word"),
        ("date:soon x", "", "“soon” is no date or period: left out"),
        ("person: ", "", "person: has nothing after it: left out"),
        ("has:x", "", "has: takes note, mark or tag, not “x”: left out"),
        ("is:x", "", "is: takes read or unread, not “x”: left out"),
        ("++", "", "nothing in it can be searched for"),
        ("a OR b c", "(a OR b) c", None),
        ("-a -b", "everything without (a OR b)", None),
        ("C++", "c", None),
        ("a/b", '"a b"', None),
        ("rana~7", "rana~2", None),
        ("person: rana x", "person:rana x", None),
        ("person:(a OR b)", "person:a OR person:b", None),
        ("date:last year -x", "date:2025-01-01..2025-12-31 -x", None),
        ("when:november..", "when:2026-11-01..", None),
        ("rana minister", "", None),
        ("“lower court” OR o'clock rana-minister (x)", '("lower court" OR "o clock") "rana minister" x', None),
        ("a OR b", "", None),
        ('-x rana* person:"A B" date:2012.. is:read', "", None),
        ("", "", None),
        ("  ", "", None),
    ],
)
def test_it_is_said_how_a_query_was_read(typed, reading, problem):
    query = parse(typed, TODAY)
    assert query.reading == reading
    assert query.problems == ((problem,) if problem else ())


def test_only_so_many_terms_are_kept():
    query = parse(" ".join(f"w{n}" for n in range(10_000)), TODAY)
    assert query.words == tuple(f"w{n}" for n in range(MOST_TERMS))
    assert query.problems == (f"only the first {MOST_TERMS} words and conditions count: 9,936 are left out",)
    assert query.reading


def test_parentheses_may_be_nested_but_not_without_end():
    assert root("(" * 20 + "a OR b" + ")" * 20 + " c ") == AllOf((AnyOf((Word("a"), Word("b"))), Word("c")))
    query = parse("(" * 10_000 + "a OR b" + ")" * 10_000 + " c ", TODAY)
    assert query.root == AllOf((AnyOf((Word("a"), Word("b"))), Word("c")))
    assert query.problems == ("parentheses within 30 others were ignored",)


def test_a_query_of_any_length_is_cut_not_refused():
    query = parse("x" + " y" * 1_000_000, TODAY)
    assert query.words == ("x", "y")
    assert query.problems == ("only the first 100,000 characters were read",)


def test_words_that_must_not_occur_are_not_looked_for():
    assert parse('rana -holt "lower court" (vale OR -okafor) ship* NOT (a b) ', TODAY).words == (
        "rana",
        "lower",
        "court",
        "ship",
    )


def test_without_a_day_periods_are_counted_from_the_present():
    node = parse("date:today").root
    assert isinstance(node, Period)
    assert node.first == node.last
    assert abs((node.first - datetime.now(UTC).date()).days) <= 1
