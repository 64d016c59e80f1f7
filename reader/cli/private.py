"""Makes what is said of a machine fit for strangers: no name of the person, of their folders or of their files."""

import getpass
import os
import re
from collections.abc import Mapping

from reader.text.safety import safe_line


def without_names(text: str, instead: Mapping[str, str]) -> str:
    """Return a text with other words for paths and names that tell who somebody is or what they work on.

    Args:
        text: what is to be said.
        instead: further paths and names, with what stands in their place.
    """
    told = safe_line(text)
    known = {safe_line(name): word for name, word in instead.items() if name.strip(os.sep)}
    # the longest first: a folder stands inside the home folder, and a file inside the folder
    for name in sorted(known, key=len, reverse=True):
        told = re.sub(rf"{re.escape(name)}(?![\w-])", lambda _found, name=name: known[name], told)  # type: ignore[misc]
    whole = os.path.expanduser("~")  # noqa: PTH111 (pathlib fails where there is no home)
    for home in {whole, os.path.realpath(whole)}:
        if home not in ("/", "", "~"):
            told = re.sub(rf"{re.escape(safe_line(home))}(?![\w-])", "~", told)
    return _without_user(told)


def _without_user(text: str) -> str:
    """Return a text with USER where the name of the person is a part of a path."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return text
    return (
        re.sub(rf"(?<=[/\\]){re.escape(user)}(?![\w-])", "USER", text) if user not in ("", "root", "reader") else text
    )
