/* report.c: exports that count payloads and write the figures of the fleet. */
#include "exports.h"

enum { INSTALLS = 150000 };

static max_align_t report_memory[MCPX_REPORT_SIZE(INSTALLS) / sizeof(max_align_t) + 1];
static mcpx_report *report;

/* Starts a new report, which replaces the one before. A module has no source of randomness, so the host gives
 * the seed. */
EXPORT void report_start(uint64_t seed) {
  report = mcpx_report_start(report_memory, sizeof report_memory, seed);
}

/* Counts the payload in `input` without a verdict. */
EXPORT void report_count(size_t length) {
  mcpx_verdict verdict;
  mcpx_report_add(report, input_buffer, length, &current_check_options, &check_room.workspace, NULL, 0,
                  &verdict);
}

/* Counts the payload in `input` and checks it as validate() does. Returns the length of the verdict in
 * `output`. */
EXPORT size_t report_add(size_t length) {
  mcpx_verdict verdict;
  mcpx_report_add(report, input_buffer, length, &current_check_options, &check_room.workspace,
                  check_room.findings, MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, false);
}

/* Writes the figures. Returns their length. */
EXPORT size_t report_figures(void) { return mcpx_report_json(report, output_buffer, OUTPUT_SIZE); }
