"""What a command says when the program breaks: where, and not a word of any document."""

import os
from pathlib import Path

import pytest

from reader.app import crash
from reader.app.crash import CRASHED, KEPT, crash_report, keep_report
from reader.cli import search

SECRET = "Maren Holt met Idris Vale"


class HeldError(Exception):
    """An error that carries another one, as those of workers do."""

    def __init__(self, error):
        super().__init__(SECRET)
        self.error = error


def noted():
    error = ValueError(SECRET)
    error.add_note(SECRET)
    return error


def of_source():
    try:
        compile(f"'{SECRET}' = 1", SECRET, "exec")
    except SyntaxError as error:
        return error


def in_a_template():
    try:
        exec(compile("raise ValueError", f"/home/{SECRET}/template.md", "exec"))
    except ValueError as error:
        return error


def chained():
    try:
        try:
            {}[SECRET]
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        return error


def deep():
    def fall(text):
        fall(text)

    try:
        fall(SECRET)
    except RecursionError as error:
        return error


ERRORS = {
    "plain": ValueError(SECRET),
    "noted": noted(),
    "source": of_source(),
    "bytes": UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    "file": FileNotFoundError(2, SECRET, SECRET),
    "library": ModuleNotFoundError(SECRET, name=SECRET),
    "group": ExceptionGroup(
        SECRET, [noted(), ExceptionGroup(SECRET, [KeyError(SECRET), HeldError(OSError(28, SECRET))])]
    ),
    "held": HeldError(ZeroDivisionError(SECRET)),
    "template": in_a_template(),
    "chained": chained(),
    "deep": deep(),
}


@pytest.fixture
def broken(run, folder, monkeypatch):
    """Return a function that has `reader search` break with an error."""

    def call(error):
        def fail(_options):
            raise error

        monkeypatch.setattr(search, "_search", fail)
        return run("search", "ferry", folder)

    return call


def kept():
    return sorted((Path(os.environ["READER_DATA_DIR"]) / "crashes").iterdir())


@pytest.mark.parametrize("name", ERRORS)
def test_no_word_of_a_document_is_in_what_a_broken_command_says_or_keeps(broken, name):
    code, out, err = broken(ERRORS[name])
    assert (code, out) == (CRASHED, "")
    (file,) = kept()
    for report in (err, file.read_text()):
        assert type(ERRORS[name]).__name__ in report
        assert "Traceback" not in report
        assert not [word for word in SECRET.split() if word in report]
    assert "It is kept in " in err
    assert file.name in err
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600


def test_what_is_said_where_the_report_is_does_not_name_the_person(monkeypatch, tmp_path):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "Jonquil"))
    report = crash_report(None, tmp_path / "Jonquil" / "data" / "a.txt")
    assert f"It is kept in ~{os.sep}data{os.sep}a.txt" in report
    assert "Jonquil" not in report
    assert f"It is kept in {tmp_path / 'a.txt'}" in crash_report(None, tmp_path / "a.txt")


def test_the_errors_that_led_to_another_and_the_errors_of_a_group_are_told_of():
    report = crash_report(ERRORS["group"])
    assert [
        word for word in ("ExceptionGroup", "ValueError", "KeyError", "HeldError", "OSError 28") if word not in report
    ] == []
    assert "because of KeyError" in crash_report(ERRORS["chained"])
    assert "because of ZeroDivisionError" in crash_report(ERRORS["held"])


def test_what_an_error_of_the_system_or_a_missing_library_is_called_is_told():
    assert f"FileNotFoundError 2: {os.strerror(2)}" in crash_report(ERRORS["file"])
    assert "ModuleNotFoundError: rapidfuzz" in crash_report(ModuleNotFoundError(SECRET, name="rapidfuzz"))


def test_places_in_the_program_are_named_and_those_elsewhere_are_not():
    report = crash_report(ERRORS["chained"])
    assert "tests/cli/test_cli_crash.py:" in report
    assert " in chained" in report
    assert "  elsewhere:1" in crash_report(ERRORS["template"])


def test_a_recursion_is_told_of_in_few_lines():
    report = crash_report(ERRORS["deep"])
    assert len(report.splitlines()) < 50
    assert " more\n" in report


def test_an_error_that_leads_to_itself_ends():
    error = ValueError()
    error.__cause__ = RuntimeError()
    error.__cause__.__cause__ = error
    assert crash_report(error).count("ValueError") == 1


def test_the_last_few_reports_are_kept(monkeypatch):
    for number in range(KEPT + 3):
        monkeypatch.setattr(crash.os, "getpid", lambda number=number: 1_000 + number)
        keep_report(ValueError(str(number)))
    assert len(kept()) == KEPT
    assert kept()[-1].stem.endswith(f"-{1_000 + KEPT + 2}")


def test_where_no_report_can_be_kept_it_is_still_shown(broken, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "file"))
    code, _out, err = broken(ValueError(SECRET))
    assert code == CRASHED
    assert "ValueError" in err
    assert "It is kept in" not in err


def test_whoever_looks_for_the_fault_gets_the_whole_error(broken, monkeypatch):
    monkeypatch.setenv("READER_DEBUG", "1")
    with pytest.raises(ValueError, match=SECRET):
        broken(ValueError(SECRET))
    monkeypatch.setenv("READER_DEBUG", "0")
    assert broken(ValueError(SECRET))[0] == CRASHED
