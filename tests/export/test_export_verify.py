"""Exported quotes checked against their sources: what holds is said to hold, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.export import verify
from reader.export.jsonld import annotations
from reader.export.markdown import Look, Source, document_markdown
from reader.export.marked import MarkedDocument
from reader.export.marks_csv import marks_csv
from reader.export.read_back import quotes_in
from reader.export.verify import check_exports, check_notebook
from reader.notebook import Highlight, Placed, Placement
from reader.notebook.anchor import make_anchor

TEXT = """\
Title: Ferry stays in port

The *ferry* did not sail_on_Monday at [8]. Captain Holt said: “It costs $5 a day,
and nobody_ pays.” # no tag

1. The lamp at the end of the pier had been dark for three weeks by then.

> not a quote, `code` | a | b
"""
ROOT = Path("/x/harbour")
FORMATS = {
    ".md": lambda marked: document_markdown(Source(marked, "../ferry.txt")),
    ".jsonld": lambda marked: annotations([marked], ROOT),
    ".csv": lambda marked: marks_csv([marked], ROOT),
}


def made(text=TEXT):
    return make_document(text.encode("utf-8", "surrogatepass"), Path("ferry.txt"), "ferry.txt")


def mark(document, start, end, number=1, **more):
    anchor = make_anchor(document.text, start, end, document.text_sha256, document.extractor)
    time = "2025-02-01T10:12:44.000500+00:00"
    return Highlight(f"h-0000000{number}", document.id, document.name, anchor, created=time, modified=time, **more)


def standing(document, *spans, **more):
    """Return a document with passages that stand where they were marked."""
    placed = tuple(
        Placed(mark(document, start, end, number, **more), Placement(start, end, "certain"))
        for number, (start, end) in enumerate(spans, 1)
    )
    return MarkedDocument(document.name, document, placed)


def span(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


def changed(marked, status, document=None, **where):
    """Return the same highlights after the source changed, all of them with one status."""
    document = document or make_document(b"Something else altogether.", Path("ferry.txt"), "ferry.txt")
    placed = tuple(
        Placed(each.highlight, replace(each.placement, status=status, reason="why", **where)) for each in marked.placed
    )
    return MarkedDocument(marked.name, document, placed)


@pytest.fixture(params=FORMATS)
def exported(request, tmp_path):
    """Return a function that writes highlights as a file and gives its path."""

    def write(marked, edit=lambda text: text):
        path = tmp_path / f"ferry{request.param}"
        path.write_text(edit(FORMATS[request.param](marked)), encoding="utf-8", newline="")
        return path

    return write


def verdicts(path, *documents):
    checked, problems = check_exports([path], documents)
    assert problems == []
    return [each.verdict for each in checked]


def test_what_stands_where_it_stood_holds(exported):
    marked = standing(made(), span("The *ferry* did"), span("1. The lamp at the end"), span("It costs $5 a day,\nand"))
    assert verdicts(exported(marked), marked) == ["holds"] * 3


def test_what_stands_in_a_changed_source_holds_too(exported):
    marked = standing(made(), span("The *ferry* did"))
    longer = made(f"More.\n\n{TEXT}")
    moved = changed(marked, "certain", longer, start=span("The *ferry* did")[0] + 7, end=span("The *ferry* did")[1] + 7)
    assert verdicts(exported(marked), moved) == ["moved"]
    assert verdicts(exported(moved), moved) == ["moved"]


@pytest.mark.parametrize(("status", "verdict"), [("review", "review"), ("orphan", "lost")])
def test_what_lost_its_place_does_not_hold(exported, status, verdict):
    marked = standing(made(), span("The *ferry* did"))
    now = changed(marked, status)
    for path in (exported(marked), exported(now)):
        checked, _problems = check_exports([path], [now])
        assert [(each.verdict, each.holds) for each in checked] == [(verdict, False)]
        assert "The *ferry* did" in checked[0].why
        assert "why" in checked[0].why


def test_what_has_no_source_any_more_does_not_hold(exported):
    marked = standing(made(), span("The *ferry* did"))
    path = exported(marked)
    assert verdicts(path, replace(changed(marked, "orphan"), document=None)) == ["gone"]


def test_what_is_no_highlight_any_more_is_unknown(exported):
    marked = standing(made(), span("The *ferry* did"), span("Captain Holt"))
    assert verdicts(exported(marked), replace(marked, placed=marked.placed[1:])) == ["unknown", "holds"]


def test_a_quote_that_somebody_edited_is_told(exported):
    marked = standing(made(), span("Captain Holt said"), span("The lamp at the end"))
    path = exported(marked, lambda text: text.replace("Captain Holt said", "Captain Holt denied"))
    checked, _problems = check_exports([path], [marked])
    assert [each.verdict for each in checked] == ["edited", "holds"]
    assert checked[0].why == "it reads “Captain Holt denied”; “Captain Holt said” was marked"


def test_a_quote_that_somebody_made_longer_or_shorter_is_told(exported):
    marked = standing(made(), span("Captain Holt said"))
    for other in ("Captain Holt said so", "Captain Holt", "said Captain Holt said"):
        path = exported(marked, lambda text, other=other: text.replace("Captain Holt said", other))
        assert verdicts(path, marked) == ["edited"]


def test_the_export_of_new_words_that_are_certain_holds(exported):
    marked = standing(made(), span("Captain Holt said"))
    now = changed(
        marked,
        "certain",
        made(TEXT.replace("Captain Holt said", "Captain Holt has said")),
        end=span("Captain Holt said")[1] + 4,
    )
    assert verdicts(exported(now), now) == ["moved"]
    assert verdicts(exported(marked), now) == ["moved"]


# Markdown


def test_what_is_around_a_block_and_below_it_does_not_matter(tmp_path):
    marked = standing(
        made(), span("Captain Holt said"), note="A note.\n\n> with a quote\n\n# and a heading ^h-00000009"
    )
    path = tmp_path / "ferry.md"
    text = document_markdown(Source(marked, "ferry.txt"))
    path.write_text(f"\ufeff{text}\n> mine\n\nmine too, see [[ferry#^h-00000001]]\n".replace("\n", "\r\n"))
    assert verdicts(path, marked) == ["holds"]


@pytest.mark.parametrize("context", ["sentence", "paragraph"])
def test_with_more_quoted_around_it_what_was_marked_is_what_counts(tmp_path, context):
    marked = standing(
        made(), span("The *ferry* did"), span("lamp"), span("lamp at the end"), span("Holt said: “It costs $5 a")
    )
    path = tmp_path / "ferry.md"
    text = document_markdown(Source(marked, "ferry.txt", Look(context)))
    path.write_text(text, encoding="utf-8")
    assert verdicts(path, marked) == ["holds"] * 4
    path.write_text(text.replace("had been dark", "had been lit"), encoding="utf-8")
    assert verdicts(path, marked) == ["holds", "edited", "edited", "holds"]
    path.write_text(text.replace("**lamp** at", "lamp **at**"), encoding="utf-8")
    assert verdicts(path, marked) == ["holds", "edited", "holds", "holds"]


@pytest.mark.parametrize(
    "block",
    [
        "> Captain Holt said\n> — somewhere ^h-00000001",
        "> Captain Holt said ^h-00000001",
        "- Captain *Holt* said, on page 4 ^h-00000001",
        "He: “Captain Holt said”\n\n^h-00000001",
        "```\nCaptain Holt said\n```\n^h-00000001",
    ],
)
def test_a_template_may_put_other_words_beside_a_quote(tmp_path, block):
    marked = standing(made(), span("Captain Holt said"))
    path = tmp_path / "own.md"
    path.write_text(f"# Mine\n\n{block}\n\nOther.\n")
    assert verdicts(path, marked) == ["holds"]
    path.write_text(f"# Mine\n\n{block}\n\nOther.\n".replace("said", "wrote"))
    assert verdicts(path, marked) == ["edited"]


PASSAGES = st.text(min_size=1, max_size=60) | st.text("*_`~[]()<>#|$\\^=%:&!-+1. \n\t“”aé🚢", min_size=1, max_size=40)


@given(PASSAGES, PASSAGES, PASSAGES, st.sampled_from(["none", "sentence", "paragraph"]))
def test_whatever_is_marked_holds_as_it_is_exported(before, passage, after, context):
    document = made(f"Of the ferry.\n\n{before}{passage}{after}".replace("\0", ""))
    start = document.text.index("ferry.") + 8 + len(before)
    end = min(start + len(passage), len(document.text))
    if start >= end or not document.text[start:end].strip():
        return
    marked = standing(document, (start, end))
    text = document_markdown(Source(marked, "ferry.txt", Look(context)))
    (quote,) = quotes_in(text.encode(), ".md", lambda _id: True)
    letters = "".join(document.text[start:end].split())
    assert letters in ("".join(quote.words.split()), "".join(quote.marked.split()))
    for ending in (".jsonld", ".csv"):
        (other,) = quotes_in(FORMATS[ending](marked).encode(), ending, lambda _id: True)
        assert other.words == document.text[start:end] or ending == ".csv"
        assert letters == "".join(other.words.split())


# files


def test_a_folder_is_gone_through_but_no_hidden_one_and_no_link(tmp_path):
    marked = standing(made(), span("Captain Holt said"))
    text = document_markdown(Source(marked, "ferry.txt"))
    for name in ("a.md", "b/c.MD", ".hidden.md", ".trash/d.md", "e.txt", "f.md.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    checked, _problems = check_exports([tmp_path], [marked])
    assert [each.file for each in checked] == [str(tmp_path / "a.md"), str(tmp_path / "b/c.MD")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"# No quote\n\n^block-of-mine\n"),
        ("a.md", b"\xff\xfe\0^h-00000001"),
        ("a.json", b'{"reader:mark": '),
        ("a.json", b"[" * 90_000 + b'"reader:mark"'),
        ("a.jsonld", b'{"items": [{"reader:mark": 7}, {"reader:mark": "x"}]}'),
        ("a.csv", b"id,quote\r\nh-00000001,x\r\n"),
        ("a.csv", b"Highlight,Title\r\n"),
        ("a.txt", b"h-00000001"),
    ],
)
def test_what_is_no_export_has_no_quotes(name, data):
    found = quotes_in(data, Path(name).suffix, lambda written: written == "h-00000001")
    assert [quote.id for quote in found] in ([], ["h-00000001"] if b"\xff" in data else [])


@pytest.mark.parametrize("data", [b'{"reader:mark": {}}', b'{"reader:mark": {"reader:id": 7}, "target": [1]}'])
def test_an_annotation_that_makes_no_sense_is_unknown(tmp_path, data):
    (tmp_path / "a.json").write_bytes(data)
    assert verdicts(tmp_path / "a.json") == ["unknown"]


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    checked, problems = check_exports([tmp_path / "missing.md"], [])
    assert checked == []
    assert "missing.md" in problems[0]


def test_a_file_that_is_too_large_is_told_rather_than_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(verify, "LARGEST_FOREIGN", 9)
    (tmp_path / "out.md").write_bytes(b"> x ^h-01234567\n")
    assert check_exports([tmp_path], []) == ([], [f"{tmp_path / 'out.md'}: too large for an export; not checked"])


def test_a_notebook_is_checked_without_any_export():
    marked = standing(made(), span("Captain Holt said"), span("The lamp"))
    lost = changed(marked, "orphan")
    mixed = replace(marked, placed=(marked.placed[0], lost.placed[1]))
    assert [(each.file, each.verdict) for each in check_notebook([mixed])] == [("", "holds"), ("", "lost")]
