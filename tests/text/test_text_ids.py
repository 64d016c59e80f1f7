"""Short identifiers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.text.ids import content_id, random_id

SHAPE = re.compile(r"h-[0-9abcdefghjkmnpqrstvwxyz]{8}")


def test_random_ids_have_eight_characters_that_cannot_be_misread_and_differ():
    ids = {random_id("h") for _ in range(500)}
    assert len(ids) == 500
    assert all(SHAPE.fullmatch(one) for one in ids)


@given(st.binary())
def test_the_same_bytes_always_have_the_same_id(content):
    assert content_id("h", content) == content_id("h", bytes(content))
    assert SHAPE.fullmatch(content_id("h", content))
    assert content_id("h", content) != content_id("h", content + b".")


def test_content_ids_are_the_same_in_every_version():
    assert content_id("d", b"") == "d-werc8gmr"
