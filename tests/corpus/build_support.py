"""What tests of the build share: an index brought up to date, and what it holds."""

from array import array
from importlib import import_module

from reader.corpus import build
from reader.documents import Folder

building = import_module("reader.corpus.build")
indexing = import_module("reader.corpus.index")
terms = import_module("reader.corpus.terms")


ALL = ["ferry.txt", "letters/vale.txt", "minutes.md"]


def refresh(index, folder, **options):
    return build(index, Folder.of([folder]), **options)


def content(index):
    """Return everything an index holds, without the numbers of its rows."""
    listed = index.listed()
    with index.reading() as db:
        passages = db.execute("SELECT document, start, text FROM passages ORDER BY document, start").fetchall()
        words = db.execute("SELECT term, doc, cnt FROM vocabulary ORDER BY term").fetchall()
        mentions = db.execute('SELECT document, start, "end", kind, text, date FROM mentions').fetchall()
    names = {document.row: name for name, document in listed.items()}
    return (
        sorted((names[row], *rest) for row, *rest in passages),
        words,
        sorted((names[row], *map(str, rest)) for row, *rest in mentions),
        sorted((d.name, d.title, d.published, d.published_how, d.words, d.error) for d in listed.values()),
    )


def counts(index):
    """Return the words that are kept with their counts, and those that the database counts."""
    with index.reading() as db:
        kept = {}
        for words, packed in terms.counted(db):
            kept |= zip(words, array("i", packed), strict=True)
        for word, change in terms.since(db):
            kept[word] = kept.get(word, 0) + change
        counted = dict(db.execute("SELECT term, doc FROM vocabulary"))
    return {word: count for word, count in kept.items() if count}, counted


def counted(monkeypatch, work):
    names = []
    original = getattr(building, work)

    def counting(root, some, *more):
        names.extend(some)
        return original(root, some, *more)

    monkeypatch.setattr(building, work, counting)
    return names
