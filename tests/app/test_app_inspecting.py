"""A close look at a passage."""

import pytest
from newsroom_support import read_all, who
from tests_support import opened, screen_text, until

from reader.app.screens.inspecting import InspectScreen
from reader.text.hygiene import looks_like


async def looked(pilot):
    await pilot.press("I")
    await until(lambda: isinstance(pilot.app.screen, InspectScreen), pilot)
    await pilot.pause()
    return screen_text(pilot.app.screen)


async def test_what_the_eye_does_not_see_is_listed_and_enter_goes_there(folder):
    text = "The first sentence of the letter is fine. Then Tahawwur Ra\u200bna came. “Рaul” came too.\n"
    (folder / "ferry.txt").write_text(text, encoding="utf-8")
    async with opened(folder) as (pilot, screen):
        shown = await looked(pilot)
        assert "nothing odd" in shown
        assert "invisible: U+200B zero width space after “Ra”" in shown
        assert "“Рaul” mixes Latin and Cyrillic: Cyrillic is Р" in shown
        await pilot.press("down", "enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.view.cursor == text.index("Рaul")
        shown = await looked(pilot)
        assert "“Рaul”, letter by letter" in shown
        assert "Р  U+0420 cyrillic capital letter er, looks like P" in shown
        await pilot.press("escape", "ctrl+o")
        await until(lambda: screen.view.cursor < 10, pilot)


async def test_a_text_without_anything_odd_is_said_to_be_so(folder):
    async with opened(folder) as (pilot, _screen):
        await pilot.press("I")
        await until(lambda: "nothing invisible here" in screen_text(pilot.app.screen), pilot)


async def test_a_name_with_look_alike_letters_is_told(folder):
    for file in folder.glob("*.*"):
        file.unlink()
    (folder / "Раul.txt").write_text("[/] A fine text. [@click=app.quit]")
    async with opened(folder) as (pilot, screen):
        screen.open("Раul.txt")
        await until(lambda: screen.document is not None and screen.document.name == "Раul.txt", pilot)
        assert "mixes Latin and Cyrillic" in await looked(pilot)
        await pilot.press("down", "down", "enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.view.cursor == 0


async def test_two_names_that_look_the_same_are_pointed_out_in_the_list(newsroom):
    text = "Title\n\nAmаra Okafor met Rana Ahmed in Lagos. Amаra Okafor said so.\n"
    (newsroom / "2025-02-01 letter.txt").write_text(text, encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        listed = await who(pilot, screen)
        await pilot.pause()
        for key in listed.results.keys:
            listed.results.point_at(key)
            listed._moved()
            await pilot.pause()
            shown = screen_text(listed)
            name = next((entity.name for entity in listed._entities.values() if entity.key == key), "")
            assert ("in other letters" in shown) == (looks_like(name) == "Amara Okafor")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)], ids=str)
async def test_the_list_fits_every_terminal(folder, size):
    (folder / "ferry.txt").write_text("\u202eRa\u200bna Рaul on 4 May 2022. " * 400, encoding="utf-8")
    async with opened(folder, size) as (pilot, _screen):
        shown = await looked(pilot)
        assert "esc closes" in shown
        assert "U+200B" in shown
        assert all(strip.cell_length <= size[0] for strip in pilot.app.screen._compositor.render_strips())
