"""Highlights as Web Annotations: as the standard wants them, the same each time, and nothing private in them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.documents import make_document
from reader.export.jsonld import CONTEXT, MARK, annotations, iri_of
from reader.export.marked import MarkedDocument
from reader.notebook import COLOURS, Highlight, Placed, Placement
from reader.notebook.anchor import anchor, make_anchor

GOLDEN = Path(__file__).parent / "golden" / "quay-news.jsonld"
NAME = "papers/2024-03-11 quay_news: 50%.txt"
TEXT = """\
Title: Ferry
Date: 2024-03-11

The ferry did not sail. 🚢 Captain Holt said: “It costs $5 a day,
and *nobody* pays.”

The lamp at the end of the pier had been dark for three weeks by then.
"""
GONE = "A sentence that the paper took out of the story later on."
OLDER = f"{GONE}\n\nThe lamp at the end of the pier had been dark.\n"
ROOT = Path("/home/somebody/secret/harbour")


def made(text=TEXT, name=NAME):
    return make_document(text.encode(), Path(name), name)


def mark(document, passage, number=1, **more):
    start = document.text.index(passage)
    made_of = make_anchor(document.text, start, start + len(passage), document.text_sha256, document.extractor)
    time = f"2025-02-0{number}T10:12:44.000500+00:00"
    given = {"created": time, "modified": time, **more}
    return Highlight(f"h-0000000{number}", document.id, document.name, made_of, **given)


def marked(document, *marks):
    return MarkedDocument(
        document.name, document, tuple(Placed(each, anchor(each.anchor, document.text)) for each in marks)
    )


def items(text):
    return json.loads(text)["first"]["items"]


@pytest.fixture
def documents():
    """Return a document with a mark that stands, one that has moved, one that is gone, and a file that is gone."""
    older = made(OLDER)
    now = made()
    lamp = now.text.index("The lamp at the end of the pier")
    moved = mark(older, "The lamp at the end of the pier", 2, colour="green", tags=("evidence", "pier"))
    gone = mark(older, GONE, 3, note="Who took it out?\n\nAsk *Idris*.", colour="pink")
    stands = mark(now, "Captain Holt said: “It costs $5 a day,\nand *nobody* pays.”")
    lost = replace(mark(make_document(b"Of a file that is gone.", Path("b.txt"), "b.txt"), "file"), id="h-00000009")
    return [
        MarkedDocument(
            NAME,
            now,
            (
                *marked(now, stands).placed,
                Placed(moved, Placement(lamp, lamp + 31, "certain", 0.98, "found again")),
                Placed(gone, Placement(0, 57, "orphan", 0.41, "not found")),
            ),
        ),
        MarkedDocument("b.txt", None, (Placed(lost, Placement(10, 14, "orphan", 0.0, "")),)),
    ]


def test_a_whole_export_is_as_it_was_agreed(documents):
    text = annotations(documents, ROOT).replace(f"reader {__version__}", "reader 0")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_highlights_give_the_same_bytes(documents):
    assert annotations(documents, ROOT) == annotations(documents, ROOT)


def test_there_is_one_collection_with_all_on_its_first_page(documents):
    data = json.loads(annotations(documents, ROOT))
    assert CONTEXT in data["@context"]
    assert (data["type"], data["total"], data["first"]["type"]) == ("AnnotationCollection", 4, "AnnotationPage")
    assert data["first"]["partOf"] == data["id"]
    assert len({data["id"], data["first"]["id"], *(each["id"] for each in data["first"]["items"])}) == 6


def test_every_annotation_has_what_the_standard_asks_for(documents):
    for each in items(annotations(documents, ROOT)):
        assert each["type"] == "Annotation"
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each["id"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", each["created"])
        assert "creator" not in each
        assert {selector["type"] for selector in each["target"]["selector"]} == {
            "TextPositionSelector",
            "TextQuoteSelector",
        }


def test_a_place_is_counted_in_code_points_and_an_address_is_relative_and_percent_encoded(documents):
    stands = items(annotations(documents, ROOT))[0]
    place, words = stands["target"]["selector"]
    assert TEXT[place["start"] : place["end"]] == words["exact"]
    assert stands["target"]["source"] == "papers/2024-03-11%20quay_news%3A%2050%25.txt"


def test_a_passage_of_a_pdf_is_on_its_page_as_the_standard_of_pdf_says_it():
    document = replace(made(), pages=(0, TEXT.index("The lamp")))
    here, there = items(
        annotations([marked(document, mark(document, "The ferry"), mark(document, "The lamp", 2))], ROOT)
    )
    place, words, page = there["target"]["selector"]
    assert page == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": "page=2",
        "refinedBy": words,
    }
    assert place["type"] == "TextPositionSelector"
    assert (here[MARK]["reader:page"], there[MARK]["reader:page"]) == (1, 2)


def test_what_moved_is_where_it_is_now_and_what_is_lost_where_it_was(documents):
    _stands, moved, gone, lost = items(annotations(documents, ROOT))
    assert moved["target"]["selector"][0]["start"] == TEXT.index("The lamp")
    assert moved[MARK]["reader:status"] == "certain"
    assert moved[MARK]["reader:document"] == made().id
    assert gone["target"]["selector"][1]["exact"] == GONE
    assert gone[MARK]["reader:status"] == "orphan"
    assert gone[MARK]["reader:textSha256"] == made(OLDER).text_sha256
    assert lost["target"]["source"] == "b.txt"


def test_a_passage_to_be_checked_is_never_exported_as_if_it_stood_there():
    document = made()
    doubtful = Placed(mark(made(OLDER), GONE), Placement(0, 20, "review", 0.7, "the words differ"))
    (each,) = items(annotations([MarkedDocument(NAME, document, (doubtful,))], ROOT))
    assert each["target"]["selector"][1]["exact"] == GONE
    assert (each[MARK]["reader:status"], each[MARK]["reader:score"]) == ("review", 0.7)
    assert each[MARK]["reader:textSha256"] != document.text_sha256


def test_where_somebody_keeps_their_files_is_told_to_nobody(documents):
    text = annotations(documents, ROOT)
    assert "somebody" not in text
    assert "secret" not in text


def test_only_one_key_is_not_of_the_standard_and_its_prefix_is_declared(documents):
    known = set("id type motivation created modified generator body stylesheet target".split())
    data = json.loads(annotations(documents, ROOT))
    assert data["@context"][1] == {"reader": "urn:x-close-reader:"}
    for each in data["first"]["items"]:
        assert set(each) - known == {"reader:mark"}
        assert all(key.startswith("reader:") for key in each["reader:mark"])


def test_what_another_program_said_is_given_back():
    document = made()
    imported = {
        "id": "https://example.org/a/1",
        "creator": {"id": "https://example.org/u/7", "type": "Person"},
        "@context": [{"dc": "http://purl.org/dc/terms/"}],
        "dc:subject": "harbours",
        "motivation": ["commenting"],
        "body": [{"type": "Video", "id": "https://example.org/v.mp4"}],
        "target": {"selector": [{"type": "XPathSelector", "value": "/p[2]"}], "styleClass": ["loud"], "scope": "x"},
        "origin": {"source": "https://example.org/story"},
    }
    (each,) = items(annotations([marked(document, mark(document, "The lamp", imported=imported))], ROOT))
    assert each["id"] == "https://example.org/a/1"
    assert each["creator"] == imported["creator"]
    assert each["dc:subject"] == "harbours"
    assert each["motivation"] == ["commenting"]
    assert each["body"] == imported["body"]
    assert each["@context"] == [{"dc": "http://purl.org/dc/terms/"}, CONTEXT, {"reader": "urn:x-close-reader:"}]
    assert each["target"]["selector"][2] == {"type": "XPathSelector", "value": "/p[2]"}
    assert each["target"]["styleClass"] == ["h-yellow", "loud"]
    assert each["target"]["scope"] == "x"
    assert each["target"]["source"].startswith("papers/")
    assert json.loads(each[MARK]["reader:origin"]) == {"source": "https://example.org/story"}


@pytest.mark.parametrize("name", [None, 7, "", "no address", "x\ny:z", ["urn:a"]])
def test_a_name_from_elsewhere_that_is_none_is_not_given_back(name):
    document = made()
    (each,) = items(annotations([marked(document, mark(document, "The lamp", imported={"id": name}))], ROOT))
    assert each["id"] == iri_of("h-00000001")


def test_no_two_annotations_have_one_name():
    document = made()
    imported = {"id": "urn:x:1"}
    both = marked(document, mark(document, "The lamp", imported=imported), mark(document, "Holt", 2, imported=imported))
    assert [each["id"] for each in items(annotations([both], ROOT))] == ["urn:x:1", iri_of("h-00000002")]


def test_nothing_at_all_is_an_empty_collection():
    data = json.loads(annotations([], ROOT))
    assert (data["total"], data["first"]["items"]) == (0, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["id", "@context", "body", "target", "origin", "type", "created", "motivation", "selector", MARK]
)


@given(st.dictionaries(KEYS | st.text(max_size=10), JSON, max_size=5), st.text(max_size=40), st.sampled_from(COLOURS))
def test_whatever_another_program_said_what_is_written_is_json_and_says_what_is_ours(imported, note, colour):
    document = made()
    ours = mark(document, "The lamp", imported=imported, note=note, colour=colour)
    text = annotations([marked(document, ours)], ROOT)
    (each,) = json.loads(text, parse_constant=pytest.fail)["first"]["items"]
    assert each["type"] == "Annotation"
    assert each["target"]["selector"][0]["start"] == TEXT.index("The lamp")
    assert each[MARK]["reader:id"] == ours.id
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
