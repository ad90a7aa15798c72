/* compare.c: compares answers, and checks the evidence of one. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

static bool same_evidence(const mcpx_answer *a, const mcpx_answer *b) {
  if (a->evidence_count != b->evidence_count) return false;
  for (size_t i = 0; i < a->evidence_count; i++)
    if (a->evidence[i].start != b->evidence[i].start || a->evidence[i].end != b->evidence[i].end)
      return false;
  return true;
}

const char *answers_differ(const mcpx_answer *a, const mcpx_answer *b) {
  if (a->code != b->code) return "code";
  if (a->proxy_code != b->proxy_code) return "proxy_code";
  if (a->rule != b->rule) return "rule";
  if (a->extension != b->extension) return "extension";
  if (a->transport != b->transport) return "transport";
  if (a->transport_source != b->transport_source) return "transport_source";
  if (a->docker_isolated != b->docker_isolated) return "docker_isolated";
  if (a->docker_isolated_source != b->docker_isolated_source) return "docker_isolated_source";
  if (a->fact != b->fact) return "fact";
  if (a->fact_source != b->fact_source) return "fact_source";
  if (a->coded != b->coded || a->coded_length != b->coded_length) return "coded";
  return same_evidence(a, b) ? NULL : "evidence";
}

static void feed_copy(mcpx_stream *stream, const char *piece, size_t length) {
  char *copy = malloc(length);
  if (!copy) abort();
  memcpy(copy, piece, length);
  mcpx_classify_feed(stream, copy, length);
  free(copy);
}

void classify_pieces(const char *text, size_t length, size_t piece, const mcpx_hints *hints,
                     mcpx_answer *answer) {
  mcpx_stream stream;
  mcpx_classify_start(&stream, hints);
  for (size_t at = 0; at < length; at += piece)
    feed_copy(&stream, text + at, length - at < piece ? length - at : piece);
  mcpx_classify_finish(&stream, answer);
}

static bool is_listed_before(const mcpx_answer *answer, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (answer->evidence[k].start == answer->evidence[i].start &&
        answer->evidence[k].end == answer->evidence[i].end)
      return true;
  return false;
}

const char *evidence_fault(const mcpx_answer *answer, size_t length) {
  if (answer->evidence_count > MCPX_EVIDENCE_MAX) return "too many ranges";
  for (size_t i = 0; i < answer->evidence_count; i++) {
    if (answer->evidence[i].start >= answer->evidence[i].end) return "an empty range";
    if (answer->evidence[i].end > length) return "a range beyond the text";
    if (i && answer->evidence[i].start < answer->evidence[i - 1].start) return "ranges not sorted";
    if (is_listed_before(answer, i)) return "a range listed twice";
  }
  return NULL;
}

bool at_character(const char *text, size_t length, size_t at) {
  return at == length || ((unsigned char)text[at] & 0xC0) != 0x80;
}
