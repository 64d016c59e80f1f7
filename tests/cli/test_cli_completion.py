"""Every shell that is at hand completes what the parsers know: commands, options, values, files and folders."""

import os
import select
import shutil
import subprocess

import pytest

from reader.app.theme import THEMES
from reader.cli.completion import described
from reader.cli.main import COMMANDS
from reader.cli.shells import SHELLS, Command, Option, Takes

pty = pytest.importorskip("pty", reason="Windows has no such terminal")

BASH = """
source "$1"
COMP_WORDS=(reader "${@:2}"); COMP_CWORD=$(( $# - 1 ))
_reader
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = 'source $argv[1]; complete -C "$argv[2]"'
ZSH = """\
unsetopt beep; autoload -Uz compinit; compinit -D -u; LISTMAX=0
zstyle ':completion:*' list-prompt ''; zstyle ':completion:*' menu no; source {}; PS1='rea''dy> '
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """Return where the script of each shell is."""
    folder = tmp_path_factory.mktemp("scripts")
    for shell, made in SHELLS.items():
        (folder / shell).write_text(made(described()), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def there(tmp_path, monkeypatch):
    """Stand in a folder with a file and a folder."""
    (tmp_path / "zebra.txt").write_text("")
    (tmp_path / "zoo folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bash(scripts, *words):
    program = shutil.which("bash") or pytest.skip("bash is not installed")
    command = [program, "--norc", "-c", BASH, "bash", str(scripts / "bash"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


def fish(scripts, *words):
    program = shutil.which("fish") or pytest.skip("fish is not installed")
    command = [program, "--no-config", "-c", FISH, str(scripts / "fish"), " ".join(["reader", *words])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


def zsh(scripts, *words):
    """Type a line into a zsh of its own with two tabs after it, and return what it shows after that, blanks and all."""
    program = shutil.which("zsh") or pytest.skip("zsh is not installed")
    child, terminal = pty.fork()
    if not child:
        os.environ["TERM"] = "xterm"
        os.execv(program, [program, "-f", "-i"])

    def read_until(word):
        seen = ""
        while word not in seen:
            assert select.select([terminal], [], [], 20)[0], seen
            seen += os.read(terminal, 4096).decode("utf-8", "replace")
        return seen

    try:
        os.write(terminal, ZSH.format(scripts / "zsh").encode())
        read_until("ready> ")
        os.write(terminal, f"reader {' '.join(words)}\t\t\x05 #end\r".encode())
        return read_until("#end")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


WORDS = [
    (["sea"], {"search"}),
    (["search", "--or"], {"--order"}),
    (["search", "--order", "new"], {"newest"}),
    (["entities", "--kind", "org"], {"organization"}),
    (["export", "--format", "js"], {"jsonld"}),
    (["marks", "--colour", "gr"], {"green"}),
    (["completion", "z"], {"zsh"}),
    (["--theme", "reader-"], {theme.name for theme in THEMES}),
    (["--the"], {"--theme"}),
    (["help", "comm"], {"commands"}),
]


@pytest.mark.parametrize("shell", [bash, fish])
@pytest.mark.parametrize(("words", "expected"), WORDS, ids=[" ".join(words) for words, _expected in WORDS])
def test_what_was_begun_is_completed(scripts, shell, words, expected):
    assert set(shell(scripts, *words)) == expected


def test_bash_completes_a_value_after_an_equals_sign_too(scripts):
    assert bash(scripts, "search", "--order", "=", "new") == ["newest"]
    assert bash(scripts, "search", "--order", "=") == ["relevance", "newest", "oldest"]


def test_bash_leaves_files_to_itself(scripts):
    for words in (["z"], ["index", "z"], ["marks", "--import", "z"], ["export", "--to", "z"]):
        assert bash(scripts, *words) == []
    assert "complete -o default -F _reader reader" in (scripts / "bash").read_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["z"], {"zebra.txt", "zoo folder/"}),
        (["index", "z"], {"zebra.txt", "zoo folder/"}),
        (["marks", "--import", "z"], {"zebra.txt", "zoo folder/"}),
        (["search", "--limit", "z"], set()),
        (["completion", "ze"], set()),
    ],
)
def test_fish_offers_files_where_a_path_is_expected_and_only_there(scripts, words, expected):
    assert {each.replace("\\ ", " ") for each in fish(scripts, *words)} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sea"], "search"),
        (["search", "--ord"], "--order"),
        (["search", "--order", "new"], "newest"),
        (["export", "--format", "js"], "jsonld"),
        (["index", "ze"], "zebra.txt"),
        (["zeb"], "zebra.txt"),
    ],
    ids=str,
)
def test_zsh_completes(scripts, words, expected):
    assert expected in zsh(scripts, *words).replace("\x1b[K", "")


def test_every_command_and_every_option_is_in_every_script(scripts):
    known = described()
    assert [command.name for command in known] == ["", *COMMANDS]
    for shell in SHELLS:
        script = (scripts / shell).read_text(encoding="utf-8")
        flags = {flag for command in known for option in command.options for flag in option.flags}
        written = (
            {f"-l {flag[2:]} " if flag[:2] == "--" else f"-s {flag[1:]} " for flag in flags}
            if shell == "fish"
            else flags
        )
        assert [each for each in (*COMMANDS, *written) if each not in script] == []


def test_the_command_prints_what_was_made(run, scripts):
    code, out, err = run("completion", "bash")
    assert (code, out, err) == (0, (scripts / "bash").read_text(encoding="utf-8"), "")
    assert run("completion", "tcsh")[0] == 2
    assert run("completion")[0] == 2


@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_shell_would_obey_is_no_value_and_no_help_ends_its_quotes(shell, tmp_path):
    evil = "x$(touch done)'`touch done`\"]:(touch done)"
    option = Option(("--evil",), evil, 1, many=False, called="EVIL", takes=Takes.NOTHING, values=("plain", evil))
    commands = [
        Command("", "", (option,), Takes.FILES, ()),
        Command("one", evil, (option,), Takes.NOTHING, ("two", evil)),
    ]
    script = SHELLS[shell](commands)
    (tmp_path / "script").write_text(script, encoding="utf-8")
    assert "plain" in script
    program = shutil.which(shell) or pytest.skip(f"{shell} is not installed")
    line = "compdef() { :; }; source ./script" if shell == "zsh" else "source ./script"
    done = subprocess.run([program, "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "done").exists()
