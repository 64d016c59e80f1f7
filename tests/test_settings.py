"""Settings are read, and a bad file is told of and never stops the program."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.formats import FORMATS as OTHER_FORMATS
from reader.notebook import COLOURS
from reader.settings import COLOURS as NAMED
from reader.settings import FORMATS, ExportSettings, Settings, colour_name, load_settings, settings_path
from reader.settings.table import SETTINGS, TABLES
from reader.text.mention import KINDS


def written(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_set(tmp_path):
    assert load_settings(tmp_path / "config.toml") == Settings()


def test_the_extractor_of_names_is_read(tmp_path):
    settings = load_settings(written(tmp_path, '[extractors]\nnames = "spacy:en_core_web_sm"\n'))
    assert settings == Settings(names="spacy:en_core_web_sm", given=frozenset({"extractors.names"}))
    folder = f"gliner:/srv/{'models/' * 20}"
    assert load_settings(written(tmp_path, f'[extractors]\nnames = "{folder}"\n')).names == folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[extractor]\nnames = "rules"\n', "“extractors” is meant?"),
        ('[extractors]\nname = "rules"\n', "“names” is meant?"),
        ("[extractors]\nnames = 3\n", "a word in quotes"),
        ('extractors.names = "x"\n', "there is built-in, rules, spacy:PIPELINE, gliner:MODEL"),
        ('extractors.names = "spacy"\n', "extractors.names is not “spacy”: there is built-in, rules, spacy:PIPELINE"),
        ('extractors.names = "rulse"\n', "extractors.names is not “rulse”: “rules” is meant?"),
        ("extractors = 1\n", "is a table: [extractors]"),
        ("[extractors\n", "config.toml: "),
        ("zebra = 1\n", "there is theme, width, kinds, colours, extractors, export, keys"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_meant(tmp_path, text, told):
    settings = load_settings(written(tmp_path, text))
    assert settings.names == ""
    assert told in settings.warnings[0]


def test_bytes_that_are_no_text_are_told_of(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert load_settings(path).warnings


def test_the_folder_of_settings_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    assert settings_path() == tmp_path / "config.toml"


def test_colours_get_the_names_that_the_person_gave_them(tmp_path):
    settings = load_settings(written(tmp_path, '[colours]\nyellow = "claim"\npink = " to  check "\n'))
    assert settings.colours == {"yellow": "claim", "pink": "to check"}
    assert settings.given == {"colours.yellow", "colours.pink"}
    assert settings.warnings == ()


def test_every_colour_of_marks_can_be_named():
    assert NAMED == COLOURS


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('purple = "claim"', "there is yellow, green, blue, pink"),
        ('yelow = "claim"', "“yellow” is meant?"),
        ("yellow = 3", "colours.yellow is a name in quotes"),
        ('yellow = ["claim"]', "colours.yellow is a name in quotes"),
        ('yellow = "  "', "colours.yellow is empty"),
        (f'yellow = "{"c" * 21}"', "colours.yellow has 21 characters; a name has at most 20"),
        ('yellow = "cl\\u202eaim"', "colours.yellow has characters that cannot be seen"),
        ('yellow = "Claim"', "colours.yellow is “Claim”, as another colour is called"),
        ('yellow = "green"', ""),
        ('yellow = "pink"', "colours.yellow is “pink”, as another colour is called"),
    ],
)
def test_a_name_of_a_colour_that_makes_no_sense_is_told_of_and_the_others_count(tmp_path, line, told):
    settings = load_settings(written(tmp_path, f'[colours]\ngreen = "claim"\n{line}\n'))
    assert settings.colours["green"] == "claim"
    assert ("yellow" in settings.colours) == (not told)
    assert told in "".join(settings.warnings)
    assert len(settings.warnings) == bool(told)


def test_two_colours_may_swap_their_names_in_part(tmp_path):
    settings = load_settings(written(tmp_path, '[colours]\npink = "question"\nblue = "pink"\n'))
    assert settings.colours == {"pink": "question", "blue": "pink"}


def test_a_colour_goes_by_its_name_and_else_by_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    assert colour_name("yellow") == "yellow"
    path = written(tmp_path, '[colours]\nyellow = "claim"\n')
    assert [colour_name("yellow"), colour_name("green")] == ["claim", "green"]
    path.write_text('[colours]\nyellow = "evidence"\n', encoding="utf-8")
    assert colour_name("yellow") == "evidence"


FULL = """
theme = "reader-light"
width = 72
kinds = ["date", "person"]

[export]
to = "notes"
format = "single"
context = "sentence"
wikilinks = true
template = "note.md.j2"

[keys]
search = ["s", "ctrl+f"]
help = "F1"
quit = []
"""


def test_everything_that_can_be_set_is_read(tmp_path):
    settings = load_settings(written(tmp_path, FULL))
    assert settings.warnings == ()
    assert (settings.theme, settings.width, settings.kinds) == ("reader-light", 72, ("person", "date"))
    assert settings.export == ExportSettings(
        "notes", "single", "sentence", wikilinks=True, template=tmp_path / "note.md.j2"
    )
    assert settings.keys == {"search": ("s", "ctrl+f"), "help": ("F1",), "quit": ()}
    assert {"theme", "width", "kinds", "export.to", "keys.quit"} <= settings.given


def test_every_format_of_exports_can_be_the_usual_one():
    assert set(FORMATS) == {"markdown", "single", *OTHER_FORMATS}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("width = 10", "width goes from 40 to 160 cells: 40 is taken"),
        ("width = 1000", "width goes from 40 to 160 cells: 160 is taken"),
        ('width = "80"', "width is a whole number of cells from 40 to 160, without quotes"),
        ("width = true", "width is a whole number"),
        ("width = nan", "width is a whole number"),
        ("theme = 3", "theme is a word in quotes"),
        ('theme = ""', "theme is empty"),
        ('theme = "a\\u001b[2J"', "theme is no such word"),
        ('kinds = "person"', "kinds is a list of kinds"),
        ('kinds = ["persons"]', "kinds holds “persons”, which is no kind: “person” is meant?"),
        ('kinds = ["organisation", "date"]', "“organization” is meant?"),
        ("kinds = [[1]]", "kinds is a list of words in quotes"),
        ('to = "notes"', "nothing is called “to”: to belongs below [export]"),
        ('[export]\ntheme = "nord"', "theme belongs at the top, before the first [table]"),
        ('[export]\nformat = "markdwon"', "export.format is not “markdwon”: “markdown” is meant?"),
        ("[export]\nformat = 1", "export.format is one word in quotes: markdown, single"),
        ('[export]\ncontext = "words"', "export.context is not “words”"),
        ('[export]\nwikilinks = "yes"', "export.wikilinks is true or false"),
        ('[export]\nto = "-"', "export.to is no path"),
        ("[export]\nto = 2", "export.to is a path in quotes"),
        ("[keys]\nsearch = 1", "keys.search is a list of keys in quotes"),
        ("[keys]\nsearch = [1]", "keys.search is a list of keys in quotes"),
        ('[keys]\nsearch = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]', "an action has at most 8"),
        ('"\\u001b[2J" = 1', "nothing is called “␛[2J”"),
    ],
)
def test_a_line_that_makes_no_sense_is_told_of_and_the_rest_counts(tmp_path, line, told):
    path = written(tmp_path, f'{line}\n\n[extractors]\nnames = "rules"\n')
    settings = load_settings(path)
    assert settings.names == "rules"
    (warning,) = settings.warnings
    assert warning.startswith(f"{path}: ")
    assert told in warning


def test_kinds_that_there_are_count_beside_one_that_there_is_not(tmp_path):
    assert load_settings(written(tmp_path, 'kinds = ["organisation", "date"]\n')).kinds == ("date",)
    assert load_settings(written(tmp_path, 'kinds = ["organisation"]\n')).kinds == KINDS
    assert load_settings(written(tmp_path, "kinds = []\n")).kinds == ()


def test_a_file_that_is_no_toml_is_told_of_with_the_line(tmp_path):
    (warning,) = load_settings(written(tmp_path, "width = 80\ntheme = nord\n")).warnings
    assert "line 2" in warning
    assert "the program goes on without it" in warning


def test_many_problems_are_not_told_of_one_by_one(tmp_path):
    settings = load_settings(written(tmp_path, "".join(f"zebra{number} = 1\n" for number in range(1_000))))
    assert len(settings.warnings) == 13
    assert "988 more" in settings.warnings[-1]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with a name")
def test_what_is_no_file_is_told_of_and_not_waited_for(tmp_path):
    path = tmp_path / "config.toml"
    path.mkdir()
    assert "it cannot be read" in load_settings(path).warnings[0]
    path.rmdir()
    os.mkfifo(path)
    assert "it is no file" in load_settings(path).warnings[0]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_reached_by_a_link_counts_and_one_that_is_huge_does_not(tmp_path):
    (tmp_path / "mine.toml").write_text("width = 64\n", encoding="utf-8")
    path = tmp_path / "config.toml"
    path.symlink_to(tmp_path / "mine.toml")
    assert load_settings(path).width == 64
    (tmp_path / "mine.toml").write_text("width = 64\n" + "#" * 200_000, encoding="utf-8")
    settings = load_settings(path)
    assert settings.width == 80
    assert "it has more than 100,000 bytes" in settings.warnings[0]


@pytest.mark.parametrize(
    "text",
    ["a = " + "[\n" * 40_000, "a." * 20_000 + "b = 1", "a = " + "9" * 90_000, ("a." * 900 + "b = 1\n") * 40],
)
def test_a_file_that_is_nested_or_long_without_end_is_survived(tmp_path, text):
    assert load_settings(written(tmp_path, text)).warnings


def test_a_mark_of_the_encoding_at_the_start_is_no_problem(tmp_path):
    assert load_settings(written(tmp_path, "\ufeffwidth = 64\r\n")).width == 64


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5).map(lambda text: repr(text)[1:-1]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
LINES = st.sampled_from(
    [*(setting.key for setting in SETTINGS), *(f"[{table}]" for table in TABLES), "yellow", "zebra"]
)


@given(st.text() | st.lists(st.tuples(LINES, VALUES), max_size=8))
def test_whatever_the_file_holds_settings_come_of_it(tmp_path_factory, content):
    text = (
        content
        if isinstance(content, str)
        else "\n".join(line if line.startswith("[") else f"{line} = {str(value).lower()}" for line, value in content)
    )
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    settings = load_settings(path)
    assert settings.width in range(40, 161)
    assert set(settings.kinds) <= set(KINDS)
    assert settings.export.format in FORMATS
    assert all(warning.startswith(f"{path}: ") for warning in settings.warnings)
