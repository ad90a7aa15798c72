/* classify.c: exports the classification of texts.
 *
 * A module has one classification and one log (log.c) at a time; both may be open together. */
#include "classify/answer_json.h"
#include "exports.h"

static mcpx_stream stream;
mcpx_hints current_hints;
mcpx_answer current_answer; /* of the last finish or decide_again */

/* A number from the host as a value of an enum whose last value is `last`. */
static uint32_t enum_value(uint32_t value, uint32_t last) { return value <= last ? value : last; }

/* Sets the hints to values of the enums in mcpx.h, without facts and surroundings. The host need not write
 * JSON. */
EXPORT void set_hints_with(uint32_t profile, uint32_t transport, uint32_t isolation) {
  current_hints = (mcpx_hints){.profile = (mcpx_profile)enum_value(profile, MCPX_PROFILE_EXTENDED),
                               .transport = (mcpx_transport)enum_value(transport, MCPX_TRANSPORT_OTHER),
                               .docker_isolated = (mcpx_isolation)enum_value(isolation, MCPX_ISOLATION_YES)};
}

/* Starts a classification with the current hints. */
EXPORT void start_again(void) { mcpx_classify_start(&stream, &current_hints); }

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
  words[WORD_CODE] = address(mcpx_code_name(current_answer.code));
  words[WORD_SEVERITY] = address(mcpx_code_severity(current_answer.code));
  words[WORD_RULE] = address(current_answer.rule);
  words[WORD_EXTENSION] = current_answer.extension;
  words[WORD_PROXY_CODE] = address(mcpx_code_name(current_answer.proxy_code));
  words[WORD_TRANSPORT] = address(answer_transport(&current_answer));
  words[WORD_TRANSPORT_SOURCE] = address(answer_source(current_answer.transport_source));
  words[WORD_ISOLATION] = current_answer.docker_isolated;
  words[WORD_ISOLATION_SOURCE] = address(answer_source(current_answer.docker_isolated_source));
  words[WORD_FACT] = address(current_answer.fact);
  words[WORD_FACT_SOURCE] = address(answer_source(current_answer.fact_source));
  words[WORD_EVIDENCE_COUNT] = (uint32_t)current_answer.evidence_count;
  for (size_t i = 0; i < current_answer.evidence_count; i++) {
    words[WORD_EVIDENCE + 2 * i] = (uint32_t)current_answer.evidence[i].start;
    words[WORD_EVIDENCE + 2 * i + 1] = (uint32_t)current_answer.evidence[i].end;
  }
  return words;
}

/* Finishes the text; returns the address of the answer's words, which the next answer overwrites. */
EXPORT uint32_t *finish(void) {
  mcpx_classify_finish(&stream, &current_answer);
  return write_words();
}

/* After finish: returns the answer for the same text with the current hints. */
EXPORT uint32_t *decide_again(void) {
  mcpx_classify_decide(&stream, &current_hints, &current_answer);
  return write_words();
}

/* Writes the last answer as JSON, without texts of causes and without steps; returns its length. The words
 * lack a code that is not in the catalog, and what only profile `extended` has. */
EXPORT size_t finished(void) {
  return answer_json_without_advice(&current_answer, output_buffer, OUTPUT_SIZE);
}
