"""Texts of shapes that no person writes, from the file to the rows of the screen and to the index."""

import contextlib
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from files_support import paragraph, pdf, placed, zipped

from reader.app.layout import Layout
from reader.cli import main
from reader.dates import find_dates
from reader.documents import DocumentError, Folder, make_document, read_document
from reader.text.graphemes import graphemes
from reader.text.hygiene import oddities
from reader.text.safety import safe_text

FERRY = "The ferry of Maren Holt did not sail to Rotterdam on 4 May 2022."
EVERY = "".join(map(chr, [*range(1, 0xD800), *range(0xE000, sys.maxunicode + 1)]))


def made(data, name="a.txt"):
    return make_document(data if isinstance(data, bytes) else data.encode(), Path(name), name)


def sparse(path, size):
    """Make a file of that many zero bytes, of which none is on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize(
    ("size", "why"), [(1, "binary"), (10_000_000, "binary"), (2**30, "too large: 1,024 MB"), (2**50, "too large")]
)
def test_files_of_nothing_but_zeros_are_refused_at_once(tmp_path, size, why):
    try:
        path = sparse(tmp_path / "zeros.txt", size)
    except OSError:
        pytest.skip("no such files here")
    with pytest.raises(DocumentError, match=why):
        read_document(path)


def test_a_line_of_fifty_megabytes_is_read_and_broken_into_rows():
    document = made("the ferry sailed to Rotterdam on Monday " * 1_250_000)
    assert len(document.text) == 50_000_000
    assert len(document.title) <= 300
    rows = Layout(document.text, 80)
    assert len(rows) == 625_000
    assert rows.span(0) == (0, 80)


@pytest.mark.parametrize(
    "text",
    ["\n" * 1_000_000, "\t" * 10_000, "x" * 1_000_000, " " * 1_000_000],
    ids=["newlines", "tabs", "a word", "spaces"],
)
def test_texts_of_one_character_are_read_broken_into_rows_and_have_a_title(text):
    document = made(text)
    assert document.text == text
    assert document.title
    rows = Layout(text, 80)
    assert rows.span(len(rows) - 1)[1] == len(text)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r", "\x85"])
def test_the_last_line_may_have_no_end(end):
    assert made(f"{FERRY}{end}").text == FERRY + ("\n" if end else "")


def test_every_character_that_there_is_comes_in_and_keeps_its_place():
    document = made(EVERY)
    assert len(document.text) == len(EVERY)
    assert safe_text(document.text) == document.text
    rows = Layout(document.text, 80)
    assert rows.span(len(rows) - 1)[1] == len(EVERY)
    assert any("ZERO WIDTH SPACE".casefold() in odd.what for odd in oddities(document.text))


def test_surrogates_that_were_encoded_one_by_one_are_damage_and_no_character():
    document = made(
        "Zoë in Ærøskøbing, ".encode() * 3
        + "🚢".encode("utf-16", "surrogatepass").decode("utf-16").encode()
        + b"\xed\xa0\xbd\xed\xba\xa2 end"
    )
    assert document.text.endswith("\ufffd end")
    assert "🚢" in document.text
    assert "broken UTF-8" in document.warnings[0]


AWKWARD = {
    "empty.txt": "",
    "newlines.txt": "\n" * 50_000 + FERRY,
    "tabs.txt": "\t" * 10_000 + FERRY,
    "word.txt": "x" * 200_000,
    "line.txt": f"{FERRY} " * 800,
    "piled.txt": "Z" + "\u0301" * 500 + f" {FERRY}",
    "pictures.txt": f"👩‍👩‍👧‍👦 🇮🇳 👍🏽 ❤️ {FERRY} 東京 ｱｲｳ 각 한국어 ประเทศไทย देवनागरी שלום مرحبا",
    "joined.txt": f"{FERRY} Ma\u200bren Ho\u200dlt, Мaren Holt",
    "folded.txt": f"ß İ ı ﬁ ŉ ΐ {FERRY} STRASSE straße",
    "composed.txt": unicodedata.normalize("NFD", f"{FERRY} Zoë Café"),
    "noncharacters.txt": f"{FERRY} \ufffe\uffff\U0001fffe",
    "markup.txt": f"[/ [b [$x] \\[b] [@click=app.quit]x[/] [link=x] {FERRY} {{{{ 7 * 7 }}}} <% x %> <script>alert(1)</script>",
    "formulas.txt": f"=cmd|' /C calc'!A0 @SUM(A1) +1 -1 {FERRY} '; DROP TABLE documents; --",
    "yaml.md": "---\na: &a [x]\nb: &b [*a, *a]\ntitle: a: b\ndate: !!python/object/apply:os.system [id]\n---\n\n"
    + FERRY,
    "open.md": f"---\ntitle: [\n\n{FERRY}\n\n---\n\n```\n" + "> " * 5_000,
}


def test_a_folder_of_awkward_texts_is_indexed_searched_and_exported(tmp_path, capsys):
    for name, text in AWKWARD.items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_CONFIG_DIR", str(tmp_path / ".config"))
        (tmp_path / ".config").mkdir()
        (tmp_path / ".config" / "config.toml").write_text('[extractors]\nnames = "rules"\n')
        for command in (
            "index",
            "search Rotterdam",
            "search maren~",
            "entities",
            "timeline",
            "timeline --ics",
            "export --to -",
        ):
            assert main([*command.split(), str(tmp_path)]) in (0, 1), command
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert f"{len(AWKWARD)} documents" in captured.err
    found = captured.out.split("Rotterdam")
    assert len(found) > len(AWKWARD) - 2


def test_no_row_begins_inside_a_character():
    for text in AWKWARD.values():
        edges = {0, len(text), *(start for start, _end in graphemes(text, 0, min(len(text), 3_000)))}
        rows = Layout(text, 20)
        assert {rows.span(row)[0] for row in range(min(len(rows), 20))} <= edges | set(range(3_000, len(text)))


def test_names_composed_in_two_ways_are_two_files(tmp_path):
    for name in ("café.txt", "cafe\u0301.txt"):
        (tmp_path / name).write_text(f"{FERRY} {len(name)}")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system composes names")
    names = [entry.name for entry in Folder.of([tmp_path]).scan().files]
    assert sorted(map(len, names)) == [8, 9]
    assert {read_document(tmp_path / name, name).name for name in names} == set(names)


def test_a_hundred_thousand_pages_are_read_or_refused():
    data = pdf([placed([FERRY])]).replace(
        b"/Kids [4 0 R] /Count 1", b"/Kids [" + b"4 0 R " * 100_000 + b"] /Count 100000"
    )
    with contextlib.suppress(DocumentError):
        assert "ferry" in made(data, "a.pdf").text


def test_a_word_of_four_hundred_megabytes_is_refused():
    text = b"a" * (140 * 1024 * 1024)  # what is refused is refused after 128 MB
    with pytest.raises(DocumentError, match="unpacks to more than"):
        made(zipped({"word/document.xml": b"<a><p><t>" + text}), "a.docx")


def test_an_archive_within_archives_is_no_bomb():
    inner = zipped({"word/document.xml": "0" * 1_000_000})
    for depth in range(6):
        inner = zipped({f"{depth}-{number}.zip": inner for number in range(6)})
    assert (
        made(
            zipped({"word/document.xml": f"<d>{paragraph('Here.')}</d>".replace("w:", ""), "a.zip": inner}), "a.docx"
        ).text
        == "Here.\n"
    )


WHEN = date(2024, 12, 31)
PHRASES = {
    "31 February": "", "31 February 2024": "", "10/11/12": "2012-10-11", "9999-12-31": "9999-12-31", "500 BCE": "BC0500", "the 1990s": "199", "Q3 2024": "2024-Q3",
    "FY24/25": "2024/2025", "next Monday": "2025-01-06", "last Tuesday": "2024-12-24", "02:30 on 31 March 2024": "2024-03-31T02:30",
}  # fmt: skip
NONE = [
    "year 0",
    "0000-00-00",
    "10000-01-01",
    "Heisei 31",
    "Reiwa 6",
    "2567 BE",
    "99/99/99",
    "1446 AH",
    "15 Sha'ban 1445",
    "month 13 of 2024",
]


@pytest.mark.parametrize(("phrase", "value"), PHRASES.items())
def test_days_at_the_edge_of_the_calendar(phrase, value):
    assert {found.text: found.value for found in find_dates(f"It happened on {phrase}.", WHEN)}.get(phrase) == value


@pytest.mark.parametrize("phrase", NONE)
def test_no_day_is_made_up_for_other_calendars_and_impossible_numbers(phrase):
    for found in find_dates(f"It happened in {phrase} at the port.", WHEN):
        assert found.value in ("", "2024"), found
