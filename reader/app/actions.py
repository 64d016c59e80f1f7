"""The one table of what can be done in the app: bindings, footer, help, palette, keymap and the page of keys come from it."""

from dataclasses import dataclass
from typing import Final, Literal

from textual.binding import Binding

Scope = Literal[
    "text", "list", "marking", "reading", "desk", "results", "sides", "search", "timeline", "lines", "marks", "entity", "likely", "review", "attaching", "exporting", "exporting_marks", "exporting_dates", "app"
]  # fmt: skip
"""Where an action's keys work: in the text, in any list, in a list whose rows can be marked, anywhere on the reading
screen, wherever entities are at hand (the reading screen, who is who, an entity's page), in lists that answer a line
(search results, documents by name, contents, timeline, who is who), in those of them that may have the keys themselves (search
results, who is who), in the search alone, in the timeline alone, in lists of passages that can be highlighted (search
results, an entity's page), in the list of all marks, on an entity's page alone, in the queue of likely merges, in that of
marks to check, where a mark is put elsewhere by hand, in any export, in that of highlights, in that of dates, always."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    """Name of the method `action_…` that does it; places that do something alike share it."""

    keys: tuple[str, ...]
    """Keys, or characters, that do it."""

    label: str
    """One or two words for the footer and the palette."""

    help: str
    """What it does, as a sentence without a full stop."""

    group: str
    scope: Scope
    footer: int = 0
    """Its place in the footer; 0 keeps it out."""

    name: str = ""
    """What a keymap calls it, which nothing else is called; its id where none is given."""

    def __post_init__(self) -> None:
        """Call it by its id where it has no name of its own."""
        if not self.name:
            object.__setattr__(self, "name", self.id)


# fmt: off
ACTIONS: Final[tuple[Action, ...]] = (
    Action("cursor_left", ("left", "h"), "Left", "one character back", "Move", "text"),
    Action("cursor_right", ("right", "l"), "Right", "one character on", "Move", "text"),
    Action("cursor_up", ("up", "k"), "Up", "one row up", "Move", "text"),
    Action("cursor_down", ("down", "j"), "Down", "one row down", "Move", "text"),
    Action("word_next", ("w", "ctrl+right"), "Next word", "to the next word", "Move", "text"),
    Action("word_back", ("b", "ctrl+left"), "Word back", "to the word before", "Move", "text"),
    Action("sentence_next", (")",), "Next sentence", "to the next sentence", "Move", "text"),
    Action("sentence_back", ("(",), "Sentence back", "to the sentence before", "Move", "text"),
    Action("paragraph_next", ("}",), "Next paragraph", "to the next paragraph", "Move", "text"),
    Action("paragraph_back", ("{",), "Paragraph back", "to the paragraph before", "Move", "text"),
    Action("row_start", ("home", "0"), "Row start", "to the start of the row", "Move", "text"),
    Action("row_end", ("end", "$"), "Row end", "to the end of the row", "Move", "text"),
    Action("page_down", ("space", "pagedown"), "Page down", "one page on", "Move", "text"),
    Action("page_up", ("pageup",), "Page up", "one page back", "Move", "text"),
    Action("half_down", ("ctrl+d",), "Half down", "half a page on", "Move", "text"),
    Action("half_up", ("ctrl+u",), "Half up", "half a page back", "Move", "text"),
    Action("text_top", ("g", "ctrl+home"), "Top", "to the top of the text", "Move", "text"),
    Action("text_end", ("G", "ctrl+end"), "End", "to the end of the text", "Move", "text"),
    Action("list_up", ("up", "k"), "Up", "one row up", "Lists", "list"),
    Action("list_down", ("down", "j"), "Down", "one row down", "Lists", "list"),
    Action("list_page_up", ("pageup", "ctrl+u"), "Page up", "one page up", "Lists", "list"),
    Action("list_page_down", ("pagedown", "space", "ctrl+d"), "Page down", "one page down", "Lists", "list"),
    Action("list_top", ("home", "g"), "Top", "to the first row", "Lists", "list"),
    Action("list_end", ("end", "G"), "End", "to the last row", "Lists", "list"),
    Action("choose", ("enter",), "Choose", "open the document, or go to the next mention of the row", "Lists", "list"),
    Action("find", ("/",), "Find", "find in this document, as you type", "Search", "reading", 1),
    Action("find_next", ("n",), "Next hit", "next hit", "Search", "reading"),
    Action("find_previous", ("N",), "Previous hit", "previous hit", "Search", "reading"),
    Action("find_word", ("*",), "Find word", "find the word under the cursor", "Search", "reading"),
    Action("search", ("s", "ctrl+f"), "Search all", "search all documents, forgiving of misspelling", "Search", "reading", 2),
    Action("order_hits", ("ctrl+t", "o"), "Order", "in the search: best, newest or oldest first", "Search", "search", name="search_order"),
    Action("fold_copies", ("ctrl+g", "c"), "Copies", "in the search: passages that say the same as one, or each", "Search", "search", name="search_copies"),
    Action("order_left", ("<",), "By left", "in the search: every place as a line, by what stands before it", "Search", "search", name="search_order_left"),
    Action("order_right", (">",), "By right", "by what stands after it", "Search", "search", name="search_order_right"),
    Action("save_search", ("ctrl+s", "s"), "Save", "in the search: save it, or no longer", "Search", "search", name="search_save"),
    Action("forget", ("d", "delete"), "Forget", "in the search: forget a search that is listed", "Search", "search", name="search_forget"),
    Action("next_mention", (".",), "Mentions", "next person, organization, place or date in the text", "Who and when", "reading", 5),
    Action("previous_mention", ("comma",), "Previous mention", "the one before", "Who and when", "reading"),
    Action("filter_names", ("f",), "Filter names", "filter the document's names as you type, or the documents where they have the keys", "Who and when", "reading"),
    Action("cycle_date", ("c",), "Next reading", "the next reading of the date under the cursor", "Who and when", "reading"),
    Action("type_date", ("C",), "Type a date", "type what the date under the cursor means", "Who and when", "reading"),
    Action("document_day", ("D",), "Document's date", "type the day of the document, from which “Friday” is reckoned", "Who and when", "reading"),
    Action("timeline", ("T",), "Timeline", "every dated mention of the folder in calendar order", "Who and when", "reading", 7),
    Action("toggle_select", ("v",), "Select", "start or end a selection; any movement extends it", "Mark", "text"),
    Action("select_word", ("W",), "Select word", "select the word; again: one more", "Mark", "text"),
    Action("select_sentence", ("V",), "Select sentence", "the sentence; again: one more", "Mark", "text"),
    Action("select_paragraph", ("P",), "Select paragraph", "the paragraph; again: one more", "Mark", "text"),
    Action("swap_ends", ("%",), "Other end", "move the other end of the selection", "Mark", "text"),
    Action("extend_left", ("shift+left",), "Extend left", "extend the selection", "Mark", "text"),
    Action("extend_right", ("shift+right",), "Extend right", "extend the selection", "Mark", "text"),
    Action("extend_up", ("shift+up",), "Extend up", "extend the selection", "Mark", "text"),
    Action("extend_down", ("shift+down",), "Extend down", "extend the selection", "Mark", "text"),
    Action("extend_word_left", ("ctrl+shift+left",), "Extend word left", "by a word", "Mark", "text"),
    Action("extend_word_right", ("ctrl+shift+right",), "Extend word right", "by a word", "Mark", "text"),
    Action("highlight", ("enter",), "Highlight", "highlight the selection, or the sentence under the cursor", "Mark", "text", 3),
    Action("colour('yellow')", ("1",), "Yellow", "highlight in yellow, or make the highlight yellow", "Mark", "reading", name="highlight_yellow"),
    Action("colour('green')", ("2",), "Green", "in green", "Mark", "reading", name="highlight_green"),
    Action("colour('blue')", ("3",), "Blue", "in blue", "Mark", "reading", name="highlight_blue"),
    Action("colour('pink')", ("4",), "Pink", "in pink", "Mark", "reading", name="highlight_pink"),
    Action("note", ("a",), "Note", "write a note on the highlight (highlights first where there is none)", "Mark", "reading", 6),
    Action("tags", ("#",), "Tags", "tag the highlight, with the tags in use offered", "Mark", "reading"),
    Action("copy_passage", ("y",), "Copy", "copy the selection, else the highlight, else the sentence, with its source", "Mark", "reading"),
    Action("quote_passage", ("Y",), "Quote", "add the same to a file, as Markdown", "Mark", "reading"),
    Action("delete", ("d", "delete"), "Delete", "take the highlight away", "Mark", "reading", name="delete_highlight"),
    Action("undo", ("u",), "Undo", "undo the last change of a mark, a date or a name", "Mark", "desk"),
    Action("next_highlight", ("]",), "Next highlight", "next highlight in the text", "Mark", "reading"),
    Action("previous_highlight", ("[",), "Previous highlight", "the one before", "Mark", "reading"),
    Action("marks", ("m",), "Marks", "mentions or your marks in the right pane", "Mark", "reading", name="marks_pane"),
    Action("all_marks", ("H",), "All marks", "all marks of the folder, filtered as you type", "Mark", "reading"),
    Action("review", ("Q",), "Check marks", "marks that may have moved, or are lost: is it this? yes or no", "Mark", "reading"),
    Action("export", ("E",), "Export", "export all highlights, as Markdown or for other programs", "Mark", "reading", 8),
    Action("open_document", ("o",), "Open", "open a document by title or name", "Documents and panes", "reading"),
    Action("contents", ("B",), "Contents", "the headings of this document, to jump to one", "Documents and panes", "reading"),
    Action("inspect", ("I",), "Look closely", "invisible characters and look-alike letters, in the passage, the name and the whole document", "Documents and panes", "reading"),
    Action("open_outside", ("X",), "Open outside", "open the file in the system's own program, as a PDF with its pictures", "Documents and panes", "reading"),
    Action("sort_documents", ("O",), "Sort documents", "by name, newest first, unread first, or as the last search found them", "Documents and panes", "reading"),
    Action("toggle_read", ("U",), "Read or not", "the document is read, or not; it is once its end was on the screen", "Documents and panes", "reading"),
    Action("next_document", ("J",), "Next document", "next document", "Documents and panes", "reading"),
    Action("previous_document", ("K",), "Previous document", "the one before", "Documents and panes", "reading"),
    Action("back", ("ctrl+o", "alt+left"), "Back", "back to where you jumped from", "Documents and panes", "reading"),
    Action("forward", ("alt+right",), "Forward", "forward again", "Documents and panes", "reading"),
    Action("next_pane", ("tab",), "Next pane", "next pane", "Documents and panes", "reading"),
    Action("previous_pane", ("shift+tab",), "Previous pane", "the one before", "Documents and panes", "reading"),
    Action("toggle_documents", ("t",), "Documents", "show or hide the documents", "Documents and panes", "reading"),
    Action("toggle_sidebar", ("i",), "Sidebar", "show or hide who and when", "Documents and panes", "reading"),
    Action("text_only", ("z",), "Text only", "nothing but the text", "Documents and panes", "reading"),
    Action("wider", ("+", "="), "Wider", "wider text column", "Documents and panes", "reading"),
    Action("narrower", ("-",), "Narrower", "narrower text column", "Documents and panes", "reading"),
    Action("escape", ("escape",), "Back to the text", "end the selection, the find, or the pane", "Documents and panes", "reading"),
    Action("results_down", ("down",), "Next result", "next result", "Lists with a line", "results"),
    Action("results_up", ("up",), "Previous result", "the one before", "Lists with a line", "results"),
    Action("results_page_down", ("pagedown",), "Page down", "one page of results on", "Lists with a line", "results"),
    Action("results_page_up", ("pageup",), "Page up", "one page back", "Lists with a line", "results"),
    Action("open_result", ("enter",), "Open", "open the document at the passage", "Lists with a line", "results"),
    Action("cycle_chosen", ("ctrl+r",), "Next reading", "in the timeline: the next reading of the chosen date", "Lists with a line", "timeline", name="timeline_cycle_date"),
    Action("export_dates", ("ctrl+s",), "Export", "in the timeline: export the dates that are listed, for TimelineJS, calendars or spreadsheets", "Lists with a line", "timeline"),
    Action("close", ("escape", "ctrl+o"), "Close", "back to where you were", "Lists with a line", "results", name="close_list"),
    Action("other_side", ("tab", "shift+tab"), "Line or list", "in the search and in who is who: from line to list and back", "Lists with a line", "sides", name="line_or_list"),
    Action("filter_line", ("/",), "Line", "back to the line to type in", "Lists with a line", "sides"),
    Action("mark_row", ("space",), "Mark", "in the search, in who is who and on a page: mark the row", "Marked rows", "marking"),
    Action("mark_all", ("a",), "Mark all", "mark all rows, or none", "Marked rows", "marking"),
    Action("mark_lines('yellow')", ("1",), "Yellow", "in the search and on a page: highlight the marked passages in yellow", "Marked rows", "lines", name="passages_yellow"),
    Action("mark_lines('green')", ("2",), "Green", "in green", "Marked rows", "lines", name="passages_green"),
    Action("mark_lines('blue')", ("3",), "Blue", "in blue", "Marked rows", "lines", name="passages_blue"),
    Action("mark_lines('pink')", ("4",), "Pink", "in pink", "Marked rows", "lines", name="passages_pink"),
    Action("export_lines", ("E",), "Export", "highlight the marked passages and export them; all highlights where none is marked", "Marked rows", "lines", name="passages_export"),
    Action("toggle_read", ("U",), "Read or not", "in the search: the document is read, or not", "Marked rows", "search", name="search_toggle_read"),
    Action("undo", ("u",), "Undo", "in the search: take the last change back", "Marked rows", "search", name="search_undo"),
    Action("order_marks", ("ctrl+t", "o"), "Order", "by document, newest first, by date, colour or tag", "All marks", "marks", name="marks_order"),
    Action("recolour('yellow')", ("1",), "Yellow", "the mark, or the marked ones, in yellow", "All marks", "marks", name="marks_yellow"),
    Action("recolour('green')", ("2",), "Green", "in green", "All marks", "marks", name="marks_green"),
    Action("recolour('blue')", ("3",), "Blue", "in blue", "All marks", "marks", name="marks_blue"),
    Action("recolour('pink')", ("4",), "Pink", "in pink", "All marks", "marks", name="marks_pink"),
    Action("write_note", ("n",), "Note", "write a note on the mark", "All marks", "marks", name="marks_note"),
    Action("write_tags", ("#",), "Tags", "tag the mark, or the marked ones", "All marks", "marks", name="marks_tags"),
    Action("delete_marks", ("d", "delete"), "Delete", "delete the mark, or the marked ones", "All marks", "marks", name="marks_delete"),
    Action("undo", ("u",), "Undo", "take the last change back, also of many marks at once", "All marks", "marks", name="marks_undo"),
    Action("copy_marks", ("y",), "Copy", "copy the mark, or the marked ones, with where they stand", "All marks", "marks", name="marks_copy"),
    Action("attach", ("r",), "Re-attach", "say in which passage the mark stands now", "All marks", "marks", name="marks_attach"),
    Action("review", ("Q",), "Check marks", "marks that may have moved, or are lost, one by one", "All marks", "marks", name="marks_review"),
    Action("export", ("E",), "Export", "export the marked ones, or those that are listed", "All marks", "marks", name="marks_export"),
    Action("who", ("e",), "Who", "page of the name under the cursor, else everyone", "Who is who", "desk", 4),
    Action("reject", ("x",), "Not an entity", "this is no entity; on one taken out: it is one", "Who is who", "desk"),
    Action("merge", ("M",), "Merge", "the marked names are one; or choose with which", "Who is who", "desk"),
    Action("rename", ("r",), "Rename", "type what it is called", "Who is who", "desk"),
    Action("retype", ("R",), "Kind", "say of which kind it is", "Who is who", "desk"),
    Action("split", ("S",), "Split", "what is written like this is another entity", "Who is who", "desk"),
    Action("always_mark", ("A",), "Always mark", "the selection or word is a name in every document", "Who is who", "reading"),
    Action("likely", ("L",), "Likely merges", "names that may be one: yes or no, pair by pair", "Who is who", "desk", name="likely_merges"),
    Action("order_left", ("<",), "By left", "on a page: sort the lines by what stands before", "Page of a name", "entity", name="page_order_left"),
    Action("order_right", (">",), "By right", "by what stands after", "Page of a name", "entity", name="page_order_right"),
    Action("order_next", ("o",), "Order", "next order: date, left, right, document", "Page of a name", "entity", name="page_order"),
    Action("other_pane", ("tab", "shift+tab"), "Beside", "from the lines to what stands beside, and back", "Page of a name", "entity", name="page_other_pane"),
    Action("together", ("p",), "Passage", "open the passage in which the two stand together", "Page of a name", "entity", name="page_together"),
    Action("timeline", ("T",), "Timeline", "the dates of the name in calendar order, to read or to export", "Page of a name", "entity", name="page_timeline"),
    Action("close", ("escape", "ctrl+o", "alt+left"), "Back", "back to where you were", "Page of a name", "entity", name="page_close"),
    Action("yes", ("y", "enter"), "One", "in the queue: they are one", "Likely merges", "likely", name="likely_yes"),
    Action("no", ("n",), "Two", "they are not", "Likely merges", "likely", name="likely_no"),
    Action("skip", ("space", "right"), "Later", "decide later", "Likely merges", "likely", name="likely_later"),
    Action("before", ("left",), "Before", "the pair before", "Likely merges", "likely", name="likely_before"),
    Action("undo", ("u",), "Undo", "take the last answer back", "Likely merges", "likely", name="likely_undo"),
    Action("close", ("escape", "ctrl+o", "alt+left"), "Back", "back to where you were", "Likely merges", "likely", name="likely_close"),
    Action("yes", ("y", "enter"), "It is this", "in the queue: the passage stands here now", "Marks to check", "review", name="review_yes"),
    Action("no", ("n",), "It is not", "it does not stand in the text any more", "Marks to check", "review", name="review_no"),
    Action("skip", ("space", "right"), "Later", "decide later", "Marks to check", "review", name="review_later"),
    Action("before", ("left",), "Before", "the mark before", "Marks to check", "review", name="review_before"),
    Action("scroll_sides(3)", ("down", "pagedown"), "Down", "more of both texts", "Marks to check", "review", name="review_down"),
    Action("scroll_sides(-3)", ("up", "pageup"), "Up", "what stands above", "Marks to check", "review", name="review_up"),
    Action("attach", ("r",), "Re-attach", "select where it stands now", "Marks to check", "review", name="review_attach"),
    Action("delete_mark", ("d", "delete"), "Delete", "delete the mark", "Marks to check", "review", name="review_delete"),
    Action("undo", ("u",), "Undo", "take the last answer back", "Marks to check", "review", name="review_undo"),
    Action("close", ("escape", "ctrl+o", "alt+left"), "Back", "back to where you were", "Marks to check", "review", name="review_close"),
    Action("next_place", ("n",), "Likely place", "the next sentence that is like the passage", "Re-attach", "attaching", name="attach_next_place"),
    Action("previous_place", ("N",), "Previous place", "the one before", "Re-attach", "attaching", name="attach_previous_place"),
    Action("open_document", ("o",), "Other document", "the passage is in another document", "Re-attach", "attaching", name="attach_other_document"),
    Action("close", ("escape", "ctrl+o", "alt+left"), "Give up", "end the selection, or give up", "Re-attach", "attaching", name="attach_close"),
    Action("write", ("w",), "Write", "write what is planned; enter too", "Export", "exporting", name="export_write"),
    Action("format(1)", ("1",), "Markdown", "Markdown, a file for each document", "Export", "exporting_marks", name="export_markdown"),
    Action("format(2)", ("2",), "One file", "one Markdown file", "Export", "exporting_marks", name="export_single"),
    Action("format(3)", ("3",), "JSON-LD", "W3C annotations", "Export", "exporting_marks", name="export_jsonld"),
    Action("format(4)", ("4",), "CSV", "a table for spreadsheets", "Export", "exporting_marks", name="export_csv"),
    Action("format(5)", ("5",), "Readwise", "the table that Readwise takes over", "Export", "exporting_marks", name="export_readwise"),
    Action("format(1)", ("1",), "TimelineJS", "in that of dates: a page with a timeline", "Export", "exporting_dates", name="export_timelinejs"),
    Action("format(2)", ("2",), "iCalendar", "for calendars", "Export", "exporting_dates", name="export_ics"),
    Action("format(3)", ("3",), "CSV", "a table for spreadsheets", "Export", "exporting_dates", name="export_dates_csv"),
    Action("format(4)", ("4",), "Markdown", "a heading for each year", "Export", "exporting_dates", name="export_dates_markdown"),
    Action("show_diff", ("d",), "What changes", "what would change in the file, line by line", "Export", "exporting", name="export_diff"),
    Action("other_side", ("tab", "shift+tab", "/"), "Where to", "from the files to the line with the place, and back", "Export", "exporting", name="export_other_side"),
    Action("force", ("f",), "Replace kept", "also replace what you changed, with a copy kept beside it", "Export", "exporting", name="export_force"),
    Action("restore", ("b",), "Bring back", "also bring back what you deleted from the export", "Export", "exporting_marks", name="export_restore"),
    Action("close", ("escape", "ctrl+o", "alt+left"), "Cancel", "write nothing", "Export", "exporting", name="export_close"),
    Action("command_palette", ("ctrl+p", ":"), "Palette", "everything that can be done here, by name", "Help", "app"),
    Action("help", ("?", "f1"), "Help", "the keys of where you are, then all others; what colours and signs mean", "Help", "app", 9),
    Action("leave", ("q",), "Quit", "close what lies on top, or quit", "Help", "app", name="quit"),
    Action("suspend", ("ctrl+z",), "Suspend", "back to the shell, in which fg goes on here", "Help", "app"),
    Action("tour_next", ("ctrl+n",), "Next step", "in the tour: the next thing to try", "Help", "app"),
    Action("tour_end", ("ctrl+l",), "End the tour", "in the tour: end it; it never comes by itself again", "Help", "app"),
)
# fmt: on
"""Everything that can be done, an action a line."""


TOGETHER: Final[tuple[tuple[Scope, ...], ...]] = (
    ("text", "reading", "desk", "app"),
    ("list", "reading", "desk", "app"),
    ("results", "timeline", "app"),
    ("results", "sides", "desk", "app"),
    ("results", "sides", "search", "lines", "app"),
    ("list", "sides", "desk", "app"),
    ("list", "entity", "lines", "desk", "app"),
    ("list", "sides", "search", "lines", "app"),
    ("marking", "sides", "desk", "app"),
    ("marking", "entity", "lines", "desk", "app"),
    ("marking", "sides", "search", "lines", "app"),
    ("results", "sides", "marks", "app"),
    ("list", "sides", "marks", "app"),
    ("marking", "sides", "marks", "app"),
    ("likely", "app"),
    ("review", "app"),
    ("text", "attaching", "app"),
    ("list", "exporting", "exporting_marks", "app"),
    ("list", "exporting", "exporting_dates", "app"),
)
"""Scopes whose keys work at the same time, so that no key may mean two things in them."""


def bindings(scope: Scope) -> list[Binding]:
    """Return the key bindings of a scope as they are without a keymap, each with its action's name."""
    return [
        Binding(",".join(action.keys), action.id, action.label, show=False, id=action.name)
        for action in ACTIONS
        if action.scope == scope
    ]
