"""How long each format takes to be indexed, beside plain text: `python benchmarks/formats.py [DOCUMENTS]`.

The same made-up stories are written in every format, so that what differs is the format alone; the best of three times
counts. Figures depend on the machine, ratios hardly do. Finding who and when comes after, and takes as long for each.
"""

import io
import json
import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path

from reader.corpus import Index, build
from reader.documents import Folder

_SYLLABLES = (
    "ka lo mi ren ta vo sel dar nu pe shi ro ban el go har ini jo ku lan mar ne os pri qua ris su tor uli ve".split()
)
_TIMES = 3
_LINE = 90

Story = Sequence[str]
"""Its paragraphs."""


def main() -> None:
    """Write the stories in every format, and measure."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    chance = random.Random(7)  # noqa: S311 (the same stories every time)
    stories = [_story(chance) for _ in range(documents)]
    words = sum(len(paragraph.split()) for story in stories for paragraph in story)
    print(f"{documents:,} documents of {words // documents:,} words, one process reads and another parses")
    print(f"{'':14}{'ms each':>10}{'words/s':>12}{'× text':>8}")
    base: float | None = None
    for name, write in _FORMATS.items():
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home, "folder")
            folder.mkdir()
            write(folder, stories)
            taken = min(_timed(folder, Path(home, f"{turn}.sqlite")) for turn in range(_TIMES))
        base = base or taken
        print(f"{name:14}{taken / documents * 1000:>10.2f}{words / taken:>12,.0f}{taken / base:>8.1f}", flush=True)


def _timed(folder: Path, index_at: Path) -> float:
    """Return how many seconds it takes until the text of a folder can be searched."""
    index = Index(index_at)
    start = time.perf_counter()
    report = build(index, Folder.of([folder]), names=False)
    taken = time.perf_counter() - start
    if report.failed or not report.indexed:
        raise SystemExit(f"{report.failed} of {report.indexed} were not read")
    index.close()
    return taken


def _story(chance: random.Random) -> list[str]:
    def sentence() -> str:
        words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(chance.randint(6, 22))]
        words[chance.randrange(len(words))] = f"{words[0].capitalize()} {words[1].capitalize()}"
        return " ".join(words).capitalize() + "."

    return [" ".join(sentence() for _ in range(chance.randint(2, 6))) for _ in range(20)]


def _one_each(ending: str, made: Callable[[Story], bytes]) -> Callable[[Path, Sequence[Story]], None]:
    def write(folder: Path, stories: Sequence[Story]) -> None:
        for number, story in enumerate(stories):
            (folder / f"{number:05}{ending}").write_bytes(made(story))

    return write


def _markdown(story: Story) -> bytes:
    return ("# Story\n\n" + "\n\n".join(story)).encode()


def _html(story: Story) -> bytes:
    menu = "".join(f'<li><a href="/{at}">Section {at}</a></li>' for at in range(20))
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story)
    return (
        f"<!doctype html><title>Story</title><nav><ul>{menu}</ul></nav><article><h1>Story</h1>{body}</article>".encode()
    )


def _docx(story: Story) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(paragraph)}</w:t></w:r></w:p>" for paragraph in story)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _zipped({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def _epub(story: Story) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story)
    return _zipped(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f"<html><body><h1>Story</h1>{body}</body></html>",
        }
    )


def _zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _mail(story: Story) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "maren@quay.example", "Story"
    message["Date"] = "Mon, 11 Mar 2024 08:30:00 +0100"
    message.set_content("\n\n".join(story), cte="quoted-printable")
    return message.as_bytes()


def _pdf(story: Story) -> bytes:
    pages: list[list[str]] = [[]]
    for paragraph in story:
        line = ""
        for word in [*paragraph.split(), ""]:
            if len(line) + len(word) > _LINE or not word:
                pages[-1].append(line)
                line = ""
            line += f"{word} "
        pages[-1].append("")
        if len(pages[-1]) > 40:
            pages.append([])
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, lines in enumerate(pages):
        drawn = "\n".join(f"BT /F1 10 Tf 60 {740 - 13 * row} Td ({line}) Tj ET" for row, line in enumerate(lines))
        stream = zlib.compress(drawn.encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())


def _mailbox(folder: Path, stories: Sequence[Story]) -> None:
    mails = (b"From a@b Mon Mar 11 08:30:00 2024\n" + _mail(story) for story in stories)
    (folder / "inbox.mbox").write_bytes(b"\n".join(mails))


def _lines(folder: Path, stories: Sequence[Story]) -> None:
    lines = (json.dumps({"id": at, "text": "\n\n".join(story)}) for at, story in enumerate(stories))
    (folder / "stories.jsonl").write_text("\n".join(lines), encoding="utf-8")


_FORMATS: dict[str, Callable[[Path, Sequence[Story]], None]] = {
    "plain text": _one_each(".txt", lambda story: "\n\n".join(story).encode()),
    "Markdown": _one_each(".md", _markdown),
    "web pages": _one_each(".html", _html),
    "PDF": _one_each(".pdf", _pdf),
    "Word": _one_each(".docx", _docx),
    "e-books": _one_each(".epub", _epub),
    "e-mail": _one_each(".eml", _mail),
    "a mailbox": _mailbox,
    "lines of JSON": _lines,
}

if __name__ == "__main__":
    main()
