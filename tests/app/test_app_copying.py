"""Copying a passage with its source, and adding it to a file of quotes."""

import base64
import sys

import pytest
from tests_support import WIDE, opened, screen_text, until

from reader.app.clipboard import LONGEST, Tool
from reader.app.screens import copying

QUOTE = "“He is one of the main conspirators of the 26/11 attacks in Mumbai.” — "


@pytest.fixture
def asked(monkeypatch):
    """What terminals are asked to copy, no program being there."""
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(copying, "find_tool", lambda: None)
    return []


def listen(pilot, monkeypatch, asked):
    def write(data):
        if data.startswith("\x1b]52;"):
            asked.append(base64.b64decode(data[7:-1]).decode())

    monkeypatch.setattr(pilot.app._driver, "write", write)


async def test_the_selection_else_the_mark_else_the_sentence_is_copied_with_its_source(sample, asked, monkeypatch):
    async with opened(sample) as (pilot, screen):
        listen(pilot, monkeypatch, asked)
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("y")
        await until(lambda: len(asked) == 1, pilot)
        assert asked[0].startswith(QUOTE)
        assert "1 Feb 2025, 000_4ff1eff014d9492a.txt, ¶ " in asked[0]
        await until(
            lambda: "sent to the terminal to copy (OSC 52); not every terminal does" in screen_text(screen), pilot
        )
        assert "copied" not in screen_text(screen)
        await pilot.press("W", "W", "1")
        await pilot.press("y")
        await until(lambda: len(asked) == 2, pilot)
        assert asked[1].startswith("“He is” — ")
        await pilot.press("W", "y")
        await until(lambda: len(asked) == 3, pilot)
        assert asked[2].startswith("“is” — ")
        assert screen.view.selecting_from is None


async def test_a_program_of_the_platform_is_preferred_and_named(sample, asked, monkeypatch, tmp_path):
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    tool = Tool((sys.executable, "-c", script, str(tmp_path / "clipboard")))
    monkeypatch.setattr(copying, "find_tool", lambda: tool)
    async with opened(sample) as (pilot, screen):
        listen(pilot, monkeypatch, asked)
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("y")
        await until(lambda: f"copied ({tool.name})" in screen_text(screen), pilot)
        assert (tmp_path / "clipboard").read_text(encoding="utf-8").startswith(QUOTE)
        assert asked == []


async def test_a_program_that_fails_is_named_and_the_terminal_asked(sample, asked, monkeypatch):
    monkeypatch.setattr(copying, "find_tool", lambda: Tool(("/gone/xclip",)))
    async with opened(sample) as (pilot, screen):
        listen(pilot, monkeypatch, asked)
        await pilot.press("y")
        await until(lambda: "xclip failed; sent to the terminal to copy" in screen_text(screen), pilot)
        assert len(asked) == 1


async def test_what_is_too_long_for_a_terminal_is_not_sent(sample, asked, monkeypatch):
    (sample / "long.txt").write_text("Amara Okafor. " + "word " * LONGEST, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        listen(pilot, monkeypatch, asked)
        screen.open("long.txt")
        await until(lambda: screen.document.name == "long.txt", pilot)
        await pilot.press("v", "G", "y")
        await until(lambda: pilot.app._notifications, pilot)
        (notice,) = pilot.app._notifications
        assert notice.message == "too long for a terminal to copy; Y writes it to a file"
        assert asked == []


async def test_quotes_are_added_to_a_file_that_is_asked_for_once(sample, tmp_path):
    async with opened(sample, WIDE) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("Y")
        await until(lambda: pilot.app.screen.query("#answer"), pilot)
        assert pilot.app.screen.query_one("#answer").value == str(tmp_path / "reader-quotes.md")
        await pilot.press("enter")
        path = tmp_path / "reader-quotes.md"
        await until(path.exists, pilot)
        await until(lambda: pilot.app.screen is screen, pilot)
        screen.view.jump(screen.view.text.index("US Supreme Court declined"))
        await pilot.press("W", "W", "Y")
        await until(lambda: path.read_text(encoding="utf-8").count("\n> — ") == 2, pilot)
        text = path.read_text(encoding="utf-8")
        assert text.startswith(
            "---\nreader_quotes: true\n---\n\n> He is one of the main conspirators of the 26/11 attacks in Mumbai.\n>\n> — "
        )
        assert "(sample/000_4ff1eff014d9492a.txt)" in text
        assert "\n\n> US Supreme\n" in text
        await until(lambda: f"added to {path}" in screen_text(screen).replace("\n", ""), pilot)


async def test_a_file_that_cannot_take_quotes_is_refused_where_it_is_typed(sample, tmp_path):
    (tmp_path / "link.md").symlink_to(tmp_path / "elsewhere.md")
    async with opened(sample, WIDE) as (pilot, screen):
        await pilot.press("Y")
        await until(lambda: pilot.app.screen.query("#answer"), pilot)
        answer = pilot.app.screen.query_one("#answer")
        for typed, told in (
            (str(tmp_path / "link.md"), "no regular file"),
            (str(tmp_path), "is a folder"),
            ("", "name of a file"),
        ):
            answer.value = typed
            await pilot.press("enter")
            await pilot.pause()
            assert told in str(pilot.app.screen.query_one("#hint").render())
        await pilot.press("escape")
        assert screen.session.quotes is None
        assert not (tmp_path / "elsewhere.md").exists()
