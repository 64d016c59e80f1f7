"""Web Annotations of other programs: understood in every form, placed with care, and what is not understood is kept."""

import json
import os
from pathlib import Path

import pytest
from harbour_support import FERRY, LAMP, Harbour, annotation, passage, quote

from reader.documents import make_document
from reader.export.importing import import_annotations
from reader.export.jsonld import CONTEXT


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
