"""A folder with marks, and how tests look at the screens that list and check them."""

from pathlib import Path

from tests_support import until
from textual.pilot import Pilot

from reader.app.screens.marks import MarksScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.review import ReviewScreen
from reader.documents import Folder, read_document
from reader.notebook import Colour, Highlight, Notebook

FIRE, INQUIRY, REPORT = "2024-09-12 fire.txt", "2024-11-02 inquiry.txt", "2025-01-09 report.txt"


def notebook_of(folder: Path) -> Notebook:
    return Notebook.of_folder(Folder.of([folder]).root)


def mark(
    folder: Path, name: str, words: str, colour: Colour = "yellow", note: str = "", tags: tuple[str, ...] = ()
) -> Highlight:
    document = read_document(folder / name, name)
    start = document.text.index(words)
    return notebook_of(folder).add(document, start, start + len(words), colour, note, tags)


def marked_newsroom(folder: Path) -> None:
    mark(folder, FIRE, "Amara Okafor said nobody was hurt.", "yellow", "", ("evidence",))
    mark(folder, FIRE, "Rana Ahmed said the damage was great.", "pink", "How great? Ask Zoë.", ("question", "fire"))
    mark(folder, INQUIRY, "Daniel Reyes asked the first questions.", "blue")
    mark(folder, REPORT, "Rana Ahmed read the report in Geneva.", "green", "", ("evidence",))


async def listed(pilot: Pilot[None], screen: ReadingScreen) -> MarksScreen:
    """Open the list of all marks and wait until they are found."""
    await until(lambda: not screen.session.is_building, pilot)
    await pilot.press("H")
    await until(lambda: isinstance(pilot.app.screen, MarksScreen), pilot)
    marks = pilot.app.screen
    assert isinstance(marks, MarksScreen)
    await until(lambda: marks._is_whole and marks._shown_for is not None, pilot)
    return marks


async def typed(pilot: Pilot[None], marks: MarksScreen, line: str) -> list[str]:
    """Type a filter and return the passages that are listed."""
    marks.query_one("#typed").value = line
    await until(lambda: marks._shown_for == line, pilot)
    return passages(marks)


def passages(marks: MarksScreen) -> list[str]:
    return [marks._shown[key].highlight.anchor.exact for key in marks.results.keys]


async def queue(pilot: Pilot[None]) -> ReviewScreen:
    """Open the queue of marks to check and wait until the first one is shown."""
    await pilot.press("Q")
    await until(lambda: isinstance(pilot.app.screen, ReviewScreen), pilot)
    review = pilot.app.screen
    assert isinstance(review, ReviewScreen)
    await until(lambda: review.queue is not None, pilot)
    return review
