"""Annotations of Hypothesis: as its search and its export write them."""

import re

import pytest
from harbour_support import LAMP, TIME, Harbour, hypothesis, passage


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


def test_what_hypothesis_said_goes_through_this_program_too(harbour, tmp_path):
    harbour.take({"rows": [hypothesis()]})
    other = Harbour(tmp_path / "other")
    other.take(harbour.exported())
    assert other.notebook.highlights == harbour.notebook.highlights
    assert other.exported() == harbour.exported()
