/* findings.c: findings in the order in which they turn up -> findings in the order of the payload. */
#include "findings.h"

#include <string.h>

#include "base/position.h"

struct rule_row {
  const char *name;
  const char *message;
  uint8_t severity;
};

#define ERROR MCPX_SEVERITY_ERROR
#define WARNING MCPX_SEVERITY_WARNING
#define NOTE MCPX_SEVERITY_NOTE

static const struct rule_row RULE_ROWS[FINDING_DETECTORS] = {
#define FINDING(rule, severity, message) {#rule, message, severity},
#include "tables/findings.def"
};

static struct rule_row row_of(enum finding_kind rule) {
  if (rule < FINDING_DETECTORS) return RULE_ROWS[rule];
  enum canary_detector detector = (enum canary_detector)(rule - FINDING_DETECTORS);
  return (struct rule_row){canary_detector_name(detector), canary_detector_message(detector), ERROR};
}

const char *finding_name(enum finding_kind rule) { return row_of(rule).name; }

mcpx_severity finding_severity(enum finding_kind rule) { return (mcpx_severity)row_of(rule).severity; }

const char *mcpx_severity_name(mcpx_severity severity) {
  static const char *const NAMES[] = {[ERROR] = "error", [WARNING] = "warning", [NOTE] = "note"};
  return NAMES[severity];
}

static void tell(mcpx_finding *finding, enum finding_kind rule) {
  finding->severity = finding_severity(rule);
  finding->rule = finding_name(rule);
  finding->message = row_of(rule).message;
}

/* The list is full: the last one of the least severe has to go, if it is less severe than the new one, or as
 * severe and behind it. */
static void give_way(struct finding_list *list, size_t offset, mcpx_severity severity) {
  size_t worst = 0;
  for (size_t i = 1; i < list->stored; i++)
    if (list->items[i].severity >= list->items[worst].severity) worst = i;
  mcpx_severity least = list->items[worst].severity;
  if (least < severity || (least == severity && list->items[worst].offset <= offset)) return;
  list->stored--;
  memmove(list->items + worst, list->items + worst + 1, (list->stored - worst) * sizeof *list->items);
}

/* Most findings come in their order; those that are known only later move up from the end. */
static mcpx_finding *make_room(struct finding_list *list, size_t offset, mcpx_severity severity) {
  if (list->stored && list->stored == list->room) give_way(list, offset, severity);
  if (list->stored == list->room) return NULL;
  size_t at = list->stored;
  while (at > 0 && list->items[at - 1].offset > offset) at--;
  memmove(list->items + at + 1, list->items + at, (list->stored - at) * sizeof *list->items);
  list->stored++;
  return list->items + at;
}

void finding_add(struct finding_list *list, enum finding_kind rule, struct place place, const char *pointer,
                 const char *expected, const char *suggestion) {
  list->found[rule]++;
  mcpx_finding *finding = make_room(list, place.start, finding_severity(rule));
  if (!finding) return;
  tell(finding, rule);
  finding->expected = expected;
  finding->suggestion = suggestion;
  finding->offset = place.start;
  finding->length = place.end - place.start;
  strncpy(finding->pointer, pointer, MCPX_POINTER_SIZE - 1);
  finding->pointer[MCPX_POINTER_SIZE - 1] = '\0';
}

void finding_change_kind(struct finding_list *list, enum finding_kind from, enum finding_kind to) {
  for (size_t i = 0; i < list->stored; i++)
    if (list->items[i].rule == finding_name(from)) tell(&list->items[i], to);
  list->found[to] += list->found[from];
  list->found[from] = 0;
}

static void count(const struct finding_list *list, mcpx_verdict *verdict) {
  for (int severity = ERROR; severity <= NOTE; severity++) verdict->found[severity] = 0;
  for (int rule = 0; rule < FINDING_COUNT; rule++)
    verdict->found[finding_severity((enum finding_kind)rule)] += list->found[rule];
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
  count(list, verdict);
}

static void write_one(struct json_writer *json, const mcpx_finding *finding) {
  json_open(json, '{');
  json_member(json, "severity", mcpx_severity_name(finding->severity));
  json_member(json, "rule", finding->rule);
  json_member(json, "pointer", finding->pointer);
  json_number_member(json, "offset", finding->offset);
  json_number_member(json, "length", finding->length);
  json_number_member(json, "line", finding->line);
  json_number_member(json, "column", finding->column);
  json_member(json, "message", finding->message);
  if (finding->expected) json_member(json, "expected", finding->expected);
  if (finding->suggestion) json_member(json, "suggestion", finding->suggestion);
  json_close(json, '}');
}

void findings_write_json(struct json_writer *json, const mcpx_finding *findings, size_t count) {
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) write_one(json, &findings[i]);
  json_close(json, ']');
}

size_t mcpx_check_rules_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
  for (int rule = 0; rule < FINDING_COUNT; rule++) {
    json_open(&json, '{');
    json_member(&json, "name", finding_name((enum finding_kind)rule));
    json_member(&json, "severity", mcpx_severity_name(finding_severity((enum finding_kind)rule)));
    json_member(&json, "message", row_of((enum finding_kind)rule).message);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  return json_finish(&json);
}
