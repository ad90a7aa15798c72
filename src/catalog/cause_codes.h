/* cause_codes.h: the codes that a cause may explain, and the lists of codes in the rows of causes.def. */
#ifndef MCPX_CATALOG_CAUSE_CODES_H
#define MCPX_CATALOG_CAUSE_CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/internal.h"
#include "catalog.h"
#include "mcpx.h"

/* The most codes and groups in a list. */
enum { CAUSE_UNDER_MAX = 8 };

/* In place of a code: groups of codes, and no code. */
enum { CODE_START = CODE_COUNT + 16, CODE_SPAWN, CODE_HTTP, CODE_OAUTH, CODE_NOTHING };

/* UNDER(a, b) becomes {CODE_a, CODE_b}: each name of up to eight gets its prefix. The rest of the list is 0.
 */
#define UNDER_1(a) CODE_##a
#define UNDER_2(a, b) CODE_##a, CODE_##b
#define UNDER_3(a, b, c) CODE_##a, CODE_##b, CODE_##c
#define UNDER_4(a, b, c, d) CODE_##a, CODE_##b, CODE_##c, CODE_##d
#define UNDER_5(a, b, c, d, e) CODE_##a, CODE_##b, CODE_##c, CODE_##d, CODE_##e
#define UNDER_6(a, b, c, d, e, f) UNDER_5(a, b, c, d, e), CODE_##f
#define UNDER_7(a, b, c, d, e, f, g) UNDER_6(a, b, c, d, e, f), CODE_##g
#define UNDER_8(a, b, c, d, e, f, g, h) UNDER_7(a, b, c, d, e, f, g), CODE_##h
#define NINTH_OF(a, b, c, d, e, f, g, h, ninth, ...) ninth
#define UNDER_LIST(...)                                                                           \
  NINTH_OF(__VA_ARGS__, UNDER_8, UNDER_7, UNDER_6, UNDER_5, UNDER_4, UNDER_3, UNDER_2, UNDER_1, ) \
  (__VA_ARGS__)
#define UNDER(...) \
  { UNDER_LIST(__VA_ARGS__) }

/* Whether a list of CAUSE_UNDER_MAX items names the code or a group that has it. */
MCPX_INTERNAL bool cause_list_has(const uint8_t *under, mcpx_code code);

/* Whether a rule of the cause decides the code or names it. The group START names the code
 * MCPX_UNKNOWN_UNCLASSIFIED too, but a person does not look a cause up under it, so that is left out. */
MCPX_INTERNAL bool cause_has_code(mcpx_cause cause, mcpx_code code);

#endif
