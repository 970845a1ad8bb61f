"""The list of threats, E1 to E25: what each is, and the tests that hold it off beside the files of the corpus.

    python tests/hostile/threats.py

prints the list with its files and tests.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from bad_files import bad_files

TESTS = Path(__file__).parents[1]


class Threat(NamedTuple):
    """A row of the list; `tests` as `path::function`, the path without tests/ and .py."""

    what: str
    tests: tuple[str, ...] = ()
    files: bool = True  # whether the corpus has files of it; rules, paths and configurations are no files


PACKAGE, LIMITS, FILES = (
    "engine/readers/test_package",
    "engine/readers/test_reading_limits",
    "engine/readers/test_readers_files",
)
ENGINE, ISOLATION, OUTPUTS = "engine/test_engine", "engine/test_isolation", "hostile/test_paths_and_outputs"
MACHINE, THREATS = "engine/writers/test_writers_machine", "hostile/test_threats"
THREAT_LIST = {
    "E1": Threat("zip bombs", (
        f"{PACKAGE}::test_bombs_are_stopped_before_they_fill_the_memory", f"{PACKAGE}::test_overlapping_members",
        f"{PACKAGE}::test_a_header_that_lies_about_the_size", f"{PACKAGE}::test_honest_repetition_is_no_bomb",
        f"{PACKAGE}::test_too_many_members",
    )),
    "E2": Threat("entities, external parts, DOCTYPE", (f"{PACKAGE}::test_a_doctype_is_refused_wherever_it_stands",)),
    "E3": Threat("encrypted files", (f"{PACKAGE}::test_encrypted_members", f"{FILES}::test_other_formats_are_refused_with_advice")),
    "E4": Threat("macros, objects, DDE, links, templates", (
        f"{PACKAGE}::test_macros_are_data_and_told", f"{OUTPUTS}::test_no_command_opens_a_socket",
        "engine/readers/test_docx::test_fields_that_fetch_are_said",
    )),
    "E5": Threat("other formats, names that lie", (
        f"{FILES}::test_other_formats_are_refused_with_advice", f"{FILES}::test_sniffing", f"{FILES}::test_names_that_promise_another_format",
        "engine/test_formats::test_every_format_gives_the_same_findings",
    )),
    "E6": Threat("merged cells", ("engine/writers/test_writers_annotated::test_revisions_links_and_merged_cells",)),
    "E7": Threat("nested tables, boxes, controls, notes, revisions", (
        "hostile/test_conservation::test_revisions_boxes_controls_and_nested_tables_are_read",
        "hostile/test_conservation::test_every_letter_of_a_word_file_is_read",
        "hostile/test_conservation::test_what_is_not_read_of_a_word_file_is_said",
    )),
    "E8": Threat("hidden rows, columns, sheets; unseen words", (
        "engine/readers/test_unseen::test_unseen_words_of_a_word_file_are_read_and_said",
        "engine/readers/test_unseen::test_unseen_words_of_a_workbook_are_read_and_said",
        "engine/readers/test_unseen::test_unseen_words_of_open_documents_are_read_and_said",
        "engine/readers/test_unseen::test_unseen_words_of_a_page_are_read_and_said",
        "engine/readers/test_unseen::test_no_alarm_for_words_of_a_workbook_that_are_seen",
        "engine/readers/test_odf::test_hidden_rows_columns_and_sheets_are_read_and_said",
    )),
    "E9": Threat("formulas, errors, dates, numbers", ("engine/readers/test_xlsx::test_values_as_a_person_sees_them",)),
    "E10": Threat("huge sheets", (
        f"{LIMITS}::test_rows_beyond_the_limit_are_cut_and_said", f"{LIMITS}::test_columns_beyond_the_limit_are_cut_and_said",
        f"{LIMITS}::test_long_cells_are_cut_and_said", f"{LIMITS}::test_cells_of_all_tables_are_counted",
    )),
    "E11": Threat("encodings", (
        "engine/readers/test_readers_encoding::test_encodings", "engine/readers/test_readers_encoding::test_big5_is_not_taken_for_gb18030",
        "engine/readers/test_readers_encoding::test_mixed_encodings_are_refused",
        "engine/readers/test_readers_encoding::test_a_cut_letter_is_replaced_and_said",
    )),
    "E12": Threat("surrogates, private use, invisible letters, NUL", (
        f"{MACHINE}::test_every_format_survives_any_text", "engine/readers/test_readers_encoding::test_nul_is_replaced_and_said",
        "engine/writers/test_writers_files::test_a_lone_surrogate_cannot_break_the_json_nor_move_an_offset",
    )),
    "E13": Threat("patterns that blow up", (
        "rules/test_laws::test_linear_in_length", f"{OUTPUTS}::test_patterns_of_the_configuration_cannot_blow_up",
        f"{OUTPUTS}::test_no_setting_takes_a_pattern_of_its_own",
    )),
    "E14": Threat("comparing every row with every other", (f"{THREATS}::test_copies_among_ten_thousand_rows",)),
    "E15": Threat("rules that raise", (
        f"{ENGINE}::test_a_crash_is_a_failure_of_one_rule_on_one_task", f"{ENGINE}::test_an_interrupt_is_not_swallowed",
        f"{ENGINE}::test_what_a_rule_may_not_yield_is_a_failure", f"{ENGINE}::test_a_rule_that_returns_no_iterator_is_a_failure",
        "engine/test_plugins::test_raising_hook_is_named", f"{ISOLATION}::test_a_bad_rule_fails_alone",
    ), files=False),
    "E16": Threat("rules that hang or eat memory", (
        f"{ISOLATION}::test_a_bad_rule_fails_alone", f"{ISOLATION}::test_a_plugin_isolated_in_a_run",
        "cli/test_cli_many_files::test_a_rule_that_hangs_costs_one_file_and_the_limit_is_named",
    ), files=False),
    "E17": Threat("rules that change their input, invent, flood, differ", (
        f"{ENGINE}::test_a_foreign_rule_that_changes_its_input_fails_and_nothing_is_changed", f"{ENGINE}::test_a_flood_is_cut_and_named",
        f"{ISOLATION}::test_nothing_the_rule_changes_reaches_this_process", "rules/test_laws::test_any_text",
        "gold/test_metamorphic::test_two_runs_are_equal",
    ), files=False),
    "E18": Threat("formulas in what is written", (
        f"{MACHINE}::test_csv_is_read_back_whole_and_holds_no_formula", f"{MACHINE}::test_a_formula_becomes_text",
        "engine/writers/test_writers_ledger::test_no_text_is_a_formula_and_none_breaks_the_file",
        "hostile/test_workbooks_reread::test_no_workbook_of_ours_holds_a_formula",
        "hostile/test_workbooks_reread::test_libreoffice_finds_no_formula_either",
    )),
    "E19": Threat("text that becomes markup, commands, codes", (
        "engine/writers/test_writers_html::test_submitted_text_is_text", f"{MACHINE}::test_submitted_text_is_no_markup",
        "engine/writers/test_writers_text::test_a_hostile_text_cannot_drive_the_terminal", f"{OUTPUTS}::test_no_control_code_of_a_report_leaves_in_text",
        "browser/test_browser_report::test_nothing_is_fetched_and_nothing_submitted_runs", f"{MACHINE}::test_github_is_one_command_a_line",
    )),
    "E20": Threat("paths, links and twins in archives", (
        f"{PACKAGE}::test_members_that_point_elsewhere", f"{PACKAGE}::test_symbolic_links", f"{PACKAGE}::test_duplicate_and_twin_members",
        "engine/readers/test_zips::test_members_are_files_of_their_own",
    )),
    "E21": Threat("paths and outputs", (
        f"{OUTPUTS}::test_a_pipe_is_passed_over_and_never_waited_for", f"{OUTPUTS}::test_devices_folders_and_links",
        f"{OUTPUTS}::test_an_input_is_never_written_over", f"{OUTPUTS}::test_nothing_that_is_read_is_written_over",
        f"{OUTPUTS}::test_a_write_that_fails_leaves_nothing", "cli/test_cli_many_files::test_an_interrupt_leaves_no_output_and_no_process",
    ), files=False),
    "E22": Threat("configurations", (
        f"{OUTPUTS}::test_a_bad_configuration_checks_nothing", f"{OUTPUTS}::test_a_configuration_that_is_none",
        "engine/test_config::test_mistakes_are_explained", f"{THREATS}::test_a_huge_configuration_is_refused_or_read_quickly",
    ), files=False),
    "E23": Threat("orders to the reader", (f"{THREATS}::test_an_order_to_the_reader_changes_no_score",)),
    "E24": Threat("tables that nearly are ones", (
        "engine/readers/test_readers_headers::test_each_heading_ends_in_its_field",
        "engine/readers/test_readers_headers::test_the_order_of_columns_does_not_matter",
        "engine/readers/test_readers_headers::test_two_equal_reports_are_refused_with_advice",
    )),
    "E25": Threat("cut, empty, locked files", (
        f"{PACKAGE}::test_every_truncation_is_refused", f"{OUTPUTS}::test_lock_files_are_passed_over_and_said",
        f"{FILES}::test_load_says_that_the_file_may_be_open", "cli/test_cli_many_files::test_bad_files_are_named_and_the_others_checked",
    )),
}  # fmt: skip


if __name__ == "__main__":
    for row, threat in THREAT_LIST.items():
        files = [one.name for one in bad_files() if one.row == row]
        print(
            f"{row:4} {threat.what}", *(f"     {one}" for one in (*threat.tests, " ".join(files))), sep="\n"
        )
