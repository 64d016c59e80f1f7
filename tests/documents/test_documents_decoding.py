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


@pytest.mark.parametrize("data", [b"\0", b"\0" * 10_000, b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\0"])
def test_binary_data_is_refused(data):
    with pytest.raises(DocumentError, match="binary"):
        decode(data)


PROSE = {
    "cp932": ("Shift-JIS", "港の船は月曜日に出なかった。船長は浚渫船を求めたと話した。誰も来なかった。"),
    "euc_jp": ("EUC-JP", "港の船は月曜日に出なかった。船長は浚渫船を求めたと話した。誰も来なかった。"),
    "gb18030": ("GB18030", "渡轮公司星期一取消了所有班次。船长说港口淤塞，他们一月就要求派挖泥船，但没有人来。"),
    "koi8_r": ("KOI8-R", "Паром не вышел в море в понедельник. Капитан сказала, что гавань занесло илом."),
    "cp1251": ("Windows-1251", "Паром не вышел в море в понедельник. Капитан сказала, что гавань занесло илом."),
    "cp1253": ("Windows-1253", "Το πλοίο δεν έφυγε τη Δευτέρα. Ο καπετάνιος είπε ότι το λιμάνι ήταν κλειστό."),
    "cp1252": ("Windows-1252", "“Fünf Fähren”, sagte sie – naïve… £5, São Tomé, l’été, “¿Qué?”, ½ °C, Øre."),
}


@pytest.mark.parametrize(("encoding", "called", "words"), [(key, *value) for key, value in PROSE.items()])
@pytest.mark.parametrize("times", [1, 400])
def test_texts_from_before_utf8_are_recognised_and_said_to_be_a_guess(encoding, called, words, times):
    text, warnings = decode("\n".join([words] * times).encode(encoding))
    assert text.split("\n")[0] == words
    assert warnings == (f"not UTF-8: read as {called}, a guess",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("words", ["no mark", "Zoë’s café – no mark\r\n", "Паром не вышел, that is all\n"])
def test_wide_text_without_a_mark_is_recognised_and_said_to_be_a_guess(encoding, words):
    text, warnings = decode(words.encode(encoding))
    assert text == clean(words)
    assert warnings == (f"without a byte-order mark: read as {encoding.upper()}, a guess",)


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
