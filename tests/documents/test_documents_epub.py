"""E-books: chapters in their order, and books that reach for what is not theirs."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from files_support import CONTAINER, chapter, epub, zipped

from reader.documents import DocumentError, make_document

METADATA = (
    "<dc:title>The Dredger</dc:title><dc:creator>Maren Holt</dc:creator><dc:creator>Idris Vale</dc:creator>"
    "<dc:language>en</dc:language><dc:date>2024-03-11</dc:date>"
)
ONE = chapter("<h1>Silt</h1><p>The ferry did not sail.</p>")
TWO = chapter('<p>Nobody&nbsp;came.</p><img src="http://127.0.0.1/x.png"/><p>Then <a id="n1"/>they did.</p>')


def made(data, name="book.epub"):
    return make_document(data, Path(name), name)


def test_a_book_is_its_chapters_in_their_order():
    document = made(epub({"two.xhtml": TWO, "one.xhtml": ONE}, METADATA, spine=[1, 0]))
    assert document.text == "Silt\n\nThe ferry did not sail.\n\nNobody came.\n\nThen they did.\n"
    assert (document.title, document.author, document.language) == ("The Dredger", "Maren Holt, Idris Vale", "en")
    assert (document.published.day, document.published.how) == (date(2024, 3, 11), "“date” in the e-book")
    assert [(document.text[block.start : block.end], block.level) for block in document.blocks] == [("Silt", 1)]


def test_a_chapter_without_a_heading_is_called_as_the_contents_say():
    contents = '<ncx><navMap><navPoint><navLabel><text>Chapter Two</text></navLabel><content src="two.xhtml#a"/></navPoint></navMap></ncx>'
    data = epub({"two.xhtml": TWO, "toc.ncx": contents}, spine=[0])
    opf = '<spine toc="c1">'
    data = repacked(data, "OEBPS/book.opf", lambda text: text.replace("<spine>", opf))
    assert made(data).text.startswith("Chapter Two\n\nNobody came.")


def repacked(data, name, change):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {each: archive.read(each).decode() for each in archive.namelist()}
    return zipped(parts | {name: change(parts[name])})


@pytest.mark.parametrize(
    "reference",
    ["../../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x.xhtml", "..\\..\\x", "//127.0.0.1/x"],
)  # fmt: skip
def test_a_book_reaches_for_nothing_outside_of_it(reference):
    document = made(epub({"one.xhtml": ONE, reference: None}))
    assert document.text == "Silt\n\nThe ferry did not sail.\n"


def test_a_link_in_a_book_is_no_chapter():
    file = BytesIO(epub({"one.xhtml": ONE, "two.xhtml": None}))
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("OEBPS/two.xhtml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    document = made(file.getvalue())
    assert document.text == "Silt\n\nThe ferry did not sail.\n"
    assert document.warnings == ("1 of its chapters are damaged or missing",)


def test_a_spine_that_goes_in_circles_is_read_once():
    assert made(epub({"one.xhtml": ONE}, spine=[0] * 500)).text.count("The ferry") == 1


def test_a_book_without_a_container_is_read_where_it_says_what_it_is_made_of():
    with zipfile.ZipFile(BytesIO(epub({"one.xhtml": ONE}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("META")}
    assert "The ferry" in made(zipped(parts)).text


LOCKED = (
    '<encryption xmlns="e"><EncryptedData><EncryptionMethod Algorithm="{}"/><CipherData><CipherReference URI="OEBPS/one.xhtml"/>'
    "</CipherData></EncryptedData></encryption>"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped({"mimetype": "application/epub+zip"}), "no e-book"),
        (zipped({"META-INF/container.xml": CONTAINER}), "no e-book"),
        (epub({"one.xhtml": None}), "none of its chapters"),
        (epub({"one.xhtml": chapter("")}), "no text in it"),
        (epub({"one.xhtml": ONE}, parts={"META-INF/encryption.xml": LOCKED.format("aes256")}), "locked by its seller"),
        (epub({"one.xhtml": ONE})[:200], "damaged"),
        (
            epub({"one.xhtml": ONE}, parts={"META-INF/container.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "entities",
        ),
    ],
)
def test_what_cannot_be_read_is_listed_with_its_reason(data, why):
    with pytest.raises(DocumentError, match=why):
        made(data)


def test_fonts_that_are_hidden_keep_nobody_from_reading():
    parts = {"META-INF/encryption.xml": LOCKED.format("http://www.idpf.org/2008/embedding")}
    assert "The ferry" in made(epub({"one.xhtml": ONE}, parts=parts)).text


def test_pictures_that_are_locked_keep_nobody_from_reading():
    data = epub(
        {"one.xhtml": ONE, "map.svg": "x"},
        spine=[0],
        parts={"META-INF/encryption.xml": LOCKED.replace("one.xhtml", "map.svg").format("aes256")},
    )
    data = repacked(
        data,
        "OEBPS/book.opf",
        lambda text: text.replace(
            'href="map.svg" media-type="application/xhtml+xml"', 'href="map.svg" media-type="image/svg+xml"'
        ),
    )
    assert "The ferry" in made(data).text


@pytest.mark.parametrize(
    "declared", ["<!DOCTYPE html>", "<!DOCTYPE html [" * 100_000, "<!doctype html [ ]>\n", "<!DOCTYPE"]
)
def test_a_declaration_of_any_shape_does_no_harm(declared):
    body = ONE[ONE.index("<html") :]
    assert (
        "ferry did not sail"
        in made(epub({"one.xhtml": declared + ("" if declared.endswith(("]>\n", ">")) else ">") + body})).text
    )


def test_titles_are_safe():
    document = made(epub({"one.xhtml": ONE}, "<dc:title>a\u202eb &#x9b; [/]</dc:title>"))
    assert document.title == "a\ufffdb \ufffd [/]"


def test_what_a_chapter_declares_is_no_text_and_is_not_looked_up():
    declared = '<!DOCTYPE html [\n<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">\n]>\n'
    body = ONE[ONE.index("<html") :].replace("did not sail.", "did not sail &b;.")
    assert made(epub({"one.xhtml": declared + body})).text == "Silt\n\nThe ferry did not sail &b;.\n"
