"""Nothing that the program does opens a connection or asks for an address, whatever the documents refer to."""

import json
import os
import subprocess
import sys

import pytest
from files_support import chapter, docx, epub, mail, paragraph, pdf, placed
from terminal import ESCAPE, reader

NO_NETWORK = """
import os, sys
note = os.open(os.environ["NETWORK_NOTE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def forbid(event, given):
    if not event.startswith("socket."):
        return
    # a loop of events talks to itself by a pair of sockets that are no connection
    if event == "socket.__new__" and given[1] not in (2, 10, 23, 30):
        return
    os.write(note, (event + "\\n").encode())
    raise PermissionError(event)
sys.addaudithook(forbid)
"""
"""Runs before the program, and before every process that it starts."""

WEB = "http://198.51.100.1"
"""An address that nobody has."""

PAGE = (
    f'<html><head><title>Ferry</title><base href="{WEB}/"><meta http-equiv="refresh" content="0; url={WEB}/next">'
    f'<link rel="stylesheet" href="{WEB}/a.css"><style>@import url({WEB}/b.css); p {{ background: url({WEB}/c.png) }}</style>'
    f'<script src="{WEB}/d.js"></script></head><body><h1>Ferry</h1><p>Maren Holt met Idris Vale in Rotterdam on 4 May 2022.</p>'
    f'<img src="{WEB}/e.png"><iframe src="{WEB}/f.html"></iframe><video src="{WEB}/g.mp4"></video></body></html>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode='
    f'"External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{WEB}/t.dotm"/>'
    "</Relationships>"
)
ENTITY = f'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "{WEB}/x">]><p>&x;</p>'
FILES = {
    "a.html": PAGE.encode(),
    "b.docx": docx(paragraph("The ferry of Maren Holt."), {"word/_rels/settings.xml.rels": RELATION, "docProps/core.xml": "<p/>"}),
    "c.docx": docx(paragraph("The ferry."), {"docProps/core.xml": ENTITY}),
    "d.epub": epub({"one.xhtml": chapter(f'<p>The ferry of Maren Holt.</p><img src="{WEB}/p.png"/>')}),
    "e.epub": epub({f"{WEB}/one.xhtml": None, "two.xhtml": chapter("<p>The ferry.</p>")}),
    "f.epub": epub({"one.xhtml": ENTITY}),
    "g.eml": mail("", PAGE),
    "h.pdf": pdf([placed(["The ferry of Maren Holt."])], catalog=f"/OpenAction << /S /URI /URI ({WEB}/u) >>"),
    "i.md": f"# Ferry\n\n![picture]({WEB}/i.png) [link]({WEB}) The ferry of Maren Holt.\n".encode(),
    "j.txt": f"See {WEB}/j and //198.51.100.1/share for the ferry of Maren Holt on 4 May 2022.\n".encode(),
    "k.csv": f"id,title,text\n1,{WEB},The ferry of Maren Holt.\n".encode(),
    "l.jsonl": b'{"id": "1", "text": "The ferry of Maren Holt."}\n',
    "m.mbox": b"From a\nSubject: x\n\nThe ferry of Maren Holt.\n\n",
}  # fmt: skip
ANNOTATION = {
    "@context": [f"{WEB}/context.jsonld", "http://www.w3.org/ns/anno.jsonld"],
    "id": f"{WEB}/1",
    "type": "Annotation",
    "target": {"source": f"{WEB}/page", "selector": {"type": "TextQuoteSelector", "exact": "ferry"}},
}
COMMANDS = [
    "index", "search ferry", "search ~frry", "entities", "timeline", "marks --in j.txt --add Maren_Holt", "marks", "marks --import given.jsonld",
    "export --to -", "export --to out", "export --format jsonld", "export --format csv", "export --format readwise", "verify --in out", "doctor",
]  # fmt: skip
EACH = """
import json, sys
from reader.cli import main
print(json.dumps([main([*command, *sys.argv[2:]]) for command in json.loads(sys.argv[1])]))
"""


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A folder whose files refer to the net, in an environment that has none; returns it and what was tried."""
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(NO_NETWORK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "start"))
    monkeypatch.setenv("NETWORK_NOTE", str(tmp_path / "note"))
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (tmp_path / "given.jsonld").write_text(json.dumps(ANNOTATION))
    return folder, tmp_path / "note"


def run(code, *arguments, cwd):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_a_connection_would_be_noticed_in_every_process_that_is_started(outside, tmp_path):
    _folder, note = outside
    nested = "import subprocess, sys; subprocess.run([sys.executable, '-P', '-c', 'import socket; socket.socket()'])"
    run(nested, cwd=tmp_path)
    assert note.read_text() == "socket.__new__\n"


def test_no_command_opens_a_connection(outside, tmp_path):
    folder, note = outside
    commands = [[word.replace("_", " ") for word in command.split()] for command in COMMANDS]
    done = run(EACH, json.dumps(commands), folder, cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    codes = json.loads(done.stdout.splitlines()[-1])
    assert codes == [0 if command != "marks --import given.jsonld" else 1 for command in COMMANDS]
    done = run(
        EACH,
        json.dumps([["extract"]]),
        *(folder / name for name in FILES if name not in ("c.docx", "f.epub")),
        cwd=tmp_path,
    )
    assert done.stdout.splitlines()[-1:] == ["[0]"], done.stderr
    assert note.read_text() == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal")
def test_the_app_opens_no_connection(outside, tmp_path):
    folder, note = outside
    with reader(folder, cwd=tmp_path) as terminal:
        terminal.wait("? help", "1/13")
        terminal.send("s", "ferry")
        terminal.wait("passages in")
        terminal.send(ESCAPE, *"JJJJJJJJ")
        terminal.wait("9/13")
        terminal.send("q")
        assert terminal.end() == 0
    assert note.read_text() == ""
