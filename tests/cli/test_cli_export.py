"""`reader export` as scripts and people at a terminal use it."""

import json
import os

import pytest

from reader.documents import read_document
from reader.notebook import Notebook
from reader.text.safety import safe_text


@pytest.fixture
def notebook(folder):
    return Notebook.of_folder(folder)


def mark(notebook, folder, passage, colour="green", **more):
    document = read_document(folder / "ferry.txt", "ferry.txt")
    start = document.text.index(passage)
    return notebook.add(document, start, start + len(passage), colour, **more)


@pytest.fixture
def marked(folder, notebook):
    """Return the folder with one passage marked."""
    mark(notebook, folder, "Captain Maren Holt", note="Who?")
    return folder


def test_files_are_written_and_it_is_said_what_became_of_them(run, marked, tmp_path):
    to = tmp_path / "vault"
    code, out, _err = run("export", marked, "--to", to)
    assert (code, out) == (0, f"new        {to / 'ferry.md'}  (1 new)\n")
    assert "> Captain Maren Holt" in (to / "ferry.md").read_text(encoding="utf-8")
    assert run("export", marked, "--to", to)[1] == f"unchanged  {to / 'ferry.md'}\n"
    (to / "ferry.md").write_text("mine")
    assert run("export", marked, "--to", to)[1].startswith(f"kept       {to / 'ferry.md'}  (it is not an export")
    code, out, _err = run("export", marked, "--to", to, "--force", "--json")
    (said,) = json.loads(out)
    assert (said["file"], said["outcome"], len(said["new"])) == (str(to / "ferry.md"), "changed", 1)
    assert (to / "ferry.md.bak").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="no such name there")
def test_a_file_is_told_in_one_line_whatever_it_is_called(run, marked, tmp_path):
    _code, out, _err = run("export", marked, "--to", tmp_path / "a\nnew  b")
    assert out.count("\n") == 1
    assert "a new  b" in out


def test_what_a_person_did_in_the_file_is_told(run, folder, notebook, tmp_path):
    to = tmp_path / "vault"
    first, second = mark(notebook, folder, "Captain Maren Holt"), mark(notebook, folder, "on Monday")
    third = mark(notebook, folder, "every crossing")
    run("export", folder, "--to", to)
    text = (to / "ferry.md").read_text(encoding="utf-8")
    blocks = text.split("\n\n> ")
    assert [b.count("^h-") for b in blocks] == [0, 1, 1, 1]
    kept = [blocks[0], blocks[1].replace("every", "all"), blocks[2]]
    (to / "ferry.md").write_text("\n\n> ".join(kept) + "\n", encoding="utf-8")
    notebook.edit(second.id, note="When?")
    notebook.edit(third.id, note="Which?")
    code, out, _err = run("export", folder, "--to", to)
    assert (code, out.partition("(")[2]) == (0, "1 changed, 1 kept as you edited it, 1 stays deleted)\n")
    code, out, _err = run("export", folder, "--to", to, "--restore", "--json")
    assert json.loads(out)[0]["new"] == [first.id]


def test_a_dry_run_shows_the_change_and_makes_none(run, marked, notebook, tmp_path):
    to = tmp_path / "vault"
    before = notebook.path.read_bytes()
    code, out, err = run("export", marked, "--to", to, "--dry-run")
    assert (code, out.count("\n+> Captain Maren Holt")) == (0, 1)
    assert "1 new" in err
    assert "nothing was written" in err
    assert not to.exists()
    assert notebook.path.read_bytes() == before
    run("export", marked, "--to", to)
    code, out, err = run("export", marked, "--to", to, "--dry-run")
    assert (code, out) == (0, "")
    assert "nothing would change" in err


@pytest.mark.skipif(os.name == "nt", reason="such a file cannot be")
def test_a_dry_run_prints_nothing_that_a_terminal_would_obey(run, marked, tmp_path):
    to = tmp_path / "va\x1b]0;x\x07ult"
    run("export", marked, "--to", to)
    path = to / "ferry.md"
    path.write_text(path.read_text(encoding="utf-8").replace("## My", "\x1b[2J\r\x9b\n\n## My"), encoding="utf-8")
    Notebook.of_folder(marked).edit(Notebook.of_folder(marked).highlights[0].id, note="x")
    _code, out, err = run("export", marked, "--to", to, "--dry-run")
    assert "[2J" in out
    assert (out, err) == (safe_text(out), safe_text(err))


def test_it_can_print_instead(run, marked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*.md"))
    code, out, _err = run("export", marked, "--to", "-")
    assert code == 0
    assert out.startswith("---\ntitle: ")
    assert "**Note.** Who?" in out
    assert "](harbour/ferry.txt)" in out
    code, printed, _err = run("export", marked, "--to", "-", "--json")
    assert json.loads(printed) == {"ferry.md": out}
    assert "# Ferry stays in port" in run("export", marked, "--to", "-", "--single")[1]
    assert sorted(tmp_path.rglob("*.md")) == before


def test_a_file_for_all_documents(run, marked, tmp_path):
    assert run("export", marked, "--to", tmp_path / "all.md")[0] == 0
    assert "Captain" in (tmp_path / "all.md").read_text(encoding="utf-8")
    run("export", marked, "--to", tmp_path / "vault", "--single")
    assert "Captain" in (tmp_path / "vault/highlights.md").read_text(encoding="utf-8")


def test_context_and_wikilinks(run, marked, notebook):
    mark(notebook, marked, "cancelled every crossing")
    _code, out, _err = run("export", marked, "--to", "-", "--context", "sentence", "--wikilinks")
    assert "> The Northwick Ferry Company **cancelled every crossing** on Monday.\n>\n" in out
    assert "[[ferry.txt|¶ 1]]" in out
    assert "[[Maren Holt]]" in out


def test_only_what_is_chosen_is_exported(run, folder, notebook):
    mark(notebook, folder, "Captain Maren Holt", tags=["Evidence"])
    mark(notebook, folder, "on Monday", "pink")

    def quoted(*options):
        out = run("export", folder, "--to", "-", *options)[1]
        return ["Captain" in out, "Monday\n" in out]

    assert quoted() == [True, True]
    assert quoted("--tag", "#evidence") == [True, False]
    assert quoted("--colour", "pink") == [False, True]
    assert quoted("--colour", "pink", "--colour", "green") == [True, True]
    assert quoted("--tag", "evidence", "--colour", "pink") == [False, False]
    assert quoted("--document", "ferry.txt") == quoted("--document", "f*") == [True, True]
    assert quoted("--document", "letters/*") == [False, False]
    code, _out, err = run("export", folder, "--colour", "beige")
    assert (code, "yellow" in err) == (2, True)


def test_a_template_writes_the_files(run, marked, tmp_path):
    template = tmp_path / "mine.md.j2"
    template.write_text(
        "# {{ title|md }}\n\n{% for h in highlights %}\n{{ h.quote|blockquote }} ^{{ h.id }}\n{% endfor %}\n"
    )
    code, _out, _err = run("export", marked, "--to", tmp_path / "vault", "--template", template)
    text = (tmp_path / "vault/ferry.md").read_text(encoding="utf-8")
    assert (code, "> Captain Maren Holt ^h-" in text, "reader_doc" in text) == (0, True, True)
    assert run("export", marked, "--to", tmp_path / "vault", "--template", template)[1].startswith("unchanged")


@pytest.mark.parametrize("template", ["{{ nothing }}", "{% for %}", "{{ ''.__class__ }}"])
def test_what_is_wrong_with_a_template_is_said_in_a_line(run, marked, tmp_path, template):
    path = tmp_path / "t.j2"
    path.write_text("\n\n" + template)
    code, out, err = run("export", marked, "--to", tmp_path / "vault", "--template", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"{path}, line 3: " in err
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--template", "missing.j2"], "missing.j2"),
        (["--format", "csv", "--wikilinks"], "--wikilinks is for Markdown"),
        (["--format", "csv", "--context", "sentence"], "--context is for Markdown"),
        (["--template", "x", "--single"], "leave --single out"),
    ],
)
def test_what_does_not_go_together_is_explained(run, marked, options, said):
    code, out, err = run("export", marked, *options)
    assert (code, out, said in err) == (2, "", True)


@pytest.mark.parametrize("formats", [["--format", "jsonld,csv"], ["--format", "jsonld", "--format", "csv,csv"]])
def test_several_formats_are_written_into_a_folder_in_one_go(run, marked, tmp_path, formats):
    to = tmp_path / "out"
    code, out, _err = run("export", marked, *formats, "--to", to)
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["new", str(to / "highlights.jsonld")],
        ["new", str(to / "highlights.csv")],
    ]
    code, out, _err = run("export", marked, "--format", "markdown", *formats, "--wikilinks", "--to", to, "--json")
    assert [each["outcome"] for each in json.loads(out)] == ["new", "unchanged", "unchanged"]
    assert "several formats" in run("export", marked, *formats)[2]
    assert "several formats" in run("export", marked, *formats, "--to", to / "highlights.csv")[2]


def test_other_formats_are_printed_or_replace_only_what_they_wrote(run, marked, tmp_path):
    printed = run("export", marked, "--format", "csv")[1]
    assert "Captain Maren Holt" in printed
    path = tmp_path / "marks.csv"
    assert run("export", marked, "--format", "csv", "--to", path)[1].startswith("new ")
    assert path.read_bytes().decode() == printed
    assert run("export", marked, "--format", "csv", "--to", path)[1].startswith("unchanged")
    Notebook.of_folder(marked).edit(Notebook.of_folder(marked).highlights[0].id, note="x")
    assert run("export", marked, "--format", "csv", "--to", path)[1].startswith("changed")
    path.write_text("mine")
    assert run("export", marked, "--format", "csv", "--to", path)[1].startswith("kept")
    assert path.read_text() == "mine"
    run("export", marked, "--format", "csv", "--to", path, "--force")
    assert (tmp_path / "marks.csv.bak").read_text() == "mine"


def test_the_dates_of_a_passage_are_shown(run, seeds, tmp_path):
    document = read_document(next(seeds.glob("*.txt")))
    start = document.text.index("On January 28")
    Notebook.of_folder(seeds).add(document, start, start + 60, "yellow")
    run("export", seeds, "--to", tmp_path / "out")
    (written,) = (tmp_path / "out").glob("*.md")
    text = written.read_text(encoding="utf-8")
    assert "“January 28” → 2025-01-28" in text
    assert 'dates: ["2025-01-28"]' in text


def test_people_go_by_their_names_in_the_whole_folder(run, folder, notebook, tmp_path):
    (folder / "arrival.txt").write_text("UN officials came.\n\nThey left.\n", encoding="utf-8")
    (folder / "report.txt").write_text("United Nations officials came.\n\nThey left.\n", encoding="utf-8")
    document = read_document(folder / "arrival.txt", "arrival.txt")
    notebook.add(document, 0, 18, "yellow")
    run("export", folder, "--to", tmp_path / "vault")
    assert 'organizations: ["United Nations"]' in (tmp_path / "vault" / "arrival.md").read_text(encoding="utf-8")


def test_without_marks_nothing_is_found(run, folder, tmp_path):
    code, out, err = run("export", folder, "--to", tmp_path / "vault")
    assert (code, out) == (1, "")
    assert "no highlights" in err
    assert not (tmp_path / "vault").exists()


def test_when_the_last_mark_is_deleted_its_block_goes_too(run, marked, notebook, tmp_path):
    run("export", marked, "--to", tmp_path / "vault")
    notebook.delete(notebook.highlights[0].id)
    code, out, _err = run("export", marked, "--to", tmp_path / "vault")
    assert (code, "1 taken out" in out) == (0, True)
    assert "^h-" not in (tmp_path / "vault/ferry.md").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_is_explained(run, marked):
    code, out, err = run("export", marked, "--to", marked / "ferry.txt")
    assert (code, out) == (2, "")
    assert "cannot write" in err
