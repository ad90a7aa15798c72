/* test_formats.c: the formats of a heartbeat, with texts at the boundaries of each. */
#include <stdio.h>
#include <string.h>

#include "format_rows.h"
#include "formats/formats.h"
#include "formats/made_id.h"

/* ---- Ids and names ---- */

static bool is_random_uuid(mcpx_text text) { return format_is_uuid(text) && format_is_random_uuid(text); }

#define UUID(text) YES(format_is_uuid, text)
#define NO_UUID(text) NO(format_is_uuid, text)
#define MADE(text) YES(format_is_made_id, text)
#define OWN(text) NO(format_is_made_id, text)
#define SIXTY "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"

static const struct format_row IDS[] = {
    UUID("41111111-1111-4111-8111-111111111111"),
    UUID("ABCDEFab-CDEF-abcd-efAB-0123456789ab"),
    NO_UUID("41111111-1111-4111-8111-11111111111"),
    NO_UUID("41111111-1111-4111-8111-1111111111111"),
    NO_UUID("4111111-11111-4111-8111-111111111111"),
    NO_UUID("41111111-111-44111-8111-111111111111"),
    NO_UUID("41111111-1111-411-88111-111111111111"),
    NO_UUID("41111111-1111-4111-811-1111111111111"),
    NO_UUID("41111111_1111-4111-8111-111111111111"),
    NO_UUID("41111111-1111-4111-8111_111111111111"),
    NO_UUID("g1111111-1111-4111-8111-111111111111"),
    YES(is_random_uuid, "41111111-1111-4111-8111-111111111111"),
    YES(is_random_uuid, "41111111-1111-4111-b111-111111111111"),
    YES(is_random_uuid, "41111111-1111-4111-A111-111111111111"),
    NO(is_random_uuid, "41111111-1111-4111-7111-111111111111"),
    NO(is_random_uuid, "41111111-1111-4111-c111-111111111111"),
    NO(is_random_uuid, "41111111-1111-5111-8111-111111111111"),
    YES(format_is_machine_id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    NO(format_is_machine_id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"),
    NO(format_is_machine_id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"),
    NO(format_is_machine_id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"),
    NO(format_is_machine_id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF"),
    YES(format_is_client_name, "a"),
    YES(format_is_client_name, "0"),
    YES(format_is_client_name, "z9-_."),
    NO(format_is_client_name, ""),
    NO(format_is_client_name, "-a"),
    NO(format_is_client_name, "A"),
    NO(format_is_client_name, "aA"),
    NO(format_is_client_name, "a+"),
    YES(format_is_client_name, SIXTY "abcd"),
    NO(format_is_client_name, SIXTY "abcde"),
    YES(format_is_client_id, "-a9"),
    NO(format_is_client_id, ""),
    NO(format_is_client_id, "a_b"),
    YES(format_is_check_name, "a_9"),
    YES(format_is_check_name, "_"),
    NO(format_is_check_name, "9a"),
    NO(format_is_check_name, ""),
    NO(format_is_check_name, "a-b"),
    YES(format_is_code_name, "MCPX_A9_"),
    NO(format_is_code_name, "MCPX_"),
    NO(format_is_code_name, "MCPX_a"),
    NO(format_is_code_name, "MCPXA"),
    YES(format_is_word, "aA9.-_+"),
    NO(format_is_word, ""),
    NO(format_is_word, "a b"),
    YES(format_is_word, SIXTY "abcd"),
    NO(format_is_word, SIXTY "abcde"),
    /* eight characters, of which five are different, and zeros */
    MADE("6162636465616162000000000000000000000000000000000000000000000000"),
    OWN("6162636464616162000000000000000000000000000000000000000000000000"),
    OWN("6162636465616200000000000000000000000000000000000000000000000001"),
    OWN("6162636465616162000000000000000000000000000000000000000000000061"),
    OWN("6162636465616162010000000000000000000000000000000000000000000000"),
    OWN("61626364-6561-4162-8100-000000000000"),
    MADE("61626364-6561-4f62-8f61-620000000000"),
    MADE("61626364-6561-4f62-8f61-000000000000"),
    OWN("61626364-6561-4f62-8f61-62f000000000"),
    /* nine to thirteen digits */
    MADE("00000000-0000-4000-8000-000987654321"),
    OWN("00000000-0000-4000-8000-000087654321"),
    MADE("00000000-0000-4000-8001-987654321987"),
    OWN("00000000-0000-4000-8021-987654321987"),
    MADE("0000000000000000000000000000000000000000000000000000000987654321"),
    MADE("0000009876543210000000000000000000000000000000000000000000000000"),
    OWN("0000000876543210000000000000000000000000000000000000000000000000"),
    MADE("0000098765432109870000000000000000000000000000000000000000000000"),
    OWN("0000098765432109876000000000000000000000000000000000000000000000"),
    /* with the address of a network card */
    MADE("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    MADE("f81d4fae-7dec-61d0-a765-00a0c91e6bf6"),
    OWN("f81d4fae-7dec-21d0-a765-00a0c91e6bf6"),
    OWN("f81d4fae-7dec-71d0-a765-00a0c91e6bf6"),
    OWN("f81d4fae-7dec-11d0-a765-01a0c91e6bf6"),
    MADE("f81d4fae-7dec-11d0-8765-02a0c91e6bf6"),
    MADE("f81d4fae-7dec-11d0-b765-02a0c91e6bf6"),
    OWN("f81d4fae-7dec-11d0-c765-02a0c91e6bf6"),
    OWN("f81d4fae-7dec-11d0-4765-02a0c91e6bf6"),
    OWN("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    OWN("6ba7b814-9dad-11d1-80b4-00c04fd430c8"),
    MADE("6ba7b810-9dad-11d1-80b4-00c04fd430c9"),
    MADE("6ba7b810-9cad-11d1-80b4-00c04fd430c8"),
};

/* ---- Routes ---- */

#define VALID(text) YES(format_is_route, text)
#define INVALID(text) NO(format_is_route, text)

static const struct format_row ROUTES[] = {
    VALID("UNMATCHED"),
    VALID("GET UNMATCHED"),
    INVALID("UNMATCHED /"),
    INVALID("GET"),
    INVALID("GET "),
    INVALID("get /x"),
    INVALID("FETCH /x"),
    INVALID("GET  /x"),
    INVALID("GET x"),
    VALID("GET /"),
    VALID("GET /x"),
    VALID("GET /x/"),
    INVALID("GET //x"),
    INVALID("GET /x//y"),
    VALID("GET /x-y_z"),
    INVALID("GET /x--y"),
    INVALID("GET /-x"),
    INVALID("GET /x-"),
    INVALID("GET /x1"),
    INVALID("GET /X"),
    VALID("GET /v1"),
    VALID("GET /v12"),
    INVALID("GET /w12"),
    INVALID("GET /v1x"),
    VALID("GET /v"),
    VALID("GET /*"),
    INVALID("GET /**"),
    VALID("GET /.well-known"),
    INVALID("GET /.x"),
    VALID("GET /{a}"),
    VALID("GET /{_A9}"),
    INVALID("GET /{9}"),
    INVALID("GET /{}"),
    INVALID("GET /{a"),
    INVALID("GET /a}"),
    INVALID("GET /{a-b}"),
    VALID("GET /{a:[0-9]+}"),
    VALID("GET /{a:x{1,2}}"),
    VALID("GET /{a:!~}"),
    INVALID("GET /{a:}"),
    INVALID("GET /{:x}"),
    INVALID("GET /{a:x{1}"),
    INVALID("GET /{a:x}1}"),
    INVALID("GET /{a:x{a}}"),
    INVALID("GET /{a:x{{1}}}"),
    INVALID("GET /{a:x y}"),
    INVALID("GET /{a:x\x7F}"),
    INVALID("GET /home"),
    INVALID("GET /home/x"),
    VALID("GET /x/home"),
    VALID("GET /homes"),
};

static const char *const KNOWN_PATHS[] = {
#define ROUTE(path) path,
#include "tables/routes.def"
};

enum { KNOWN_PATH_COUNT = sizeof KNOWN_PATHS / sizeof *KNOWN_PATHS };

/* The unknown words of a route, with a space after each. */
static const char *words_of(const char *path, size_t length) {
  static char out[256], route[256];
  size_t count = (size_t)snprintf(route, sizeof route, "GET %.*s", (int)length, path);
  struct format_route_words words = format_route_words_start((mcpx_text){route, count});
  out[0] = '\0';
  while (format_route_next_word(&words)) {
    strncat(out, words.word.bytes, words.word.length);
    strcat(out, words.concrete ? "! " : " ");
  }
  return out;
}

/* Each path of the table is known; a word that lacks its end is not, if it is no other one. */
static void paths_of_the_table_are_known(void **state) {
  static const char LONGEST[] = "/.well-known/oauth-authorization-server";
  (void)state;
  for (size_t i = 0; i < KNOWN_PATH_COUNT; i++)
    CHECK(!*words_of(KNOWN_PATHS[i], strlen(KNOWN_PATHS[i])), "%s", KNOWN_PATHS[i]);
  for (size_t length = 14; length < sizeof LONGEST - 1; length++)
    if (LONGEST[length - 1] != '-') CHECK(*words_of(LONGEST, length), "%.*s", (int)length, LONGEST);
}

static void words_are_unknown_or_concrete(void **state) {
  static const struct {
    const char *path;
    const char *words;
  } WORDS[] = {
      {"/", ""},
      {"/zork", "zork "},
      {"/zork/", "zork "},
      {"/api/v1/zork", "zork "},
      {"/api/v7/servers", ""},
      {"/api/v12/servers", ""},
      {"/api/vx/servers", "vx "},
      {"/api/v/servers", "v "},
      {"/api/v1/servers/zork", "zork "},
      {"/api/v1/servers/a-b-c", "a-b-c "},
      {"/api/v1/servers/a-b-c-d", "a-b-c-d! "},
      {"/api/v1/servers/a_b", "a_b "},
      {"/api/v1/servers/a_b_c", "a_b_c! "},
      {"/api/v1/servers/zork/restart", "zork! "},
      {"/api/v1/servers/{zork}/restart", "zork "},
      {"/api/v1/servers/{id}/zork", "zork "},
      {"/zork/blarg", "zork blarg! "},
      {"/zork/servers", "zork "},
      {"/app/zork", "app zork! "},
      {"/api/v1/*", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    const char *words = words_of(WORDS[i].path, strlen(WORDS[i].path));
    CHECK(strcmp(words, WORDS[i].words) == 0, "%s: %s", WORDS[i].path, words);
  }
}

/* ---- Dates ---- */

/* The seconds since 1970, or -1 for what is no date. */
static const struct date {
  const char *text;
  int64_t seconds;
} DATES[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-01t00:00:01z", 1},
    {"1970-01-02T00:00:00Z", 86400},
    {"1970-01-01T01:02:03Z", 3723},
    {"1969-12-31T23:59:59Z", -1},
    {"2000-02-29T00:00:00Z", 951782400},
    {"2000-03-01T00:00:00Z", 951868800},
    {"2001-02-28T23:59:59Z", 983404799},
    {"2100-03-01T00:00:00Z", 4107542400},
    {"0000-03-01T00:00:00Z", -62162035200},
    {"0000-01-01T00:00:00Z", -62167219200},
    {"9999-12-31T23:59:59Z", 253402300799},
    {"2026-04-10T12:00:00.5Z", 1775822400},
    {"2026-04-10T12:00:00+02:00", 1775815200},
    {"2026-04-10T12:00:00+00:30", 1775820600},
    {"2026-04-10T12:00:00-02:30", 1775831400},
    {"2026-04-10T12:00:00+23:59", 1775736060},
    {"2016-12-31T23:59:60Z", 1483228800},
    {"2017-01-01T00:59:60+01:00", 1483228800},
    {"2016-12-31T22:59:60-01:00", 1483228800},
};

static const struct {
  const char *text;
} NO_DATES[] = {
    {""},
    {"2026-04-10"},
    {"2026-04-10 12:00:00Z"},
    {"2026-04-10T12:00:00"},
    {"2026-04-10T12:00Z"},
    {"2026-04-10T12:00:00ZZ"},
    {"2026-04-10T12:00:00.Z"},
    {"2026-04-10T12:00:00,5Z"},
    {"026-04-10T12:00:00Z"},
    {"2026-4-10T12:00:00Z"},
    {"2026-04-1T12:00:00Z"},
    {"2026-00-10T12:00:00Z"},
    {"2026-13-10T12:00:00Z"},
    {"2026-04-00T12:00:00Z"},
    {"2026-01-32T12:00:00Z"},
    {"2026-04-31T12:00:00Z"},
    {"2026-06-31T12:00:00Z"},
    {"2026-09-31T12:00:00Z"},
    {"2026-11-31T12:00:00Z"},
    {"2026-02-29T12:00:00Z"},
    {"2024-02-30T12:00:00Z"},
    {"2100-02-29T12:00:00Z"},
    {"2026-04-10T24:00:00Z"},
    {"2026-04-10T23:60:00Z"},
    {"2026-04-10T23:59:61Z"},
    {"2026-04-10T23:58:60Z"},
    {"2026-04-10T22:59:60Z"},
    {"2026-04-10T23:59:60+01:00"},
    {"2026-04-10T12:00:00+24:00"},
    {"2026-04-10T12:00:00+02:60"},
    {"2026-04-10T12:00:00+02"},
    {"2026-04-10T12:00:00+0200"},
    {"2026-04-10T12:00:00 02:00"},
    {"2026-04-10T12:00:0002:00"},
    {"T12:00:00Z"},
    {"2026T12:00:00Z"},
    {"2026-T12:00:00Z"},
    {"2026-04T12:00:00Z"},
    {"2026-04-10TZ"},
    {"2026-04-10T12Z"},
};

static void has_seconds(void **state) {
  const struct date *date = *state;
  int64_t seconds = 7;
  CHECK(format_is_date_time((mcpx_text){date->text, strlen(date->text)}, &seconds), "%s", date->text);
  CHECK(seconds == date->seconds, "%s: %lld", date->text, (long long)seconds);
}

static void is_no_date(void **state) {
  const char *text = *(const char **)*state;
  int64_t seconds;
  CHECK(!format_is_date_time((mcpx_text){text, strlen(text)}, &seconds), "%s", text);
}

/* The last day of each month, and no day after it. */
static void months_have_their_days(void **state) {
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  char text[] = "2025-00-00T00:00:00Z";
  int64_t seconds, wanted = 1735689600; /* 2025-01-01 */
  (void)state;
  for (int month = 1; month <= 12; month++)
    for (int day = 1; day <= 32; day++) {
      text[5] = (char)('0' + month / 10), text[6] = (char)('0' + month % 10);
      text[8] = (char)('0' + day / 10), text[9] = (char)('0' + day % 10);
      bool exists = day <= DAYS[month - 1];
      CHECK(format_is_date_time((mcpx_text){text, sizeof text - 1}, &seconds) == exists, "%s", text);
      if (exists) CHECK(seconds == wanted, "%s", text);
      wanted += exists ? 86400 : 0;
    }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(months_have_their_days),
                                     cmocka_unit_test(paths_of_the_table_are_known),
                                     cmocka_unit_test(words_are_unknown_or_concrete)};
  return RUN_ROWS(IDS, format_has_answer) + RUN_ROWS(ROUTES, format_has_answer) +
         RUN_ROWS(DATES, has_seconds) + RUN_ROWS(NO_DATES, is_no_date) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
