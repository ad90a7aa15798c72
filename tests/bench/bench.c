/* bench.c: times mcpx on short texts, a log, redaction and heartbeats, beside a chain of strstr, libraries
 * that search for literals, and cJSON. `./dev bench`
 *
 *     mcpx-bench            about three seconds for each group
 *     mcpx-bench --json     the same, each group as a line of JSON
 *     mcpx-bench --quick    small inputs, one run of each variant: only checks that the peers still agree
 *     mcpx-bench --count WORK   small inputs, one run of `WORK`, for count.js; prints how many bytes it read
 *
 * mcpx does more than its peers. It gives byte ranges, reads hints from the text, handles quotes, colors and
 * escapes, and under profile `extended` it also gives the answer of profile `proxy`. */
#include <stdio.h>
#include <string.h>

#include "cJSON.h"
#include "input_files.h"
#include "literals.h"
#include "mcpx.h"
#include "rounds.h"
#include "strstr_peer.h"

enum { PREFIX_BYTES = 1000000, LINE_ROOM = 512, FINDING_ROOM = 64 };
static double group_seconds = 3;
static bool prints_json;

struct inputs {
  struct texts texts;
  struct input_text log;
  struct texts prefix; /* the first lines of the log, for the chain */
  struct texts heartbeats;
};

/* The inputs and settings of one variant. */
struct work {
  const struct inputs *inputs;
  mcpx_hints hints;
  struct peer peer;
  size_t searcher_count;
  struct searcher searchers[SEARCHERS_MAX];
};

/* The work of a library that searches for literals. */
struct search {
  const struct searcher *searcher;
  const struct texts *texts;
};

static volatile size_t sink; /* keeps the compiler from removing the work */

/* ---- Variants ---- */

static void classify_texts(const void *argument) {
  const struct work *work = argument;
  const struct texts *texts = &work->inputs->texts;
  mcpx_answer answer;
  for (size_t i = 0; i < texts->count; i++) {
    mcpx_classify(texts->list[i].start, texts->list[i].length, &work->hints, &answer);
    sink += (size_t)answer.code;
  }
}

static void classify_log(const void *argument) {
  static mcpx_stream stream;
  static mcpx_log_line lines[LINE_ROOM];
  const struct work *work = argument;
  struct input_text log = work->inputs->log;
  size_t stored, taken = 0;
  mcpx_log_start(&stream, &work->hints);
  while (taken < log.length) {
    taken += mcpx_log_feed(&stream, log.start + taken, log.length - taken, lines, LINE_ROOM, &stored);
    sink += stored;
  }
  mcpx_log_finish(&stream, lines, LINE_ROOM, &stored);
}

static void chain(const struct work *work, const struct texts *texts) {
  for (size_t i = 0; i < texts->count; i++) sink += peer_decide(&work->peer, texts->list[i])->code;
}

static void chain_texts(const void *argument) {
  const struct work *work = argument;
  chain(work, &work->inputs->texts);
}

static void chain_log(const void *argument) {
  const struct work *work = argument;
  chain(work, &work->inputs->prefix);
}

static void search_literals(const void *argument) {
  const struct search *search = argument;
  sink += searcher_run(search->searcher, search->texts);
}

static void check_heartbeats(const struct work *work, bool scan) {
  static mcpx_workspace workspace;
  static mcpx_finding findings[FINDING_ROOM];
  const struct texts *heartbeats = &work->inputs->heartbeats;
  mcpx_verdict verdict;
  for (size_t i = 0; i < heartbeats->count; i++) {
    struct input_text payload = heartbeats->list[i];
    (scan ? mcpx_scan : mcpx_validate)(payload.start, payload.length, NULL, &workspace, findings,
                                       FINDING_ROOM, &verdict);
    sink += verdict.ok;
  }
}

static void validate_heartbeats(const void *work) { check_heartbeats(work, false); }

static void scan_heartbeats(const void *work) { check_heartbeats(work, true); }

static void redact_text(struct input_text text) {
  static mcpx_workspace workspace;
  sink += mcpx_redact(text.start, text.length, NULL, &workspace, NULL, 0, NULL, 0, NULL);
}

static void redact_texts(const void *argument) {
  const struct work *work = argument;
  const struct texts *texts = &work->inputs->texts;
  for (size_t i = 0; i < texts->count; i++) redact_text(texts->list[i]);
}

static void redact_log(const void *argument) {
  const struct work *work = argument;
  redact_text(work->inputs->log);
}

/* Parsing alone, the first step of a check that uses a tree. */
static void parse_heartbeats(const void *argument) {
  const struct work *work = argument;
  const struct texts *heartbeats = &work->inputs->heartbeats;
  for (size_t i = 0; i < heartbeats->count; i++) {
    cJSON *tree = cJSON_ParseWithLength(heartbeats->list[i].start, heartbeats->list[i].length);
    sink += tree != NULL;
    cJSON_Delete(tree);
  }
}

/* ---- Groups ---- */

static void group_run(struct group *group) {
  group_time(group, group_seconds);
  if (group_seconds > 0) (prints_json ? group_print_json : group_print)(group);
}

static void time_heartbeats(const struct work *work) {
  size_t count = work->inputs->heartbeats.count, bytes = work->inputs->heartbeats.bytes;
  struct variant variants[] = {
      {.name = "mcpx_validate", .run = validate_heartbeats, .work = work, .texts = count, .bytes = bytes},
      {.name = "mcpx_scan", .run = scan_heartbeats, .work = work, .texts = count, .bytes = bytes},
      {.name = "cJSON, reading alone", .run = parse_heartbeats, .work = work, .texts = count, .bytes = bytes},
  };
  struct group group = {"heartbeats", NS_A_TEXT, sizeof variants / sizeof *variants, variants};
  group_run(&group);
}

/* Of an error text, a report has its answer and the redacted text. */
static void time_redaction(const struct work *work) {
  size_t count = work->inputs->texts.count, bytes = work->inputs->texts.bytes;
  struct variant variants[] = {
      {.name = "mcpx_redact", .run = redact_texts, .work = work, .texts = count, .bytes = bytes},
      {.name = "mcpx_classify", .run = classify_texts, .work = work, .texts = count, .bytes = bytes},
  };
  struct group group = {"short texts, redaction", NS_A_TEXT, sizeof variants / sizeof *variants, variants};
  group_run(&group);
}

/* Add the libraries to the variants of a group. */
static void add_searches(const struct work *work, const struct texts *texts, struct group *group,
                         struct search *searches) {
  for (size_t i = 0; i < work->searcher_count; i++) {
    searches[i] = (struct search){&work->searchers[i], texts};
    group->variants[group->count++] = (struct variant){.name = work->searchers[i].name,
                                                       .run = search_literals,
                                                       .work = &searches[i],
                                                       .texts = texts->count,
                                                       .bytes = texts->bytes};
  }
}

static void time_texts(const struct work *work, const char *title) {
  size_t count = work->inputs->texts.count, bytes = work->inputs->texts.bytes;
  struct variant variants[2 + SEARCHERS_MAX] = {
      {.name = "mcpx_classify", .run = classify_texts, .work = work, .texts = count, .bytes = bytes},
      {.name = "strstr chain", .run = chain_texts, .work = work, .texts = count, .bytes = bytes},
  };
  struct group group = {title, NS_A_TEXT, 2, variants};
  struct search searches[SEARCHERS_MAX];
  add_searches(work, &work->inputs->texts, &group, searches);
  group_run(&group);
}

static void time_log(const struct work *work, const char *title) {
  struct variant variants[2 + SEARCHERS_MAX] = {
      {.name = "mcpx_log_feed", .run = classify_log, .work = work, .bytes = work->inputs->log.length},
      {.name = "strstr chain", .run = chain_log, .work = work, .bytes = work->inputs->prefix.bytes},
  };
  struct group group = {title, GB_A_SECOND, 2, variants};
  struct search searches[SEARCHERS_MAX];
  add_searches(work, &work->inputs->prefix, &group, searches);
  group_run(&group);
}

/* ---- Program ---- */

/* A peer that searches for the wrong phrases must not look fast. */
static void check(const struct work *work, const char *profile) {
  const struct texts *texts = &work->inputs->texts, *prefix = &work->inputs->prefix;
  size_t same = peer_check(&work->peer, texts), lines = peer_check(&work->peer, prefix);
  for (size_t i = 0; i < work->searcher_count; i++) {
    searcher_check(&work->searchers[i], &work->peer, texts);
    if (!prints_json)
      printf("check, %-9s %s: %zu, the same as strstr finds\n", profile, work->searchers[i].name,
             work->searchers[i].count);
  }
  if (!prints_json)
    printf(
        "check, %-9s strstr for %zu phrases gives the rule of mcpx for %zu of %zu texts, %zu of %zu lines\n",
        profile, work->peer.count, same, texts->count, lines, prefix->count);
}

static struct inputs read_inputs(const char *option) {
  struct inputs inputs;
  inputs_make(option);
  inputs.texts = texts_split(inputs_read(option, "texts.bin"), '\0');
  inputs.log = inputs_read(option, "log.txt");
  struct input_text prefix = {inputs.log.start,
                              inputs.log.length < PREFIX_BYTES ? inputs.log.length : PREFIX_BYTES};
  inputs.prefix = texts_split(prefix, '\n');
  inputs.prefix.bytes += inputs.prefix.count; /* the chain reads the line breaks too */
  inputs.heartbeats = texts_split(inputs_read(option, "heartbeats.jsonl"), '\n');
  return inputs;
}

static struct work work_of(const struct inputs *inputs, mcpx_profile profile) {
  struct work work = {.inputs = inputs, .hints = {.profile = profile}, .peer = peer_of(profile)};
  work.searcher_count = searchers_make(&work.peer, work.searchers);
  return work;
}

static void print_head(const struct inputs *inputs) {
  double mega = 1e-6;
  printf("mcpx %s, native: %zu texts of %zu bytes, a log of %.1f MB\n", mcpx_version(), inputs->texts.count,
         inputs->texts.bytes / inputs->texts.count, (double)inputs->log.length * mega);
  printf("The chain gets the first %.1f MB of the log; GB/s is a rate.\n",
         (double)inputs->prefix.bytes * mega);
}

/* ---- Counts ---- */

/* count.js has the instructions of this function counted. */
__attribute__((noinline)) static void count_work(const struct variant *variant) {
  variant->run(variant->work);
}

static int count_one(const char *name) {
  struct inputs inputs = read_inputs("--count");
  const struct work proxy = {.inputs = &inputs, .hints = {.profile = MCPX_PROFILE_PROXY}};
  const struct work extended = {.inputs = &inputs, .hints = {.profile = MCPX_PROFILE_EXTENDED}};
  size_t texts = inputs.texts.bytes, log = inputs.log.length, heartbeats = inputs.heartbeats.bytes;
  const struct variant variants[] = {
      {.name = "classify-proxy", .run = classify_texts, .work = &proxy, .bytes = texts},
      {.name = "classify-extended", .run = classify_texts, .work = &extended, .bytes = texts},
      {.name = "log-proxy", .run = classify_log, .work = &proxy, .bytes = log},
      {.name = "log-extended", .run = classify_log, .work = &extended, .bytes = log},
      {.name = "validate", .run = validate_heartbeats, .work = &proxy, .bytes = heartbeats},
      {.name = "redact", .run = redact_texts, .work = &extended, .bytes = texts},
      {.name = "redact-log", .run = redact_log, .work = &extended, .bytes = log},
  };
  for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
    if (strcmp(variants[i].name, name) != 0) continue;
    count_work(&variants[i]);
    return printf("%zu\n", variants[i].bytes) < 0;
  }
  return fprintf(stderr, "mcpx-bench: no such work: %s\n", name), 2;
}

int main(int argc, char **argv) {
  static struct inputs inputs;
  static struct work proxy, extended;
  bool quick = argc == 2 && strcmp(argv[1], "--quick") == 0;
  if (argc == 3 && strcmp(argv[1], "--count") == 0) return count_one(argv[2]);
  prints_json = argc == 2 && strcmp(argv[1], "--json") == 0;
  if (argc > 1 && !quick && !prints_json)
    return fputs("usage: mcpx-bench [--quick|--json|--count WORK]\n", stderr), 2;
  if (quick) group_seconds = 0;
  inputs = read_inputs(quick ? "--quick" : NULL);
  proxy = work_of(&inputs, MCPX_PROFILE_PROXY);
  extended = work_of(&inputs, MCPX_PROFILE_EXTENDED);
  if (!prints_json) print_head(&inputs);
  check(&proxy, "proxy:");
  check(&extended, "extended:");
  time_texts(&proxy, "short texts, profile proxy");
  time_texts(&extended, "short texts, profile extended");
  time_log(&proxy, "log, profile proxy");
  time_log(&extended, "log, profile extended");
  time_redaction(&extended);
  time_heartbeats(&proxy);
  if (prints_json) return 0;
  puts(quick ? "Quick: the peers agree and every variant runs."
             : "\nCompare the ratios; the absolute figures depend on this machine and its load.");
  return 0;
}
