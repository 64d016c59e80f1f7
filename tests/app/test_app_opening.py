"""The start: something is drawn before the rooms are loaded."""

import subprocess
import sys

from tests_support import screen_text, until

from reader.app import ReaderApp
from reader.documents import Folder


async def test_the_head_of_the_first_pane_is_drawn_before_anythingis_readinged(folder):
    app = ReaderApp(Folder.of([folder]))
    seen = []
    begin = app._begin

    def looking():
        seen.append((screen_text(app.screen).split("\n")[0].rstrip(), app.is_reading))
        begin()

    app._begin = looking
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: app.is_reading, pilot)
    assert seen == [(" Documents", False)]


def test_the_app_starts_without_what_only_the_rooms_need():
    late = ("numpy", "rapidfuzz", "onnxruntime", "sqlite3", "reader.corpus", "reader.search", "reader.entities")
    code = f"import reader.app, reader.cli.places, sys; print([name for name in {late!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
