/* payloads.c: heartbeats to change, and what a check reports about them. */
#include "payloads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/text.h"
#include "cJSON.h"
#include "check/fields.h"
#include "hash.h"
#include "near.h"
#include "rows.h"

/* ---- Heartbeats ---- */

/* Of the newest version. */
static const char BASE[] =
    "{\"anonymous_id\":\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913\",\"machine_id\":"
    "\"7c2f90d14be8a3560f9d7e1b2c8a4d63915e0c7fb2a8d46e3f1095cb7ad2e684\",\"version\":\"v0.31.2\","
    "\"edition\":"
    "\"personal\","
    "\"os\":\"linux\",\"arch\":\"amd64\",\"go_version\":\"go1.24.4\",\"server_count\":9,"
    "\"connected_server_count\":7,\"tool_count\":120,\"uptime_hours\":26,\"routing_mode\":\"retrieve_tools\","
    "\"quarantine_enabled\":true,\"timestamp\":\"2026-05-11T06:57:30Z\",\"schema_version\":8,"
    "\"anonymous_id_created_at\":\"2026-01-23T15:22:26Z\",\"current_version\":\"v0.31.2\","
    "\"previous_version\":\"v0.30.0\",\"last_startup_outcome\":\"success\","
    "\"surface_requests\":{\"mcp\":54,\"cli\":3,\"webui\":11,\"tray\":0,\"unknown\":0},"
    "\"builtin_tool_calls\":{\"retrieve_tools\":12,\"call_tool_read\":4},"
    "\"upstream_tool_call_count_bucket\":\"11-100\","
    "\"rest_endpoint_calls\":{\"GET /api/v1/servers/{id}\":{\"2xx\":5,\"4xx\":1},\"UNMATCHED\":{\"4xx\":2}},"
    "\"feature_flags\":{\"enable_socket\":true,\"enable_web_ui\":true,\"enable_prompts\":true,"
    "\"require_mcp_auth\":false,\"enable_code_execution\":false,\"quarantine_enabled\":true,"
    "\"sensitive_data_detection_enabled\":true,\"oauth_provider_types\":[\"generic\",\"google\"],"
    "\"docker_available\":true,\"docker_isolation_enabled\":true,\"docker_cli_source\":\"path\","
    "\"deep_scan_enabled\":false},"
    "\"error_category_counts\":{\"oauth_token_expired\":3},"
    "\"doctor_checks\":{\"db_writable\":{\"pass\":2,\"fail\":0}},"
    "\"server_protocol_counts\":{\"stdio\":5,\"http\":2,\"sse\":1,\"streamable_http\":1,\"auto\":0},"
    "\"server_docker_isolated_count\":4,\"env_kind\":\"interactive\","
    "\"env_markers\":{\"has_ci_env\":false,\"has_cloud_ide_env\":false,\"is_container\":false,\"has_tty\":"
    "true,"
    "\"has_display\":true},"
    "\"activation\":{\"first_connected_server_ever\":true,\"first_mcp_client_ever\":true,"
    "\"first_retrieve_tools_call_ever\":false,\"first_real_tool_call_ever\":true,\"mcp_clients_seen_ever\":["
    "\"claude-code\",\"n8n\"],"
    "\"retrieve_tools_calls_24h\":12,\"estimated_tokens_saved_24h_bucket\":\"1k_10k\",\"configured_ide_"
    "count\":2},"
    "\"launch_source\":\"tray\",\"autostart_enabled\":true,\"connected_client_count\":2,"
    "\"connected_client_ids\":[\"claude-code\",\"cursor\"],\"wizard_shown\":true,\"wizard_engaged\":true,"
    "\"wizard_connect_step\":\"completed\",\"wizard_server_step\":\"skipped\",\"web_ui_opened\":14,"
    "\"days_since_install\":108,\"active_days_30d\":12,\"previous_shutdown\":\"clean\","
    "\"last_error_code\":\"MCPX_HTTP_401\","
    "\"diagnostics\":{\"error_code_counts_24h\":{\"MCPX_DOCKER_CLI_NOT_FOUND\":2,\"MCPX_HTTP_401\":1},"
    "\"fix_attempted_24h\":3,\"fix_succeeded_24h\":1,\"unique_codes_ever\":4},"
    "\"tpa_scanner\":{\"scans_completed\":6,\"scans_failed\":1,\"scans_with_findings\":2,"
    "\"findings\":{\"high\":1,\"low\":3}},"
    "\"preflight\":{\"filter_diag_emitted_24h\":4,\"filter_diag_missing_annotation_24h\":3,"
    "\"filter_diag_explicit_24h\":1,\"filter_diag_followed_24h\":2,\"availability_block_24h\":5,"
    "\"availability_block_reasons_24h\":{\"token_scope\":2,\"other\":3},\"discovery_omission_24h\":0}}";

/* The fields that a version added: older heartbeats do not have them. */
static const struct {
  int since;
  const char *pointer;
} NEWER[] = {
    {2, "/schema_version"},
    {2, "/anonymous_id_created_at"},
    {2, "/current_version"},
    {2, "/previous_version"},
    {2, "/last_startup_outcome"},
    {2, "/surface_requests"},
    {2, "/builtin_tool_calls"},
    {2, "/upstream_tool_call_count_bucket"},
    {2, "/rest_endpoint_calls"},
    {5, "/feature_flags/docker_isolation_enabled"},
    {5, "/feature_flags/docker_cli_source"},
    {8, "/feature_flags/deep_scan_enabled"},
    {3, "/feature_flags/docker_available"},
    {2, "/feature_flags"},
    {2, "/error_category_counts"},
    {2, "/doctor_checks"},
    {3, "/server_protocol_counts"},
    {3, "/server_docker_isolated_count"},
    {3, "/env_kind"},
    {3, "/env_markers"},
    {7, "/activation/first_real_tool_call_ever"},
    {3, "/activation"},
    {3, "/launch_source"},
    {3, "/autostart_enabled"},
    {4, "/connected_client_count"},
    {4, "/connected_client_ids"},
    {4, "/wizard_engaged"},
    {4, "/wizard_connect_step"},
    {4, "/wizard_server_step"},
    {5, "/diagnostics/error_code_counts_24h/MCPX_DOCKER_CLI_NOT_FOUND"},
    {3, "/diagnostics"},
    {6, "/machine_id"},
    {7, "/wizard_shown"},
    {7, "/web_ui_opened"},
    {7, "/days_since_install"},
    {7, "/active_days_30d"},
    {7, "/previous_shutdown"},
    {7, "/last_error_code"},
    {8, "/tpa_scanner"},
    {8, "/preflight"},
};

static char *copy_of(const char *text) {
  char *copy = malloc(strlen(text) + 1);
  assert_non_null(copy);
  return strcpy(copy, text);
}

char *heartbeat(int version) {
  char digit[2] = {(char)('0' + version), '\0'}, *payload = copy_of(BASE);
  payload = edited(payload, "/schema_version", digit);
  for (size_t i = 0; i < sizeof NEWER / sizeof *NEWER; i++)
    if (NEWER[i].since > version) payload = edited(payload, NEWER[i].pointer, NULL);
  return payload;
}

/* ---- Editing ---- */

/* Decode the first step of a pointer; returns the rest of the pointer. */
static const char *decode_step(const char *pointer, char *step) {
  for (pointer++; *pointer && *pointer != '/'; pointer++) {
    bool tilde = *pointer == '~' && (pointer[1] == '0' || pointer[1] == '1');
    *step++ = tilde ? "~/"[*++pointer - '0'] : *pointer;
  }
  *step = '\0';
  return pointer;
}

static void set_value(cJSON *parent, const char *step, const char *raw) {
  cJSON *item = raw ? cJSON_CreateRaw(raw) : NULL;
  if (cJSON_IsArray(parent)) {
    int at = atoi(step);
    if (at >= cJSON_GetArraySize(parent))
      cJSON_AddItemToArray(parent, item);
    else if (raw)
      cJSON_ReplaceItemInArray(parent, at, item);
    else
      cJSON_DeleteItemFromArray(parent, at);
  } else if (!raw) {
    cJSON_DeleteItemFromObjectCaseSensitive(parent, step);
  } else if (!cJSON_ReplaceItemInObjectCaseSensitive(parent, step, item)) {
    cJSON_AddItemToObject(parent, step, item);
  }
}

char *edited(char *payload, const char *pointer, const char *raw) {
  char step[4096];
  cJSON *tree = cJSON_Parse(payload), *parent = tree;
  assert_non_null(tree);
  const char *rest = decode_step(pointer, step);
  while (*rest) {
    parent = cJSON_IsArray(parent) ? cJSON_GetArrayItem(parent, atoi(step))
                                   : cJSON_GetObjectItemCaseSensitive(parent, step);
    CHECK(parent, "%s: no value at %s", pointer, step);
    rest = decode_step(rest, step);
  }
  set_value(parent, step, raw);
  free(payload);
  payload = cJSON_PrintUnformatted(tree);
  cJSON_Delete(tree);
  assert_non_null(payload);
  return payload;
}

char *heartbeat_with(int version, const char *pointer, const char *raw) {
  return edited(heartbeat(version), pointer, raw);
}

char *quoted(const char *text) {
  cJSON *string = cJSON_CreateStringReference(text);
  char *json = cJSON_PrintUnformatted(string);
  cJSON_Delete(string);
  assert_non_null(json);
  return json;
}

/* ---- Checking ---- */

const struct outcome *check(check_call call, const char *payload, size_t length,
                            const mcpx_check_options *options) {
  static mcpx_workspace workspace;
  static struct outcome outcome;
  char *copy = malloc(length ? length : 1);
  assert_non_null(copy);
  memcpy(copy, payload, length);
  memset(&outcome.verdict, 0xA5, sizeof outcome.verdict);
  memset(outcome.findings, 0xA5, 16 * sizeof *outcome.findings); /* few payloads have more */
  call(copy, length, options, &workspace, outcome.findings, FINDINGS_ROOM, &outcome.verdict);
  const char *fault = outcome_fault(&outcome, payload, length);
  free(copy);
  CHECK(!fault, "%s", fault);
  return &outcome;
}

const char *listing(const struct outcome *outcome) {
  static char text[65536];
  size_t length = 0;
  text[0] = '\0';
  for (size_t i = 0; i < outcome->verdict.stored && length < sizeof text - 512; i++)
    length += (size_t)sprintf(text + length, "%s%s %s", i ? ", " : "", outcome->findings[i].rule,
                              outcome->findings[i].pointer);
  return text;
}

bool has_finding(const struct outcome *outcome, const char *rule) {
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    if (strcmp(outcome->findings[i].rule, rule) == 0) return true;
  return false;
}

bool has_error(const struct outcome *outcome) { return outcome->verdict.found[MCPX_SEVERITY_ERROR] > 0; }

static bool contains(const char *text, const char *window, size_t length) {
  for (; text && strlen(text) >= length; text++)
    if (memcmp(text, window, length) == 0) return true;
  return false;
}

static bool repeats(const mcpx_finding *finding, const char *window, size_t length) {
  return contains(finding->expected, window, length) || contains(finding->suggestion, window, length);
}

const char *find_echo(const struct outcome *outcome, const char *secret, size_t length, size_t window) {
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    for (size_t at = 0; at + window <= length; at++)
      if (repeats(&outcome->findings[i], secret + at, window)) return secret + at;
  return NULL;
}

/* ---- Properties of every outcome ---- */

/* Is a step of a pointer an index or a name of the tables, so that it has no text of the payload? */
static bool is_known_step(const char *step, size_t length) {
  size_t digits = strspn(step + (*step == '#'), "0123456789");
  if (length == digits + (*step == '#') && digits) return true;
  for (size_t i = 0; i < FIELD_COUNT; i++)
    if (text_equals(FIELDS[i].key, step, length)) return true;
  return fields_find_value(ENUM_CHECK, (mcpx_text){step, length}) || mcpx_code_find(step, length) >= 0;
}

static bool is_known_pointer(const char *pointer) {
  while (*pointer == '/') {
    size_t length = strcspn(++pointer, "/");
    if (!is_known_step(pointer, length)) return false;
    pointer += length;
  }
  return !*pointer;
}

static const char *finding_fault(const mcpx_finding *finding, size_t length) {
  if (finding->offset > length) return "a finding after the payload";
  if (finding->length > length - finding->offset) return "a finding that ends after the payload";
  if (!finding->rule || !*finding->rule || !*finding->message) return "a finding without rule or message";
  if (!memchr(finding->message, '\0', MCPX_MESSAGE_SIZE)) return "a message that does not end";
  if (!memchr(finding->pointer, '\0', MCPX_POINTER_SIZE)) return "a pointer that does not end";
  if (!is_known_pointer(finding->pointer)) return "a pointer with an unknown name";
  return finding->line && finding->column ? NULL : "a finding without line and column";
}

static const char *place_fault(const mcpx_finding *finding, const char *payload) {
  size_t line = 1, column = 1;
  for (size_t i = 0; i < finding->offset; i++) {
    bool inside = ((unsigned char)payload[i] & 0xC0) == 0x80;
    if (payload[i] == '\n') line++;
    column = payload[i] == '\n' ? 1 : column + !inside;
  }
  return line == finding->line && column == finding->column ? NULL : "a wrong line or column";
}

const char *outcome_fault(const struct outcome *outcome, const char *payload, size_t length) {
  const mcpx_verdict *verdict = &outcome->verdict;
  size_t counted[3] = {0}, places = length < 16384 ? verdict->stored : 1;
  const char *fault = NULL;
  for (size_t i = 0; i < verdict->stored && !fault; i++) {
    const mcpx_finding *finding = &outcome->findings[i];
    fault = finding_fault(finding, length);
    if (!fault && i < places) fault = place_fault(finding, payload);
    if (!fault && i && finding->offset < finding[-1].offset) fault = "findings that are not sorted";
    counted[finding->severity]++;
  }
  if (fault) return fault;
  size_t total = verdict->found[0] + verdict->found[1] + verdict->found[2];
  if (verdict->ok != (verdict->found[MCPX_SEVERITY_ERROR] == 0)) return "ok and errors";
  if (verdict->stored != (total < FINDINGS_ROOM ? total : FINDINGS_ROOM))
    return "a wrong number of stored findings";
  bool all = verdict->stored == total;
  return all && memcmp(counted, verdict->found, sizeof counted) != 0 ? "wrong counts" : NULL;
}

/* ---- Tables of changes ---- */

#define MARK "\"@@@\""

enum { NEAR_MAX = 200 };

/* The findings of the payload in which the text replaces the mark. */
static uint64_t findings_with(const char *text, size_t length, const void *context) {
  char payload[8192];
  const char *marked = context, *mark = strstr(marked, MARK);
  (void)length;
  int size = snprintf(payload, sizeof payload, "%.*s%s%s", (int)(mark - marked), marked, text,
                      mark + sizeof MARK - 1);
  const char *found = listing(check(mcpx_validate, payload, (size_t)size, NULL));
  return hash_bytes(HASH_START, found, strlen(found));
}

static void compare_near(const struct change *row) {
  char *marked = heartbeat_with(row->version, row->pointer, MARK);
  near_compare_strings(row->raw, 13, findings_with, marked);
  free(marked);
}

void has_findings(void **state) {
  const struct change *row = *state;
  char *payload = heartbeat_with(row->version, row->pointer, row->raw);
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  free(payload);
  assert_string_equal(listing(outcome), row->wanted);
  if (row->raw && strlen(row->raw) < NEAR_MAX) compare_near(row);
}

/* ---- Vectors ---- */

static void exit_at(const char *file, size_t line, const char *why) {
  fprintf(stderr, "%s:%zu: %s\n", file, line, why);
  exit(2);
}

cJSON *vector_lines(const char *file) {
  char path[4096], *line = NULL;
  size_t room = 0;
  cJSON *lines = cJSON_CreateArray();
  snprintf(path, sizeof path, "%s/%s", MCPX_VECTORS, file);
  FILE *in = fopen(path, "r");
  if (!in) exit_at(file, 0, "cannot be read");
  for (size_t number = 1; getline(&line, &room, in) > 0; number++) {
    cJSON *row = cJSON_Parse(line);
    if (!row) exit_at(file, number, "not JSON");
    cJSON_AddItemToArray(lines, row);
  }
  free(line);
  fclose(in);
  return lines;
}

/* Append the decoded base64 text `times` times. */
static char *append(char *bytes, size_t *length, const char *base64, size_t times) {
  char *piece = copy_of(base64);
  size_t size = strlen(piece);
  assert_true(base64_decode(piece, &size));
  bytes = realloc(bytes, *length + size * times + 1);
  assert_non_null(bytes);
  for (size_t i = 0; i < times; i++, *length += size) memcpy(bytes + *length, piece, size);
  free(piece);
  return bytes;
}

char *vector_bytes(const cJSON *row, size_t *length) {
  const cJSON *whole = cJSON_GetObjectItemCaseSensitive(row, "base64"), *part;
  char *bytes = NULL;
  *length = 0;
  if (whole) return append(bytes, length, whole->valuestring, 1);
  cJSON_ArrayForEach(part, cJSON_GetObjectItemCaseSensitive(row, "repeat")) bytes =
      append(bytes, length, cJSON_GetArrayItem(part, 0)->valuestring,
             (size_t)cJSON_GetArrayItem(part, 1)->valuedouble);
  assert_non_null(bytes);
  return bytes;
}
