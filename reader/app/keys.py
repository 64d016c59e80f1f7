"""Keys and actions as people read them: in the footer, the help, the palette and the documentation."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from reader.app.actions import ACTIONS, Action, Scope
from reader.app.keymap import in_use, usual_keys_of
from reader.app.keystrokes import key_name
from reader.settings import COLOURS, colour_name

__all__ = [
    "by_group",
    "first_key",
    "footer_actions",
    "key_for",
    "key_name",
    "key_now",
    "key_table",
    "keys_of",
    "label_of",
    "with_key_table",
    "with_keys",
]


_NAME: Final = re.compile(r"\{(\w+)\}")


def keys_of(action: Action) -> str:
    """Return all keys that an action has now, as people write them."""
    return " ".join(key_name(key) for key in in_use().keys_of(action))


def first_key(name: str) -> str:
    """Return the first key that an action, given by its name in the keymap, has now, as people write it; nothing if it has none."""
    action = next(action for action in ACTIONS if action.name == name)
    return next(map(key_name, in_use().keys_of(action)), "")


def key_for(name: str) -> str:
    """Return the first key that an action, given by its name in the keymap, has now; its label in quotes where it has none."""
    action = next(action for action in ACTIONS if action.name == name)
    return first_key(name) or f"“{action.label}”"


def with_keys(words: str) -> str:
    """Return words with every name of an action that stands between braces replaced by its first key of now."""
    return _NAME.sub(lambda found: key_for(found[1]), words)


def key_now(shown: str, action_id: str, scopes: Collection[Scope]) -> str:
    """Return what stands for usual keys in a line of keys, such as `y`, `n N` or `1-4`, as the keys are now.

    Args:
        shown: the usual keys as people write them.
        action_id: the action that they do, if it is one.
        scopes: where the line is; keys of lists, and of lines that are answered by one, may work there, too.

    Returns:
        The keys of now; nothing where the actions have none.
    """
    if not in_use().keys:
        return shown
    first, dash, last = shown.partition("-")
    is_range = bool(dash) and first.isdigit() and last.isdigit()
    usual = [str(number) for number in range(int(first), int(last) + 1)] if is_range else shown.split(" ")
    now = [_key_now(key, action_id, scopes) for key in usual]
    return shown if now == usual else " ".join(key for key in now if key)


def _key_now(shown: str, action_id: str, scopes: Collection[Scope]) -> str:
    """Return the key that an action has in the place of its usual one; that itself where it has it still."""
    there = [action for action in ACTIONS if action.scope in (*scopes, "list", "marking", "results", "timeline")]
    having = [action for action in there if shown in map(key_name, usual_keys_of(action))]
    meant = [action for action in having if action.id == action_id] or having
    if not meant or meant[0].name not in in_use().keys:
        return shown
    keys = [key_name(key) for key in in_use().keys_of(meant[0])]
    return shown if shown in keys else next(iter(keys), "")


def label_of(action: Action) -> str:
    """Return an action's label; of one that gives a colour to which the person gave a name, with that name.

    Square brackets become round ones: the palette would take them for markup.
    """
    colour = next((colour for colour in COLOURS if f"'{colour}'" in action.id), "")
    name = colour_name(colour)
    label = action.label if name == colour else f"{name} ({action.label.lower()})"
    return label.translate({ord("["): "(", ord("]"): ")"})


def by_group() -> Iterator[tuple[str, list[Action]]]:
    """Yield every group of actions in the order of the table."""
    for group in dict.fromkeys(action.group for action in ACTIONS):
        yield group, [action for action in ACTIONS if action.group == group]


def footer_actions() -> list[Action]:
    """Return the actions that the footer shows, in its order."""
    return sorted((action for action in ACTIONS if action.footer), key=lambda action: action.footer)


def key_table() -> str:
    """Return all actions as Markdown tables, for the page of keys."""
    lines: list[str] = []
    for group, actions in by_group():
        lines += [f"## {group}", "", "| keys | what they do | name |", "|---|---|---|"]
        for action in actions:
            keys = " ".join(f"`{key_name(key)}`".replace("|", "\\|") for key in action.keys)
            lines.append(f"| {keys} | {action.help} | `{action.name}` |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def with_key_table(page: str) -> str:
    """Return a page of documentation with the table of keys put between its marks anew."""
    before, _, rest = page.partition("<!-- keys -->\n")
    _, mark, after = rest.partition("<!-- /keys -->")
    return f"{before}<!-- keys -->\n{key_table()}{mark}{after}" if mark else page
