"""A file becomes a document: title, blocks, fingerprints; or an error that says why not."""

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import DocumentError, make_document, read_document
from reader.documents import reading as room
from reader.text.safety import safe_line

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def made(text, name="story.txt"):
    return make_document(text.encode("utf-8", "surrogatepass"), Path(name), name)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Title: Ferry stays in port\nDate: 2024-03-11\n\nThe ferry did not sail.", "a.txt", "Ferry stays in port"),
        ('---\ntitle: "Ferry stays"\n---\n# Another\n', "a.md", "Ferry stays"),
        ("Hello\n\n# Ferry *stays* #\n", "a.md", "Ferry stays"),
        ("Ferry stays in port\n\nThe ferry did not sail.", "a.txt", "Ferry stays in port"),
        ("The ferry did not sail. Nobody said why.", "a.txt", "The ferry did not sail."),
        (" date 2024-03-11 The ferry did not sail. Nobody said why.", "a.txt", "The ferry did not sail."),
        ("The ferry,\nhard wrapped in the middle of its long sentence,\nsailed. Late.", "a.txt", "The ferry,"),
        ("Subject: Re: dredger\nDate: 2024-03-11\n\nDear all,", "a.txt", "Re: dredger"),
        ("", "letters/empty.txt", "empty.txt"),
        (" \n\n\t", "blank.md", "blank.md"),
        ("```\n# no heading\n```\nSome words.\n", "a.md", "# no heading"),
    ],
)
def test_titles(text, name, title):
    assert made(text, name).title == title


def test_the_sample_article_is_called_by_its_first_sentence(seeds):
    title = read_document(next(seeds.glob("*.txt"))).title
    assert title.startswith("The Ministry of External Affairs said on Friday that India is working")
    assert title.endswith("Tahawwur Rana.")


@given(st.text(max_size=80), st.sampled_from(["a.txt", "a.md", "Title: {}\nDate: 2024-03-11\n\nx", "# {}"]))
def test_titles_are_one_safe_line_and_never_missing(text, shape):
    name = shape if "." in shape else "a.md" if shape.startswith("#") else "a.txt"
    if "\0" in text:
        return
    title = made(shape.format(text) if "{" in shape else text, name).title
    assert title
    assert title == safe_line(title)
    assert len(title) <= 300


def test_hostile_names_and_titles_cannot_reach_the_terminal():
    document = made("", "\x1b]0;owned\x07\n.txt")
    assert document.title == "␛]0;owned␇ .txt"
    assert made("Title: \x1b[31mred\nDate: 2024-03-11\n\nText.").title == "␛[31mred"


def test_markdown_blocks_cover_what_they_say():
    text = """---
title: Log
---

# Night watch

Calm *sea*.

- lamp lit
  1. oil filled
> All quiet,
> he wrote.

```
# not a heading
- not a list
```
~~~ open to the end
"""
    document = made(text, "log.md")
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("metadata", "---\ntitle: Log\n---\n"),
        ("heading", "Night watch"),
        ("list_item", "• lamp lit"),
        ("list_item", "  1. oil filled"),
        ("quote", "All quiet,\nhe wrote."),
        ("code", "# not a heading\n- not a list"),
    ]
    assert document.body_start == document.blocks[0].end
    assert "\n\nCalm sea.\n\n• lamp lit\n  1. oil filled\n\nAll quiet," in document.text


@pytest.mark.parametrize(
    "text",
    ["---\n---- no front matter", "text\n---\ntitle: x\n---\n", "---\nnever closed\n", "\n---\ntitle: x\n---\n"],
)
def test_rules_and_open_fences_are_no_front_matter(text):
    assert made(text, "a.md").body_start == 0


def test_front_matter_is_read_line_by_line_and_never_executed():
    text = "---\ntitle: a: b\ntags:\n  - x\ndanger: !!python/object:os.system [ls]\nbomb: &a [*a, *a]\n---\nBody."
    document = made(text, "a.md")
    assert document.title == "a: b"
    assert document.text[: document.body_start] == text.removesuffix("Body.")
    assert document.text[document.body_start :].strip() == "Body."


def test_the_header_of_a_plain_text_stays_in_the_text_as_a_block():
    document = made("Title: Ferry\nDate: 2024-03-11\n\nThe ferry.")
    assert document.text.startswith("Title: Ferry")
    assert [block.kind for block in document.blocks] == ["metadata"]
    assert document.text[document.body_start :].strip() == "The ferry."


def test_prose_that_opens_with_a_keyword_is_no_header():
    assert made("By: the time we came\nthe ferry was gone.").body_start == 0
    assert made("Date palms grow here.").body_start == 0


def test_ids_and_fingerprints_are_those_of_the_content():
    one, two = made("Same\r\ntext.", "a.txt"), made("Same\r\ntext.", "b/c.txt")
    other_bytes = made("Same\ntext.", "a.txt")
    assert one.id == two.id != other_bytes.id
    assert one.sha256 == hashlib.sha256(b"Same\r\ntext.").hexdigest()
    assert one.text_sha256 == other_bytes.text_sha256 == hashlib.sha256(b"Same\ntext.").hexdigest()
    assert one.sha256 != other_bytes.sha256


def test_the_same_bytes_always_make_the_same_document(folder):
    path = folder / "ferry.txt"
    assert read_document(path, "ferry.txt") == read_document(path, "ferry.txt")


def test_exported_marks_are_no_source():
    with pytest.raises(DocumentError, match="exported"):
        made('---\ntitle: "x"\nreader_doc: "d-12345678"\n---\n\n> quote\n', "export.md")


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "x"\n<<<<<<< HEAD\nmodified: 2025\n=======\nmodified: 2026\n>>>>>>> b\nreader_doc: "d-12345678"\n---\n\n> q\n',
        '<<<<<<< HEAD\n---\ntitle: "x"\nreader_doc: "d-12345678"\n---\n=======\n---\ntitle: "y"\n---\n>>>>>>> b\n> q\n',
        "---\n<<<<<<< HEAD\nreader_quotes: 1\n=======\n>>>>>>> b\n---\n\n> q\n",
    ],
)
def test_exported_marks_are_no_source_either_where_git_left_a_conflict_in_them(text):
    for end in ("\n", "\r\n"):
        with pytest.raises(DocumentError, match="conflict"):
            made(text.replace("\n", end), "export.md")


def test_a_source_may_speak_of_exports_and_conflicts():
    assert made('---\ntitle: "x"\n---\n\nreader_doc: is a line of an export.\n', "a.md").title == "x"
    assert made("Of conflicts\n\n<<<<<<< HEAD\nreader_doc: x\n", "a.md").text


@pytest.mark.parametrize("missing", ["gone.txt", "no/such/folder/x.txt"])
def test_a_file_that_vanished(tmp_path, missing):
    with pytest.raises(DocumentError, match="no longer there"):
        read_document(tmp_path / missing)


def test_a_folder_is_no_document(tmp_path):
    with pytest.raises(DocumentError):
        read_document(tmp_path)


def test_a_file_beyond_the_limit_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(room, "LIMIT", 10)
    with pytest.raises(DocumentError, match="too large"):
        read_document(path)


@posix
def test_a_pipe_is_refused_at_once_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="not a regular file"):
        read_document(tmp_path / "pipe.txt")


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="a device of Linux")
def test_an_endless_device_is_refused(tmp_path):
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with pytest.raises(DocumentError, match="not a regular file"):
        read_document(tmp_path / "zero.txt")


@posix
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(DocumentError, match="not permitted"):
        read_document(path)


def test_a_refused_permission_is_explained(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(room.os, "open", refuse)
    with pytest.raises(DocumentError, match="not permitted"):
        read_document(tmp_path / "secret.txt")


def test_a_source_is_only_ever_read(folder):
    path = folder / "minutes.md"
    before = path.read_bytes(), path.stat().st_mtime_ns
    read_document(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("text", ["\n" * 50_000, "\t" * 10_000, "e" + "\u0301" * 500, "a" * 200_000, "<script>{{x}}</script>"])  # fmt: skip
def test_shapes_that_no_person_writes(text):
    document = made(text)
    assert document.text == text
    assert document.title


def counted(monkeypatch, *names):
    """Count the calls of functions of `os` from now on."""
    calls = []
    for name in names:
        ask = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *given, ask=ask, name=name, **named: calls.append(name) or ask(*given, **named)
        )
    return calls


def test_a_file_is_opened_once_and_asked_once_what_it_is(folder, monkeypatch):
    path = folder / "ferry.txt"
    calls = counted(monkeypatch, "open", "fdopen", "fstat", "stat", "lstat", "read", "close")
    read_document(path, "ferry.txt")
    assert calls == ["open", "fstat", "read", "read", "close"]


def test_a_refused_file_is_closed(tmp_path, monkeypatch):
    (tmp_path / "long.txt").write_bytes(b"x" * 11)
    monkeypatch.setattr(room, "LIMIT", 10)
    calls = counted(monkeypatch, "open", "close")
    with pytest.raises(DocumentError):
        read_document(tmp_path / "long.txt")
    assert calls == ["open", "close"]


@pytest.mark.parametrize("size", [1, 4, 1_000])
def test_a_file_that_is_given_in_small_pieces_is_read_to_its_end(tmp_path, monkeypatch, size):
    path = tmp_path / "a.txt"
    path.write_bytes(b"The ferry did not sail.\n" * 40)
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, count: read(handle, min(count, size)))
    assert read_document(path).text == "The ferry did not sail.\n" * 40


def test_a_file_that_grows_beyond_the_limit_while_it_is_read_is_refused_and_not_cut_off(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    fstat = os.fstat

    def growing(handle):
        status = fstat(handle)
        path.write_bytes(b"x" * 200)
        return status

    monkeypatch.setattr(os, "fstat", growing)
    monkeypatch.setattr(room, "LIMIT", 200)
    assert len(read_document(path).text) == 200
    path.write_bytes(b"x")
    monkeypatch.setattr(room, "LIMIT", 199)
    with pytest.raises(DocumentError, match="too large: it has grown"):
        read_document(path)


@pytest.mark.parametrize(("data", "times"), [("Zoë’s café\n".encode(), 1), (b"a\r\nb", 2), ("é".encode("cp1252"), 2)])
def test_what_the_file_says_as_it_stands_is_fingerprinted_once(monkeypatch, data, times):
    calls = []
    monkeypatch.setattr(room, "sha256", lambda data: calls.append(data) or hashlib.sha256(data))
    document = make_document(data, Path("a.txt"), "a.txt")
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert len(calls) == times


def test_a_bullet_is_no_part_of_a_title():
    assert make_document("• One level\n\nMore.".encode(), Path("a.txt"), "a.txt").title == "One level"
    assert make_document("• One level. More of it.".encode(), Path("a.txt"), "a.txt").title == "One level."
