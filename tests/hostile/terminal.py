"""A terminal of our own: runs the program in it, shows what stands on its screen, and keeps every sequence it was sent."""

import codecs
import os
import re
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

_PATIENCE = 30.0
"""Seconds in which something must be on the screen."""

_TYPED = 0.03
"""Seconds after which the next key is typed, if nothing was drawn in them and the program rests then."""

ESCAPE = "\x1b[27u"
"""The key escape, as terminals send it that tell it from the begin of a sequence: the program need not wait for the rest."""

_TOKEN = re.compile(
    r"(?P<csi>\x1b\[(?P<given>[0-?]*[ -/]*)(?P<final>[@-~]))"
    r"|(?P<string>\x1b[]PX^_][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<other>\x1b[^\[\]PX^_])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)


class Terminal:
    """The screen, and the program that draws on it."""

    def __init__(self, command, *, cwd, size=(120, 36), env=None):
        """Run a command in a terminal of that many columns and rows."""
        import fcntl  # noqa: PLC0415 (Windows has none of these)
        import pty  # noqa: PLC0415
        import termios  # noqa: PLC0415

        self.size = size
        self.sequences = []
        """Every sequence of control and every control character but line ends, in their order."""
        self.words = []
        """What was printed."""
        self._rows = {}
        self._at = [0, 0]
        self._rest = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            **(env or {}),
        }
        for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "STY", "NO_COLOR", "COLUMNS", "LINES", "PYTHONUNBUFFERED"):
            environment.pop(name, None)
        try:
            self.process = subprocess.Popen(  # what the tests run is the program itself
                command, stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=environment, start_new_session=True
            )
        finally:
            os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def send(self, *keys):
        """Type keys, one after the other, each when what came of the one before has been drawn."""
        for key in keys:
            os.write(self.master, key.encode("utf-8", "surrogateescape"))
            end = time.monotonic() + _PATIENCE
            while (self._take(_TYPED) or not self._rests) and time.monotonic() < end:
                pass

    def paste(self, text):
        """Paste a text, as a terminal does for a program that has asked to be told."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def wait(self, *words):
        """Wait until all these words stand on the screen."""
        self._until(lambda: all(word in self.screen for word in words), f"{words} never stood there")

    def wait_sent(self, start):
        """Wait until a sequence that starts like this was sent, and return the first one."""
        found = []

        def is_sent():
            found[:] = [sequence for sequence in self.sequences if sequence.startswith(start)]
            return found

        self._until(is_sent, f"{start!r} was never sent")
        return found[0]

    def end(self):
        """Wait until the program has ended, and return its exit code."""
        while self._take(_PATIENCE):
            pass
        return self.process.wait(_PATIENCE)

    @property
    def screen(self):
        """What stands on the screen, row by row."""
        return "\n".join(
            "".join(row.get(x, " ") for x in range(self.size[0]))
            for row in (self._rows.get(y, {}) for y in range(self.size[1]))
        )

    @property
    def _rests(self):
        """Whether every thread of the program waits for something; on a busy machine one that is to run may have to wait."""
        try:
            threads = [stat.read_text() for stat in Path(f"/proc/{self.process.pid}/task").glob("*/stat")]
        except OSError:  # one has just ended
            return False
        return all(thread.rpartition(") ")[2].startswith(("S", "Z")) for thread in threads)

    def _until(self, is_so, otherwise):
        end = time.monotonic() + _PATIENCE
        while not is_so():
            left = end - time.monotonic()
            is_over = left <= 0 or (not self._take(left) and self.process.poll() is not None)
            assert not is_over, f"{otherwise}:\n{self.screen}"

    def _take(self, seconds):
        """Take what comes within some time; tell whether anything did."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            return False
        self._rest += self._decode(data)
        self._obey()
        return bool(data)

    def _obey(self):
        done = 0
        while done < len(self._rest):
            token = _TOKEN.match(self._rest, done)
            if token is None:
                break
            done = token.end()
            if text := token["text"]:
                self._print(text)
            elif token["control"] == "\r":
                self._at[0] = 0
            elif token["control"] == "\n":
                self._at = [0, self._at[1] + 1]
            else:
                self.sequences.append(token.group())
                if token["final"] == "H":
                    row, column = (int(number or 1) for number in (token["given"] + ";").split(";")[:2])
                    self._at = [column - 1, row - 1]
        self._rest = self._rest[done:]

    def _print(self, text):
        from rich.cells import cell_len  # noqa: PLC0415

        self.words.append(text)
        for character in text:
            x, y = self._at
            width = cell_len(character)
            row = self._rows.setdefault(y, {})
            if width == 0:
                row[x - 1] = row.get(x - 1, "") + character
            else:
                row[x] = character
                row.pop(x + 1, None) if width == 1 else row.__setitem__(x + 1, "")
                if width == 1:
                    row.setdefault(x + 1, " ")
            self._at[0] += width


def reader(*arguments, cwd, size=(120, 36), env=None):
    """Run the program in a terminal."""
    return Terminal([sys.executable, "-m", "reader", *map(os.fspath, arguments)], cwd=Path(cwd), size=size, env=env)
