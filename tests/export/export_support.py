"""What tests of exports share: a mark, an export that is planned and one that is written."""

from reader.corpus import Found
from reader.documents import Folder, read_document
from reader.export import How, plan_export, write_export


def mark(notebook, folder, name, start=0, end=5):
    return notebook.add(read_document(folder / name, name), start, end, "yellow")


def plan(folder, notebook, to, **how):
    return plan_export(Folder.of([folder]), notebook, to, lambda _document: Found(), How(**how))


def export(folder, notebook, to, **how):
    return write_export(plan(folder, notebook, to, **how), notebook)


def outcomes(written):
    return {item.path.name: item.outcome for item in written}
