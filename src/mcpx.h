/* mcpx.h: the public interface of libmcpx and its manual.
 *
 * libmcpx does two things for an MCP proxy, its command line and its diagnostics page:
 *
 *   Classification   An error text of an MCP server, or of the proxy, becomes one stable diagnostic code such
 *                    as MCPX_HTTP_401, with the byte ranges of the text that decided. The catalog has the
 *                    severity, the message for users and the fix steps of each code.
 *   Checks           A telemetry payload (a heartbeat) is validated: strict JSON, the schema of its version,
 *                    contradictions between fields, personal data. Findings contain no text of the payload.
 *
 * mcpx_proxy.h declares what the proxy itself needs to produce the payloads. Each section ends with an
 * example, which is the body of a function after #include <mcpx.h> and <stdio.h>.
 *
 * Rules for all functions, unless a function says otherwise:
 *
 *   Memory    The caller owns all memory. Nothing is allocated. Input is read during the call only.
 *   Text      A text is a pointer and a length in bytes. It needs no terminator, may contain NUL bytes, and
 *             is meant to be UTF-8; other bytes are safe and match nothing. NULL with length 0 is allowed.
 *   Strings   A returned `const char *` ends with NUL and lives as long as the program. Do not free it.
 *   Output    A function that writes to `out` returns the length of the whole output in bytes, without a
 *             terminator, like snprintf. If the result is larger than `capacity`, the output is incomplete:
 *             call again with a larger buffer. NULL with capacity 0 only asks for the length. If there is
 *             room, a NUL follows the output. Output is JSON on one line.
 *   Errors    Functions do not fail: they accept any input and report what is wrong with it in their result.
 *             Pointers to results and structures must not be NULL.
 *   Threads   The library has no mutable global state. Any number of threads may call any function at the
 *             same time if they use different structures and buffers.
 *   Offsets   Offsets and lengths are in bytes, from 0.
 *   Identity  Names of codes, rules and fields never change their meaning and are never reused. The numbers
 *             of enumerators and codes may change from release to release: store names.
 */
#ifndef MCPX_H
#define MCPX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A build of the library defines MCPX_API itself. */
#ifdef MCPX_API
#elif defined(_WIN32)
#define MCPX_API
#else
#define MCPX_API __attribute__((visibility("default")))
#endif

#define MCPX_VERSION "0.1.0"

/* Returns the version of the linked library as "major.minor.patch". It equals MCPX_VERSION unless the library
 * and the header come from different releases. */
MCPX_API const char *mcpx_version(void);

/* ---- The catalog ------------------------------------------------------- */

/* A code of the catalog: 0 to mcpx_code_count() - 1, in the order of the names.
 * Two values stand beside the catalog: */
typedef int mcpx_code;
#define MCPX_CODE_NONE (-1)    /* there was no error, so there is no code */
#define MCPX_CODE_FOREIGN (-2) /* the producer's own code, not in this catalog */

/* How many codes the catalog holds. */
MCPX_API int mcpx_code_count(void);

/* The code of that exact name ("MCPX_HTTP_401"), or MCPX_CODE_NONE. A NULL name
 * is no code. */
MCPX_API mcpx_code mcpx_code_find(const char *name, size_t length);

/* The name of a code, or NULL where `code` is not in the catalog. Lives as long
 * as the program. */
MCPX_API const char *mcpx_code_name(mcpx_code code);

/* "info", "warn" or "error", or NULL where `code` is not in the catalog. */
MCPX_API const char *mcpx_code_severity(mcpx_code code);

/* The entry of one code as a JSON object: code, severity, user_message,
 * fix_steps, docs_url; "null" where `code` is not in the catalog. */
MCPX_API size_t mcpx_entry_json(mcpx_code code, char *out, size_t capacity);

/* All entries as a JSON array, sorted by code. About 24 KiB. */
MCPX_API size_t mcpx_catalog_json(char *out, size_t capacity);

/* ---- What the caller knows --------------------------------------------- */

typedef enum mcpx_profile {
  MCPX_PROFILE_PROXY,    /* exactly what the proxy reports */
  MCPX_PROFILE_EXTENDED, /* wiser on pasted text; says what the proxy reports */
} mcpx_profile;

/* How the proxy reaches the server. Only STDIO and HTTP open rules of profile
 * `proxy`; profile `extended` takes HTTP_FAMILY for HTTP too. */
typedef enum mcpx_transport {
  MCPX_TRANSPORT_NONE, /* not known */
  MCPX_TRANSPORT_STDIO,
  MCPX_TRANSPORT_HTTP,
  MCPX_TRANSPORT_HTTP_FAMILY, /* "sse", "streamable-http" */
  MCPX_TRANSPORT_OTHER,
} mcpx_transport;

/* The transport of that name in the proxy's configuration. NULL and "" are NONE,
 * a name not known here is OTHER. */
MCPX_API mcpx_transport mcpx_transport_find(const char *name, size_t length);

/* Does the proxy launch this server through Docker isolation? */
typedef enum mcpx_isolation {
  MCPX_ISOLATION_NONE, /* not known: profile `proxy` takes it for NO */
  MCPX_ISOLATION_NO,
  MCPX_ISOLATION_YES,
} mcpx_isolation;

typedef enum mcpx_exec_errno {
  MCPX_EXEC_NONE, /* no program failed to start */
  MCPX_EXEC_ENOENT,
  MCPX_EXEC_EACCES,
  MCPX_EXEC_ENOEXEC,
  MCPX_EXEC_OTHER,
} mcpx_exec_errno;

typedef enum mcpx_op_errno {
  MCPX_OP_NONE, /* no network operation failed */
  MCPX_OP_ECONNREFUSED,
  MCPX_OP_ENETUNREACH,
  MCPX_OP_EHOSTUNREACH,
} mcpx_op_errno;

/* What a caller knows beyond the text. All zero means: nothing, profile `proxy`.
 * The two strings are borrowed until the answer has been read; NULL is "". */
typedef struct mcpx_hints {
  mcpx_profile profile;
  mcpx_transport transport;
  mcpx_isolation docker_isolated;
  const char *coded; /* a code that the producer of the error attached */
  size_t coded_length;
  const char *exec_name; /* the program that failed to start */
  size_t exec_name_length;
  mcpx_exec_errno exec_errno;
  mcpx_op_errno op_errno;
  bool exit;     /* the process ran and exited non-zero */
  bool deadline; /* a deadline was exceeded */
  bool dns;      /* a name look-up failed */
} mcpx_hints;

/* ---- Classify ---------------------------------------------------------- */

typedef struct mcpx_range {
  size_t start;
  size_t end; /* one past the last byte */
} mcpx_range;

#define MCPX_EVIDENCE_MAX 4

typedef enum mcpx_source {
  MCPX_SOURCE_NONE,   /* nobody said */
  MCPX_SOURCE_CALLER, /* given in mcpx_hints */
  MCPX_SOURCE_TEXT,   /* read off the text (profile `extended` only) */
} mcpx_source;

typedef struct mcpx_answer {
  mcpx_code code;
  mcpx_code proxy_code; /* what profile `proxy` gives for the same call */
  const char *rule;     /* name of the rule that decided; NULL without a code */
  bool extension;       /* the rule is not one of profile `proxy` */
  mcpx_transport transport;
  mcpx_source transport_source;
  mcpx_isolation docker_isolated;
  mcpx_source docker_isolated_source;
  const char *fact;        /* the typed fact the decision rests on ("dns"), or NULL */
  mcpx_source fact_source; /* CALLER: given; TEXT: the rule read it off the text */
  const char *coded;       /* hints->coded, where it decided */
  size_t coded_length;
  size_t evidence_count; /* 0 to MCPX_EVIDENCE_MAX, sorted by start */
  mcpx_range evidence[MCPX_EVIDENCE_MAX];
} mcpx_answer;

/* Classify one error. `text` is UTF-8 of any length; bytes that are not UTF-8
 * match nothing and harm nothing. A NULL `text` is no error: MCPX_CODE_NONE.
 * NULL `hints` are all zero. Never fails; linear in `length`. The rules and
 * their order are in tables/rules.def. Uses about 80 KiB of stack. */
MCPX_API void mcpx_classify(const char *text, size_t length, const mcpx_hints *hints, mcpx_answer *answer);

/* The same for a text that comes in pieces, cut anywhere. The stream is plain
 * memory of the caller: start it, feed it, finish it; it needs no release, and
 * may be started anew at any time. `hints` are copied by start, the strings in
 * them borrowed until finish. A piece is not kept after feed returns. */
#define MCPX_STREAM_SIZE 49152
typedef union mcpx_stream {
  max_align_t align;
  unsigned char bytes[MCPX_STREAM_SIZE];
} mcpx_stream;

MCPX_API void mcpx_classify_start(mcpx_stream *stream, const mcpx_hints *hints);
MCPX_API void mcpx_classify_feed(mcpx_stream *stream, const char *piece, size_t length);
MCPX_API void mcpx_classify_finish(mcpx_stream *stream, mcpx_answer *answer);

/* Decide again on a finished stream, with other hints. Hints do not enter the scan, so this costs a small
 * part of a classification: use it to ask what the code would be on another transport. Call it after
 * mcpx_classify_finish and before the next start, as often as needed; the answer equals that of mcpx_classify
 * with the same text and hints. NULL `hints` are all zero. Their strings are borrowed until the answer has
 * been read. A stream that was started with profile `extended` answers both profiles. One that was started
 * with profile `proxy` did not scan for `extended`: asked for it, the call returns false, with an answer
 * without a code. */
MCPX_API bool mcpx_classify_decide(const mcpx_stream *stream, const mcpx_hints *hints, mcpx_answer *answer);

/* The answer as a JSON object: code, severity, rule,
 * extension, proxy_code, evidence, hints. */
MCPX_API size_t mcpx_answer_json(const mcpx_answer *answer, char *out, size_t capacity);

/* ---- A whole log ------------------------------------------------------- */

typedef struct mcpx_log_line {
  uint64_t line;  /* from 1 */
  uint64_t start; /* byte offsets of the line in the log, without its line break */
  uint64_t end;
  mcpx_code code;
  const char *rule;
  bool extension;
} mcpx_log_line;

/* Classify every line of a log of any size. Lines end at LF; a CR before it does
 * not count. Each line stands alone, with the same `hints` (coded and the other
 * facts are ignored: they speak of one error, not of a log).
 * start; then feed, as often as there are pieces; then finish.
 * feed reads from `piece` and stores each line that yields a code other than
 * MCPX_UNKNOWN_UNCLASSIFIED into `lines`; it stops when all is read or `room`
 * lines are stored, and returns how many bytes it took: call again with the rest.
 * finish ends the last line; it needs room for 1. Both set `*stored`. */
MCPX_API void mcpx_log_start(mcpx_stream *stream, const mcpx_hints *hints);
MCPX_API size_t mcpx_log_feed(mcpx_stream *stream, const char *piece, size_t length, mcpx_log_line *lines,
                              size_t room, size_t *stored);
MCPX_API void mcpx_log_finish(mcpx_stream *stream, mcpx_log_line *lines, size_t room, size_t *stored);

/* Lines seen so far, and how many of them gave `code`. */
MCPX_API uint64_t mcpx_log_lines(const mcpx_stream *stream);
MCPX_API uint64_t mcpx_log_count(const mcpx_stream *stream, mcpx_code code);

/* ---- The rules, for those who explain ---------------------------------- */

/* All rules in their order as a JSON array: name, codes, profiles, requires and requires_text (what the rule
 * requires of the hints, as a name and as a sentence), fact, all and none (lists of phrase lists). About 120
 * KiB. */
MCPX_API size_t mcpx_rules_json(char *out, size_t capacity);

/* The one rule of that name, for example mcpx_answer.rule, with the same members; "null" if there is none. Up
 * to 20 KiB. */
MCPX_API size_t mcpx_rule_json(const char *name, size_t length, char *out, size_t capacity);

/* ---- Check a heartbeat ------------------------------------------------- */

typedef enum mcpx_severity {
  MCPX_SEVERITY_ERROR,   /* do not send or store the payload */
  MCPX_SEVERITY_WARNING, /* the payload is valid, but something in it is unusual */
  MCPX_SEVERITY_NOTE,    /* for information */
} mcpx_severity;

/* Returns "error", "warning" or "note". `severity` must be one of the enumerators. */
MCPX_API const char *mcpx_severity_name(mcpx_severity severity);

/* A text of the caller: UTF-8 without a terminator. `bytes` may be NULL where `length` is 0. */
typedef struct mcpx_text {
  const char *bytes;
  size_t length;
} mcpx_text;

/* How to check. All zero are the defaults: profile `extended`, no blocked values.
 *
 * blocked_values are texts that must not occur in a payload: the host name, the name of the home folder,
 * tokens from the environment. They are read during the call only. Empty values are ignored. Profile
 * `extended` also ignores values of fewer than 4 characters and everyday words ("server"), because they
 * would match harmless text. */
typedef struct mcpx_check_options {
  bool proxy_profile; /* search for personal data exactly as the proxy does, instead of with all detectors */
  const mcpx_text *blocked_values;
  size_t blocked_value_count;
} mcpx_check_options;

/* The size of `pointer` and `message` in a finding, with the terminator. Both always fit. */
#define MCPX_POINTER_SIZE 320
#define MCPX_MESSAGE_SIZE 256

/* One thing that is wrong with a payload, or a remark about it.
 *
 * No member contains text of the payload: messages, expected values, suggestions and the names in pointers
 * come from the library's own tables. A pointer is a JSON Pointer (RFC 6901), except that a key that is not
 * in the tables appears as # and its index in the object: "/rest_endpoint_calls/#3". */
typedef struct mcpx_finding {
  mcpx_severity severity;
  const char *rule;       /* stable name, for example "missing_field" */
  const char *expected;   /* what is allowed there, for example "true or false"; or NULL */
  const char *suggestion; /* the name or value that was probably meant, or NULL */
  char pointer[MCPX_POINTER_SIZE]; /* where the finding is; "" for the payload as a whole */
  char message[MCPX_MESSAGE_SIZE]; /* one or two sentences, which name the field if it is known */
  size_t offset;                   /* of the key or value, in bytes */
  size_t length;                   /* of the key or value, in bytes; 0 for a position between two bytes */
  size_t line;                     /* of the offset, from 1 */
  size_t column;                   /* of the offset in its line, in characters, from 1 */
} mcpx_finding;

typedef enum mcpx_payload_kind {
  MCPX_PAYLOAD_UNKNOWN,        /* no JSON object, or not valid JSON */
  MCPX_PAYLOAD_HEARTBEAT,      /* sent once a day */
  MCPX_PAYLOAD_OPT_OUT_BEACON, /* sent once when a user turns telemetry off; has the key `event` */
} mcpx_payload_kind;

/* Returns "unknown", "heartbeat" or "opt_out_beacon". `kind` must be one of the enumerators. */
MCPX_API const char *mcpx_payload_kind_name(mcpx_payload_kind kind);

/* The result of a check. */
typedef struct mcpx_verdict {
  bool ok; /* no finding is an error */
  mcpx_payload_kind kind;
  uint64_t schema_version; /* of a heartbeat; 0 if it is not valid, and for other kinds */
  size_t found[3];         /* the number of findings of each mcpx_severity, stored or not */
  size_t stored;           /* the number of findings in the array of the caller */
} mcpx_verdict;

/* The size of the largest payload, in bytes. A larger one is not read: it is the error `json_too_large`. */
#define MCPX_PAYLOAD_MAX 262144

/* The memory that a check works in. It needs no initialization and can be used for any number of checks, one
 * at a time. An ordinary heartbeat touches only a few KiB of it. */
#define MCPX_WORKSPACE_SIZE 3145728
typedef union mcpx_workspace {
  max_align_t align;
  unsigned char bytes[MCPX_WORKSPACE_SIZE];
} mcpx_workspace;

/* Checks a payload: is it strict JSON (RFC 8259), does it follow the schema of its version, do its fields
 * agree with each other, and is it free of personal data?
 *
 *   payload    Any bytes. NULL is an error (`unfinished`).
 *   options    NULL for the defaults.
 *   workspace  Is overwritten. NULL is an error (`unfinished`): nothing is checked without it.
 *   findings   An array of `room` elements; may be NULL if `room` is 0. Findings are in the order of their
 *              offsets. If there are more than `room`, errors are kept before warnings, warnings before
 *              notes, and of one severity the first ones.
 *   verdict    Is always set. The payload may be sent or stored only if verdict->ok is true.
 *
 * The time is linear in `length`, apart from n log n steps for the n keys of an object. Uses about 16 KiB of
 * stack. The rules are in tables/fields.def, findings.def and detectors.def. */
MCPX_API void mcpx_validate(const char *payload, size_t length, const mcpx_check_options *options,
                            mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                            mcpx_verdict *verdict);

/* Searches a payload for personal data. The arguments are those of mcpx_validate().
 *
 * A string that is not what its field allows is an error here too, because it could contain anything.
 * Missing fields, contradictions, fields of newer schema versions and the size are not reported. A payload
 * that is not valid JSON is searched up to the first fault. With `proxy_profile`, only the raw bytes are
 * searched, and at most one finding is reported. */
MCPX_API void mcpx_scan(const char *payload, size_t length, const mcpx_check_options *options,
                        mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                        mcpx_verdict *verdict);

/* The newest known schema version. The oldest is 1. */
#define MCPX_SCHEMA_VERSION 5

/* Writes the JSON Schema (draft 2020-12) of a schema version, or null if `version` is not from 1 to
 * MCPX_SCHEMA_VERSION. It accepts what mcpx_validate() accepts, as far as a schema can express that. Each
 * field has a description, an example and its limits, and two keywords of its own: x-since, the version that
 * added it, and x-expected, what it allows in words. About 27 KiB. */
MCPX_API size_t mcpx_schema_json(int version, char *out, size_t capacity);

/* Example:
 *
 *     const char payload[] = "{\"event\":\"telemetry_disabled\",\"os\":\"linus\"}";
 *     static mcpx_workspace workspace;
 *     static mcpx_finding findings[100];
 *     mcpx_verdict verdict;
 *     mcpx_validate(payload, sizeof payload - 1, NULL, &workspace, findings, 100, &verdict);
 *     for (size_t i = 0; i < verdict.stored; i++)
 *       printf("%zu:%zu %s\n", findings[i].line, findings[i].column, findings[i].message);
 *     // prints: 1:1 The required field `anonymous_id` is missing.
 *     // prints: 1:31 An opt-out beacon may contain only `event` and `anonymous_id`. Remove `os`.
 *     // prints: 1:36 The value of `os` is not one of the allowed values.
 */

/* ---- A whole fleet ----------------------------------------------------- */

/* Figures over many heartbeats. An install is one anonymous id. Its state is that of its heartbeat with the
 * latest timestamp; its error codes are those of all its heartbeats. A heartbeat with the timestamp of the
 * latest one is a repetition and counts once. Payloads may be added in any order.
 *
 * A report lies in memory of the caller. It needs no release, and must not be copied or moved. */
typedef struct mcpx_report mcpx_report;

/* Returns how many bytes a report with room for `installs` installs takes: about 50 for each. SIZE_MAX if no
 * memory could be that large. */
MCPX_API size_t mcpx_report_size(size_t installs);

/* The same as a constant expression, for static memory; `installs` is evaluated twice. The other macros are
 * its parts: slots of the table (at most four fifths are used), bytes before it, bytes of a slot. */
#define MCPX_REPORT_SIZE(installs) (MCPX_REPORT_HEAD_SIZE + MCPX_REPORT_SLOTS(installs) * MCPX_INSTALL_SIZE)
#define MCPX_REPORT_SLOTS(installs) ((size_t)(installs) + (size_t)(installs) / 4 + 1)
#define MCPX_REPORT_HEAD_SIZE 8192
#define MCPX_INSTALL_SIZE 40

/* Starts an empty report in `memory`, which must be aligned as malloc() aligns it. Returns the report, or
 * NULL if `memory` is NULL or `size` bytes are too few for one install. */
MCPX_API mcpx_report *mcpx_report_start(void *memory, size_t size);

/* Validates a payload and counts it. The other arguments are those of mcpx_validate(); to count only, pass
 * NULL `findings` with `room` 0.
 *
 * A heartbeat with a valid anonymous id counts for its install, even if it has errors; a field with an
 * invalid value counts as unknown. Opt-out beacons and other payloads count as such. When the table is full,
 * heartbeats of new installs count in `not_counted`. */
MCPX_API void mcpx_report_add(mcpx_report *report, const char *payload, size_t length,
                              const mcpx_check_options *options, mcpx_workspace *workspace,
                              mcpx_finding *findings, size_t room, mcpx_verdict *verdict);

/* Writes the figures as a JSON object: payloads by kind, and installs by state of Docker, by source of the
 * docker command and by error code; for all installs, by schema version and by operating system. Reads the
 * whole table. May be called at any time. At most 256 KiB. */
MCPX_API size_t mcpx_report_json(const mcpx_report *report, char *out, size_t capacity);

/* Example:
 *
 *     static max_align_t memory[MCPX_REPORT_SIZE(1000) / sizeof(max_align_t) + 1];
 *     static mcpx_workspace workspace;
 *     static char figures[262144];
 *     mcpx_verdict verdict;
 *     mcpx_report *report = mcpx_report_start(memory, sizeof memory);
 *     mcpx_report_add(report, "{}", 2, NULL, &workspace, NULL, 0, &verdict);
 *     mcpx_report_json(report, figures, sizeof figures);
 *     printf("%.57s...\n", figures);
 *     // prints: {"payloads":1,"heartbeats":0,"opt_out_beacons":0,"neither"...
 */

/* ---- The rules of a check ---------------------------------------------- */

/* Writes all rules that findings can have, as a JSON array of objects: `name`, `severity` and `message`. The
 * message of a finding may be more specific: it names the field. About 11 KiB. */
MCPX_API size_t mcpx_check_rules_json(char *out, size_t capacity);

/* Example:
 *
 *     static char rules[16384];
 *     if (mcpx_check_rules_json(rules, sizeof rules) < sizeof rules) printf("%.43s...\n", rules);
 *     // prints: [{"name":"json_too_large","severity":"error"...
 */

/* ---- The streaming filter ---------------------------------------------- */

/* The filter executes requests: one JSON object per line in, one JSON object per line out, in the same order.
 * The programs mcpx-filter and `mcpx filter` are loops around mcpx_respond.
 *
 *   {"op":"classify","text":"...","transport":"stdio","docker_isolated":true,"facts":{...}}
 *     The members of the response are those of mcpx_answer_json. The facts are the other members of
 *     mcpx_hints.
 *   {"op":"entry","code":"MCPX_HTTP_401"}
 *     `entry`: what mcpx_entry_json writes, so null for an unknown code.
 *   {"op":"validate","payload":"...","blocked_values":["..."]}
 *     `ok`, `kind`, `schema_version` (null if unknown) and `findings` of mcpx_validate; `omitted` tells how
 *     many findings did not fit into the response.
 *   {"op":"scan","payload":"...","blocked_values":["..."]}
 *     `clean` and `findings` of mcpx_scan, and `omitted`.
 *
 * All requests may have `id`, any JSON value, which the response repeats, and `profile` ("proxy" or
 * "extended", which is the default). `text_base64` and `payload_base64` replace `text` and `payload` for
 * bytes that are not UTF-8. A null member is an absent one, except that a null `text` means that there was no
 * error. Unknown members are ignored. A request that is not valid gets the response {"id":...,"error":"..."}.
 *
 * Limits: MCPX_REQUEST_MAX bytes a request, 32 levels of nesting, 64 KiB of `id`, 1,024 bytes of `coded` in
 * the facts, and 256 blocked values. */

/* The largest request in bytes, without its line end. */
#define MCPX_REQUEST_MAX 8388608

/* The largest response in bytes, without its line end: that of a check with MCPX_FINDINGS_MAX findings. */
#define MCPX_RESPONSE_MAX 1310720

/* How many findings a response contains at most. Errors replace notes if there are more. */
#define MCPX_FINDINGS_MAX 1000

/* The memory that a request to check needs. It needs no initialization and no release; one call at a time may
 * use it. */
typedef struct mcpx_check_room {
  mcpx_workspace workspace;
  mcpx_finding findings[MCPX_FINDINGS_MAX];
} mcpx_check_room;

/* Executes one request and writes the response, without a line end. The request is decoded in place, so the
 * bytes of `line` are undefined afterwards. `room` may be NULL; then a request to check is answered with an
 * error finding. A NULL `line` with length 0 is an empty line, which is not a valid request. */
MCPX_API size_t mcpx_respond(char *line, size_t length, mcpx_check_room *room, char *out, size_t capacity);

/* Example:
 *
 *     char line[] = "{\"op\":\"classify\",\"id\":1,\"text\":\"dial tcp: no such host\"}";
 *     static mcpx_check_room room;
 *     static char response[MCPX_RESPONSE_MAX];
 *     size_t length = mcpx_respond(line, sizeof line - 1, &room, response, sizeof response);
 *     if (length < sizeof response) printf("%.37s...\n", response);
 *     // prints: {"id":1,"code":"MCPX_HTTP_DNS_FAILED"...
 */

#ifdef __cplusplus
}
#endif
#endif
