import re
from collections import Counter

import pytest

from reader.app.actions import ACTIONS, TOGETHER, Scope, bindings
from reader.app.app import ReaderApp
from reader.app.keymap import usual_keys_of
from reader.app.keys import footer_actions, key_name
from reader.app.keystrokes import key_of
from reader.app.screens.attaching import AttachScreen
from reader.app.screens.dates_exporting import DatesExportScreen
from reader.app.screens.entity import EntityScreen
from reader.app.screens.exporting import ExportScreen, MarksExportScreen
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
    "exporting_marks": (MarksExportScreen,),
    "exporting_dates": (DatesExportScreen,),
    "app": (ReaderApp,),
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.scope}.{action.id}")
def test_every_action_is_done_by_a_method_of_its_place(action) -> None:
    for owner in OWNERS[action.scope]:
        assert callable(getattr(owner, f"action_{action.id.partition('(')[0]}"))


@pytest.mark.parametrize("scopes", TOGETHER, ids=" ".join)
def test_no_key_means_two_things_in_one_place(scopes) -> None:
    counts = Counter(key for action in ACTIONS if action.scope in scopes for key in usual_keys_of(action))
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_scope_is_in_some_place() -> None:
    assert {scope for scopes in TOGETHER for scope in scopes} == {action.scope for action in ACTIONS} == {*OWNERS}


def test_every_key_is_one_that_terminals_send() -> None:
    for action in ACTIONS:
        assert tuple(key_of(key) for key in action.keys) == usual_keys_of(action)


def test_every_action_has_a_name_of_its_own_for_a_keymap() -> None:
    names = [action.name for action in ACTIONS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", name) for name in names)
    assert {binding.id for binding in bindings("text")} <= set(names)


def test_keys_are_named_as_people_write_them() -> None:
    keys = ("comma", "ctrl+left", "pagedown", "+", "G", "f1", "f", "ctrl++")
    assert [key_name(key) for key in keys] == [",", "ctrl+←", "PgDn", "+", "G", "F1", "f", "ctrl++"]


def test_the_footer_ends_with_help() -> None:
    assert footer_actions()[-1].id == "help"
