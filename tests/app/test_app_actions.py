from collections import Counter

import pytest
from textual.keys import _character_to_key

from reader.app.actions import ACTIONS, Scope, binding_id, bindings
from reader.app.app import ReaderApp
from reader.app.keys import footer_actions, key_name
from reader.app.screens.attaching import AttachScreen
from reader.app.screens.entity import EntityScreen
from reader.app.screens.exporting import ExportScreen
from reader.app.screens.likely import LikelyScreen
from reader.app.screens.marks import MarksScreen
from reader.app.screens.opening import OpenScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.review import ReviewScreen
from reader.app.screens.search import SearchScreen
from reader.app.screens.timeline import TimelineScreen
from reader.app.screens.who import WhoScreen
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.row_list import RowList
from reader.app.widgets.text_view import TextView

OWNERS: dict[Scope, tuple[type, ...]] = {
    "text": (TextView,),
    "list": (RowList,),
    "marking": (MarkList,),
    "reading": (ReadingScreen,),
    "desk": (ReadingScreen, WhoScreen, EntityScreen),
    "results": (SearchScreen, OpenScreen, TimelineScreen, WhoScreen, MarksScreen),
    "sides": (SearchScreen, WhoScreen, MarksScreen),
    "search": (SearchScreen,),
    "timeline": (TimelineScreen,),
    "lines": (SearchScreen, EntityScreen),
    "marks": (MarksScreen,),
    "entity": (EntityScreen,),
    "likely": (LikelyScreen,),
    "review": (ReviewScreen,),
    "attaching": (AttachScreen,),
    "exporting": (ExportScreen,),
    "app": (ReaderApp,),
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.scope}.{action.id}")
def test_every_action_is_done_by_a_method_of_its_place(action) -> None:
    for owner in OWNERS[action.scope]:
        assert callable(getattr(owner, f"action_{action.id.partition('(')[0]}"))


def test_no_key_means_two_things_in_one_place() -> None:
    together: tuple[tuple[Scope, ...], ...] = (
        ("text", "reading", "desk", "app"),
        ("list", "reading", "desk", "app"),
        ("results", "timeline"),
        ("results", "sides", "desk"),
        ("results", "sides", "search", "lines"),
        ("list", "sides", "desk", "app"),
        ("list", "entity", "lines", "desk", "app"),
        ("list", "sides", "search", "lines", "app"),
        ("marking", "sides", "desk", "app"),
        ("marking", "entity", "lines", "desk", "app"),
        ("marking", "sides", "search", "lines", "app"),
        ("results", "sides", "marks"),
        ("list", "sides", "marks", "app"),
        ("marking", "sides", "marks", "app"),
        ("likely", "app"),
        ("review", "app"),
        ("text", "attaching", "app"),
        ("list", "exporting", "app"),
    )
    for scopes in together:
        counts = Counter(
            _character_to_key(key) if len(key) == 1 else key
            for action in ACTIONS
            if action.scope in scopes
            for key in action.keys
        )
        assert [key for key, count in counts.items() if count > 1] == []


def test_no_key_is_one_that_terminals_send_for_another() -> None:
    impossible = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket", "ctrl+["}
    assert not impossible & {key for action in ACTIONS for key in action.keys}


def test_every_action_has_a_name_of_its_own_for_a_keymap() -> None:
    names = [binding_id(action) for action in ACTIONS]
    assert len(set(names)) == len(names)
    assert {binding.id for binding in bindings("text")} <= set(names)


def test_keys_are_named_as_people_write_them() -> None:
    assert [key_name(key) for key in ("comma", "ctrl+left", "pagedown", "+", "G")] == [",", "ctrl+←", "PgDn", "+", "G"]


def test_the_footer_ends_with_help() -> None:
    assert footer_actions()[-1].id == "help"
