"""The command line: arguments in, one call into a room, text or JSON out.

Data goes to standard output, narration to standard error. Exit codes: 0 done, 1 nothing found, 2 wrong usage or
input, 70 the program broke.
"""

from reader.cli.main import main

__all__ = ["main"]
