/* proxy_rules.h: the rules of profile `proxy` about certain fields. */
#ifndef MCPX_CHECK_PROXY_RULES_H
#define MCPX_CHECK_PROXY_RULES_H

#include "base/internal.h"
#include "check.h"

/* Room for any name that is looked for here, with each of its characters as an escape of six bytes. */
enum { PROXY_NAME_MAX = 256 };

/* The members that the rules look at. */
enum proxy_member {
  PROXY_SCHEMA_VERSION,
  PROXY_ENV_MARKERS,
  PROXY_WIZARD_SHOWN, /* the fields of v7_field_invalid, in the order of the proxy */
  PROXY_WEB_UI_OPENED,
  PROXY_DAYS_SINCE_INSTALL,
  PROXY_ACTIVE_DAYS,
  PROXY_CONNECT_STEP,
  PROXY_PREVIOUS_SHUTDOWN,
  PROXY_LAST_ERROR_CODE,
  PROXY_TPA_SCANNER,
  PROXY_DIAGNOSTICS,
  PROXY_PREFLIGHT,
  PROXY_MEMBER_COUNT
};

/* A member of an object that was read. The value of an object or array is all of it. */
struct proxy_value {
  struct json_token key;
  struct json_token value;
  bool present;
};

/* Is a string or key exactly that name? Decoded on the stack: the workspace still holds the texts of the
 * check. */
MCPX_INTERNAL bool proxy_is_named(const char *payload, struct json_token key, const char *name);

/* The member that a key of the payload names, or PROXY_MEMBER_COUNT. As in Go, case does not matter, and the
 * letters U+017F and U+212A are forms of s and k. */
MCPX_INTERNAL enum proxy_member proxy_find_member(const char *payload, struct json_token key);

/* Report the first rule of proxy_rules.def that the members break, of those that the release of the options
 * has. */
MCPX_INTERNAL void proxy_check_rules(struct check *check, const char *payload,
                                     const struct proxy_value members[PROXY_MEMBER_COUNT]);

#endif
