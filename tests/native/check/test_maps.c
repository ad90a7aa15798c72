/* test_maps.c: each object, map and list of a heartbeat accepts the keys and items of its specification. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

/* ---- Objects with fixed keys ---- */

#define SURFACES "/surface_requests"
#define BUILTINS "/builtin_tool_calls"
#define FLAGS "/feature_flags"
#define CATEGORIES "/error_category_counts"
#define MARKERS "/env_markers"

static const struct change OBJECTS[] = {
    FAULT(SURFACES, "null", "wrong_type"),
    FAULT(SURFACES, "[]", "wrong_type"),
    FAULT(SURFACES, "5", "wrong_type"),
    FAULT(SURFACES "/mcp", "-1", "bad_count"),
    FAULT(SURFACES "/cli", "\"3\"", "wrong_type"),
    FAULT(SURFACES "/webui", "null", "wrong_type"),
    REMOVED(SURFACES "/tray", "missing_field " SURFACES "/tray"),
    REMOVED(SURFACES "/unknown", "missing_field " SURFACES "/unknown"),
    FINDINGS(SURFACES "/api", "1", "unknown_key " SURFACES "/#5"),
    FINDINGS(SURFACES "/Mcp", "1", "unknown_key " SURFACES "/#5"),
    FINDINGS(SURFACES "/", "1", "unknown_key " SURFACES "/#5"),
    ALLOWED(BUILTINS, "{}"),
    ALLOWED(BUILTINS,
            "{\"call_tool_read\":1,\"call_tool_write\":0,\"call_tool_destructive\":2,\"upstream_servers\":3,"
            "\"quarantine_security\":4,\"code_execution\":5,\"retrieve_tools\":6}"),
    FAULT(BUILTINS, "null", "wrong_type"),
    FAULT(BUILTINS "/call_tool_read", "1.5", "bad_count"),
    FINDINGS(BUILTINS "/delete_everything", "1", "unknown_key " BUILTINS "/#2"),
    ALLOWED(CATEGORIES,
            "{\"oauth_refresh_failed\":1,\"upstream_connect_timeout\":1,\"upstream_connect_refused\":1,"
            "\"upstream_handshake_failed\":1,\"tool_quarantine_blocked\":1,\"docker_pull_failed\":1,"
            "\"docker_run_failed\":1,\"index_rebuild_failed\":1,\"config_reload_failed\":1,"
            "\"socket_bind_failed\":1,\"oauth_token_expired\":1}"),
    ALLOWED(CATEGORIES, "{}"),
    FAULT(CATEGORIES "/oauth_token_expired", "0", "bad_count"),
    FAULT(CATEGORIES "/oauth_token_expired", "-0", "bad_count"),
    FAULT(CATEGORIES "/oauth_token_expired", "true", "wrong_type"),
    FINDINGS(CATEGORIES "/disk_full", "1", "unknown_key " CATEGORIES "/#1"),
    /* calls may be 0 */
    ALLOWED(BUILTINS "/call_tool_read", "0"),
    FAULT("/server_protocol_counts", "[]", "wrong_type"),
    FAULT("/server_protocol_counts/auto", "-1", "bad_count"),
    REMOVED("/server_protocol_counts/sse", "missing_field /server_protocol_counts/sse"),
    FINDINGS("/server_protocol_counts/ws", "0", "unknown_key /server_protocol_counts/#5"),
    REMOVED(MARKERS "/has_tty", "missing_field " MARKERS "/has_tty"),
    FAULT(MARKERS "/has_tty", "null", "env_markers_non_bool"),
    FAULT(MARKERS "/has_tty", "1", "env_markers_non_bool"),
    FAULT(MARKERS "/has_display", "0", "env_markers_non_bool"),
    FAULT(MARKERS "/has_display", "\"true\"", "env_markers_non_bool"),
    FAULT(MARKERS "/has_display", "\"\"", "env_markers_non_bool"),
    FAULT(MARKERS "/has_display", "[]", "env_markers_non_bool"),
    FAULT(MARKERS "/has_display", "{}", "env_markers_non_bool"),
    FINDINGS(MARKERS "/has_gpu", "true", "env_markers_non_bool " MARKERS "/#5"),
    /* the same values in other fields */
    ALLOWED("/autostart_enabled", "null"),
    FAULT("/quarantine_enabled", "1", "wrong_type"),
    FINDINGS("/has_gpu", "1", "unknown_field /#38"),
};

/* ---- Misspelled fields ---- */

static const struct change MISSPELLED_ROWS[] = {
    FINDINGS("/envKind", "\"desktop\"", "misspelled_field /#38"),
    FINDINGS("/diagnostic", "{}", "misspelled_field /#38"),
    FINDINGS(FLAGS "/docker_cli_sorce", "\"path\"", "misspelled_field " FLAGS "/#11"),
    /* three letters differ */
    FINDINGS("/dignostxx", "{}", "unknown_field /#38"),
};

/* ---- Flags ---- */

static const struct change FLAG_ROWS[] = {
    FAULT(FLAGS, "[]", "wrong_type"),
    FAULT(FLAGS, "null", "wrong_type"),
    /* a newer proxy may send more flags */
    FINDINGS(FLAGS "/enable_warp", "true", "unknown_field " FLAGS "/#11"),
    FINDINGS(FLAGS "/enable_warp", "{\"a\":[1,null,\"b\"]}", "unknown_field " FLAGS "/#11"),
    REMOVED(FLAGS "/enable_socket", "missing_field " FLAGS "/enable_socket"),
    REMOVED(FLAGS "/docker_available", "missing_field " FLAGS "/docker_available"),
    REMOVED(FLAGS "/docker_isolation_enabled", "missing_field " FLAGS "/docker_isolation_enabled"),
    REMOVED(FLAGS "/docker_cli_source", ""),
    ALLOWED(FLAGS "/oauth_provider_types", "[]"),
    ALLOWED(FLAGS "/oauth_provider_types", "[\"generic\",\"github\",\"google\",\"microsoft\"]"),
    FAULT(FLAGS "/oauth_provider_types", "null", "wrong_type"),
    FAULT(FLAGS "/oauth_provider_types", "\"google\"", "wrong_type"),
    FAULT(FLAGS "/oauth_provider_types", "{}", "wrong_type"),
    FINDINGS(FLAGS "/oauth_provider_types", "[\"okta\"]",
             "outside_closed_set " FLAGS "/oauth_provider_types/0"),
    FINDINGS(FLAGS "/oauth_provider_types", "[\"generic\",7]", "wrong_type " FLAGS "/oauth_provider_types/1"),
    FINDINGS(FLAGS "/oauth_provider_types", "[[]]", "wrong_type " FLAGS "/oauth_provider_types/0"),
    FINDINGS(FLAGS "/oauth_provider_types", "[null]", "wrong_type " FLAGS "/oauth_provider_types/0"),
    FINDINGS(FLAGS "/oauth_provider_types", "[\"google\",\"github\"]",
             "unsorted_items " FLAGS "/oauth_provider_types/1"),
    FINDINGS(FLAGS "/oauth_provider_types", "[\"google\",\"google\"]",
             "duplicate_item " FLAGS "/oauth_provider_types/1"),
    FINDINGS(FLAGS "/docker_cli_source", "\"/usr/bin/docker\"",
             "outside_closed_set " FLAGS "/docker_cli_source"),
};

/* ---- Maps ---- */

#define ROUTE(key, wanted) CHANGE(5, "/rest_endpoint_calls", "{\"" key "\":{\"2xx\":1}}", wanted)
#define GOOD(key) ROUTE(key, "")
#define UNKNOWN(key) ROUTE(key, "unknown_route /rest_endpoint_calls/#0")
#define BAD(key) ROUTE(key, "bad_route /rest_endpoint_calls/#0")

static const struct change ROUTES[] = {
    ALLOWED("/rest_endpoint_calls", "{}"),
    GOOD("GET /"),
    GOOD("POST /api/v1/servers"),
    GOOD("PUT /api/v1/servers/{id}"),
    UNKNOWN("DELETE /api/v2/servers/{name}/tools/{tool_id}"),
    GOOD("PATCH /api/v12/config"),
    GOOD("HEAD /healthz"),
    GOOD("OPTIONS /api/v1/security/cancel-all"),
    UNKNOWN("GET /api/v1/tool_calls/"),
    GOOD("GET /swagger/*"),
    GOOD("GET /.well-known/oauth-authorization-server"),
    GOOD("GET /api/v1/servers/{id:[0-9]+}"),
    GOOD("GET /api/v1/servers/{id:[0-9]{1,3}}"),
    GOOD("GET /api/v1/admin/users/{id}/enable"),
    UNKNOWN("GET /api/home/tmp/var"),
    GOOD("GET UNMATCHED"),
    GOOD("UNMATCHED"),
    BAD(""),
    BAD("GET"),
    BAD("GET "),
    BAD("GET  /"),
    BAD("GET\\t/"),
    BAD("get /api"),
    GOOD("TRACE /api"),
    GOOD("CONNECT /api"),
    BAD("PROPFIND /api"),
    BAD("trace /api"),
    BAD(" GET /api"),
    BAD("GET api"),
    BAD("GET /api "),
    BAD("GET /api v1"),
    BAD("GET //"),
    BAD("GET /api//v1"),
    BAD("GET /Api"),
    BAD("GET /api/1"),
    BAD("GET /api/v1/servers/42"),
    BAD("GET /api/v1/servers/github-2"),
    BAD("GET /api/-x"),
    BAD("GET /api/x-"),
    BAD("GET /api/x--y"),
    BAD("GET /api/{}"),
    BAD("GET /api/{id"),
    BAD("GET /api/id}"),
    BAD("GET /api/{a b}"),
    BAD("GET /api/{id:}"),
    BAD("GET /api/.hidden"),
    BAD("GET /api/?q=x"),
    BAD("GET /api#x"),
    BAD("GET /\xC3\xA4pi"),
    BAD("GET UNMATCHED "),
    BAD("unmatched"),
    BAD("POSTUNMATCHED"),
    /* top folders of a disk */
    BAD("GET /etc/passwd"),
    BAD("GET /usr/lib"),
    BAD("GET /opt/x"),
    BAD("GET /proc"),
    BAD("GET /dev/"),
    BAD("GET /run/x"),
    FAULT("/rest_endpoint_calls", "null", "wrong_type"),
    FAULT("/rest_endpoint_calls", "[]", "wrong_type"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":1}", "wrong_type /rest_endpoint_calls/#0"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":null}", "wrong_type /rest_endpoint_calls/#0"),
    ALLOWED("/rest_endpoint_calls", "{\"GET /\":{}}"),
    ALLOWED("/rest_endpoint_calls", "{\"GET /\":{\"1xx\":0,\"2xx\":1,\"3xx\":2,\"4xx\":3,\"5xx\":4}}"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":{\"200\":1}}", "unknown_key /rest_endpoint_calls/#0/#0"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":{\"2XX\":1}}", "unknown_key /rest_endpoint_calls/#0/#0"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":{\"6xx\":1}}", "unknown_key /rest_endpoint_calls/#0/#0"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":{\"2xx\":-1}}", "bad_count /rest_endpoint_calls/#0/2xx"),
    FINDINGS("/rest_endpoint_calls", "{\"GET /\":{},\"PUT /mcp\":{\"4xx\":\"1\"}}",
             "wrong_type /rest_endpoint_calls/#1/4xx"),
};

#define CHECKS "/doctor_checks"

static const struct change CHECK_ROWS[] = {
    ALLOWED(CHECKS, "{}"),
    ALLOWED(CHECKS,
            "{\"upstream_connections\":{\"pass\":0,\"fail\":0},\"oauth_required\":{\"fail\":1,\"pass\":0},"
            "\"oauth_issues\":{\"pass\":0,\"fail\":0},\"missing_secrets\":{\"pass\":0,\"fail\":0},"
            "\"runtime_warnings\":{\"pass\":0,\"fail\":0},\"deprecated_configs\":{\"pass\":0,\"fail\":0},"
            "\"docker_status\":{\"pass\":0,\"fail\":0},\"config_valid\":{\"pass\":0,\"fail\":0},"
            "\"port_available\":{\"pass\":0,\"fail\":0}}"),
    FINDINGS(CHECKS "/gpu_ready", "{\"pass\":1,\"fail\":0}", "unknown_check " CHECKS "/#1"),
    FINDINGS(CHECKS "/_x9", "{\"pass\":1,\"fail\":0}", "unknown_check " CHECKS "/#1"),
    FINDINGS(CHECKS "/9x", "{\"pass\":1,\"fail\":0}", "bad_check_name " CHECKS "/#1"),
    FINDINGS(CHECKS "/DB_writable", "{\"pass\":1,\"fail\":0}", "bad_check_name " CHECKS "/#1"),
    FINDINGS(CHECKS "/db-writable", "{\"pass\":1,\"fail\":0}", "bad_check_name " CHECKS "/#1"),
    FINDINGS(CHECKS "/", "{\"pass\":1,\"fail\":0}", "bad_check_name " CHECKS "/#1"),
    FINDINGS(CHECKS "/db_writable ", "{\"pass\":1,\"fail\":0}", "bad_check_name " CHECKS "/#1"),
    FAULT(CHECKS "/db_writable", "2", "wrong_type"),
    FINDINGS(CHECKS "/db_writable", "{\"pass\":1}", "missing_field " CHECKS "/db_writable/fail"),
    FINDINGS(CHECKS "/db_writable", "{\"fail\":1}", "missing_field " CHECKS "/db_writable/pass"),
    FINDINGS(CHECKS "/db_writable/skip", "1", "unknown_key " CHECKS "/db_writable/#2"),
    FAULT(CHECKS "/db_writable/fail", "true", "wrong_type"),
    FAULT(CHECKS, "[]", "wrong_type"),
};

#define DIAGNOSTICS "/diagnostics"
#define CODES DIAGNOSTICS "/error_code_counts_24h"

static const struct change CODE_ROWS[] = {
    ALLOWED(CODES, "{}"),
    REMOVED(CODES, ""),
    ALLOWED(CODES "/MCPX_STDIO_SPAWN_ENOENT", "1"),
    FAULT(CODES "/MCPX_STDIO_SPAWN_ENOENT", "0", "bad_count"),
    FAULT(CODES "/MCPX_STDIO_SPAWN_ENOENT", "\"1\"", "wrong_type"),
    FINDINGS(CODES "/MCPX_HTTP_418", "1", "unknown_code " CODES "/#2"),
    FINDINGS(CODES "/MCPX_", "1", "bad_code_name " CODES "/#2"),
    FINDINGS(CODES "/MCPX_http_401", "1", "bad_code_name " CODES "/#2"),
    FINDINGS(CODES "/MCPX_HTTP-401", "1", "bad_code_name " CODES "/#2"),
    FINDINGS(CODES "/HTTP_401", "1", "bad_code_name " CODES "/#2"),
    FINDINGS(CODES "/connection refused", "1", "bad_code_name " CODES "/#2"),
    FINDINGS(CODES "/", "1", "bad_code_name " CODES "/#2"),
    FAULT(CODES, "[]", "wrong_type"),
    FAULT(DIAGNOSTICS, "null", "wrong_type"),
    REMOVED(DIAGNOSTICS "/fix_attempted_24h", "missing_field " DIAGNOSTICS "/fix_attempted_24h"),
    REMOVED(DIAGNOSTICS "/fix_succeeded_24h", "missing_field " DIAGNOSTICS "/fix_succeeded_24h"),
    REMOVED(DIAGNOSTICS "/unique_codes_ever", "missing_field " DIAGNOSTICS "/unique_codes_ever"),
    FINDINGS(DIAGNOSTICS "/last_error", "\"x\"", "unknown_key " DIAGNOSTICS "/#4"),
    FAULT(DIAGNOSTICS "/fix_attempted_24h", "3.5", "bad_count"),
    /* codes that version 5 added */
    CHANGE(4, CODES "/MCPX_DOCKER_CLI_NOT_FOUND", "1",
           "value_from_newer_schema " CODES "/MCPX_DOCKER_CLI_NOT_FOUND"),
    CHANGE(3, CODES "/MCPX_DOCKER_EXEC_NOT_FOUND", "1",
           "value_from_newer_schema " CODES "/MCPX_DOCKER_EXEC_NOT_FOUND"),
    CHANGE(4, CODES "/MCPX_DOCKER_OCI_RUNTIME", "1",
           "value_from_newer_schema " CODES "/MCPX_DOCKER_OCI_RUNTIME"),
    CHANGE(4, CODES "/MCPX_STDIO_SPAWN_EXEC_FORMAT", "1",
           "value_from_newer_schema " CODES "/MCPX_STDIO_SPAWN_EXEC_FORMAT"),
    CHANGE(3, CODES "/MCPX_STDIO_SPAWN_ENOENT", "1", ""),
    ALLOWED(CODES "/MCPX_DOCKER_EXEC_NOT_FOUND", "1"),
};

/* ---- Activation and clients ---- */

#define ACTIVATION "/activation"
#define SEEN ACTIVATION "/mcp_clients_seen_ever"
#define IDS "/connected_client_ids"
#define N63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SIXTEEN \
  "\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\""

static const struct change CLIENTS[] = {
    FAULT(ACTIVATION, "[]", "wrong_type"),
    REMOVED(ACTIVATION "/first_mcp_client_ever", "missing_field " ACTIVATION "/first_mcp_client_ever"),
    REMOVED(SEEN, "missing_field " SEEN),
    REMOVED(ACTIVATION "/configured_ide_count", "missing_field " ACTIVATION "/configured_ide_count"),
    FAULT(ACTIVATION "/first_connected_server_ever", "null", "wrong_type"),
    FAULT(ACTIVATION "/first_retrieve_tools_call_ever", "1", "wrong_type"),
    FAULT(ACTIVATION "/retrieve_tools_calls_24h", "-1", "bad_count"),
    FAULT(ACTIVATION "/configured_ide_count", "null", "wrong_type"),
    FINDINGS(ACTIVATION "/user", "1", "unknown_key " ACTIVATION "/#7"),
    ALLOWED(SEEN, "null"),
    ALLOWED(SEEN, "[]"),
    ALLOWED(SEEN, "[\"0\",\"a.b_c-d\",\"" N63 "a\"]"),
    ALLOWED(SEEN, "[" SIXTEEN "]"),
    FINDINGS(SEEN, "[" SIXTEEN ",\"q\"]", "too_many_items " SEEN "/16"),
    FINDINGS(SEEN, "[" SIXTEEN ",\"q\",\"r\"]", "too_many_items " SEEN "/16"),
    FINDINGS(SEEN, "[\"a\",\"b\",\"a\"]", "duplicate_item " SEEN "/2"),
    FINDINGS(SEEN, "[\"\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[\"-a\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[\".a\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[\"Cursor\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[\"a\",\"my client\"]", "bad_client_name " SEEN "/1"),
    FINDINGS(SEEN, "[\"a/b\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[\"" N63 "aa\"]", "bad_client_name " SEEN "/0"),
    FINDINGS(SEEN, "[null]", "wrong_type " SEEN "/0"),
    FINDINGS(SEEN, "[7]", "wrong_type " SEEN "/0"),
    FAULT(SEEN, "\"a\"", "wrong_type"),
    FAULT(SEEN, "{}", "wrong_type"),
    ALLOWED(IDS, "[\"windsurf\",\"vscode\"]"),
    ALLOWED(IDS, "[\"opencode\",\"claude-desktop\"]"),
    FINDINGS(IDS, "[\"cursor\",\"zed-9\"]", "unknown_client " IDS "/1"),
    FINDINGS(IDS, "[\"cursor\",\"Cursor\"]", "outside_closed_set " IDS "/1"),
    FINDINGS(IDS, "[\"cursor\",\"a_b\"]", "outside_closed_set " IDS "/1"),
    FINDINGS(IDS, "[\"cursor\",\"\"]", "outside_closed_set " IDS "/1"),
    FINDINGS(IDS, "[\"cursor\",\"cursor\"]", "duplicate_item " IDS "/1"),
    FINDINGS(IDS, "[\"cursor\",1]", "wrong_type " IDS "/1"),
    FINDINGS(IDS, "null", "wrong_type " IDS),
};

/* ---- Twenty codes ---- */

static void twenty_codes_at_most(void **state) {
  (void)state;
  char key[80];
  char *payload = heartbeat_with(5, DIAGNOSTICS "/unique_codes_ever", "30");
  for (int i = 3; i <= 20; i++) {
    sprintf(key, CODES "/MCPX_NEW_CODE_%d", i);
    payload = edited(payload, key, "1");
  }
  assert_false(has_error(check(mcpx_validate, payload, strlen(payload), NULL)));
  payload = edited(payload, CODES "/MCPX_NEW_CODE_21", "1");
  payload = edited(payload, CODES "/MCPX_NEW_CODE_22", "1");
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_ERROR], 1);
  assert_non_null(strstr(listing(outcome), "too_many_keys " CODES "/#20"));
  free(payload);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(twenty_codes_at_most)};
  return RUN_ROWS(OBJECTS, has_findings) + RUN_ROWS(MISSPELLED_ROWS, has_findings) +
         RUN_ROWS(FLAG_ROWS, has_findings) + RUN_ROWS(ROUTES, has_findings) +
         RUN_ROWS(CHECK_ROWS, has_findings) + RUN_ROWS(CODE_ROWS, has_findings) +
         RUN_ROWS(CLIENTS, has_findings) + cmocka_run_group_tests_name("codes", cases, NULL, NULL);
}
