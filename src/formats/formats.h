/* formats.h: does a text follow one of the formats of a heartbeat? Each function accepts what its pattern
 * below matches, except for values that a pattern cannot reject, such as February 30. */
#ifndef MCPX_FORMATS_FORMATS_H
#define MCPX_FORMATS_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"
#include "base/text.h"

/* The patterns for the JSON Schema (ECMA-262), without anchors. */
#define PATTERN_UUID "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
#define PATTERN_SEMVER_NUMBER "(0|[1-9][0-9]*)"
#define PATTERN_SEMVER_PRE "(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
#define PATTERN_VERSION                                                                     \
  "(dev|v?" PATTERN_SEMVER_NUMBER "(\\." PATTERN_SEMVER_NUMBER "(\\." PATTERN_SEMVER_NUMBER \
  "(-" PATTERN_SEMVER_PRE "(\\." PATTERN_SEMVER_PRE ")*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?)?)?)"
#define PATTERN_GO_RELEASE "go1\\.[0-9]{1,4}(\\.[0-9]{1,4}|rc[0-9]{1,4}|beta[0-9]{1,4})?(-[A-Za-z0-9_]+)?"
#define PATTERN_GO_DATE                                                                                    \
  "([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?|[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]?[0-9] [0-9:]{8} [0-9]{4} " \
  "[+-][0-9]{4})"
#define PATTERN_GO_DEVEL "(devel go1\\.[0-9]{1,4}-|go1\\.[0-9]{1,4}-devel_)[0-9a-f]{7,40} " PATTERN_GO_DATE
#define PATTERN_GO_VERSION "(" PATTERN_GO_RELEASE "|" PATTERN_GO_DEVEL ")([ -]X:[a-z0-9]+(,[a-z0-9]+)*)?"
#define PATTERN_DATE_TIME \
  "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
#define PATTERN_CLIENT_NAME "[a-z0-9][a-z0-9._-]{0,63}"
#define PATTERN_CLIENT_ID "[a-z0-9-]+"
#define PATTERN_CHECK_NAME "[a-z_][a-z0-9_]*"
#define PATTERN_CODE_NAME "MCPX_[A-Z0-9_]+"

#define PATTERN_MACHINE_ID "[0-9a-f]{64}"

enum { VERSION_LENGTH_MAX = 64, CODE_LENGTH_MAX = 64 };

MCPX_INTERNAL bool format_is_uuid(mcpx_text text);

/* Is a UUID one of version 4 (RFC 9562), which is random but for six bits? */
MCPX_INTERNAL bool format_is_random_uuid(mcpx_text uuid);

/* A semantic version as Go reads it, at most VERSION_LENGTH_MAX bytes: an optional `v`, one to three numbers
 * and, after three, optional pre-release and build parts. Or `dev`, the version of an unreleased build. */
MCPX_INTERNAL bool format_is_version(mcpx_text text);

/* What runtime.Version() of Go returns: "go1.24.4", "go1.25rc1 X:nodwarf5", "devel go1.26-711ddd8
 * 2026-04-10"; since Go 1.26 also "go1.26.8-X:jsonv2" and "go1.27-devel_711ddd8 2026-04-10". */
MCPX_INTERNAL bool format_is_go_version(mcpx_text text);

/* RFC 3339 with a time zone and a date that exists. Second 60 is accepted only at 23:59 UTC, where leap
 * seconds are. Sets `seconds` to the seconds since 1970, also of a leap second. */
MCPX_INTERNAL bool format_is_date_time(mcpx_text text, int64_t *seconds);

/* A REST route: a method, one space, and a path template or UNMATCHED; or UNMATCHED alone. */
MCPX_INTERNAL bool format_is_route(mcpx_text text);

/* The words of a route that no row of routes.def has: segments, and names of parameters. */
struct format_route_words {
  mcpx_text path;
  size_t at;
  int segments;   /* read so far */
  mcpx_text word; /* the current one */
  bool concrete;  /* it is in the place of a parameter, or in a path on a disk: a name that somebody chose */
};

/* Starts with a valid route. */
MCPX_INTERNAL struct format_route_words format_route_words_start(mcpx_text route);

/* Finds the next unknown word; false if there is none. All words of a route take time linear in its length.
 */
MCPX_INTERNAL bool format_route_next_word(struct format_route_words *words);

/* The name that an MCP client gives itself, as the proxy normalizes it: at most 64 bytes. */
MCPX_INTERNAL bool format_is_client_name(mcpx_text text);

/* The identifier of a client that the proxy can set up, known or not. */
MCPX_INTERNAL bool format_is_client_id(mcpx_text text);

/* The name of a health check, and of an error code, known or not. */
MCPX_INTERNAL bool format_is_check_name(mcpx_text text);
MCPX_INTERNAL bool format_is_code_name(mcpx_text text);

/* The hash of a machine's id. */
MCPX_INTERNAL bool format_is_machine_id(mcpx_text text);

/* What a value of a fixed set can look like, known or not: 1 to 64 letters, digits and . _ + - */
MCPX_INTERNAL bool format_is_word(mcpx_text text);

/* The release of a version, 1000 * major + minor: 46 for "v0.46.1"; -1 for what is no version. */
MCPX_INTERNAL int format_release(mcpx_text version);

#endif
