"""What there is in the program is in the documentation, what the documentation names is there, and its links lead there."""

import argparse
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from docs_support import (
    CONTRIBUTING,
    PAGES,
    README,
    ROOT,
    codes,
    prose_of,
    table,
    tables,
    text_of,
)

from reader.app.actions import ACTIONS
from reader.app.crash import CRASHED
from reader.cli.main import COMMANDS, parser_of, parser_of_app
from reader.cli.output import DONE, NOTHING, WRONG
from reader.documents import archive, building, collecting, reading
from reader.documents import limits as limits_of
from reader.documents.formats.pdf import MOST_PAGES
from reader.documents.kinds import BY_ENDING, COLLECTIONS
from reader.export.formats import FORMATS
from reader.export.verify import Verdict
from reader.notebook import Status, log
from reader.settings.table import SETTINGS, TABLES
from reader.text.mention import KINDS

_LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "tools" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["keys", "commands", "configuration"])
def test_what_pages_take_from_the_program_is_up_to_date(pages: ModuleType, name: str) -> None:
    """Line breaks aside: how options are laid out differs between versions of Python."""
    assert pages.written(name).split() == text_of(name).split(), "run python tools/pages.py"


def test_every_command_is_described_and_no_other() -> None:
    assert re.findall(r"^## reader ?(\w*)$", text_of("commands"), re.MULTILINE) == ["", *COMMANDS]


def options_of(name: str) -> set[str]:
    parser: argparse.ArgumentParser = parser_of(name) if name else parser_of_app()
    return {option for action in parser._actions for option in action.option_strings}


def test_every_option_that_is_named_is_one() -> None:
    known = {option for name in ("", *COMMANDS) for option in options_of(name)}
    others = {"--filter", "--folder"}
    """Those of other programs, on the page about figures."""
    prose = "".join(map(prose_of, [*PAGES, README]))
    named = {option for code in codes(prose) for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)}
    assert named <= known | others


def test_every_command_that_is_named_is_one() -> None:
    prose = "".join(map(prose_of, [*PAGES, README, CONTRIBUTING]))
    named = {match[1] for code in codes(prose) if (match := re.match(r"reader ([a-z]+)\b(?!/)", code))}
    assert len(named) > 8
    assert named <= set(COMMANDS)


def test_every_key_with_ctrl_that_is_named_is_one() -> None:
    known = {key for action in ACTIONS for key in action.keys}
    others = {"ctrl+c", "ctrl+e", "ctrl+i", "ctrl+m"}
    """What stops a program, opens an editor, and what no terminal tells from tab and enter."""
    prose = "".join(map(prose_of, [*PAGES, README]))
    assert {code for code in codes(prose) if re.fullmatch(r"ctrl\+[a-z]", code)} <= known | others


def test_every_setting_is_described_and_no_other() -> None:
    described = {name for row in table("configuration", "setting") for name in codes(row[0])}
    colours = {f"colours.{colour}" for colour in TABLES["colours"]}
    assert described == {setting.name for setting in SETTINGS} | colours | {"keys.…"}


def test_every_action_has_a_line_in_the_page_of_keys() -> None:
    page = text_of("keys")
    assert all(f"| `{action.name}` |" in page for action in ACTIONS)


def test_every_kind_is_described() -> None:
    page = text_of("names")
    assert all(f"`{kind}`" in page or kind in page for kind in KINDS)
    assert [codes(row[0])[0] for row in table("names", "kind")] == list(KINDS[: len(KINDS) - 4])


def test_every_format_that_is_read_is_described_and_no_other() -> None:
    described = {ending for row in table("formats", "ending") for ending in codes(row[0])}
    assert described == {*BY_ENDING, *COLLECTIONS}


def test_every_limit_is_as_described() -> None:
    (limits,) = (rows for rows in tables(text_of("formats")) if rows[0][0] == "limit")
    described = [row[1] for row in limits[1:]]
    shortest, longest, memory = limits_of.CPU_SECONDS, limits_of.MOST_CPU_SECONDS, limits_of.MEMORY / 2**30
    assert limits_of.WALL_FACTOR == 3
    assert described == [
        f"{reading.LIMIT // 2**20} MB",
        f"{collecting.LIMIT // 2**30} GB; {collecting.LONGEST // 2**20} MB for one mail, row or line",
        f"{building.TEXT_LIMIT // 2**20} million characters",
        f"{MOST_PAGES:,} pages",
        f"{archive.MOST_PARTS:,} parts, {archive.LARGEST // 2**20} MB unpacked",
        f"{shortest} to {longest} seconds of computing by its size, three times that by the clock; {memory} GB of memory",
    ]


def test_every_format_that_is_written_is_described_and_no_other() -> None:
    assert [codes(row[0])[0] for row in table("export", "`--format`")] == ["markdown", *FORMATS]


def test_every_verdict_on_a_quote_is_described() -> None:
    assert [row[0] for row in table("export", "verdict")] == list(Verdict.__args__)  # type: ignore[attr-defined]


def test_every_status_of_a_mark_is_described() -> None:
    assert len(table("marks", "a mark is")) == len(Status.__args__)  # type: ignore[attr-defined]


def test_every_operation_of_the_notebook_is_described() -> None:
    described = {code for row in table("marks", "`op`") for code in codes(row[0])}
    told = re.findall(r"`(\w+)`: ", (log.__doc__ or "").partition("What each `op` says")[2].partition("Fields")[0])
    assert {*told} - {"highlight", "target"} <= described


def test_every_variable_of_the_environment_is_described() -> None:
    used = set()
    for file in (ROOT / "reader").rglob("*.py"):
        used |= set(
            re.findall(r"[\"'`](READER_[A-Z_]+|NO_COLOR|VISUAL|EDITOR)[\"'`]", file.read_text(encoding="utf-8"))
        )
    described = {name for row in table("commands", "variable") for name in codes(row[0])}
    # one program tells another by it that it was started in a browser's tab
    used.discard("READER_SERVED")
    assert used == described


def test_every_extra_that_people_can_install_is_described() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prose = "".join(map(prose_of, PAGES))
    extras = project["optional-dependencies"].keys() - {"test", "dev"}
    assert [extra for extra in extras if f".[{extra}]" not in prose] == []


def test_every_exit_code_is_described() -> None:
    assert [int(row[0]) for row in table("commands", "exit code")] == [DONE, NOTHING, WRONG, CRASHED, 129, 130, 143]


# -- links


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


@pytest.mark.parametrize("page", [*PAGES, README, CONTRIBUTING], ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(prose_of(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(anchor_of, headings), target


@pytest.mark.parametrize("page", [*PAGES, README, CONTRIBUTING], ids=lambda page: page.stem)
def test_every_file_of_the_program_that_is_named_is_there(page: Path) -> None:
    path = r"(?<![\w./~-])(?:reader|tests|docs|tools|benchmarks|screenshots)/[\w/.]+"
    named = {name for code in codes(prose_of(page)) for name in re.findall(path, code)}
    assert named or page != CONTRIBUTING
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


def test_every_room_is_on_the_map() -> None:
    rooms = {each.parent.name for each in (ROOT / "reader").glob("*/__init__.py")}
    page = CONTRIBUTING.read_text(encoding="utf-8")
    assert {row[0].strip("`").split("/")[1] for rows in tables(page) for row in rows[1:]} == rooms


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(_LINK.findall(README.read_text(encoding="utf-8")))
    assert {f"docs/{page.name}" for page in PAGES} <= linked


def test_every_page_begins_with_what_it_is_about() -> None:
    for page in PAGES:
        assert re.match(r"# .{10,80}\n\n", page.read_text(encoding="utf-8")), page.name
