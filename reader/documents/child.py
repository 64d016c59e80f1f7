"""A process that reads files for another one: it opens no connection, starts nothing, changes no file, and has limits.

What holds where: on every system there is a limit by the clock, kept by whoever asked, and Python code is kept from the
network, from other programs and from changing files. Linux keeps limits of memory and of processor time as well, macOS
that of time alone, Windows neither. Nothing here holds a library in C that a file has taken over.
"""

import contextlib
import os
import signal
import sys
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, Final

from reader.documents.frames import receive, send
from reader.documents.kinds import BY_NAME, Kind
from reader.documents.limits import MEMORY
from reader.documents.model import DocumentError

_FILES: Final = 200
"""How many files are read before another process takes over, so that nothing piles up."""

_REFUSED: Final = (
    *("socket.", "subprocess.", "pty.", "webbrowser.", "syslog.", "sqlite3.", "winreg.", "_winapi.Create", "shutil.", "tempfile."),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.kill", "signal.pthread_kill"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.utime"),
    *("os.chmod", "os.lchmod", "os.chown", "os.chflags", "os.lchflags", "os.setxattr", "os.removexattr", "os.putenv"),
)  # fmt: skip
"""How the events begin by which Python tells of what is refused."""

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NO_LIMIT: Final = sys.maxsize


def serve() -> None:
    """Answer what is asked on standard input on standard output, until nobody asks any more; then end this process."""
    try:
        _serve()
    finally:
        os._exit(0)  # the thread that listens is not waited for


def _serve() -> None:
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a descriptor is wanted)
        os.dup2(nowhere.fileno(), 1)  # what a library prints is no answer
    limit_memory()
    requests: SimpleQueue[tuple[dict[str, Any], bytes]] = SimpleQueue()
    Thread(target=_listen, args=(os.fdopen(0, "rb", closefd=False), requests), daemon=True).start()
    sys.addaudithook(refuse)
    for count in range(1, _FILES + 1):
        if not _answer(answers, *requests.get(), is_last=count == _FILES):
            return


def _listen(pipe: IO[bytes], requests: "SimpleQueue[tuple[dict[str, Any], bytes]]") -> None:
    """Take what is asked; where whoever asks is gone, killed perhaps, end this process in the middle of a file.

    A library in C that does not let go of the interpreter meanwhile goes on for as long as its time lasts.
    """
    try:
        while (request := receive(pipe, _NO_LIMIT)) is not None:
            requests.put(request)
            del request
    finally:
        os._exit(0)


def _answer(answers: IO[bytes], asked: dict[str, Any], data: bytes, *, is_last: bool) -> bool:
    """Read a file and say what is in it; tell whether this process may go on."""
    limit_time(int(asked["seconds"]))
    kind = BY_NAME[asked["kind"]]
    text = b""
    try:
        parsed = import_module(f"reader.documents.formats.{kind.name}").parse(data)
        text = parsed.text.encode("utf-8")
        said: dict[str, Any] = {
            "blocks": [(block.kind, block.start, block.end, block.level) for block in parsed.blocks],
            "metadata": dict(parsed.metadata),
            "pages": parsed.pages,
            "warnings": parsed.warnings,
            "styles": [(style.kind, style.start, style.end, style.target) for style in parsed.styles],
        }
    except DocumentError as error:
        said = {"error": str(error)}
    except MemoryError:
        said, is_last = {"error": f"reading it takes more than {MEMORY / 2**30:.1f} GB of memory"}, True
    except ImportError as error:
        said = {"error": missing(kind, error)}
    except Exception as error:  # noqa: BLE001 (whatever a parser stumbles over is a property of the file)
        said = {"error": f"damaged: it cannot be read ({type(error).__name__})"}
    send(answers, said | {"last": is_last}, text)
    return not is_last


def missing(kind: Kind, error: ImportError) -> str:
    """Say which library is missing, and the command that adds it."""
    name = (error.name or kind.needs).partition(".")[0]
    return f"{kind.called} needs {name}, which is not installed: pip install {name}"


def limit_memory() -> None:
    """Limit the memory of this process, and let it leave no image of itself behind.

    Linux holds to it. macOS knows the limit of memory and does not keep it, and Windows has none of them: there a file may
    take what memory there is for as long as its time lasts.
    """
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def limit_time(seconds: int) -> None:
    """Let the system end this process when it has computed that much longer; not on Windows, where the clock alone does."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop whatever no reading of a file needs: the network, other programs, changing files and folders in any way.

    That is what Python tells of before it does it. It does not tell of pipes and devices that are made in a folder, nor of
    anything that a library in C does by itself.

    Raises:
        PermissionError: it was about to happen.
    """
    if event.startswith(_REFUSED) or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
        raise PermissionError(f"{event} while a file is read")
