"""Marks in the text: named colours, overlaps, marks that may have moved, and lost ones."""

from dataclasses import replace

import pytest
from tests_support import opened, screen_text, until
from textual.geometry import Offset

from reader.app import session as sessions
from reader.app.actions import ACTIONS
from reader.app.drawing import OVERLAP, Marked, gutter_signs, mark_spans
from reader.app.keys import label_of
from reader.app.reading import mark_rows
from reader.app.widgets.lines import Line
from reader.notebook import Anchor, Highlight, Placed, Placement
from reader.notebook import notebook as notebooks


@pytest.fixture
def named_colours(sample, monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('[colours]\nyellow = "claim"\npink = "[/b]"\n', encoding="utf-8")
    return sample


def about(screen):
    return "".join(words for words, _style in screen.query_one("#about", Line)._left)


async def test_colours_go_by_the_names_that_the_person_gave_them(named_colours):
    async with opened(named_colours) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("V")
        await pilot.pause()
        footer = screen_text(screen).splitlines()[-1]
        assert "1 claim  2 green  3 blue  4 [/b]" in footer
        await pilot.click("#status", offset=Offset(footer.index("1 claim"), 0))
        await pilot.pause()
        assert [item.highlight.colour for item in screen.placed] == ["yellow"]
        assert about(screen).startswith(" ▌claim")
        await pilot.press("enter")
        await pilot.pause()
        assert "already claim" in screen_text(screen)
        await pilot.press("4", "a")
        await until(lambda: pilot.app.screen is not screen, pilot)
        await pilot.pause()
        assert "▌[/b]" in screen_text(pilot.app.screen)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press(":", *"pink")
        await until(lambda: "(/b) (pink)" in screen_text(pilot.app.screen), pilot)
        await pilot.press("escape")
    labels = {action.id: label_of(action) for action in ACTIONS}
    assert (labels["colour('yellow')"], labels["colour('green')"]) == ("claim (yellow)", "Green")


async def test_marking_the_same_passage_again_gives_it_the_colour_and_no_second_mark(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("V", "1", "V", "3")
        assert [item.highlight.colour for item in screen.placed] == ["blue"]
        await pilot.press("W", "2", "V", "W", "4")
        assert sorted(item.highlight.colour for item in screen.placed) == ["blue", "green", "pink"]


async def test_steps_go_through_all_starts_and_the_shortest_mark_under_the_cursor_is_meant(sample):
    async with opened(sample) as (pilot, screen):
        start = screen.view.text.index("He is one of")
        for offset, keys in ((start, "V1"), (start + 3, "W2"), (start, "W3")):
            screen.view.jump(offset)
            await pilot.press(*keys)
        screen.view.jump(0)
        seen = []
        for _ in range(2):
            await pilot.press("]")
            seen.append((screen.view.cursor, screen.mark_here.highlight.colour))
        assert seen == [(start, "blue"), (start + 3, "green")]
        await pilot.press("l", "l", "l")
        assert screen.mark_here.highlight.colour == "yellow"


async def test_a_mark_that_may_have_moved_is_shown_as_such_and_a_lost_one_only_in_the_list(sample, monkeypatch):
    async with opened(sample) as (pilot, screen):
        screen._is_said = True  # how many there are is told once, over what is under the cursor
        for words, key in (("He is one of", "1"), ("US Supreme Court declined", "2"), ("The writ had", "3")):
            screen.view.jump(screen.view.text.index(words))
            await pilot.press(key)
        status = {"yellow": "certain", "green": "review", "blue": "orphan"}
        placed = [
            Placed(
                item.highlight,
                Placement(item.placement.start, item.placement.end, status[item.highlight.colour]),
            )
            for item in screen.placed
        ]
        monkeypatch.setattr(screen.session, "placed", lambda _document: placed)
        screen.draw_marks()
        await pilot.press("m")
        await pilot.pause()
        listed = screen_text(screen)
        assert listed.index("2▌moved? ") < listed.index("lost its place: ")
        await pilot.press("escape", "g", "]")
        await pilot.pause()
        assert about(screen).startswith(" moved? Q checks it  ▌green")
        row = screen.view.rows.row_of(screen.view.cursor) - screen.view.scroll_offset.y
        assert "".join(segment.text for segment in screen.view.render_line(row)).strip().startswith("?")
        certain = screen.view._style(frozenset({"green"}), screen.view.rich_style)
        unsure = screen.view._style(frozenset({"green?"}), screen.view.rich_style)
        assert (unsure.underline, unsure.italic) == (True, True)
        assert unsure.bgcolor != certain.bgcolor
        colours = {screen.mark_here.highlight.colour}
        for _ in range(3):
            await pilot.press("]")
            colours.add(screen.mark_here.highlight.colour)
        assert colours == {"yellow", "green"}


async def test_what_a_mark_said_is_told_where_other_words_stand_now(sample, monkeypatch):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1")
        (item,) = screen.placed
        was = replace(item.highlight, anchor=replace(item.highlight.anchor, exact="He was one of them."))
        monkeypatch.setattr(screen.session, "placed", lambda _document: [Placed(was, item.placement)])
        screen.draw_marks()
        await pilot.pause()
        assert "its words were “He was one of them.”" in about(screen)


async def test_a_lost_mark_can_be_dealt_with_in_the_list(sample):
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1")
        screen.session.notebook.say_absent(screen.placed[0].highlight.id, screen.document)
        screen.draw_marks()
        assert screen.mark_here is None
        await pilot.press("m", "3")
        assert screen.placed[0].highlight.colour == "blue"
        await pilot.press("d")
        assert screen.placed == []


async def test_the_text_is_there_before_marks_that_take_long_to_find(sample, monkeypatch):
    path = sample / "zebra.txt"
    path.write_text("Amara Okafor lives in Lagos. The ship sailed at noon.", encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        screen.open("zebra.txt")
        await pilot.press("1")
        monkeypatch.setattr(sessions, "_AT_ONCE", 0)
        path.write_text("Late. Amara Okafor lives in Lagos. The ship sailed at noon.", encoding="utf-8")
        document = screen.session.read("zebra.txt")
        assert screen.session.placed_at_once(document) == ([], False)
        with monkeypatch.context() as held:
            held.setattr(screen, "_place", lambda _document: None)
            screen.show_changed(document, 0)
            assert screen.view.text.startswith("Late.")
            screen.view.jump(document.text.index("The ship"))
            await pilot.press("2")
            assert [item.highlight.colour for item in screen.shown] == ["green"]
        screen.draw_marks()
        await until(lambda: [item.placement.start for item in screen.shown][:1] == [6], pilot)
        assert [item.highlight.colour for item in screen.shown] == ["yellow", "green"]
        assert screen.session.placed_at_once(document)[1]


async def test_what_was_found_once_is_not_looked_for_again(sample, monkeypatch):
    looked = []
    place = notebooks.Target.place
    monkeypatch.setattr(notebooks.Target, "place", lambda self, anchor: looked.append(anchor) or place(self, anchor))
    async with opened(sample) as (pilot, screen):
        for words in ("He is one of", "US Supreme Court declined"):
            screen.view.jump(screen.view.text.index(words))
            await pilot.press("1")
        assert len(looked) == 2
        await pilot.press("2", "3", "u")
        assert len(looked) == 2


def mark(start, end, colour="yellow", *, note=False, certain=True):
    return Marked(start, end, colour, note, certain)


def test_where_marks_overlap_is_told_whatever_their_colours():
    spans = set(mark_spans([mark(0, 10), mark(5, 15), mark(8, 9, "pink"), mark(20, 30), mark(30, 40, certain=False)]))
    assert {span for span in spans if span[2] == OVERLAP} == {(5, 10, OVERLAP), (8, 9, OVERLAP)}
    assert (30, 40, "yellow?") in spans


def test_two_marks_are_told_beside_a_row_and_one_note():
    marks = [mark(0, 30, "pink"), mark(10, 20, "blue", note=True), mark(12, 14, "green"), mark(50, 60, certain=False)]
    assert gutter_signs(marks, 0, 9, frozenset({"pink"})) == [("4", "pink")]
    assert gutter_signs(marks, 10, 20, frozenset({"pink", "blue", "green"})) == [
        ("3", "blue"), ("2", "green"), ("*", "blue")
    ]  # fmt: skip
    assert gutter_signs(marks, 20, 25, frozenset({"pink"})) == [("│", "pink")]
    assert gutter_signs(marks, 50, 55, frozenset({"yellow?"})) == [("?", "yellow")]


def test_lost_marks_stand_last_in_the_list():
    def placed(number, status):
        highlight = Highlight(f"h-{number}", "d", "n", Anchor(number, number + 1, f"passage {number}", "", "", ""))
        return Placed(highlight, Placement(number, number + 1, status))

    rows = mark_rows([placed(1, "orphan"), placed(2, "review"), placed(3, "certain")])
    assert ["".join(words for words, _style in row.parts) for row in rows] == [
        " 1▌moved? passage 2",
        " 1▌passage 3",
        " 1▌lost its place: passage 1",
    ]


@pytest.mark.parametrize("few", [False, True])
async def test_marks_of_every_colour_look_different(sample, few):
    async with opened(sample) as (pilot, screen):
        pilot.app.set_class(few, "-few-colours")
        await pilot.pause()
        base = screen.view.rich_style
        looks = [screen.view._style(frozenset({colour}), base) for colour in ("yellow", "green", "blue", "pink")]
        numbers = {look.bgcolor.downgrade(1).number if few else look.bgcolor for look in looks}
        assert len(numbers) == 4
        overlapping = screen.view._style(frozenset({"yellow", OVERLAP}), base)
        assert overlapping.underline2
        assert overlapping.bgcolor != looks[0].bgcolor


async def test_a_key_that_is_held_down_crashes_nothing(sample):
    async with opened(sample) as (pilot, screen):
        for keys in (
            ["P"] * 30,
            ["ctrl+shift+right"] * 50,
            ["1", "u"] * 10,
            ["%"] * 9,
            ["v"] * 9,
            ["]"] * 9,
            ["d"] * 9,
        ):
            await pilot.press(*keys)
        assert pilot.app.screen is screen


async def test_a_fault_that_lasts_stands_on_the_screen_once(sample):
    async with opened(sample) as (pilot, screen):
        for reason in ("the disk is full", "it cannot be written"):
            screen.session.notebook.read_only_reason = reason
            await pilot.press("1", "2", "j", "3")
        await pilot.pause()
        said = [notice.message for notice in pilot.app._notifications]
        assert len(said) == 2
        assert "the disk is full" in said[0]
        assert "it cannot be written" in said[1]
