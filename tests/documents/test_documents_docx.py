"""Word documents: text after all changes, headings, lists, tables, notes; and archives made to do harm."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from files_support import WORD, docx, paragraph, part, zipped

from reader.documents import DocumentError, archive, make_document

STYLES = part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>',
)
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>',
)
NOTES = part(
    "footnotes",
    '<w:footnote w:id="-1"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="5"><w:p><w:r><w:t>So the minutes say.</w:t></w:r></w:p></w:footnote>',
)
CORE = (
    '<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Template</dc:title>'
    "<dc:creator>Maren Holt</dc:creator><dcterms:created>2024-03-11T08:00:00Z</dcterms:created></p>"
)


def in_list(text, number, level=0):
    return paragraph(text, extra=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*paragraphs):
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


BODY = (
    paragraph("Ferry stays in port", "T")
    + paragraph("What happened", "Mine")
    + '<w:p><w:r><w:t xml:space="preserve">The ferry </w:t></w:r><w:del><w:r><w:delText>sailed</w:delText><w:t>sailed</w:t></w:r></w:del>'
    '<w:ins><w:r><w:t>stayed</w:t></w:r></w:ins><w:r><w:tab/><w:t>in port.</w:t><w:footnoteReference w:id="5"/></w:r></w:p>'
    + in_list("Survey", 1) + in_list("by sonar", 1, 1) + in_list("by lead", 1, 1) + in_list("Dredger", 1) + in_list("Point", 2)
    + f"<w:tbl><w:tr>{cell('Month')}{cell('Depth')}</w:tr><w:tr>{cell('May', 'and June')}{cell('')}</w:tr></w:tbl>"
    + paragraph("Nobody came.", "Q")
    + "<w:p><w:r><w:fldChar/><w:instrText>HYPERLINK secret</w:instrText><w:t>can\u00adcelled</w:t><w:br/><w:t>twice</w:t></w:r></w:p>"
    + paragraph("Loose", "Loop")
)  # fmt: skip

TEXT = """Ferry stays in port

What happened

The ferry stayed in port.[1]

2. Survey
  2.i) by sonar
  2.ii) by lead
3. Dredger
• Point

Month · Depth
May and June · –

Nobody came.

cancelled
twice

Loose

[1] So the minutes say.
"""


def made(data, name="report.docx"):
    return make_document(data, Path(name), name)


def whole():
    return docx(
        BODY,
        {
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "word/footnotes.xml": NOTES,
            "docProps/core.xml": CORE,
            "word/comments.xml": part("comments", "<w:comment/><w:comment/>"),
        },
    )


def test_a_document_reads_as_word_shows_it():
    document = made(whole())
    assert document.text == TEXT
    assert (document.title, document.author, document.language) == ("Ferry stays in port", "Maren Holt", "en-GB")
    assert document.published.day == date(2024, 3, 11)
    assert "properties" in document.published.how
    assert document.warnings == ("2 comments beside the text are not shown",)


def test_blocks_are_those_of_the_styles():
    document = made(whole())
    kinds = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert kinds[:3] == [("heading", "Ferry stays in port"), ("heading", "What happened"), ("list_item", "2. Survey")]
    assert kinds[-1] == ("quote", "Nobody came.")


def test_headings_have_the_level_of_their_style_or_of_its_outline():
    named = {"T": "Title", "A": "heading 1", "C": "heading 3", "H": "Heading", "I": "heading 9", "Q": "Quote"}
    outlines = {"O": 4, "N": 9, "X": 99}
    styles = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in named.items())
    styles += "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="Mine"/><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        for key, level in outlines.items()
    )
    based = '<w:style w:styleId="B"><w:name w:val="Mine"/><w:basedOn w:val="C"/></w:style>'
    body = "".join(paragraph(key, key) for key in "TACHIQONXB")
    document = make_document(
        docx(body, [("word/styles.xml", part("styles", styles + based))]), Path("a.docx"), "a.docx"
    )
    levels = {document.text[block.start : block.end]: (block.kind, block.level) for block in document.blocks}
    heads = {key: ("heading", level) for key, level in {"T": 1, "A": 1, "C": 3, "H": 0, "I": 6, "O": 5, "B": 3}.items()}
    assert levels == heads | {"Q": ("quote", 0)}
    assert document.title == "T"


def test_a_text_box_is_a_paragraph_of_its_own_and_stands_there_once():
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>Before </w:t></w:r><mc:Choice xmlns:mc='m'>{box}</mc:Choice><mc:Fallback xmlns:mc='m'>{box}</mc:Fallback><w:r><w:t>after.</w:t></w:r></w:p>"
    assert made(docx(body)).text == "In the box.\n\nBefore after.\n"


def test_the_text_is_found_where_the_document_says():
    relation = (
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relation, "word/document2.xml": f'<w:d xmlns:w="{WORD}">{paragraph("Here.")}</w:d>'})
    assert made(data).text == "Here.\n"


def test_a_document_without_its_lesser_parts_is_read():
    assert (
        made(docx(paragraph("Alone."), {"word/styles.xml": "<broken", "docProps/core.xml": b"\xff\xfe"})).text
        == "Alone.\n"
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\3\4 no archive", "damaged"),
        (whole()[:-80], "damaged"),
        (zipped({"a.txt": "x"}), "no Word document"),
        (docx(paragraph("")), "no text in it"),
        (docx(paragraph("a"))[:30], "damaged"),
        (zipped({"word/document.xml": "<a><b></a>"}), "damaged: its XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "before 2007"),
    ],
)
def test_what_cannot_be_read_is_listed_with_its_reason(data, why):
    with pytest.raises(DocumentError, match=why):
        made(data)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "declared",
    [LAUGHS, '<!ENTITY l9 SYSTEM "file:///etc/passwd">', '<!ENTITY % l9 SYSTEM "http://127.0.0.1/x.dtd"> %l9;'],
    ids=["a billion laughs", "a file of the machine", "a page elsewhere"],
)
def test_entities_are_refused(declared):
    source = f'<?xml version="1.0"?><!DOCTYPE a [{declared}]><a><p><t>&l9;</t></p></a>'
    with pytest.raises(DocumentError, match="entities"):
        made(zipped({"word/document.xml": source}))


def test_a_definition_elsewhere_is_not_fetched():
    source = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a><p><t>Here.</t></p></a>'
    assert made(zipped({"word/document.xml": source})).text == "Here.\n"


def test_a_part_that_unpacks_to_a_monster_is_refused():
    text = b"a" * (130 * 1024 * 1024)
    with pytest.raises(DocumentError, match="unpacks to more than"):
        made(zipped({"word/document.xml": b"<a><p><t>" + text + b"</t></p></a>"}))


def test_very_many_parts_are_refused():
    parts = {f"word/{number}": "" for number in range(archive.MOST_PARTS)}
    with pytest.raises(DocumentError, match="parts, the limit"):
        made(zipped({"word/document.xml": "<a/>", **parts}, zipfile.ZIP_STORED))


def test_parts_that_share_their_bytes_are_refused():
    data = bytearray(zipped({"word/document.xml": "<a/>" * 50, "word/other.xml": "<b/>" * 50}))
    second = data.rindex(b"PK\1\2")
    data[second + 42 : second + 46] = (10).to_bytes(4, "little")
    with pytest.raises(DocumentError, match="overlap"):
        made(bytes(data))


def test_a_part_without_a_name_is_passed_over():
    data = docx(paragraph("Here."), {"@@@": "y"})
    assert made(data.replace(b"@@@", b"\0@@")).text == "Here.\n"


def test_an_archive_within_an_archive_is_not_looked_into():
    inner = zipped({"word/document.xml": "x" * 1000})
    assert made(docx(paragraph("Outside."), {"word/embeddings/inner.zip": inner})).text == "Outside.\n"


def test_elements_within_elements_have_a_limit():
    with pytest.raises(DocumentError, match="nested"):
        made(zipped({"word/document.xml": "<a>" * 100_000}))


def test_controls_cannot_come_in():
    document = made(docx(paragraph("a\u202eb \x85 [/b] &#x9b;31m", "T"), {"word/styles.xml": STYLES}))
    assert document.text == "a\ufffdb \n [/b] \ufffd31m\n"
    assert "\u202e" not in document.title


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_what_is_set_apart_and_where_links_lead_is_kept():
    body = (
        "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>"
        + run("The ") + run("fer", "<w:b/>") + run("ry", '<w:b/><w:i w:val="1"/>') + run("  did ", '<w:b w:val="0"/>')
        + '<w:hyperlink r:id="r7" xmlns:r="urn:r">' + run("not ") + run("sail", "<w:strike/>") + "</w:hyperlink>" + run(".")
        + '<w:hyperlink w:anchor="end">' + run("End") + "</w:hyperlink></w:p>" + in_list("x", 2)
        + f'<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>{run("point", "<w:i/>")}</w:p>'
    )  # fmt: skip
    relations = '<Relationships><Relationship Id="r7" Target="https://x.y/&#x9b;"/></Relationships>'
    data = docx(body, {"word/numbering.xml": NUMBERING, "word/_rels/document.xml.rels": relations})
    document = make_document(data, Path("a.docx"), "a.docx")
    assert document.text == "The ferry did not sail.End\n\n• x\n• point\n"
    assert [(each.kind, document.text[each.start : each.end], each.target) for each in document.styles] == [
        ("strong", "ferry", ""),
        ("emphasis", "ry", ""),
        ("link", "not sail", "https://x.y/\ufffd"),
        ("struck", "sail", ""),
        ("link", "End", "#end"),
        ("emphasis", "point", ""),
    ]
