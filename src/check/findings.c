/* findings.c: findings in the order in which they are made -> findings in the order of the payload. */
#include "findings.h"

#include <string.h>

#include "base/position.h"

/* ---- Kinds ---- */

#define ERROR MCPX_SEVERITY_ERROR
#define WARNING MCPX_SEVERITY_WARNING
#define NOTE MCPX_SEVERITY_NOTE

struct finding_row {
  const char *rule;
  const char *message;
  const char *named; /* NULL: no field is named */
  uint8_t severity;
  bool is_wording;
};

static const struct finding_row FINDING_ROWS[FINDING_DETECTORS] = {
#define FINDING(rule, severity, message, named) {#rule, message, named, severity, false},
#define WORDING(kind, rule, severity, message, named) {#rule, message, named, severity, true},
#include "tables/findings.def"
};

/* The names are keys of fields.def, values of enums.def and codes of the catalog: none is that long. */
enum { FINDING_NAME_MAX = 64 };

#define FITS(text) _Static_assert(sizeof(text) + FINDING_NAME_MAX <= MCPX_MESSAGE_SIZE, "a message fits")
#define FINDING(rule, severity, message, named) \
  FITS(message);                                \
  FITS(named);
#define WORDING(kind, rule, severity, message, named) FINDING(kind, severity, message, named)
#include "tables/findings.def"
#undef FITS

static struct finding_row row_of_finding(enum finding_kind kind) {
  if (kind < FINDING_DETECTORS) return FINDING_ROWS[kind];
  enum canary_detector detector = (enum canary_detector)(kind - FINDING_DETECTORS);
  return (struct finding_row){canary_detector_name(detector), canary_detector_message(detector), NULL, ERROR,
                              false};
}

const char *finding_name(enum finding_kind kind) { return row_of_finding(kind).rule; }

mcpx_severity finding_severity(enum finding_kind kind) {
  return kind < FINDING_DETECTORS ? (mcpx_severity)FINDING_ROWS[kind].severity : ERROR;
}

const char *finding_message(enum finding_kind kind) { return row_of_finding(kind).message; }

enum finding_kind finding_in_newer(enum finding_kind kind) {
  static const struct {
    enum finding_kind kind, newer;
  } UNKNOWN_KINDS[] = {
#define UNKNOWN(kind, newer, what) {FINDING_##kind, FINDING_##newer},
#include "tables/findings.def"
  };
  for (size_t i = 0; i < sizeof UNKNOWN_KINDS / sizeof *UNKNOWN_KINDS; i++)
    if (UNKNOWN_KINDS[i].kind == kind) return UNKNOWN_KINDS[i].newer;
  return kind;
}

static bool is_closed_kind(enum finding_kind kind) {
  static const uint8_t KINDS[] = {
#define CLOSED(kind) FINDING_##kind,
#include "tables/findings.def"
  };
  return memchr(KINDS, (int)kind, sizeof KINDS) != NULL;
}

/* The severity of a kind in a list. */
static mcpx_severity severity_in_list(const struct finding_list *list, enum finding_kind kind) {
  return list->closed && is_closed_kind(kind) ? ERROR : finding_severity(kind);
}

bool finding_is_wording(enum finding_kind kind) { return row_of_finding(kind).is_wording; }

const char *mcpx_severity_name(mcpx_severity severity) {
  static const char *const NAMES[] = {[ERROR] = "error", [WARNING] = "warning", [NOTE] = "note"};
  return NAMES[severity];
}

enum finding_kind finding_of_json_fault(enum json_fault fault) {
  static const uint8_t KINDS[] = {
      [JSON_NO_FAULT] = FINDING_unfinished,
      [JSON_BAD_SYNTAX] = FINDING_json_syntax,
      [JSON_UNEXPECTED_END] = FINDING_json_unexpected_end,
      [JSON_TRAILING_TEXT] = FINDING_json_trailing_text,
      [JSON_BAD_NUMBER] = FINDING_json_bad_number,
      [JSON_BAD_ESCAPE] = FINDING_json_bad_escape,
      [JSON_CONTROL_CHARACTER] = FINDING_json_control_character,
      [JSON_BAD_UTF8] = FINDING_json_bad_utf8,
      [JSON_TOO_DEEP] = FINDING_json_too_deep,
      [JSON_LONE_SURROGATE] = FINDING_json_lone_surrogate,
      [JSON_NULL_CHARACTER] = FINDING_json_null_character,
      [JSON_NUMBER_RANGE] = FINDING_json_number_range,
  };
  return (enum finding_kind)KINDS[fault];
}

/* ---- One finding ---- */

/* Append `length` bytes, or as many as `size` bytes have room for; returns where the text then ends. */
static size_t add_message_part(char *out, size_t at, size_t size, const char *bytes, size_t length) {
  if (length > size - 1 - at) length = size - 1 - at;
  memcpy(out + at, bytes, length);
  out[at + length] = '\0';
  return at + length;
}

static void write_message(mcpx_finding *finding, const struct finding_row *row, const char *name) {
  enum { SIZE = sizeof finding->message };
  const char *mark = name && row->named ? strchr(row->named, '%') : NULL;
  if (!mark) {
    add_message_part(finding->message, 0, SIZE, row->message, strlen(row->message));
    return;
  }
  size_t at = add_message_part(finding->message, 0, SIZE, row->named, (size_t)(mark - row->named));
  at = add_message_part(finding->message, at, SIZE, name, strlen(name));
  add_message_part(finding->message, at, SIZE, mark + 2, strlen(mark + 2));
}

static void set_kind(const struct finding_list *list, mcpx_finding *finding, enum finding_kind kind,
                     const char *name) {
  struct finding_row row = row_of_finding(kind);
  finding->severity = severity_in_list(list, kind);
  finding->rule = row.rule;
  write_message(finding, &row, name);
}

/* ---- The list ---- */

bool finding_is_personal(const char *rule) {
  static const uint8_t KINDS[] = {
#define PERSONAL(rule) FINDING_##rule,
#include "tables/findings.def"
  };
  for (size_t i = 0; i < sizeof KINDS; i++)
    if (rule == FINDING_ROWS[KINDS[i]].rule) return true;
  return canary_is_detector_name(rule);
}

/* The order in which a full list keeps findings: personal data, other errors, warnings, notes. */
static int rank_of_finding(mcpx_severity severity, const char *rule) {
  return severity == ERROR && finding_is_personal(rule) ? ERROR : (int)severity + 1;
}

static int rank_of_item(const mcpx_finding *item) { return rank_of_finding(item->severity, item->rule); }

/* The last of the findings with the highest rank, which a full list drops next. It is remembered, since a
 * payload may have many findings after the list is full. */
static const mcpx_finding *last_kept(struct finding_list *list) {
  if (list->last_kept) return list->last_kept;
  int highest = -1;
  for (size_t i = 0; i < list->stored; i++) {
    int rank = rank_of_item(&list->items[i]);
    if (rank < highest) continue;
    list->last_kept = &list->items[i];
    highest = rank;
  }
  return list->last_kept;
}

/* The list is full: make room if the last one has a higher rank than the new one, or the same and is after
 * it. */
static void drop_last_kept(struct finding_list *list, size_t offset, int rank) {
  const mcpx_finding *last = last_kept(list);
  int highest = rank_of_item(last);
  if (highest < rank || (highest == rank && last->offset <= offset)) return;
  size_t at = (size_t)(last - list->items);
  list->stored--;
  memmove(list->items + at, list->items + at + 1, (list->stored - at) * sizeof *list->items);
}

/* Most findings are made in the order of the payload; those that are made later move up from the end. */
static mcpx_finding *insert_finding(struct finding_list *list, size_t offset, int rank) {
  if (list->stored && list->stored == list->room) drop_last_kept(list, offset, rank);
  if (list->stored == list->room) return NULL;
  list->last_kept = NULL;
  size_t at = list->stored;
  while (at > 0 && list->items[at - 1].offset > offset) at--;
  memmove(list->items + at + 1, list->items + at, (list->stored - at) * sizeof *list->items);
  list->stored++;
  return list->items + at;
}

void finding_add(struct finding_list *list, enum finding_kind kind, struct place place,
                 struct finding_details details) {
  mcpx_severity severity = severity_in_list(list, kind);
  list->found[kind]++;
  list->sums[severity]++;
  mcpx_finding *finding = insert_finding(list, place.start, rank_of_finding(severity, finding_name(kind)));
  if (!finding) return;
  set_kind(list, finding, kind, details.name);
  finding->expected = details.expected;
  finding->suggestion = details.suggestion;
  finding->offset = place.start;
  finding->length = place.end - place.start;
  add_message_part(finding->pointer, 0, sizeof finding->pointer, details.pointer, strlen(details.pointer));
}

void finding_change_kind(struct finding_list *list, enum finding_kind from, enum finding_kind to) {
  list->last_kept = NULL;
  for (size_t i = 0; i < list->stored; i++)
    if (list->items[i].rule == finding_name(from)) set_kind(list, &list->items[i], to, NULL);
  list->sums[severity_in_list(list, from)] -= list->found[from];
  list->sums[severity_in_list(list, to)] += list->found[from];
  list->found[to] += list->found[from];
  list->found[from] = 0;
}

static void set_sums(const struct finding_list *list, mcpx_verdict *verdict) {
  memcpy(verdict->found, list->sums, sizeof list->sums);
  verdict->ok = verdict->found[ERROR] == 0;
  verdict->stored = list->stored;
}

void finding_finish(struct finding_list *list, const char *payload, size_t length, mcpx_verdict *verdict) {
  struct text_position place = {0, 1, 1};
  for (size_t i = 0; i < list->stored; i++) {
    size_t offset = list->items[i].offset;
    position_advance(&place, payload, offset < length ? offset : length);
    list->items[i].line = place.line;
    list->items[i].column = place.column;
  }
  set_sums(list, verdict);
}

#undef ERROR
#undef WARNING
#undef NOTE
