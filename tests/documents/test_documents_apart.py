"""Files are read by another process, which may crash, hang or run out of memory without harm."""

import json
import os
import select
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import pytest
from files_support import docx, epub, mail, paragraph, pdf, placed

from reader.documents import (
    DocumentError,
    PassingError,
    StoppedError,
    apart,
    child,
    kinds,
    make_document,
    read_document,
    until,
)
from reader.documents.frames import receive, send
from reader.documents.model import Parsed, Style

posix = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")

PAGE = b"<html><body><p>The ferry did not sail.</p></body></html>"
FILES = {
    "a.html": PAGE,
    "a.pdf": pdf([placed(["The ferry did not sail."])]),
    "a.docx": docx(paragraph("The ferry did not sail.")),
    "a.epub": epub({"one.xhtml": PAGE.decode()}),
    "a.eml": mail("The ferry did not sail."),
}


@pytest.fixture
def instead(monkeypatch):
    """Return a function that has other programs run in the place of the one that reads files."""
    apart.stop_workers()

    def run(program):
        monkeypatch.setattr(apart, "_BEGIN", f"import sys; sys.path.insert(0, sys.argv[1])\n{program}")

    yield run
    apart.stop_workers()


READ = "from reader.documents import child\nfrom reader.documents.formats import html\n"


def made(data=PAGE, name="a.html"):
    return make_document(data, Path(name), name)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_read_apart(name):
    assert "The ferry did not sail." in made(FILES[name], name).text


def test_one_process_reads_many_files(monkeypatch):
    apart.stop_workers()
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **named: started.append(given) or popen(*given, **named))
    for _time in range(50):
        made()
    assert len(started) == 1


def test_a_process_is_replaced_after_some_hundred_files():
    apart.stop_workers()
    for _time in range(child._FILES + 1):
        made()
    assert len(apart._waiting[os.getpid()]) == 1


def test_threads_do_not_wait_for_each_other():
    gate = threading.Barrier(3)

    def read(_number):
        gate.wait()
        return made().text

    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(read, range(3))) == {"The ferry did not sail.\n"}
    assert len(apart._waiting[os.getpid()]) <= apart._KEPT


def test_processes_that_index_read_files_too(tmp_path):
    paths = []
    for name, data in FILES.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        texts = [document.text for document in processes.map(read_document, paths)]
    assert all("The ferry did not sail." in text for text in texts)


@posix
def test_a_crash_costs_the_file_alone(instead):
    instead(f"{READ}import os\nhtml.parse = lambda data: os.abort()\nchild.serve()")
    with pytest.raises(DocumentError, match="crashes what reads it"):
        made()
    instead(f"{READ}child.serve()")
    assert made().text


@posix
def test_a_process_that_ended_while_it_waited_is_no_fault_of_the_next_file(monkeypatch):
    made()
    (waiting,) = apart._waiting[os.getpid()][-1:]
    waiting._process.kill()
    waiting._process.wait()
    monkeypatch.setattr(type(waiting), "is_alive", True)
    assert made().text


@posix
def test_a_file_that_keeps_the_processor_busy_is_given_up(instead, monkeypatch):
    monkeypatch.setattr(apart, "cpu_seconds", lambda _size: 0)
    monkeypatch.setattr(apart, "WALL_FACTOR", 10**9)
    instead(f"{READ}def busy(data):\n  while True: pass\nhtml.parse = busy\nchild.serve()")
    monkeypatch.setattr(threading, "Timer", lambda *_given: threading.Thread(target=int))
    monkeypatch.setattr(threading.Thread, "cancel", int, raising=False)
    with pytest.raises(DocumentError, match="took longer than"):
        made()


def test_a_file_that_only_waits_is_given_up(instead, monkeypatch):
    instead(f"{READ}import time\nhtml.parse = lambda data: time.sleep(600)\nchild.serve()")
    monkeypatch.setattr(apart, "WALL_FACTOR", 0.05)
    with pytest.raises(DocumentError, match="took longer than"):
        made()


NEVER = f"{READ}import time\nhtml.parse = lambda data: time.sleep(600)\nchild.serve()"


def test_a_file_that_is_being_read_can_be_stopped_and_is_tried_again(instead):
    instead(NEVER)
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(made)
        while not apart._busy.get(os.getpid()):
            assert not reading.done()
        apart.stop_workers()
        with pytest.raises(StoppedError, match="stopped"):
            reading.result()
    assert issubclass(StoppedError, PassingError)
    assert not apart._busy[os.getpid()]
    instead(f"{READ}child.serve()")
    assert made().text


def test_nothing_is_read_that_is_no_longer_wanted(instead):
    instead(NEVER)
    with until(lambda: True), pytest.raises(StoppedError):
        made()
    instead(f"{READ}child.serve()")
    with until(lambda: False):
        assert made().text
    assert made().text


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to it")
def test_a_file_that_takes_all_memory_is_given_up(instead):
    instead(f"{READ}html.parse = lambda data: bytearray(2**40)\nchild.serve()")
    with pytest.raises(DocumentError, match="GB of memory"):
        made()


FORBIDDEN = [
    "__import__('socket').socket()",
    "__import__('socket').create_connection(('127.0.0.1', 9))",
    "__import__('socket').getaddrinfo('localhost', 9)",
    "__import__('subprocess').run(['true'])",
    "os.system('true')",
    "os.execv(sys.executable, ['x'])",
    "os.kill(os.getppid(), 0)",
    "open('owned', 'w')",
    "open('kept', 'r+')",
    "os.open('owned', os.O_CREAT)",
    "os.remove('kept')",
    "os.rename('kept', 'owned')",
    "os.replace('kept', 'owned')",
    "os.mkdir('owned')",
    "os.rmdir('empty')",
    "os.truncate('kept', 0)",
    "os.utime('kept', (0, 0))",
    "os.chmod('kept', 0)",
    "__import__('shutil').rmtree('empty')",
    "__import__('shutil').move('kept', 'owned')",
    "__import__('sqlite3').connect('owned')",
]
if os.name == "posix":
    FORBIDDEN += [
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.symlink('kept', 'owned')",
        "os.link('kept', 'owned')",
        "os.chown('kept', -1, -1)",
        "os.ftruncate(os.open('kept', os.O_RDONLY), 0)",
    ]


def test_no_connection_is_opened_no_program_started_and_no_file_changed(tmp_path, monkeypatch, instead):
    (tmp_path / "kept").write_text("kept")
    (tmp_path / "empty").mkdir()
    os.utime(tmp_path / "kept", (1, 1))
    monkeypatch.chdir(tmp_path)
    instead(f"{READ}import os\nhtml.parse = lambda data: eval(data[9:].partition(b'<')[0].decode())\nchild.serve()")
    said = {does: _said_of(f"<html><p>{does}</p>".encode()) for does in FORBIDDEN}
    assert said == dict.fromkeys(FORBIDDEN, "PermissionError")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "kept"]
    assert ((tmp_path / "kept").read_text(), (tmp_path / "kept").stat().st_mtime) == ("kept", 1)


def _said_of(data):
    try:
        made(data)
    except DocumentError as error:
        return str(error).rpartition("(")[2].rstrip(")")
    return "read"


PARENT = """
import sys
from pathlib import Path
from reader.documents import apart, make_document
apart._BEGIN = sys.argv[1]
make_document(b"<html><p>The ferry.</p></html>", Path("a.html"), "a.html")
"""


@posix
def test_a_file_is_not_read_on_when_nobody_waits_for_it_any_more(tmp_path):
    os.mkfifo(tmp_path / "life")
    reads = (
        f"import sys, os, time; sys.path.insert(0, sys.argv[1])\nlife = os.open({str(tmp_path / 'life')!r}, os.O_WRONLY)\n"
        f"{READ}html.parse = lambda data: os.write(life, b'x') and time.sleep(600)\nchild.serve()"
    )
    with subprocess.Popen([sys.executable, "-c", PARENT, reads]) as parent, (tmp_path / "life").open("rb") as life:
        assert life.read(1) == b"x"
        parent.kill()
        assert select.select([life], [], [], 30)[0], "it goes on"
        assert life.read() == b""


SOCKETS = """
import sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, given: opened.append(event) if event.startswith("socket.") else None)
from reader.documents import make_document, DocumentError
for name in sys.argv[1:]:
    assert make_document(Path(name).read_bytes(), Path(name), name).text
assert not opened, opened
print("none")
"""


def test_reading_opens_no_connection_in_this_process_either(tmp_path):
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-c", SOCKETS, *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert run.stdout == "none\n", run.stderr


@pytest.mark.parametrize(
    "says",
    [
        {"blocks": [["heading", 0, 999, 1], ["boo", 0, 1, 0], ["heading", 1, 0, 1], ["heading", 0, 1, 7], ["heading", 0, 1, -1]], "metadata": {"title": "a\x1bb"}, "pages": [-1, 99], "warnings": ["\x07"], "styles": [["link", 0, 1, "\x1b"], ["boo", 0, 1, ""], ["code", 1, 1, ""], ["code", 0, 99, ""]]},
        {"blocks": "x"},
        {"blocks": [], "metadata": [], "pages": [], "warnings": []},
        {"error": "\x1b]0;owned\x07"},
    ],
)  # fmt: skip
def test_what_comes_back_is_looked_at(instead, says):
    program = (
        "import json, os\nfrom reader.documents.frames import receive, send\n"
        f"receive(sys.stdin.buffer, 10**9)\nsend(sys.stdout.buffer, json.loads({json.dumps(json.dumps(says))}), b'a\\x1b[2Jb')\n"
        "sys.stdin.buffer.read()"
    )
    instead(program)
    if says.get("metadata") is None or says["metadata"] == []:
        with pytest.raises(DocumentError, match=r"crashes what reads it|␛\]0;owned␇"):
            made()
        return
    document = made()
    assert document.text == "a␛[2Jb"
    assert (document.blocks, document.pages, document.title, document.warnings) == ((), (), "a␛b", ("␇",))
    assert document.styles == (Style("link", 0, 1, "␛"),)


@pytest.mark.parametrize("answer", [b"nonsense" * 10, b"\0" * 15 + b"\2" + b"[]" * 9, b""])
def test_nonsense_is_no_answer(instead, answer):
    instead(f"sys.stdout.buffer.write({answer!r})")
    with pytest.raises(DocumentError, match="crashes what reads it"):
        made()


def test_messages_come_as_they_were_sent():
    pipe = BytesIO()
    send(pipe, {"a": ["é", 1]}, b"\0\xff")
    pipe.seek(0)
    assert receive(pipe, 1000) == ({"a": ["é", 1]}, b"\0\xff")
    assert receive(pipe, 1000) is None
    pipe.seek(0)
    with pytest.raises(ValueError, match="limit"):
        receive(pipe, 10)


def test_a_missing_library_is_named_with_the_command_that_adds_it(instead):
    instead(f"sys.modules['selectolax'] = sys.modules['selectolax.lexbor'] = None\n{READ}child.serve()")
    with pytest.raises(
        DocumentError, match="a web page needs selectolax, which is not installed: pip install selectolax"
    ):
        made()


def test_files_are_known_to_be_read_otherwise_where_a_library_is_missing(monkeypatch):
    assert kinds.reads("a/b.PDF") == kinds.PDF.extractor
    assert kinds.reads("notes") == kinds.TEXT.extractor
    monkeypatch.setattr(kinds, "is_at_hand", lambda kind: not kind.needs)
    assert kinds.reads("a.pdf") == "pdf missing"
    assert kinds.reads("a.txt") == kinds.TEXT.extractor


def test_plain_text_needs_no_other_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    apart.stop_workers()
    assert made(b"The ferry.", "a.txt").text == "The ferry."
    assert made(b"# The ferry", "a.md").title == "The ferry"


def test_the_folder_in_which_it_is_started_holds_no_modules_of_it(tmp_path, monkeypatch):
    apart.stop_workers()
    (tmp_path / "selectolax.py").write_text("raise SystemExit")
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert made().text


def test_parsed_files_have_nothing_by_default():
    assert Parsed("x") == Parsed("x", (), {}, (), ())
