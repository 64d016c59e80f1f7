"""The command line as scripts use it: exit codes, JSON, tables."""

import io
import json
import sys
from datetime import date

import pytest

from reader import __version__
from reader.corpus import index_path
from reader.documents import Folder, read_document
from reader.notebook import Notebook

DATE_FIELDS = {"start", "end", "text", "type", "value", "first", "last", "precision", "rule", "reckoned_from", "alternatives"}  # fmt: skip


@pytest.fixture
def stdin(monkeypatch):
    def give(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


@pytest.fixture
def marked(folder):
    """Return the folder with one passage marked."""
    document = read_document(folder / "ferry.txt", "ferry.txt")
    start = document.text.index("Captain")
    Notebook.of_folder(folder).add(document, start, start + 18, "green", "Who?")
    return folder


def test_index_says_what_it_read(run, folder):
    code, out, err = run("index", folder)
    assert (code, out) == (0, "")
    assert "3 documents" in err
    assert "3 read, 0 unchanged" in err
    assert "0 read, 3 unchanged" in run("index", folder)[2]


def test_index_as_json(run, folder):
    (folder / "broken.txt").write_bytes(b"\0")
    (folder / "scan.tiff").write_bytes(b"II*")
    code, out, _err = run("index", folder, "--json")
    data = json.loads(out)
    assert code == 0
    assert {key: data[key] for key in ("documents", "read", "unchanged", "removed", "failed")} == {
        "documents": 3,
        "read": 4,
        "unchanged": 0,
        "removed": 0,
        "failed": {"broken.txt": "binary data, not text"},
    }
    assert data["folder"] == str(folder)
    assert data["index"] == str(index_path(Folder.of([folder])))
    assert ".tiff" in data["passed_over"]


@pytest.mark.parametrize("option", [["--json"], ["--limit", "3"]])
def test_an_option_may_stand_between_the_query_and_the_folder(run, seeds, option):
    assert run("search", "Rana", *option, seeds)[0] == 0


def test_after_two_dashes_everything_is_a_query_or_a_file(run, folder, monkeypatch):
    assert run("search", "--", "-zeppelin", folder)[0] == 0
    (folder / "-a.txt").write_text("It sank on 4 May 2022.")
    monkeypatch.chdir(folder)
    assert run("extract", "--", "-a.txt")[0] == 0


def test_timeline_as_table_and_json(run, seeds):
    code, out, _err = run("timeline", seeds)
    assert code == 0
    assert "2008-11-26" in out.splitlines()[0]
    code, out, _err = run("timeline", seeds, "--json")
    entries = json.loads(out)
    assert code == 0
    assert all(set(entry) >= DATE_FIELDS | {"document", "title", "context"} for entry in entries)
    assert [entry["first"] for entry in entries] == sorted(entry["first"] for entry in entries)
    friday = next(entry for entry in entries if entry["text"] == "Friday")
    assert (friday["value"], friday["reckoned_from"]) == ("2025-01-31", "2025-02-01")
    assert friday["rule"]


def test_doctor_is_well_and_knows_no_words_of_any_document(run, marked):
    run("index", marked)
    code, out, _err = run("doctor", marked)
    assert code == 0
    assert "1 highlight," in out
    assert "3 documents" in out
    assert "Holt" not in out
    code, out, _err = run("doctor", marked, "--json")
    report = json.loads(out)
    assert code == 0
    assert report["reader"] == {"state": __version__, "ok": True}
    assert {"python", "sqlite", "terminal", "folder", "index", "notebook"} <= set(report)
    assert all(set(check) == {"state", "ok"} for check in report.values())


def test_doctor_finds_a_torn_notebook(run, marked):
    with Notebook.of_folder(marked).path.open("ab") as file:
        file.write(b'{"torn')
    code, out, _err = run("doctor", marked)
    assert code == 2
    assert "BAD  notebook" in out
    assert "line 2 is torn" in out


def test_extract_from_a_file(run, seeds):
    path = next(seeds.glob("*.txt"))
    text = read_document(path).text
    code, out, _err = run("extract", path, "--json")
    data = json.loads(out)
    assert code == 0
    assert set(data) == {"document", "title", "date", "entities", "dates"}
    assert data["date"] == "2025-02-01"
    for mention in data["entities"] + data["dates"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    assert all(set(mention) == DATE_FIELDS for mention in data["dates"])
    assert all(set(mention) == {"start", "end", "text", "type", "entity"} for mention in data["entities"])
    assert [m["start"] for m in data["entities"]] == sorted(m["start"] for m in data["entities"])


def test_extract_as_a_table_shows_the_reason_of_each_date(run, seeds):
    code, out, _err = run("extract", next(seeds.glob("*.txt")))
    assert code == 0
    assert "2025-02-01 (“date” in the header)" in out.splitlines()[0]
    assert "→ 2025-01-31" in out


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_extract_from_standard_input_with_a_given_date(run, stdin, arguments):
    stdin(b"The board met on Friday.\r\n")
    code, out, _err = run("extract", *arguments, "--date", "2024-03-11", "--json")
    data = json.loads(out)
    assert code == 0
    assert data["date"] == "2024-03-11"
    assert [(mention["text"], mention["value"]) for mention in data["dates"]] == [("Friday", "2024-03-08")]


def test_extract_of_several_files_prints_one_line_each(run, folder):
    _code, out, _err = run("extract", folder / "ferry.txt", folder / "minutes.md", "--json")
    assert [json.loads(line)["date"] for line in out.splitlines()] == ["2024-03-11", "2024-03-18"]


def test_extract_of_a_text_that_names_nothing_is_nothing_found(run, stdin):
    stdin(b"it rained and rained and rained.")
    assert run("extract")[0] == 1


def test_lines_of_json_in_lines_of_json_out_with_offsets_into_the_given_text(run, stdin):
    records = [
        {"id": "a", "date": "2024-03-11", "text": "\r\n🇮🇳 The board met on Friday.\x1b[0m\r\n"},
        {"id": 7, "text": "It sank on 4 May 2022 off Rotterdam."},
        {"id": None, "date": None, "text": ""},
        {"text": "torn \ud800 half, 1 June 2020", "more": {"kept": "out"}},
        {"id": ["x"], "date": "2024-03-11T08:00:00Z", "text": "Friday"},
    ]
    stdin(b"\n".join(json.dumps(record).encode() for record in records) + b"\n\n")
    code, out, err = run("extract", "--jsonl")
    assert (code, err) == (0, "")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7, None, None, ["x"]]
    for record, answer in zip(records, answers, strict=True):
        assert set(answer) == {"id", "dates", "entities"}
        for mention in answer["dates"] + answer["entities"]:
            assert record["text"][mention["start"] : mention["end"]] == mention["text"]
        assert all(mention.keys() >= DATE_FIELDS for mention in answer["dates"])
        assert all(mention.keys() >= {"start", "end", "text", "type"} for mention in answer["entities"])
    assert [[mention["value"] for mention in answer["dates"]] for answer in answers] == [
        ["2024-03-08"],
        ["2022-05-04"],
        [],
        ["2020-06-01"],
        ["2024-03-08"],
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"{",
        b'"text"',
        b"[]",
        b"7",
        b"null",
        b"{}",
        b'{"text": 7}',
        b'{"text": null}',
        b'{"id": 1, "text": "x", "date": "yesterday"}',
        b'{"text": "x", "date": 7}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=lambda line: repr(line[:20]),
)
def test_a_bad_line_is_named_and_the_others_are_answered(run, stdin, line):
    stdin(b'{"id": 1, "text": "4 May 2022"}\n' + line + b'\n{"id": 3, "text": "5 May 2022"}\n')
    code, out, err = run("extract", "--jsonl")
    assert code == 2
    assert [json.loads(answer)["id"] for answer in out.splitlines()] == [1, 3]
    assert "line 2" in err


def test_a_line_of_json_that_does_not_end_is_refused(run, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.cli.extract.LONGEST", 40)
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "Amara Okafor"}\n{"text": "' + "a" * 40 + '"}\n', encoding="utf-8")
    code, out, err = run("extract", "--jsonl", path)
    assert (code, len(out.splitlines())) == (2, 1)
    assert "a line has more than" in err


def test_lines_may_come_from_files_and_a_date_may_be_given_for_all(run, tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(
        '{"id": 1, "text": "Friday"}\n{"id": 2, "text": "Friday", "date": "2025-02-01"}', encoding="utf-8-sig"
    )
    code, out, _err = run("extract", "--jsonl", "--date", "2024-03-11", path)
    assert code == 0
    assert [json.loads(line)["dates"][0]["value"] for line in out.splitlines()] == ["2024-03-08", "2025-01-31"]


@pytest.mark.parametrize("command", [["index"], ["search", "x"], ["entities"], ["timeline"], ["export"]])
def test_an_empty_folder_is_nothing_found_and_says_what_is_read(run, tmp_path, command):
    (tmp_path / "empty").mkdir()
    code, out, err = run(*command, tmp_path / "empty")
    assert (code, out) == (1, "")
    assert "no documents in" in err


@pytest.mark.parametrize("command", [["entities"], ["timeline"]])
def test_an_empty_answer_is_valid_json(run, tmp_path, command):
    (tmp_path / "empty").mkdir()
    code, out, _err = run(*command, tmp_path / "empty", "--json")
    assert (code, json.loads(out)) == (1, [])


@pytest.mark.parametrize(
    "command", [["index"], ["search", "x"], ["entities"], ["timeline"], ["export"], ["doctor"], ["extract"], []]
)
def test_a_wrong_path_is_explained_on_one_line(run, tmp_path, command):
    code, out, err = run(*command, tmp_path / "missing.txt")
    assert (code, out) == (2, "")
    assert err.startswith("reader: ")
    assert "missing.txt" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [["index"], ["search", "x"], []])
def test_a_path_too_long_for_the_system_is_explained_too(run, command):
    code, _out, err = run(*command, "x" * 5_000)
    assert (code, err.startswith("reader: ")) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "x", "--limit", "many"],
        ["entities", "--kind", "dragon"],
        ["extract", "--json", "--jsonl"],
        ["extract", "--date", "yesterday"],
        ["export", "--no-such-option"],
        ["--no-such-option"],
    ],
)
def test_wrong_usage_is_told_and_nothing_is_printed(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(("usage: ", "reader: "))


@pytest.mark.parametrize("command", ["index", "search", "extract", "entities", "timeline", "export", "doctor"])
def test_every_command_has_help(run, command):
    code, out, _err = run(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: reader {command}")
    assert "--json" in out


def test_the_help_names_every_command(run):
    code, out, _err = run("--help")
    assert code == 0
    for command in ("index", "search", "extract", "entities", "timeline", "export", "doctor"):
        assert f"reader {command} " in out
    assert run("--version")[1] == f"reader {__version__}\n"


def test_the_app_does_not_open_in_a_pipe(run, folder):
    code, out, err = run(folder)
    assert (code, out) == (2, "")
    assert "terminal" in err


def test_without_a_folder_the_nearest_one_with_a_notebook_is_meant_else_the_samples_else_this_one(
    run, marked, tmp_path, monkeypatch
):
    def meant():
        return json.loads(run("index", "--json")[1])["folder"]

    monkeypatch.chdir(marked / "letters")
    assert meant() == str(marked)
    (tmp_path / "work" / "seeds").mkdir(parents=True)
    (tmp_path / "work" / "seeds" / "a.txt").write_text("Text.")
    monkeypatch.chdir(tmp_path / "work")
    assert meant() == str(tmp_path / "work" / "seeds")
    monkeypatch.chdir(tmp_path / "work" / "seeds")
    assert meant() == str(tmp_path / "work" / "seeds")


def test_some_files_of_a_folder_can_be_asked_for(run, folder):
    names = {hit["document"] for hit in json.loads(run("search", "dredger", folder / "ferry.txt", "--json")[1])["hits"]}
    assert names == {"ferry.txt"}


def test_a_terminal_gets_json_laid_out_and_in_plain_letters(run, folder, monkeypatch):
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    (folder / "ferry.txt").write_text("The café \u009b2J on the quay.")
    _code, out, _err = run("search", "café", folder / "ferry.txt", "--json")
    assert out.isascii()
    assert out.startswith("{\n  ")
    assert json.loads(out)["hits"][0]["text"] == "The café \ufffd2J on the quay."


def test_dates_in_json_are_days_of_the_calendar(run, stdin):
    stdin(b"It opened in May 2022 and closed some years later.")
    dates = json.loads(run("extract", "--json")[1])["dates"]
    assert (dates[0]["first"], dates[0]["last"]) == ("2022-05-01", "2022-05-31")
    for each in dates:
        for key in ("first", "last"):
            assert each[key] is None or date.fromisoformat(each[key])


def test_extract_reads_every_mail_of_a_mailbox(run, tmp_path):
    mails = [
        "From a@b\nSubject: One\n\nMaren Holt came on 11 March 2024.\n",
        "From a@b\nSubject: Two\n\nIdris Vale left in May 2023.\n",
    ]
    (tmp_path / "inbox.mbox").write_text("\n".join(mails))
    code, out, _err = run("extract", tmp_path / "inbox.mbox")
    assert code == 0
    assert "inbox.mbox/0001" in out
    assert "2023-05" in out
