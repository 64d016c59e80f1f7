"""Scripts by which bash, zsh and fish complete what is typed. They run without the program, so that a key is answered at once."""

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_PLAIN: Final = re.compile(r"[\w.:+@%/-]+")
"""A value that no shell takes for anything else."""


class Takes(IntEnum):
    """What kind of path an argument is."""

    NOTHING = 0
    """None: words, numbers, names."""

    FOLDERS = 1
    FILES = 2
    """Files and folders."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command."""

    flags: tuple[str, ...]
    about: str
    count: int
    """How many arguments follow it."""

    many: bool
    """Whether it may stand there again, or take more of them."""

    called: str
    """What its arguments are called."""

    takes: Takes
    values: tuple[str, ...]
    """What can stand there, where that is a list."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what can follow it; the app itself has no name."""

    name: str
    about: str
    options: tuple[Option, ...]
    takes: Takes
    values: tuple[str, ...]


def bash(commands: Sequence[Command]) -> str:
    """Return the script for bash, from version 3.2 on, which macOS has."""
    named = [command for command in commands if command.name]
    lines = [
        "# completion of reader for bash",
        "_reader_offer() {",
        '    COMPREPLY=($(compgen -W "$1" -- "$2"))',
        "    # nothing fits: a file would not either",
        "    ((${#COMPREPLY[@]})) || compopt +o default 2>/dev/null",
        "    return 0",
        "}",
        "_reader() {",
        '    local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=""',
        "    COMPREPLY=()",
        '    ((COMP_CWORD > 1)) && case "${COMP_WORDS[1]}" in',
        f"        {'|'.join(command.name for command in named)}) command=${{COMP_WORDS[1]}} ;;",
        "    esac",
        "    # --option=value comes as three words",
        '    if [[ $typed == "=" ]]; then',
        '        typed=""',
        '    elif [[ $before == "=" ]] && ((COMP_CWORD > 2)); then',
        "        before=${COMP_WORDS[COMP_CWORD-2]}",
        "    fi",
        '    case "$command $before" in',
    ]
    for command in commands:
        lines += [_bash_value(command, option) for option in command.options if option.count]
    lines += ["    esac", "    if [[ $typed == -* ]]; then", '        case "$command" in']
    for command in commands:
        flags = " ".join(flag for option in command.options for flag in option.flags)
        lines.append(f'            "{command.name}") _reader_offer "{flags}" "$typed" ;;')
    lines += ["        esac", "        return", "    fi", '    case "$command" in']
    names = " ".join(command.name for command in named)
    first = f'((COMP_CWORD == 1)) && COMPREPLY=($(compgen -W "{names}" -- "$typed"))'
    lines.append(f'        "") {first} ;;')
    for command in named:
        if command.values:
            lines.append(f'        {command.name}) _reader_offer "{_words(command.values)}" "$typed" ;;')
        elif not command.takes:
            lines.append(f'        {command.name}) _reader_offer "" "$typed" ;;')
    lines += ["    esac", "    # where nothing was offered, bash offers files", "    return 0", "}"]
    return "\n".join([*lines, "complete -o default -F _reader reader", ""])


def _bash_value(command: Command, option: Option) -> str:
    where = "|".join(f'"{command.name} {flag}"' for flag in option.flags)
    if option.values or not option.takes:
        return f'        {where}) _reader_offer "{_words(option.values)}" "$typed"; return ;;'
    if option.takes is Takes.FOLDERS:
        return f"        {where}) compopt -o dirnames +o default 2>/dev/null; return ;;"
    return f"        {where}) return ;;"


def zsh(commands: Sequence[Command]) -> str:
    """Return the script for zsh, to be sourced, or found by its name in `$fpath`."""
    app, *named = commands
    described = " ".join(shlex.quote(f"{command.name}:{command.about}") for command in named)
    lines = [
        "#compdef reader",
        "_reader() {",
        "    local found=1",
        "    local -a commands",
        f"    commands=({described})",
        "    if ((CURRENT == 2)); then",
        "        _describe -t commands command commands && found=0",
        f"        {_zsh_arguments(app)} && found=0",
        "        return found",
        "    fi",
        '    case "$words[2]" in',
    ]
    lines += [f"        ({command.name}) shift words; ((CURRENT--)); {_zsh_arguments(command)} ;;" for command in named]
    lines += [f"        (*) {_zsh_arguments(app)} ;;", "    esac", "}"]
    return "\n".join(
        [*lines, 'if [[ $funcstack[1] == _reader ]]; then _reader "$@"; else compdef _reader reader; fi', ""]
    )


def _zsh_arguments(command: Command) -> str:
    specs = [_zsh_option(option, flag) for option in command.options for flag in option.flags]
    if command.values:
        specs.append(f"*:value:({_words(command.values)})")
    elif command.takes:
        specs.append("*:path:_files")
    return " ".join(["_arguments -s :", *map(shlex.quote, specs)])


def _zsh_option(option: Option, flag: str) -> str:
    about = re.sub(r"([\[\]\\:])", r"\\\1", option.about)
    others = "" if option.many else f"({' '.join(option.flags)})"
    called = " ".join(re.findall(r"\w+", option.called)) or "value"
    value = f"({_words(option.values)})" if option.values else ("", "_files -/", "_files")[option.takes] or " "
    return f"{'*' if option.many else others}{flag}[{about}]" + f":{called}:{value}" * option.count


def fish(commands: Sequence[Command]) -> str:
    """Return the script for fish."""
    named = [command for command in commands if command.name]
    names = " ".join(command.name for command in named)
    lines = [
        "# completion of reader for fish",
        "function __reader_in --description 'whether this command was named, or none'",
        "    set -l words (commandline -opc)",
        '    if test -z "$argv[1]"',
        f'        not contains -- "$words[2]" {names}',
        "    else",
        '        test "$words[2]" = "$argv[1]"',
        "    end",
        "end",
        "function __reader_first --description 'whether nothing was typed yet but the name of the program'",
        "    test (count (commandline -opc)) -eq 1",
        "end",
    ]
    lines += [f"complete -c reader -n __reader_first -a {command.name} -d {_fish(command.about)}" for command in named]
    for command in commands:
        where = f"-n '__reader_in {command.name}'" if command.name else "-n '__reader_in \"\"'"
        lines += [f"complete -c reader {where} {_fish_option(option)}" for option in command.options]
        if command.values:
            lines.append(f"complete -c reader {where} -f -a '{_words(command.values)}'")
        elif not command.takes:
            lines.append(f"complete -c reader {where} -f")
    return "\n".join([*lines, ""])


def _fish_option(option: Option) -> str:
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
    parts = [flags, f"-d {_fish(option.about)}"]
    if option.values:
        parts.append(f"-x -a '{_words(option.values)}'")
    elif option.takes is Takes.FOLDERS:
        parts.append("-x -a '(__fish_complete_directories)'")
    elif option.takes is Takes.FILES:
        parts.append("-r -F")
    elif option.count:
        parts.append("-x")
    return " ".join(parts)


def _fish(text: str) -> str:
    """Return a text as fish reads it in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _words(values: Iterable[str]) -> str:
    """Return values as words of a shell; what a shell would take for anything else is left out."""
    return " ".join(value for value in values if _PLAIN.fullmatch(value))


SHELLS: Final[dict[str, Callable[[Sequence[Command]], str]]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""What makes the script of each shell."""
