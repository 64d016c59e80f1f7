"""Doing what the footer and the palette offer, by the id of an action."""

from collections.abc import Collection
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

from reader.app.actions import ACTIONS, Scope


async def perform(screen: Screen[Any], scopes: Collection[Scope], action_id: str, **parts: DOMNode) -> None:
    """Do an action where its keys work.

    Args:
        screen: what the person is on.
        scopes: whose actions may be meant.
        action_id: the action.
        parts: what does the actions of a scope in place of the screen, by the scope.
    """
    scope = next((each.scope for each in ACTIONS if each.id == action_id and each.scope in scopes), "")
    target = screen.app if scope == "app" else parts.get(scope, screen)
    await screen.app.run_action(action_id, default_namespace=target)
