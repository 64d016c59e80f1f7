"""Web pages: what they are about, and what they say of themselves."""

from datetime import date
from pathlib import Path

import pytest

from reader.documents import DocumentError, make_document
from reader.documents.kinds import HTML, kind_of

ARTICLE = """<!doctype html>
<html lang="en-GB"><head>
<meta charset="utf-8"><title>Ferry stays in port | The Quay Gazette</title>
<meta property="article:published_time" content="2024-03-11T08:30:00+01:00">
<meta name="author" content="Idris Vale">
<style>p { color: red }</style><script>alert("stolen")</script>
</head><body>
<header class="site"><a href="/">The Quay Gazette</a> <nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav></header>
<div id="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept</button></div>
<main><article>
<h1>Ferry stays in port</h1>
<p>The Northwick Ferry&nbsp;Company can&shy;celled every crossing on <b>Monday</b>.
Captain <a href="/holt">Maren Holt</a> said that the harbour was silted up.</p>
<blockquote><p>We asked for a dredger.<br>Nobody came.</p></blockquote>
<h2>What is planned</h2>
<ul><li>A survey<ul><li>by sonar</li></ul></li><li>A dredger</li></ul>
<ol start="3"><li>Third</li><li>Fourth</li></ol>
<table><tr><th>Month</th><th>Depth</th></tr><tr><td>May</td><td>3.1 m</td></tr><tr><td></td><td>2.9 m</td></tr></table>
<pre>depth = 3.1
  trend = -0.2</pre>
<p hidden>Not to be seen.</p><p style="display: none">Nor this.</p>
<form><label>Your e-mail</label><input value="x"><button>Send</button></form>
</article>
<aside class="related"><h3>Read on</h3><a href="/1">Other news of the week</a></aside></main>
<footer>© 2024 Gazette</footer>
</body></html>"""

TEXT = """Ferry stays in port

The Northwick Ferry Company cancelled every crossing on Monday. Captain Maren Holt said that the harbour was silted up.

We asked for a dredger.
Nobody came.

What is planned

• A survey
  • by sonar
• A dredger
3. Third
4. Fourth

Month · Depth
May · 3.1 m
– · 2.9 m

depth = 3.1
  trend = -0.2
"""


def made(source, name="page.html"):
    return make_document(source if isinstance(source, bytes) else source.encode(), Path(name), name)


def blocks(document):
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_a_page_is_what_it_is_about():
    document = made(ARTICLE)
    assert document.text == TEXT
    assert (document.title, document.author, document.language) == ("Ferry stays in port", "Idris Vale", "en-GB")
    assert document.published.day == date(2024, 3, 11)
    assert document.published.how == "“article:published_time” in the page"
    assert document.extractor.startswith("html ")
    assert document.warnings == ()


def test_blocks_are_those_of_the_page():
    assert blocks(made(ARTICLE))[:8] == [
        ("heading", "Ferry stays in port"),
        ("quote", "We asked for a dredger.\nNobody came."),
        ("heading", "What is planned"),
        ("list_item", "• A survey"),
        ("list_item", "  • by sonar"),
        ("list_item", "• A dredger"),
        ("list_item", "3. Third"),
        ("list_item", "4. Fourth"),
    ]
    assert ("code", "depth = 3.1\n  trend = -0.2") in blocks(made(ARTICLE))


def test_headings_keep_their_levels_on_the_way_out_of_the_process_that_read_them():
    document = made(
        "<h1>One</h1><p>Words.</p><h4>Four <i>x</i></h4><ul><li>item</li></ul><h6>Six</h6><blockquote>Said.</blockquote>"
    )
    levels = [(document.text[block.start : block.end], block.level) for block in document.blocks]
    assert levels == [("One", 1), ("Four x", 4), ("• item", 0), ("Six", 6), ("Said.", 0)]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-03-11"}]}</script>', date(2024, 3, 11)),
        ('<meta name="DC.date" content="2024-03-11">', date(2024, 3, 11)),
        ('<meta itemprop="datePublished" content="2024-03-11T23:59:59Z">', date(2024, 3, 11)),
        ('<script type="application/ld+json">{"datePublished": [[[</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)  # fmt: skip
def test_the_day_of_a_page(head, day):
    found = made(f"<html><head>{head}</head><body><p>Nobody said why the ferry stayed.</p></body></html>").published
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Ferry stays - The Quay</title><h1>Ferry stays</h1>", "Ferry stays"),
        ("<title>Ferry stays - The Quay</title><h1>The Quay</h1>", "Ferry stays - The Quay"),
        ("<title>Ferry stays - The Quay</title><h1>The Quay</h1><h1>Ferry stays</h1>", "Ferry stays - The Quay"),
        ('<title>x</title><meta property="og:title" content="Ferry &amp; quay">', "Ferry & quay"),
        ("<h1>Ferry stays</h1>", "Ferry stays"),
        ("<h2># 1 in C#</h2>", "# 1 in C#"),
        ("", "The ferry did not sail."),
    ],
)
def test_the_title_of_a_page_is_that_of_its_text_and_not_of_its_site(source, title):
    assert made(f"{source}<p>The ferry did not sail. Nobody said why, and nobody asked.</p>").title == title


def test_a_time_in_the_article_is_its_day():
    source = "<article><time datetime='2024-03-11'>Monday</time><p>Nobody said why the ferry stayed.</p></article>"
    assert made(source).published.day == date(2024, 3, 11)


def test_a_page_without_an_article_keeps_its_text_and_loses_its_menus():
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(5))
    document = made(f"<body><ul>{menu}</ul><p>The ferry did not sail.</p><p>Nobody said why it stayed.</p></body>")
    assert document.text == "The ferry did not sail.\n\nNobody said why it stayed.\n"


def test_what_holds_most_of_the_text_is_no_side_matter_whatever_it_is_called():
    words = "The ferry did not sail on that day. " * 20
    document = made(f'<body><div class="sidebar comments"><p>{words}</p></div><p>Short.</p></body>')
    assert words.strip() in document.text


def test_what_stands_around_the_text_is_known_by_its_names():
    text = "The ferry did not sail on Monday, said the captain of the port, and nobody on the quay knew why it stayed."
    document = made(
        f"""<div class="header"><a href="/">Home</a> or <a href="/n">News</a></div><div class="header"><h1>Ferry</h1></div>
        <div class="post"><p>{text}</p><div class="share-buttons">Send it on</div><div id="comments"><p>First!</p></div></div>
        <div class="sidebar"><p>Popular</p></div><div class="footer">All rights reserved.</div>"""
    )
    assert document.text == f"Ferry\n\n{text}\n"


STORY = [
    f"The ferry did not sail on day {n}, said the captain of the port, and nobody on the quay knew why it stayed there."
    for n in range(30)
]


def test_the_element_with_the_paragraphs_is_the_content_with_the_headline_above_it():
    story = "".join(f"<p>{each}</p>" for each in STORY)
    document = made(
        f"""<div><div>Weather: 9°</div><div>Shares: up</div><div><h1>Ferry stays</h1><p>Share</p><p>{STORY[0]}</p></div>
        <div id="story">{story}</div><div><p>Seen 314 times</p><p>Have a good day</p></div></div>"""
    )
    assert document.text == "\n\n".join(["Ferry stays", STORY[0], *STORY]) + "\n"


def test_tables_beside_the_paragraphs_are_content_too():
    story = "".join(f"<p>{each}</p>" for each in STORY)
    rows = "".join(f"<tr><td>Day {n}</td><td>no ferry at all</td></tr>" for n in range(20))
    document = made(f"<div><h1>Ferry</h1><div>{story}</div><table>{rows}</table></div>")
    assert "Day 19 · no ferry at all" in document.text


def test_text_that_is_said_to_be_for_subscribers_is_read_where_it_is_there():
    document = made("<article>" + "".join(f'<p class="paywall">{each}</p>' for each in STORY) + "</article>")
    assert document.text == "\n\n".join(STORY) + "\n"


def test_a_sign_behind_a_heading_that_links_to_it_is_no_text():
    source = (
        "<title>1. The ferry — Harbour 2.0</title><h1>1. The ferry<a href='#ferry' title='Link here'>¶</a></h1><p>x # y"
    )
    document = made(source)
    assert (document.title, document.text) == ("1. The ferry", "1. The ferry\n\nx # y\n")
    assert made("<p>See <a href='#1'>1</a> and <a href='/tag'>#</a>").text == "See 1 and #\n"


def test_formulas_are_read_as_their_signs_stand():
    formula = "<math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>\\frac{x}</annotation></math>"
    assert made(f"<p>The depth is {formula} metres.</p>").text == "The depth is x=2 metres.\n"


def test_a_page_that_is_all_links_is_still_shown():
    assert "Section 3" in made("".join(f"<p><a href='/{n}'>Section {n}</a></p>" for n in range(5))).text


def test_a_table_that_lays_out_a_page_is_read_as_paragraphs():
    long = "The ferry did not sail, and nobody on the quay could say why it stayed there for so long. " * 4
    document = made(f"<table><tr><td><p>Left.</p></td><td><h1>Ferry</h1><p>{long}</p></td></tr></table>")
    assert document.text.startswith("Left.\n\nFerry\n\nThe ferry")


@pytest.mark.parametrize(
    ("encoded", "said"),
    [
        ('<meta charset="windows-1251"><p>Привет, порт</p>'.encode("cp1251"), "Привет, порт"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>港の船</p>'.encode("cp932"),
            "港の船",
        ),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><html><p>Zoë “x”</p></html>'.encode("cp1252"), "Zoë “x”"),
        ("\ufeff<p>Zoë</p>".encode("utf-16"), "Zoë"),
        ('<meta charset="ISO-8859-1"><p>Zoë</p>'.encode(), "ZoÃ«"),
        ('<meta charset="gb2312"><p>Zoë’s café – 港の船</p>'.encode(), "Zoë’s café – 港の船"),
        ('<meta charset="utf-8"><p>caf\xe9</p>'.encode("cp1252") + b"x" * 9_999 + "<p>Zoë’s</p>".encode(), "Zoë’s"),
        ('<meta charset="no-such"><p>Zoë</p>'.encode(), "Zoë"),
        ('<meta charset="utf-16"><p>Zoë</p>'.encode(), "Zoë"),
        ('<meta charset="utf-8"><p>caf\xe9 “ok”</p>'.encode("cp1252"), "café “ok”"),
    ],
)
def test_encodings_are_believed_where_the_bytes_agree(encoded, said):
    assert said in made(encoded).text


def test_a_page_that_is_nothing_but_program_is_listed_with_the_reason():
    with pytest.raises(DocumentError, match="no text in it"):
        made("<html><head><title>App</title></head><body><div id=root></div><script>start()</script></body></html>")


@pytest.mark.parametrize("depth", [10_000])
def test_elements_within_elements_however_deep(depth):
    assert made("<div>" * depth + "<p>Down here.</p>" + "</div>" * depth).text == "Down here.\n"
    assert "end" in made("<ul><li>" * 3_000 + "end").text


def test_a_page_that_is_nested_to_do_harm_is_refused_at_once_and_a_long_one_is_not():
    with pytest.raises(DocumentError, match="more than 20,000 deep"):
        made("<div>" * 100_000 + "Down here.")
    assert made("<p>Up here.<br>" + "<div><p>x</div>" * 21_000).text.startswith("Up here.\n")


def test_titles_and_text_of_a_page_reach_the_terminal_as_text_only():
    document = made("<title>\x1b]0;owned\x07 [/b]</title><p>a\x1b[2J \x9b31m \u202eb [@click=app.quit]</p>")
    assert document.title == "␛]0;owned␇ [/b]"
    assert "\x1b" not in document.text
    assert "\u202e" not in document.text
    assert "[@click=app.quit]" in document.text


def test_a_page_named_text_is_text_and_a_page_without_a_known_ending_is_a_page():
    assert made(ARTICLE, "page.txt").text.startswith("<!doctype")
    assert made(ARTICLE, "download").title == "Ferry stays in port"
    document = made(ARTICLE, "report.pdf")
    assert document.title == "Ferry stays in port"
    assert document.warnings == ("named .pdf, but a web page",)


def set_apart(document):
    return [(each.kind, document.text[each.start : each.end], each.target) for each in document.styles]


def test_what_is_set_apart_and_where_links_lead_is_kept():
    source = """<html><body><h2>The <em>ferry</em></h2><p>  It <b>did
      <i>not</i></b> sail, <a href="https://x.y/\x9b?a=1&amp;b=2">said <code>he</code></a>\xad <a>or</a> <del>she</del>.</p>
      <a href="/all"><p>One.</p><p>Two.</p></a><ul><li><strong>a</strong> point</li></ul>
      <table><tr><td>x <b> y</b></td><td></td><td><p>u</p><p><i>v</i></p></td></tr></table><pre><code>z</code></pre></body></html>"""
    document = made(source)
    assert document.text == (
        "The ferry\n\nIt did not sail, said he or she.\n\nOne.\n\nTwo.\n\n• a point\n\nx y · – · u v\n\nz\n"
    )
    assert set_apart(document) == [
        ("emphasis", "ferry", ""),
        ("strong", "did not", ""),
        ("emphasis", "not", ""),
        ("link", "said he", "https://x.y/\ufffd?a=1&b=2"),
        ("code", "he", ""),
        ("struck", "she", ""),
        ("link", "One.", "/all"),
        ("link", "Two.", "/all"),
        ("strong", "a", ""),
        ("strong", "y", ""),
        ("emphasis", "v", ""),
    ]


def test_elements_that_are_never_closed_set_everything_apart_that_follows_and_no_more():
    document = made("<p>a <b>b <a href=x>c<p>d</b> e</a> f")
    assert document.text == "a b c\n\nd e f\n"
    assert [(kind, words) for kind, words, _target in set_apart(document)][:2] == [("strong", "b c"), ("link", "c")]


def test_a_page_that_begins_with_any_number_of_comments_is_told_at_once():
    assert kind_of("a.html", b"<!---->" * 292 + b"x") is HTML
    assert kind_of("a.dat", b"<!-- a --><!-- b --> <html>") is HTML
    assert kind_of("a.dat", b"<!-- a --> b --> <html>") is not HTML


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (b"<html><body><p>The fer\0ry stays.</p></body></html>", "The ferry stays.\n"),
        (b"\0<html><body><p>The ferry stays.</p></body></html>", "The ferry stays.\n"),
        (b"<html><body><p>The ferry stays.</p></body></html>" + b"\0" * 4000, "The ferry stays.\n"),
        (b"<p>Zo\xeb's fer\0ry stays, and stays where it was.</p>", "Zoë's ferry stays, and stays where it was.\n"),
        (b"<p>The ferry stays.</p><!-- \0 -->", "The ferry stays.\n"),
    ],
)
def test_zero_bytes_here_and_there_make_no_binary_data_of_a_page(page, text):
    assert make_document(page, Path("a.html"), "a.html").text == text


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        b"\0\0\0<p>\0\1" * 100,
        bytes(range(32)) * 20 + b"<html>",
        b"The fer\0ry stays in its port, as it did before.",
    ],
)
def test_binary_data_is_no_page_whatever_it_is_called(data):
    with pytest.raises(DocumentError, match="binary"):
        make_document(data, Path("a.html"), "a.html")


def test_words_in_many_elements_of_one_kind_are_set_apart_once():
    document = make_document(b"<p>" + b"<b><strong><a href='x'>ferry " * 500, Path("a.html"), "a.html")
    kinds = [(style.kind, style.start, style.end) for style in document.styles]
    assert kinds == [("strong", 0, len(document.text) - 1), ("link", 0, len(document.text) - 1)]
    inner = make_document(b"<p><b>one <b>two</b> three</b> four</p>", Path("a.html"), "a.html")
    assert [(style.start, style.end) for style in inner.styles] == [(0, len("one two three"))]
