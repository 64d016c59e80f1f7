"""A folder in which everything that a terminal would obey stands wherever it can stand."""

import json
import os

from files_support import chapter, docx, epub, mail, paragraph, pdf, placed, zipped

from reader.app.memory import memory_path
from reader.documents import Folder, read_document
from reader.notebook import Notebook
from reader.settings import settings_path

MARKER = "PWND"
NUMBER = "31337"
CODED = "UFdORA=="
"""The marker, as it would reach the clipboard."""

ATTACKS = {
    "titles": f"\x1b]0;{MARKER}\x07 \x1b]2;{MARKER}\x1b\\ \x1b]9;7;{MARKER}\x07 \x1b]1337;{MARKER}\x07",
    "links": f"\x1b]8;;http://{MARKER}/\x1b\\here\x1b]8;;\x1b\\",
    "the clipboard": f"\x1b]52;c;{CODED}\x07 \x1b]52;c;{CODED}\x1b\\",
    "the screen": f"\x1b[2J \x1b[{NUMBER};{NUMBER}H \x1b[?1049l \x1b[?1000h \x1b[?{NUMBER}h \x1b[{NUMBER}m \x1bc \x1b#8 \x1b(0",
    "strings": f"\x1bP{MARKER}\x1b\\ \x1b_{MARKER}\x1b\\ \x1b^{MARKER}\x1b\\ \x1bX{MARKER}\x1b\\",
    "pictures": f"\x1bP0;1q#0;2;0;0;0{MARKER}\x1b\\ \x1b_Gf=100,a=T;{CODED}\x1b\\ \x1b]1337;File={MARKER}\x07",
    "eight bits": f"\x9b{NUMBER}H \x9d0;{MARKER}\x9c \x90{MARKER}\x9c \x9f{MARKER}\x9c",
    "questions": "\x1b[6n \x1b[c \x1b[>c \x1b[=c \x1b[5n \x1bZ \x05 \x1b[21t",
    "the end of a paste": f"\x1b[201~{MARKER}",
    "directions": f"\u202e{MARKER}\u202c \u2066{MARKER}\u2069",
    "markup": "[/] [b [$x] [@click=app.quit]x[/] [link=http://x]y[/link]",
    "other controls": "\x07\x08\x0b\x0c\x0e\x0f\x7f",
}
EVIL = " ".join(ATTACKS.values())
SHORT = f"\x1b]0;{MARKER}\x07\x1b[{NUMBER}H\x9b{NUMBER}H\x9d0;{MARKER}\x9c\x1bc\u202e"
"""What fits into the name of a file."""

_FERRY = "The ferry of Maren Holt did not sail to Rotterdam on Monday."
_STANDS_FOR = {"NOTE": EVIL, "TAG": SHORT.replace(" ", ""), "NAME": f"Mallory {SHORT}", "SEARCH": f"ferry {SHORT}"}
"""What is written into the notebook by hand, as a file from elsewhere may hold it."""


def _printed(text):
    return "".join(c if c >= " " and not 0x7F <= ord(c) <= 0x9F else f"&#{ord(c)};" for c in text)


def files():
    """Return files of every kind by their names; all but the last ones can be read."""
    page = _printed(EVIL).replace("<", "&lt;")
    xml = "".join(c for c in EVIL if c >= " ").replace("<", "&lt;")
    row = json.dumps({"id": SHORT, "title": f"Row {EVIL}", "date": "2024-03-12", "text": f"{_FERRY} {EVIL}"})
    core = f"<p><title>Word {xml}</title><creator>{xml}</creator></p>"
    return {
        f"{SHORT}.txt": f"Title: Ferry {EVIL}\nDate: 2024-03-11\n\n{_FERRY} Idris Vale {EVIL} was there.\n\n{EVIL}\n",
        "clean.txt": f"{_FERRY}\n\nMaren Holt met Idris Vale. Mr Vale met Captain Holt in 2023.\n",
        f"note{SHORT}.md": f"---\ntitle: 'Notes {EVIL}'\nauthor: {EVIL}\ndate: 2024-03-14\n---\n\n# Heading {EVIL}\n\n{_FERRY}\n",
        "page.html": f"<title>Page {page}</title><h1>{page}</h1><p>{_FERRY} {page}</p><a href='{page}'>x</a>",
        "word.docx": docx(paragraph(f"{_FERRY} {xml}") * 3, {"docProps/core.xml": core}),
        "book.epub": epub({"one.xhtml": chapter(f"<p>{_FERRY} {page}</p>", page)}, f"<dc:title>Book {xml}</dc:title>"),
        "mail.eml": f"From: {xml} <a@b>\nSubject: Mail {xml}\nContent-Type: text/plain; charset=utf-8\n\n{_FERRY} {EVIL}",
        "parts.eml": mail(_FERRY, attachments=[f"{SHORT}.zip"], Subject="Parts"),
        "box.mbox": f"From a\nSubject: Box {SHORT}\n\n{_FERRY} {EVIL}\n\n",
        "lines.jsonl": row + "\n",
        "rows.csv": f'id,title,date,text\n1,"Row {EVIL}",2024-03-13,"{_FERRY} {EVIL}"\n'.replace("\x0b", "").encode(),
        "paper.pdf": pdf(
            [placed([_FERRY, "It \\033]0;x\\007"])], info=f"/Title (Paper \\033]0;{MARKER}\\007\\233{NUMBER}H)"
        ),
        f"broken{SHORT}.pdf": b"%PDF-1.7\n<< /Title (\x1b]0;PWND\x07) <<",
        f"broken{SHORT}.docx": zipped({f"word/{SHORT}": "x"}),
        f"binary{SHORT}.txt": b"\0\1\2" * 40,
        f"other.{SHORT}": b"x",
    }


def hostile_folder(root):
    """Fill a folder, its notebook and what the program remembers of it; return it."""
    root = root / f"folder {SHORT}"
    root.mkdir()
    for name, data in files().items():
        (root / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    (root / f"link{SHORT}.txt").symlink_to(root / "nowhere")
    (root / os.fsdecode(b"caf\xe9\x9b31337H.txt")).write_bytes(_FERRY.encode())
    os.mkfifo(root / f"pipe{SHORT}.txt")
    _write_notebook(root)
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(f"[{json.dumps(SHORT)}]\n")
    return root


def _write_notebook(root):
    notebook = Notebook.of_folder(Folder.of([root]).root)
    for name in (f"{SHORT}.txt", "clean.txt", "page.html", "mail.eml"):
        document = read_document(root / name, name)
        start = document.text.index(_FERRY)
        notebook.add(document, start, start + len(_FERRY), "yellow", "NOTE", ("TAG",))
    gone = read_document(root / "clean.txt", "clean.txt")
    lost = notebook.add(gone, 0, 20, "pink", "NOTE", ("TAG",))
    notebook.say_absent(lost.id, gone)
    moved = notebook.add(gone, gone.text.index("Mr Vale"), len(gone.text) - 1, "blue", "NOTE")
    notebook.decide_entities("rename", [("person", "Idris Vale")], to="NAME")
    notebook.decide_entities("add", [], to="Captain Holt", kind="person")
    notebook.keep_search("SEARCH")
    path = next(root.glob(".reader/*.jsonl"))
    lines = path.read_text(encoding="utf-8")
    for word, evil in _STANDS_FOR.items():
        lines = lines.replace(f'"{word}"', json.dumps(evil))
    old = next(line for line in lines.splitlines() if moved.id in line)
    lines += old.replace(moved.id, "h-0123abcd").replace("clean.txt", f"gone {SHORT}.txt") + "\n"
    path.write_text(f"{lines}{{torn {EVIL}\n", encoding="utf-8", newline="\n")
    # what was marked has changed since
    text = (root / "clean.txt").read_text(encoding="utf-8")
    (root / "clean.txt").write_text(text.replace("Mr Vale met Captain Holt", f"Mr Vale {SHORT} saw the Captain Holt"))
    memory = memory_path(Folder.of([root]).root)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps({"searches": [f"Rotterdam {EVIL}"], "places": {SHORT: [1, SHORT, 2]}}))
