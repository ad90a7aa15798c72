/* classify.c: exports the classification of texts and logs, the catalog and the rules.
 *
 * A module has one classification and one log at a time; both may be open together. */
#include "classify/answer_json.h"
#include "exports.h"

/* The most lines that one log_feed can find. */
enum { LOG_LINES_MAX = 512 };

static char strings[OPTIONS_SIZE]; /* the strings of `hints` */
static mcpx_hints hints;           /* of the classification */
static mcpx_stream stream;         /* of the classification */
static mcpx_stream log_stream;     /* of the log */
static mcpx_answer result;         /* of the last finish or decide */

EXPORT size_t catalog(void) { return mcpx_catalog_json(output_buffer, OUTPUT_SIZE); }
EXPORT size_t rules(void) { return mcpx_rules_json(output_buffer, OUTPUT_SIZE); }

/* Writes the rule whose name is in `input`; returns the length of the JSON. */
EXPORT size_t rule(size_t length) { return mcpx_rule_json(input_buffer, length, output_buffer, OUTPUT_SIZE); }

static size_t read_hints(char *text, size_t length, mcpx_hints *read) {
  struct request request;
  size_t complaint = read_members(text, length, &request);
  *read = request.hints;
  return complaint;
}

/* ---- A text ---- */

/* Sets the hints to the options in `input`. Returns 0, or the length of an error message in `output`. */
EXPORT size_t set_hints(size_t length) {
  keep_input(strings, length);
  return read_hints(strings, length, &hints);
}

/* A number from the host as a value of an enum whose last value is `last`. */
static uint32_t enum_value(uint32_t value, uint32_t last) { return value <= last ? value : last; }

/* Sets the hints to values of the enums in mcpx.h, without facts. The host need not write JSON for them. */
EXPORT void set_hints_with(uint32_t profile, uint32_t transport, uint32_t isolation) {
  hints = (mcpx_hints){.profile = (mcpx_profile)enum_value(profile, MCPX_PROFILE_EXTENDED),
                       .transport = (mcpx_transport)enum_value(transport, MCPX_TRANSPORT_OTHER),
                       .docker_isolated = (mcpx_isolation)enum_value(isolation, MCPX_ISOLATION_YES)};
}

/* Starts a classification with the current hints. */
EXPORT void start_again(void) { mcpx_classify_start(&stream, &hints); }

/* Does set_hints and start_again. */
EXPORT size_t start(size_t length) {
  size_t complaint = set_hints(length);
  start_again();
  return complaint;
}

/* Does set_hints_with and start_again. */
EXPORT void start_with(uint32_t profile, uint32_t transport, uint32_t isolation) {
  set_hints_with(profile, transport, isolation);
  start_again();
}

/* Adds the piece of text in `input`. */
EXPORT void feed(size_t length) { mcpx_classify_feed(&stream, input_buffer, length); }

enum {
#define ANSWER_WORD(name) WORD_##name,
#include "tables/answer_words.def"
};

/* The answer as tables/answer_words.def lists it. */
static uint32_t words[WORD_EVIDENCE + 2 * MCPX_EVIDENCE_MAX];

static uint32_t address(const char *name) { return (uint32_t)(uintptr_t)name; }

static uint32_t *write_words(void) {
  words[WORD_CODE] = address(mcpx_code_name(result.code));
  words[WORD_SEVERITY] = address(mcpx_code_severity(result.code));
  words[WORD_RULE] = address(result.rule);
  words[WORD_EXTENSION] = result.extension;
  words[WORD_PROXY_CODE] = address(mcpx_code_name(result.proxy_code));
  words[WORD_TRANSPORT] = address(answer_transport(&result));
  words[WORD_TRANSPORT_SOURCE] = address(answer_source(result.transport_source));
  words[WORD_ISOLATION] = result.docker_isolated;
  words[WORD_ISOLATION_SOURCE] = address(answer_source(result.docker_isolated_source));
  words[WORD_FACT] = address(result.fact);
  words[WORD_FACT_SOURCE] = address(answer_source(result.fact_source));
  words[WORD_EVIDENCE_COUNT] = (uint32_t)result.evidence_count;
  for (size_t i = 0; i < result.evidence_count; i++) {
    words[WORD_EVIDENCE + 2 * i] = (uint32_t)result.evidence[i].start;
    words[WORD_EVIDENCE + 2 * i + 1] = (uint32_t)result.evidence[i].end;
  }
  return words;
}

/* Finishes the text; returns the address of the answer's words, which the next answer overwrites. */
EXPORT uint32_t *finish(void) {
  mcpx_classify_finish(&stream, &result);
  return write_words();
}

/* After finish: returns the answer for the same text with another transport and isolation, which are values
 * of the enums in mcpx.h. The profile and the facts stay. */
EXPORT uint32_t *decide(uint32_t transport, uint32_t isolation) {
  mcpx_hints other = hints;
  other.transport = (mcpx_transport)enum_value(transport, MCPX_TRANSPORT_OTHER);
  other.docker_isolated = (mcpx_isolation)enum_value(isolation, MCPX_ISOLATION_YES);
  mcpx_classify_decide(&stream, &other, &result);
  return write_words();
}

/* After finish: returns the answer for the same text with the current hints. */
EXPORT uint32_t *decide_again(void) {
  mcpx_classify_decide(&stream, &hints, &result);
  return write_words();
}

/* Writes the last answer as JSON; returns its length. The words lack a code that is not in the catalog. */
EXPORT size_t finished(void) { return mcpx_answer_json(&result, output_buffer, OUTPUT_SIZE); }

/* ---- A log ---- */

static mcpx_log_line lines[LOG_LINES_MAX];
static size_t stored;

/* Starts a log with the options in `input`. Returns 0, or the length of an error message in `output`. */
EXPORT size_t log_start(size_t length) {
  mcpx_hints log_hints;
  size_t complaint = read_hints(input_buffer, length, &log_hints);
  mcpx_log_start(&log_stream, &log_hints);
  return complaint;
}

/* Reads the log in `input` from index `from` to `length`; returns how many bytes were read. Then log_found
 * writes the lines that were found. */
EXPORT size_t log_feed(size_t from, size_t length) {
  return mcpx_log_feed(&log_stream, input_buffer + from, length - from, lines, LOG_LINES_MAX, &stored);
}

/* Finishes the last line; then log_found writes it. */
EXPORT void log_finish(void) { mcpx_log_finish(&log_stream, lines, LOG_LINES_MAX, &stored); }

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

/* Writes the lines that the last log_feed or log_finish found as a JSON array; returns its length. */
EXPORT size_t log_found(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '[');
  for (size_t i = 0; i < stored; i++) write_line(&json, &lines[i]);
  json_close(&json, ']');
  return json_finish(&json);
}

/* Writes the number of lines and the number per code as a JSON object; returns its length. */
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
