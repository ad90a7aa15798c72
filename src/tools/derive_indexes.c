/* derive_indexes.c: the tables of rules, phrases, servers, lines and tokens -> lists by which the library
 * finds their rows faster. */
#include "derive_indexes.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "classify/cause_rules.h"
#include "classify/phrases.h"
#include "classify/rules.h"
#include "classify/server_name.h"
#include "derive_anchors.h"

#define NUMBER_OF(list) (sizeof(list) / sizeof *(list))

static void print_by_set(const char *row, size_t count, size_t (*first_set)(size_t rule)) {
  for (size_t set = SET_NONE; set < SET_COUNT; set++)
    for (size_t rule = 0; rule < count; rule++)
      if (first_set(rule) == set) printf("%s(%zu, %zu)\n", row, set, rule);
}

/* ---- Servers ---- */

static const char *const SERVERS[] = {
#define SERVER(before, prefix, after) before,
#define FILE_SERVER(before, prefix, after) before,
#define KNOWN_SERVER(before, prefix, after) before,
#include "tables/servers.def"
};

/* The text of a row without the ` that may precede it. */
static const unsigned char *server_text(size_t row) {
  return (const unsigned char *)SERVERS[row] + (*SERVERS[row] == '`');
}

/* The number of the first row from `row` on that begins with a byte of the slot; 0 for none. */
static size_t next_in_slot(size_t row, uint32_t slot) {
  for (; row < NUMBER_OF(SERVERS); row++)
    if (server_slot(*server_text(row)) == slot) return row + 1;
  return 0;
}

/* Each value that is set, once. */
static void print_set(const char *row, const bool *values, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (values[i]) printf("%s(%zu)\n", row, i);
}

static void print_servers(void) {
  static bool keys[SERVER_KEYS], shorts[256];
  for (uint32_t slot = 0; slot < SERVER_SLOTS; slot++) printf("SERVER_FIRST(%zu)\n", next_in_slot(0, slot));
  for (size_t row = 0; row < NUMBER_OF(SERVERS); row++) {
    const unsigned char *text = server_text(row);
    printf("SERVER_NEXT(%zu)\n", next_in_slot(row + 1, server_slot(*text)));
    if (strlen((const char *)text) < 3)
      shorts[*text] = true;
    else
      keys[server_key(text)] = true;
  }
  print_set("SERVER_KEY", keys, NUMBER_OF(keys));
  print_set("SERVER_SHORT", shorts, NUMBER_OF(shorts));
}

/* ---- Lines ---- */

static void print_line_starts(void) {
  static const char *const STARTS[] = {
#define LINE_START(shape, text, ends) text,
#include "tables/line_shapes.def"
  };
  for (int byte = 0; byte < 256; byte++)
    for (size_t row = 0; row < NUMBER_OF(STARTS); row++)
      if ((unsigned char)*STARTS[row] == byte) printf("LINE_START_BY_BYTE(%zu)\n", row);
}

/* ---- Tokens ---- */

void derive_print_tokens(void) {
  static const char *const PREFIXES[] = {
#define TOKEN(prefix, characters, least) prefix,
#include "tables/tokens.def"
  };
  puts(
      "/* Derived from the table of tokens by mcpx-derive: its rows by their first bytes, without their "
      "case. */");
  puts("#ifndef TOKEN_BY_BYTE\n#define TOKEN_BY_BYTE(row)\n#endif");
  for (int byte = 0; byte < 256; byte++)
    for (size_t row = 0; row < NUMBER_OF(PREFIXES); row++)
      if (((unsigned char)*PREFIXES[row] | 0x20) == byte) printf("TOKEN_BY_BYTE(%zu)\n", row);
  puts("#undef TOKEN_BY_BYTE");
}

/* ---- The file of the classifier ---- */

/* The rows of the file, with their parameters. */
static const char *const ROWS[][2] = {
    {"RULE_BY_SET", "set, rule"}, {"CAUSE_BY_SET", "set, rule"}, {"PLAIN_PLACE", "place, mark"},
    {"SERVER_FIRST", "row"},      {"SERVER_NEXT", "row"},        {"SERVER_KEY", "key"},
    {"SERVER_SHORT", "byte"},     {"LINE_START_BY_BYTE", "row"},
};

void derive_print_indexes(void) {
  puts(
      "/* Derived from the tables of rules, causes, phrases, servers and lines by mcpx-derive: lists of "
      "their rows by\n"
      " * what the library looks for. */");
  for (size_t i = 0; i < NUMBER_OF(ROWS); i++)
    printf("#ifndef %s\n#define %s(%s)\n#endif\n", ROWS[i][0], ROWS[i][0], ROWS[i][1]);
  print_by_set("RULE_BY_SET", RULES_COUNT, rule_first_set);
  print_by_set("CAUSE_BY_SET", cause_rule_count(), cause_rule_first_set);
  derive_print_plain_places();
  print_servers();
  print_line_starts();
  for (size_t i = 0; i < NUMBER_OF(ROWS); i++) printf("#undef %s\n", ROWS[i][0]);
}
