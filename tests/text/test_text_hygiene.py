"""What in a text is not what it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.hygiene import looks_like, oddities, spelled, word_around


def told(text):
    return [(text[odd.start : odd.end], odd.what) for odd in oddities(text)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Tahawwur Ra\u200bna", "invisible: U+200B zero width space after “Ra”"),
        ("can\u00adcelled", "invisible: U+00AD soft hyphen after “can”"),
        ("x\u2060\u2060\ufeff", "invisible: 2 × U+2060 word joiner, U+FEFF zero width no-break space after “x”"),
        (
            "a\U000e0041\U000e0042b",
            "invisible: U+E0041 tag latin capital letter a, U+E0042 tag latin capital letter b after “a”",
        ),
        ("Р\u0430ul spoke", None),
        ("“Рaul” came", "“Рaul” mixes Latin and Cyrillic: Cyrillic is Р"),
        ("a man called Рау, they said, came to the quay", "“Рау” is all Cyrillic, and looks like “Pay”"),
        ("e" + "\u0301" * 500, "500 marks on one letter, “e”"),
        ("𝐑𝐚𝐧𝐚", "“Rana” in letters that are signs of their own"),
        (
            "cafe\u0301, re\u0301sume\u0301",
            "“e\u0301” is written as two characters, the second is U+0301 combining acute accent, as 2 more are",
        ),
        ("a␛[2J", "␛ stands for a control character, which was made visible"),
        ("a\ufffdb", "\ufffd stands for a character that could not be read"),
    ],
)
def test_what_the_eye_does_not_see_is_told(text, what):
    found = [each for _piece, each in told(text)]
    if what is None:
        assert len(found) == 1
    else:
        assert found == [what]


@pytest.mark.parametrize(
    "text",
    [
        "Zoë’s naïve café – “ok” … 5\u00a0000 €",
        "👩‍👩‍👧‍👦 🇮🇳 👍🏽 ❤️ 1️⃣",
        "می‌خواهم שלום\u200f مرحبا",
        "क्‍ष தமிழ் ไทย 東京 각",
        "Москва и Paris, Αθήνα and Erevan Երևան",
        "Việt Nam, Łódź, Ærøskøbing, ﬁne",
        "Какой-то русский текст, где СССР и МХТ стоят рядом.",
    ],
)
def test_languages_as_people_write_them_are_nothing_odd(text):
    assert told(text) == []


def test_only_the_part_that_is_asked_for_is_looked_at():
    text = "Ra\u200bna and Ra\u200bna"
    assert [odd.start for odd in oddities(text, 5)] == [text.rindex("\u200b")]
    assert oddities(text, 0, 2) == []


@given(st.text(st.characters(codec="utf-8")))
def test_places_lie_in_the_text_and_stand_in_order(text):
    found = oddities(text)
    assert all(0 <= odd.start < odd.end <= len(text) for odd in found)
    assert found == sorted(found)


def test_the_characters_of_a_word_are_named_one_by_one():
    text = "Then “Ра\u200bul” came."
    assert word_around(text, text.index("u")) == "Ра\u200bul"
    assert word_around(text, text.index("“")) == ""
    assert spelled(word_around(text, text.index("u"))) == [
        "Р  U+0420 cyrillic capital letter er, looks like P",
        "а  U+0430 cyrillic small letter a, looks like a",
        "   U+200B zero width space",
        "u  U+0075 latin small letter u",
        "l  U+006C latin small letter l",
    ]


@pytest.mark.parametrize("name", ["Рaul Reyes", "Raul\u200b Reyes", "𝐑𝐚𝐮𝐥 Reyes", "Raul Reyeѕ", "Ra\u00adul Reyes"])
def test_names_that_look_the_same_are_known_to(name):
    assert looks_like(name).replace("P", "R") == looks_like("Raul Reyes")


def test_names_that_look_otherwise_are_not():
    assert looks_like("Zoë Ærø") == "Zoë Ærø"
    assert looks_like("Анна") != "Anna"
