"""Short identifiers that people can read aloud: lower-case Crockford base 32, 40 bits."""

import hashlib
import secrets
from typing import Final

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def _crockford(number: int) -> str:
    return "".join(_DIGITS[number >> shift & 31] for shift in range(35, -1, -5))


def random_id(prefix: str) -> str:
    """Return a fresh identifier such as `h-7f3k2m9q`, tied to nothing that may change later."""
    return f"{prefix}-{_crockford(secrets.randbits(40))}"


def content_id(prefix: str, content: bytes) -> str:
    """Return the identifier that every copy of the same bytes has."""
    return digest_id(prefix, hashlib.sha256(content).digest())


def digest_id(prefix: str, digest: bytes) -> str:
    """Return the identifier of the bytes whose SHA-256 is at hand already."""
    return f"{prefix}-{_crockford(int.from_bytes(digest[:5]))}"
