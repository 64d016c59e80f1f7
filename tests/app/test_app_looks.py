"""Theme, width and kinds are as config.toml says, else as they were chosen last."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_support import opened, screen_text, until

from reader.app import ReaderApp
from reader.app.keymap import Keymap, use
from reader.app.looks import Looks, in_short, looks_path
from reader.app.reading import Mentions
from reader.documents import Folder
from reader.settings import Settings, load_settings
from reader.text.mention import KINDS


def set_up(text: str) -> None:
    path = Path(os.environ["READER_CONFIG_DIR"]) / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def test_what_was_chosen_counts_from_then_on_where_the_settings_say_nothing() -> None:
    looks = Looks(Settings())
    assert (looks.theme, looks.width) == ("reader-dark", 80)
    assert [looks.choose_theme("nord"), looks.choose_width(64)] == ["", ""]
    looks.save()
    again = Looks(Settings())
    assert (again.theme, again.width) == ("nord", 64)


def test_what_the_settings_say_counts_again_from_the_next_start_on_and_that_is_said() -> None:
    set_up('theme = "nord"\nwidth = 72\n')
    looks = Looks(load_settings())
    assert (looks.theme, looks.width) == ("nord", 72)
    assert looks.choose_theme("gruvbox") == 'gruvbox for now: config.toml says theme = "nord"'
    assert looks.choose_width(80) == "80 for now: config.toml says width = 72"
    assert looks.choose_width(72) == ""
    looks.save()
    again = Looks(load_settings())
    assert (again.theme, again.width) == ("nord", 72)
    assert not looks_path().exists()


def test_what_another_window_chose_meanwhile_stays() -> None:
    one, other = Looks(Settings()), Looks(Settings())
    one.choose_theme("nord")
    one.save()
    other.choose_width(64)
    other.save()
    assert (Looks(Settings()).theme, Looks(Settings()).width) == ("nord", 64)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[" * 9_000, b'{"theme": 3, "width": "x"}', b'{"width": 3}', b"{}" * 9_000]
)
def test_a_broken_memory_of_it_is_none(data: bytes) -> None:
    looks_path().parent.mkdir(parents=True)
    looks_path().write_bytes(data)
    looks = Looks(Settings())
    assert (looks.theme, looks.width) == ("reader-dark", 80)


def test_many_problems_are_told_of_in_short() -> None:
    assert in_short(["one", "two"]) == ["one", "two"]
    first, rest = in_short(["one", "two", "three"])
    assert first == "one"
    assert rest.endswith("2 more problems; reader config tells of each")


@pytest.mark.parametrize(
    ("named", "config", "theme", "told"),
    [
        (None, "", "reader-dark", ""),
        (None, 'theme = "nord"', "nord", ""),
        ("gruvbox", 'theme = "nord"', "gruvbox", ""),
        ("gruvbx", 'theme = "nord"', "nord", "no theme is called “gruvbx”: “gruvbox” is meant?"),
        (None, 'theme = "nrod"', "reader-dark", "config.toml: no theme is called “nrod”: “nord” is meant?"),
    ],
)
def test_the_theme_is_that_of_the_command_line_else_that_of_the_settings(tmp_path, named, config, theme, told) -> None:
    set_up(config)
    app = ReaderApp(Folder.of([tmp_path]), named)
    assert app.theme == theme
    assert told in "\n".join(app._problems)
    assert bool(app._problems) == bool(told)


TEXTS = st.text(max_size=200) | st.builds(
    "{}\n[keys]\n{} = [{!r}, {!r}]\n".format,
    st.sampled_from(['theme = "x"', "theme = 1", "width = 1e9", 'kinds = ["x"]', "[[export]]", ""]),
    st.sampled_from(["search", "help", "quit", "zebra", "close_list", '"\\u001b"']),
    st.sampled_from(["s", "ctrl+i", "esc", "", "F99", "\x07"]),
    st.text(max_size=3),
)


@given(TEXTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_app_starts_whatever_the_file_of_settings_holds(tmp_path, text) -> None:
    set_up(text)
    try:
        app = ReaderApp(Folder.of([tmp_path]))
        assert app.theme in app.available_themes
        assert len(in_short(app._problems)) <= 2
        done = {binding.action for bound in app._bindings.key_to_bindings.values() for binding in bound}
        assert {"help", "leave"} <= done
    finally:
        use(Keymap())


async def test_only_the_kinds_of_the_settings_are_marked_listed_and_gone_through(sample) -> None:
    set_up('kinds = ["person"]\nwidth = 60\n')
    async with opened(sample) as (pilot, screen):
        assert {item.mention.kind for item in screen.mentions.items} == {"person"}
        assert screen.view.column == 60
        assert screen.mentions.date_rows == []
        at = screen.view.cursor
        await pilot.press("full_stop")
        assert screen.view.cursor != at
        (item,) = screen.mentions.at(screen.view.cursor)
        assert item.mention.kind == "person"
        assert "People" in screen_text(screen)
        assert "Organizations" not in screen_text(screen)
        every = Mentions(screen.found, KINDS)
        assert len(every.items) > len(screen.mentions.items)


async def test_a_theme_and_a_width_that_were_chosen_are_there_at_the_next_start(sample) -> None:
    async with opened(sample) as (pilot, screen):
        await pilot.press("minus")
        pilot.app.theme = "reader-light"
        await until(lambda: screen.session.looks.theme == "reader-light", pilot)
    async with opened(sample) as (pilot, screen):
        assert (pilot.app.theme, screen.view.column) == ("reader-light", 72)
    set_up('width = 100\ntheme = "nord"\n')
    async with opened(sample) as (pilot, screen):
        assert (pilot.app.theme, screen.view.column) == ("nord", 100)
        await pilot.press("plus")
        assert "104 for now: config.toml says width = 100" in screen_text(screen)
