"""Exports by a template of one's own: it can say everything, lose nothing, and do no harm."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reader.corpus import Found
from reader.documents import make_document
from reader.export import sandbox
from reader.export.blocks import parse
from reader.export.markdown import Source
from reader.export.marked import MarkedDocument
from reader.export.template import Template, TemplateError, variables
from reader.notebook import Highlight, Placed, Placement
from reader.notebook.anchor import make_anchor

TEXT = "Title: The *ferry*\nDate: 2024-03-11\n\nIt sank on Friday, Holt said.\n\nNobody came. The lamp was dark."


def made(*passages):
    """Return a document with highlights."""
    document = make_document(TEXT.encode(), Path("papers/a.txt"), "papers/a.txt")
    placed = []
    for at, passage in enumerate(passages, 1):
        start = document.text.index(passage)
        anchor = make_anchor(document.text, start, start + len(passage), document.text_sha256)
        mark = Highlight(f"h-0000000{at}", document.id, document.name, anchor, "green", f"note {at}", ("tag",))
        placed.append(Placed(mark, Placement(start, start + len(passage), "certain")))
    return Source(MarkedDocument(document.name, document, tuple(placed), Found()), "../papers/a.txt")


def rendered(template, *passages):
    return Template(template).render(made(*(passages or ("It sank", "The lamp"))))


def body(text):
    return text.split("---\n", 2)[2].strip()


def test_a_template_says_what_it_is_given():
    template = "{{ title }}|{{ name }}|{{ link }}|{{ published }}{% for h in highlights %}|{{ h.quote }} ({{ h.context }}) {{ h.note }} {{ h.tags|join(',') }} {{ h.colour }} {{ h.paragraph }} ^{{ h.id }}{% endfor %}"  # fmt: skip
    assert body(rendered(template, "The lamp")) == (
        "The *ferry*|papers/a.txt|../papers/a.txt|2024-03-11|The lamp (The lamp was dark.) note 1 tag green 2 ^h-00000001"
    )


def test_every_name_in_the_description_is_given():
    given = variables(made("It sank"))
    described = set(re.findall(r"`(\w+)`", Template.__doc__ or ""))
    assert (
        described - {"text", "value", "kind", "md", "blockquote", "yaml", "csv", "url"}
        == given.keys() | given["highlights"][0].keys()
    )


def test_the_filters_write_a_text_so_that_it_reads_back():
    out = body(
        rendered(
            "{{ title|md }}\n\n{{ '=x, \"y\"'|csv }}\n\n{{ 'a\"b'|yaml }}\n\n{{ 'a b'|url }}\n\n{{ 'a\n# b'|blockquote }}",
            "It sank",
        )
    )
    assert out.startswith('The \\*ferry\\*\n\n"\'=x, ""y"""\n\n"a\\"b"\n\na%20b\n\n> a  \n> \\# b\n')


def test_a_template_without_ids_gets_them_where_it_quotes():
    text = rendered("{% for h in highlights %}\n* {{ h.quote|md }}, and more\n\n{% endfor %}\n")
    assert body(text) == "* It sank, and more ^h-00000001\n\n* The lamp, and more ^h-00000002"
    assert list(parse(text).blocks) == ["h-00000001", "h-00000002"]


def test_what_a_template_leaves_out_is_put_below():
    text = rendered("# Mine\n\n{% for h in highlights if h.id == 'h-00000001' %}\n{{ h.block }}\n{% endfor %}\n")
    assert list(parse(text).blocks) == ["h-00000001", "h-00000002"]
    assert text.count("^h-00000001") == text.count("^h-00000002") == 1
    assert MarkdownIt().parse(body(text))[0].type == "heading_open"


@pytest.mark.parametrize("front", ["", "---\na: 1\n---\n\n", '---\nreader_doc: "x"\na: 1\n---\n\n'])
def test_every_file_says_which_document_it_is_about(front):
    source = made("It sank")
    text = Template(front + "{{ highlights[0].block }}").render(source)
    page = parse(text)
    assert page.front
    assert page.front.values["reader_doc"] == f'"{source.id}"'
    assert ("a" in page.front.keys) == bool(front)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ highlights.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ highlights.append(1) }}",
        "{{ (title|attr('__class__')) }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as x %}",
        "{% extends 'x' %}",
        "{{ config }}",
        "{{ title.nothing }}",
        "{{ 1 / 0 }}",
        "{{ title|nothing }}",
        "{{ lipsum() }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_what_a_template_must_not_or_cannot_do_is_an_error_in_one_line(template):
    with pytest.raises(TemplateError, match=r"^mine\.j2, line 2: [^\n]+$"):
        Template("\n" + template, "mine.j2").render(made("It sank"))


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'x' * 10**9 }}",
        "{{ [1] * 10**9 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{{ range(10**9)|list }}",
        "{% set n = namespace(x='x' * 100) %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='x' * 100) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='x' * 100) %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
        "{% set n = namespace(x='x' * 100) %}{% for i in range(99) %}{% set n.x = n.x|replace('x', n.x) %}{% endfor %}",
        "{% set n = namespace(x='x' * 100) %}{% for i in range(99) %}{% set n.x = (n.x, n.x)|join %}{% endfor %}",
        "{% set n = namespace(x=2) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% for i in range(99999) %}{{ 'x' * 1000 }}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = (n.x, n.x) %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = {1: n.x, 2: n.x} %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = dict(a=n.x, b=n.x) %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = [n.x] * 2 %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = [n.x] + [n.x] %}{% endfor %}{{ n.x }}",
        (
            "{% set n = namespace(x=[1]) %}{% macro m() %}{% set n.x = varargs %}{% endmacro %}{% for i in range(99) %}"
            "{{ m(n.x, n.x) }}{% endfor %}{{ n.x }}"
        ),
        "{{ [2 ** 64 * 2 ** 64] * 7_000_000 }}",
    ],
)
def test_no_template_can_fill_the_memory(template):
    with pytest.raises(TemplateError):
        Template(template).render(made("It sank"))


def test_what_a_template_keeps_in_a_namespace_is_not_written_with_it():
    nested = "{% set a = namespace(x=1) %}{% set b = namespace(x=[a, a]) %}{% set a.x = 2 %}{{ b.x }} {{ a.x }}"
    assert body(Template(nested).render(made("It sank"))).startswith("[<namespace>, <namespace>] 2")


def test_lists_and_tuples_of_templates_are_what_they_are():
    template = "{% for a, b in [(1, 'x'), (2, 'y')] %}{{ a }}{{ b }}{% endfor %}{{ {'k': title}['k'] }}{{ [1] + [2] }}"
    assert body(Template(template).render(made("It sank"))).startswith("1x2yThe *ferry*")


def test_no_template_runs_on_and_on(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.05)
    loops = "{% for i in range(9999) %}" * 4 + "{% endfor %}" * 4
    with pytest.raises(TemplateError, match="longer than"):
        Template(loops).render(made("It sank"))


@pytest.mark.parametrize("template", ["{% for %}", "{{ ", "{% endif %}", "{% nothing %}"])
def test_a_template_that_cannot_be_understood_is_named_with_the_line(template):
    with pytest.raises(TemplateError, match=r"^mine\.j2, line 3: "):
        Template("\n\n" + template, "mine.j2")


def test_a_template_is_read_from_a_file_or_it_is_said_why_not(tmp_path):
    path = tmp_path / "t.j2"
    with pytest.raises(TemplateError, match="No such file"):
        Template.read(path)
    path.write_bytes(b"\xff")
    with pytest.raises(TemplateError, match="not UTF-8"):
        Template.read(path)
    path.write_bytes(b"x" * 2_000_000)
    with pytest.raises(TemplateError, match="too large"):
        Template.read(path)
    path.write_bytes(b"\xef\xbb\xbf{{ title }}")
    assert body(Template.read(path).render(made("It sank"))).startswith("The *ferry*")


def test_an_orphan_gives_a_template_what_was_kept_of_it():
    source = made("It sank")
    (mark,) = source.marked.placed
    orphan = replace(mark, placement=Placement(0, 0, "orphan"))
    given = variables(Source(replace(source.marked, document=None, placed=(orphan,))))
    (only,) = given["highlights"]
    assert (only["status"], only["context"], only["citation"]) == ("orphan", "It sank on Friday, Holt said.", "")
