"""`reader config`: what is set up, what counts, where it comes from, and what could not be understood."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from reader.cli.output import DONE, WRONG, CommandError, emit, emit_json, emit_table, narrate
from reader.settings import COLOURS, Settings, load_settings, settings_path
from reader.settings.documented import as_toml, documented, explained, set_line
from reader.settings.table import SETTINGS
from reader.text.mention import KINDS

_FILE: Final = "config.toml"
_KEYS: Final = (
    "Keys by the name of what they do; a list takes the place of the usual keys, an empty one takes them away. Keys "
    'are written as they are called: s, S, ctrl+s, alt+x, F2, PgDn, ←, esc, ",". Help and quitting always have a '
    "key, and esc always leads back."
)


def add_config(parser: argparse.ArgumentParser) -> None:
    """Describe `reader config`."""
    parser.description = "Print what is set up, what counts and where it comes from."
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print where the file is, and nothing else")
    what.add_argument("--default", action="store_true", help="print a file with everything that can be set, explained")
    what.add_argument(
        "--edit", action="store_true", help="open the file in VISUAL or EDITOR; it is made if there is none"
    )
    what.add_argument("--check", action="store_true", help="end with 2 if anything in the file cannot be understood")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    path = settings_path()
    if options.path:
        emit_json(str(path)) if options.json else emit(str(path))
        return DONE
    if options.default:
        emit_json(default_text()) if options.json else sys.stdout.write(default_text())
        return DONE
    if options.edit:
        _edit(path)
    from reader.app.looks import problems_of  # noqa: PLC0415 (nothing of the app loads for those who ask where the file is)

    settings = load_settings()
    warnings = problems_of(settings)
    if options.check or options.edit:
        if options.json:
            emit_json({"path": str(path), "warnings": warnings})
        elif not warnings:
            emit(f"{path}: nothing is wrong" if path.exists() else f"{path}: there is none, which is fine")
    elif options.json:
        emit_json(_json(path, settings, warnings))
    else:
        _print(path, settings)
    for warning in () if options.json else warnings:
        narrate(warning)
    return WRONG if options.check and warnings else DONE


def default_text() -> str:
    """Return the file with everything that can be set, which changes nothing as it is."""
    from reader.app.keymap import usual_keys_of  # noqa: PLC0415 (the keys of the app load only for those who ask)
    from reader.app.keys import by_group  # noqa: PLC0415

    lines = [*documented(), "", "", "[keys]", *explained(_KEYS)]
    for group, actions in by_group():
        lines += ["", f"# {group}", *(set_line(each.name, usual_keys_of(each), each.help) for each in actions)]
    return "\n".join(lines) + "\n"


def _edit(path: Path) -> None:
    """Let the person edit the file in their editor.

    Raises:
        CommandError: the file cannot be made, or the editor not be started.
    """
    from reader.app.editor import EditorError, find_editor  # noqa: PLC0415
    from reader.files import private_folder, write_new  # noqa: PLC0415

    try:
        command = find_editor()
        if not path.exists():
            private_folder(path.parent)
            write_new(path, default_text().encode())
            narrate(f"{path} is new: it holds everything that can be set, and changes nothing yet")
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 (the person's own command, no shell)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None
    except EditorError as error:
        raise CommandError(f"{path}: {error}") from None
    if code:
        raise CommandError(f"{command[0]} ended with {code}")


def _values(settings: Settings) -> dict[str, tuple[object, str]]:
    """Return by name what counts, and where it comes from."""
    from reader.app.looks import Looks  # noqa: PLC0415 (what was chosen in the app)
    from reader.cli.export import DEFAULT_TARGET  # noqa: PLC0415
    from reader.entities import BUILT_IN  # noqa: PLC0415

    looks, export = Looks(settings), settings.export
    counting: dict[str, object] = {
        "theme": looks.theme,
        "width": looks.width,
        "kinds": settings.kinds,
        "extractors.names": settings.names or BUILT_IN,
        "export.to": export.to or DEFAULT_TARGET,
        "export.format": export.format,
        "export.context": export.context,
        "export.wikilinks": export.wikilinks,
        "export.template": os.fspath(export.template or ""),
    }
    values = {}
    for setting in SETTINGS:
        value = counting[setting.name]
        is_said = setting.name in settings.given and (setting.name != "theme" or looks.theme == settings.theme)
        where = _FILE if is_said else "chosen in the app" if setting.name in looks.kept else "default"
        values[setting.name] = value, where
    for colour in COLOURS:
        name = f"colours.{colour}"
        values[name] = settings.colours.get(colour, colour), _FILE if name in settings.given else "default"
    return values


def _folders() -> dict[str, tuple[str, str]]:
    """Return by name the folders of the program, and where that comes from."""
    from reader.app.memory import data_folder  # noqa: PLC0415
    from reader.corpus.schema import cache_folder  # noqa: PLC0415

    folders = {
        "settings": (settings_path().parent, "READER_CONFIG_DIR"),
        "data": (data_folder(), "READER_DATA_DIR"),
        "cache": (cache_folder(), "READER_CACHE_DIR"),
    }
    return {
        name: (str(folder), f"environment, {variable}" if os.environ.get(variable) else "default")
        for name, (folder, variable) in folders.items()
    }


def _print(path: Path, settings: Settings) -> None:
    from reader.app.keymap import keymap_of  # noqa: PLC0415
    from reader.app.keystrokes import key_name  # noqa: PLC0415

    emit(f"{path}{'' if path.exists() else '  (there is none: reader config --edit makes one)'}\n")
    rows = [(name, _shown(value), where) for name, (value, where) in _values(settings).items()]
    for name, keys in keymap_of(settings.keys).keys.items():
        rows.append((f"keys.{name}", " ".join(map(key_name, keys)) or "no key", _FILE))
    rows += [(f"folder of {name}", folder, where) for name, (folder, where) in _folders().items()]
    emit_table([("setting", "value", "from"), *rows])


def _shown(value: object) -> str:
    return "all" if value == KINDS else as_toml(value) if value != "" else "none"


def _json(path: Path, settings: Settings, warnings: list[str]) -> dict[str, object]:
    from reader.app.actions import ACTIONS  # noqa: PLC0415
    from reader.app.keymap import keymap_of  # noqa: PLC0415

    keymap = keymap_of(settings.keys)
    return {
        "path": str(path),
        "exists": path.exists(),
        "settings": {name: {"value": value, "from": where} for name, (value, where) in _values(settings).items()},
        "keys": {
            action.name: {"keys": keymap.keys_of(action), "from": _FILE if action.name in keymap.keys else "default"}
            for action in ACTIONS
        },
        "folders": {name: {"value": folder, "from": where} for name, (folder, where) in _folders().items()},
        "warnings": warnings,
    }
