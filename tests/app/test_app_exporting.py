"""Stories of the export: what would be written is shown first, and nothing that goes wrong is a crash."""

import os
import threading
from pathlib import Path

import pytest
from marks_support import listed, mark, marked_newsroom, typed
from newsroom_support import about
from tests_support import WIDE, export_planned, opened, screen_text, until
from textual.pilot import Pilot
from textual.widgets import Input

from reader.app.exports import FORMATS, LastExport, Wanted, planned
from reader.app.screens.diff import DiffScreen, diff_rows
from reader.app.screens.exporting import ExportScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.session import Session
from reader.documents import Folder
from reader.export.plan import Plan, Written, write_export
from reader.notebook import Notebook
from reader.settings import ExportSettings


async def exporting(pilot: Pilot[None], screen: ReadingScreen) -> ExportScreen:
    await until(lambda: not screen.session.is_building, pilot)
    await pilot.press("E")
    return await export_planned(pilot)


def row_of(export: ExportScreen, name: str) -> str:
    rows = export.query_one("#results")._rows
    return next(words for row in rows if name in (words := "".join(part for part, _style in row.parts)))


async def to_place(pilot: Pilot[None], export: ExportScreen, place: Path) -> None:
    await pilot.press("tab")
    export.query_one(Input).value = str(place)
    await pilot.press("enter")


async def test_what_would_be_written_is_shown_before_it_is(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    to = newsroom.parent / "reader-export"
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        shown = screen_text(export)
        for expected in ("Export 4 highlights", str(to), "3 new", "2024-09-12 fire.md", "2 new", "enter write"):
            assert expected in shown
        assert not to.exists()
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert not to.exists()
        await exporting(pilot, screen)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert len(list(to.glob("*.md"))) == 3
        await until(lambda: f"3 files written: {to}" in about(screen), pilot)


def test_people_go_by_their_names_in_the_whole_folder(tmp_path: Path) -> None:
    (tmp_path / "arrival.txt").write_text("UN officials came.\n\nThey left.\n", encoding="utf-8")
    (tmp_path / "report.txt").write_text("United Nations officials came.\n\nThey left.\n", encoding="utf-8")
    mark(tmp_path, "arrival.txt", "UN officials came.")
    session = Session(Folder.of([tmp_path]))
    try:
        session.take(session.folder.scan())
        session.build(lambda _progress: None, lambda: False)
        (file,) = planned(session, Wanted(FORMATS[0], str(tmp_path / "out"))).files
        assert 'organizations: ["United Nations"]' in file.after.decode()
    finally:
        session.close()


async def test_edits_and_deletions_of_the_person_are_told_and_kept(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    to = newsroom.parent / "reader-export"
    async with opened(newsroom, WIDE) as (pilot, screen):
        await exporting(pilot, screen)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        fire = to / "2024-09-12 fire.md"
        text = fire.read_text(encoding="utf-8")
        fire.write_text(text.replace("How great?", "Very great."), encoding="utf-8")
        inquiry = to / "2024-11-02 inquiry.md"
        lines = inquiry.read_text(encoding="utf-8").split("## Highlights")
        inquiry.write_text(f"{lines[0]}## Highlights\n\n## My notes\n\nMine.\n", encoding="utf-8")
        export = await exporting(pilot, screen)
        assert "kept as you edited" in row_of(export, "fire.md")
        assert "stays deleted" in row_of(export, "inquiry.md")
        assert "1 deleted by you" in screen_text(export)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert "Very great." in fire.read_text(encoding="utf-8")
        assert "Daniel Reyes" not in inquiry.read_text(encoding="utf-8").split("## Highlights")[1]
        export = await exporting(pilot, screen)
        await pilot.press("b")
        await export_planned(pilot)
        assert "bringing back" in screen_text(export)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert "> Daniel Reyes asked" in inquiry.read_text(encoding="utf-8")
        assert "Mine." in inquiry.read_text(encoding="utf-8")


async def test_a_file_of_somebody_else_is_kept_unless_it_is_to_be_replaced(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    to = newsroom.parent / "reader-export"
    to.mkdir()
    theirs = to / "2024-09-12 fire.md"
    theirs.write_text("My own page.\n", encoding="utf-8")
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        row = row_of(export, "fire.md")
        assert row.startswith(" kept")
        assert "f replaces it" in row
        await pilot.press("enter")
        await until(lambda: "2 files written, 1 kept as you left it" in about(screen), pilot)
        assert theirs.read_text(encoding="utf-8") == "My own page.\n"
        export = await exporting(pilot, screen)
        await pilot.press("f")
        await export_planned(pilot)
        assert "kept beside it as .bak" in row_of(export, "fire.md")
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert (to / "2024-09-12 fire.md.bak").read_text(encoding="utf-8") == "My own page.\n"


async def test_what_changes_is_shown_line_by_line(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await pilot.press("d")
        await until(lambda: isinstance(pilot.app.screen, DiffScreen), pilot)
        await pilot.pause()
        assert "+title:" in screen_text(pilot.app.screen)
        await pilot.press("end")
        await pilot.pause()
        assert "+## My notes" in screen_text(pilot.app.screen)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is export, pilot)


@pytest.mark.parametrize(
    ("key", "file"),
    [("2", "highlights.md"), ("3", "highlights.jsonld"), ("4", "highlights.csv"), ("5", "readwise.csv")],
)
async def test_every_format_is_written_and_remembered(newsroom: Path, key: str, file: str) -> None:
    marked_newsroom(newsroom)
    path = newsroom.parent / file
    async with opened(newsroom, WIDE) as (pilot, screen):
        await exporting(pilot, screen)
        await pilot.press(key)
        export = await export_planned(pilot)
        assert file in row_of(export, file)
        await pilot.press("enter")
        await until(lambda: f"1 file written: {path}" in about(screen), pilot)
        assert "Rana Ahmed said the damage was great." in path.read_text(encoding="utf-8")
        again = await exporting(pilot, screen)
        assert again._wanted.format.file == file
        assert row_of(again, file).startswith(" unchanged")
        await pilot.press("enter")
        await until(lambda: f"nothing written, 1 as before: {path}" in about(screen), pilot)


async def test_the_place_is_remembered_for_the_next_time(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    place = newsroom.parent / "vault" / "marks"
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await to_place(pilot, export, place)
        await until(lambda: export._plan and export._plan.to == place, pilot)
        await pilot.press("enter")
        await until((place / "2024-09-12 fire.md").exists, pilot)
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        assert export.query_one(Input).value == str(place)


async def test_only_what_is_listed_or_marked_is_exported(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    to = newsroom.parent / "reader-export"
    async with opened(newsroom, WIDE) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "tag:evidence")
        await pilot.press("tab", "E")
        export = await export_planned(pilot)
        assert "Export 2 highlights of 4" in screen_text(export)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is marks, pilot)
        await until(lambda: "2 files written" in screen_text(marks), pilot)
        assert "damage" not in (to / "2024-09-12 fire.md").read_text(encoding="utf-8")
        await pilot.press("space", "E", "3")
        export = await export_planned(pilot)
        assert "Export 1 highlight of 4" in screen_text(export)


async def test_a_place_that_cannot_be_written_is_told_in_words(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    file = newsroom.parent / "a file"
    file.write_text("no folder", encoding="utf-8")
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await to_place(pilot, export, file / "inside")
        await until(lambda: export._plan or "warning" in str(export._said), pilot)
        await pilot.press("enter")
        await until(lambda: any(style == "warning" for _words, style in export._said), pilot)
        assert pilot.app.screen is export
        assert file.read_text(encoding="utf-8") == "no folder"
        await to_place(pilot, export, Path(" "))
        await until(lambda: "type where to" in screen_text(export), pilot)


async def test_a_full_disk_is_told_in_words(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked_newsroom(newsroom)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        monkeypatch.setattr("reader.export.plan.write_whole", full)
        await pilot.press("enter")
        await until(lambda: "No space left on device" in screen_text(export), pilot)
        monkeypatch.undo()
        monkeypatch.chdir(newsroom.parent)
        await export_planned(pilot)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)


async def test_files_that_are_being_written_are_waited_for(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked_newsroom(newsroom)
    may_write = threading.Event()

    def slowly(plan: Plan, notebook: Notebook) -> list[Written]:
        may_write.wait(30)
        return write_export(plan, notebook)

    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        monkeypatch.setattr("reader.export.plan.write_export", slowly)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert pilot.app.screen is export
        assert "writing…" in screen_text(export)
        await pilot.press("d")
        await until(lambda: isinstance(pilot.app.screen, DiffScreen), pilot)
        may_write.set()
        await until(lambda: any("3 files written" in words for words, _style in export._problem), pilot)
        await pilot.press("escape")
        await until(lambda: "3 unchanged" in screen_text(export), pilot)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be written here")
async def test_a_folder_without_permission_is_told_in_words(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    locked = newsroom.parent / "locked"
    locked.mkdir(mode=0o500)
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await to_place(pilot, export, locked / "marks")
        await until(lambda: export._plan, pilot)
        await pilot.press("enter")
        await until(lambda: "Permission denied" in screen_text(export), pilot)


async def test_a_click_writes_nothing(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await pilot.click("#results", offset=(5, 2))
        await pilot.pause()
        assert pilot.app.screen is export
        assert export.query_one("#results").cursor == 2
        assert not (newsroom.parent / "reader-export").exists()


async def test_without_highlights_there_is_nothing_to_export(newsroom: Path) -> None:
    async with opened(newsroom, WIDE) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("E")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "nothing to export yet" in about(screen)


@pytest.mark.parametrize(
    "data", ["", "[]", '{"format": 7, "targets": []}', '{"format": "csv", "targets": {"csv": 3}}', "{" * 9_999]
)
def test_what_is_remembered_is_not_believed(tmp_path: Path, data: str) -> None:
    last = LastExport(tmp_path, ExportSettings())
    last._path.parent.mkdir(parents=True, exist_ok=True)
    last._path.write_text(data, encoding="utf-8")
    again = LastExport(tmp_path, ExportSettings())
    assert again.format in FORMATS
    assert all(again.target(each) for each in FORMATS)


def test_the_first_export_of_a_folder_is_as_the_settings_say_and_the_next_ones_as_the_last(tmp_path: Path) -> None:
    usual = ExportSettings(to=str(tmp_path / "tables"), format="csv")
    last = LastExport(tmp_path, usual)
    markdown, single, _jsonld, csv, _readwise = FORMATS
    assert last.format is csv
    assert last.target(csv) == str(tmp_path / "tables" / "highlights.csv")
    assert last.target(markdown) == str(tmp_path / "tables")
    last.note(Wanted(single, str(tmp_path / "all.md")))
    again = LastExport(tmp_path, usual)
    assert (again.format, again.target(single)) == (single, str(tmp_path / "all.md"))
    assert again.target(csv) == str(tmp_path / "tables" / "highlights.csv")


def test_a_file_of_the_settings_is_for_its_own_format_alone(tmp_path: Path) -> None:
    last = LastExport(tmp_path, ExportSettings(to=str(tmp_path / "all.md"), format="single"))
    assert last.target(FORMATS[1]) == str(tmp_path / "all.md")
    assert last.target(FORMATS[3]) == str(Path.cwd() / "highlights.csv")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('context = "sentence"\nwikilinks = true', ["[[", "harbour of Port Aldery"]),
        ('template = "mine.j2"', ["mine: a"]),
    ],
)
def test_markdown_is_written_as_the_settings_say(
    folder: Path, tmp_path: Path, settings: str, expected: list[str]
) -> None:
    config = Path(os.environ["READER_CONFIG_DIR"])
    config.mkdir(parents=True)
    (config / "config.toml").write_text(f"[export]\n{settings}\n", encoding="utf-8")
    (config / "mine.j2").write_text("mine: a\n", encoding="utf-8")
    session = Session(Folder.of([folder]))
    document = session.read("ferry.txt")
    start = document.text.index("Captain Maren Holt")
    session.notebook.add(document, start, start + 18, "green")
    (file,) = planned(session, Wanted(FORMATS[0], str(tmp_path / "to"))).files
    for words in expected:
        assert words in file.after.decode()
    (config / "mine.j2").write_text("{{", encoding="utf-8")
    if "template" in settings:
        with pytest.raises(ValueError, match=r"mine\.j2"):
            planned(session, Wanted(FORMATS[0], str(tmp_path / "to")))
        assert planned(session, Wanted(FORMATS[1], str(tmp_path / "to"))).files
    session.close()


def test_a_file_goes_into_a_folder_that_is_there_and_else_is_what_was_typed(tmp_path: Path) -> None:
    csv, markdown = FORMATS[3], FORMATS[0]
    assert Wanted(csv, str(tmp_path)).path == tmp_path / csv.file
    assert Wanted(csv, str(tmp_path / "x")).path == tmp_path / "x"
    assert Wanted(markdown, f" {tmp_path} ").path == tmp_path
    assert Wanted(markdown, "~/marks").path == Path("~/marks").expanduser()


def test_long_lines_of_a_difference_are_wrapped() -> None:
    rows = diff_rows("--- a\n+++ b\n@@ -1 +1 @@\n-old\n+" + "new " * 30 + "\n", 40)
    words = ["".join(part for part, _style in row.parts) for row in rows]
    assert words[:4] == ["--- a", "+++ b", "@@ -1 +1 @@", "-old"]
    assert all(len(each) <= 40 for each in words)
    assert "".join(each.removeprefix("  ") for each in words[4:]) == "+" + "new " * 30
    assert {row.parts[0][1] for row in rows[4:]} == {"decided"}
    assert len({row.key for row in rows}) == len(rows)


async def test_the_place_of_another_format_is_cleared_as_a_whole_by_one_key(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom, WIDE) as (pilot, screen):
        export = await exporting(pilot, screen)
        await pilot.press("3")
        await export_planned(pilot)
        await pilot.press("tab", "ctrl+u", *"x.json")
        assert export.query_one(Input).value == "x.json"
