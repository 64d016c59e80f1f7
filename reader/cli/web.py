"""`reader --web`: the app in a browser on this machine, each tab with a session of its own; nothing else gets in or out.

It listens where only this machine reaches it. As other people and other pages in the same browser may be on the machine,
too, the address holds a secret, and who asks must call the server by a name of this machine: a page of somebody else's
that has its name point here is turned away.
"""

import asyncio
import contextlib
import logging
import os
import re
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from reader.cli.extras import WEB, adding
from reader.cli.output import DONE, CommandError, emit, narrate
from reader.cli.places import Start
from reader.cli.served import given
from reader.cli.tabs import Tabs
from reader.settings import load_settings

if TYPE_CHECKING:
    from aiohttp import web

HERE: Final = "127.0.0.1"
"""The only address that the server listens on."""

_OURS: Final = re.compile(rf"(?:{re.escape(HERE)}|localhost)(?::[0-9]{{1,5}})?")
"""What this machine calls itself."""

_PAGE: Final = Path(__file__).with_name("web.html")
_SCRIPT: Final = Path(__file__).with_name("web.js")
_SIZE: Final = 16
"""Height of the letters in pixels."""

_PATIENCE: Final = 0.1
"""Seconds that what was asked for may take to be sent when the server ends and all tabs are closed."""


def serve(start: Start, theme: str | None, port: int | None) -> int:
    """Let browsers on this machine open a folder until ctrl+c, and return the exit code.

    Args:
        start: what each tab opens.
        theme: colours of the app.
        port: where it listens; by default any that is free.

    Raises:
        CommandError: what serves pages is not installed, or the port cannot be had.
    """
    if port is not None and not 0 < port < 2**16:
        raise CommandError(f"--port {port}: a port is a number from 1 to 65535")
    secret = secrets.token_urlsafe(24)
    application = door(start, theme, secret)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_listen(application, port or 0, secret))
    return DONE


def door(start: Start, theme: str | None, secret: str) -> "web.Application":
    """Return what answers browsers that know the secret.

    Raises:
        CommandError: what serves pages is not installed.
    """
    try:
        from aiohttp import web  # noqa: PLC0415 (an extra)
        from textual_serve.app_service import __file__ as beside  # noqa: PLC0415
    except ImportError:
        raise CommandError(f"--web needs {WEB}, which is not installed: {adding(WEB)}") from None
    # their logs print what went wrong with every value at hand, and whatever nonsense was asked for
    for name in ("textual-serve", "aiohttp"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    os.environ.update(given(start.folder.paths, theme, is_named=start.is_named, tour=start.tour))
    tabs = Tabs()

    async def page(request: "web.Request") -> "web.Response":
        socket = f"ws://{request.headers['Host']}/{secret}/ws"
        return web.Response(text=_page(socket, theme), content_type="text/html")

    async def script(_request: "web.Request") -> "web.Response":
        return web.Response(text=_SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript")

    async def enter(
        request: "web.Request", handler: Callable[["web.Request"], Awaitable["web.StreamResponse"]]
    ) -> "web.StreamResponse":
        if not _is_welcome(request.headers, request.path, secret):
            raise web.HTTPForbidden(text="Open the address that reader printed.")
        return await handler(request)

    async def seal(request: "web.Request", response: "web.StreamResponse") -> None:
        response.headers.update(_sealed(request.headers.get("Host", "")))

    async def end(_application: "web.Application") -> None:
        await tabs.end()

    application = web.Application(middlewares=[web.middleware(enter)])
    application.router.add_get(f"/{secret}/", page)
    application.router.add_get(f"/{secret}/{_SCRIPT.name}", script)
    application.router.add_get(f"/{secret}/ws", tabs.answer)
    application.router.add_static(f"/{secret}/static", Path(beside).with_name("static"))
    application.on_response_prepare.append(seal)
    application.on_shutdown.append(end)
    return application


def _is_welcome(headers: Any, path: str, secret: str) -> bool:  # noqa: ANN401 (headers of a request)
    """Tell whether whoever asks knows the secret, calls this machine by its name, and is no page of somebody else's."""
    host = headers.get("Host", "")
    known = secrets.compare_digest(path[1:].partition("/")[0].encode("utf-8", "replace"), secret.encode())
    # a browser says which page opens a socket; an address typed by a person has no such page
    wanted = {f"http://{host}"} if headers.get("Upgrade") else {None, f"http://{host}"}
    return known and _OURS.fullmatch(host) is not None and headers.get("Origin") in wanted


def _sealed(host: str) -> dict[str, str]:
    """Return headers by which a browser fetches nothing from elsewhere, tells nobody the address, and keeps nothing."""
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def _page(socket: str, theme: str | None) -> str:
    from textual.theme import BUILTIN_THEMES  # noqa: PLC0415 (loads Textual)

    from reader.app.looks import Looks  # noqa: PLC0415
    from reader.app.theme import DARK, THEMES  # noqa: PLC0415

    known = BUILTIN_THEMES | {each.name: each for each in THEMES}
    colours = known.get(theme or Looks(load_settings()).theme, DARK)
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        socket=socket,
        size=_SIZE,
        background=colours.background or DARK.background,
        foreground=colours.foreground or DARK.foreground,
        accent=colours.accent or DARK.accent,
    )


async def _listen(application: "web.Application", port: int, secret: str) -> None:
    """Answer until the process is told to end.

    Raises:
        CommandError: the port cannot be had.
    """
    from aiohttp import web  # noqa: PLC0415 (an extra)

    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        await web.TCPSite(runner, HERE, port).start()
        emit(f"http://{HERE}:{runner.addresses[0][1]}/{secret}/")
        sys.stdout.flush()
        narrate("open this address in a browser on this machine; whoever knows it can read and mark. ctrl+c ends it")
        await _told_to_end()
    except OSError as error:
        raise CommandError(f"port {port} cannot be used: {error.strerror or error}") from None
    finally:
        await runner.cleanup()


async def _told_to_end() -> None:
    """Wait until the process is interrupted or ended, where the system can say so; elsewhere an interruption is raised."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(each, ended.set)
    await ended.wait()
