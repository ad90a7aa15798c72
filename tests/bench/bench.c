/* bench.c: short texts and a log -> what mcpx takes for them, beside a strstr loop. `./dev bench`
 *
 * mcpx decides: code, rule, places, and under profile `extended` also the answer of `proxy`. The strstr loop
 * does less: it says which sets of phrases occur, and under `extended` looks for phrases up to their first
 * wildcard alone. */
#include <stdio.h>
#include <string.h>

#include "input_files.h"
#include "mcpx.h"
#include "rounds.h"
#include "strstr_peer.h"

enum { PREFIX_BYTES = 2000000, LINE_ROOM = 512 };
static const double GROUP_SECONDS = 5;

struct inputs {
  struct texts texts;
  struct text log;
  struct texts prefix; /* the first lines of the log */
};

/* What one variant works on. */
struct work {
  const struct inputs *inputs;
  mcpx_hints hints;
  struct needles needles;
};

static volatile size_t sink; /* so that no work can be left out */

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
  struct text log = work->inputs->log;
  size_t stored, taken = 0;
  mcpx_log_start(&stream, &work->hints);
  while (taken < log.length) {
    taken += mcpx_log_feed(&stream, log.start + taken, log.length - taken, lines, LINE_ROOM, &stored);
    sink += stored;
  }
  mcpx_log_finish(&stream, lines, LINE_ROOM, &stored);
}

static void search(const struct work *work, const struct texts *texts) {
  bool seen[SET_COUNT];
  for (size_t i = 0; i < texts->count; i++) sink += needles_search(&work->needles, texts->list[i], seen);
}

static void search_texts(const void *argument) {
  const struct work *work = argument;
  search(work, &work->inputs->texts);
}

static void search_log(const void *argument) {
  const struct work *work = argument;
  search(work, &work->inputs->prefix);
}

/* ---- Groups ---- */

static void time_texts(const struct work *work, const char *title) {
  const struct texts *texts = &work->inputs->texts;
  struct variant variants[] = {
      {.name = "mcpx_classify", .run = classify_texts},
      {.name = "strstr loop", .run = search_texts},
  };
  struct group group = {title, NS_A_TEXT, sizeof variants / sizeof *variants, variants};
  for (size_t i = 0; i < group.count; i++) {
    variants[i].work = work;
    variants[i].texts = texts->count;
    variants[i].bytes = texts->bytes;
  }
  group_time(&group, GROUP_SECONDS);
  group_print(&group);
}

static void time_log(const struct work *work, const char *title) {
  struct variant variants[] = {
      {.name = "mcpx_log", .run = classify_log, .work = work, .bytes = work->inputs->log.length},
      {.name = "strstr loop", .run = search_log, .work = work, .bytes = work->inputs->prefix.bytes},
  };
  struct group group = {title, GB_A_SECOND, sizeof variants / sizeof *variants, variants};
  group_time(&group, GROUP_SECONDS);
  group_print(&group);
}

/* A peer that looks for the wrong thing cannot look fast. */
static void check(const struct work *work, const char *profile) {
  const struct texts *texts = &work->inputs->texts, *prefix = &work->inputs->prefix;
  size_t checked = needles_check(&work->needles, work->hints.profile, texts);
  size_t lines = needles_check(&work->needles, work->hints.profile, prefix);
  printf("  %-8s %5zu phrases: seen alike in %zu of %zu texts and %zu of %zu lines\n", profile,
         work->needles.count, checked, texts->count, lines, prefix->count);
}

static struct work work_of(const struct inputs *inputs, mcpx_profile profile) {
  return (struct work){inputs, {.profile = profile}, needles_of(profile)};
}

static struct inputs read_inputs(void) {
  struct inputs inputs;
  inputs_make();
  inputs.texts = texts_split(inputs_read("texts.bin"), '\0');
  inputs.log = inputs_read("log.txt");
  struct text prefix = {inputs.log.start,
                        inputs.log.length < PREFIX_BYTES ? inputs.log.length : PREFIX_BYTES};
  inputs.prefix = texts_split(prefix, '\n');
  inputs.prefix.bytes += inputs.prefix.count; /* the line breaks were read too */
  return inputs;
}

int main(void) {
  struct inputs inputs = read_inputs();
  struct work proxy = work_of(&inputs, MCPX_PROFILE_PROXY);
  struct work extended = work_of(&inputs, MCPX_PROFILE_EXTENDED);
  printf(
      "mcpx %s, native. %zu texts of %zu bytes; a log of %.1f MB, of which strstr is given the first %.1f.\n",
      mcpx_version(), inputs.texts.count, inputs.texts.bytes / inputs.texts.count,
      (double)inputs.log.length * 1e-6, (double)inputs.prefix.bytes * 1e-6);
  printf("The rest were left out of the check because `mcpx` folds more than the case of letters in them.\n");
  check(&proxy, "proxy");
  check(&extended, "extended");
  time_texts(&proxy, "short texts, profile proxy");
  time_texts(&extended, "short texts, profile extended");
  time_log(&proxy, "log, profile proxy");
  time_log(&extended, "log, profile extended");
  printf("\nRead the ratios: the figures are this machine's, and of this moment.\n");
  return 0;
}
