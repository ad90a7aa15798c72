/* fuzz_classify.c: a text in pieces gives the same answer as the whole text, the evidence lies within the
 * text, and proxy_code is the code of profile `proxy`. */
#include <string.h>

#include "fuzz.h"

static void check_evidence(const mcpx_answer *answer, size_t length) {
  require(answer->evidence_count <= MCPX_EVIDENCE_MAX, "at most four ranges");
  for (size_t i = 0; i < answer->evidence_count; i++) {
    mcpx_range range = answer->evidence[i];
    require(range.start < range.end && range.end <= length, "ranges are not empty and lie within the text");
    require(i == 0 || answer->evidence[i - 1].start <= range.start, "ranges are sorted");
  }
}

static void check_same(const mcpx_answer *a, const mcpx_answer *b) {
  require(a->code == b->code && a->proxy_code == b->proxy_code, "pieces: the same codes");
  require(a->rule == b->rule && a->fact == b->fact, "pieces: the same rule");
  require(a->transport == b->transport && a->docker_isolated == b->docker_isolated, "pieces: the same hints");
  require(a->evidence_count == b->evidence_count, "pieces: the same number of ranges");
  for (size_t i = 0; i < a->evidence_count; i++) {
    require(a->evidence[i].start == b->evidence[i].start, "pieces: the same starts");
    require(a->evidence[i].end == b->evidence[i].end, "pieces: the same ends");
  }
}

static void classify_pieces(struct input input, mcpx_answer *answer) {
  mcpx_stream stream;
  mcpx_classify_start(&stream, &input.hints);
  for (size_t at = 0, piece; at < input.length; at += piece) {
    piece = next_piece(&input.seed, input.length - at);
    mcpx_classify_feed(&stream, input.text + at, piece);
  }
  mcpx_classify_finish(&stream, answer);
}

static void check_other_profile(struct input input, const mcpx_answer *answer) {
  mcpx_answer proxy;
  input.hints.profile = MCPX_PROFILE_PROXY;
  mcpx_classify(input.text, input.length, &input.hints, &proxy);
  require(proxy.code == answer->proxy_code, "proxy_code is the code of profile proxy");
  require(!proxy.extension, "profile proxy has no extensions");
}

/* The sizes are those that mcpx.h promises. */
static void check_json(const mcpx_answer *answer, mcpx_profile profile) {
  enum { PROXY_SIZE = 1024, EXTENDED_SIZE = 16 * 1024 };
  char small[64], whole[EXTENDED_SIZE];
  size_t needed = mcpx_answer_json(answer, whole, sizeof whole);
  size_t most = profile == MCPX_PROFILE_PROXY ? PROXY_SIZE : EXTENDED_SIZE;
  require(needed < most && needed == strlen(whole), "an answer is smaller than promised");
  require(mcpx_answer_json(answer, small, sizeof small) == needed,
          "the returned size does not depend on the capacity");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct input input = input_of(data, size);
  mcpx_answer whole, pieces;
  mcpx_classify(input.text, input.length, &input.hints, &whole);
  require(whole.code >= 0 && whole.rule, "every text has a code and a rule");
  check_evidence(&whole, input.length);
  classify_pieces(input, &pieces);
  check_same(&whole, &pieces);
  check_other_profile(input, &whole);
  check_json(&whole, input.hints.profile);
  return 0;
}
