"""Where the system ends the program, the app is closed as a person closes it."""

import asyncio
import os
import signal

import pytest

from reader.app import ReaderApp
from reader.app.ending import leave_when_told
from reader.documents import Folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture(params=["SIGTERM", "SIGHUP"])
def number(request):
    """Give a signal, and what is done about it back as it was."""
    number = getattr(signal, request.param)
    before = signal.signal(number, signal.SIG_DFL)
    yield number
    signal.signal(number, before)


async def test_the_app_is_closed_and_its_work_stopped(folder, number):
    app = ReaderApp(Folder.of([folder]))
    async with app.run_test():
        session = app.session
        os.kill(os.getpid(), number)
        async with asyncio.timeout(60):
            while app.return_code is None:  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(0)
    assert app.return_code == 128 + number
    assert session.is_closed


async def test_what_is_ignored_stays_ignored(number):
    signal.signal(number, signal.SIG_IGN)
    leave_when_told(lambda _code: None)
    assert signal.getsignal(number) is signal.SIG_IGN
