/* payloads.h: heartbeats to change, and what a check says of them. */
#ifndef TEST_PAYLOADS_H
#define TEST_PAYLOADS_H

#include "mcpx.h"

/* A whole heartbeat of a schema version, 1 to 5: each field that the version has, and nothing to find. It and
 * what `edited` makes of it is to be freed. */
char *heartbeat(int version);

/* The payload with the JSON text `raw` in place of the value at a JSON Pointer, or behind the last member
 * where there is none; NULL takes it away. Frees the payload that it is given. */
char *edited(char *payload, const char *pointer, const char *raw);

/* The same for a heartbeat of that version. */
char *heartbeat_with(int version, const char *pointer, const char *raw);

/* The text as a JSON string, to be freed: nothing is escaped but what has to be. */
char *quoted(const char *text);

enum { FINDINGS_ROOM = 2000 };

struct outcome {
  mcpx_verdict verdict;
  mcpx_finding findings[FINDINGS_ROOM];
};

typedef void (*check_call)(const char *payload, size_t length, const mcpx_check_options *options,
                           mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                           mcpx_verdict *verdict);

/* What mcpx_validate or mcpx_scan says. The payload is copied to memory of its own size, so that a sanitizer
 * sees a read past its end; the workspace is that of the call before, so what that left in it is seen as
 * well. The outcome is good until the next call. */
const struct outcome *check(check_call call, const char *payload, size_t length,
                            const mcpx_check_options *options);

/* "rule pointer" of each finding, in order, with ", " between. Good until the next call. */
const char *listing(const struct outcome *outcome);

/* Is there a finding of that rule? */
bool tells(const struct outcome *outcome, const char *rule);

/* Is there an error? What the canary calls a leak. */
bool leaks(const struct outcome *outcome);

/* The first `window` bytes in a row of `secret` that a finding repeats, or NULL. Its pointer is of indices
 * and names of the tables alone, which `check` has seen to. */
const char *echo(const struct outcome *outcome, const char *secret, size_t length, size_t window);

/* What is wrong with the outcome whatever the payload, or NULL: findings that are not in order or lie
 * outside, counts that are not theirs. */
const char *outcome_fault(const struct outcome *outcome, const char *payload, size_t length);

/* Lines of a file of tests/vectors, each as a tree (struct cJSON); ends the program where one is no JSON. */
struct cJSON *vector_lines(const char *file);

/* The bytes of a row {"base64":…} or {"repeat":[[base64,count]…]}; to be freed. */
char *vector_bytes(const struct cJSON *row, size_t *length);

#endif
