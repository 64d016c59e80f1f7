"""What is shown when the program breaks: where, but not a word of any document."""

import traceback
from pathlib import Path

from reader import __version__


def crash_report(error: BaseException | None) -> str:
    """Return a report that can be passed on as it is: types and places of the error, no messages and no values."""
    lines = [
        "reader stopped because of an error of its own. Your marks are safe: each was saved when it was made.",
        "",
        f"reader {__version__}",
    ]
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.append(type(error).__name__)
        lines += [
            f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = getattr(error, "error", None) or error.__cause__ or error.__context__
    lines += ["", "`reader doctor` says more of the machine. This report holds no text of your documents."]
    return "\n".join(lines)
