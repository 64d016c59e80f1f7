"""The tabs in which browsers show the app: of each its socket, and a process of its own. Whatever a tab says is checked here."""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from reader.cli.served import command

if TYPE_CHECKING:
    from aiohttp import web

COLUMNS: Final = (20, 500)
"""The least and the most that the window of a tab may have: the app holds every cell of it in memory."""

ROWS: Final = (5, 300)
"""As for columns."""

_USUAL: Final = (80, 24)
"""Columns and rows of a tab that does not say how many it has."""

_PATIENCE: Final = 5.0
"""Seconds that the app of a tab has to end when the tab is closed."""

_PATIENCE_AT_END: Final = 1.0
"""Seconds that it has when the server ends."""

_CLOSING: Final = 0.3
"""Seconds that a browser has to answer that its socket is closed."""


class Tabs:
    """All tabs that are open."""

    def __init__(self) -> None:
        """Begin without any."""
        self._open: set[_Tab] = set()
        self._patience = _PATIENCE

    async def answer(self, request: "web.Request") -> "web.StreamResponse":
        """Show the app in a tab until either is closed."""
        from aiohttp import web  # noqa: PLC0415 (an extra)

        socket = web.WebSocketResponse(heartbeat=15, timeout=_CLOSING)
        await socket.prepare(request)
        tab = _Tab(socket, request)
        self._open.add(tab)
        try:
            await tab.show(_size(request.query))
        finally:
            await tab.end(self._patience)
            self._open.discard(tab)
        return socket

    async def end(self) -> None:
        """Close all tabs at once, and the app of each, within about a second."""
        self._patience = _PATIENCE_AT_END
        await asyncio.gather(*(tab.end(self._patience) for tab in self._open))


class _Tab:
    def __init__(self, socket: "web.WebSocketResponse", request: "web.Request") -> None:
        from textual_serve.app_service import AppService  # noqa: PLC0415 (an extra)
        from textual_serve.download_manager import DownloadManager  # noqa: PLC0415

        self._socket = socket
        self._request = request
        self._app: AppService = AppService(
            command(),
            write_bytes=self._draw,
            write_str=self._tell,
            close=self._close,
            download_manager=DownloadManager(),
        )
        self._ending: asyncio.Task[None] | None = None

    async def show(self, size: tuple[int, int]) -> None:
        """Start the app, and let it have what the tab says until that is closed."""
        await self._app.start(*size)
        async for message in self._socket:
            if isinstance(message.data, str):
                with contextlib.suppress(ValueError, RecursionError):
                    await self._obey(json.loads(message.data))

    async def end(self, patience: float) -> None:
        """Close the tab and end its app, which is killed after some seconds of patience.

        Of those who end it the most impatient counts.
        """
        if self._ending is None:
            self._ending = asyncio.create_task(self._end())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await asyncio.shield(self._ending)
        if process := self._app._process:  # noqa: SLF001 (there is no other way to end it)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await self._ending

    async def _end(self) -> None:
        process, reading = self._app._process, self._app._task  # noqa: SLF001
        closing = asyncio.create_task(self._close())
        if process is not None:
            await self._app.send_meta({"type": "quit"})
            await process.wait()
        if reading is not None:
            await reading
        await closing

    async def _obey(self, said: object) -> None:
        match said:
            case ["stdin", str(keys)]:
                await self._app.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self._app.set_terminal_size(_within(width, COLUMNS), _within(height, ROWS))
            case ["ping", data]:
                await self._tell(json.dumps(["pong", data]))
            case ["blur"]:
                await self._app.blur()
            case ["focus"]:
                await self._app.focus()

    async def _draw(self, data: bytes) -> None:
        # the app is listened to until it ends, although nobody sees it any more: else it would wait for that
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._socket.send_bytes(data)

    async def _tell(self, text: str) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._socket.send_str(text)

    async def _close(self) -> None:
        """Close the socket, whether or not the browser answers or even takes what is sent to it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await self._socket.close()
                return
        if self._request.transport is not None:
            self._request.transport.abort()


def _size(asked: Mapping[str, Any]) -> tuple[int, int]:
    """Return the columns and rows that the address of a socket asks for, as far as they make sense."""
    wanted = []
    for name, usual, bounds in zip(("width", "height"), _USUAL, (COLUMNS, ROWS), strict=True):
        said = str(asked.get(name, ""))
        wanted.append(_within(int(said) if said.isdecimal() and len(said) < len(str(2**63)) else usual, bounds))
    return wanted[0], wanted[1]


def _within(wanted: int, bounds: tuple[int, int]) -> int:
    least, most = bounds
    return max(least, min(wanted, most))
