"""Stories of the search: it refines, is ordered, folded, saved and come back to; passages are marked and exported."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from newsroom_support import footer, top
from tests_support import export_planned, opened, screen_text, until
from textual.pilot import Pilot
from textual.widgets import Input

from reader.app.found import describe, nearby_rows, notes, result_rows, start_rows
from reader.app.memory import Memory, memory_path
from reader.app.screens import search as room
from reader.app.screens import shelving
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.search import SearchScreen
from reader.app.widgets.text_view import TextView
from reader.corpus import Listed, Progress
from reader.notebook import Notebook
from reader.search import Hit, Match, Results

WIRE = "The minister of the harbour resigned on Monday, the agency said, and nobody asked him why he did it.\n"


def line(screen: SearchScreen, which: str) -> str:
    shown = screen.query_one(which)
    return "".join(words for words, _style in [*shown._left, *shown._right]).strip()


async def searched(pilot: Pilot[None], screen: ReadingScreen, typed: str) -> SearchScreen:
    await until(lambda: not screen.session.is_building, pilot)
    await pilot.press("s")
    search = await top(pilot, SearchScreen)
    await pilot.pause()
    search.query_one(Input).value = typed
    await until(lambda: search._answered == typed, pilot)
    await pilot.pause()
    return search


async def test_results_say_how_many_there_are_and_in_how_many_documents(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        assert line(search, "#reading-of-query").startswith("3 passages in 3 documents · best first")
        assert search.chosen() is next(iter(search.hits.values()))


async def test_the_chosen_row_stays_while_the_query_is_refined(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana")
        await pilot.press("down", "down")
        chosen = search.results.key
        assert chosen != next(iter(search.hits))
        await pilot.press(*" ahmed")
        await until(lambda: search._answered == "rana ahmed", pilot)
        await pilot.pause()
        assert search.results.key == chosen
        assert search.query_one(Input).has_focus


async def test_a_row_that_nobody_chose_gives_way_to_the_best_one(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana")
        await pilot.press(*" geneva")
        await until(lambda: search._answered == "rana geneva", pilot)
        await pilot.pause()
        assert search.results.key == next(iter(search.hits))
        assert search.chosen().document.name == "2025-01-09 report.txt"


async def test_one_key_takes_the_next_order_and_it_is_said(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        await pilot.press("ctrl+t")
        await until(lambda: "newest first" in line(search, "#reading-of-query"), pilot)
        await until(lambda: [hit.document.name[:4] for hit in search.hits.values()] == ["2025", "2024", "2024"], pilot)
        await pilot.press("ctrl+t")
        await until(lambda: next(hit.document.name[:7] for hit in search.hits.values()) == "2024-09", pilot)
        assert "oldest first" in screen_text(search)


async def test_copies_are_shown_as_one_and_apart_again(newsroom: Path) -> None:
    for name in ("a wire.txt", "b wire.txt", "c wire.txt"):
        (newsroom / name).write_text(WIRE, encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "minister resigned")
        await until(lambda: len(search.hits) == 3, pilot)
        await pilot.press("ctrl+g")
        await until(lambda: len(search.hits) == 1, pilot)
        await pilot.pause()
        assert "+2 copies" in screen_text(search)
        assert "copies folded" in line(search, "#reading-of-query")
        await pilot.press("ctrl+g")
        await until(lambda: len(search.hits) == 3, pilot)


async def test_how_the_query_was_read_and_what_was_wrong_with_it_is_said(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, '"rana ahmed')
        assert "quotation mark" in line(search, "#notes-on-query")
        search = pilot.app.screen
        search.query_one(Input).value = "okafr"
        await until(lambda: search._answered == "okafr" and search.hits, pilot)
        assert "okafor for okafr" in line(search, "#notes-on-query")


async def test_nothing_close_offers_the_query_without_a_word_and_enter_takes_it(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "geneva zzqqxxyy")
        assert "Nothing close to “geneva zzqqxxyy”" in screen_text(search)
        assert search.results.key.startswith("type:")
        await pilot.press("enter")
        await until(lambda: search.hits, pilot)
        assert search.typed.strip() == "geneva"


async def test_marked_results_are_highlighted_together_and_taken_back_together(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        await pilot.press("tab", "a")
        assert "3 marked" in line(search, "#reading-of-query")
        assert "highlight" in footer(search)
        await pilot.press("2")
        await until(lambda: len(screen.session.notebook.highlights) == 3, pilot)
        assert {mark.colour for mark in screen.session.notebook.highlights} == {"green"}
        assert all("Rana Ahmed" in mark.anchor.exact for mark in screen.session.notebook.highlights)
        await until(lambda: "3 sentences highlighted" in line(search, "#notes-on-query"), pilot)
        assert search.marks.marked == []
        await pilot.press("u")
        await until(lambda: not screen.session.notebook.highlights, pilot)


async def test_all_that_answers_is_marked_though_only_the_best_was_listed(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_LIMITS", (2, 200))
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        assert len(search.hits) == 2
        await pilot.press("tab", "a")
        await until(lambda: len(search.marks.marked) == 3, pilot)
        assert "3 marked" in line(search, "#reading-of-query")
        await pilot.press("2")
        await until(lambda: len(screen.session.notebook.highlights) == 3, pilot)
        await until(lambda: not search.marks.marked, pilot)
        await pilot.press("a", "a")
        await pilot.pause()
        assert not search.marks.marked


async def test_it_is_said_where_not_all_that_answers_can_be_marked(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_LIMITS", (1, 2))
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        await pilot.press("tab", "a")
        await until(lambda: len(search.marks.marked) == 2, pilot)
        assert "only the first 2 are marked" in line(search, "#notes-on-query")
        await pilot.press("a")
        await until(lambda: not search.marks.marked, pilot)


async def test_results_are_exported_in_six_keys(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await searched(pilot, screen, "rana ahmed")
        await pilot.press("tab", "a", "E")
        await export_planned(pilot)
        await pilot.press("enter")
        export = newsroom.parent / "reader-export"
        await until(lambda: export.exists() and len(list(export.glob("*.md"))) == 3, pilot)
        assert "Rana Ahmed" in (export / "2025-01-09 report.md").read_text(encoding="utf-8")


async def test_letters_are_typed_in_the_line_and_act_in_the_list(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "")
        await pilot.press(*"rosacu14E")
        assert search.typed == "rosacu14E"
        assert screen.session.notebook.highlights == ()


async def test_what_was_searched_for_comes_back_with_arrow_up_and_after_a_restart(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        for typed in ("rana", "geneva"):
            await searched(pilot, screen, typed)
            await pilot.press("enter")
            await until(lambda: pilot.app.screen is screen, pilot)
    assert Memory(memory_path(newsroom)).searches == ["geneva", "rana"]
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("s")
        search = await top(pilot, SearchScreen)
        await pilot.pause()
        assert "Lately" in screen_text(search)
        await pilot.press("up")
        assert search.typed == "geneva"
        await until(lambda: search.hits, pilot)
        await pilot.pause()
        await pilot.press("up")
        assert search.typed == "rana"


async def test_a_search_comes_back_as_it_was_left(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        await pilot.press("ctrl+t", "down")
        await until(lambda: "newest" in line(search, "#reading-of-query"), pilot)
        chosen = search.results.key
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press("s")
        again = await top(pilot, SearchScreen)
        await until(lambda: again.hits, pilot)
        await pilot.pause()
        assert (again.typed, again.results.key) == ("rana ahmed", chosen)
        assert "newest first" in line(again, "#reading-of-query")
        await pilot.press(*"geneva")
        assert again.typed == "geneva"


async def test_searches_are_saved_listed_and_forgotten(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana is:unread")
        await pilot.press("ctrl+s")
        assert "saved" in line(search, "#notes-on-query")
        assert Notebook.of_folder(newsroom).searches == ("rana is:unread",)
        await pilot.press("ctrl+u")
        await until(lambda: not search.typed, pilot)
        await pilot.pause()
        assert "Saved" in screen_text(search)
        await pilot.press("enter")
        await until(lambda: search.hits, pilot)
        assert search.typed == "rana is:unread"
        await pilot.press("ctrl+u")
        await pilot.pause()
        await pilot.press("tab", "d")
        assert Notebook.of_folder(newsroom).searches == ()
        assert "Saved" not in screen_text(search)


async def test_what_was_not_read_yet_is_gone_through_with_one_key_each(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        shelving, "DWELL", 1_000.0
    )  # the open story, whose end is in sight, would count as read meanwhile
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed is:unread")
        assert len(search.hits) == 3
        await pilot.press("tab", "U")
        await until(lambda: len(search.hits) == 2, pilot)
        await pilot.press("U")
        await until(lambda: len(search.hits) == 1, pilot)
        assert len(screen.session.notebook.read_documents) == 2


async def test_an_older_search_is_given_up_when_a_key_comes(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        asked: dict[str, bool] = {}
        original = screen.session.searcher.search

        def slow(typed, limit, *, stopped, **how):
            asked[typed] = False
            for _ in range(200):
                if stopped():
                    asked[typed] = True
                    return Results()
                if typed == "rana":
                    break
                time.sleep(0.02)
            return original(typed, limit, stopped=stopped, **how)

        monkeypatch.setattr(screen.session.searcher, "search", slow)
        await pilot.press("s")
        search = await top(pilot, SearchScreen)
        search.query_one(Input).value = "ran"
        await until(lambda: "ran" in asked, pilot)
        search.query_one(Input).value = "rana"
        await until(lambda: search.hits and asked["ran"], pilot)


async def test_over_how_much_it_answers_is_said_while_text_is_indexed(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana")
        screen.session.pace.note(Progress(3, 10))
        search.ask_again()
        await until(lambda: "so far 3 of 10 new documents" in line(search, "#reading-of-query"), pilot)
        screen.session.pace.note(Progress(3, 10, stage="names"))
        search.ask_again()
        await until(lambda: "so far" not in line(search, "#reading-of-query"), pilot)
        search.query_one(Input).value = "person:rana"
        await until(lambda: "names so far of 3 of 10" in line(search, "#reading-of-query"), pilot)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12)])
async def test_nothing_runs_over_the_edge_at_any_size(newsroom: Path, size: tuple[int, int]) -> None:
    async with opened(newsroom, size) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        for keys in ((), ("tab", "space"), ("/",), ("ctrl+u",)):
            await pilot.press(*keys)
            await pilot.pause()
            assert all(strip.cell_length <= size[0] for strip in search._compositor.render_strips())


def hit(row=1, start=0, how="exact", fuzzy=False, copies=(), title="A title", respelt=()):
    document = Listed(row, f"{row}.txt", title, None, "", 9, "")
    return Hit(document, start, "Rana spoke.", (Match(start, start + 4, fuzzy),), how, respelt, copies)


def test_exact_and_fuzzy_matches_are_lit_differently() -> None:
    rows = result_rows(Results((hit(), hit(2, how="fuzzy", fuzzy=True))), 60)
    styles = [style for row in rows if row.key for words, style in row.parts if words == "Rana"]
    assert styles == ["hit", "guess"]


def test_a_document_with_more_passages_than_are_listed_says_so() -> None:
    rows = result_rows(Results((hit(), hit(start=50)), counts={1: 7}), 60)
    assert rows[0].right[0].strip() == "2 of 7"
    assert (
        "2 of 9 passages in 1 document"
        in describe(Results((hit(), hit(start=50)), total=9), "newest", is_folded=False)[0][0]
    )


def test_passages_of_four_kinds_stand_under_headings_of_their_own() -> None:
    found = Results((hit(), hit(2, how="fuzzy"), hit(3, how="apart"), hit(4, how="partial")))
    headings = [
        words for row in result_rows(found, 60) if not row.key for words, style in row.parts if style == "guess"
    ]
    assert headings == [
        "Spelt differently",
        "All the words, in different passages of a document",
        "Only some of the words",
    ]


def test_documents_of_one_title_are_told_apart_by_their_paths() -> None:
    rows = result_rows(Results((hit(1), hit(2), hit(3, title="Another"))), 60)
    headings = ["".join(words for words, _style in row.parts).strip() for row in rows if not row.key]
    assert headings == ["A title  1.txt", "A title  2.txt", "Another"]
    rows = result_rows(Results((hit(1, title="A title " * 20), hit(2, title="A title " * 20))), 60)
    assert [row.parts[1][0].strip() for row in rows if not row.key] == ["1.txt", "2.txt"]
    assert all(sum(len(words) for words, _style in row.parts) < 60 for row in rows)


def test_notes_come_in_the_order_of_their_weight() -> None:
    found = Results((hit(respelt=(("rna", "rana"),)),), reading="rna", problems=("a bracket is missing",))
    assert [words for words, style in notes(found) if style != "quiet"] == [
        "a bracket is missing",
        "read as: rna",
        "read also as: rana for rna",
    ]


def test_suggestions_and_searches_of_lately_are_rows_that_can_be_taken() -> None:
    rows = nearby_rows(Results(nearby=(("rana", 4),)), "rana zzz")
    assert [(row.key, row.right[0]) for row in rows if row.key] == [("type:rana", "4 passages")]
    keys = [row.key for row in start_rows(["a"], ["b", "c"], 80) if row.key]
    assert keys == ["saved:a", "lately:b", "lately:c"]


async def test_the_preview_lights_what_is_spelt_differently_in_its_own_way(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "okafr lagos")
        view = search.query_one("#preview", TextView)
        await until(lambda: "Okafor" in view.text, pilot)
        await pilot.pause()
        chosen = search.chosen()
        tags = {
            view.text[start:end]: found
            for start, end, found in view._hits.pieces(0, len(view.text))
            if found and start >= chosen.start
        }
        assert tags["Okafor"] == {"hit", "hit-fuzzy"}
        assert tags["Lagos"] == {"hit"}


async def test_an_answer_that_was_cut_short_is_completed_unless_something_else_is_typed(folder):
    async with opened(folder) as (pilot, screen):
        asked = []
        search = screen.session.searcher.search

        def searching(typed, limit, *, seconds, **more):
            asked.append(seconds)
            return replace(search(typed, limit, seconds=seconds, **more), is_late=len(asked) == 1)

        screen.session.searcher.search = searching
        await pilot.press("s", "f")
        await until(lambda: len(asked) == 2 and pilot.app.screen.hits, pilot)
        assert asked[0] < asked[1]
        await pilot.press("e")
        await until(lambda: len(asked) == 3, pilot)


async def test_the_end_of_the_list_brings_more_however_it_is_grouped(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_LIMITS", (2, 200))
    async with opened(newsroom) as (pilot, screen):
        search = await searched(pilot, screen, "rana ahmed")
        assert len(search.hits) == 2
        # the best first, while the rows stand by document
        search.hits = dict(reversed(search.hits.items()))
        await pilot.press("tab", "G")
        await until(lambda: len(search.hits) == 3, pilot)
