"""E-mails: header and text, whatever they are in, and mails that no program should have sent."""

from datetime import date
from pathlib import Path

import pytest
from files_support import mail

from reader.documents import DocumentError, make_document

DAY = "Mon, 11 Mar 2024 23:30:00 -0800"


def made(data, name="letter.eml"):
    return make_document(data, Path(name), name)


def test_a_mail_is_its_header_and_its_text():
    document = made(
        mail(
            "The dredger lies in Rotterdam.\n\n> Where is it?\n> Nobody knows.\n\nMaren\n",
            To="idris@quay.example",
            Date=DAY,
        )
    )
    assert document.text == (
        "From: Maren Holt <maren@quay.example>\nTo: idris@quay.example\nDate: Mon, 11 Mar 2024 23:30:00 -0800\n"
        "Subject: The dredger\n\nThe dredger lies in Rotterdam.\n\n> Where is it?\n> Nobody knows.\n\nMaren\n"
    )
    assert document.title == "The dredger"
    assert document.author == "Maren Holt <maren@quay.example>"
    assert [block.kind for block in document.blocks] == ["metadata", "quote", "quote"]
    assert document.text[document.body_start :].strip().startswith("The dredger lies")


def test_the_day_is_the_one_of_who_wrote():
    found = made(mail("Late.", Date=DAY)).published
    assert (found.day, found.how) == (date(2024, 3, 11), "“Date” in the e-mail")
    assert made(mail("Late.", Date="soon")).published is None


def test_the_plain_text_is_preferred_and_a_page_is_read_where_there_is_none():
    assert "Plain." in made(mail("Plain.", "<p>Not <b>this</b>.</p>")).text
    assert (
        "Not this.\n\nNor that."
        in made(mail(html="<p>Not <b>this</b>.</p><p>Nor that.</p><img src='http://127.0.0.1/'>")).text
    )


def test_attachments_are_named_and_not_read():
    document = made(mail("See there.", attachments=["contract.pdf", "winmail.dat", "a\u202e.zip"]))
    assert "Attachments: contract.pdf, winmail.dat, a\ufffd.zip\n" in document.text
    assert "secret" not in document.text
    inner = b"From: a@b\nContent-Type: message/rfc822\n\nSubject: Inner\n\nNot read."
    assert "e-mail “Inner”" in made(inner).text


def test_a_mail_without_a_date_is_of_the_day_it_was_received():
    document = made(b"Received: from a\n by b; Mon, 11 Mar 2024 08:30:00 +0100\nFrom: a@b\nDate: soon\n\nHello.\n")
    assert (document.published.day, document.published.how) == (date(2024, 3, 11), "“Received” in the e-mail")


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        ("Привет".encode("koi8-r"), "Content-Type: text/plain; charset=koi8-r", "Привет"),
        (b"caf\xe9", "Content-Type: text/plain; charset=no-such-thing", "café"),
        (b"caf\xe9", 'Content-Type: text/plain; charset="us-ascii"', "café"),
        ("Zoë".encode(), "Content-Type: text/plain", "Zoë"),
        (
            b"Zo=C3=AB =C3",
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            "Zoë \ufffd",
        ),
        (b"Wm/Dqw", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", "Zoë"),
        (b"a\0b", "Content-Type: text/plain; charset=utf-8", "a␀b"),
        ("\ufeffZoë’s".encode("utf-16-le"), "Content-Type: text/plain; charset=utf-16", "Zoë’s"),
    ],
)
def test_characters_of_every_kind(body, headers, said):
    assert said in made(f"From: a@b\n{headers}\n\n".encode() + body + b"\n").text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?gb2312?B?uNukzrSsgTmnOYfl/Q==?=", "港の船・囧\ufffd"),
        ("=?utf-8?q?Caf=C3=A9?= =?utf-8?b?IPCfmqI=?=", "Café 🚢"),
        ("=?x-no-such?q?Caf=E9?=", "Caf"),
        ("=?utf-8?q?=1B]0;owned=07_[/b]?=", "␛]0;owned␇ [/b]"),
        ("=?utf-8?q?a=0Ab?=", "a b"),
    ],
)
def test_subjects_are_decoded_and_safe(subject, title):
    assert made(f"From: a@b\nSubject: {subject}\n\nText.\n".encode()).title.startswith(title)


@pytest.mark.parametrize(
    "header",
    ["From: " + "a@b, " * 50_000, "From: <<<<>>>>@@@", "Date: " + "9" * 5_000, "Content-Type: multipart/mixed; boundary=", "Content-Type: ;;;;", "Subject: " + "=?utf-8?b?" * 5_000, 'Content-Disposition: attachment; filename*0*="'],
    ids=["very many", "brackets", "digits", "no boundary", "no type", "encodings", "no name"],
)  # fmt: skip
def test_headers_that_nobody_writes(header):
    document = made(f"From: a@b\nSubject: x\n{header}\n\nThe text.\n".encode())
    assert document.text
    assert max(map(len, document.text.split("\n"))) < 10_000


def test_parts_within_parts_have_a_limit():
    data = b"From: a@b\n"
    for depth in range(100):
        data += f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n'.encode()
    with pytest.raises(DocumentError):
        made(data + b"\nDeep down.\n")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "save it as .eml"),
        (b"Hello there, this is no mail.", "no e-mail"),
        (b"", "no e-mail"),
        (b"From: a@b\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n", "encrypted"),
    ],
)
def test_what_cannot_be_read_is_listed_with_its_reason(data, why):
    with pytest.raises(DocumentError, match=why):
        made(data)


def test_what_is_set_apart_in_a_mail_that_is_a_page_is_kept():
    document = made(mail(html="<p>Not <b>this</b>.</p>"))
    assert [document.text[each.start : each.end] for each in document.styles] == ["this"]
