"""A close look at a passage."""

from tests_support import opened, screen_text, until


def told(pilot):
    return " ".join(notification.message for notification in pilot.app._notifications)


async def test_a_key_tells_of_what_the_eye_does_not_see_and_goes_to_the_next_place(folder):
    text = "The first sentence of the letter is fine. Then Tahawwur Ra\u200bna came. “Рaul” came too.\n"
    (folder / "ferry.txt").write_text(text, encoding="utf-8")
    async with opened(folder) as (pilot, screen):
        await pilot.press("I")
        await until(lambda: "nothing odd in the passage" in told(pilot), pilot)
        assert "zero width space" in told(pilot)
        assert screen.view.cursor == text.index("\u200b")
        await pilot.press("ctrl+o")
        assert screen.view.cursor < 10


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
        await pilot.press("I")
        await until(lambda: "mixes Latin and Cyrillic" in told(pilot), pilot)
