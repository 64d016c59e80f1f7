"""Annotations made elsewhere: understood in every form, placed with care, taken over once, and never believed blindly."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import Listed
from reader.documents import DocumentError, make_document
from reader.export import foreign, importing, webannotation
from reader.export.foreign import ImportingError
from reader.export.importing import import_annotations
from reader.export.jsonld import CONTEXT, annotations
from reader.export.marked import MarkedDocument
from reader.export.shelf import Shelf
from reader.notebook import COLOURS, Notebook

FERRY = """\
Title: Ferry stays in port

The ferry did not sail on Monday. 🚢 Captain Holt said: “It costs $5 a day,
and nobody pays.” The ferry had been dark.

The lamp at the end of the pier had been dark for three weeks by then.
"""
LETTER = "Dear Ms Holt,\n\nthe café by the quay is closed, and the dredger lies in Rotterdam.\n\nYours, Idris Vale\n"
LAMP = "The lamp at the end of the pier"
TIME = "2025-02-01T10:12:44.000500+00:00"


class Harbour:
    """A folder of documents that are nowhere but in memory, with a notebook."""

    def __init__(self, place, **texts):
        self.documents = {
            name: make_document(text.encode(), Path(name), name)
            for name, text in {"ferry.txt": FERRY, "letters/vale.txt": LETTER, **texts}.items()
        }
        self.notebook = Notebook(place / "notebook.jsonl")

    def shelf(self):
        listed = [Listed(0, d.name, d.title, None, "", 0, "", d.id) for d in self.documents.values()]
        texts = {}
        for document in self.documents.values():
            texts.setdefault(document.text_sha256, []).append(document.name)
        return Shelf(listed, self.read, lambda: texts)

    def read(self, name):
        if self.documents[name] is None:
            raise DocumentError("no longer there")
        return self.documents[name]

    def take(self, data, about=""):
        written = data if isinstance(data, bytes) else json.dumps(data).encode()
        return import_annotations(written, self.shelf(), self.notebook, about)

    def exported(self):
        marked = [
            MarkedDocument(d.name, d, tuple(self.notebook.placed(d, self.documents))) for d in self.documents.values()
        ]
        return annotations([each for each in marked if each.placed], Path("/x/harbour")).encode()


@pytest.fixture
def harbour(tmp_path):
    """Return a folder with two documents and an empty notebook."""
    return Harbour(tmp_path)


def quote(exact, prefix="", suffix=""):
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def annotation(selector=None, source="ferry.txt", **more):
    target = {"source": source, "selector": quote(LAMP) if selector is None else selector}
    return {"@context": CONTEXT, "id": "https://example.org/a/1", "type": "Annotation", "target": target, **more}


def hypothesis(exact=LAMP, start=0, end=None, **more):
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 0, "endOffset": 9},
        {"type": "TextPositionSelector", "start": start, "end": end or start + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
    ]
    return {
        "id": "xyz_12-3abc",
        "created": "2025-02-01T10:12:44.000500+00:00",
        "updated": "2025-02-02T10:12:44.000500+00:00",
        "user": "acct:idris@hypothes.is",
        "uri": "https://example.org/news/ferry.html",
        "text": "Ask *Idris*.",
        "tags": ["evidence", "two words"],
        "group": "__world__",
        "document": {"title": ["Ferry stays in port"]},
        "target": [{"source": "https://example.org/news/ferry.html", "selector": selectors}],
        **more,
    }


def passage(harbour, mark):
    return harbour.documents[mark.name].text[mark.anchor.start : mark.anchor.end]


# our own


@pytest.fixture
def marked(harbour):
    """Return the folder with several highlights."""
    ferry, letter = harbour.documents.values()
    for document, words, colour, note, tags in (
        (ferry, LAMP, "green", "Who?\n\n*Ask*.", ("evidence", "pier/old")),
        (ferry, "The ferry", "yellow", "", ()),
        (ferry, "🚢 Captain Holt", "pink", " spaces stay ", ()),
        (letter, "the café by the quay", "blue", "", ("closed",)),
    ):
        start = document.text.index(words)
        harbour.notebook.add(document, start, start + len(words), colour, note, tags)
    return harbour


def test_what_was_exported_comes_back_the_same_in_an_empty_notebook(marked, tmp_path):
    data = marked.exported()
    other = Harbour(tmp_path / "other")
    done = other.take(data)
    assert (len(done.marks), done.sure, done.duplicates, done.failed, done.problems) == (4, 4, 0, (), ())
    assert other.notebook.highlights == marked.notebook.highlights
    assert other.exported() == data


def test_taking_it_over_again_changes_nothing(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.take(marked.exported())
    before = other.notebook.path.read_bytes()
    done = other.take(marked.exported())
    assert (done.marks, done.duplicates) == ((), 4)
    assert marked.take(marked.exported()).duplicates == 4
    assert other.notebook.path.read_bytes() == before


def test_it_is_taken_back_by_one_undo(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.take(marked.exported())
    other.notebook.undo()
    assert other.notebook.highlights == ()


def test_what_lost_its_place_comes_back_without_one(marked, tmp_path):
    marked.documents["ferry.txt"] = make_document(b"Another story altogether.", Path("ferry.txt"), "ferry.txt")
    data = marked.exported()
    other = Harbour(tmp_path / "other", **{"ferry.txt": "Another story altogether."})
    done = other.take(data)
    assert (len(done.marks), done.sure) == (4, 1)
    assert other.notebook.highlights == marked.notebook.highlights
    assert other.take(data).duplicates == 4


def test_what_a_person_said_is_not_there_comes_back_as_that(marked, tmp_path):
    ferry = marked.documents["ferry.txt"]
    wrong = next(mark for mark in marked.notebook.highlights if mark.anchor.exact == "The ferry")
    marked.notebook.say_absent(wrong.id, ferry)
    other = Harbour(tmp_path / "other")
    done = other.take(marked.exported())
    assert (len(done.marks), done.sure) == (4, 3)
    assert other.notebook.highlights == marked.notebook.highlights
    assert [p.placement.status for p in other.notebook.placed(ferry) if p.highlight.id == wrong.id] == ["orphan"]
    other.notebook.undo()
    assert other.notebook.highlights == ()


def test_a_document_is_found_by_its_content_after_it_was_renamed(marked, tmp_path):
    other = Harbour(tmp_path / "other")
    other.documents = {
        "a/b.txt": replace(other.documents["ferry.txt"], name="a/b.txt"),
        "c.txt": replace(other.documents["letters/vale.txt"], name="c.txt", id="d-00000000"),
    }
    done = other.take(marked.exported())
    assert sorted(mark.name for mark in done.marks) == ["a/b.txt", "a/b.txt", "a/b.txt", "c.txt"]
    assert done.sure == 4


def test_a_highlight_that_was_deleted_here_can_be_had_back(marked):
    data = marked.exported()
    first = marked.notebook.highlights[0]
    marked.notebook.delete(first.id)
    done = marked.take(data)
    assert (len(done.marks), done.duplicates) == (1, 3)
    assert replace(done.marks[0], id=first.id) == first
    assert marked.take(data).duplicates == 4


WORDS = st.text(max_size=40)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FERRY) - 2),
            st.integers(1, 60),
            st.sampled_from(COLOURS),
            WORDS,
            st.lists(WORDS, max_size=3),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each[:2],
    )
)
def test_whatever_is_marked_and_noted_comes_back_the_same(tmp_path_factory, marks):
    place = tmp_path_factory.mktemp("harbour")
    harbour, other = Harbour(place / "one"), Harbour(place / "other")
    ferry = harbour.documents["ferry.txt"]
    with harbour.notebook.together():
        for start, length, colour, note, tags in marks:
            harbour.notebook.add(ferry, start, min(start + length, len(ferry.text)), colour, note, tags)
    other.take(harbour.exported())
    assert len(other.notebook.highlights) == len({(m.anchor.start, m.anchor.end, m.note.strip()) for m in harbour.notebook.highlights})  # fmt: skip
    assert set(other.notebook.highlights) <= set(harbour.notebook.highlights)


# other programs' Web Annotations


@pytest.mark.parametrize(
    "wrap",
    [
        lambda each: each,
        lambda each: [each],
        lambda each: [[each]],
        lambda each: {"@context": CONTEXT, "type": "AnnotationPage", "items": [each]},
        lambda each: {"type": ["AnnotationPage"], "items": each},
        lambda each: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [each]}},
        lambda each: {"type": "AnnotationCollection", "first": {"items": [], "next": {"items": [each]}}},
        lambda each: {"@context": CONTEXT, "@graph": [each]},
        lambda each: {**each, "target": [each["target"]]},
        lambda each: {**each, "target": {**each["target"], "selector": [quote(LAMP)]}},
        lambda each: {**each, "target": {"type": "Choice", "items": [each["target"]]}},
        lambda each: {**each, "type": ["oa:Annotation"]},
    ],
)
def test_every_form_of_an_annotation_is_understood(harbour, wrap):
    done = harbour.take(wrap(annotation()))
    assert [passage(harbour, mark) for mark in done.marks] == [LAMP]
    assert done.failed == ()


@pytest.mark.parametrize(
    ("said", "note", "tags"),
    [
        ({}, "", ()),
        ({"bodyValue": "One."}, "One.", ()),
        ({"body": {"type": "TextualBody", "value": "One."}}, "One.", ()),
        ({"body": [{"value": "One."}, {"value": "Two.", "purpose": ["replying"]}]}, "One.\n\nTwo.", ()),
        ({"body": {"type": "TextualBody", "value": "two words", "purpose": "tagging"}}, "", ("two-words",)),
        ({"motivation": "tagging", "body": {"value": "a"}}, "", ("a",)),
        ({"body": {"value": "<p>One <b>two</b></p><p>&amp; 3</p>", "format": "text/html"}}, "One two\n& 3", ()),
        ({"body": "https://example.org/video"}, "", ()),
        ({"body": [None, 3, {"value": 7}, [], {"value": {"value": "deep"}}]}, "deep", ()),
        ({"bodyValue": "ring \a the \x1b]52;c;x\x07 bell"}, "ring ␇ the ␛]52;c;x␇ bell", ()),
        ({"bodyValue": "half \ud800 a sign"}, "half \ufffd a sign", ()),
    ],
)
def test_bodies_become_notes_and_tags(harbour, said, note, tags):
    (mark,) = harbour.take(annotation(**said)).marks
    assert (mark.note, mark.tags) == (note, tags)


@pytest.mark.parametrize(
    ("classes", "colour"),
    [("h-green", "green"), (["loud", "highlight-Blue"], "blue"), ("evergreen", "yellow"), (7, "yellow")],
)
def test_a_class_that_names_a_colour_gives_it(harbour, classes, colour):
    each = annotation()
    each["target"]["styleClass"] = classes
    assert harbour.take(each).marks[0].colour == colour


def test_a_place_in_what_refines_another_is_no_place_in_the_text(harbour):
    refined = {
        "type": "FragmentSelector",
        "value": "chapter2",
        "refinedBy": [
            quote("dark"),
            {**quote(LAMP), "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 3}},
        ],
    }
    (mark,) = harbour.take(annotation([refined])).marks
    assert mark.imported["target"]["selector"] == [refined]
    assert mark.anchor.exact in (LAMP, "dark")


def test_what_is_not_understood_is_kept_and_given_back(harbour):
    xpath = {"type": "XPathSelector", "value": "/html/p[2]", "refinedBy": {"type": "CssSelector", "value": "b"}}
    given_ = annotation(
        [quote(LAMP), xpath],
        creator={"id": "https://example.org/u/7", "name": "Idris"},
        rights="https://example.org/licence",
        body=[{"type": "Video", "id": "https://example.org/v"}, {"type": "TextualBody", "value": "One."}],
    )
    given_["@context"] = [CONTEXT, {"dc": "http://purl.org/dc/terms/"}]
    harbour.take(given_)
    (back,) = json.loads(harbour.exported())["first"]["items"]
    assert back["id"] == given_["id"]
    assert (back["creator"], back["rights"]) == (given_["creator"], given_["rights"])
    assert given_["body"][0] in back["body"]
    assert xpath in back["target"]["selector"]
    assert {"dc": "http://purl.org/dc/terms/"} in back["@context"]


def test_what_went_through_this_program_twice_is_still_given_back(harbour, tmp_path):
    harbour.take(annotation([quote(LAMP), {"type": "XPathSelector", "value": "/p"}], creator="https://example.org/u"))
    other = Harbour(tmp_path / "other")
    other.take(harbour.exported())
    assert other.notebook.highlights == harbour.notebook.highlights
    assert other.exported() == harbour.exported()


def test_what_hypothesis_said_goes_through_this_program_too(harbour, tmp_path):
    harbour.take({"rows": [hypothesis()]})
    other = Harbour(tmp_path / "other")
    other.take(harbour.exported())
    assert other.notebook.highlights == harbour.notebook.highlights
    assert other.exported() == harbour.exported()


@pytest.mark.parametrize("origin", ["{", "[" * 90_000, 7, {"a": 1}, "NaN"])
def test_an_origin_that_makes_no_sense_is_none(harbour, origin):
    (mark,) = harbour.take(annotation(**{"reader:mark": {"reader:origin": origin}})).marks
    assert mark.imported.get("origin") is None


def test_an_annotation_of_several_passages_becomes_a_highlight_for_each(harbour):
    two = annotation(bodyValue="Both.")
    two["target"] = [
        {"source": "ferry.txt", "selector": quote(LAMP)},
        {"source": "vale.txt", "selector": quote("café")},
    ]
    done = harbour.take(two)
    assert [(mark.name, mark.note) for mark in done.marks] == [("ferry.txt", "Both."), ("letters/vale.txt", "Both.")]
    assert harbour.take(two).duplicates == 2
    names = [each["id"] for each in json.loads(harbour.exported())["first"]["items"]]
    assert names[0] == two["id"]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    "source",
    [
        "letters/vale.txt",
        "./letters/vale.txt",
        "../harbour/letters/vale.txt",
        "https://example.org/x/letters/vale.txt?version=2#top",
        "file:///home/idris/letters/vale.txt",
        "C:\\papers\\vale.txt",
        "https://example.org/archive/Vale.html",
        "LETTERS%2Fvale.txt",
        {"id": "letters/vale.txt"},
    ],
)
def test_a_document_is_found_by_path_or_address(harbour, source):
    (mark,) = harbour.take(annotation(quote("the café"), source)).marks
    assert mark.name == "letters/vale.txt"


def test_a_name_that_is_percent_encoded_bytes_is_found(tmp_path):
    name = os.fsdecode(b"caf\xe9 50%: #1.txt")
    harbour = Harbour(tmp_path, **{name: "The lamp at the end of the pier was dark."})
    document = harbour.documents[name]
    harbour.notebook.add(document, 0, 8, "yellow")
    data = json.loads(harbour.exported())
    (item,) = data["first"]["items"]
    del item["reader:mark"]["reader:document"], item["reader:mark"]["reader:textSha256"]
    other = Harbour(tmp_path / "other", **{name: "The lamp at the end of the pier was dark."})
    assert [mark.name for mark in other.take(data).marks] == [name]


def test_where_several_documents_may_be_meant_none_is_guessed(tmp_path):
    harbour = Harbour(tmp_path, **{"a/story.txt": FERRY + "\nOne.", "b/story.txt": FERRY + "\nTwo."})
    done = harbour.take(annotation(source="https://example.org/story.txt"))
    assert done.marks == ()
    assert done.failed[0][1] == "no document here is what it is about: https://example.org/story.txt"
    (mark,) = harbour.take(annotation(source="x/b/story.txt")).marks
    assert mark.name == "b/story.txt"


def test_the_nearest_of_equal_paths_is_the_one_that_is_told(tmp_path):
    harbour = Harbour(tmp_path, **{"a/letters/vale.txt": "Other."})
    (mark,) = harbour.take(annotation(quote("the café"), "letters/vale.txt")).marks
    assert mark.name == "letters/vale.txt"


def test_a_person_can_say_which_document_is_meant(harbour):
    done = harbour.take(annotation(source="https://elsewhere.example/"), about="ferry.txt")
    assert [mark.name for mark in done.marks] == ["ferry.txt"]


def test_words_without_neighbours_are_certain_only_where_they_stand_once(harbour):
    once, twice = annotation(quote("Captain Holt")), annotation(quote("ferry"), id="urn:x:2")
    done = harbour.take([once, twice])
    assert (len(done.marks), done.sure) == (2, 1)
    (placed,) = (
        each
        for each in harbour.notebook.placed(harbour.documents["ferry.txt"])
        if each.highlight.anchor.exact == "ferry"
    )
    assert placed.placement.status != "certain"


def test_words_with_few_neighbours_are_certain_where_they_stand_once_between_them(harbour):
    done = harbour.take([annotation(quote("ferry", 'nobody pays." The ', " had"))])
    ferry = harbour.documents["ferry.txt"].text
    assert [mark.anchor.start for mark in done.marks] == [ferry.index("ferry had")]
    assert done.sure == 1
    assert harbour.take([annotation(quote("ferry", "Nobody said: the ", " sank"), id="urn:x:3")]).sure == 0


def test_white_space_and_quotes_may_differ_from_those_of_the_page(harbour):
    (mark,) = harbour.take(annotation(quote('said: "It costs  $5 a day, and nobody pays."'))).marks
    assert passage(harbour, mark) == "said: “It costs $5 a day,\nand nobody pays.”"


def test_a_passage_that_is_not_there_is_kept_without_a_place(harbour):
    done = harbour.take(annotation(quote("Nobody ever wrote this about the harbour of Port Aldery.")))
    assert (len(done.marks), done.sure) == (1, 0)
    (placed,) = harbour.notebook.placed(harbour.documents["ferry.txt"])
    assert placed.placement.status == "orphan"


@pytest.mark.parametrize(
    "when", ["2999-01-01T00:00:00Z", "yesterday", "", 7, None, "0000-00-00", "9999-12-31T23:59:59-14:00"]
)
def test_a_time_yet_to_come_is_not_believed(harbour, when):
    (mark,) = harbour.take(annotation(created=when, modified=when)).marks
    assert "2020" < mark.created < "2900"
    assert mark.created <= mark.modified < "2900"


def test_a_place_without_words_is_taken_only_where_the_text_is_the_same(harbour):
    place = {"type": "TextPositionSelector", "start": 0, "end": 5}
    done = harbour.take(annotation(place))
    assert "how it reads" in done.failed[0][1]
    told = annotation(place)
    told["reader:mark"] = {"reader:textSha256": harbour.documents["ferry.txt"].text_sha256}
    assert [passage(harbour, mark) for mark in harbour.take(told).marks] == ["Title"]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (annotation([]), "no passage"),
        (annotation({"type": "CssSelector", "value": "p"}), "no passage"),
        (annotation({"type": "TextPositionSelector", "start": -1, "end": 5}), "no passage"),
        (annotation({"type": "TextPositionSelector", "start": True, "end": 10**30}), "no passage"),
        (annotation({"type": "TextQuoteSelector", "exact": ["x"]}), "no passage"),
        ({"@context": CONTEXT, "type": "Annotation", "target": "ferry.txt"}, "no passage"),
        ({"type": "Annotation", "target": None}, "no passage"),
        ({"type": "Annotation", "target": 7}, "no passage"),
        (annotation(source="nowhere.txt"), "no document here"),
        (annotation(source="http://[bad"), "no document here"),
        (annotation(bodyValue="x" * 100_001), "100,000 characters"),
        (annotation(body=[{"value": f"t{n}", "purpose": "tagging"} for n in range(101)]), "100 tags"),
        (annotation(quote("x" * 1_000_001)), "1,000,000 characters"),
    ],
)
def test_what_cannot_be_taken_over_is_told_with_the_reason(harbour, broken, why):
    done = harbour.take(broken)
    assert done.marks == ()
    assert why in done.failed[0][1]
    assert harbour.notebook.highlights == ()


def test_a_document_that_cannot_be_read_is_told(harbour):
    shelf = harbour.shelf()
    harbour.documents["ferry.txt"] = None
    done = import_annotations(json.dumps(annotation()).encode(), shelf, harbour.notebook)
    assert done.failed == ((f"“{LAMP}”", "ferry.txt: no longer there"),)


def test_nothing_is_fetched_and_that_is_said(harbour):
    done = harbour.take({"type": "AnnotationCollection", "first": "https://example.org/page1"})
    assert done.marks == ()
    assert "nothing is fetched" in done.problems[0]


def test_the_same_annotation_twice_in_a_file_is_taken_once(harbour):
    done = harbour.take([annotation(), annotation(), annotation(id="urn:x:other")])
    assert (len(done.marks), done.duplicates) == (1, 2)


def test_equal_offsets_in_different_texts_are_not_the_same_passage(tmp_path):
    harbour = Harbour(tmp_path)
    old = make_document(b"Gone words here.", Path("ferry.txt"), "ferry.txt")
    harbour.notebook.add(old, 0, 5, "yellow")
    done = harbour.take(annotation(quote("Title")))
    assert (len(done.marks), done.duplicates) == (1, 0)


# Hypothesis


@pytest.mark.parametrize(
    "wrap",
    [
        lambda row: {"total": 1, "rows": [row]},
        lambda row: {"export_date": "x", "export_userid": "acct:a@b", "client_version": "1", "annotations": [row]},
    ],
)
def test_annotations_of_hypothesis_are_understood(harbour, wrap):
    (mark,) = harbour.take(wrap(hypothesis())).marks
    assert passage(harbour, mark) == LAMP
    assert (mark.note, mark.tags) == ("Ask *Idris*.", ("evidence", "two-words"))
    assert (mark.created, mark.modified) == (TIME, TIME.replace("02-01", "02-02"))
    assert mark.imported["id"] == "https://hypothes.is/a/xyz_12-3abc"
    assert mark.imported["creator"] == "acct:idris@hypothes.is"
    assert mark.imported["origin"]["group"] == "__world__"
    assert [each["type"] for each in mark.imported["origin"]["selector"]] == ["RangeSelector"]
    assert harbour.take(wrap(hypothesis())).duplicates == 1


def test_places_of_hypothesis_are_counted_in_utf16_units(harbour):
    ferry = harbour.documents["ferry.txt"]
    third = [match.start() for match in re.finditer("dark", ferry.text)][1]
    units = len(ferry.text[:third].encode("utf-16-le")) // 2
    assert units == third + 1
    (mark,) = harbour.take({"rows": [hypothesis("dark", units)]}).marks
    assert mark.anchor.start == third


def test_a_document_of_hypothesis_is_found_by_its_title(harbour):
    (mark,) = harbour.take({"rows": [hypothesis(uri="urn:x-pdf:00ff", target=hypothesis()["target"][:1])]}).marks
    assert mark.name == "ferry.txt"


def test_answers_and_notes_on_pages_of_hypothesis_are_told(harbour):
    page = hypothesis(target=[{"source": "https://example.org"}])
    done = harbour.take({"total": 9, "rows": [page, {**page, "references": ["x"]}, "nonsense", None]})
    assert [why for _label, why in done.failed] == [
        "it is about a whole page, not about a passage",
        "it answers another one",
        "it is no annotation",
        "it is no annotation",
    ]
    assert done.problems == ("it holds 4 of 9 annotations",)


# hostile files


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
