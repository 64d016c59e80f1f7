"""`reader search`: the same passages in the same order as on the screen, in every shape."""

import csv
import io
import json
import sys

import pytest
from markdown_it import MarkdownIt

from reader.cli.folders import _Shown
from reader.corpus import Index, Progress, index_path
from reader.documents import Folder, read_document
from reader.notebook import Notebook
from reader.search import Searcher

WIRE = "The harbour of Port Aldery was silted up, the company said on Monday, and no dredger came.\n"


def test_passages_are_printed_with_how_they_were_found(run, seeds):
    code, out, _err = run("search", "Headly", seeds)
    assert code == 0
    place, excerpt = out.splitlines()[:2]
    assert place.startswith("000_4ff1eff014d9492a.txt:")
    assert place.endswith(" ~ [headley for headly]")
    assert "Headley" in excerpt


def test_json_gives_offsets_into_the_document_and_all_that_is_known(run, seeds):
    code, out, _err = run("search", "Tahawur Ranna", seeds, "--json", "--limit", "2")
    answer = json.loads(out)
    text = read_document(next(seeds.glob("*.txt"))).text
    assert code == 0
    assert set(answer) == {"query", "reading", "problems", "order", "total", "is_cut", "hits", "nearby"}
    assert 1 <= len(answer["hits"]) <= 2
    for hit in answer["hits"]:
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert hit["start"] <= hit["position"] < hit["end"]
        assert (hit["how"], hit["date"]) == ("fuzzy", "2025-02-01")
        assert {text[match["start"] : match["end"]] for match in hit["matches"]} <= {"Tahawwur", "Rana"}
        assert {"typed": "tahawur", "taken": "tahawwur"} in hit["respelt"]


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_the_order_is_that_of_the_screen(run, folder, order):
    out = run("search", "dredger", folder, "--json", "--order", order)[1]
    index = Index(index_path(Folder.of([folder])))
    searcher = Searcher(index, Notebook.of_folder(folder))
    expected = searcher.search("dredger", order=order).hits
    searcher.close()
    assert len(expected) == 3
    assert [(hit["document"], hit["start"]) for hit in json.loads(out)["hits"]] == [
        (hit.document.name, hit.start) for hit in expected
    ]
    index.close()


def test_csv_is_one_line_a_passage_and_no_formula(run, folder):
    (folder / "=HYPERLINK(1).txt").write_text("=2+3 says the dredger contract.\n")
    code, out, _err = run("search", "dredger contract", folder, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {row["document"] for row in rows} == {"minutes.md", "'=HYPERLINK(1).txt"}
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values() if cell)
    texts = {name: read_document(folder / name, name).text for name in ("minutes.md", "=HYPERLINK(1).txt")}
    for row in rows:
        text = texts[row["document"].removeprefix("'")]
        assert text[int(row["start"]) : int(row["end"])] == row["quote"].removeprefix("'")


def test_markdown_quotes_the_sentences_with_a_link_to_their_source(run, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _err = run("search", "dredger January", folder, "--markdown")
    assert code == 0
    tokens = MarkdownIt("commonmark").parse(out)
    quotes = [token for token in tokens if token.type == "blockquote_open"]
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
    assert len(quotes) == len(links) >= 1
    assert links[0] == "harbour/ferry.txt"
    assert "“We asked for a dredger in January 2023,”" in out
    assert "cancelled every crossing" not in out


def test_markdown_of_a_hostile_text_is_one_quote_that_reads_back(run, folder):
    (folder / "evil [x](y).txt").write_text("# zeppelin <script>alert(1)</script> [a](b) `c` *d* | $e$ ^f\n")
    out = run("search", "zeppelin", folder, "--markdown")[1]
    tokens = MarkdownIt("commonmark", {"html": True}).parse(out)
    assert not [token for token in tokens if token.type in ("html_block", "fence", "hr")]
    children = [child for token in tokens for child in token.children or ()]
    assert not [child for child in children if child.type in ("html_inline", "code_inline", "em_open")]
    assert len([child for child in children if child.type == "link_open"]) == 1


def test_only_one_shape_is_printed(run, folder):
    assert run("search", "dredger", folder, "--csv", "--markdown")[0] == 2
    assert run("search", "dredger", folder, "--csv", "--json")[0] == 2


def test_copies_are_folded_on_request(run, folder):
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(WIRE)
    apart = json.loads(run("search", "silted harbour aldery", folder, "--json")[1])["hits"]
    folded = json.loads(run("search", "silted harbour aldery", folder, "--json", "--fold")[1])["hits"]
    assert {"a.txt", "b.txt", "c.txt"} <= {hit["document"] for hit in apart}
    (hit,) = [hit for hit in folded if hit["document"] in ("a.txt", "b.txt", "c.txt")]
    assert {hit["document"], *(copy["document"] for copy in hit["copies"])} >= {"a.txt", "b.txt", "c.txt"}
    assert f"+{len(hit['copies'])} copies" in run("search", "silted harbour aldery", folder, "--fold")[1]


def test_conditions_about_what_was_read_hold_on_the_command_line(run, folder):
    document = read_document(folder / "ferry.txt", "ferry.txt")
    Notebook.of_folder(folder).set_read(document.id, "ferry.txt", is_read=True)
    hits = json.loads(run("search", "dredger is:unread", folder, "--json")[1])["hits"]
    assert {hit["document"] for hit in hits} == {"minutes.md", "letters/vale.txt"}


def test_what_was_wrong_with_the_query_is_said_beside_the_data(run, folder):
    code, out, err = run("search", '"harbour board', folder)
    assert code == 0
    assert "quotation mark" in err
    assert "quotation mark" not in out


def test_nothing_close_says_what_there_would_be_without_a_word(run, folder):
    code, out, err = run("search", "dredger qqqzzzxxyy", folder)
    if code == 1:
        assert out == ""
        assert "nothing close to “dredger qqqzzzxxyy”" in err
    code, out, err = run("search", "qqqzzzxxyy", folder)
    assert (code, out) == (1, "")
    assert "nothing close" in err


def test_a_terminal_sees_how_far_indexing_has_come(monkeypatch):
    said = io.StringIO()
    said.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", said)
    show = _Shown()
    for done in range(4):
        show(Progress(done, 3, stage="text"))
    show(Progress(0, 3, stage="names"))
    show(Progress(3, 3, stage="names"))
    lines = said.getvalue().replace("\r", "\n").split("\n")
    assert any("text" in line and "3 of 3" in line for line in lines)
    assert any("names and dates" in line and "█" * 20 in line for line in lines)


def test_a_pipe_sees_nothing_of_it(run, folder):
    assert "█" not in run("index", folder)[2]


def test_every_place_can_be_printed_as_a_line_by_the_word_after_it(run, tmp_path):
    folder = tmp_path / "lines"
    folder.mkdir()
    (folder / "a.txt").write_text("They resign soon. He resigned again.\n", encoding="utf-8")
    code, out, _err = run("search", "resign*", folder, "--sort", "right")
    assert code == 0
    assert out.index("a.txt:21") < out.index("a.txt:5")
    answer = json.loads(run("search", "resign*", folder, "--sort", "left", "--json")[1])
    assert [(line["before"], line["text"], line["after"]) for line in answer] == [
        ("They resign soon. He ", "resigned", " again."),
        ("They ", "resign", " soon. He resigned again."),
    ]
    rows = list(csv.DictReader(io.StringIO(run("search", "resign*", folder, "--sort", "right", "--csv")[1])))
    assert [row["after"].strip() for row in rows] == ["again.", "soon. He resigned again."]
    assert run("search", "resign*", folder, "--sort", "right", "--markdown")[0] == 2
