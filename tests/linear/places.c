/* places.c: where untrusted text gets into the library: a table of texts and of functions that read them. */
#include "places.h"

#include <stdlib.h>
#include <string.h>

#include "mcpx_proxy.h"
#include "steps.h"

enum { TEXT_MAX = 1 << 20, BLOCKED_MAX = 256 };

struct place {
  const char *name;
  void (*read)(char *text, size_t length);
  /* The text: `head`, then `before`, the unit and `after` for each unit, then `tail`. A # in `after` is the
   * index of the unit. A comma at the end of the last one is left out. */
  const char *head, *before, *after, *tail;
};

/* ---- Functions that read a text ---- */

static mcpx_check_memory memory;
static char output[MCPX_RESPONSE_MAX];

static void check_text(const char *text, size_t length, const mcpx_check_options *options) {
  mcpx_verdict verdict;
  mcpx_validate(text, length, options, &memory.workspace, memory.findings, MCPX_FINDINGS_MAX, &verdict);
}

static void read_payload(char *text, size_t length) { check_text(text, length, NULL); }

static void read_payload_as_proxy(char *text, size_t length) {
  mcpx_check_options options = {.proxy_profile = true};
  check_text(text, length, &options);
}

/* The values are the begin of the text, the end of it and all of it, so that they nearly occur everywhere. */
static void read_payload_with_values(char *text, size_t length) {
  mcpx_text values[] = {
      {text, length}, {text + length / 2, length / 4}, {text + length / 2, 40}, {"aaab", 4}};
  mcpx_check_options options = {.blocked_values = values, .blocked_value_count = 4};
  check_text(text, length, &options);
}

/* The longest value that nearly occurs at each byte. */
static void read_payload_as_proxy_with_values(char *text, size_t length) {
  static char value[TEXT_MAX];
  memcpy(value, text + length / 4, length / 4);
  value[length / 4] = '~';
  mcpx_text values[] = {{value, length / 4 + 1}};
  mcpx_check_options options = {.proxy_profile = true, .blocked_values = values, .blocked_value_count = 1};
  check_text(text, length, &options);
}

static void scan_payload(char *text, size_t length) {
  mcpx_verdict verdict;
  mcpx_scan(text, length, NULL, &memory.workspace, memory.findings, MCPX_FINDINGS_MAX, &verdict);
}

static void redact_text(char *text, size_t length) {
  mcpx_text values[] = {{text + length / 2, length / 4}};
  mcpx_check_options options = {.blocked_values = values, .blocked_value_count = 1};
  size_t count;
  mcpx_redact(text, length, &options, &memory.workspace, output, sizeof output, NULL, 0, &count);
}

static void classify_text(char *text, size_t length) {
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(text, length, &hints, &answer);
  mcpx_answer_json(&answer, output, sizeof output);
}

static void read_log(char *text, size_t length) {
  static mcpx_stream stream;
  static mcpx_log_line lines[64];
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  size_t stored;
  mcpx_log_start(&stream, &hints);
  while (length > 0) {
    size_t taken = mcpx_log_feed(&stream, text, length, lines, 64, &stored);
    text += taken;
    length -= taken;
  }
  mcpx_log_finish(&stream, lines, 64, &stored);
  mcpx_log_incidents_json(&stream, output, sizeof output);
}

static void respond(char *text, size_t length) { mcpx_respond(text, length, &memory, output, sizeof output); }

static void read_configuration(char *text, size_t length) {
  mcpx_isolation hint;
  mcpx_launch launch;
  uint64_t count;
  bool enabled;
  mcpx_config_isolated(text, length, "none", 4, &hint, NULL);
  mcpx_config_launch_mode(text, length, "none", 4, &launch, NULL);
  mcpx_config_isolated_count(text, length, &count, NULL);
  mcpx_config_isolation_enabled(text, length, &enabled, NULL);
}

static void load_counts(char *text, size_t length) {
  mcpx_error_counts counts;
  mcpx_error_counts_load(&counts, text, length, NULL);
}

/* ---- The table ---- */

#define DIAGNOSTICS "{\"schema_version\":5,\"diagnostics\":{\"error_code_counts_24h\":{"
#define ROUTES "{\"schema_version\":5,\"rest_endpoint_calls\":{"
#define CLIENTS "{\"schema_version\":5,\"activation\":{\"mcp_clients_seen_ever\":["
#define FLAGS "{\"schema_version\":5,\"feature_flags\":{"
#define SERVERS "{\"docker_isolation\":{\"enabled\":true},\"mcpServers\":["
#define LINE "2026-03-02T08:15:00.000Z | ERROR | upstream/core.go:17 | "

static const struct place PLACES[] = {
    {"value", read_payload, "{\"note\":\"", "", "", "\"}"},
    {"key", read_payload, "{\"", "", "", "\":1}"},
    {"keys", read_payload, "{", "\"", "#\":1,", "}"},
    {"equal keys", read_payload, "{", "\"", "\":1,", "}"},
    {"keys and values", read_payload, "{", "\"a#\":\"", "\",", "}"},
    {"key of a value that is known", read_payload, "{\"version\":\"v0.1.0\",", "\"Version", "\":1,", "}"},
    {"array", read_payload, "{\"x\":[", "\"", "\",", "]}"},
    {"objects", read_payload, "{\"x\":[", "{\"", "\":\"b\"},", "]}"},
    {"arrays", read_payload, "{\"x\":[", "[[[[[[[[\"", "\"]]]]]]]],", "]}"},
    {"nested", read_payload, "{\"x\":{\"user\":{\"name\":[", "{\"a\":{\"b\":[{\"c\":\"", "\"}]}},", "]}}}"},
    {"version", read_payload, "{\"version\":\"v0.47.0-", "", "", "\"}"},
    {"version from its begin", read_payload, "{\"current_version\":\"", "", "", "\"}"},
    {"Go version", read_payload, "{\"go_version\":\"go1.24.", "", "", "\"}"},
    {"id", read_payload, "{\"anonymous_id\":\"", "", "", "\"}"},
    {"timestamp", read_payload, "{\"timestamp\":\"2026-03-02T08:15:00", "", "", "\"}"},
    {"enum", read_payload, "{\"os\":\"", "", "", "\"}"},
    {"number", read_payload, "{\"server_count\":1", "", "", "}"},
    {"route", read_payload, ROUTES "\"GET /api/v1/", "", "", "\":{\"2xx\":1}}}"},
    {"segments of a route", read_payload, ROUTES "\"GET /", "", "/", "\":{\"2xx\":1}}}"},
    {"routes", read_payload, ROUTES, "\"GET /api/v1/", "#\":{\"2xx\":1},", "}}"},
    {"statuses of a route", read_payload, ROUTES "\"GET /api/v1/servers\":{", "\"", "#\":1,", "}}}"},
    {"client", read_payload, CLIENTS "\"", "", "", "\"]}}"},
    {"clients", read_payload, CLIENTS, "\"", "#\",", "]}}"},
    {"flags", read_payload, FLAGS, "\"", "#\":true,", "}}"},
    {"providers", read_payload, FLAGS "\"oauth_provider_types\":[", "\"", "\",", "]}}"},
    {"tools", read_payload, "{\"builtin_tool_calls\":{", "\"", "#\":1,", "}}"},
    {"checks", read_payload, "{\"doctor_checks\":{", "\"", "_#\":{\"pass\":1,\"fail\":0},", "}}"},
    {"code", read_payload, DIAGNOSTICS "\"MCPX_", "", "", "\":1}}}"},
    {"codes", read_payload, DIAGNOSTICS, "\"MCPX_", "_#\":1,", "}}}"},
    {"newer payload", read_payload, "{\"schema_version\":99,\"surface_requests\":{", "\"", "#\":1,", "}}"},
    {"proxy, value", read_payload_as_proxy, "{\"note\":\"", "", "", "\"}"},
    {"proxy, keys", read_payload_as_proxy, "{", "\"", "#\":\"x\",", "}"},
    {"proxy, values of the caller", read_payload_as_proxy_with_values, "{\"note\":\"", "", "", "\"}"},
    {"values of the caller, value", read_payload_with_values, "{\"note\":\"", "", "", "\"}"},
    {"values of the caller, keys", read_payload_with_values, "{", "\"", "#\":1,", "}"},
    {"values of the caller, version", read_payload_with_values, "{\"version\":\"v0.1.0-", "", "", "\"}"},
    {"scan", scan_payload, "{\"note\":\"", "", "", "\"}"},
    {"no JSON", scan_payload, "", "", "", ""},
    {"lines without JSON", scan_payload, "", "", "\n", ""},
    {"redaction", redact_text, "", "", "", ""},
    {"redaction of lines", redact_text, "", "", "\n", ""},
    {"redaction of words", redact_text, "", "", " ", ""},
    {"text", classify_text, "", "", "", ""},
    {"text of lines", classify_text, "", "", "\n", ""},
    {"log", read_log, "", "", "\n", ""},
    {"log of one line", read_log, LINE, "", "", "\n"},
    {"log of errors", read_log, "", LINE "server=a# ", ": connection refused\n", ""},
    {"log of servers", read_log, "", LINE "{\"server\": \"a", "#\"} exit status 1\n", ""},
    {"request to classify", respond, "{\"op\":\"classify\",\"text\":\"", "", "", "\"}"},
    {"request to scan", respond, "{\"op\":\"scan\",\"payload\":\"{\\\"a\\\":1}\",\"id\":[", "\"", "\",",
     "]}"},
    {"request with values", respond, "{\"op\":\"redact\",\"text\":\"a\",\"blocked_values\":[", "\"", "#\",",
     "]}"},
    {"request to redact", respond, "{\"op\":\"redact\",\"text\":\"", "", "", "\"}"},
    {"request with members", respond, "{\"op\":\"classify\",", "\"", "#\":1,", "}"},
    {"servers of a configuration", read_configuration, SERVERS, "{\"name\":\"", "#\",\"command\":\"npx\"},",
     "]}"},
    {"commands of a configuration", read_configuration, SERVERS, "{\"name\":\"a#\",\"command\":\"", "\"},",
     "]}"},
    {"members of a configuration", read_configuration, "{", "\"", "#\":{\"enabled\":true},", "}"},
    {"one string of a configuration", read_configuration, "{\"a\":\"", "", "", "\"}"},
    {"saved counts", load_counts, "{\"version\":2,\"counts\":{", "\"", "#\":[1,1],", "}}"},
};

size_t place_count(void) { return sizeof PLACES / sizeof *PLACES; }

const char *place_name(size_t place) { return PLACES[place].name; }

/* ---- Texts ---- */

static char text[TEXT_MAX];
static size_t text_length;

static void append_text(const char *part, size_t length) {
  if (length > TEXT_MAX - text_length) abort();
  memcpy(text + text_length, part, length);
  text_length += length;
}

static void append_string(const char *part) { append_text(part, strlen(part)); }

static void append_number(size_t number) {
  char digits[20];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  append_text(digits + at, sizeof digits - at);
}

static void append_numbered(const char *part, size_t index) {
  for (; *part; part++)
    if (*part == '#')
      append_number(index);
    else
      append_text(part, 1);
}

/* What the escapes of JSON mean, but for those of characters beyond ASCII. */
static size_t decode_unit(const char *unit, char *out) {
  size_t length = 0;
  for (; *unit; unit++) {
    if (*unit == '\\' && strchr("nrt\"\\/", unit[1]) && unit[1]) {
      unit++;
      out[length++] = *unit == 'n' ? '\n' : *unit == 'r' ? '\r' : *unit == 't' ? '\t' : *unit;
    } else if (strncmp(unit, "\\u001b", 6) == 0) {
      unit += 5;
      out[length++] = '\x1B';
    } else
      out[length++] = *unit;
  }
  return length;
}

static void write_text(const struct place *place, const char *unit, size_t size, int is_decoded) {
  char decoded[1024];
  size_t length = strlen(unit);
  int is_json = *place->head == '{';
  if (is_decoded && !is_json) {
    length = decode_unit(unit, decoded);
    unit = decoded;
  }
  text_length = 0;
  append_string(place->head);
  size_t begin = text_length;
  for (size_t i = 0; text_length < begin + size; i++) {
    append_numbered(place->before, i);
    append_text(unit, length);
    append_numbered(place->after, i);
  }
  if (text_length > begin && is_json && text[text_length - 1] == ',') text_length--;
  append_string(place->tail);
}

static uint64_t count_reading(const struct place *place, const char *unit, size_t size, int is_decoded) {
  write_text(place, unit, size, is_decoded);
  uint64_t begin = steps_so_far();
  place->read(text, text_length);
  return steps_so_far() - begin;
}

uint64_t place_cost(size_t index, const char *unit, size_t size, int is_decoded) {
  const struct place *place = &PLACES[index];
  uint64_t without = count_reading(place, unit, 0, is_decoded);
  uint64_t cost = count_reading(place, unit, size, is_decoded);
  return cost > without ? cost - without : 0;
}
