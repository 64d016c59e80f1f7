"""From bytes to characters: encodings, damage, line ends."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import DocumentError
from reader.documents import decoding as room
from reader.documents.decoding import clean, decode
from reader.text.safety import safe_text

WORDS = "Zoë’s café – 東京 🇮🇳\n"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-8"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(bom, encoding):
    assert decode(bom + WORDS.encode(encoding)) == (WORDS, ())


def test_an_empty_file_is_an_empty_text():
    assert decode(b"") == ("", ())
    assert decode(codecs.BOM_UTF8) == ("", ())


def test_windows_text_is_read_and_said_to_be_a_guess():
    text, warnings = decode("“Fünf” – naïve… €5".encode("cp1252"))
    assert text == "“Fünf” – naïve… €5"
    assert "guess" in warnings[0]


@pytest.mark.parametrize(
    "broken",
    [b"\xff", b"\xe2\x82", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80\x80"],
    ids=["no UTF-8 byte", "cut short", "overlong", "surrogate", "five bytes", "continuation only"],
)
def test_utf8_with_a_few_broken_bytes_stays_utf8_and_says_so(broken):
    text, warnings = decode("Zoë in Ærøskøbing, ".encode() * 3 + broken + b" end")
    assert text.startswith("Zoë in Ærøskøbing, ")
    assert text.endswith("\ufffd end")
    assert "broken UTF-8" in warnings[0]


def test_a_character_cut_off_at_the_end_of_the_file_loses_only_itself():
    text, warnings = decode(("Zoë’s café, " * 5 + "東").encode()[:-1])
    assert text == "Zoë’s café, " * 5 + "\ufffd"
    assert warnings


def test_an_odd_byte_at_the_end_of_utf16_is_no_end_of_the_world():
    text, warnings = decode(codecs.BOM_UTF16_LE + "fin".encode("utf-16-le") + b"x")
    assert text == "fin\ufffd"
    assert "UTF-16-LE" in warnings[0]


@pytest.mark.parametrize(
    "data", [b"\0", b"\0" * 10_000, b"\x7fELF\x02\x01\x01\0\0\0", "no mark".encode("utf-16-le"), b"PK\x03\x04\0"]
)
def test_binary_data_is_refused(data):
    with pytest.raises(DocumentError, match="binary"):
        decode(data)


def test_every_line_ending_becomes_one_newline():
    assert decode("a\r\nb\rc\x85d\u2028e\u2029f\n\r\ng".encode()) == ("a\nb\nc\nd\ne\nf\n\ng", ())
    assert decode(b"a\rb\r\nc")[0] == "a\nb\nc"


def test_form_feeds_and_escapes_are_shown_instead_of_obeyed():
    assert decode(b"one\x0ctwo\x0bthree\x1b[2J\x07")[0] == "one␌two␋three␛[2J␇"


@given(st.binary(max_size=200))
def test_any_bytes_are_safe_text_or_a_refusal(data):
    try:
        text, _warnings = decode(data)
    except DocumentError:
        return
    assert safe_text(text) == text
    assert not set(text) & set("\r\x85\u2028\u2029")
    text.encode("utf-8")


@given(st.text())
def test_utf8_comes_back_as_it_was_but_for_line_ends_and_controls(text):
    if "\0" in text:
        return
    decoded, warnings = decode(text.encode("utf-8"))
    assert decoded.removeprefix("\ufeff") == clean(text).removeprefix("\ufeff")
    assert not warnings or text.startswith("\ufeff")


def test_every_character_that_needs_cleaning_is_seen_in_the_bytes_and_no_other():
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    replaced = [character for character in characters if clean(character) != character]
    assert len(replaced) == 31 - 2 + 1 + 1 + 32 + 2 + 5 + 4
    assert not any(room._is_clean(f"été {character}".encode()) for character in replaced)
    assert room._is_clean("".join(sorted(set(characters) - set(replaced))).encode())


def test_clean_text_is_not_gone_through_again(monkeypatch):
    cleaned = []
    monkeypatch.setattr(room, "clean", lambda text: cleaned.append(text) or clean(text))
    assert decode(WORDS.encode()) == (WORDS, ())
    assert cleaned == []
    assert decode("Zoë’s\r\ncafé".encode()) == ("Zoë’s\ncafé", ())
    assert len(cleaned) == 1
