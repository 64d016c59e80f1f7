"""Help and palette: the keys of where one is first, found as one types, and done from there."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from newsroom_support import read_all, top
from tests_support import opened, screen_text, until
from textual.screen import ModalScreen, Screen

import reader.app.screens
from reader.app.actions import ACTIONS
from reader.app.keys import keys_of
from reader.app.legend import legend
from reader.app.offering import SCREENS, Offer, offers, place_of
from reader.app.screens.ask import AskScreen
from reader.app.screens.help import HelpScreen
from reader.app.screens.offering import OfferScreen, answering
from reader.app.screens.palette import PaletteScreen
from reader.app.screens.pick import PickScreen
from reader.app.screens.search import SearchScreen
from reader.notebook import COLOURS
from reader.text.mention import KINDS


def offer(label: str, keys: str = "", what: str = "") -> Offer:
    return Offer(label, keys, what, "Mark", "screen", label)


def listed(screen: OfferScreen) -> list[Offer]:
    return [screen.offered[int(key)] for key in screen.results.keys]


def test_an_offer_is_found_by_key_name_and_help_the_best_first() -> None:
    undo, note, search = (
        offer("Undo", "u"),
        offer("Note", "a", "write"),
        offer("Search all", "s", "forgives misspelling"),
    )
    every = [search, note, undo]
    assert answering(every, "u") == [undo]
    assert answering(every, "misspell") == [search]
    assert answering(every, "n") == [note, undo, search]
    assert answering(every, "all SEARCH") == [search]
    assert answering(every, "serch al") == [search]
    assert answering([*every, offer("Search all", "x", "elsewhere")], "serch al") == [search]
    assert answering(every, "zzz") == []
    assert answering(every, " ") == every


def test_every_screen_of_the_app_has_a_name_in_the_help() -> None:
    ours = set()
    for module in pkgutil.iter_modules(reader.app.screens.__path__, "reader.app.screens."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Screen) and kind.__module__.startswith("reader."):
                ours.add(kind)
    parts = {base for kind in ours for base in kind.__mro__[1:]}
    whole = {kind.__name__ for kind in ours - parts if not issubclass(kind, OfferScreen)}
    assert whole == set(SCREENS)


def test_the_legend_shows_every_kind_and_colour() -> None:
    shown = legend()
    assert {tag for _start, _end, tag in shown.spans} >= set(KINDS)
    assert {mark.colour for mark in shown.marked} == set(COLOURS)
    assert all(shown.text[start:end].strip() == shown.text[start:end] for start, end, _tag in shown.spans)


async def test_the_help_begins_with_the_keys_of_what_has_the_focus(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        of_text = offers(screen)
        assert [each.label for each in of_text[:3]] == ["Find", "Search all", "Highlight"]
        assert {"Page down", "Select"} <= {each.label for each in of_text if each.where == "here"}
        assert place_of(screen) == "the text"
        screen.rows("documents").focus()
        await pilot.pause()
        here = [each for each in offers(screen) if each.where == "here"]
        assert place_of(screen) == "the list of documents"
        assert {"Sort documents", "Read or not", "Choose"} <= {each.label for each in here}
        assert "Select" not in {each.label for each in here}
        names = [(each.label, each.action, each.group, each.help) for each in offers(screen)]
        unfit = {"suspend", "tour_next", "tour_end"}  # there is neither a shell nor a tour
        assert len(names) == len([action for action in ACTIONS if action.name not in unfit])


async def test_the_help_is_filtered_as_one_types_and_does_what_is_chosen(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        await pilot.press("?")
        shown = await top(pilot, HelpScreen)
        await until(lambda: shown.results.keys, pilot)
        assert "Here: the text" in screen_text(shown)
        await pilot.press(*"timel")
        await until(lambda: {each.label for each in listed(shown)} >= {"Timeline"}, pilot)
        assert all("timel" in f"{each.label} {each.help}".lower() for each in listed(shown))
        await pilot.press(*["backspace"] * 5, "T")
        await until(lambda: shown.results.key and shown.offered[int(shown.results.key)].keys == "T", pilot)
        await pilot.press("enter")
        await until(lambda: type(pilot.app.screen).__name__ == "TimelineScreen", pilot)


async def test_what_belongs_to_another_screen_is_shown_and_not_done(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, _screen):
        await pilot.press("?")
        shown = await top(pilot, HelpScreen)
        await until(lambda: shown.results.keys, pilot)
        await pilot.press(*"readwise")
        await until(lambda: [each.label for each in listed(shown)] == ["Readwise"], pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is shown
        assert "not from here" in screen_text(shown)


async def test_colours_and_signs_are_one_key_away_and_the_key_that_opened_the_help_closes_it(newsroom: Path) -> None:
    async with opened(newsroom, size=(60, 20)) as (pilot, screen):
        await pilot.press("?", "tab")
        shown = await top(pilot, HelpScreen)
        await until(lambda: "a person" in screen_text(shown), pilot)
        await pilot.press("tab", "?")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press("f1", "f1")
        await until(lambda: pilot.app.screen is screen, pilot)


async def test_dialogs_have_help_too_where_its_key_is_no_text(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        for dialog, key in (
            (PickScreen("Which?", [[("one", "")]]), "?"),
            (AskScreen("What?", "", "", lambda _answer: ""), "f1"),
        ):
            assert isinstance(dialog, ModalScreen)
            pilot.app.push_screen(dialog)
            await until(lambda top=dialog: pilot.app.screen is top, pilot)
            await pilot.press(key)
            shown = await top(pilot, HelpScreen)
            await until(lambda on=shown: on.results.keys, pilot)
            assert f"Here: {SCREENS[type(dialog).__name__]}" in screen_text(shown)
            assert any(each.label == "Cancel" and "esc" in each.keys for each in shown.offered if each.where == "here")
            await pilot.press("escape", "escape")
            await until(lambda: pilot.app.screen is screen, pilot)


async def test_the_palette_offers_what_can_be_done_here_and_nothing_else(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        await pilot.press("s")
        search = await top(pilot, SearchScreen)
        in_line = {each.label: each for each in offers(search) if each.where == "here"}
        assert in_line["Order"].keys == "ctrl+t"
        assert {"Next result", "Close"} <= set(in_line)
        await pilot.press(*"harbour", "tab")
        await until(lambda: search.results.has_focus, pilot)
        await pilot.press(":")
        shown = await top(pilot, PaletteScreen)
        await until(lambda: shown.results.keys, pilot)
        labels = {each.label for each in listed(shown)}
        assert {"Order", "Mark", "Theme", "Tour"} <= labels
        assert not {"Likely merges", "Wider", "Readwise", "Next step"} & labels
        await pilot.press(*"misspelt", *["backspace"] * 8, *"every row")
        await pilot.press(*["backspace"] * 9, *"mark all", "enter")
        await until(lambda: pilot.app.screen is search and search.marks.marked, pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_help_and_palette_fit_small_screens(newsroom: Path, size: tuple[int, int]) -> None:
    find = keys_of(next(action for action in ACTIONS if action.id == "find"))
    async with opened(newsroom, size=size) as (pilot, _screen):
        for key, kind in (("?", HelpScreen), (":", PaletteScreen)):
            await pilot.press(key)
            shown = await top(pilot, kind)
            await until(lambda on=shown: on.results.keys, pilot)
            await until(lambda on=shown: f" {find} " in screen_text(on), pilot)
            await pilot.press("escape")
            await pilot.pause()
