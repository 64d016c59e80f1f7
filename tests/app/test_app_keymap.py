"""Keys that a person gives to actions count where they can, and where they cannot it is said why."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests_support import opened, screen_text, until
from textual.binding import BindingsMap
from textual.widgets import Input

from reader.app import actions
from reader.app.actions import ACTIONS, TOGETHER, bindings
from reader.app.keymap import Keymap, keymap_of, use, usual_keys_of
from reader.app.keys import key_now, with_keys
from reader.app.keystrokes import NoKeyError, bound, key_of
from reader.app.screens.diff import DiffScreen
from reader.app.screens.entity import EntityScreen
from reader.app.screens.help import HelpScreen
from reader.app.screens.marks import MarksScreen
from reader.app.screens.search import SearchScreen
from reader.app.screens.who import WhoScreen
from reader.app.widgets.lines import KeyLine
from reader.settings import COLOURS, settings_path


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("s", "s"), ("S", "S"), ("shift+s", "S"), ("ctrl+s", "ctrl+s"), ("Ctrl+S", "ctrl+s"), ("^s", "ctrl+s"),
        ("control-s", "ctrl+s"), ("alt+x", "alt+x"), ("alt+X", "alt+shift+x"), ("shift+alt+x", "alt+shift+x"),
        ("PgDn", "pagedown"), ("page down", "pagedown"), ("←", "left"), ("ctrl+←", "ctrl+left"), ("esc", "escape"),
        ("Return", "enter"), ("F1", "f1"), ("f12", "f12"), ("shift+F3", "shift+f3"), (",", ","), ("comma", ","),
        ("?", "?"), ("question_mark", "?"), ("slash", "/"), ("-", "-"), ("+", "+"), ("minus", "-"), (" ", "space"),
        ("é", "é"), ("shift+tab", "shift+tab"), ("ctrl+_", "ctrl+_"), ("ctrl+\\", "ctrl+\\"), ("alt+.", "alt+."),
        ("shift+ctrl+left", "ctrl+shift+left"),
    ],
)  # fmt: skip
def test_a_key_may_be_written_as_people_see_it_or_as_the_program_calls_it(written, key) -> None:
    assert key_of(written) == key
    assert key_of(key) == key


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ctrl+i", "arrives as tab"),
        ("ctrl+m", "arrives as enter"),
        ("ctrl+h", "arrives as backspace"),
        ("ctrl+[", "arrives as escape"),
        ("ctrl+shift+s", "arrives as ctrl+s"),
        ("ctrl+shift+I", "arrives as tab"),
        ("ctrl+1", "arrives as 1"),
        ("ctrl+3", "arrives as escape"),
        ("ctrl+.", "arrives as ."),
        ("ctrl+-", "arrives as ctrl+_"),
        ("ctrl+enter", "arrives as enter"),
        ("alt+f", "arrives as ctrl+right"),
        ("alt+1", "arrives as another character"),
        ("shift+1", "arrives as the character that the two make"),
        ("ctrl+c", "cannot be given away"),
        ("ctrl+q", "quits at any time"),
        ("cmd+s", "is kept by the system"),
        ("C-s", "begins with “C”"),
        ("pagedwn", "“pagedown” is meant?"),
        ("F25", "is no key"),
        ("sd", "is no key"),
        ("", "is no key"),
        ("\x1b[2J", "is no key"),
        ("\n", "is no key"),
    ],
)
def test_a_key_that_does_not_arrive_is_refused_with_the_one_that_does(written, told) -> None:
    with pytest.raises(NoKeyError, match=re.escape(told)):
        key_of(written)


def test_a_bound_key_is_the_one_that_textual_tells_of() -> None:
    keys = [bound(key) for key in (",", "/", "ctrl+_", "alt+.", "S", "left", "é", "ctrl+@")]
    assert keys == ["comma", "slash", "ctrl+underscore", "alt+full_stop", "S", "left", "é", "ctrl+@"]


def keys_of(keymap: Keymap, name: str) -> tuple[str, ...]:
    return keymap.keys_of(next(action for action in ACTIONS if action.name == name))


def test_an_action_has_the_keys_that_are_written_and_no_others() -> None:
    keymap = keymap_of({"search": ("ctrl+k", "F3"), "text_only": ()})
    assert keymap.problems == ()
    assert keys_of(keymap, "search") == ("ctrl+k", "f3")
    assert keys_of(keymap, "text_only") == ()
    assert keys_of(keymap, "find") == ("/",)


@pytest.mark.parametrize(
    ("wanted", "told", "left"),
    [
        ({"serch": ("s",)}, "no action is called “serch”: “search” is meant?", {}),
        ({"search_all": ("s",)}, "“search” is meant?", {}),
        ({"qqqq": ("s",)}, "reader config --default lists them all", {}),
        ({"search": ("ctrl+i",)}, "“ctrl+i” arrives as tab", {"search": ("s", "ctrl+f")}),
        ({"search": ("ctrl+i", "F2")}, "“ctrl+i” arrives as tab", {"search": ("f2",)}),
        ({"search": ("n",)}, "n is find_next already (next hit)", {"search": ("s", "ctrl+f"), "find_next": ("n",)}),
        ({"search": ("w",)}, "w is word_next already", {"search": ("s", "ctrl+f")}),
        ({"search": ("esc",)}, "esc cannot be given away", {"search": ("s", "ctrl+f")}),
        ({"help": ()}, "keys.help cannot be without a key; it keeps ? F1", {"help": ("?", "f1")}),
        ({"quit": ()}, "keys.quit cannot be without a key; it keeps q", {"quit": ("q",)}),
        ({"quit": ("ctrl+i",)}, "; it keeps q", {"quit": ("q",)}),
        ({"escape": ()}, "esc cannot be taken away", {"escape": ("escape",)}),
        ({"results_down": ("j",)}, "is for the line that is typed there", {"results_down": ("down",)}),
        ({"close_list": ("ctrl+u",)}, "is for the line that is typed there", {"close_list": ("escape", "ctrl+o")}),
        ({"search": ("F2",), "timeline": ("F2",)}, "keys.timeline: F2 is search already", {"timeline": ("T",)}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_of_and_the_action_keeps_its_usual_keys(wanted, told, left) -> None:
    keymap = keymap_of(wanted)
    assert told in "\n".join(keymap.problems)
    assert {name: keys_of(keymap, name) for name in left} == left


def test_two_actions_may_swap_their_keys() -> None:
    keymap = keymap_of({"find_next": ("N",), "find_previous": ("n",)})
    assert keymap.problems == ()
    assert keymap.keys == {"find_next": ("N",), "find_previous": ("n",)}


def test_one_key_may_do_two_things_in_places_that_are_apart() -> None:
    assert keymap_of({"likely_yes": ("F2",), "review_yes": ("F2",), "search": ("F2",)}).problems == ()


def test_esc_leads_back_whatever_else_does() -> None:
    assert keymap_of({"page_close": ("F4",)}).keys == {"page_close": ("escape", "f4")}


def test_who_loses_all_keys_gets_the_usual_ones_although_another_hoped_for_them() -> None:
    keymap = keymap_of({"find_previous": ("s",), "search": ("w",)})
    assert keys_of(keymap, "search") == ("s", "ctrl+f")
    assert keys_of(keymap, "find_previous") == ("N",)
    assert len(keymap.problems) == 2


WRITTEN = st.sampled_from([*(key for action in ACTIONS for key in action.keys), "F2", "F3", "alt+x"]) | st.text(
    max_size=6
)


@given(
    st.dictionaries(
        st.sampled_from([action.name for action in ACTIONS]) | st.text(max_size=8),
        st.lists(WRITTEN, max_size=4).map(tuple),
        max_size=8,
    )
)
def test_whatever_is_written_no_key_means_two_things_and_the_way_out_stays(wanted) -> None:
    keymap = keymap_of(wanted)
    usual = Keymap()
    assert keymap.keys_of(next(action for action in ACTIONS if action.name == "help"))
    assert keymap.keys_of(next(action for action in ACTIONS if action.name == "quit"))
    for action in ACTIONS:
        assert ("escape" in keymap.keys_of(action)) == ("escape" in action.keys)
    for scopes in TOGETHER:
        there = [action for action in ACTIONS if action.scope in scopes]
        keys = [key for action in there for key in keymap.keys_of(action)]
        assert len(set(keys)) == len(keys)
        assert all(keymap.keys_of(action) == usual.keys_of(action) for action in there if action.name not in wanted)
    for line in keymap.problems:
        assert line.startswith("keys")


def test_bindings_are_changed_for_the_actions_that_are_named_and_no_others() -> None:
    keymap = keymap_of({"search": (",", "ctrl+k"), "previous_mention": ("F2",), "text_only": ()})
    rebound = keymap.rebound(BindingsMap([*bindings("reading"), *bindings("desk")]))
    having = {key: [binding.action for binding in bound] for key, bound in rebound.key_to_bindings.items()}
    assert having["comma"] == having["ctrl+k"] == ["search"]
    assert having["f2"] == ["previous_mention"]
    assert "s" not in having
    assert "z" not in having
    assert having["slash"] == ["find"]


def test_an_action_named_as_in_the_table_with_its_own_keys_changes_nothing() -> None:
    keymap = keymap_of({action.name: tuple(action.keys) for action in ACTIONS})
    assert keymap.problems == ()
    assert all(keymap.keys_of(action) == usual_keys_of(action) for action in ACTIONS)


def test_every_colour_has_actions_of_its_name() -> None:
    names = {action.name for action in ACTIONS}
    assert {f"{place}_{colour}" for colour in COLOURS for place in ("highlight", "passages", "marks")} <= names


def set_up(text: str) -> None:
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def usual_keys():
    """Leave the usual keys to the tests that follow."""
    yield
    use(Keymap())


KEYS = """
[keys]
search = ["F2"]
find_next = ["s"]
next_mention = ["alt+n"]
timeline = []
word_next = ["ctrl+y"]
help = ["F4"]
quit = ["x"]
reject = ["X"]
open_outside = ["F9"]
highlight_yellow = ["!"]
line_or_list = ["ctrl+g", "tab"]
search_copies = ["F6"]
marks_order = ["F7"]
page_order = ["F8"]
"""


@pytest.mark.usefixtures("usual_keys")
async def test_keys_of_the_settings_work_on_every_screen_and_the_usual_ones_do_not(sample: Path) -> None:
    set_up(KEYS)
    async with opened(sample) as (pilot, screen):
        assert pilot.app._problems == []
        keys = " ".join(key for key, _words, _action in screen.query_one("#status", KeyLine).entries)
        assert keys.startswith("/ F2 enter e alt+n")
        assert keys.endswith("F4")
        at = screen.view.cursor
        await pilot.press("full_stop", "w", "T")
        assert (pilot.app.screen, screen.view.cursor) == (screen, at)
        await pilot.press("ctrl+y")
        assert screen.view.cursor > at
        at = screen.view.cursor
        await pilot.press("alt+n")
        assert screen.view.cursor > at
        await pilot.press("exclamation_mark")
        assert [mark.colour for mark in screen.session.notebook.highlights] == ["yellow"]
        await pilot.press("f2")
        await until(lambda: isinstance(pilot.app.screen, SearchScreen), pilot)
        search = pilot.app.screen
        await pilot.press(*"US", "f6")
        assert search.query_one(Input).value == "US"
        await until(lambda: search._is_folded, pilot)
        await until(lambda: search.hits, pilot)
        await pilot.press("ctrl+g")
        assert search.results.has_focus
        await pilot.press("c")
        assert search._is_folded
        shown = screen_text(search)
        assert "F6" in shown
        assert "ctrl+g" not in shown
        await pilot.press("x")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press("H")
        await until(lambda: isinstance(pilot.app.screen, MarksScreen) and pilot.app.screen.results.keys, pilot)
        before = pilot.app.screen._order
        await pilot.press("tab", "o", "q", "f7")
        assert pilot.app.screen._order != before
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press("e")
        await until(lambda: isinstance(pilot.app.screen, WhoScreen | EntityScreen), pilot)
        assert [binding.action for binding in pilot.app.screen._bindings.key_to_bindings["X"]] == ["reject"]
        await pilot.press("f4")
        await until(lambda: isinstance(pilot.app.screen, HelpScreen), pilot)
        await pilot.press(*"F8")
        await until(lambda: "next order" in screen_text(pilot.app.screen), pilot)


@pytest.mark.usefixtures("usual_keys")
async def test_what_opens_a_dialog_closes_it_whichever_key_that_is(sample: Path) -> None:
    set_up('[keys]\nexport_diff = ["F5"]\nquit = ["x"]\nreject = []\n')
    async with opened(sample) as (pilot, screen):
        for key in ("f5", "x", "escape"):
            await pilot.app.push_screen(DiffScreen("file", ""))
            await pilot.press("d", "q")
            assert isinstance(pilot.app.screen, DiffScreen)
            await pilot.press(key)
            await until(lambda: pilot.app.screen is screen, pilot)


@pytest.mark.usefixtures("usual_keys")
async def test_wrong_keys_are_told_of_when_the_app_starts_and_leave_the_usual_ones(sample: Path) -> None:
    set_up('[keys]\nsearch = ["ctrl+i"]\nserch = ["F2"]\nhelp = []\n')
    async with opened(sample, (80, 24)) as (pilot, _screen):
        (first, rest) = [note.message for note in pilot.app._notifications]
        assert "keys.search: “ctrl+i” arrives as tab in most terminals" in first
        assert rest.endswith("2 more problems; reader config tells of each")
        await pilot.press("s")
        await until(lambda: isinstance(pilot.app.screen, SearchScreen), pilot)


@pytest.mark.usefixtures("usual_keys")
def test_lines_of_keys_and_words_name_the_keys_of_now() -> None:
    use(keymap_of({"find_next": ("F2",), "find_previous": (), "colour": (), "highlight_blue": ("F5",), "undo": ()}))
    assert with_keys("{find_next} next {find_previous} back {help}") == "F2 next “Previous hit” back ?"
    assert key_now("n N", "", ("reading",)) == "F2"
    assert key_now("1-4", "", ("reading",)) == "1 2 F5 4"
    assert key_now("u", "undo", ("desk", "reading")) == ""
    assert key_now("u", "undo", ("marks",)) == "u"
    assert key_now("↑ ↓", "", ("reading",)) == "↑ ↓"


def named_in(tree: ast.Module) -> Iterator[str]:
    """Yield the names of actions whose keys a module tells of."""
    texts = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        if call.func.id not in ("with_keys", "key_for", "first_key") or not call.args:
            continue
        given = texts.get(call.args[0].id, call.args[0]) if isinstance(call.args[0], ast.Name) else call.args[0]
        words = [
            each.value for each in ast.walk(given) if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if call.func.id == "with_keys":
            yield from (name for text in words for name in re.findall(r"\{(\w+)\}", text))
        elif isinstance(given, ast.Constant):
            yield from words


def test_hints_name_actions_that_there_are():
    folder = Path(actions.__file__).parent
    named = {
        (path.name, name) for path in folder.rglob("*.py") for name in named_in(ast.parse(path.read_text("utf-8")))
    }
    assert len(named) > 40
    assert {(path, name) for path, name in named if name not in {action.name for action in ACTIONS}} == set()
