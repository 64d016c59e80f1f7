"""The app in a browser: only this machine reaches it, only who knows the address, and nothing comes from elsewhere."""

import asyncio
import contextlib
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import extras
from reader.cli.main import main
from reader.cli.served import command, given

aiohttp = pytest.importorskip("aiohttp", reason="reader --web is an extra: pip install 'close-reader[web]'")
pytest.importorskip("textual_serve", reason="reader --web is an extra: pip install 'close-reader[web]'")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NOTED = """
import os, sys
note = os.open(os.environ["NETWORK_NOTE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def see(event, given):
    if event.startswith("socket.") and event != "socket.__new__":
        os.write(note, f"{event} {given[1:]}\\n".encode())
sys.addaudithook(see)
"""
"""Runs before the server, and before every process that it starts."""

LONG = 60
"""Seconds after which something is taken to have failed."""


@contextlib.contextmanager
def serving(*arguments):
    """Run `reader --web` and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "reader", "--web", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        out, err = process.communicate(timeout=LONG)
        assert (out, "Traceback" in err) == ("", False), err
        assert os.name == "nt" or process.returncode == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return the folder of all that the server has; what it does with the network is noted there."""
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def address(root):
    """Serve a folder with one document for all tests here, and give its address."""
    (root / "start").mkdir()
    (root / "start" / "sitecustomize.py").write_text(NOTED)
    (root / "harbour it's $(touch done)").mkdir()
    (root / "harbour it's $(touch done)" / "ferry.txt").write_text(
        "Maren Holt closed the quay in May 2022.", encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "DATA", "CONFIG"):
            patch.setenv(f"READER_{name}_DIR", str(root / name))
        patch.setenv("PYTHONPATH", str(root / "start"))
        patch.setenv("NETWORK_NOTE", str(root / "note"))
        with serving(root / "harbour it's $(touch done)") as at:
            yield at


async def status(address, path="", **headers):
    async with aiohttp.ClientSession() as session, session.get(f"{address}{path}", headers=headers) as answer:
        return answer.status


def origin(address):
    return "/".join(address.split("/")[:3])


async def seen(socket, word):
    """Return all that the app draws until a word is drawn; what stands between letters there is for the terminal."""
    drawn = ""
    async with asyncio.timeout(LONG):
        while word not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\s", "", drawn):
            message = await socket.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, drawn)
            drawn += message.data.decode("utf-8", "replace")
    return drawn


async def test_the_address_holds_a_secret_and_names_this_machine_alone(address):
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
    assert await status(address) == 200
    assert await status(address, "static/js/textual.js") == 200
    for wrong in ("", "ws", "static/js/textual.js", "x" * 32 + "/", "%00/"):
        assert await status(origin(address) + "/", wrong) == 403
    assert await status(address, "..%2f") in (403, 404)
    assert await status(address, "static/") in (403, 404)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{}",
        "127.0.0.1.evil.example:{}",
        "[::1",
        "",
        "localhost@evil",
        "evil@localhost:{}",
        "localhost:{}; script-src *",
        'localhost:{}"><script>',
    ],
)
async def test_a_page_whose_name_points_here_is_turned_away(address, host):
    assert await status(address, Host=host.format(origin(address).rpartition(":")[2])) in (400, 403)


async def test_another_name_of_this_machine_will_do(address):
    assert await status(address, Host=f"localhost:{origin(address).rpartition(':')[2]}") == 200


@pytest.mark.parametrize("page", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", None])
async def test_a_page_of_somebody_elses_opens_no_session(address, page):
    headers = {"Origin": page} if page else {}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{address}ws", headers=headers)
    assert refused.value.status == 403


async def test_the_page_asks_for_nothing_from_elsewhere_and_tells_nobody_where_it_is(address):
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        page, headers = await answer.text(), answer.headers
    assert [
        found for found in re.findall(r"(?:https?:|ws:)?//[^\"'\s)]*", page) if not found.startswith(f"ws{address[4:]}")
    ] == []
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert re.findall(r"\w+://[^\s;]*", policy) == [f"ws{origin(address)[4:]}"]
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")


async def test_each_tab_has_a_session_that_shows_the_text_and_obeys_keys_and_none_opens_a_connection(address, root):
    async with aiohttp.ClientSession() as session:
        where = f"{address}ws?width=100&height=30"
        async with (
            session.ws_connect(where, origin=origin(address), max_msg_size=0) as one,
            session.ws_connect(where, origin=origin(address), max_msg_size=0) as other,
        ):
            for tab in (one, other):
                await seen(tab, "MarenHolt")
            await one.send_json(["stdin", "q"])
            async with asyncio.timeout(LONG):
                while (await one.receive()).type is aiohttp.WSMsgType.BINARY:
                    pass
            assert one.closed
            await other.send_json(["stdin", "?"])
            await seen(other, "onecharacterback")
    # the server listens to this machine, and that is all that it or an app does
    assert (root / "note").read_text().splitlines() == ["socket.bind (('127.0.0.1', 0),)"]


@pytest.mark.skipif(not hasattr(select, "poll"), reason="the system cannot be asked whether the server is gone")
def test_the_app_of_a_tab_ends_when_its_server_is_gone(folder):
    environ = os.environ | given([folder], None) | {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command(), shell=True, env=environ, stdin=pipe, stdout=pipe, stderr=pipe) as app:
        assert app.stdout.readline() == b"__GANGLION__\n"
        _drawn, err = app.communicate(timeout=LONG)
    assert (app.returncode in (0, 128 + signal.SIGTERM), err) == (True, b"")


@pytest.mark.skipif(not hasattr(select, "poll"), reason="the system cannot be asked whether anybody is there")
def test_the_app_of_a_tab_that_nobody_sees_any_more_leaves_no_crash_report(folder):
    environ = os.environ | given([folder], None) | {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    pipe, drawn = subprocess.PIPE, b""
    with subprocess.Popen(command(), shell=True, env=environ, stdin=pipe, stdout=pipe, stderr=pipe) as app:
        while b"Ferry" not in drawn:
            drawn += app.stdout.read1()
        app.stdout.close()
        app.stdin.write(b"D\0\0\0\1?")
        app.stdin.flush()
        assert (app.wait(LONG), app.stderr.read()) == (0, b"")
    assert not (Path(os.environ["READER_DATA_DIR"]) / "crashes").exists()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
async def test_a_browser_shows_the_text_obeys_keys_and_fetches_nothing_from_elsewhere(address, tmp_path):
    async with asyncio.timeout(LONG), chromium(tmp_path) as browser:
        await browser.open(address)
        await browser.shows("Maren Holt closed the quay")
        await browser.press("?")
        await browser.shows("one character back")
        asked = {
            event["params"]["request"]["url"]
            for event in browser.events
            if event["method"] == "Network.requestWillBeSent"
        }
        assert f"{address}static/js/textual.js" in asked
        assert {url for url in asked if not url.startswith((address, "data:"))} == set()
        told = [event["params"]["entry"] for event in browser.events if event["method"] == "Log.entryAdded"]
        assert [entry["text"] for entry in told if entry["level"] == "error"] == []


class Browser:
    """A page of a browser, driven by the protocol of its developer tools."""

    KEEP = """
        Object.defineProperty(Object.prototype, "fitAddon", {configurable: true, set(addon) {
            Object.defineProperty(this, "fitAddon", {value: addon, writable: true});
            window.shown = this;
        }})
    """
    TEXT = """
        window.shown ? Array.from({length: shown.terminal.rows}, (_, row) =>
            shown.terminal.buffer.active.getLine(row)?.translateToString(true)).join("\\n") : ""
    """

    def __init__(self, socket):
        self.socket = socket
        self.events = []
        self._count = 0

    async def call(self, method, **params):
        self._count += 1
        await self.socket.send_json({"id": self._count, "method": method, "params": params})
        while True:
            answer = await self.socket.receive_json()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    async def open(self, address):
        for domain in ("Network", "Log", "Runtime", "Page"):
            await self.call(f"{domain}.enable")
        await self.call("Page.addScriptToEvaluateOnNewDocument", source=self.KEEP)
        await self.call("Page.navigate", url=address)

    async def press(self, key):
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, text=key if kind == "keyDown" else "")

    async def shows(self, words):
        text = ""
        while words not in text:
            await asyncio.sleep(0.2)
            text = (await self.call("Runtime.evaluate", expression=self.TEXT))["result"].get("value", "")


def started(folder):
    """Start a browser with nothing in it."""
    return subprocess.Popen(
        [
            CHROMIUM, "--headless=new", "--window-size=1200,800", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


async def port_of(folder):
    """Return where a browser listens, once it does."""
    while True:
        with contextlib.suppress(FileNotFoundError, ValueError):
            port, _path = (folder / "DevToolsActivePort").read_text().split()
            return port
        await asyncio.sleep(0.1)


@contextlib.asynccontextmanager
async def chromium(folder):
    """Start a browser and lend its only page."""
    process = started(folder)
    try:
        at = f"http://127.0.0.1:{await port_of(folder)}"
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{at}/json") as answer:
                page = next(each for each in await answer.json() if each["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Browser(socket)
    finally:
        process.terminate()
        process.wait(LONG)


def test_what_is_opened_is_no_part_of_a_line_that_a_shell_reads(tmp_path):
    (paths,) = given([tmp_path / "it's; $(touch done)"], "no`theme`").values()
    wanted = {"paths": [str(tmp_path / "it's; $(touch done)")], "theme": "no`theme`", "is_named": True, "tour": False}
    assert json.loads(paths) == wanted
    assert command().endswith(" -P -m reader.cli.served")


@pytest.mark.parametrize("port", ["0", "-1", "65536", "none"])
def test_a_port_that_is_none_is_explained(run, folder, port):
    code, out, err = run("--web", "--port", port, folder)
    assert (code, out) == (2, "")
    assert "port" in err


def test_a_port_that_is_taken_is_explained(run, folder, address):
    port = origin(address).rpartition(":")[2]
    code, out, err = run("--web", "--port", port, folder)
    assert (code, out) == (2, "")
    assert f"port {port} cannot be used" in err


def test_a_port_without_a_browser_is_a_mistake_and_so_is_another_machine(run, folder):
    assert run("--port", "8000", folder)[0] == 2
    assert run("--web", "--host", "0.0.0.0", folder)[0] == 2


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pipx_metadata.json": "{}"}, "pipx inject close-reader textual-serve"),
        ({"pyvenv.cfg": "home = /usr\nuv = 0.13.9\n"}, "uv pip install --python {} textual-serve"),
        ({"pyvenv.cfg": "home = /usr\n"}, f"{sys.executable} -m pip install textual-serve"),
    ],
)
def test_the_command_that_adds_an_extra_is_that_of_the_way_the_program_was_installed(
    tmp_path, monkeypatch, files, expected
):
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda _name: object())
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert extras.adding("textual-serve", tmp_path, windows=False) == expected.format(tmp_path)


def test_without_pip_beside_the_program_another_one_adds_it(tmp_path, monkeypatch):
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda _name: None)
    assert extras.adding("x", tmp_path / "a b", windows=False) == f"python3 -m pip --python '{tmp_path}/a b' install x"
    assert extras.adding("x", tmp_path / "a b", windows=True) == f'py -m pip --python "{tmp_path / "a b"}" install x'


def test_without_the_extra_the_command_that_adds_it_is_told(folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "textual_serve.app_service", None)
    assert main(["--web", str(folder)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("reader: --web needs textual-serve, which is not installed: ")
    assert captured.err.rstrip().endswith("textual-serve")
