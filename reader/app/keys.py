"""Keys and actions as people read them: in the footer, the help, the palette and the README."""

from collections.abc import Iterator
from typing import Final

from reader.app.actions import ACTIONS, Action
from reader.settings import COLOURS, colour_name

_SYMBOLS: Final = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "PgDn", "pageup": "PgUp", "comma": ",",
    "escape": "esc", "delete": "del", "f1": "F1",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return a key as people write it: `ctrl+←`, `PgDn`, `]`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _SYMBOLS.get(last, last)])


def keys_of(action: Action) -> str:
    """Return all keys of an action as people write them."""
    return " ".join(key_name(key) for key in action.keys)


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
    """Return all actions as Markdown tables, for the README."""
    lines: list[str] = []
    for group, actions in by_group():
        lines += [f"**{group}**", "", "| keys | what they do |", "|---|---|"]
        for action in actions:
            keys = " ".join(f"`{key_name(key)}`".replace("|", "\\|") for key in action.keys)
            lines.append(f"| {keys} | {action.help} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def with_key_table(page: str) -> str:
    """Return a page of documentation with the table of keys put between its marks anew."""
    before, _, rest = page.partition("<!-- keys -->\n")
    _, mark, after = rest.partition("<!-- /keys -->")
    return f"{before}<!-- keys -->\n{key_table()}{mark}{after}" if mark else page
