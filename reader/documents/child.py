"""A process that reads files for another one: it opens no connection, starts nothing, writes no file, and has limits."""

import contextlib
import os
import signal
import sys
from importlib import import_module
from typing import IO, Any, Final

from reader.documents.frames import receive, send
from reader.documents.kinds import BY_NAME, Kind
from reader.documents.limits import MEMORY
from reader.documents.model import DocumentError

_FILES: Final = 200
"""How many files are read before another process takes over, so that nothing piles up."""

_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NO_LIMIT: Final = sys.maxsize


def serve() -> None:
    """Answer what is asked on standard input on standard output, until nobody asks any more."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a descriptor is wanted)
        os.dup2(nowhere.fileno(), 1)  # what a library prints is no answer
    requests = os.fdopen(0, "rb", closefd=False)
    limit_memory()
    sys.addaudithook(refuse)
    for count in range(1, _FILES + 1):
        request = receive(requests, _NO_LIMIT)
        if request is None or not _answer(answers, *request, is_last=count == _FILES):
            return


def _answer(answers: IO[bytes], asked: dict[str, Any], data: bytes, *, is_last: bool) -> bool:
    """Read a file and say what is in it; tell whether this process may go on."""
    limit_time(int(asked["seconds"]))
    kind = BY_NAME[asked["kind"]]
    text = b""
    try:
        parsed = import_module(f"reader.documents.formats.{kind.name}").parse(data)
        text = parsed.text.encode("utf-8")
        said: dict[str, Any] = {
            "blocks": [(block.kind, block.start, block.end) for block in parsed.blocks],
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
    """Limit the memory of this process, and let it leave no image of itself behind; best effort."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def limit_time(seconds: int) -> None:
    """Let the system end this process when it has computed that much longer; best effort."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop whatever no reading of a file needs: the network, other programs, writing.

    Raises:
        PermissionError: it was about to happen.
    """
    if event.startswith(_REFUSED) or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
        raise PermissionError(f"{event} while a file is read")
