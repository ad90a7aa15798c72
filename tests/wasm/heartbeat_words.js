// heartbeat_words.js: the names and values that random heartbeats and their mutations are made of.
//
// They are written down a second time, from the specification of the heartbeat and not from the tables in src/, so that a
// mistake in either shows as a difference. A list with the name of a field holds its values; `names` are valid client
// names that look like hosts, tokens or passwords.

export const LIST = readLists(/\s+/)(`
fields1: anonymous_id version edition os arch go_version server_count connected_server_count tool_count
 uptime_hours routing_mode quarantine_enabled timestamp; fields2: schema_version anonymous_id_created_at?
 current_version? previous_version last_startup_outcome? surface_requests builtin_tool_calls? feature_flags
 upstream_tool_call_count_bucket rest_endpoint_calls? error_category_counts? doctor_checks?
fields3: server_protocol_counts server_docker_isolated_count? env_kind? env_markers activation? launch_source?
 autostart_enabled? diagnostics?
fields4: connected_client_count connected_client_ids wizard_engaged wizard_connect_step wizard_server_step
fields6: machine_id?; fields7: wizard_shown? web_ui_opened? days_since_install active_days_30d previous_shutdown?
 last_error_code?; fields8: tpa_scanner? preflight?; previous_shutdown: clean crash unknown
preflight: filter_diag_emitted_24h filter_diag_missing_annotation_24h filter_diag_explicit_24h
 filter_diag_followed_24h discovery_omission_24h; severities: critical high medium low info
reasons: intent_invalid intent_rejected profile_scope token_scope token_permission server_quarantined
 tool_pending_approval tool_changed_approval tool_not_callable output_sanitisation output_schema other
edition: personal server; tokens: 0 1_100 100_1k 1k_10k 10k_100k 100k_plus; statuses: 1xx 2xx 3xx 4xx 5xx
os: darwin linux windows freebsd openbsd netbsd dragonfly solaris illumos aix plan9 android ios js wasip1
arch: amd64 arm64 386 arm loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm
last_startup_outcome: success port_conflict db_locked config_error permission_error other_error
tools: retrieve_tools call_tool_read call_tool_write call_tool_destructive upstream_servers code_execution
 quarantine_security; upstream_tool_call_count_bucket: 0 1-10 11-100 101-1000 1000+
flags: enable_socket enable_web_ui enable_prompts require_mcp_auth enable_code_execution
 sensitive_data_detection_enabled; providers: generic github google microsoft
categories_of_7: toon_encode_fallback; categories: oauth_refresh_failed oauth_token_expired upstream_connect_timeout upstream_connect_refused
 upstream_handshake_failed tool_quarantine_blocked docker_pull_failed docker_run_failed index_rebuild_failed
 config_reload_failed socket_bind_failed; protocols: stdio http sse streamable_http auto
checks: upstream_connections oauth_required oauth_issues missing_secrets runtime_warnings deprecated_configs
 docker_status db_writable config_valid port_available; launch_source: installer tray login_item cli unknown
env_kind: interactive ci cloud_ide container headless unknown; surfaces: mcp cli webui tray unknown
markers: has_ci_env has_cloud_ide_env is_container has_tty has_display
firsts: first_connected_server_ever first_mcp_client_ever first_retrieve_tools_call_ever
clients: claude-code claude-desktop cursor windsurf vscode codex gemini opencode
codes: STDIO_SPAWN_ENOENT CONFIG_DEPRECATED_FIELD CONFIG_MISSING_SECRET CONFIG_PARSE_ERROR DOCKER_DAEMON_DOWN
 DOCKER_IMAGE_PULL_FAILED DOCKER_SNAP_APPARMOR DOCKER_NO_PERMISSION HTTP_401 HTTP_403 HTTP_404 HTTP_5XX
 HTTP_DNS_FAILED HTTP_TLS_FAILED NETWORK_OFFLINE NETWORK_PROXY_MISCONFIG OAUTH_LOGIN_REQUIRED HTTP_TIMEOUT
 OAUTH_CALLBACK_MISMATCH OAUTH_CALLBACK_TIMEOUT OAUTH_DISCOVERY_FAILED OAUTH_REAUTH_REQUIRED OAUTH_REFRESH_403
 HTTP_CONN_REFUSED OAUTH_REFRESH_EXPIRED QUARANTINE_PENDING_APPROVAL QUARANTINE_TOOL_CHANGED
 STDIO_EXIT_BEFORE_INITIALIZE STDIO_EXIT_NONZERO STDIO_HANDSHAKE_INVALID STDIO_HANDSHAKE_TIMEOUT
 STDIO_SPAWN_EACCES UNKNOWN_UNCLASSIFIED; docker_cli_source: path bundled login_shell absent
codes_of_8: UPDATE_APPCAST_FAILED UPDATE_DOWNLOAD_FAILED UPDATE_INSTALL_FAILED UPDATE_OTHER_FAILED
codes_of_5: DOCKER_CLI_NOT_FOUND DOCKER_EXEC_NOT_FOUND DOCKER_OCI_RUNTIME STDIO_SPAWN_EXEC_FORMAT
names: claude-code cursor-vscode inspector-client cline n8n x 0 a.b localhost-mcp desktop-commander root home
 rider-2025.1.3.2 task_test_runner_for_every_case npm_run_all_scripts token-counter secret-santa key_chain
 password-helper node basic-client visual-studio_17.8.3; methods: GET POST PUT DELETE PATCH HEAD OPTIONS
 CONNECT TRACE
routes: / /mcp/all /mcp/ /events /api/v1/servers /api/v1/servers/{id}/enable /ui/* /{id} /api/v1/{name}/
 /api/v1/servers/{id}/tools/{tool}/diff /api/v1/admin/users /api/v1/admin/users/{id}/enable /api/v1/tool-calls
 /api/v1/user/credentials/{server}/callback /api/v1/registries/{id}/servers/{serverId}/add /swagger/*
 /.well-known/* /v2/{name:.*} /api/v10/activity/{id:[0-9]+} /api/v1/secrets/{name} /api/v1/secrets/
segments: api servers tool-calls enable_all v1 v2 v33 {id} {jobId} {id:[0-9]+} {name:.*} * .well-known
zones: Z Z Z Z Z +00:00 -00:00 +01:00 -05:00 +05:30 +14:00 -12:00 +12:45 +23:59 -23:59
moments: 2024-02-29T12:00:00Z 2025-12-31T23:59:59Z 2000-02-29T00:00:00Z 2026-03-01T00:00:00Z
pre: rc.1 alpha beta.2 0 dev.local alpha.1.2.3.4 20260102150405-0a1b2c3d4e5f next--1 x-y-z.7
build: 001 dirty build.5 20260102 sha-0a1b2c3 linux.amd64; go_experiments: X:loopvar X:rangefunc,fieldtrack
routing_mode: retrieve_tools direct code_execution; go_patches: .0 .1 .12 rc1 beta1 .3-fips .3-co_2 rc1-go3
 .8-X:jsonv2 -X:a,b rc1-fips-X:nodwarf5`)

// Wrong and unusual values. Values, numbers and schemas are JSON; @ is a valid midnight, # a valid id.
export const ODD = readLists(/\|(?:\n )?/)(`
values: null|true|false|0|1|-1|""|"0"|"true"|"null"|"x"|[]|{}|[null]|[1]|{"a":1}|[[]]
numbers: 9007199254740992|-1|-0.5|0|1|7|0.5|1.5|1e-7|5e-324|1e17|1e21|-1e21|1e300|1.7976931348623157e308
schemas: 0|1|2|3|4|5|6|7|8|9|100|4294967298|9007199254740991|-1|2.5|"3"|null|true|[5]
keys: new_field|hostname|api_token|password||x|#0|a/b~c|ключ|😀|toString; slips: |-|_|é|x
texts: |someone-new|two words|dynamic|static|dev|completed_external|crash|telemetry_disabled|${'x'.repeat(65)}
dates: 2026-02-30T00:00:00Z|2025-02-29T00:00:00Z|2024-02-29T00:00:00Z|2100-02-29T00:00:00Z|
 2026-01-01T24:00:00Z|2026-01-01T23:59:60Z|2026-01-01T12:60:00Z|2026-01-01t00:00:00z|2026-01-01|1767225600|
 @|@z|@+24:00|@-24:00|@+23:60|@-23:59|@-00:00|@+0100|@+01|@.Z|@,5Z|@.123456789012Z|@Z |2026-01-01 00:00:00Z|
 2026-1-1T00:00:00Z|2026-01-01T00:00Z|0000-01-01T00:00:00Z|10000-01-01T00:00:00Z|2026-13-01T00:00:00Z|
 2026-00-10T00:00:00Z|2026-04-31T00:00:00Z|2026-01-00T00:00:00Z|2000-02-29T00:00:00Z
ids: {#}|urn:uuid:#|#0|0#|# |DEC2E547-72F0-4B41-A0D6-8F3C82F29DF6|dec2e54772f04b41a0d68f3c82f29df6|#-0000|
 #_|gec2e547-72f0-4b41-a0d6-8f3c82f29df6|dec2e5472-72f-4b41-a0d6-8f3c82f29df6
versions: dev|v|1|v1.2|v1.2-rc.1|v1.2.3.4|v01.2.3|v1.2.3-|v1.2.3+|v1.2.3-a..b|v1.2.3-01|V1.2.3| v1.2.3|
 v1.2.3 |v1.2.3-é|latest|v-1.2.3|1.2.3-rc_1|v1.2.3+a+b|v1.2.3-${'a'.repeat(57)}|v1.2.3-${'a'.repeat(58)}
go: go1.27-devel_0a1b2c3d4e 2026-01-08|go1.26-X:|go1.26-X:A|go1.26-X:a X:b|go1.26-devel_0a1 2026-01-08|
 go1|go2.1|go1.22.|go1.22rc|go1.22.1rc1|Go1.22|1.22|go1.22-|go1.22 X:|go1.22 X:a,|devel|go1.022|go1.22-a-b
routes: GET /users/alice|GET api|get /api|GET  /api|GET /api//x|PROPFIND /api|trace /api|GET /API|GET /api/123|GET /home/x|
 GET /tmp/|GET /api/{id|GET /api/{}|GET /api/{id:}|GET /api?x=1|GET | /api|UNMATCHED |unmatched|GET|
 GET /.git|GET /v1|GET /v|GET /a--b|GET /-a|GET /a%2fb|GET /usr|GET /devices|GET /dev|GET /**
codes: MCPX_NEW_CODE|MCPX_|mcpx_http_401|MCPX_http|MCPX_HTTP_4O1|HTTP_401|connection refused|MCPX_X Y|`)

// "name: item item; name: ..." -> { name: [item, item, ...] }. A line that begins with a space continues the last.
function readLists(separator) {
  const rows = (text) => [...text.matchAll(/(\w+): (.*?)(?=; |\n(?! )|$)/gs)]
  return (text) => Object.fromEntries(rows(text).map(([, name, items]) => [name, items.split(separator)]))
}
