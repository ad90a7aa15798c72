/* line_shape.c: how a line begins -> whether it is evidence of a failure, or code, a change log,
 * documentation. */
#include "line_shape.h"

#include <string.h>

#include "base/ascii.h"
#include "line_entry.h"
#include "line_form.h"
#include "line_list.h"
#include "line_notice.h"
#include "line_output.h"
#include "line_prose.h"
#include "line_question.h"
#include "line_stance.h"
#include "line_survey.h"
#include "line_text.h"
#include "line_verdict.h"

struct line_start {
  uint8_t shape;
  char text[31];
  char ends[8];
};

static const struct line_start LINE_STARTS[] = {
#define LINE_START(shape, text, ends) {SHAPE_##shape, text, ends},
#include "tables/line_shapes.def"
};

/* Their numbers, by the byte that they begin with. */
#define LINE_START_BY_BYTE(row) row,
static const uint16_t STARTS_BY_BYTE[] = {
#include "tables/derived/indexes.def"
};

enum { LINE_KEY_MAX = 64 };

enum { LINE_START_COUNT = sizeof LINE_STARTS / sizeof *LINE_STARTS };
_Static_assert(sizeof STARTS_BY_BYTE / sizeof *STARTS_BY_BYTE <= LINE_START_COUNT, "each row once");

/* ---- Marks before a line ---- */

/* The index after one bullet, quotation mark or sign of a diff; `i` if there is none. */
static size_t skip_mark(const struct norm_block *block, size_t i, size_t end) {
  static const char *const MARKS[] = {"- ", "* ", "+ ", "> ", "\xE2\x80\xA2 ", "**"};
  for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++)
    if (line_starts_with(block, i, MARKS[k]) && i + strlen(MARKS[k]) < end) return i + strlen(MARKS[k]);
  return i;
}

/* The index after an element that begins a piece of prose in HTML: "<p>", "<h2 id='errors'>". */
static size_t skip_element(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ELEMENTS[] = {"<p", "<div", "<h2", "<h3", "<h4", "<em", "<strong", "<blockquote"};
  for (size_t k = 0; block->bytes[i] == '<' && k < sizeof ELEMENTS / sizeof *ELEMENTS; k++) {
    if (!line_starts_with(block, i, ELEMENTS[k])) continue;
    size_t at = i + strlen(ELEMENTS[k]);
    if (at >= end || !line_is_among(block->bytes[at], "> ")) continue;
    while (at < end && block->bytes[at] != '>') at++;
    return at + 1 < end ? at + 1 : i;
  }
  return i;
}

static size_t skip_marks(const struct norm_block *block, size_t i, size_t end) {
  for (int k = 0; k < 3; k++) i = skip_element(block, i, end);
  int level = line_heading_level(block, i);
  if (level) i += (size_t)level + 1;
  for (int k = 0; k < 3; k++) i = skip_mark(block, i, end);
  return i;
}

/* ---- Shapes ---- */

static bool line_ends_in(const struct norm_block *block, size_t from, size_t end,
                         const struct line_start *row) {
  if (!*row->ends) return true;
  if (*row->ends == '=') {
    size_t after = from + strlen(row->text);
    after = line_skip_among(block, after, end, ":.*#- ");
    return after == end;
  }
  if (*row->ends == '?') {
    size_t rest = from + strlen(row->text);
    return !line_quotes_failure(block, rest, end) && !line_has_message(block, rest, end);
  }
  return end > from && line_is_among(block->bytes[end - 1], row->ends);
}

/* "a41b2cc docs: explain 401": a line of `git log --oneline`, or "commit 3f2e1d0…". */
static bool is_commit(const struct norm_block *block, size_t i, size_t end) {
  size_t from = i;
  bool digit = false, letter = false;
  for (; i < end && i - from <= 40; i++) {
    char c = (char)block->bytes[i];
    if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f')) break;
    digit = digit || ascii_is_digit(c);
    letter = letter || !ascii_is_digit(c);
  }
  size_t length = i - from;
  bool whole = i + 1 < end && block->bytes[i] == ' ' &&
               (ascii_is_lower((char)block->bytes[i + 1]) || block->bytes[i + 1] == '(');
  return digit && letter && whole && length >= 7 && length <= 12;
}

/* "Chapter 7. Behind a proxy", "Kapitel 4: …": the title of a document, at its start */
static bool is_chapter(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "adr ",     "adr-",      "rfc ",     "rfc-",       "chapter ",  "lesson ",   "section ",
      "unit ",    "kapitel ",  "lektion ", "abschnitt ", "chapitre ", "lecon ",    "capitulo ",
      "leccion ", "capitolo ", "lezione ", "exercise ",  "ubung ",    "exercice ", "ejercicio "};
  if (norm_at(block, i) > 0) return false;
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
    if (!line_starts_with(block, i, WORDS[k])) continue;
    size_t number = i + strlen(WORDS[k]), after = line_skip_digits(block, number, end);
    if (after > number)
      return after == end || line_is_among(block->bytes[after], ".:") || line_starts_with(block, after, " -");
  }
  return false;
}

/* "[docs] explain ETIMEDOUT (#77)": the title of a pull request */
static bool is_title_with_number(const struct norm_block *block, size_t i, size_t end) {
  size_t at = end > i ? end - 1 : i;
  if (at == i || block->bytes[at] != ')' || line_begins_message(block, i)) return false;
  while (at > i && ascii_is_digit((char)block->bytes[at - 1])) at--;
  return at + 1 < end && at > i + 2 && line_starts_with(block, at - 2, "(#") &&
         !line_quotes_failure(block, i, end);
}

/* "commit 3f2e1d0…" */
static bool is_commit_header(const struct norm_block *block, size_t i) {
  if (!line_starts_with(block, i, "commit ")) return false;
  size_t from = i + 7;
  for (i = from; i < block->count && i - from < 41 && ascii_is_alnum((char)block->bytes[i]);) i++;
  return i - from >= 7 && i < block->count && norm_is_line_break(block, i);
}

/* The index after a version ("1.4.2", "[1.4.2]", "v2.0"); `i` if there is none. */
static size_t skip_version(const struct norm_block *block, size_t i) {
  size_t from = i;
  if (line_starts_with(block, i, "[")) i++;
  if (line_starts_with(block, i, "v")) i++;
  if (!line_has_digit(block, i)) return from;
  while (i < from + LINE_KEY_MAX && line_has_digit(block, i)) i++;
  if (!line_starts_with(block, i, ".") || !line_has_digit(block, i + 1)) return from;
  while (i < from + LINE_KEY_MAX &&
         (line_has_digit(block, i) || line_starts_with(block, i, ".") || line_starts_with(block, i, "]")))
    i++;
  return i;
}

/* Whether a list, or an underline, follows the line. */
static bool list_follows(const struct norm_block *block, size_t end) {
  static const char *const MARKS[] = {"* ", "- ", "+ ", "\xE2\x80\xA2 ", "---", "==="};
  return LINE_STARTS_WITH_ANY(block, end + 1, MARKS);
}

/* "v1.9.4 (patch)", and a list below it, at the start of the text */
static bool is_list_of_release(const struct norm_block *block, size_t i, size_t after) {
  enum { NOTE_MAX = 24 };
  size_t end = line_end(block, i);
  bool note = after == end || line_starts_with(block, after, " (") || line_starts_with(block, after, " - ");
  return note && end < after + NOTE_MAX && norm_at(block, i) == 0 && list_follows(block, end);
}

/* "## 1.4.2", "## [1.4.2] - 2026-05-01": the heading of a release. Without a #, a date or a list has to
 * follow. */
static bool is_release_heading(const struct norm_block *block, size_t i) {
  int level = line_heading_level(block, i);
  size_t from = level ? i + (size_t)level + 1 : i;
  if (!level && line_starts_with(block, i, "version ")) from += 8;
  size_t after = skip_version(block, from);
  if (after == from) return false;
  return level || is_list_of_release(block, i, after) || line_starts_with(block, after, " - 20") ||
         line_starts_with(block, after, " (20");
}

/* "2.8.0 brings retries for ECONNREFUSED": what is new in a release */
static bool is_news_of_release(const struct norm_block *block, size_t i) {
  static const char *const NEWS[] = {" brings ",   " adds ",       " fixes ",      " improves ",
                                     " changes ",  " removes ",    " introduces ", " drops ",
                                     " contains ", " comes with ", " ships "};
  static const char *const RETURNS[] = {" is back", " yet ", " still ", " but ", "could you"};
  size_t after = skip_version(block, i);
  if (after > i && LINE_CONTAINS_ANY(block, i, line_end(block, i), RETURNS)) return false;
  for (size_t k = 0; after > i && k < sizeof NEWS / sizeof *NEWS; k++)
    if (line_starts_with(block, after, NEWS[k])) return true;
  return false;
}

/* "ERRORS = {": a list of constants. */
static bool is_assignment(const struct norm_block *block, size_t i, size_t end) {
  size_t from = i;
  while (i < end && (ascii_is_alnum((char)block->bytes[i]) || line_is_among(block->bytes[i], "_."))) i++;
  return i > from && i + 4 == end && line_starts_with(block, i, " = ") &&
         line_is_among(block->bytes[i + 3], "{[(");
}

/* The index after the name that the line consists of, if only a colon follows: "ssl:". `i` otherwise. */
static size_t skip_key_line(const struct norm_block *block, size_t i) {
  size_t from = i, last = i + LINE_KEY_MAX < block->count ? i + LINE_KEY_MAX : block->count;
  while (i < last && (ascii_is_alnum((char)block->bytes[i]) || line_is_among(block->bytes[i], "_-.'/{}")))
    i++;
  if (i == from || i + 1 >= block->count || block->bytes[i] != ':') return from;
  return norm_is_line_break(block, i + 1) ? i + 2 : from;
}

/* "server:" and, below it, "ssl:": a tree of YAML. */
static bool is_yaml_tree(const struct norm_block *block, size_t i) {
  size_t next = skip_key_line(block, i);
  return next > i && skip_key_line(block, next) > next && !line_starts_with(block, i, "error");
}

/* "error.refused=Connection refused", "'error.offline': '…'": a translation or a setting, whose name has a
 * dot. The attribute error.message of a log is none. */
static bool is_catalog_entry(const struct norm_block *block, size_t i, size_t end) {
  size_t from = i + (block->bytes[i] == '\''), dots = 0;
  for (i = from; i < end && i < from + LINE_KEY_MAX; i++) {
    char c = (char)block->bytes[i];
    if (!ascii_is_alnum(c) && c != '_' && c != '-' && c != '.') break;
    dots += c == '.' && i > from;
  }
  if (!dots || line_starts_with(block, from, "error.message")) return false;
  return line_starts_with(block, i, "=") || line_starts_with(block, i, "': '");
}

/* Whether the line alone is no evidence. */
static bool is_alone_with_marks(const struct norm_block *block, size_t i, size_t end) {
  return line_is_entry(block, i, end) || line_is_survey_row(block, i, end) ||
         line_is_setting_comment(block, i, end) || line_is_data(block, i, end) ||
         line_is_list_item(block, i, end) || line_is_of_test(block, i, end) ||
         line_is_of_other_program(block, i, end) || line_is_of_web_site(block, i, end) ||
         line_tells_of_call(block, i, end) || line_goes_without(block, i, end) ||
         line_uses_cache(block, i, end);
}

/* The same after its marks. */
static bool is_alone(const struct norm_block *block, size_t i, size_t end) {
  return is_news_of_release(block, i) || is_commit(block, i, end) || is_catalog_entry(block, i, end) ||
         is_title_with_number(block, i, end);
}

/* The same for sentences and statements. */
static bool is_spoken_alone(const struct norm_block *block, size_t i, size_t end) {
  return line_is_general(block, i, end) || line_asks_in_general(block, i, end) ||
         line_quotes_topic(block, i, end) || line_only_speaks(block, i, end) ||
         line_tells_solution(block, i, end) || line_is_joke(block, i, end) || line_is_story(block, i, end) ||
         line_is_statement(block, i, end);
}

/* The shape that the line has as a whole, before its marks are skipped. */
static enum line_shape shape_with_marks(const struct norm_block *block, size_t i, size_t end, bool alone) {
  enum line_shape rest = norm_at(block, i) > 0 ? SHAPE_BLOCK : SHAPE_SECTION;
  if (line_starts_with(block, i, "diff --git")) return SHAPE_BLOCK;
  if (is_release_heading(block, i) || line_is_document_title(block, i, end) || is_chapter(block, i, end) ||
      line_titles_entry(block, i, end))
    return SHAPE_SECTION;
  if (line_opens_table(block, i, end) || line_opens_entry(block, i, end)) return SHAPE_BLOCK;
  if (alone && is_alone_with_marks(block, i, end)) return SHAPE_LINE;
  if (line_opens_other_program(block, i, end) || line_opens_result(block, i, end) ||
      line_opens_survey(block, i, end))
    return rest;
  if (line_is_term(block, i, end)) return SHAPE_BLOCK;
  if (is_commit_header(block, i) || line_asks_for_code(block, i, end)) return SHAPE_SECTION;
  if (norm_at(block, i) == 0 && line_opens_article(block, i)) return SHAPE_SECTION;
  return norm_at(block, i) == 0 && line_opens_markup(block, i, end) ? SHAPE_BLOCK : LINE_SHAPE_NONE;
}

/* The first place in STARTS_BY_BYTE of the rows that begin with this byte. */
static size_t first_start_with(unsigned char byte) {
  size_t low = 0, high = sizeof STARTS_BY_BYTE / sizeof *STARTS_BY_BYTE;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if ((unsigned char)*LINE_STARTS[STARTS_BY_BYTE[middle]].text < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The shape by how the line begins after its marks. */
static enum line_shape shape_of_start(const struct norm_block *block, size_t i, size_t end) {
  for (size_t k = first_start_with(block->bytes[i]); k < sizeof STARTS_BY_BYTE / sizeof *STARTS_BY_BYTE;
       k++) {
    const struct line_start *row = &LINE_STARTS[STARTS_BY_BYTE[k]];
    if ((unsigned char)*row->text != block->bytes[i]) break;
    if (row->text[1] && (unsigned char)row->text[1] != block->bytes[i + 1]) continue;
    if (!line_starts_with(block, i, row->text)) continue;
    bool whole = i + strlen(row->text) <= end || *row->text == '-'; /* "--- title: " has a line break */
    if (whole && line_ends_in(block, i, end, row)) return (enum line_shape)row->shape;
  }
  return LINE_SHAPE_NONE;
}

/* Without `alone`, a shape is found also where the line is one that alone is no evidence. */
static enum line_shape shape_of_line(const struct norm_block *block, size_t i, bool alone) {
  size_t end = line_end(block, i);
  if (i >= end) return LINE_SHAPE_NONE;
  enum line_shape shape = shape_with_marks(block, i, end, alone);
  if (shape != LINE_SHAPE_NONE) return shape;
  i = skip_marks(block, i, end);
  if (i >= end) return LINE_SHAPE_NONE;
  if (alone && is_alone(block, i, end)) return SHAPE_LINE;
  if (is_yaml_tree(block, i) || is_assignment(block, i, end)) return SHAPE_BLOCK;
  shape = shape_of_start(block, i, end);
  if (shape != LINE_SHAPE_NONE) return shape;
  if (line_opens_block(block, i, end)) return SHAPE_BLOCK;
  if (alone && is_spoken_alone(block, i, end)) return SHAPE_LINE;
  size_t to = line_paragraph_end(block, i);
  bool speaks = to > end && (line_only_speaks(block, i, to) || line_is_general(block, i, to));
  return speaks ? SHAPE_BLOCK : LINE_SHAPE_NONE;
}

enum line_shape line_shape_find(const struct norm_block *block, size_t i, bool alone) {
  if (!alone && shape_of_line(block, i, false) == LINE_SHAPE_NONE) return LINE_SHAPE_NONE;
  return shape_of_line(block, i, true);
}
