"""Nothing of a document, its name or a notebook reaches the terminal as anything but text: the program in a real terminal."""

import base64
import json
import os
import re
import sys
from collections import Counter

import pytest
from hostile_support import CODED, MARKER, NUMBER, SHORT, hostile_folder
from terminal import ESCAPE, Terminal, reader

from reader.text.safety import safe_text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal")

ENTER, TAB, BACK_TAB = "\r", "\t", "\x1b[Z"
READING = ("/ find  s search all", "? help")
WALK = (
    ((), *READING),
    ((ESCAPE,), *READING, "✗", "broken␛", "3 to check"),
    ((BACK_TAB, "G", ENTER), "word.docx", "✗", "broken␛"),
    ((ESCAPE, "g"), *READING),
    (("s",), "Saved", "Lately", "[31337H"),
    (("Rotterdam",), "14 passages in 13 documents"),
    ((TAB, "G"), "Ferry"),
    ((ESCAPE,), *READING),
    (("o", "ferry"), "3 of 13 documents"),
    ((ESCAPE,), *READING),
    (("T",), "dates, in 10 documents"),
    ((ESCAPE,), *READING),
    (("e",), "5 of 5 names", "Mallory"),
    ((TAB, ENTER), "also Idris Vale", "3 lines"),
    ((TAB,), "beside"),
    ((ESCAPE, ESCAPE), *READING),
    (("L",), "Are these one?", "Captain Holt"),
    ((ESCAPE,), *READING),
    (("H",), "6 marks", "moved?"),
    ((TAB, "G"), "6 marks"),
    ((ESCAPE,), *READING),
    (("Q",), "Is this still it?", "1 of 3"),
    ((" ",), "2 of 3"),
    ((" ",), "3 of 3"),
    (("r",), "Where does it stand now?", MARKER),
    (("n",), "likely place"),
    ((ESCAPE,), "Is this still it?"),
    ((ESCAPE,), *READING),
    (("X",), "the system's own program?", MARKER),
    (("1",), "the system has no"),
    (("E",), "Export 6 highlights", "4 new"),
    (("d",), "/dev/null"),
    ((ESCAPE, "5"), "1 new"),
    (("d",), "/dev/null"),
    ((ESCAPE, ESCAPE), *READING),
    (("m",), "Marks"),
    (("m", "/", "ferry"), "of"),
    ((ESCAPE, "J"), *READING),
    (("J", "J", "J", "K"), *READING),
    (("\x10", "text"), "nothing but the text"),
    ((ESCAPE,), *READING),
    (("?",), "esc closes"),
    ((ESCAPE,), *READING),
    (("I",), "What the eye does not see", "made visible"),
    (("G",), "esc closes"),
    ((ESCAPE,), *READING),
    (("a",), "▌yellow"),
    ((ESCAPE,), *READING),
)
"""Keys, and what stands on the screen after them."""

PASTED = f"ab\x9b{NUMBER}H\x9d0;{MARKER}\x9c\x90{MARKER}\x9c \u202ecd \x0e\x05\x07\x08\x7f ef"

_DRAWING = re.compile(r"\x1b\[(?:[\d;]*m|(\d+);(\d+)H)|\x1b\]22;\w+\x07")
"""What the app draws with: colours, places of the cursor, the shape of the pointer."""


@pytest.fixture(scope="module")
def modes(tmp_path_factory):
    """What the app sends to a terminal beside drawing, each as often as it does, from its start to its end."""
    root = tmp_path_factory.mktemp("harmless")
    (root / "a.txt").write_text("The ferry did not sail.")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "DATA", "CONFIG"):
            patch.setenv(f"READER_{name}_DIR", str(root / ".home"))
        with reader(root, cwd=root) as terminal:
            terminal.wait("did not sail", "? help")
            terminal.send("q")
            assert terminal.end() == 0
    return besides(terminal)


def besides(terminal):
    """Return what a terminal was sent that is no drawing, each with how often it was."""
    return Counter(sequence for sequence in terminal.sequences if not _DRAWING.fullmatch(sequence))


def check(terminal):
    """See that all drawing is inside the screen, and that nothing hostile was sent."""
    for sequence in terminal.sequences:
        assert not any(sign in sequence for sign in (MARKER, NUMBER, CODED)), sequence
        if (drawn := _DRAWING.fullmatch(sequence)) and drawn[1]:
            assert int(drawn[2]) <= terminal.size[0]
            assert int(drawn[1]) <= terminal.size[1]
    printed = "".join(terminal.words)
    assert MARKER in printed
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printed)


def test_no_screen_of_the_app_obeys_what_it_shows(tmp_path, modes):
    folder = hostile_folder(tmp_path)
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text("#!/bin/sh\nexit 3\n")
    opener.chmod(0o755)
    with reader(folder, cwd=tmp_path, env={"PATH": str(opener.parent)}) as terminal:
        for keys, *words in WALK:
            terminal.send(*keys)
            terminal.wait(*words)
        (folder / f"{SHORT}.txt").unlink()
        terminal.send("K", "o", "Ferry", ENTER)
        terminal.wait("no longer")
        terminal.send("q")
        assert terminal.end() == 0
    check(terminal)
    assert besides(terminal) == modes
    said = "".join(terminal.words)
    assert "nothing is" in said or "is called" in said, "a warning about the settings, broken into lines somewhere"


def test_what_is_pasted_into_a_line_is_not_obeyed_either(tmp_path, modes):
    folder = hostile_folder(tmp_path)
    with reader(folder, cwd=tmp_path, size=(70, 24)) as terminal:
        terminal.wait("? help", "3 to check")
        for key, leave in (
            ("/", 1),
            ("s", 1),
            ("o", 1),
            ("T", 1),
            ("e", 1),
            ("H", 1),
            ("#", 1),
            ("E\t", 1),
            ("a", 1),
            ("f", 2),
        ):
            terminal.send(*key)
            terminal.paste(PASTED)
            terminal.wait(f"{NUMBER}H")
            terminal.send(*[ESCAPE] * leave)
            terminal.wait("? help")
        terminal.send("q")
        assert terminal.end() == 0
    check(terminal)
    assert besides(terminal) == modes


def test_what_is_copied_reaches_the_clipboard_as_text(tmp_path, modes):
    folder = hostile_folder(tmp_path)
    (tmp_path / "bin").mkdir()
    with reader(folder, cwd=tmp_path, env={"PATH": str(tmp_path / "bin")}) as terminal:
        terminal.wait("? help", "3 to check")
        terminal.send(".", "P", "y")
        sent = terminal.wait_sent("\x1b]52;")
        terminal.send("q")
        assert terminal.end() == 0
    coded = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/]+=*)\x07", sent)
    assert coded
    copied = base64.b64decode(coded[1]).decode()
    assert MARKER in copied
    assert copied == safe_text(copied)
    assert besides(terminal) - modes == Counter([sent])


COMMANDS = [
    *(
        "documents",
        "documents --json",
        "search --saved",
        "index --json",
        "entities",
        "entities --json",
        "entities --csv",
        "entities --suggestions",
    ),
    *("search Rotterdam", "search Rotterdam --json", "search Rotterdam --csv", "search Rotterdam --markdown"),
    *(
        "timeline",
        "timeline --json",
        "timeline --csv",
        "timeline --ics",
        "timeline --markdown",
        "timeline --timelinejs",
    ),
    *(
        "marks",
        "marks --json",
        "marks --review",
        "doctor",
        "doctor --json",
        f"search {SHORT}",
        f"search {SHORT} --json",
    ),
    *("export --to -", "export --to out --dry-run", "export --to out", "export --to out --json", "verify --in out"),
    *("verify --in out --json", "export --format jsonld", "export --format csv", "export --format readwise"),
    *(
        f"export --to {SHORT} --dry-run",
        f"marks --add {SHORT}",
        f"marks --edit {SHORT} --note x",
        f"entities --reject {SHORT}",
    ),
    *(
        f"timeline --from {SHORT}",
        f"timeline --correct {SHORT}:1 2024",
        f"documents {SHORT}",
        f"documents --read {SHORT}",
        f"documents --day {SHORT} 2024",
        f"search --forget {SHORT}",
        f"show {SHORT} --mentions",
        f"export --tag {SHORT} --to -",
        f"--{SHORT}",
        f"missing{SHORT}",
        f"marks --import {SHORT}",
    ),
]
ONE_BY_ONE = """
import json, sys
from reader.cli import main
for command in json.loads(sys.argv[1]):
    try:
        code = main([*command, sys.argv[2]])
    except SystemExit as ended:
        code = ended.code
    print("ended with", code, flush=True)
"""


def test_no_command_says_anything_that_is_obeyed(tmp_path):
    folder = hostile_folder(tmp_path)
    commands = [command.split(" ") for command in COMMANDS]
    commands += [["extract", *more, str(path)] for path in folder.glob("*.*") for more in ([], ["--characters"])]
    program = [sys.executable, "-c", ONE_BY_ONE, json.dumps(commands), str(folder)]
    with Terminal(program, cwd=tmp_path, size=(200, 50)) as terminal:
        assert terminal.end() == 0
    said = "".join(terminal.words)
    assert said.count("ended with") == len(commands)
    assert "Traceback" not in said
    assert terminal.sequences == []
    check(terminal)
