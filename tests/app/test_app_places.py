"""Where a document was left, how far it was read, and the way back."""

from tests_support import opened, screen_text, until

from reader.app.memory import Memory, memory_path
from reader.app.screens import showing
from reader.app.widgets.lines import Line

LONG = "\n\n".join(f"Paragraph {number} is about Amara Okafor and her ships in Lagos." for number in range(200))


def facts(screen):
    return "".join(words for words, _style in screen.query_one("#facts", Line)._left)


async def test_the_place_is_written_down_after_a_pause_and_so_outlasts_a_crash(sample, monkeypatch):
    monkeypatch.setattr(showing, "_PAUSE", 0.01)
    (sample / "long.txt").write_text(LONG, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        screen.open("long.txt")
        offset = screen.view.text.index("Paragraph 77")
        screen.view.jump(offset)
        path = memory_path(screen.session.folder.root)
        await until(lambda: path.exists() and Memory(path).places["long.txt"].offset == offset, pilot)


async def test_a_place_is_found_again_where_the_text_moved(sample):
    path = sample / "long.txt"
    path.write_text(LONG, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        screen.open("long.txt")
        screen.view.jump(screen.view.text.index("Paragraph 77"))
        await pilot.pause()
    path.write_text(f"A new beginning that was not there.\n\n{LONG}", encoding="utf-8")
    async with opened(sample) as (_pilot, screen):
        assert screen.document.name == "long.txt"
        assert screen.view.text[screen.view.cursor :].startswith("Paragraph 77")


async def test_how_far_a_document_was_read_is_shown_until_it_is_read(sample):
    (sample / "long.txt").write_text(LONG, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        screen.open("long.txt")
        screen.view.jump(screen.view.text.index("Paragraph 100"))
        await pilot.pause()
        share = screen.session.memory.read_of("long.txt")
        assert 45 < share < 65
        screen.view.jump(0)
        await until(lambda: f"{share}%" in screen_text(screen).splitlines()[5][:28], pilot)
        assert f" · {share}% read · long.txt" in facts(screen)
        await pilot.press("U")
        await pilot.pause()
        assert " · read · long.txt" in facts(screen)
        assert f"{share}%" not in screen_text(screen)


async def test_going_to_a_mark_from_the_list_of_marks_can_be_gone_back_from(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("2")
        screen.view.jump(screen.view.text.index("US Supreme Court declined"))
        await pilot.press("3")
        screen.view.jump(screen.view.text.index("extradition"))
        start = screen.view.cursor
        await pilot.press("m", "down", "up", "enter")
        await pilot.pause()
        assert screen.view.cursor != start
        await pilot.press("ctrl+o")
        assert screen.view.cursor == start


async def test_the_way_back_leads_past_a_document_that_is_gone(sample):
    for name in ("a.txt", "b.txt"):
        (sample / name).write_text(LONG, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        first = screen.document.name
        screen.leave_here()
        screen.open("a.txt")
        screen.leave_here()
        screen.open("b.txt")
        (sample / "a.txt").unlink()
        await pilot.press("ctrl+o")
        assert screen.document.name == "b.txt"
        await pilot.press("ctrl+o")
        assert screen.document.name == first
        await pilot.press("alt+right", "alt+right")
        assert screen.document.name == "b.txt"
