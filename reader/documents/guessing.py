"""Which encoding bytes are in that say nothing about it."""

import re
from typing import Final

_SAMPLE: Final = 65_536
_LOOKED_AT: Final = 4_096
_CANDIDATES: Final = (
    "cp932 euc_jp gb18030 big5 cp949 koi8_r koi8_u cp1251 cp866 iso8859_5 cp1250 iso8859_2 cp1253 iso8859_7 cp1254 cp1255 cp1256 "
    "cp1257 tis_620"
).split()
"""What texts were written in before UTF-8, besides Windows-1252."""

_CALLED: Final = {
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030", "big5": "Big5", "cp949": "Korean (CP949)",
    "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "cp866": "CP866", "tis_620": "TIS-620",
}  # fmt: skip
_WESTERN: Final = ("cp1252", "Windows-1252")
_LETTERS: Final = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸœŒšŠžŽƒªº")
_SIGNS: Final = frozenset("‘’“”‚„‹›«»–—…•·©®™°€£¥§¶†‡¿¡¼½¾²³¹×÷±\xa0´¢¦¨¬¯¸µ‰ˆ˜¤\xad")
_LOWER_BEFORE: Final = re.compile(r"[a-zà-öø-ÿ][ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸŠŽ]")
_SIGN_INSIDE: Final = re.compile(r"[a-zà-öø-ÿ][£¥§¶¿¡¼½¾²³¹¢¦¬µ¤±×÷†‡„‚¸¯][a-zà-öø-ÿ]")
_IN_A_ROW: Final = re.compile(r"[^\x00-\x7f]{4,}")


def encoding_of(data: bytes) -> tuple[str, str]:
    """Return the encoding that 8-bit text is likely in, for Python and for people.

    Western text is nearly all in Windows-1252, which shows in single letters with accents between others; what does not
    look like that is compared with what other languages are written in.
    """
    sample = _around_the_first(data)
    western = sample.decode("cp1252", "replace")
    if _looks_western(western):
        return _WESTERN
    from charset_normalizer import from_bytes  # noqa: PLC0415 (what is rare)

    best = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False, threshold=0.5).best()
    if best is None:
        return _WESTERN
    name = best.encoding
    return name, _CALLED.get(name) or name.replace("iso8859_", "ISO-8859-").replace("cp125", "Windows-125")


def wide_encoding(data: bytes) -> str | None:
    """Return in which form of UTF-16 or UTF-32 bytes are that have no mark, or `None` where they are no text."""
    sample = data[: _LOOKED_AT // 4 * 4]
    for name, zeros in (("utf-32-le", (1, 1, 1)), ("utf-32-be", (1, 1, 1)), ("utf-16-le", ()), ("utf-16-be", ())):
        width = 4 if zeros else 2
        if len(data) % width or len(data) < width:
            continue
        try:
            text = sample.decode(name)
        except UnicodeDecodeError as error:
            if error.end < len(sample) - 4:
                continue
            text = sample[: error.start].decode(name)
        if text and _is_prose(text):
            return name
    return None


def _is_prose(text: str) -> bool:
    """Tell characters that people write from bytes taken for such: few kinds, no controls, some white space."""
    odd = sum(1 for character in text if not (character.isprintable() or character in "\n\r\t"))
    blocks = {ord(character) >> 8 for character in text}
    ascii_share = sum(1 for character in text if character < "\x80") / len(text)
    return odd == 0 and (ascii_share > 0.5 or len(blocks) <= max(3, len(text) // 8)) and len(text) > 1


def _around_the_first(data: bytes) -> bytes:
    """Return a part of the text with what is beyond ASCII in it."""
    first = next((at for at in range(0, len(data), 1024) if not data[at : at + 1024].isascii()), 0)
    if len(data) <= _SAMPLE:
        return data
    start = max(0, data.rfind(b"\n", 0, first + 1) + 1)
    start = start if first - start < _SAMPLE // 2 else first
    end = data.rfind(b"\n", start, start + _SAMPLE) + 1
    return data[start:end] if end > start else data[start : start + _SAMPLE]


def _looks_western(text: str) -> bool:
    beyond = [character for character in text if character > "\x7f"]
    letters = sum(1 for character in text if character.isalpha())
    odd = sum(1 for character in beyond if character not in _LETTERS and character not in _SIGNS)
    odd += len(_LOWER_BEFORE.findall(text)) + len(_SIGN_INSIDE.findall(text)) + 4 * len(_IN_A_ROW.findall(text))
    accents = sum(1 for character in beyond if character in _LETTERS)
    return odd <= len(beyond) // 20 and accents <= max(2, letters // 4)
