/* test_line_answers.c: what the questions about a line say of each line of all texts, and of variants of
 * them. The other tests have lines that somebody chose for a question; this one notices a change of any
 * answer.
 *
 *     test_classify_line_answers                compares with tests/vectors/derived/lines.txt
 *     test_classify_line_answers write          prints what that file must contain; ./dev derive calls this
 *     test_classify_line_answers show QUESTION  prints the answers to a question, with the lines; compare
 * these with those of another build
 *
 * The file has one line per question: its name, for how many lines the answer is not 0, hash of all answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "classify/grams.h"
#include "classify/line_entry.h"
#include "classify/line_form.h"
#include "classify/line_frame.h"
#include "classify/line_list.h"
#include "classify/line_notice.h"
#include "classify/line_output.h"
#include "classify/line_prose.h"
#include "classify/line_question.h"
#include "classify/line_recovery.h"
#include "classify/line_shape.h"
#include "classify/line_stance.h"
#include "classify/line_success.h"
#include "classify/line_survey.h"
#include "classify/line_text.h"
#include "classify/line_verdict.h"
#include "classify/match.h"
#include "classify/server_name.h"
#include "derived.h"
#include "payloads.h"
#include "variants.h"

enum { VARIANTS = 5 };

/* ---- The questions ---- */

#define EACH_QUESTION(Q)                                               \
  Q(line_is_entry, line_is_entry(block, i, end))                       \
  Q(line_opens_entry, line_opens_entry(block, i, end))                 \
  Q(line_titles_entry, line_titles_entry(block, i, end))               \
  Q(line_is_data, line_is_data(block, i, end))                         \
  Q(line_is_statement, line_is_statement(block, i, end))               \
  Q(line_opens_block, line_opens_block(block, i, end))                 \
  Q(line_says_closed, line_says_closed(block, i, end))                 \
  Q(line_is_document_title, line_is_document_title(block, i, end))     \
  Q(line_asks_for_code, line_asks_for_code(block, i, end))             \
  Q(line_is_term, line_is_term(block, i, end))                         \
  Q(line_is_list_item, line_is_list_item(block, i, end))               \
  Q(line_opens_table, line_opens_table(block, i, end))                 \
  Q(line_tells_solution, line_tells_solution(block, i, end))           \
  Q(line_tells_future, line_tells_future(block, i, end))               \
  Q(line_is_story, line_is_story(block, i, end))                       \
  Q(line_is_joke, line_is_joke(block, i, end))                         \
  Q(line_opens_result, line_opens_result(block, i, end))               \
  Q(line_is_of_other_program, line_is_of_other_program(block, i, end)) \
  Q(line_is_of_web_site, line_is_of_web_site(block, i, end))           \
  Q(line_opens_other_program, line_opens_other_program(block, i, end)) \
  Q(line_opens_markup, line_opens_markup(block, i, end))               \
  Q(line_opens_article, line_opens_article(block, i))                  \
  Q(line_is_general, line_is_general(block, i, end))                   \
  Q(line_has_message, line_has_message(block, i, end))                 \
  Q(line_quotes_failure, line_quotes_failure(block, i, end))           \
  Q(line_asks_in_general, line_asks_in_general(block, i, end))         \
  Q(line_quotes_topic, line_quotes_topic(block, i, end))               \
  Q(line_is_passing, line_is_passing(block, i, end))                   \
  Q(line_says_recovery, line_says_recovery(block, i, end))             \
  Q(line_announces_stop, line_announces_stop(block, i, end))           \
  Q(line_announces_start, line_announces_start(block, i, end))         \
  Q(line_tells_exit, line_tells_exit(block, i, end))                   \
  Q(line_shape_find, line_shape_find(block, i, false))                 \
  Q(line_shape_find_alone, line_shape_find(block, i, true))            \
  Q(line_only_speaks, line_only_speaks(block, i, end))                 \
  Q(line_says_success, line_says_success(block, i, end))               \
  Q(line_names, line_names(block, i, end))                             \
  Q(line_success_name, line_success_name(block, i, end))               \
  Q(line_is_survey_row, line_is_survey_row(block, i, end))             \
  Q(line_opens_survey, line_opens_survey(block, i, end))               \
  Q(line_is_setting_comment, line_is_setting_comment(block, i, end))   \
  Q(line_is_of_test, line_is_of_test(block, i, end))                   \
  Q(match_is_negated, match_is_negated(block, i, end))                 \
  Q(match_status, (uint64_t)match_status(block, i, end))               \
  Q(line_heading_level, (uint64_t)line_heading_level(block, i))        \
  Q(line_begins_message, line_begins_message(block, i))                \
  Q(line_is_level, line_is_level(block, i, end))                       \
  Q(line_skip_time, line_skip_time(block, i, end) - i)                 \
  Q(line_is_gap, line_is_gap(block, i, end))                           \
  Q(line_paragraph_end, line_paragraph_end(block, i) - i)              \
  Q(line_part_end, line_part_end(block, i) - i)                        \
  Q(line_window_end, line_window_end(block, i) - i)                    \
  Q(line_frame_end, line_frame_end(block, i) - i)                      \
  Q(server_name_find, server_place(block, i))

static uint64_t server_place(struct norm_block *block, size_t i) {
  struct server_name name = server_name_find(block, i);
  return name.kind == SERVER_NONE ? 0 : ((name.from - i) << 16 | (name.to - i)) << 3 | name.kind;
}

typedef uint64_t line_answer(struct norm_block *block, size_t i, size_t end);

#define FUNCTION(name, answer)                                                 \
  static uint64_t ask_##name(struct norm_block *block, size_t i, size_t end) { \
    (void)end;                                                                 \
    return answer;                                                             \
  }
EACH_QUESTION(FUNCTION)

#define ROW(name, answer) {#name, ask_##name, 0, HASH_START},
static struct question {
  const char *name;
  line_answer *ask;
  size_t count; /* of the answers that are not 0 */
  uint64_t hash;
} questions[] = {EACH_QUESTION(ROW)};

enum { QUESTIONS = sizeof questions / sizeof *questions };

/* ---- The lines ---- */

static const struct question *shown;

static void ask(struct question *question, struct norm_block *block, size_t i, size_t end) {
  uint64_t answer = question->ask(block, i, end);
  question->count += answer != 0;
  question->hash = hash_bytes(question->hash, &answer, sizeof answer);
  if (question == shown) printf("%llu %.*s\n", (unsigned long long)answer, (int)(end - i), block->bytes + i);
}

/* Each line of a block that is filled. Half of the questions are asked without notes of the line. */
static void ask_lines(struct norm_block *block, unsigned half) {
  for (size_t i = 0, end; i < block->count; i = end + 1) {
    end = line_end(block, i);
    for (size_t k = half; k < QUESTIONS; k += 2) ask(&questions[k], block, i, end);
    line_note(block, i);
    line_note_pairs(block, i);
    for (size_t k = 1 - half; k < QUESTIONS; k += 2) ask(&questions[k], block, i, end);
  }
}

static void ask_text(const char *text, unsigned number) {
  static struct norm_block block;
  struct normalizer norm;
  size_t length = strlen(text), at = 0;
  norm_start(&norm, true);
  do {
    norm_clear(&block);
    at += norm_fill(&norm, (const unsigned char *)text + at, length - at, true, &block);
    grams_note(&block);
    ask_lines(&block, number % 2);
  } while (at < length);
}

static void ask_file(const char *name) {
  cJSON *rows = vector_lines(name);
  const cJSON *row;
  unsigned number = 0;
  cJSON_ArrayForEach(row, rows) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "text"));
    ask_text(text, number);
    for (unsigned k = 0; k < VARIANTS; k++, number++) {
      char *variant = variant_of(text, number);
      if (variant) ask_text(variant, number);
      free(variant);
    }
  }
  cJSON_Delete(rows);
}

static void ask_all(void) {
  static const char *const FILES[] = {"extended.jsonl",
                                      "families.jsonl",
                                      "rules.jsonl",
                                      "kinds.jsonl",
                                      "cures.jsonl",
                                      "negatives.jsonl",
                                      "reports.jsonl",
                                      "logs.jsonl",
                                      "classify.jsonl",
                                      "causes/config.jsonl",
                                      "causes/oauth.jsonl",
                                      "causes/node.jsonl",
                                      "causes/containers.jsonl"};
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) ask_file(FILES[i]);
}

static void add_questions(struct derived *derived) {
  ask_all();
  for (size_t k = 0; k < QUESTIONS; k++)
    derived_line(derived, questions[k].name, questions[k].count, questions[k].hash);
}

int main(int argc, char **argv) {
  if (argc != 3 || strcmp(argv[1], "show") != 0) return derived_main(argc, argv, "lines.txt", add_questions);
  for (size_t k = 0; k < QUESTIONS; k++)
    if (strcmp(questions[k].name, argv[2]) == 0) shown = &questions[k];
  ask_all();
  return shown == NULL;
}
