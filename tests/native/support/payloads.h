/* payloads.h: heartbeats to change, and what a check reports about them. */
#ifndef TEST_PAYLOADS_H
#define TEST_PAYLOADS_H

#include "mcpx.h"

/* ---- Heartbeats ---- */

/* A complete heartbeat of a schema version, 1 to 8: it has every field of the version, and no findings. Free
 * it, and what the next three functions return. */
char *heartbeat(int version);

/* The payload with the JSON text `raw` as the value at a JSON Pointer. A value that is not there is appended;
 * NULL removes it. Frees `payload`. */
char *edited(char *payload, const char *pointer, const char *raw);

/* The same for a heartbeat of that version. */
char *heartbeat_with(int version, const char *pointer, const char *raw);

/* The text as a JSON string, with as few escapes as possible. */
char *quoted(const char *text);

/* ---- Checks ---- */

enum { FINDINGS_ROOM = 2000 };

struct outcome {
  mcpx_verdict verdict;
  mcpx_finding findings[FINDINGS_ROOM];
};

typedef void (*check_call)(const char *payload, size_t length, const mcpx_check_options *options,
                           mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                           mcpx_verdict *verdict);

/* The outcome of mcpx_validate or mcpx_scan; valid until the next call. The payload is copied to memory of
 * exactly its size, so that a sanitizer detects reads past its end. The workspace still contains what the
 * last call left in it, so that a check that depends on that shows. */
const struct outcome *check(check_call call, const char *payload, size_t length,
                            const mcpx_check_options *options);

/* "rule pointer" of each finding, in order, separated by ", ". Valid until the next call. */
const char *listing(const struct outcome *outcome);

/* Is there a finding of that rule? */
bool has_finding(const struct outcome *outcome, const char *rule);

/* Is there an error? */
bool has_error(const struct outcome *outcome);

/* The first `window` bytes in a row of `secret` that a finding repeats in `expected` or `suggestion`, or
 * NULL. Its other texts are constants: `check` makes sure of that. */
const char *find_echo(const struct outcome *outcome, const char *secret, size_t length, size_t window);

/* What is wrong with an outcome, whatever the payload is, or NULL: findings out of order or out of the
 * payload, wrong counts, pointers with text of the payload. */
const char *outcome_fault(const struct outcome *outcome, const char *payload, size_t length);

/* ---- Tables of changes ---- */

/* A heartbeat of `version` with one value changed, and all findings of it (as in listing). */
struct change {
  const char *name;
  int version;
  const char *pointer, *raw, *wanted;
};

#define CHANGE(version, pointer, raw, wanted) \
  { #version " " pointer " " raw, version, pointer, raw, wanted }

/* In a heartbeat of version 5: no finding; these findings; one finding, at the changed value. */
#define ALLOWED(pointer, raw) CHANGE(5, pointer, raw, "")
#define FINDINGS(pointer, raw, wanted) CHANGE(5, pointer, raw, wanted)
#define FAULT(pointer, raw, rule) CHANGE(5, pointer, raw, rule " " pointer)

/* The same without the value. */
#define REMOVED(pointer, wanted) \
  { "without " pointer, 5, pointer, NULL, wanted }

/* The case for a row of struct change. */
void has_findings(void **state);

/* ---- Vectors ---- */

/* The lines of a file of tests/vectors, each as a tree (struct cJSON). Ends the program where one is not
 * JSON. */
struct cJSON *vector_lines(const char *file);

/* The bytes of a row {"base64":…} or {"repeat":[[base64,count]…]}. Free them. */
char *vector_bytes(const struct cJSON *row, size_t *length);

#endif
