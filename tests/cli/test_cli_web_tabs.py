"""What a tab of a browser may ask of the app, and that both end when the server does, whatever either of them does."""

import asyncio
import json
import os
import shlex
import sys

import pytest

from reader.cli import tabs
from reader.cli.places import start_of
from reader.cli.web import door

aiohttp = pytest.importorskip("aiohttp", reason="reader --web is an extra: pip install 'close-reader[web]'")
test_utils = pytest.importorskip("aiohttp.test_utils")
pytest.importorskip("textual_serve", reason="reader --web is an extra: pip install 'close-reader[web]'")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the app in its place is started by a shell of Unix")

LONG = 60
"""Seconds after which something is taken to have failed."""

DRAWN = """
import os, signal, sys
def draw(data):
    sys.stdout.buffer.write(b"D" + len(data).to_bytes(4, "big") + data)
    sys.stdout.flush()
"""
REPEATS = f"""{DRAWN}
print("__GANGLION__", flush=True)
draw(" ".join(os.environ[name] for name in ("COLUMNS", "ROWS")).encode())
while sys.stdin.buffer.read(1):
    draw(sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big")))
"""
"""In place of the app: says how large it is, then whatever it is told."""

STAYS = f"""{DRAWN}
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("__GANGLION__", flush=True)
draw(str(os.getpid()).encode())
while True:
    signal.pause()
"""
"""In place of the app: obeys nothing."""

FLOODS = f"""{DRAWN}
print("__GANGLION__", flush=True)
draw(str(os.getpid()).encode())
while True:
    draw(bytes(2**20))
"""
"""In place of the app: draws more than anybody takes."""


@pytest.fixture
def opened(folder, monkeypatch):
    """Return a function that gives a server with another program in place of the app, and where its sockets are."""

    async def open_with(program):
        monkeypatch.setattr(tabs, "command", lambda: f"exec {shlex.quote(sys.executable)} -c {shlex.quote(program)}")
        monkeypatch.setenv("READER_SERVED", "")
        server = test_utils.TestServer(door(start_of([folder]), None, "secret"), host="127.0.0.1")
        await server.start_server()
        return server, str(server.make_url("/secret/ws"))

    return open_with


def connected(session, where):
    return session.ws_connect(where, origin="/".join(where.split("/")[:3]), max_msg_size=0)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "80 24"),
        ("?width=100&height=30", "100 30"),
        ("?width=99999999&height=99999999", "500 300"),
        (f"?width={'9' * 5000}&height=-5", "80 24"),
        ("?width=0&height=1", "20 5"),
        ("?width=wide&height=²", "80 24"),
    ],
)
async def test_a_window_is_as_large_as_windows_are_whatever_the_address_says(opened, asked, given):
    server, where = await opened(REPEATS)
    async with (
        asyncio.timeout(LONG),
        aiohttp.ClientSession() as session,
        server,
        connected(session, where + asked) as tab,
    ):
        assert (await tab.receive_bytes()).decode() == given


async def test_a_window_grows_no_larger_than_windows_are_and_nonsense_is_passed_over(opened):
    server, where = await opened(REPEATS)
    async with asyncio.timeout(LONG), aiohttp.ClientSession() as session, server, connected(session, where) as tab:
        await tab.receive_bytes()
        for nonsense in (
            "{",
            "[" * 100_000,
            "[]",
            "{}",
            '["resize", {"width": "1", "height": null}]',
            '["stdin", 1]',
        ):
            await tab.send_str(nonsense)
        await tab.send_bytes(b"\xff")
        await tab.send_json(["resize", {"width": 99_999_999, "height": -1}])
        told = json.loads(await tab.receive_bytes())
        assert (told["width"], told["height"]) == (500, 5)
        await tab.send_json(["stdin", "q"])
        assert await tab.receive_bytes() == b"q"
        await tab.send_json(["ping", 7])
        assert await tab.receive_json() == ["pong", 7]


@pytest.mark.parametrize("program", [STAYS, FLOODS])
async def test_the_server_ends_with_every_app_although_a_browser_does_not_answer_and_the_app_does_not_obey(
    opened, program
):
    server, where = await opened(program)
    async with asyncio.timeout(LONG), aiohttp.ClientSession() as session:
        tab = await connected(session, where)
        app = int(await tab.receive_bytes())
        await server.close()  # the browser would have to read on to answer
        with pytest.raises(ProcessLookupError):
            os.kill(app, 0)
        await tab.close()
