"""Nothing foreign reaches the terminal as it came; nothing is imported that is not needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.documents import Folder, read_document
from reader.notebook import Notebook
from reader.text.safety import safe_text

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
JSON = ["index", "documents", "search Rotterdam", "entities", "timeline", "marks", "export --to -", "verify", "doctor"]
EVIL = "\x1b]52;c;ZXZpbA==\x07\x9b2J\u202e\x7f"


def reader(*arguments, **options):
    """Run the program as a process of its own, with its output buffered as in a shell."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "reader", *map(os.fspath, arguments)]
    return subprocess.run(command, check=False, env=environment, timeout=60, **options)


@pytest.fixture
def hostile(tmp_path):
    """Return a folder whose names, titles and texts hold what a terminal would obey."""
    root = tmp_path / f"folder {EVIL}"
    root.mkdir()
    text = f"Title: Ferry {EVIL}\nDate: 2024-03-11\n\nMaren Holt{EVIL} met Idris Vale in Rotterdam on 4 May 2022.\n"
    (root / f"evil\n{EVIL}.txt").write_bytes(text.encode())
    (root / f"binary{EVIL}.txt").write_bytes(b"\0")
    (root / f"link{EVIL}.txt").symlink_to(root / "nowhere")
    (root / f"other.{EVIL}").write_bytes(b"x")
    (root / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"The quay in May 2022.")
    name = next(entry.name for entry in Folder.of([root]).scan().files if "evil" in entry.name)
    document = read_document(root / name, name)
    start = document.text.index("Maren")
    Notebook.of_folder(root).add(document, start, len(document.text), "yellow", f"note {EVIL}")
    return root


@posix
@pytest.mark.parametrize(
    "command",
    [
        ["documents"],
        ["search", "Rotterdam"],
        ["entities"],
        ["timeline"],
        ["export", "--to", "-"],
        ["export", "--format", "jsonld"],
        ["export", "--format", "csv"],
        ["export", "--format", "readwise"],
        ["marks"],
        ["doctor"],
    ],
    ids="-".join,
)
def test_no_command_prints_what_a_terminal_would_obey(hostile, capsys, command):
    main([*command, str(hostile)])
    captured = capsys.readouterr()
    assert captured.out
    # the lines of a table end as its standard wants it
    for said in (captured.out.replace("\r\n", "\n"), captured.err):
        assert said == safe_text(said)


@posix
def test_extract_and_errors_are_safe_too(hostile, capsys):
    for path in hostile.iterdir():
        main(["extract", str(path)])
    main(["search", f"nothing{EVIL}", str(hostile)])
    main(["index", f"missing{EVIL}"])
    main(["extract", f"missing{EVIL}"])
    main([f"missing{EVIL}"])
    captured = capsys.readouterr()
    assert "Rotterdam" in captured.out
    assert captured.err.count("missing") == 3
    for said in (captured.out, captured.err):
        assert said == safe_text(said)


@posix
@pytest.mark.parametrize("command", JSON)
def test_json_for_a_terminal_is_safe_too(hostile, capsys, monkeypatch, command):
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    main([*command.split(), str(hostile), "--json"])
    out = capsys.readouterr().out
    assert json.loads(out)
    assert out == safe_text(out)


@posix
@pytest.mark.parametrize("command", JSON)
def test_json_for_a_pipe_is_valid_whatever_the_names(hostile, command):
    done = reader(*command.split(), hostile, "--json", capture_output=True)
    assert json.loads(done.stdout.decode("utf-8"))
    assert b"Traceback" not in done.stderr


def test_an_unknown_option_is_named_safely(capsys):
    with pytest.raises(SystemExit):
        main(["index", f"--{EVIL}"])
    said = capsys.readouterr().err
    assert said == safe_text(said)


def imported(code):
    """Return the modules that a fresh interpreter holds after running some code."""
    code += "\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.splitlines())


@pytest.mark.parametrize("room", ["text", "documents", "dates", "entities", "notebook", "corpus", "search", "export"])
def test_no_room_of_the_core_needs_the_screen(room):
    modules = imported(
        "import importlib, pkgutil\n"
        f"import reader.{room} as room\n"
        "for module in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "    importlib.import_module(module.name)"
    )
    assert f"reader.{room}" in modules
    assert not {name for name in modules if name.split(".")[0] in ("textual", "rich")}


def test_no_command_needs_the_screen(seeds):
    run = "import contextlib, io\nfrom reader.cli import main\nwith contextlib.redirect_stdout(io.StringIO()):\n"
    commands = (
        ["index"],
        ["documents", "rana"],
        ["search", "rana"],
        ["search", "--saved"],
        ["show", "000_4ff1eff014d9492a.txt", "--marks", "--mentions", "--width", "40"],
        ["entities"],
        ["timeline"],
        ["marks"],
        ["export", "--to", "-"],
    )
    modules = imported(run + "".join(f"    main({[*command, str(seeds)]!r})\n" for command in commands))
    assert "reader.search.engine" in modules
    assert not {name for name in modules if name.split(".")[0] == "textual"}


def test_help_needs_neither_the_screen_nor_the_finders():
    modules = imported(
        "import contextlib, io\nfrom reader.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main(['--help'])"
    )
    assert "reader.cli.main" in modules
    assert not {name for name in modules if name.split(".")[0] in ("textual", "rapidfuzz", "sqlite3")}


def test_help_as_a_process():
    done = reader("--help", capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Close reading")


def test_a_pipe_in_and_a_pipe_out(seeds):
    text = next(seeds.glob("*.txt")).read_bytes()
    done = reader("extract", "-", "--json", input=text, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["date"] == "2025-02-01"


@posix
@pytest.mark.parametrize(
    "pages",
    [
        2,
        400,
    ],
)
def test_a_reader_that_has_had_enough_is_no_error(tmp_path, pages):
    for number in range(pages):
        (tmp_path / f"{number} {'long name ' * 5}.txt").write_text("It sank.")
    end, output = os.pipe()
    os.close(end)
    try:
        done = reader("documents", tmp_path, stdout=output, stderr=subprocess.PIPE)
    finally:
        os.close(output)
    assert b"BrokenPipe" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_no_command_writes_into_the_folder_it_reads(folder, capsys):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for command in (
        ["index"],
        ["documents"],
        ["search", "x"],
        ["search", "--saved"],
        ["show", "ferry.txt", "--mentions"],
        ["entities"],
        ["timeline"],
        ["doctor"],
        ["export", "--to", "-"],
    ):
        main([*command, str(folder)])
    capsys.readouterr()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_indexes_are_kept_in_the_cache_folder(folder, capsys):
    main(["index", str(folder)])
    capsys.readouterr()
    kept = {path.suffix for path in Path(os.environ["READER_CACHE_DIR"]).rglob("*") if path.is_file()}
    assert kept - {".sqlite-building"} == {".sqlite"}
