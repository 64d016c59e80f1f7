"""Which test covers which kind of bad input: one line a kind, and a test that every named test is there."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TEXTS, FILES, TERMINAL = "hostile/test_hostile_texts", "hostile/test_hostile_files", "hostile/test_hostile_terminal"
DECODING, READING, ANY = (
    "documents/test_documents_decoding",
    "documents/test_documents_reading",
    "documents/test_documents_any_bytes",
)
FOLDER, DOCX, EPUB = "documents/test_documents_folder", "documents/test_documents_docx", "documents/test_documents_epub"
HTML, PDF, MAIL = "documents/test_documents_html", "documents/test_documents_pdf", "documents/test_documents_mail"
QUERY, HYGIENE, ESCAPE = "search/test_search_query", "text/test_text_hygiene", "export/test_export_escape"
MARKS, LOG, MERGE = "notebook/test_notebook_marks", "notebook/test_notebook_log", "export/test_export_merge"
SCREENS = f"{TERMINAL}::test_no_screen_of_the_app_obeys_what_it_shows"
COMMANDS = f"{TERMINAL}::test_no_command_says_anything_that_is_obeyed"
DOOR = f"{ANY}::test_no_terminal_would_obey_what_comes_in"
WORDS = f"{ANY}::test_words_of_every_kind_come_in_as_they_are"
AWKWARD = f"{TEXTS}::test_a_folder_of_awkward_texts_is_indexed_searched_and_exported"
NAMES = f"{FILES}::test_files_of_every_name_are_indexed_marked_exported_and_checked"
IN_PLACE = f"{FILES}::test_what_stands_in_the_place_of_a_file_is_read_or_refused_and_never_waited_for"

KINDS = {
    # bytes and encodings
    1: ("an empty file", f"{DECODING}::test_an_empty_file_is_an_empty_text", AWKWARD),
    2: ("one zero byte", f"{TEXTS}::test_files_of_nothing_but_zeros_are_refused_at_once"),
    3: ("ten megabytes of zero bytes", f"{TEXTS}::test_files_of_nothing_but_zeros_are_refused_at_once"),
    4: ("a byte-order mark of UTF-8", f"{DECODING}::test_a_byte_order_mark_decides_and_is_no_part_of_the_text"),
    5: (
        "UTF-16 with and without a mark",
        f"{DECODING}::test_a_byte_order_mark_decides_and_is_no_part_of_the_text",
        f"{DECODING}::test_wide_text_without_a_mark_is_recognised_and_said_to_be_a_guess",
        f"{DECODING}::test_an_odd_byte_at_the_end_of_utf16_is_no_end_of_the_world",
    ),
    6: ("UTF-32", f"{DECODING}::test_wide_text_without_a_mark_is_recognised_and_said_to_be_a_guess"),
    7: ("quotation marks of Windows", f"{DECODING}::test_windows_text_is_read_and_said_to_be_a_guess"),
    8: ("Latin-1 said to be UTF-8", f"{HTML}::test_encodings_are_believed_where_the_bytes_agree"),
    9: ("Shift-JIS, GB18030, KOI8-R", f"{DECODING}::test_texts_from_before_utf8_are_recognised_and_said_to_be_a_guess"),
    10: ("broken UTF-8 of every form", f"{DECODING}::test_utf8_with_a_few_broken_bytes_stays_utf8_and_says_so"),
    11: ("surrogates that were encoded", f"{TEXTS}::test_surrogates_that_were_encoded_one_by_one_are_damage_and_no_character"),
    12: ("a character cut off at the end", f"{DECODING}::test_a_character_cut_off_at_the_end_of_the_file_loses_only_itself"),
    13: ("noncharacters", WORDS, AWKWARD),
    14: ("every character that there is", f"{TEXTS}::test_every_character_that_there_is_comes_in_and_keeps_its_place"),
    # lines and shapes
    15: ("a line of fifty megabytes", f"{TEXTS}::test_a_line_of_fifty_megabytes_is_read_and_broken_into_rows"),
    16: ("a million empty lines", f"{TEXTS}::test_texts_of_one_character_are_read_broken_into_rows_and_have_a_title"),
    17: (
        "line ends of every kind",
        f"{DECODING}::test_every_line_ending_becomes_one_newline",
        f"{DECODING}::test_form_feeds_and_escapes_are_shown_instead_of_obeyed",
    ),
    18: ("no end of the last line", f"{TEXTS}::test_the_last_line_may_have_no_end"),
    19: ("ten thousand tabs", f"{TEXTS}::test_texts_of_one_character_are_read_broken_into_rows_and_have_a_title"),
    20: ("binary data named text", f"{DECODING}::test_binary_data_is_refused", IN_PLACE),
    21: ("a sparse file of a gigabyte", f"{TEXTS}::test_files_of_nothing_but_zeros_are_refused_at_once"),
    22: (
        "a file that grows while it is read",
        f"{READING}::test_a_file_that_grows_beyond_the_limit_while_it_is_read_is_refused_and_not_cut_off",
        f"{FILES}::test_files_that_come_grow_shrink_and_go_while_they_are_indexed",
    ),
    23: (
        "a file deleted or replaced between list and opening",
        IN_PLACE,
        "app/test_app_stories::test_a_file_that_vanishes_or_is_no_text_is_explained",
        "documents/test_documents_folder::test_a_file_that_vanishes_during_the_look_is_named",
        "app/test_app_review::test_a_file_that_changes_while_it_is_asked_about_is_looked_at_again",
    ),
    # what terminals obey
    24: ("titles of the window", DOOR, SCREENS, COMMANDS),
    25: ("links", DOOR, SCREENS, "app/test_app_guard::test_links_are_not_drawn_and_harmless_rows_are_left_alone"),
    26: ("the clipboard", DOOR, SCREENS, COMMANDS, f"{TERMINAL}::test_what_is_copied_reaches_the_clipboard_as_text", "app/test_app_clipboard::test_a_terminal_is_asked_in_one_sequence_that_holds_nothing_but_letters"),
    27: ("screens, cursors, modes", DOOR, SCREENS, COMMANDS),
    28: ("strings and pictures", SCREENS, COMMANDS),
    29: ("controls of eight bits", DOOR, SCREENS, COMMANDS, f"{TERMINAL}::test_what_is_pasted_into_a_line_is_not_obeyed_either"),
    30: ("questions that are answered by typing", DOOR, SCREENS, COMMANDS),
    31: ("the end of a paste", DOOR, SCREENS, "app/test_app_guard::test_what_is_pasted_is_text"),
    32: (
        "controls in names, titles and subjects",
        SCREENS,
        COMMANDS,
        f"{MAIL}::test_subjects_are_decoded_and_safe",
        f"{EPUB}::test_titles_are_safe",
        f"{PDF}::test_controls_in_text_and_titles_are_shown_instead_of_obeyed",
        "cli/test_cli_safety::test_no_command_prints_what_a_terminal_would_obey",
    ),
    # traps of Unicode
    33: ("directions", DOOR, SCREENS, "text/test_text_safety::test_each_kind_of_control_has_its_stand_in"),
    34: ("invisible characters within a name", WORDS, AWKWARD, f"{HYGIENE}::test_what_the_eye_does_not_see_is_told"),
    35: ("names in letters that look alike", WORDS, f"{HYGIENE}::test_what_the_eye_does_not_see_is_told", f"{HYGIENE}::test_names_that_look_the_same_are_known_to", "app/test_app_inspecting::test_two_names_that_look_the_same_are_pointed_out_in_the_list"),
    36: ("five hundred marks on a letter", WORDS, f"{HYGIENE}::test_what_the_eye_does_not_see_is_told"),
    37: ("pictures of several characters", WORDS, "app/test_app_layout::test_no_grapheme_cluster_is_cut_between_rows"),
    38: ("wide characters", WORDS, "app/test_app_layout::test_rows_cover_the_text_in_order_and_fit"),
    39: ("other scripts", WORDS, f"{HYGIENE}::test_languages_as_people_write_them_are_nothing_odd", AWKWARD),
    40: (
        "letters composed in two ways",
        f"{TEXTS}::test_names_composed_in_two_ways_are_two_files",
        "search/test_search_engine::test_capitals_and_diacritics_are_folded_on_both_sides",
    ),
    41: ("letters that fold to another length", "text/test_text_folding::test_offsets_are_those_of_the_text", AWKWARD),
    42: (
        "marks that would cut a character",
        "notebook/test_notebook_anchor::test_no_selector_makes_it_raise_and_no_character_is_cut",
        "text/test_text_graphemes::test_every_offset_inside_a_cluster_leads_to_its_start",
        f"{TEXTS}::test_no_row_begins_inside_a_character",
    ),
    # what is taken for markup and queries
    43: ("markup of the screen", SCREENS, "app/test_app_stories::test_hostile_names_and_texts_are_shown_harmless", AWKWARD),
    44: ("Markdown, HTML, templates", f"{ESCAPE}::test_naughty_strings_come_back_as_themselves_in_one_block_quote", AWKWARD),
    45: ("YAML", f"{READING}::test_front_matter_is_read_line_by_line_and_never_executed", AWKWARD),
    46: ("queries", f"{QUERY}::test_no_query_is_an_error", f"{QUERY}::test_any_text_is_a_query"),
    47: (
        "patterns that never end",
        "search/test_search_conditions::test_a_pattern_that_takes_for_ever_is_given_up_and_said",
        "search/test_search_find::test_patterns_are_taken_literally_and_never_run_away",
    ),
    48: ("statements for a database", f"{QUERY}::test_no_query_is_an_error", AWKWARD),
    49: ("formulas", "export/test_export_csv::test_no_cell_is_taken_for_a_formula"),
    # files made of files
    50: (
        "archives that unpack to a monster",
        f"{TEXTS}::test_an_archive_within_archives_is_no_bomb",
        f"{DOCX}::test_very_many_parts_are_refused",
        f"{DOCX}::test_parts_that_share_their_bytes_are_refused",
        f"{DOCX}::test_a_part_that_unpacks_to_a_monster_is_refused",
    ),
    51: ("a Word file with a word of 400 MB", f"{TEXTS}::test_a_word_of_four_hundred_megabytes_is_refused"),
    52: (
        "an e-book that reaches out of itself",
        f"{EPUB}::test_a_book_reaches_for_nothing_outside_of_it",
        f"{EPUB}::test_a_link_in_a_book_is_no_chapter",
    ),
    53: (
        "an e-book without its parts, in circles, locked",
        f"{EPUB}::test_what_cannot_be_read_is_listed_with_its_reason",
        f"{EPUB}::test_a_spine_that_goes_in_circles_is_read_once",
    ),
    54: ("entities of XML", f"{DOCX}::test_entities_are_refused", f"{DOCX}::test_a_definition_elsewhere_is_not_fetched"),
    55: (
        "a page that fetches, or is very deep",
        "hostile/test_hostile_network::test_no_command_opens_a_connection",
        "hostile/test_hostile_network::test_the_app_opens_no_connection",
        f"{HTML}::test_elements_within_elements_however_deep",
    ),
    56: (
        "PDF files",
        f"{PDF}::test_a_locked_file_is_said_to_be_locked",
        f"{PDF}::test_pictures_alone_are_said_to_be_pictures",
        f"{PDF}::test_a_broken_file_costs_itself_alone",
        f"{PDF}::test_programs_and_attached_files_in_a_pdf_are_not_run_nor_read",
        f"{PDF}::test_columns_are_read_one_after_the_other",
        f"{TEXTS}::test_a_hundred_thousand_pages_are_read_or_refused",
    ),
    57: (
        "e-mails",
        f"{MAIL}::test_parts_within_parts_have_a_limit",
        f"{MAIL}::test_characters_of_every_kind",
        f"{MAIL}::test_attachments_are_named_and_not_read",
        f"{MAIL}::test_headers_that_nobody_writes",
    ),
    # the file system
    58: ("names", NAMES, f"{FILES}::test_a_name_that_begins_like_an_option_may_be_given"),
    59: (
        "what is no file, or may not be read or written",
        f"{FILES}::test_what_is_no_file_is_passed_over_with_a_reason",
        f"{FILES}::test_the_devices_of_the_machine_may_be_opened_as_a_folder",
        f"{FILES}::test_a_folder_that_may_only_be_read_is_read_and_stays_as_it_is",
        f"{READING}::test_a_refused_permission_is_explained",
        f"{FOLDER}::test_a_link_may_point_inside_the_folder_only",
        "notebook/test_notebook_crash::test_a_full_disk_loses_nothing_that_was_acknowledged_and_later_there_is_room_again",
    ),
    60: (
        "very many files, very deep folders",
        f"{FILES}::test_fifty_thousand_files_are_listed",
        f"{FILES}::test_a_tree_of_two_hundred_folders_is_read",
    ),
    # dates
    61: (
        "days at the edge of the calendar, and of others",
        f"{TEXTS}::test_days_at_the_edge_of_the_calendar",
        f"{TEXTS}::test_no_day_is_made_up_for_other_calendars_and_impossible_numbers",
        "dates/test_dates_forms::test_days_by_their_place",
        "dates/test_dates_forms::test_feasts",
        "documents/test_documents_dating::test_the_time_of_the_file_is_never_taken",
    ),
    62: (
        "words that look like dates",
        "dates/test_dates_false_friends::test_nothing_is_found",
        "dates/test_dates_false_friends::test_may_the_name_the_verb_and_the_month",
    ),
    # what the program itself has written
    63: (
        "a notebook cut, doubled, disordered, newer, written by two, with a clock that jumps",
        f"{MARKS}::test_a_file_cut_at_any_byte_loses_only_the_torn_line",
        f"{MARKS}::test_the_order_of_lines_does_not_matter_and_neither_do_doubles",
        f"{MARKS}::test_a_notebook_of_a_newer_format_is_shown_but_not_changed",
        f"{LOG}::test_two_processes_write_at_once_and_no_line_is_lost_or_mixed",
        "notebook/test_notebook_crash::test_a_clock_that_jumps_does_not_change_what_counts_last",
    ),
    64: (
        "an export edited, renamed, in conflict, with other line ends, emptied",
        f"{MERGE}::test_an_edited_block_stays_and_is_told_once_that_ours_changed",
        f"{MERGE}::test_two_versions_side_by_side_are_noticed_unless_they_stand_in_a_note",
        f"{MERGE}::test_line_ends_and_the_missing_last_one_are_kept",
        "export/test_export_files::test_an_export_that_was_renamed_and_moved_is_found_by_what_is_in_it",
        "export/test_export_files::test_a_file_that_is_gone_or_empty_is_written_again",
    ),
}  # fmt: skip


@cache
def functions_of(name):
    tree = ast.parse((TESTS / f"{name}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_kind_has_a_test():
    assert sorted(KINDS) == list(range(1, 65))


@pytest.mark.parametrize("number", KINDS)
def test_every_test_that_is_named_is_there(number):
    _what, *tests = KINDS[number]
    for test in tests:
        file, _, name = test.partition("::")
        assert name in functions_of(file), f"{test} is gone: which test covers kind {number} now?"
