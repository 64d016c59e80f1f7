"""An exported file is read back as front matter, headings, blocks and everything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.blocks import parse
from reader.export.front import front_of, line

LINES = st.lists(
    st.sampled_from(
        ["", "text", "> quote", "> end ^h-00000001", "> end ^h-00000002", "text ^h-00000001", "# one", "## two", "```", "~~~", "<!-- open", "-->",
         "---", "key: value", "- item ^h-00000003", "<!-- end of h-00000001 -->", "<!-- reader: changed on 2025-02-03, see h-00000001 in reader -->", "    code"]
    ),
    max_size=20,
)  # fmt: skip


def spans(text):
    return {block.id[-1]: (block.start, block.end, block.stop) for block in parse(text).blocks.values()}


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_in_a_file_it_is_the_same_text_again_and_blocks_lie_apart(lines, newline):
    text = newline.join(lines)
    page = parse(text)
    assert "".join(page.lines) == text
    at = page.body
    for block in page.blocks.values():
        assert at <= block.start < block.end <= block.stop <= len(page.lines)
        assert not page.is_blank(block.end - 1)
        at = block.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> a\n> b ^h-00000001\n\nfacts\n\n**Note.** x\n\n> next", {"1": (0, 6, 7)}),
        ("> a ^h-00000001\n\nfacts\n\n# heading", {"1": (0, 3, 4)}),
        ("> a ^h-00000001\n\nfacts\n> b ^h-00000002", {"1": (0, 3, 3), "2": (3, 4, 4)}),
        ("> a ^h-00000001\n> b ^h-00000002\n> c", {"1": (0, 1, 1), "2": (1, 3, 3)}),
        ("- a ^h-00000001\n- b ^h-00000002", {"1": (0, 1, 1), "2": (1, 2, 2)}),
        ("> a ^h-00000001\n\n```\n> b ^h-00000002\n# c\n```\n\nd", {"1": (0, 8, 8)}),
        ("```\n> a ^h-00000001\n```", {}),
        ("<!--\n> a ^h-00000001\n-->", {}),
        ("    > a ^h-00000001", {"1": (0, 1, 1)}),
        ("> a ^h-00000001\n\n# x\n\n> y\n\n<!-- end of h-00000001 -->\n\nmine", {"1": (0, 7, 9)}),
        ("> a ^h-00000001\n\nf\n\n> b\n\n> a ^h-00000001\n\n<!-- end of h-00000001 -->", {"1": (0, 3, 4)}),
        ("> a^h-00000001\n\n> a ^h-00000001 b\n\n> `^h-00000001`", {}),
        ("> a ^h-00000001  \n", {"1": (0, 1, 1)}),
    ],
)
def test_a_block_goes_from_its_quote_to_the_next_one_or_a_heading(text, expected):
    assert spans(text) == expected


def test_ids_of_others_are_no_blocks():
    assert list(parse("> a ^mine\n\n> b ^h-00000001", lambda each: each.startswith("h-")).blocks) == ["h-00000001"]


def test_a_remark_belongs_to_the_block_that_it_names():
    remark = "<!-- reader: changed on 2025-02-03, see h-00000001 in reader -->"
    assert parse(f"> a ^h-00000001\n\nf\n\n{remark}\n\nmine").blocks["h-00000001"].remark == 4
    assert parse(f"> a ^h-00000002\n\nf\n\n{remark}\n\nmine").blocks["h-00000002"].remark is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('---\na: "x: \\"y\\""\nb: \'it\'\'s\'\nc: plain # no\n---\n', {"a": 'x: "y"', "b": "it's", "c": "plain # no"}),
        ('---\na: [x, "y, z", \'w\']\nb: []\nc:\n  - x\n  - "y, z"\n---\n', {"a": ["x", "y, z", "w"], "b": [], "c": ["x", "y, z"]}),
        ("---\na: |\n  x\n  y\nb: 1\n...\n", {"a": "a: |\n  x\n  y\n", "b": "1"}),
        ("---\nnested:\n  a: 1\n---\n", {"nested": "nested:\n  a: 1\n"}),
        ("---\n# comment\na: 1\n---\n", {"a": "1"}),
        ("---\na: 1\n", None),
        ("text\n---\na: 1\n---\n", None),
    ],
)  # fmt: skip
def test_properties_say_the_same_however_they_are_written(text, values):
    front = front_of(text.splitlines(keepends=True))
    assert (front and {key: json.loads(value) for key, value in front.values.items()}) == values


@given(st.text() | st.lists(st.text()))
def test_a_property_that_was_written_is_read_back(value):
    front = front_of(["---\n", line("key", value) + "\n", "---\n"])
    assert front
    assert json.loads(front.values["key"]) == value
