/* test_key_names.c: what the name of a key says, and blocked values at the edges of words. */
#include <string.h>

#include "blocked_answer.h"
#include "canary/blocked.h"
#include "canary/canary.h"
#include "near.h"
#include "rows.h"

static const struct key {
  const char *name;
  enum canary_key says;
} KEYS[] = {
    {"", CANARY_KEY_PLAIN},
    {"x", CANARY_KEY_PLAIN},
    {"password", CANARY_KEY_SECRET},
    {"PASSWORD", CANARY_KEY_SECRET},
    {"db_password", CANARY_KEY_SECRET},
    {"db1password", CANARY_KEY_SECRET},
    {"dbpassword", CANARY_KEY_PLAIN},
    {"dbPassword", CANARY_KEY_SECRET},
    {"DBPassword", CANARY_KEY_PLAIN},
    {"password_count", CANARY_KEY_PLAIN},
    {"key", CANARY_KEY_SECRET},
    {"monkey", CANARY_KEY_PLAIN},
    {"monKey", CANARY_KEY_SECRET},
    {"ke", CANARY_KEY_PLAIN},
    {"lat", CANARY_KEY_COORDINATE},
    {"LONGITUDE", CANARY_KEY_COORDINATE},
    {"lats", CANARY_KEY_PLAIN},
    {"flat", CANARY_KEY_PLAIN},
    {"Users", CANARY_KEY_HOME},
    {"users", CANARY_KEY_NAMES},
    {"/home", CANARY_KEY_HOME},
    {"/HOME", CANARY_KEY_HOME},
    {"/homes", CANARY_KEY_PLAIN},
    {"/users", CANARY_KEY_HOME},
    {"\\users", CANARY_KEY_HOME},
    {"/user", CANARY_KEY_PERSONAL},
    {"aadhaar", CANARY_KEY_PERSONAL_NUMBER},
    {"my_aadhaar", CANARY_KEY_PERSONAL_NUMBER},
    {"my-aadhaar", CANARY_KEY_PERSONAL_NUMBER},
    {"myAadhaar", CANARY_KEY_PERSONAL_NUMBER},
    {"myaadhaar", CANARY_KEY_PLAIN},
    {"MYAadhaar", CANARY_KEY_PLAIN},
    {"my1aadhaar", CANARY_KEY_PLAIN},
    {"aadhaars", CANARY_KEY_PLAIN},
    {"serial_number", CANARY_KEY_PERSONAL_NUMBER},
    {"serialNumber", CANARY_KEY_PERSONAL_NUMBER},
    {"serial-number", CANARY_KEY_PERSONAL_NUMBER},
    {"serial number", CANARY_KEY_PERSONAL_NUMBER},
    {"serial.number", CANARY_KEY_PERSONAL_NUMBER},
    {"serial:number", CANARY_KEY_PLAIN},
    {"serial__number", CANARY_KEY_PLAIN},
    {"serial_numbers", CANARY_KEY_PLAIN},
    {"erial_number", CANARY_KEY_PLAIN},
};

static uint64_t key_of(const char *text, size_t length, const void *context) {
  (void)context;
  return canary_key_of((mcpx_text){text, length});
}

static void says(void **state) {
  const struct key *row = *state;
  enum canary_key key = canary_key_of((mcpx_text){row->name, strlen(row->name)});
  CHECK(key == row->says, "%s: %d", row->name, (int)key);
  near_compare(row->name, key_of, NULL);
}

static void neutral_keys_are_whole_words(void **state) {
  static const char *const NEUTRAL[] = {"name", "VALUE", "id"}, *const OTHERS[] = {"", "names", "nam", "xid"};
  (void)state;
  for (size_t i = 0; i < 3; i++)
    CHECK(canary_key_is_neutral((mcpx_text){NEUTRAL[i], strlen(NEUTRAL[i])}), "%s", NEUTRAL[i]);
  for (size_t i = 0; i < 4; i++)
    CHECK(!canary_key_is_neutral((mcpx_text){OTHERS[i], strlen(OTHERS[i])}), "%s", OTHERS[i]);
}

/* ---- Blocked values ---- */

#define BIG "ab1cd2ef3gh4" /* twelve characters of a token */

/* The first occurrence of the value in the text, or an empty range. */
static const struct blocked {
  const char *text;
  const char *value;
  size_t start, end;
} BLOCKED[] = {
    {"zork", "zork", 0, 4},
    {"ZORK", "zork", 0, 4},
    {"a zork b", "zork", 2, 6},
    {"xzork", "zork", 0, 0},
    {"zorkx", "zork", 0, 0},
    {"1zork", "zork", 0, 0},
    {"zork1", "zork", 0, 0},
    {"-zork-", "zork", 1, 5},
    {"zo-rk", "zo_rk", 0, 5},
    {"zo rk", "zo.rk", 0, 5},
    {"zo/rk", "zo-rk", 0, 0},
    {"-zork", "-zork", 0, 5},
    {"x-zork", "-zork", 1, 6},
    {"zor", "zor", 0, 0},
    {"z--k", "z--k", 0, 0},
    {"zo-k", "zo-k", 0, 4},
    {"server", "server", 0, 0},
    {"zork zork", "zork", 0, 4},
    {"zor zork", "zork", 4, 8},
    {"zork", "zork.example", 0, 4},
    {"x zork.example y", "zork.example", 2, 14},
    {"zork.other", "zork.example", 0, 4},
    {"example", "zork.example", 0, 0},
    {"zork", ".zork", 0, 0},
    {"[zork]", "zork", 1, 5},
    {"[email]", "email", 0, 0},
    {"[email", "email", 1, 6},
    {"\xC3\xA9zork", "zork", 0, 0},
    {"zork\xC3\xA9", "zork", 0, 0},
    {"\xE3\x80\x81zork\xE3\x80\x81", "zork", 3, 7},
    {"\xC3\x89zork", "\xC3\xA9zork", 0, 6},
    {"\xC3\x97zork", "\xC3\xB7zork", 0, 0},
    {"\xC3\x9Fzork", "\xC3\xBFzork", 0, 0},
    {"\xC3\x9Ezork", "\xC3\xBEzork", 0, 6},
    {"\xC2\x89zork", "\xC2\xA9zork", 2, 0},
    {"x" BIG "x", "yyyy" BIG "yyyy", 1, 13},
    {"xb1cd2ef3gh4x", "yyyy" BIG "yyyy", 0, 0},
    {"x" BIG "yx", "yyyy" BIG "yyyy", 1, 14},
    {"x" BIG "x", "yyy" BIG, 0, 0},
    {"x" BIG "x", "yyyy" BIG, 1, 13},
    {"xabcdefghijklx", "abcdefghijklmnopqrst", 1, 13},
    {"xabcdefghijklx", "abcdefghijklmnopqrs", 0, 0},
    {"xabcdefghij1kx", "abcdefghij1klmno", 1, 13},
    {"xabcdefghij1kx", "abcdefghij1-klmno", 0, 0},
};

static void is_blocked(void **state) {
  const struct blocked *row = *state;
  struct blocked_cursor cursor = {.least = 0};
  mcpx_text value = {row->value, strlen(row->value)};
  mcpx_range range = {0, 0};
  bool found = blocked_next((mcpx_text){row->text, strlen(row->text)}, &value, 1, &cursor, &range);
  bool wanted = row->end > row->start;
  CHECK(found == wanted, "%s in %s", row->value, row->text);
  if (found)
    CHECK(range.start == row->start && range.end == row->end, "%s: %zu-%zu", row->text, range.start,
          range.end);
  near_compare(row->text, blocked_answer, &value);
}

static void short_values_are_refused(void **state) {
  static const struct {
    const char *value;
    bool short_;
  } VALUES[] = {{"", false},
                {"a", true},
                {"abc", true},
                {"abcd", false},
                {"a-bc", false},
                {"a--b", true},
                {"----", true},
                {"\xC3\xA9"
                 "ab",
                 false}};
  (void)state;
  for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++)
    CHECK(blocked_is_too_short((mcpx_text){VALUES[i].value, strlen(VALUES[i].value)}) == VALUES[i].short_,
          "%s", VALUES[i].value);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(neutral_keys_are_whole_words),
                                     cmocka_unit_test(short_values_are_refused)};
  return RUN_ROWS(KEYS, says) + RUN_ROWS(BLOCKED, is_blocked) + cmocka_run_group_tests(cases, NULL, NULL);
}
