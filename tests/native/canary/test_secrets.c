/* test_secrets.c: finds credentials, numbers of people, keys named like secrets, and what only free strings
 * are searched for. */
#include <stdlib.h>
#include <string.h>

#include "plant.h"
#include "rows.h"

/* ---- Credentials ---- */

#define LOGIN(text) SAMPLE("auth_pair", text)

static const struct sample LOGINS[] = {
    LOGIN("Bearer abcdefg1"),
    LOGIN("bearer 12345678"),
    LOGIN("BEARER a1b2c3d4e5"),
    LOGIN("Basic dXNlcjpwYXNz"),
    LOGIN("token 0123456789abcdef"),
    LOGIN("Authorization: Bearer x1y2z3a4"),
    LOGIN("authorization: abc"),
    LOGIN("X-Api-Key: abc"),
    LOGIN("Cookie: a=b"),
    LOGIN("Set-Cookie: sid=abc"),
    LOGIN("password=abc"),
    LOGIN("password: ABC123"),
    LOGIN("password: ABC123:x"),
    LOGIN("password:abc"),
    LOGIN("Password: abc"),
    LOGIN("PASSWORD = abc"),
    LOGIN("secret=abc"),
    LOGIN("secret: abc"),
    LOGIN("token=abc"),
    LOGIN("token: abc"),
    LOGIN("api_key=abc"),
    LOGIN("api-key: abc"),
    LOGIN("apikey=abc"),
    LOGIN("{\"password\":\"abc\"}"),
    LOGIN("db_password=abc"),
    LOGIN("x&token=abc"),
    LOGIN("access_token=abc"),
    LOGIN("CLIENT_SECRET=abc"),
    LOGIN("--password abc"),
    LOGIN("x-auth-token: abc"),
};

static const struct sample NO_LOGINS[] = {
    LOGIN("password"),
    LOGIN("secret"),
    LOGIN("token"),
    LOGIN("api_key"),
    LOGIN("bearer"),
    LOGIN("Basic"),
    LOGIN("Bearer "),
    LOGIN("Bearer abc12"),
    LOGIN("Bearer abcde1"),
    LOGIN("password="),
    LOGIN("AzureCliCredential: AADSTS50076: Due to a change"),
    LOGIN("password=ab"),
    LOGIN("token: ab"),
    LOGIN("the password was wrong"),
    LOGIN("a secret of a token"),
    LOGIN("token bucket"),
    LOGIN("basic auth"),
    LOGIN("no token"),
    LOGIN("missing_secrets"),
    LOGIN("keys: abc"),
    LOGIN("monkey=abc"),
    LOGIN("tokens are here"),
};

/* ---- Numbers ---- */

#define N(rule, text) SAMPLE(rule, text)

static const struct sample NUMBERS[] = {
    N("phone", "+49 151 12345678"),
    N("phone", "+14155552671"),
    N("phone", "+1 (415) 555-2671"),
    N("phone", "+12345678"),
    N("phone", "+123456789012345"),
    N("phone", "call +44-20-7946-0958 now"),
    N("phone", "(415) 555-2671"),
    N("card_number", "4111111111111111"),
    N("card_number", "4111 1111 1111 1111"),
    N("card_number", "4111-1111-1111-1111"),
    N("card_number", "5555555555554444"),
    N("card_number", "378282246310005"),
    N("card_number", "6011111111111117"),
    N("card_number", "30569309025904"),
    N("card_number", "3530111333300000"),
    N("card_number", "2223003122003222"),
    N("card_number", "4222222222222"),
    N("card_number", "card 4012888888881881."),
    N("iban", "DE89370400440532013000"),
    N("iban", "GB82 WEST 1234 5698 7654 32"),
    N("iban", "gb82west12345698765432"),
    N("iban", "FR1420041010050500013M02606"),
    N("iban", "NO9386011117947"),
    N("iban", "to CH9300762011623852957."),
    N("ssn", "123-45-6789"),
    N("ssn", "ssn 078-05-1120,"),
    N("imei", "490154203237518"),
    N("imei", "imei: 356938035643809"),
    N("sid", "S-1-5-21-3623811015-3361044348-30300820-1013"),
    N("sid", "s-1-5-21-1-2-3-500"),
};

static const struct sample NO_NUMBERS[] = {
    N("phone", "+1234567"),
    N("phone", "+1234567890123456"),
    N("phone", "12345678"),
    N("phone", "1+12345678"),
    N("phone", "+ 12 servers"),
    N("phone", "2026-05-11"),
    N("card_number", "4111111111111112"),
    N("card_number", "411111111111111"),
    N("card_number", "41111111111111111"),
    N("card_number", "9111111111111119"),
    N("card_number", "x4111111111111111"),
    N("card_number", "4111111111111111x"),
    N("card_number", "0000000000000000"),
    N("card_number", "378282246310006"),
    N("iban", "DE89370400440532013001"),
    N("iban", "DE8937040044053201300"),
    N("iban", "XX89370400440532013000"),
    N("iban", "DE893704004405320130001"),
    N("ssn", "000-45-6789"),
    N("ssn", "666-45-6789"),
    N("ssn", "900-45-6789"),
    N("ssn", "123-00-6789"),
    N("ssn", "123-45-0000"),
    N("ssn", "123-456-789"),
    N("ssn", "1123-45-6789"),
    N("ssn", "123-45-67890"),
    N("imei", "490154203237519"),
    N("imei", "49015420323751"),
    N("sid", "s-1-2"),
    N("sid", "x-s-1"),
    N("sid", "S-2-5-21-1"),
    /* a UUID that has only digits is not a card number */
    N("card_number", "00000000-0000-0000-4111-111111111111"),
    N("phone", "41111111-1111-1111-1111-111111111111"),
    N("imei", "00000000-0000-0490-1542-032375180000"),
    N("card_number", "41111111-1111-1111-1111-111111111111"),
};

/* ---- Free strings ---- */

static const struct sample FREE[] = {
    N("absolute_path", "/etc/passwd"),
    N("absolute_path", "/usr/local/bin/docker"),
    N("absolute_path", "at /opt/x/y"),
    N("public_host", "www.example.com"),
    N("public_host", "api.example.co.uk"),
    N("uuid", "5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913"),
    N("uuid", "id 5F1C9E02-7B3A-4D58-9E61-2A40C7D8B913."),
    N("cloud_id", "arn:aws:iam::123456789012:user/x"),
    N("cloud_id", "i-0a1b2c3d4e5f67890"),
    N("cloud_id", "/subscriptions/x/resourceGroups/y"),
    N("command_line", "npx -y @scope/server"),
    N("command_line", "docker run --rm -it x"),
    N("command_line", "python3 -m server"),
    N("command_line", "sudo rm"),
    N("coordinates", "52.5200, 13.4050"),
    N("coordinates", "lat=-33.86;lon=151.21"),
    N("high_entropy", "k3Jx9QzP2mVtR8wLs5YbN7cFd1Gh4TeA"),
    N("high_entropy", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"),
};

static const struct sample NOT_FREE[] = {
    N("absolute_path", "/"),
    N("absolute_path", "and/or"),
    N("absolute_path", "/api/v1/servers"),
    N("absolute_path", "a / b"),
    N("public_host", "v1.2.3"),
    N("public_host", "example"),
    N("public_host", "end. Next"),
    N("uuid", "5f1c9e02-7b3a"),
    N("uuid", "00000000-0000-0000-0000-000000000000"),
    N("cloud_id", "i-am"),
    N("cloud_id", "sg-1"),
    N("command_line", "docker"),
    N("command_line", "node is here"),
    N("command_line", "a - b"),
    N("command_line", "x|y"),
    N("coordinates", "52.5, 13.4"),
    N("coordinates", "1.2345"),
    N("high_entropy", "upstream_connect_timeout"),
    N("high_entropy", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    N("high_entropy", "12345678901234567890123456789012"),
    N("high_entropy", "TheQuickBrownFoxJumpsOverTheLazyDog"),
    N("high_entropy", "short1A2b"),
};

/* ---- Keys named like secrets ---- */

struct hidden {
  const char *name; /* a JSON Pointer */
  const char *raw;
  bool hidden;
};

static const struct hidden HIDDEN[] = {
    {"/password", "\"x\"", true},
    {"/secret", "\"x\"", true},
    {"/token", "\"x\"", true},
    {"/key", "\"x\"", true},
    {"/api_key", "\"x\"", true},
    {"/Password", "\"x\"", true},
    {"/ACCESS_TOKEN", "\"x\"", true},
    {"/accessToken", "\"x\"", true},
    {"/client-secret", "\"x\"", true},
    {"/license.key", "\"x\"", true},
    {"/feature_flags/token", "\"x\"", true},
    {"/x", "{\"password\":\"x\"}", true},
    {"/tokens", "[\"x\"]", true},
    {"/x", "[{\"secret\":\"x\"}]", true},
    {"/password", "1", false},
    {"/password", "true", false},
    {"/password", "null", false},
    {"/token_count", "\"x\"", false},
    {"/monkey", "\"x\"", false},
    {"/keyboard", "\"x\"", false},
    {"/secretary", "\"x\"", false},
    {"/tokenizer", "\"x\"", false},
    {"/x", "{\"y\":\"password\"}", false},
    {"/x", "\"password\"", false},
    {"/note", "\"secret\"", false},
};

static void is_hidden(void **state) {
  const struct hidden *row = *state;
  char *payload = heartbeat_with(5, row->name, row->raw);
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  free(payload);
  assert_int_equal(has_finding(outcome, "hidden_field"), row->hidden);
  assert_int_equal(has_error(outcome), row->hidden);
}

/* A valid client name, and not a card number. */
static void uuid_of_digits_is_not_a_card(void **state) {
  (void)state;
  const struct outcome *outcome =
      plant_value("/activation/mcp_clients_seen_ever/0", "00000000-0000-0000-4111-111111111111");
  assert_string_equal(listing(outcome), "");
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(uuid_of_digits_is_not_a_card)};
  return RUN_ROWS(LOGINS, found_where_strange) + RUN_ROWS(NO_LOGINS, not_found) +
         RUN_ROWS(NUMBERS, found_where_strange) + RUN_ROWS(NO_NUMBERS, not_found) +
         RUN_ROWS(FREE, found_where_free) + RUN_ROWS(NOT_FREE, not_found) + RUN_ROWS(HIDDEN, is_hidden) +
         cmocka_run_group_tests_name("secrets", cases, NULL, NULL);
}
