"""Nouns stand as their number wants them."""

import pytest

from reader.text.counting import counted


@pytest.mark.parametrize(("number", "said"), [(0, "0 marks"), (1, "1 mark"), (2, "2 marks"), (1_000, "1,000 marks")])
def test_one_alone_is_one(number: int, said: str) -> None:
    assert counted(number, "mark") == said


def test_what_has_a_form_of_its_own_is_given_it() -> None:
    assert [counted(number, "copy", "copies") for number in (1, 2)] == ["1 copy", "2 copies"]
