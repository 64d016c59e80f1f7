"""What can be installed beside the program, and the one command that adds it the way the program was installed."""

import importlib.util
import shlex
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

PACKAGE: Final = "close-reader"
"""What the program is called where it is installed from."""

WEB: Final = "textual-serve"
"""The package that `reader --web` needs."""

EXTRAS: Final = {"web": WEB, "spacy": "spacy", "gliner": "gliner"}
"""What each extra is good for or called, and the package that it is."""


def version_of(package: str) -> str:
    """Return which version of a package is installed, or nothing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def adding(package: str, prefix: Path | None = None, windows: bool = sys.platform == "win32") -> str:
    """Return the command that adds a package to this installation of the program.

    Args:
        package: what is to be added.
        prefix: where the program is installed; by default where it runs.
        windows: whether the command is for the shells of Windows.
    """
    prefix = prefix or Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return f"pipx inject {PACKAGE} {package}"
    settings = prefix / "pyvenv.cfg"
    if settings.exists() and "\nuv = " in f"\n{settings.read_text(encoding='utf-8', errors='replace')}":
        return _line(["uv", "pip", "install", "--python", str(prefix), package], windows=windows)
    if importlib.util.find_spec("pip") is not None:
        return _line([sys.executable, "-m", "pip", "install", package], windows=windows)
    starter = "py" if windows else "python3"
    return _line([starter, "-m", "pip", "--python", str(prefix), "install", package], windows=windows)


def _line(command: Sequence[str], *, windows: bool) -> str:
    return subprocess.list2cmdline(command) if windows else shlex.join(command)
