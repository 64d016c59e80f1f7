"""What tests of commands share."""

import pytest

from reader.cli import main


@pytest.fixture
def run(capsys):
    """Return a function that runs a command and gives its exit code, its output and what it said about it."""

    def call(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            code = exit_.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
