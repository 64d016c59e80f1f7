"""Which highlights belong to a document, and that those of others are not looked at."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.notebook.belonging import ByDocument
from reader.notebook.model import Anchor, Highlight

CONTENTS = ("The lamp went out.\n", "Nobody saw it.\n", "The quay was empty.\n")


def made(content: str, name: str):
    return make_document(content.encode(), Path(name), name)


@dataclass(frozen=True)
class Watched:
    """A highlight that counts how often it was looked at."""

    whose: str
    looks: list[str]

    @property
    def name(self) -> str:
        self.looks.append(self.whose)
        return self.whose

    @property
    def document(self) -> str:
        self.looks.append(self.whose)
        return f"d-{self.whose}"

    @property
    def anchor(self) -> Anchor:
        self.looks.append(self.whose)
        return Anchor(0, 1, "x", "", "", self.whose)


@pytest.mark.parametrize("others", [1, 1_000])
def test_the_marks_of_other_documents_are_not_looked_at(others: int) -> None:
    looks: list[str] = []
    marks = ByDocument([Watched(f"{number}.txt", looks) for number in range(others)] + [Watched("mine.txt", looks)])
    looks.clear()
    assert [mark.whose for mark in marks.of(made(CONTENTS[0], "mine.txt"), {"mine.txt"})] == ["mine.txt"]
    assert set(looks) <= {"mine.txt"}


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(CONTENTS), st.sampled_from(CONTENTS)), max_size=8),
    st.sampled_from("abc"),
    st.sampled_from(CONTENTS),
    st.sets(st.sampled_from("abc")),
)
def test_a_mark_belongs_to_its_path_else_to_the_same_content(
    where: list[tuple[str, str, str]], name: str, content: str, present: set[str]
) -> None:
    marks = [
        Highlight(f"h-{number}", made(of, path).id, path, Anchor(0, 1, "x", "", "", made(text, path).text_sha256))
        for number, (path, of, text) in enumerate(where)
    ]
    document = made(content, name)
    expected = {
        mark.id
        for mark, (path, of, text) in zip(marks, where, strict=True)
        if path == name or (path not in present and content in (of, text))
    }
    found = [mark.id for mark in ByDocument(marks).of(document, present)]
    assert sorted(found) == sorted(expected)
