"""Exporting highlights from the app: the formats, what would be written, and where the last export of a folder went."""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reader.app.keys import key_for
from reader.app.memory import data_folder, key_of, record_in
from reader.app.session import Session
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row
from reader.corpus import Found, with_values
from reader.documents import Document
from reader.export import formats
from reader.export.markdown import Look
from reader.export.marked import Choice, chosen_of, marked_documents
from reader.export.plan import Outcome, Plan, PlannedFile, Written, plan_file
from reader.export.planning import How, plan_export
from reader.files import whole_path, working_folder, write_whole
from reader.settings import ExportSettings
from reader.text.counting import counted

FOLDER: Final = "reader-export"
"""Folder, inside the one the program was started in, that Markdown goes to unless another is typed."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that highlights are exported in."""

    id: str
    name: str
    about: str
    file: str = ""
    """What its one file is called; empty where there is a file for each document."""

    short: str = ""
    """What it is called where there is little room; its id where nothing is said."""


FORMATS: Final[tuple[Format, ...]] = (
    Format("markdown", "Markdown", "a file for each document"),
    Format("single", "one Markdown file", "all documents in it", "highlights.md"),
    Format("jsonld", "JSON-LD", "W3C annotations", formats.FILES["jsonld"]),
    Format("csv", "CSV", "a table for spreadsheets", formats.FILES["csv"]),
    Format("readwise", "Readwise", "its table, raw", formats.FILES["readwise"]),
)

_OUTCOMES: Final[Mapping[Outcome, str]] = {
    "new": "decided",
    "changed": "hit",
    "unchanged": "quiet",
    "kept": "warning",
    "refused": "warning",
}
"""What can become of a file, and how that is shown."""

_LARGEST: Final = 100_000
"""Bytes of what is remembered of exports; this program writes none so large."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported, how and where to."""

    format: Format
    to: str
    """As it is typed."""

    marks: frozenset[str] | None = None
    """Ids of the highlights; `None` for all."""

    force: bool = False
    """Whether files that a person changed are replaced, with a copy kept beside them."""

    restore: bool = False
    """Whether what a person deleted from the export comes back."""

    @property
    def path(self) -> Path:
        """Folder or file to write."""
        path = whole_path(self.to)
        return path / self.format.file if self.format.file and path.is_dir() else path


def planned(session: Session, wanted: Wanted) -> Plan:
    """Work out what an export would write; in a thread.

    Raises:
        OSError: it cannot be read what is there.
        ValueError: the template of the settings cannot be used.
    """
    chosen = wanted.marks
    is_chosen: Choice | None = None if chosen is None else lambda _marked, mark: mark.id in chosen
    if wanted.format.id not in formats.FORMATS:
        return _planned_markdown(session, wanted, is_chosen)
    documents, problems = marked_documents(session.folder.scan().files, session.notebook, _finder(session))
    text = formats.written_as(wanted.format.id, chosen_of(documents, is_chosen), session.folder.root)
    plan = plan_file(session.notebook, session.folder, wanted.path, text, force=wanted.force)
    return replace(plan, problems=(*plan.problems, *problems))


def _planned_markdown(session: Session, wanted: Wanted, is_chosen: Choice | None) -> Plan:
    usual = session.settings.export
    how = How(
        look=Look(usual.context, usual.wikilinks),
        single=wanted.format.id == "single",
        force=wanted.force,
        restore=wanted.restore,
        chosen=is_chosen,
    )
    if usual.template is None or how.single or wanted.path.suffix.casefold() == ".md":
        return plan_export(session.folder, session.notebook, wanted.path, _finder(session), how)
    from reader.export.template import Template, TemplateError  # noqa: PLC0415 (templates are rare, and slow to import)

    try:
        how = replace(how, template=Template.read(usual.template))
        return plan_export(session.folder, session.notebook, wanted.path, _finder(session), how)
    except TemplateError as error:
        raise ValueError(str(error)) from None


def _finder(session: Session) -> Callable[[Document], Found]:
    session.who_is_who()

    def find(document: Document) -> Found:
        found = session.found(document) or Found()
        return session.with_names(with_values(found, session.dates_of(document)), document)

    return find


def plan_rows(plan: Plan) -> list[Row]:
    """Return the files of a plan as rows: what becomes of each, and of the blocks in it."""
    rows = [_file_row(plan, file, str(at)) for at, file in enumerate(plan.files)]
    return [*rows, *(Row((("  ! ", "warning"), (problem, "quiet"))) for problem in plan.problems)]


def _file_row(plan: Plan, file: PlannedFile, key: str) -> Row:
    style = _OUTCOMES[file.outcome]
    told = file.reason.replace("--force", key_for("export_force")) or file.summary()
    copy = "what is there is kept beside it as .bak" if file.backup else ""
    more = "; ".join(part for part in (told, copy) if part)
    return Row(((f" {file.outcome:<10} ", style), (_name(plan, file.path), ""), (f"  {more}", "quiet")), key)


def _name(plan: Plan, path: Path) -> str:
    return str(path.relative_to(plan.to)) if path.is_relative_to(plan.to) else str(path)


def describe_plan(plan: Plan) -> list[Part]:
    """Return in words how many files would be written, and how many not."""
    if not plan.files:
        return [("nothing to write", "quiet")]
    counts = Counter(file.outcome for file in plan.files)
    parts = [(f"{counts[outcome]:,} {outcome}", style) for outcome, style in _OUTCOMES.items() if counts[outcome]]
    away = sum(file.absent for file in plan.files)
    parts += [(f"{away:,} deleted by you", "warning")] if away else []
    return [each for part in parts for each in (part, ("  ·  ", "quiet"))][:-1]


def said_of(written: Sequence[Written], plan: Plan) -> str:
    """Return in one line what was written, what was not, and where."""
    counts = Counter(each.outcome for each in written)
    made = counts["new"] + counts["changed"]
    where = written[0].path if len(written) == 1 else plan.to
    parts = [f"{counted(made, 'file')} written" if made else "nothing written"]
    parts += [f"{counts['unchanged']:,} as before"] if counts["unchanged"] else []
    parts += [f"{counts['kept']:,} kept as you left it"] if counts["kept"] else []
    parts += [f"{counts['refused']:,} refused"] if counts["refused"] else []
    return f"{', '.join(parts)}: {where}"


class LastExport:
    """Where the last export of a folder went, and in which format. It is a convenience: where it is lost, nothing else is."""

    def __init__(
        self, root: Path, usual: ExportSettings, formats: Sequence[Format] = FORMATS, kept_as: str = "format"
    ) -> None:
        """Read what is remembered of a folder; a missing or broken file is no export, and the first one is as usual.

        Args:
            root: the folder.
            usual: where to and how exports go unless something else is chosen.
            formats: those that there are for what is exported.
            kept_as: under which name it is remembered in which of them that was exported last.
        """
        self._usual, self._kept_as = usual, kept_as
        self._path = data_folder() / "exports" / f"{key_of(root)}.json"
        data = record_in(self._path, _LARGEST)
        targets = data.get("targets")
        self._targets = {
            str(name): to for name, to in (targets.items() if isinstance(targets, dict) else ()) if isinstance(to, str)
        }
        self._last = {str(name): last for name, last in data.items() if isinstance(last, str)}
        known = {each.id: each for each in formats}
        self.format = known.get(self._last.get(kept_as, "")) or known.get(usual.format) or formats[0]

    def target(self, format: Format) -> str:  # noqa: A002 (it is one)
        """Return where an export in a format went last, or goes to unless another place is typed."""
        if format.id in self._targets:
            return self._targets[format.id]
        usual = whole_path(self._usual.to) if self._usual.to else None
        if usual is None or (usual.suffix and format.id != self._usual.format and not usual.is_dir()):
            return str(working_folder() / (format.file or FOLDER))
        return str(usual if usual.suffix or not format.file else usual / format.file)

    def note(self, wanted: Wanted) -> None:
        """Remember an export; where that cannot be done, nothing happens."""
        self.format = wanted.format
        self._targets[wanted.format.id] = wanted.to.strip()
        self._last[self._kept_as] = self.format.id
        data = {**self._last, "targets": self._targets}
        with contextlib.suppress(OSError):
            write_whole(self._path, json.dumps(data).encode(), is_private=True, waits=False)
