"""Re-export, block by block: what an export wrote follows the notebook, what a person wrote stays."""

from datetime import date

import pytest

from reader.export.blocks import fingerprint, parse
from reader.export.merge import fate, is_conflicted, merge, remembered
from reader.notebook.exports import Exported

DAY = date(2025, 2, 3)


def block(number, words, note=""):
    below = f"\n\n**Note.** {note}" if note else ""
    return f"> {words}\n>\n> — *a.txt* ^h-0000000{number}\n\nyellow · characters 1–2{below}"


def page(*blocks, front='title: "T"', lost=(), mine="## My notes"):
    parts = [f'---\n{front}\nreader_doc: "d-1"\n---', "# T", "a link", "## Highlights", *blocks]
    parts += ["## Highlights that lost their place", "These passages are no longer found with certainty: their source changed, or is not there any more.", *lost] if lost else []  # fmt: skip
    return "\n\n".join([*parts, mine]) + "\n"


class Notebook:
    """Remembers what was exported, as the notebook does."""

    def __init__(self):
        self.known = Exported()

    def note(self, blocks, deleted=(), restored=()):
        all_ = {each: self.known.blocks.get(each, frozenset()) for each in {*self.known.blocks, *blocks}}
        merged = {each: known | ({blocks[each]} if each in blocks else set()) for each, known in all_.items()}
        self.known = Exported(merged, (self.known.deleted | frozenset(deleted)) - frozenset(restored))

    def written(self, text):
        self.note(remembered(parse(text), self.known))
        return text

    def merged(self, there, fresh, **how):
        out = merge(parse(there), parse(fresh), self.known, DAY, **how)
        self.note(out.remembered)
        again = merge(parse(out.text), parse(fresh), self.known, DAY, **how)
        assert again.text == out.text, "a second run changes nothing"
        return out.text


@pytest.fixture
def notebook():
    return Notebook()


A, B, C = block(1, "One."), block(2, "Two."), block(3, "Three.")


def test_an_untouched_block_follows_the_notebook(notebook):
    there = notebook.written(page(A, B))
    assert notebook.merged(there, page(block(1, "One.", "Why?"), B)) == page(block(1, "One.", "Why?"), B)


def test_an_edited_block_stays_and_is_told_once_that_ours_changed(notebook):
    there = notebook.written(page(A, B)).replace("> One.", "> One!")
    assert notebook.merged(there, page(A, B)) == there
    told = there.replace(
        "1–2\n\n> Two", "1–2\n\n<!-- reader: changed on 2025-02-03, see h-00000001 in reader -->\n\n> Two"
    )
    assert notebook.merged(there, page(block(1, "One.", "Why?"), B)) == told
    assert notebook.merged(told, page(block(1, "One.", "Why not?"), B)) == told


def test_what_was_told_goes_when_the_edit_is_taken_back(notebook):
    there = notebook.written(page(A, B)).replace("> One.", "> One!")
    told = notebook.merged(there, page(block(1, "One.", "Why?"), B))
    assert "<!-- reader" in told
    assert notebook.merged(told.replace("> One!", "> One."), page(block(1, "One.", "Why?"), B)) == page(
        block(1, "One.", "Why?"), B
    )


def test_what_a_person_writes_below_a_block_leaves_it_ours(notebook):
    there = notebook.written(page(A, B)).replace("1–2\n\n> Two", "1–2\n\nmy words\n\n- and a list\n\n> Two")
    assert notebook.merged(there, page(block(1, "One.", "Why?"), B)) == page(block(1, "One.", "Why?"), B).replace(
        "Why?\n\n> Two", "Why?\n\nmy words\n\n- and a list\n\n> Two"
    )


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((A, C), (A, B, C)),
        ((A, "my words", C), (A, "my words", B, C)),
        ((C,), (B, C)),
        (("my words", C), (B, "my words", C)),
        ((C, A), (C, A, B)),
        ((), (B,)),
    ],
)
def test_a_new_block_goes_after_the_one_before_it_or_first(notebook, there, expected):
    notebook.written(page(A, C))
    present = [each for each in (A, B, C) if each in there or each == B]
    assert notebook.merged(page(*there), page(*present)) == page(*expected)


def test_without_the_heading_a_new_block_goes_before_the_next_one(notebook):
    there = notebook.written(page(C)).replace("## Highlights\n\n", "")
    assert notebook.merged(there, page(B, C)) == page(B, C).replace("## Highlights\n\n", "")


def test_without_anything_of_ours_the_heading_comes_back(notebook):
    there = notebook.written(page(A)).replace("## Highlights\n\n" + A, "mine")
    assert notebook.merged(there, page(B)).split("## ")[1] == f"Highlights\n\n{B}\n\n"


def test_blocks_stay_in_the_order_and_the_section_that_a_person_gave_them(notebook):
    notebook.written(page(A, B, C))
    there = page(C, A, mine=f"## My notes\n\n{B}\n\nmine")
    changed = block(2, "Two.", "Why?")
    assert notebook.merged(there, page(A, changed, C)) == there.replace(B, changed)


def test_a_block_that_loses_its_place_changes_the_section(notebook):
    there = notebook.written(page(A, B))
    lost = block(2, "Two.", "in an earlier text")
    assert notebook.merged(there, page(A, lost=[lost])) == page(A, lost=[lost])
    assert notebook.merged(page(A, lost=[lost]), page(A, B)) == page(A, B)


def test_a_block_with_words_below_it_stays_where_they_are(notebook):
    there = notebook.written(page(A, B)).replace("\n\n## My notes", "\n\nmy words\n\n## My notes")
    lost = block(2, "Two.", "in an earlier text")
    assert notebook.merged(there, page(A, lost=[lost])) == there.replace(B, lost)


def test_the_block_of_a_deleted_highlight_goes(notebook):
    there = notebook.written(page(A, B, C))
    assert notebook.merged(there, page(A, C), deleted=["h-00000002"]) == page(A, C)
    assert notebook.merged(page(A, C), page(A, B, C)) == page(A, B, C), "it comes back with its highlight"


@pytest.mark.parametrize("edit", [("> Two.", "> Two!"), ("\n\n> Three", "\n\nmy words\n\n> Three")])
def test_the_block_of_a_deleted_highlight_that_a_person_touched_stays_and_is_told(notebook, edit):
    there = notebook.written(page(A, B, C)).replace(*edit)
    now = notebook.merged(there, page(A, C), deleted=["h-00000002"])
    line = "<!-- reader: deleted on 2025-02-03, see h-00000002 in reader -->"
    assert now.replace(f"{line}\n\n", "") == there
    assert now.count(line) == 1


def test_the_first_of_two_copies_counts(notebook):
    there = notebook.written(page(A)).replace("## My notes", f"## My notes\n\n{A}")
    changed = block(1, "One.", "Why?")
    assert notebook.merged(there, page(changed)) == there.replace(A, changed, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [0, 1])
def test_line_ends_and_the_missing_last_one_are_kept(notebook, newline, end):
    there = notebook.written(page(A, mine="mine"))[: -1 + end or None].replace("\n", newline)
    fresh = page(block(1, "One.", "Why?"), B, mine="mine")
    assert notebook.merged(there, fresh) == fresh[: -1 + end or None].replace("\n", newline)


def test_properties_follow_but_for_those_a_person_changed_or_took_out(notebook):
    old = 'title: "T"\nsource: "a.txt"\npublished: 2024-01-01\ntags: [reader]\npeople: ["Holt"]'
    notebook.written(page(A, front=old))
    theirs = "mine: 1\npeople:\n  - Holt\npublished: 2025-05-05\ntitle: T\ntags: [reader, quay]"
    new = 'title: "U"\nsource: "b.txt"\npublished: 2024-02-02\ntags: [reader]\npeople: ["Vale"]\nplaces: ["Quay"]'
    assert notebook.merged(page(A, front=theirs), page(A, front=new)) == page(
        A, front='mine: 1\npeople: ["Vale"]\nplaces: ["Quay"]\npublished: 2025-05-05\ntitle: "U"\ntags: [reader, quay]'
    )


def test_front_matter_that_a_person_took_out_stays_out(notebook):
    there = notebook.written(page(A)).split("---\n\n", 1)[1]
    changed = block(1, "One.", "Why?")
    assert notebook.merged(there, page(changed, front='title: "U"')) == there.replace(A, changed)


def test_force_brings_edited_blocks_back(notebook):
    there = notebook.written(page(A, B)).replace("> One.", "> One!").replace("## My notes", "## My notes\n\nmine")
    assert notebook.merged(there, page(A, B), force=True) == page(A, B, mine="## My notes\n\nmine")


def test_blocks_that_are_left_alone_are_not_touched(notebook):
    there = notebook.written(page(A, B))
    changed = [block(1, "One.", "Why?"), block(2, "Two.", "Why?")]
    assert notebook.merged(there, page(*changed), leave=["h-00000002"]) == page(changed[0], B)


def test_a_file_that_the_notebook_knows_nothing_of_is_left_as_it_is(notebook):
    there = page(A, B)
    assert notebook.merged(there, page(block(1, "One.", "Why?"), B)) == there


IDS = ["h-00000001", "h-00000002"]


def test_what_a_person_deleted_stays_away_until_it_is_restored(notebook):
    notebook.written(page(A, B))
    what = fate(parse(page(A)), IDS, notebook.known)
    assert (what.absent, what.deleted) == ({"h-00000002"}, {"h-00000002"})
    notebook.note({}, what.deleted)
    assert fate(None, IDS, notebook.known).absent == {"h-00000002"}, "also when the whole file is gone"
    again = fate(parse(page(A)), IDS, notebook.known, restore=True)
    assert (again.absent, again.restored) == (frozenset(), {"h-00000002"})


def test_a_file_that_was_deleted_as_a_whole_deleted_no_block(notebook):
    notebook.written(page(A, B))
    assert fate(None, IDS, notebook.known).absent == frozenset()


def test_a_block_that_stands_in_another_file_or_in_another_shape_is_not_deleted(notebook):
    notebook.written(page(A, B))
    what = fate(parse(page(A)), IDS, notebook.known, {"h-00000002"})
    assert (what.absent, what.deleted) == ({"h-00000002"}, frozenset())
    what = fate(parse(page(A, mine="<!--\nhidden ^h-00000002\n-->")), IDS, notebook.known)
    assert (what.absent, what.deleted) == ({"h-00000002"}, frozenset())


def test_a_block_that_a_person_puts_back_is_no_longer_deleted(notebook):
    notebook.written(page(A, B))
    notebook.note({}, ["h-00000002"])
    assert fate(parse(page(A, B)), IDS, notebook.known).restored == {"h-00000002"}


def test_two_versions_side_by_side_are_noticed_unless_they_stand_in_a_note(notebook):
    conflict = "<<<<<<< mine\na\n=======\nb\n>>>>>>> theirs"
    assert is_conflicted(parse(page(A, mine=conflict)), notebook.known)
    assert not is_conflicted(parse(page(A, mine="text\n=======\n\n>>>>>>> deep")), notebook.known)
    noted = f"{block(1, 'One.', f'x{chr(10)}{conflict}')}\n\n<!-- end of h-00000001 -->"
    assert is_conflicted(parse(page(noted)), notebook.known)
    notebook.note({"h-00000001": fingerprint(noted)})
    assert not is_conflicted(parse(page(noted)), notebook.known)
