"""What the package says of itself is true: its version, what it needs, and what it runs on."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import reader
from reader.cli import doctor, extras

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRA = {"aiohttp", "textual-serve", "spacy", "gliner"}
"""What is imported only where a person has added it."""


def named(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def imported():
    """Return the packages that the program imports, by what they are called where they are installed from."""
    known, found = packages_distributions(), set()
    for path in (ROOT / "reader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            tops = {name.partition(".")[0] for name in names}
            found |= {named(known.get(top, [top])[0]) for top in tops - sys.stdlib_module_names - {"reader"}}
    return found


def test_what_is_imported_is_what_is_declared():
    assert imported() - EXTRA == {named(requirement) for requirement in PROJECT["dependencies"]}


def test_the_doctor_looks_at_all_that_is_declared():
    assert set(doctor._PACKAGES) == {named(requirement) for requirement in PROJECT["dependencies"]}


def test_the_extra_for_browsers_is_what_its_command_adds():
    assert extras.WEB in {named(requirement) for requirement in PROJECT["optional-dependencies"]["web"]}
    assert PROJECT["name"] == extras.PACKAGE


def test_the_version_stands_in_one_place_and_is_semantic():
    assert PROJECT["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", reader.__version__)
    again = [
        path
        for path in (ROOT / "reader").rglob("*.py")
        if f'"{reader.__version__}"' in path.read_text(encoding="utf-8")
    ]
    assert again == [ROOT / "reader" / "__init__.py"]


def test_the_changelog_tells_of_this_version_or_what_comes_next():
    headings = re.findall(r"^## \[?([\w.-]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0].lower() in ("unreleased", reader.__version__)


def test_the_pythons_it_was_tested_on_are_those_it_allows():
    tested = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert PROJECT["requires-python"] == f">={tested[0]}"
    assert tested == [f"3.{minor}" for minor in range(11, 11 + len(tested))]


def test_the_licence_is_the_one_that_is_named():
    assert PROJECT["license"] == "MIT"
    assert (ROOT / PROJECT["license-files"][0]).read_text(encoding="utf-8").startswith("MIT License\n")


@pytest.mark.skipif(not requires("close-reader"), reason="the program is not installed here")
def test_the_parts_that_are_no_code_lie_in_the_package():
    loaded = {"app/app.tcss", "cli/web.html", "cli/web.js", "entities/tagger/data/names.onnx", "py.typed"}
    assert [name for name in loaded if not (ROOT / "reader" / name).is_file()] == []
