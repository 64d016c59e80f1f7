"""PDF: paragraphs, pages, and what is said of those that cannot be read."""

import contextlib
from datetime import date
from pathlib import Path
from textwrap import wrap

import pytest
from files_support import pdf, placed

from reader.documents import DocumentError, make_document
from reader.documents.formats import pdf as pdf_format

PROSE = [
    "The Northwick Ferry Company cancelled every crossing on Monday, as the har-",
    "bour of Port Aldery was silted up. Captain Maren Holt said that a dredger had",
    "been asked for in January. Nobody came.",
]
MORE = ["Idris Vale asked the harbour board who had read the contract about the well-known", "dredger, and nobody had."]


def made(data, name="report.pdf"):
    return make_document(data, Path(name), name)


def page(*drawings):
    return "\n".join(drawings)


def test_lines_are_put_together_to_paragraphs():
    document = made(pdf([page(placed(["Harbour report"], size=20), placed(PROSE, top=680), placed(MORE, top=620))]))
    assert document.text == (
        "Harbour report\n\n"
        "The Northwick Ferry Company cancelled every crossing on Monday, as the harbour of Port Aldery was silted up. "
        "Captain Maren Holt said that a dredger had been asked for in January. Nobody came.\n\n"
        "Idris Vale asked the harbour board who had read the contract about the well-known dredger, and nobody had.\n"
    )
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("heading", "Harbour report")
    ]
    assert document.title == "Harbour report"


def test_letters_of_a_small_font_that_is_drawn_enlarged_are_as_large_as_they_stand():
    lines = "\n".join(f"BT /F1 1 Tf 12 0 0 12 72 {720 - 14 * at} Tm ({line}) Tj ET" for at, line in enumerate(PROSE))
    assert made(pdf([lines])).text == made(pdf([placed(PROSE)])).text


def test_accents_printed_over_a_letter_become_part_of_it():
    document = made(pdf([placed(["Mr Schr\xa8oder met Ren\xb4e at the quay, 5\xb4 late."])]))
    assert document.text == "Mr Schröder met René at the quay, 5´ late.\n"


def test_lines_over_the_middle_of_each_other_are_lines_of_a_title_page():
    inner = placed(["noon"], left=92.016, top=706)
    document = made(pdf([page(placed(["noonnoonno"]), inner, placed(["noonnoonno"], top=692), placed(PROSE, top=600))]))
    assert document.text.startswith("noonnoonno\nnoon\nnoonnoonno\n\nThe Northwick")


def test_what_a_pdf_says_of_itself():
    info = "/Title (Microsoft Word - Ferry stays) /Author (Zo\xeb Vale) /CreationDate (D:20240311093000+01'00')"
    document = made(pdf([placed(PROSE)], info=info, catalog="/Lang (en-GB)"))
    assert (document.title, document.author, document.language) == ("Ferry stays", "Zoë Vale", "en-GB")
    assert (document.published.day, document.published.how) == (date(2024, 3, 11), "“CreationDate” in the PDF")


@pytest.mark.parametrize("title", ["report-final.doc", "untitled", "brochure.indd", ""])
def test_the_name_of_the_file_it_was_made_of_is_no_title(title):
    document = made(pdf([page(placed(["Harbour report"], size=20), placed(PROSE, top=680))], info=f"/Title ({title})"))
    assert document.title == "Harbour report"


def test_a_sign_in_large_letters_is_no_title():
    document = made(
        pdf([page(placed(["*"], size=30), placed(["Harbour report"], top=690, size=20), placed(PROSE, top=640))])
    )
    assert document.title == "Harbour report"


def test_pages_are_known_by_their_numbers():
    document = made(pdf([placed(PROSE), placed([]), placed(MORE), placed(["The end of it all."])]))
    assert len(document.pages) == 4
    assert document.page_of(0) == 1
    assert document.page_of(document.text.index("Idris")) == 3
    assert document.page_of(document.text.index("The end")) == 4
    assert document.page_of(len(document.text)) == 4
    assert "1 of 4 pages have no text" in document.warnings[0]


def test_a_sentence_goes_on_over_the_page():
    first = [*PROSE[:2], "been asked for in January, but that the board of the harbour had not come to any"]
    document = made(pdf([placed(first, top=100), placed(["decision so far, and would meet again."])]))
    assert "come to any decision so far" in document.text
    assert document.page_of(document.text.index("decision")) == 2
    assert document.page_of(document.text.index("come to any")) == 1


def test_running_lines_stay_once_and_the_numbers_of_pages_go():
    pages = [
        page(
            placed(["The Quay Gazette"], top=760),
            placed([f"Story {name} is told here."]),
            placed([f"- {at} -"], top=30),
        )
        for at, name in enumerate("abcd", 1)
    ]
    document = made(pdf(pages))
    assert document.text.count("The Quay Gazette") == 1
    assert document.text.count("Story") == 4
    assert "- 3 -" not in document.text


def test_what_stands_at_the_foot_comes_last_and_at_the_top_first_whenever_it_was_drawn():
    foot, top = placed(["Printed on Monday"], top=30), placed(["The Quay Gazette"], top=770)
    text = made(pdf([page(foot, placed(PROSE), placed(MORE, top=600), top)])).text
    assert text.startswith("The Quay Gazette\n\nThe Northwick")
    assert text.endswith("nobody had.\n\nPrinted on Monday\n")
    beside = page(placed(PROSE, top=770, left=50), placed(MORE, top=770, left=320))
    assert made(pdf([beside])).text.startswith("The Northwick")


def test_columns_are_read_one_after_the_other():
    left = ["The ferry did not sail on", "that Monday, as the master", "of the port had said."]
    right = ["A dredger was asked for in", "January. It never came to", "the harbour."]
    text = made(pdf([page(placed(left, left=72), placed(right, left=320))])).text
    assert text.index("master of the port had said.") < text.index("A dredger was asked for in January.")


def test_lists_are_items():
    document = made(
        pdf([placed(["What is planned:", "\x95 A survey of the harbour", "\x95 A dredger"]).replace("\x95", "\\225")])
    )
    assert [document.text[block.start : block.end] for block in document.blocks if block.kind == "list_item"] == [
        "• A survey of the harbour",
        "• A dredger",
    ]


def across(*columns, top=680):
    """Draw rows one after the other, as most programs do."""
    rows = zip(*(cells for _left, cells in columns), strict=True)
    lefts = [left for left, _cells in columns]
    return page(
        *(
            placed([cell], left=left, top=top - 14 * at)
            for at, row in enumerate(rows)
            for left, cell in zip(lefts, row, strict=True)
        )
    )


def test_the_rows_of_a_table_are_lines_with_their_cells_told_apart():
    drawn = across(
        (72, ["Pier", "North", "South quay"]), (180, ["Depth", "3.1 m", "12.9 m"]), (260, ["Year", "2024", "1987"])
    )
    document = made(pdf([page(placed(["Harbour report"], size=20), drawn, placed(PROSE, top=600))]))
    assert "\n\nPier · Depth · Year\nNorth · 3.1 m · 2024\nSouth quay · 12.9 m · 1987\n\nThe Northwick" in document.text


def test_words_spread_over_a_column_and_bullets_are_no_table():
    spread = across((72, ["aaaa", "bbbb"]), (120, ["cccc", "dddd"]), (168, ["oooo", "oooo"]), (216, ["oooo", "nnnn"]))
    bullets = across((72, ["1.", "2."]), (100, ["The pier", "The quay"]), top=500)
    text = made(pdf([page(placed(PROSE), spread, bullets)])).text
    assert "·" not in text
    assert "\n1. The pier\n2. The quay" in text or "\n\n1. The pier\n\n2. The quay" in text


def test_pictures_alone_are_said_to_be_pictures():
    with pytest.raises(DocumentError, match=r"no text in it, only pictures \(2 pages\)"):
        made(pdf(["0 0 100 100 re f", ""]))
    with pytest.raises(DocumentError, match=r"no text in it, nothing \(1 page\)"):
        made(pdf([""]))


def test_what_is_filled_in_a_form_is_read():
    drawing = b"/Tx BMC BT /F1 12 Tf 2 4 Td (Maren Holt) Tj ET EMC"
    look = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream"  # fmt: skip
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (who) /V (Maren Holt) /Rect [72 600 272 620] /F 4 /P 4 0 R /AP << /N 6 0 R >> >>"
    data = pdf([placed(["Name of the captain"])], catalog="/AcroForm << /Fields [7 0 R] >>", extra=[look, field])
    data = data.replace(b"/Contents 5 0 R", b"/Annots [7 0 R] /Contents 5 0 R")
    assert "Maren Holt" in made(data).text


def test_a_locked_file_is_said_to_be_locked():
    key = "<" + "00" * 32 + ">"
    locked = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    data = pdf([placed(PROSE)], extra=[locked], trailer="/Encrypt 6 0 R /ID [<00> <00>]")
    with pytest.raises(DocumentError, match="locked by a password"):
        made(data)


HOSTILE = {
    "empty": b"%PDF-1.7\n",
    "nothing but a name": b"%PDF-",
    "open dictionaries": b"%PDF-1.7\n1 0 obj\n" + b"<<" * 50_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n",
    "open arrays": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n",
    "a table that points to itself": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF",
    "pages that hold each other": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF",
    "cut in the middle": pdf([placed(PROSE)] * 3)[:900],
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_broken_file_costs_itself_alone(data):
    with contextlib.suppress(DocumentError):
        assert made(data).text
    assert "dredger" in made(pdf([placed(PROSE)])).text


def test_programs_and_attached_files_in_a_pdf_are_not_run_nor_read():
    names = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(a.txt) 6 0 R] >> >>"
    document = made(pdf([placed(PROSE)], catalog=names, extra=["<< /Type /Filespec /F (a.txt) >>"]))
    assert "alert" not in document.text
    assert document.warnings == ("1 attached files are not read",)


def test_controls_in_text_and_titles_are_shown_instead_of_obeyed():
    document = made(
        pdf([placed(["A \\033[2J line of the report"]).replace("\\\\", "\\")], info="/Title (\\033]0;owned\\007)")
    )
    assert "\x1b" not in document.text + document.title
    assert "owned" in document.title


def test_a_line_of_nothing_but_hyphens_that_are_not_seen_is_no_line(monkeypatch):
    characters = pdf_format._characters
    monkeypatch.setattr(pdf_format, "_characters", lambda words: characters(words).replace("#", "\xad"))
    parsed = pdf_format.parse(pdf([placed(["The ferry did not sail, and", "##", "nobody came."])]))
    assert parsed.text == "The ferry did not sail, and nobody came.\n"


def test_a_column_has_the_edge_of_its_own_lines_though_others_run_across_the_page():
    across_it = "This line stands above all of it, and runs from the left edge of the page to the right edge of it, as a heading does."
    story = (
        "The ferry did not sail that day and nobody on the quay could say why it stayed in port for so long a time as the captain "
        "of the harbour was away on a journey to the mainland, where he had to see about a new dredger for the silted river."
    )
    found = made(pdf([page(placed([across_it]), placed(wrap(story, 38), top=660))])).text
    assert found == f"{across_it}\n\n{story}\n"
