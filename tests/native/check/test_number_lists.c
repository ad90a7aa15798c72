/* test_number_lists.c: numbers and lists of numbers that are addresses, coordinates, texts or those of
 * people, and those one step beside them. */
#include <string.h>

#include "near.h"
#include "payloads.h"
#include "rows.h"

struct row {
  const char *payload;
  const char *rules; /* of the errors and warnings, in order; "" for none */
};

static const struct row LISTS[] = {
    {"{\"x\":[192,168,0,1]}", "ipv4"},
    {"{\"x\":[192,67,0,1]}", ""},
    {"{\"x\":[91,168,0,1]}", ""},
    {"{\"x\":[172,16,0,1]}", "ipv4"},
    {"{\"x\":[172,31,0,1]}", "ipv4"},
    {"{\"x\":[172,15,0,1]}", ""},
    {"{\"x\":[172,32,0,1]}", ""},
    {"{\"x\":[169,254,0,1]}", "ipv4"},
    {"{\"x\":[169,53,0,1]}", ""},
    {"{\"x\":[68,254,0,1]}", ""},
    {"{\"x\":[10,0,0,1]}", "ipv4"},
    {"{\"x\":[10,1,0,1]}", ""},
    {"{\"x\":[10,30,0,1]}", ""},
    {"{\"x\":[10,31,0,1]}", "ipv4"},
    {"{\"x\":[10,1,99,1]}", ""},
    {"{\"x\":[10,1,100,1]}", "ipv4"},
    {"{\"x\":[11,0,0,1]}", ""},
    {"{\"x\":[203,100,1,1]}", "ipv4"},
    {"{\"x\":[203,99,1,1]}", ""},
    {"{\"x\":[223,100,1,1]}", "ipv4"},
    {"{\"x\":[224,100,1,1]}", ""},
    {"{\"x\":[1,100,100,1]}", "ipv4"},
    {"{\"x\":[0,100,100,1]}", ""},
    {"{\"x\":[1,1,100,100]}", ""},
    {"{\"x\":[1,1,100,99]}", ""},
    {"{\"x\":[2,1,100,100]}", "ipv4"},
    {"{\"x\":[192,168,0]}", ""},
    {"{\"x\":[192,168,0,1,2]}", ""},
    {"{\"x\":[192,168,0,256]}", ""},
    {"{\"x\":[192,168,0,255]}", "ipv4"},
    {"{\"x\":[192,168,0,-1]}", ""},
    {"{\"x\":[192,168,0,1.5]}", ""},
    {"{\"x\":[192,168,\"0\",1]}", "ipv4"},
    {"{\"x\":[\"192\",\"168\",\"0\",\"1\"]}", "ipv4"},
    {"{\"ip\":[1,2,3,4]}", "ipv4 personal_field personal_field personal_field personal_field"},
    {"{\"x\":[32,1,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", "ipv6"},
    {"{\"x\":[32,3,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", "ipv6"},
    {"{\"x\":[32,4,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[33,1,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[42,1,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", "ipv6"},
    {"{\"x\":[254,128,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", "ipv6"},
    {"{\"x\":[254,129,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[253,128,13,184,0,0,0,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[32,1,13,184,1,0,0,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[32,1,13,184,0,0,0,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[32,1,13,184,0,0,0,5,5,5,5,5,5,5,5,5,5]}", ""},
    {"{\"x\":[52.5200,13.4050]}", "coordinates"},
    {"{\"x\":[52.5200,13.4050,34]}", "coordinates"},
    {"{\"x\":[52.5200,13.4050,34.1234]}", "coordinates"},
    {"{\"x\":[52.5200,13.4050,34,1]}", ""},
    {"{\"x\":[52.5200,13.405]}", ""},
    {"{\"x\":[52.520,13.4050]}", ""},
    {"{\"x\":[52.5200]}", ""},
    {"{\"x\":[180.5200,-180.4050]}", "coordinates"},
    {"{\"x\":[181.5200,13.4050]}", ""},
    {"{\"x\":[1,52.5200,13.4050]}", ""},
    {"{\"lat\":52.5}", "coordinates"},
    {"{\"lat\":52}", ""},
    {"{\"lats\":52.5}", ""},
    {"{\"x\":[97,64,98,46,105,111]}", "email"},
    {"{\"x\":[97,64,98,46,105]}", ""},
    {"{\"x\":[31,97,64,98,46,105,111]}", ""},
    {"{\"x\":[10,97,64,98,46,105,111]}", "email"},
    {"{\"x\":[97,64,98,46,105,111,300]}", ""},
};

static const struct row NUMBERS[] = {
    {"{\"x\":3232235520}", "ipv4"},
    {"{\"x\":3232301055}", "ipv4"},
    {"{\"x\":3232235519}", ""},
    {"{\"x\":3232301056}", ""},
    {"{\"x\":2886729728}", "ipv4"},
    {"{\"x\":2887778303}", "ipv4"},
    {"{\"x\":2886729727}", ""},
    {"{\"x\":2887778304}", ""},
    {"{\"x\":4111111111111111}", "card_number"},
    {"{\"x\":-4111111111111111}", "card_number"},
    {"{\"x\":4111111111111112}", ""},
    {"{\"x\":4.111111111111111e15}", "card_number"},
    {"{\"x\":4111111111111111.0}", "card_number"},
    {"{\"x\":4.111111111111111e14}", ""},
    {"{\"x\":9007199254740991}", ""},
    {"{\"x\":9007199254740992}", ""},
    {"{\"x\":9007199254740993}", "inexact_integer"},
    {"{\"x\":-9007199254740993}", "inexact_integer"},
    {"{\"x\":490154203237518}", "imei"},
    {"{\"x\":490154203237519}", ""},
    {"{\"x\":52998224725}", "national_id"},
    {"{\"x\":52998224726}", ""},
    {"{\"ssn\":219099999}", "personal_field"},
    {"{\"ssn\":0}", ""},
};

static const struct row PIECES[] = {
    {"{\"x\":[\"/Us\",\"ers/al\"]}", "home_path"},
    {"{\"x\":[\"/\",\"Users\",\"zork\"]}", "home_path"},
    {"{\"a\":\"server\",\"x\":[\"/Us\",\"ers/al\"]}", "home_path"},
    {"{\"a\":[\"server\",\"list\"],\"x\":{\"y\":\"/Us\",\"z\":\"ers/al\"}}", "home_path"},
    {"{\"x\":[\"\",\"Users\",\"zork\"]}", "home_path"},
    {"{\"x\":[\"C:\",\"home\",\"zork\"]}", "home_path"},
    {"{\"x\":[\"CC:\",\"home\",\"zork\"]}", ""},
    {"{\"x\":[\"home\",\"zork\"]}", ""},
    {"{\"x\":[\"/\",\"Users\"]}", ""},
    {"{\"x\":[\"users\",\"zork\"]}", ""},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\",\"5e\"]}", "mac"},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\",\"5g\"]}", ""},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\",\"5e\",\"6f\"]}", ""},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\",\"5\"]}", ""},
    {"{\"x\":[\"4111\",\"1111\",\"1111\",\"1111\"]}", "card_number"},
    {"{\"x\":[\"411\",\"11111\",\"1111\",\"1111\"]}", ""},
    {"{\"x\":[\"41\",\"11\",\"1111\",\"1111\",\"1111\"]}", ""},
    {"{\"x\":[\"zork\",\"@\",\"example\",\".com\"]}", "email"},
    {"{\"a\":\"zork@example\",\"b\":\".com\"}", "email"},
    {"{\"y\":{\"a\":\"zork@example\"},\"z\":{\"b\":\".com\"}}", "email"},
    {"{\"x\":[\"Alice\",\"Zork\"]}", "person_name"},
};

/* The rules of the findings that are not notes, in order. */
static const char *rules_of(const struct outcome *outcome) {
  static char out[512];
  out[0] = '\0';
  for (size_t i = 0; i < outcome->verdict.stored; i++) {
    if (outcome->findings[i].severity == MCPX_SEVERITY_NOTE) continue;
    if (*out) strcat(out, " ");
    strcat(out, outcome->findings[i].rule);
  }
  return out;
}

static void has_rules(void **state) {
  const struct row *row = *state;
  const char *rules = rules_of(check(mcpx_scan, row->payload, strlen(row->payload), NULL));
  CHECK(strcmp(rules, row->rules) == 0, "%s: %s, not %s", row->payload, rules, row->rules);
  near_compare_responses(row->payload, 7, "{\"op\":\"scan\",\"payload\":%s}");
}

/* The finding is at the list whose strings are the pieces, also after other strings. */
static void is_at_the_list_of_the_pieces(void **state) {
  static const char PAYLOAD[] = "{\"a\":\"server\",\"x\":{\"y\":[\"/Us\",\"ers/al\"]}}";
  const struct outcome *outcome = check(mcpx_scan, PAYLOAD, sizeof PAYLOAD - 1, NULL);
  (void)state;
  CHECK(strstr(listing(outcome), "home_path /#1/#0"), "%s", listing(outcome));
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(is_at_the_list_of_the_pieces)};
  return RUN_ROWS(LISTS, has_rules) + RUN_ROWS(NUMBERS, has_rules) + RUN_ROWS(PIECES, has_rules) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
