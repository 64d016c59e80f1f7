import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.layout import Layout, cells
from reader.text.graphemes import graphemes

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab ,.\n\t•1-"),
        st.sampled_from("é日本한👨\u200d👩\u0301\u200bأבक\u094d🇮🇳"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@given(TEXTS, st.integers(2, 40))
def test_rows_cover_the_text_in_order_and_fit(text: str, width: int) -> None:
    layout = Layout(text, width)
    at = 0
    for row in range(len(layout)):
        start, end = layout.span(row)
        assert start == at
        assert end > start or row == len(layout) - 1
        at = end
        first, last = layout.visible_span(row)
        clusters = [text[s:e] for s, e in graphemes(text, first, last)]
        shown = layout.indent(row) + cells(text[first:last].rstrip(" \t\u3000"))
        assert shown <= width or len(clusters) == 1 or text[first:last].isspace()
    assert at == len(text)


@given(TEXTS, st.sampled_from(["• ", "  12. ", "- "]), st.integers(2, 40))
def test_the_rows_of_any_item_fit_and_are_found_again(text: str, mark: str, width: int) -> None:
    test_rows_cover_the_text_in_order_and_fit.hypothesis.inner_test(f"{mark}{text}", width)
    layout = Layout(f"{mark}{text}", width)
    for row in range(len(layout)):
        assert layout.row_of(layout.offset_at(row, layout.indent(row))) == row


@given(TEXTS, st.integers(2, 40))
def test_no_grapheme_cluster_is_cut_between_rows(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(1, len(layout)):
        start = layout.span(row)[0]
        line = text.rfind("\n", 0, start) + 1
        assert start == line or start in {first for first, _last in graphemes(text, line, len(text))}


@given(TEXTS, st.integers(2, 40), st.data())
def test_an_offset_is_found_again_at_its_row_and_column(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout(text, width)
    row = data.draw(st.integers(0, len(layout) - 1))
    start, end = layout.visible_span(row)
    for first, _last in graphemes(text, start, end):
        if cells(text[first:_last]):
            assert layout.offset_at(layout.row_of(first), layout.column_of(first)) == first


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one\n\ntwo\n", 10, ["one", "", "two", ""]),
        ("unbreakableword here", 6, ["unbrea", "kablew", "ord", "here"]),
        ("日本語の文章", 6, ["日本語", "の文章"]),
        ("ab日本", 3, ["ab", "日", "本"]),
        ("a    b", 2, ["a", "b"]),
        ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 4, ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]),
    ],
)
def test_wrapping(text: str, width: int, rows: list[str]) -> None:
    layout = Layout(text, width)
    assert [text[slice(*layout.visible_span(row))].rstrip() for row in range(len(layout))] == rows


def test_the_rows_of_an_item_hang_below_its_words() -> None:
    text = "• one two three four\n  12. five six seven\n☐ 日本語 日本語日本語\n1.5 metres is no item\nplain words here it is"
    layout = Layout(text, 18)
    rows = [" " * layout.indent(row) + text[slice(*layout.visible_span(row))].rstrip() for row in range(len(layout))]
    assert rows == [
        "• one two three",
        "  four",
        "  12. five six",
        "      seven",
        "☐ 日本語 日本語日",
        "  本語",
        "1.5 metres is no",
        "item",
        "plain words here",
        "it is",
    ]
    assert layout.column_of(text.index("seven")) == 6
    assert layout.offset_at(3, 7) == text.index("seven") + 1
    assert layout.offset_at(3, 2) == text.index("seven")


def test_a_break_starts_a_row() -> None:
    layout = Layout("date 2025-02-01 The text", 80, breaks=(16,))
    assert [layout.span(row) for row in range(2)] == [(0, 16), (16, 24)]


def test_layout_and_spans_need_no_textual() -> None:
    code = (
        "import sys, importlib.util as u\n"
        "for name in ('layout', 'spans'):\n"
        "    spec = u.find_spec('reader.app')\n"
        "    path = spec.submodule_search_locations[0] + f'/{name}.py'\n"
        "    module = u.module_from_spec(u.spec_from_file_location(name, path))\n"
        "    sys.modules[name] = module\n"
        "    u.spec_from_file_location(name, path).loader.exec_module(module)\n"
        "assert not [m for m in sys.modules if m.startswith('textual')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
