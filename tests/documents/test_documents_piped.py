"""What comes without a name is told by its bytes."""

import pytest
from files_support import chapter, docx, epub, mail, paragraph, pdf, placed
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import DocumentError, read_piped
from reader.text.safety import safe_text

WORDS = "The ferry did not sail, and nobody on the quay could say why it stayed in port for so long."
BOX = b"\n".join(b"From a@b Mon Mar 11 08:30:00 2024\n" + mail(f"{WORDS}\n", Subject=each) for each in ("One", "Two"))


def titles(data):
    return [(document.name, document.extractor.split()[0]) for document in read_piped(data, "piped")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([placed([WORDS])]), "pdf"),
        (docx(paragraph(WORDS)), "docx"),
        (epub({"a.xhtml": chapter(f"<p>{WORDS}</p>")}), "epub"),
        (f"<!doctype html><p>{WORDS}</p>".encode(), "html"),
        (mail(WORDS), "mail"),
        (b"From a@b Mon Mar 11 08:30:00 2024\n" + mail(WORDS), "mail"),
        (b"Received: from a\n\tby b\nDate: Mon, 11 Mar 2024 08:30:00 +0100\n\n" + WORDS.encode(), "mail"),
        (WORDS.encode(), "text"),
        (f"Title: Ferry\nDate: 2024-03-11\nAuthor: Vale\n\n{WORDS}".encode(), "text"),
        (f"From: where we stood, nothing.\n\n{WORDS}".encode(), "text"),
        (f"Text, body and mind,\n{WORDS}\n".encode(), "text"),
        (b"{ thus }\nspoke, she said.", "text"),
        (b"", "text"),
    ],
)
def test_one_document_of_any_kind(data, kind):
    assert titles(data) == [("piped", kind)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (BOX, "mail"),
        (f'id,text\n1,"{WORDS}"\n2,"{WORDS}"\n'.encode(), "row"),
        (f"id;Article Text\n1;{WORDS}\n2;{WORDS}\n".encode(), "row"),
        (f"\ufeffid\tbody\n1\t{WORDS}\n2\t{WORDS}\n".encode(), "row"),
        (f'{{"text": "{WORDS}"}}\n{{"text": "{WORDS}"}}\n'.encode(), "row"),
    ],
)
def test_many_documents_of_one_stream(data, kind):
    assert titles(data) == [("piped/0001", kind), ("piped/0002", kind)]


@given(st.one_of(st.binary(max_size=400), st.text(alphabet='From: aDt,;|\t"{}\n\r ', max_size=200).map(str.encode)))
def test_whatever_bytes_come_they_are_documents_or_a_reason(data):
    try:
        found = list(read_piped(data, "piped"))
    except DocumentError:
        return
    assert all(safe_text(document.text) == document.text for document in found)
