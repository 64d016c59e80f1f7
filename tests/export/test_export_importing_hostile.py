"""Files that are no annotations, or too many, or too much: told, and never believed blindly."""

import json

import pytest
from harbour_support import LAMP, Harbour, annotation, hypothesis, quote
from hypothesis import given
from hypothesis import strategies as st

from reader.export import foreign, importing, webannotation
from reader.export.foreign import ImportingError
from reader.notebook import Notebook


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe\xfd", "no JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"target":' * 100_000, "nested too deeply"),
        (b'{"rows": [NaN]}', "no JSON"),
        (b"[" + b"9" * 5_000 + b"]", "no JSON"),
        (b"7", "neither"),
        (b'"text"', "neither"),
        (b"null", "neither"),
        (b"{}", "neither"),
        (b'{"items": [1, 2, "x"]}', "neither"),
        (b'{"rows": 7}', "neither"),
    ],
)
def test_what_is_no_file_of_annotations_is_told(harbour, data, why):
    with pytest.raises(ImportingError, match=why):
        harbour.take(data)
    assert not harbour.notebook.path.exists()


def test_a_file_that_is_too_large_is_told(harbour, monkeypatch):
    monkeypatch.setattr(foreign, "LARGEST_FOREIGN", 2**20)
    with pytest.raises(ImportingError, match="more than 1 MB, which is the limit"):
        harbour.take(b"[" + b" " * 2**20 + b"]")


def test_a_file_of_very_many_values_is_told_before_they_take_memory(harbour):
    with pytest.raises(ImportingError, match="more than 5,000,000 values"):
        harbour.take(b"[" + b"[]," * 2_500_001 + b"[]]")


@pytest.mark.parametrize("wrap", [lambda rows: {"rows": rows}, lambda rows: rows])
def test_a_file_of_very_many_annotations_is_told(harbour, monkeypatch, wrap):
    for module in (importing, webannotation):
        monkeypatch.setattr(module, "MOST", 3)
    with pytest.raises(ImportingError, match="more than 3 annotations"):
        harbour.take(wrap([annotation(id=f"urn:x:{number}") for number in range(4)]))
    assert harbour.take(wrap([annotation(id=f"urn:x:{number}") for number in range(3)])).problems == ()


def test_a_mark_of_order_at_the_beginning_does_no_harm(harbour):
    assert len(harbour.take(b"\xef\xbb\xbf" + json.dumps(annotation()).encode()).marks) == 1


def test_of_a_key_that_is_there_twice_the_last_counts(harbour):
    written = json.dumps(annotation())[:-1] + ', "bodyValue": "one", "bodyValue": "two"}'
    assert harbour.take(written.encode()).marks[0].note == "two"


def test_nothing_that_is_kept_is_nested_deeply_or_large(harbour):
    deep = current = {}
    for _ in range(200):
        current["x"] = {}
        current = current["x"]
    (mark,) = harbour.take(annotation(deep=deep)).marks
    assert json.dumps(mark.imported).count("{") < 40
    done = harbour.take(annotation(quote("Captain Holt"), id="urn:x:2", large="x" * 60_000))
    assert done.marks[0].imported == {"id": "urn:x:2"}
    assert done.problems == ("of 1 not all is kept that other programs know of them: it is a lot",)


WORDS_OF_FILES = (
    "type @type id @id target selector source body bodyValue value purpose items first next rows annotations exact prefix "
    "suffix start end refinedBy reader:mark reader:id reader:document reader:colour @context created uri document title "
    "tags text styleClass motivation format"
).split()
VALUES_OF_FILES = [
    "Annotation", "AnnotationPage", "AnnotationCollection", "TextQuoteSelector", "TextPositionSelector", "tagging",
    "ferry.txt", LAMP, "dark", "text/html", "<b>x", 0, 5, 10**30, -1, 0.5,
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.sampled_from(VALUES_OF_FILES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS_OF_FILES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)


@given(
    JSON
    | st.builds(
        lambda more, each: {**each, **more},
        st.dictionaries(st.sampled_from(WORDS_OF_FILES), JSON),
        st.sampled_from([annotation(), hypothesis()]),
    )
)
def test_no_file_stops_the_program_or_the_notebook(tmp_path_factory, data):
    harbour = Harbour(tmp_path_factory.mktemp("harbour"))
    try:
        done = harbour.take({"rows": [data]} if isinstance(data, dict) and "uri" in data else data)
    except ImportingError:
        return
    assert {mark.id for mark in done.marks} == {mark.id for mark in harbour.notebook.highlights}
    assert harbour.notebook.problems == Notebook(harbour.notebook.path).problems == ()
    json.loads(harbour.exported(), parse_constant=pytest.fail)
