"""Notes and tags: typed, kept, drafted, written in another editor."""

import errno
import os
import stat
import sys
from contextlib import nullcontext

import pytest
from marks_support import FIRE, listed, mark, marked_newsroom
from tests_support import opened, screen_text, until
from textual.events import Paste

from reader.app import drafts
from reader.app.drafts import Draft, Drafts
from reader.app.editor import EditorError, edit, find_editor
from reader.app.screens import note
from reader.app.screens.note import NoteArea, NoteScreen
from reader.app.screens.tagging import TagScreen
from reader.app.tags import becomes, completed, offered, tags_in
from reader.app.widgets.lines import Line
from reader.app.widgets.tag_field import TagField
from reader.notebook import Notebook


def words_of(screen, line):
    return "".join(words for words, _style in screen.query_one(line, Line)._left)


async def noting(pilot):
    await until(lambda: isinstance(pilot.app.screen, NoteScreen) and pilot.app.screen.query(TagField), pilot)
    return pilot.app.screen


async def back(pilot, screen):
    await until(lambda: pilot.app.screen is screen, pilot)
    await pilot.pause()


async def test_two_paragraphs_in_green_with_a_note_and_tags(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("The Ministry of External Affairs said"))
        await pilot.press("P", "P", "2", "a")
        await noting(pilot)
        await pilot.press(*"Ask who", "enter", *"and when", "tab", *"witness, a.b court", "escape")
        await back(pilot, screen)
        (mark,) = screen.placed
        assert (mark.highlight.colour, mark.highlight.note) == ("green", "Ask who\nand when")
        assert mark.highlight.tags == ("witness", "a-b", "court")
        assert "green  “Ask who …” #witness #a-b #court" in words_of(screen, "#about")
        await pilot.press("m")
        await pilot.pause()
        assert "“Ask who …” #witness" in screen_text(screen)
        await pilot.press("escape", "u")
        assert (screen.placed[0].highlight.note, screen.placed[0].highlight.tags) == ("", ())


async def test_what_was_just_marked_is_meant_though_a_shorter_mark_lies_under_the_cursor(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("The Ministry of External Affairs said"))
        await pilot.press("P", "P")
        screen.view.action_toggle_select()
        await pilot.press("1", "P", "P", "%")
        screen.view.action_toggle_select()
        screen.view.jump(screen.view.text.index("The Ministry of External Affairs said"))
        await pilot.press("P", "P", "3", "a")
        editor = await noting(pilot)
        assert "\n\n" in editor._mark.anchor.exact
        await pilot.press("escape")


async def test_tags_in_use_are_offered_and_taken_with_tab(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "#")
        await until(lambda: isinstance(pilot.app.screen, TagScreen), pilot)
        await pilot.press(*"witness money", "enter")
        await back(pilot, screen)
        assert screen.placed[0].highlight.tags == ("witness", "money")
        screen.view.jump(screen.view.text.index("US Supreme Court declined"))
        await pilot.press("#")
        await until(lambda: isinstance(pilot.app.screen, TagScreen), pilot)
        tagging = pilot.app.screen
        assert words_of(tagging, "#tags-offered") == "in use: money · witness"
        await pilot.press(*"wit")
        await pilot.pause()
        assert words_of(tagging, "#tags-offered") == "tab witness"
        await pilot.press("tab", "down", "tab", *"x!y")
        await pilot.pause()
        assert words_of(tagging, "#tags-offered").startswith("becomes x-y")
        await pilot.press("escape")
        await back(pilot, screen)
        (made,) = [item.highlight for item in screen.placed if item.highlight.tags != ("witness", "money")]
        assert made.tags == ("witness", "money", "x-y")


async def test_what_is_typed_outlasts_a_crash_and_is_offered_again(sample, monkeypatch):
    monkeypatch.setattr(note, "_PAUSE", 0.01)
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        await pilot.press(*"half a tho")
        drafts, mark_id = screen.session.drafts, screen.placed[0].highlight.id
        await until(lambda: drafts.get(mark_id) == Draft("half a tho", ""), pilot)
        if os.name == "posix":
            assert stat.S_IMODE(drafts._path(mark_id).stat().st_mode) == 0o600
    async with opened(sample) as (pilot, screen):
        assert screen.placed[0].highlight.note == ""
        await pilot.press("]", "a")
        editor = await noting(pilot)
        assert editor.query_one(NoteArea).text == "half a tho"
        assert "typed and not kept" in screen_text(editor)
        await pilot.press("ctrl+r")
        assert editor.query_one(NoteArea).text == ""
        await pilot.press("ctrl+r", *"ught", "escape")
        await back(pilot, screen)
        assert screen.placed[0].highlight.note == "half a thought"
        assert screen.session.drafts.get(screen.placed[0].highlight.id) is None


async def test_a_note_that_cannot_be_saved_stays_as_a_draft(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        screen.session.notebook.read_only_reason = "the disk is full"
        await pilot.press(*"thought", "escape")
        await back(pilot, screen)
        assert screen.session.drafts.get(screen.placed[0].highlight.id) == Draft("thought", "")


@pytest.mark.parametrize("full_disk", [False, True])
async def test_where_nothing_can_be_marked_the_note_is_typed_all_the_same_and_kept_later(
    sample, monkeypatch, full_disk
):
    async with opened(sample) as (pilot, screen):
        notebook = screen.session.notebook
        start = screen.view.text.index("He is one of")
        screen.view.jump(start)
        notebook.read_only_reason = "the disk is full"
        if full_disk:

            def full(*_given, **_named):
                raise OSError(errno.ENOSPC, "No space left on device")

            monkeypatch.setattr(drafts, "write_whole", full)
        await pilot.press("a")
        editor = await noting(pilot)
        assert "not marked" in str(editor.query_one("#hint").render())
        await pilot.press(*"quit? d", "tab", *"witness", "escape")
        await back(pilot, screen)
        assert (screen.view.cursor, screen.placed) == (start, [])
        await pilot.press("a")
        editor = await noting(pilot)
        assert editor.query_one(NoteArea).text == "quit? d"
        await pilot.press("escape")
        await back(pilot, screen)
        notebook.read_only_reason = ""
        await pilot.press("a")
        editor = await noting(pilot)
        assert editor.query_one(NoteArea).text == "quit? d"
        await pilot.press("escape")
        await back(pilot, screen)
        (made,) = notebook.highlights
        assert (made.note, made.tags) == ("quit? d", ("witness",))
        assert screen.session.drafts.get(made.id) is None


async def test_where_nothing_can_be_marked_tags_are_typed_all_the_same(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        screen.session.notebook.read_only_reason = "the disk is full"
        await pilot.press("#")
        await until(lambda: isinstance(pilot.app.screen, TagScreen) and pilot.app.screen.query(TagField), pilot)
        screen.session.notebook.read_only_reason = ""
        await pilot.press(*"witness", "enter")
        await back(pilot, screen)
        assert [each.tags for each in screen.session.notebook.highlights] == [("witness",)]


async def test_a_note_from_the_list_of_marks_that_cannot_be_saved_stays_as_a_draft(newsroom, monkeypatch):
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        entry = marks.chosen_mark()
        await pilot.press("tab", "n")
        await noting(pilot)
        await pilot.press(*"thought")

        def full(*_arguments, **_others):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("reader.notebook.log.append", full)
        await pilot.press("escape")
        await until(lambda: "not saved" in marks.said, pilot)
        assert screen.session.drafts.get(entry.key) == Draft("thought", "evidence ")
        monkeypatch.undo()
        await pilot.press("n")
        await noting(pilot)
        await pilot.press("escape")
        await until(
            lambda: [mark.note for mark in screen.session.notebook.highlights if mark.id == entry.key] == ["thought"],
            pilot,
        )
        await until(lambda: screen.session.drafts.get(entry.key) is None, pilot)


async def test_enter_that_is_held_down_closes_the_note_and_nothing_else(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        editor = await noting(pilot)
        await pilot.press(*"why", "tab")
        field = editor.query_one(TagField)
        for _ in range(5):
            field.post_message(TagField.Submitted())
        await back(pilot, screen)
        await pilot.pause()
        assert pilot.app.is_running
        assert pilot.app.screen is screen
        assert [each.note for each in screen.session.notebook.highlights] == ["why"]


async def test_a_note_of_a_highlight_that_is_gone_meanwhile_is_told_of(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        screen.session.notebook.delete(screen.placed[0].highlight.id)
        await pilot.press(*"thought", "escape")
        await back(pilot, screen)
        assert screen.placed == []
        assert any("deleted meanwhile" in notice.message for notice in pilot.app._notifications)


async def test_a_note_of_a_highlight_that_another_program_deleted_a_moment_before_stays_as_a_draft(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        mark_id = screen.placed[0].highlight.id
        await pilot.press(*"thought")
        Notebook(screen.session.notebook.path).delete(mark_id)
        await pilot.press("escape")
        await back(pilot, screen)
        assert any("deleted meanwhile" in notice.message for notice in pilot.app._notifications)
        assert screen.session.drafts.get(mark_id).note == "thought"
        await pilot.press("u")
        await until(lambda: len(screen.placed) == 1, pilot)
        await pilot.press("a")
        assert (await noting(pilot)).query_one(NoteArea).text == "thought"


async def test_deleting_says_that_the_note_goes_too_and_undo_brings_both_back(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        await pilot.press(*"why", "escape")
        await back(pilot, screen)
        await pilot.press("d")
        assert "deleted, with its note; u brings it back" in screen_text(screen)
        await pilot.press("u")
        assert screen.placed[0].highlight.note == "why"


async def test_nonsense_can_be_pasted_and_a_long_note_be_kept(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        editor = await noting(pilot)
        nonsense = "\x1b[2J\x00[/b]\r\n\u202e\ud800 👩‍👩‍👧"
        editor.query_one(NoteArea).post_message(Paste(nonsense + "x" * 200_000))
        editor.query_one("#tags").post_message(Paste("[/b]\x1b[2J\n one"))
        await pilot.pause()
        await pilot.press("escape")
        await back(pilot, screen)
        kept = screen.placed[0].highlight
        assert kept.note.startswith("␛[2J␀[/b]\n\ufffd\ufffd 👩‍👩‍👧xxx")
        assert len(kept.note) > 200_000
        assert kept.tags[-1] == "one"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6), (4, 3)])
async def test_the_editor_fits_every_terminal(sample, size):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1")
        await pilot.resize_terminal(*size)
        for key in ("a", "#"):
            await pilot.press(key)
            await until(lambda: pilot.app.screen is not screen, pilot)
            await pilot.pause()
            assert all(strip.cell_length <= size[0] for strip in pilot.app.screen._compositor.render_strips())
            await pilot.press("escape")
            await back(pilot, screen)


async def test_the_note_can_be_written_in_another_editor(sample, monkeypatch, tmp_path):
    async with opened(sample) as (pilot, screen):
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        editor = await noting(pilot)
        await pilot.press(*"first")
        script = tmp_path / "ed.py"
        script.write_text("import sys; p = sys.argv[-1]; t = open(p).read(); open(p, 'w').write(t.upper() + 'LAST\\n')")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
        await pilot.press("ctrl+e")
        assert editor.query_one(NoteArea).text == "FIRST\nLAST"
        monkeypatch.setenv("VISUAL", f"{sys.executable} -c 'raise SystemExit(3)'")
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "ended with 3: what was written there is not taken" in screen_text(editor)
        assert editor.query_one(NoteArea).text == "FIRST\nLAST"
        await pilot.press("escape")


def test_the_editor_is_the_one_of_the_person():
    def which(name):
        return f"/bin/{name}" if name != "gone" else None

    assert find_editor({"VISUAL": "code --wait", "EDITOR": "vi"}, which) == ("/bin/code", "--wait")
    assert find_editor({"VISUAL": " ", "EDITOR": "vi"}, which) == ("/bin/vi",)
    assert find_editor({}, which) == ("/bin/nano",)
    for environ, told in (({"EDITOR": "gone -x"}, "“gone”, which is not installed"), ({"EDITOR": "'"}, "no command")):
        with pytest.raises(EditorError, match=told):
            find_editor(environ, which)
    with pytest.raises(EditorError, match="set VISUAL or EDITOR"):
        find_editor({}, lambda _name: None)


def test_nothing_of_a_command_reaches_a_shell(tmp_path):
    assert edit("x", (sys.executable, "-c", "pass", "; touch pwned", "$(touch pwned)")) == "x"
    with pytest.raises(EditorError, match="No such file"):
        edit("x", ("/gone/editor",))
    assert not list(tmp_path.iterdir())


async def test_what_was_typed_and_not_kept_is_told_when_the_folder_is_opened(newsroom):
    mark(newsroom, FIRE, "Amara Okafor said nobody was hurt.", note="as it is")
    async with opened(newsroom) as (pilot, screen):
        (made,) = screen.session.notebook.highlights
        screen.session.drafts.keep(made.id, Draft("as it is", ""))
        screen.session.drafts.keep("h-of-no-mark", Draft("a thought", ""))
        assert not pilot.app._notifications
    async with opened(newsroom) as (pilot, screen):
        assert not screen.session.drafts.not_kept(screen.session.notebook.highlights)
        screen.session.drafts.keep(made.id, Draft("a thought", ""))
        screen.session.notebook.read_only_reason = "the disk is full"
        screen.view.jump(screen.view.text.index("Rana Ahmed said"))
        await pilot.press("a")
        await noting(pilot)
        await pilot.press(*"why", "escape")
        await back(pilot, screen)
    async with opened(newsroom) as (pilot, screen):
        told = f"2 notes were typed and not kept, in {FIRE}: a on the passage shows it again"
        await until(lambda: told in [each.message for each in pilot.app._notifications], pilot)


def test_a_broken_draft_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "data"))
    drafts = Drafts(tmp_path)
    drafts.keep("h-00000000", Draft("a\x1b", "b"))
    assert drafts.get("h-00000000") == Draft("a␛", "b")
    for data in (b"", b"\xff", b"[]", b'{"note": 3}', b"[" * 100_000):
        drafts._path("h-00000000").write_bytes(data)
        assert drafts.get("h-00000000") is None
    drafts.drop("h-00000000")
    drafts.drop("h-00000000")
    assert drafts.get("../../x") is None
    drafts.keep("../../x", Draft("a"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("a b,c;d", ("a", "b", "c", "d")),
        ("#court  Court/appeal", ("court", "Court/appeal")),
        ("x!y , ,, -", ("x-y",)),
        ("陳 été", ("陳", "été")),
        ("", ()),
    ],
)
def test_tags_of_a_line(typed, tags):
    assert tags_in(typed) == tags


def test_which_tags_are_offered():
    known = ("court", "witness", "wire", "Zürich")
    assert offered("wi", 2, known) == ["witness", "wire"]
    assert offered("wire wi", 7, known) == ["witness"]
    assert offered("zur", 3, known) == ["Zürich"]
    assert offered("r", 1, known) == ["court", "wire", "Zürich"]
    assert offered("", 0, known) == [*known]
    assert completed("court wi money", 8, "wire") == ("court wire money", 11)
    assert (becomes("a.b"), becomes("#ab"), becomes("ab")) == ("a-b", "", "")


async def test_what_was_typed_a_moment_before_the_program_was_closed_is_not_lost(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "a")
        await noting(pilot)
        await pilot.press(*"unfinished")
        drafts, mark_id = screen.session.drafts, screen.placed[0].highlight.id
        pilot.app.exit()
    assert drafts.get(mark_id) == Draft("unfinished", "")
