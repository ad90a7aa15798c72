/* exports.c: what the module offers its loader (core.js): bytes in `input`, JSON in `output`.
 *
 * The buffers are the module's own, so that it needs no allocator and no import. One module instance serves
 * one call at a time; the text of a classification or a log may be fed in any number of pieces. */
#include "../src/answer.h"
#include "../src/json_write.h"
#include "../src/mcpx.h"
#include "../src/request.h"

#define EXPORT __attribute__((visibility("default"), used))

enum { OUTPUT_SIZE = MCPX_ANSWER_MAX, LOG_ROOM = 512, INSTALLS = 131072, INSTALL_SIZE = 56 };

static char input_buffer[MCPX_REQUEST_MAX + 1];
static char output_buffer[OUTPUT_SIZE];
static char strings[65536];    /* the strings of the hints of the classification */
static mcpx_stream stream;     /* of the classification */
static mcpx_stream log_stream; /* of the log: a classification may come between two pieces of it */
static mcpx_check_room room;   /* of checks */

EXPORT char *input(void) { return input_buffer; }
EXPORT size_t input_size(void) { return sizeof input_buffer; }
EXPORT char *output(void) { return output_buffer; }

/* Answer the request line in `input`; returns the length of the answer in `output`. */
EXPORT size_t answer(size_t length) {
  return mcpx_request_answer(input_buffer, length, &room, output_buffer, OUTPUT_SIZE);
}

EXPORT size_t catalog(void) { return mcpx_catalog_json(output_buffer, OUTPUT_SIZE); }
EXPORT size_t rules(void) { return mcpx_rules_json(output_buffer, OUTPUT_SIZE); }

EXPORT size_t version(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_string(&json, mcpx_version());
  return json_finish(&json);
}

/* Read hints: a JSON object with the members of a request. Their strings are borrowed from `text`. Returns 0,
 * or the length of the complaint (a JSON string in `output`) where they are none. */
static size_t read_hints(char *text, size_t length, mcpx_hints *read) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  struct request request = {.error = "the hints have to be at most 64 KiB long"};
  if (length <= sizeof strings) request_read(text, length, &request);
  *read = request.hints;
  if (!request.error) return 0;
  request_write_error(&json, &request);
  return json_finish(&json);
}

/* ---- Checks ---- */

static char option_strings[65536]; /* the run-time values of the options of a check */
static struct request options_request;
static mcpx_check_options options;

/* Read the options of the checks to come: a JSON object with the members of a request. Returns what
 * read_hints does. */
EXPORT size_t check_options(size_t length) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  options_request = (struct request){.error = "the options have to be at most 64 KiB long"};
  for (size_t i = 0; i < length && i < sizeof option_strings; i++) option_strings[i] = input_buffer[i];
  if (length <= sizeof option_strings) request_read(option_strings, length, &options_request);
  options = (mcpx_check_options){.proxy_profile = options_request.hints.profile == MCPX_PROFILE_PROXY,
                                 .blocked_values = options_request.blocked_values,
                                 .blocked_value_count = options_request.blocked_value_count};
  if (!options_request.error) return 0;
  request_write_error(&json, &options_request);
  return json_finish(&json);
}

static size_t write_verdict(const mcpx_verdict *verdict, bool scan) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  request_write_verdict(&json, verdict, room.findings, scan);
  json_close(&json, '}');
  return json_finish(&json);
}

/* Check the payload in `input`; returns the length of the verdict in `output`. */
EXPORT size_t validate(size_t length) {
  mcpx_verdict verdict;
  mcpx_validate(input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, false);
}

EXPORT size_t scan(size_t length) {
  mcpx_verdict verdict;
  mcpx_scan(input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, true);
}

static max_align_t report_memory[INSTALLS * INSTALL_SIZE / sizeof(max_align_t)];
static mcpx_report *report;

EXPORT void report_start(void) { report = mcpx_report_start(report_memory, sizeof report_memory); }

/* validate(), and count the payload. */
EXPORT size_t report_add(size_t length) {
  mcpx_verdict verdict;
  mcpx_report_add(report, input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX,
                  &verdict);
  return write_verdict(&verdict, false);
}

EXPORT size_t report_figures(void) { return mcpx_report_json(report, output_buffer, OUTPUT_SIZE); }

EXPORT size_t schema(int wanted) { return mcpx_schema_json(wanted, output_buffer, OUTPUT_SIZE); }
EXPORT int schema_version(void) { return MCPX_SCHEMA_VERSION; }
EXPORT size_t check_rules(void) { return mcpx_check_rules_json(output_buffer, OUTPUT_SIZE); }

/* ---- Classifications ---- */

static mcpx_hints hints; /* of the classification at hand */
static mcpx_answer result;

/* Begin a classification with the hints in `input`, which the text will overwrite; returns what read_hints
 * does. */
EXPORT size_t start(size_t length) {
  for (size_t i = 0; i < length && i < sizeof strings; i++) strings[i] = input_buffer[i];
  size_t complaint = read_hints(strings, length, &hints);
  mcpx_classify_start(&stream, &hints);
  return complaint;
}

/* Begin one with the hints of the last. */
EXPORT void start_again(void) { mcpx_classify_start(&stream, &hints); }

EXPORT void feed(size_t length) { mcpx_classify_feed(&stream, input_buffer, length); }

/* The answer as words, because reading JSON would cost more than the classification: addresses of names (0 is
 * null), numbers, and the ranges of the evidence. core.js puts the same object together that JSON would give.
 */
static uint32_t words[12 + 2 * MCPX_EVIDENCE_MAX];

static uint32_t address(const char *name) { return (uint32_t)(uintptr_t)name; }

EXPORT uint32_t *finish(void) {
  mcpx_classify_finish(&stream, &result);
  const uint32_t head[] = {address(mcpx_code_name(result.code)),
                           address(mcpx_code_severity(result.code)),
                           address(result.rule),
                           result.extension,
                           address(mcpx_code_name(result.proxy_code)),
                           address(answer_transport(&result)),
                           address(answer_source(result.transport_source)),
                           result.docker_isolated,
                           address(answer_source(result.docker_isolated_source)),
                           address(result.fact),
                           address(answer_source(result.fact_source)),
                           (uint32_t)result.evidence_count};
  for (size_t i = 0; i < 12; i++) words[i] = head[i];
  for (size_t i = 0; i < result.evidence_count; i++) {
    words[12 + 2 * i] = (uint32_t)result.evidence[i].start;
    words[13 + 2 * i] = (uint32_t)result.evidence[i].end;
  }
  return words;
}

/* The same answer as JSON: for a code that is not in the catalog. */
EXPORT size_t finished(void) { return mcpx_answer_json(&result, output_buffer, OUTPUT_SIZE); }

static mcpx_log_line lines[LOG_ROOM];
static size_t stored;

/* The same for a log, which keeps no string of its hints. */
EXPORT size_t log_start(size_t length) {
  mcpx_hints log_hints;
  size_t complaint = read_hints(input_buffer, length, &log_hints);
  mcpx_log_start(&log_stream, &log_hints);
  return complaint;
}

/* Returns how many bytes of `input`, from `from` on, were taken; log_found then writes what was found. */
EXPORT size_t log_feed(size_t from, size_t length) {
  return mcpx_log_feed(&log_stream, input_buffer + from, length - from, lines, LOG_ROOM, &stored);
}

EXPORT void log_finish(void) { mcpx_log_finish(&log_stream, lines, LOG_ROOM, &stored); }

static void write_line(struct json_writer *json, const mcpx_log_line *line) {
  json_open(json, '{');
  json_key(json, "line");
  json_number(json, line->line);
  json_key(json, "start");
  json_number(json, line->start);
  json_key(json, "end");
  json_number(json, line->end);
  json_key(json, "code");
  json_string(json, mcpx_code_name(line->code));
  json_key(json, "rule");
  json_string(json, line->rule);
  json_key(json, "extension");
  json_bool(json, line->extension);
  json_close(json, '}');
}

/* The lines that the last log_feed or log_finish found, as a JSON array. */
EXPORT size_t log_found(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '[');
  for (size_t i = 0; i < stored; i++) write_line(&json, &lines[i]);
  json_close(&json, ']');
  return json_finish(&json);
}

/* How many lines were read, and how many gave each code. */
EXPORT size_t log_totals(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  json_key(&json, "total");
  json_number(&json, mcpx_log_lines(&log_stream));
  json_key(&json, "counts");
  json_open(&json, '{');
  for (mcpx_code code = 0; code < mcpx_code_count(); code++) {
    if (!mcpx_log_count(&log_stream, code)) continue;
    json_key(&json, mcpx_code_name(code));
    json_number(&json, mcpx_log_count(&log_stream, code));
  }
  json_close(&json, '}');
  json_close(&json, '}');
  return json_finish(&json);
}
