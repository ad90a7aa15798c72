/* test_people.c: names, numbers, addresses and keys of people, and texts that are almost such. */
#include <string.h>

#include "payloads.h"
#include "rows.h"

struct kind {
  const char *payload;
  const char *rule; /* an error; NULL: there is none */
};

#define NOTE(text) "{\"note\":\"" text "\"}"
#define VERSION(text) "{\"version\":\"" text "\"}"
#define CODE(text) "{\"diagnostics\":{\"error_code_counts_24h\":{\"MCPX_" text "\":1}}}"
#define CHECK_NAME(text) "{\"doctor_checks\":{\"" text "\":{\"pass\":1,\"fail\":0}}}"
#define CLIENT(text) "{\"activation\":{\"mcp_clients_seen_ever\":[\"" text "\"]}}"

static const struct kind NAMES[] = {
    {NOTE("Alice Liddell"), "person_name"},
    {NOTE("run by Alice P. Liddell today"), "person_name"},
    {NOTE("Bj\303\266rn \303\205kesson"), "person_name"},
    {NOTE("Hans von Zwickau"), "person_name"},
    {NOTE("Patrick O'Brien"), "person_name"},
    {NOTE("Kowalska, Agnieszka"), "person_name"},
    {NOTE("liddell.alice"), "person_name"},
    {NOTE("Mr. Zwickau"), "person_name"},
    {NOTE("Frau Zwickau"), "person_name"},
    {NOTE("J. Tanaka"), "person_name"},
    {NOTE("\320\230\320\262\320\260\320\275 \320\237\320\265\321\202\321\200\320\276\320\262"),
     "person_name"},
    {NOTE("\345\274\240\344\274\237"), "person_name"},
    {NOTE("\344\275\220\350\227\244 \350\212\261\345\255\220"), "person_name"},
    {NOTE("\352\271\200\354\262\240\354\210\230"), "person_name"},
    {NOTE("\331\205\330\255\331\205\330\257 \330\271\331\204\331\212"), "person_name"},
    {NOTE("Alice"), "person_name"},
    {NOTE("contoso"), "person_name"},
    {NOTE("logged in as alice"), "person_name"},
    {NOTE("USER=alice"), "person_name"},
    {NOTE("has alice"), NULL},
    {NOTE("acme/payroll"), "person_name"},
    {NOTE("alice@zork"), "email"},
    {NOTE("file@zork"), NULL},
    {NOTE("Users/zork/x"), "home_path"},
    {NOTE("home/zork/.ssh"), "home_path"},
    {NOTE("home/zork/x"), NULL},
    {NOTE("alice server"), NULL},
    {NOTE("Martin Server"), NULL},
    {NOTE("Dr. Web Server"), NULL},
    {NOTE("A. Server"), NULL},
    {NOTE("Claude Desktop"), NULL},
    {NOTE("server, alice"), NULL},
    {NOTE("\320\236\321\210\320\270\320\261\320\272\320\260 "
          "\321\201\320\265\321\200\320\262\320\265\321\200\320\276\320\262"),
     NULL},
    {NOTE("\346\227\245\346\234\254\350\252\236"), NULL},
    {NOTE("\345\274\240"), NULL},
    {NOTE("\345\274\240\345\274\240\345\274\240\345\274\240"), NULL},
    {NOTE("\352\271\200\354\262\240"), NULL},
    {VERSION("v1.2.3-alice"), "person_name"},
    {VERSION("v1.2.3+user.zork"), "person_name"},
    {VERSION("v1.2.3-zork.laptop"), "person_name"},
    {VERSION("v1.2.3-zork.kestrel"), "person_name"},
    {VERSION("v1.2.3-contoso"), "person_name"},
    {VERSION("v1.2.3-zork"), NULL},
    {VERSION("v1.2.3-user.1"), NULL},
    {VERSION("v1.2.3-feature-oauth-token-refresh"), NULL},
    {VERSION("v1.2.3-zork.deadbeef"), NULL},
    {"{\"go_version\":\"go1.26.8 X:alice\"}", "person_name"},
    {"{\"go_version\":\"go1.26.8 X:zork,kestrel\"}", NULL},
    {CODE("OAUTH_ALICE_LIDDELL"), "person_name"},
    {CODE("LOGIN_JSMITH"), "person_name"},
    {CODE("LOGIN_MARIAGARCIA"), "person_name"},
    {CODE("ALICES_SERVER"), "person_name"},
    {CODE("ZORK_KESTREL"), "person_name"},
    {CODE("SECCOMP_ZORK"), NULL},
    {CODE("KESTREL_ZORKED"), NULL},
    {CODE("SANDBOX_PROFILE_DENIED"), NULL},
    {CODE("HTTP_491512345"), "high_entropy"},
    {CODE("HTTP_4915123"), NULL},
    {CODE("AT_001A2B3C4D5E"), "high_entropy"},
    {CODE("AT_DEADBEEFCAFE"), NULL},
    {CHECK_NAME("users_zork"), "person_name"},
    {CHECK_NAME("users_home"), NULL},
    {CHECK_NAME("credit_cards"), "person_name"},
    {CLIENT("alice-liddell"), "person_name"},
    {CLIENT("alices-agent"), "person_name"},
    {CLIENT("alice-laptop"), "person_name"},
    {CLIENT("home-alice-agent"), "person_name"},
    {CLIENT("acme-payroll-bot"), "person_name"},
    {CLIENT("com.acme.payroll.app"), NULL},
    {CLIENT("alice-agent"), NULL},
    {CLIENT("zork-kestrel"), NULL},
    {CLIENT("srv-fra-07"), "host_name"},
    {CLIENT("srv-fra-7"), NULL},
    {CLIENT("db01"), "host_name"},
    {CLIENT("db1"), NULL},
    {"{\"rest_endpoint_calls\":{\"GET /api/v1/{alice}\":{\"2xx\":1}}}", "person_name"},
    {"{\"rest_endpoint_calls\":{\"GET /api/v1/credit_cards\":{\"2xx\":1}}}", NULL},
    {"{\"calls_by_user\":{\"zork\":1}}", "personal_field"},
    {"{\"calls_by_user\":{\"total\":1}}", NULL},
    {"{\"users\":[\"zork\"]}", "personal_field"},
    {"{\"users\":[\"admin\"]}", NULL},
};

static const struct kind NUMBERS[] = {
    {NOTE("52998224725"), "national_id"},
    {NOTE("52998224726"), NULL},
    {"{\"x\":52998224725}", "national_id"},
    {"{\"x\":52998224726}", NULL},
    {NOTE("10000000146"), "national_id"},
    {NOTE("10000000147"), NULL},
    {NOTE("44051401359"), "national_id"},
    {NOTE("44051401358"), NULL},
    {NOTE("85073003328"), "national_id"},
    {NOTE("85073003329"), NULL},
    {NOTE("13800138000"), "phone"},
    {NOTE("12800138000"), NULL},
    {NOTE("9434765919"), "national_id"},
    {NOTE("9434765918"), NULL},
    {NOTE("11222333000181"), "national_id"},
    {NOTE("11222333000182"), NULL},
    {NOTE("20260410120000"), NULL},
    {NOTE("29504151234567"), "national_id"},
    {NOTE("29513151234567"), NULL},
    {NOTE("234123412346"), "national_id"},
    {NOTE("234123412347"), NULL},
    {NOTE("202604101200"), NULL},
    {NOTE("500100732259"), "national_id"},
    {NOTE("500100732258"), NULL},
    {NOTE("112-233-445 95"), "national_id"},
    {NOTE("112-233-445 96"), NULL},
    {NOTE("S1234567D"), "national_id"},
    {NOTE("S1234567E"), NULL},
    {NOTE("A123456(3)"), "national_id"},
    {NOTE("A123456(4)"), NULL},
    {NOTE("A123456789"), "national_id"},
    {NOTE("A123456788"), NULL},
    {NOTE("1234567T"), "national_id"},
    {NOTE("1234567t"), NULL},
    {NOTE("1234567U"), NULL},
    {NOTE("860101-14-5678"), "national_id"},
    {NOTE("861301-14-5678"), NULL},
    {NOTE("1101700230708"), "national_id"},
    {NOTE("1764489600000"), NULL},
    {NOTE("1960802410014"), NULL},
    {NOTE("3201011501850001"), "national_id"},
    {NOTE("3201017201850001"), NULL},
    {NOTE("MORGA657054SM9IJ"), "national_id"},
    {NOTE("MORGA677054SM9IJ"), NULL},
    {NOTE("740104/4543"), NULL},
    {NOTE("20260410-2"), NULL},
    {NOTE("19841231-7"), NULL},
    {NOTE("12345678-5"), "national_id"},
    {NOTE("21260410-0"), "national_id"},
    {NOTE("18260410-0"), "national_id"},
    {NOTE("20261310-1"), "national_id"},
    {NOTE("passport no. C01X00T47"), "national_id"},
    {NOTE("passport expired"), NULL},
    {NOTE("passport 12"), NULL},
    {NOTE("NHS: 943 476 5910"), "national_id"},
    {NOTE("born 1984-03-17"), "national_id"},
    {NOTE("987-65-4321"), "ssn"},
    {NOTE("1.2-219-09-9999"), "ssn"},
    {NOTE("12-219-09-9999"), NULL},
    {NOTE("987-49-4321"), NULL},
    {NOTE("4111 1111 1111 1111 12/27"), "card_number"},
    {NOTE("4111 1111 1111 1112 12/27"), NULL},
    {NOTE("3232235777"), "ipv4"},
    {NOTE("3232301056"), NULL},
    {NOTE("0xC0A80101"), "ipv4"},
    {NOTE("0xC0A90101"), NULL},
    {"{\"x\":3232235777}", "ipv4"},
    {"{\"x\":3232301056}", NULL},
    {"{\"x\":[203,0,113,107]}", "ipv4"},
    {"{\"x\":[103,107,113,203]}", NULL},
    {"{\"x\":[203,0,13,17]}", NULL},
    {"{\"x\":[\"192\",\"168\",\"1\",\"20\"]}", "ipv4"},
    {"{\"x\":[32,1,13,184,0,0,0,0,0,0,138,46,3,112,115,52]}", "ipv6"},
    {"{\"x\":[31,1,13,184,0,0,0,0,0,0,138,46,3,112,115,52]}", NULL},
};

/* As written within a country: lengths of groups and first digits that no country has are none. */
static const struct kind PHONES[] = {
    {NOTE("89161234567"), "phone"},     {NOTE("88961234567"), NULL},       {NOTE("0612345678"), "phone"},
    {NOTE("0512345678"), NULL},         {NOTE("0712345678"), "phone"},     {NOTE("07911123456"), "phone"},
    {NOTE("09012345678"), "phone"},     {NOTE("09112345678"), NULL},       {NOTE("08012345678"), "phone"},
    {NOTE("01512345678"), "phone"},     {NOTE("01412345678"), NULL},       {NOTE("01812345678"), NULL},
    {NOTE("8 916 123 45 67"), "phone"}, {NOTE("8 916 1234567"), "phone"},  {NOTE("138 0013 8000"), "phone"},
    {NOTE("98765 43210"), "phone"},     {NOTE("68765 43210"), NULL},       {NOTE("347 1234567"), "phone"},
    {NOTE("347 123 4567"), "phone"},    {NOTE("6 12 34 56"), NULL},        {NOTE("612 34 56 78"), "phone"},
    {NOTE("(11) 91234-5678"), "phone"}, {NOTE("030/9018200"), "phone"},    {NOTE("030/90182"), NULL},
    {NOTE("00/9018200"), NULL},         {NOTE("06 12 34 56 78"), "phone"}, {NOTE("06 12 34 56"), NULL},
    {NOTE("01 02 2026"), NULL},
};

static const struct kind KEYS[] = {
    {NOTE("VK7JG-NPHTM-C97JM-9MPGT-3V66T"), "product_key"},
    {NOTE("VK7JG-NPHTM-C97JM"), NULL},
    {NOTE("VK7JG-NPHTM-C97J-9MPGT"), NULL},
    {NOTE("2026-0410-1200-0000"), NULL},
    {NOTE("1234-TEST-ABCD-EFGH"), NULL},
    {NOTE("license: Apache-2.0"), NULL},
    {NOTE("serial no. C02XK0TAJGH5"), "product_key"},
    {NOTE("serial 12345678"), NULL},
    {NOTE("legal winner thank year wave sausage worth useful legal winner thank yellow"), "seed_phrase"},
    {NOTE("abcdefghi legal winner thank year wave sausage worth useful legal winner thank yellow"),
     "seed_phrase"},
    {NOTE("legal winner thank year wave sausage worth useful legal winner thank yellow abcdefghi"),
     "seed_phrase"},
    {NOTE("Legal Winner Thank Year Wave Sausage Worth Useful Legal Winner Thank Yellow"), "seed_phrase"},
    {NOTE("legal winner thank year wave sausage worth useful legal winner thank"), NULL},
    {NOTE("legal winner thank year wave sausage the useful legal winner thank yellow"), NULL},
    {NOTE("read write list start stop open close send server client legal yellow"), NULL},
    {"{\"x\":[\"legal\",\"winner\",\"thank\",\"year\",\"wave\",\"sausage\",\"worth\",\"useful\",\"legal\","
     "\"winner\","
     "\"thank\",\"yellow\"]}",
     "seed_phrase"},
};

static const struct kind ADDRESSES[] = {
    {NOTE("alice{at}example{dot}com"), "email"},
    {NOTE("alice{at}mail.example.com"), "email"},
    {NOTE("alice arroba example.com"), "public_host"},
    {NOTE("alice -at- example"), NULL},
    {NOTE("alice -at- example -dot- com"), "email"},
    {NOTE("alice {at} example"), NULL},
    {NOTE("aliceatexampledotcom"), "email"},
    {NOTE("atdotcom"), NULL},
    {NOTE("alicegmailcom"), "email"},
    {NOTE("algmailcom"), NULL},
    {NOTE("a l i c e @ e x a m p l e . c o m"), "email"},
    {NOTE("alice@example,com"), "email"},
    {NOTE("zork@example,foo"), NULL},
    {NOTE("alice@example..com"), "email"},
    {NOTE("Prinsengracht 123"), "street_address"},
    {NOTE("Weg 3"), NULL},
    {NOTE("Kossuth Lajos utca 12"), "street_address"},
    {NOTE("utca 12"), NULL},
    {NOTE("Via Roma 5"), "street_address"},
    {NOTE("Calle Mayor, 5"), "street_address"},
    {NOTE("via Roma 5"), NULL},
    {NOTE("xVia Roma 5"), NULL},
    {NOTE("ul. Zorkowska 10"), "street_address"},
    {NOTE("Am Markt 5, 20095 Hamburg"), "street_address"},
    {NOTE("5, 20095 Items"), NULL},
    {NOTE("SW1A 2AA"), "street_address"},
    {NOTE("M1 2GB"), NULL},
    {NOTE("XX1 2AA"), NULL},
    {NOTE("\321\203\320\273. \320\233\320\265\320\275\320\270\320\275\320\260, 5"), "street_address"},
    {NOTE("\321\203\320\273. \320\233\320\265\320\275\320\270\320\275\320\260"), NULL},
    {NOTE("\345\273\272\345\233\275\350\267\25788\345\217\267"), "street_address"},
    {NOTE("\350\267\257\347\224\261 88"), NULL},
};

static const struct kind PIECES[] = {
    {"{\"x\":[\"/Us\",\"ers/al\",\"ice\"]}", "home_path"},
    {"{\"a\":\"/Us\",\"b\":\"ers/alice\"}", "home_path"},
    {"{\"x\":{\"a\":\"zork\",\"b\":\"@\",\"c\":\"example\",\"d\":\".com\"}}", "email"},
    {"{\"x\":[[\"/Users\"],[\"/alice\"]]}", "home_path"},
    {"{\"x\":[\"Users\",\"zork\"]}", "home_path"},
    {"{\"x\":[\"\",\"home\",\"zork\"]}", "home_path"},
    {"{\"x\":[\"C:\",\"Users\",\"zork\"]}", "home_path"},
    {"{\"x\":[\"home\",\"settings\"]}", NULL},
    {"{\"x\":[\"Users\"]}", NULL},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\",\"5e\"]}", "mac"},
    {"{\"x\":[\"00\",\"1a\",\"2b\",\"3c\",\"4d\"]}", NULL},
    {"{\"x\":[\"4111\",\"1111\",\"1111\",\"1111\"]}", "card_number"},
    {"{\"x\":[\"41111\",\"11111\",\"111111\"]}", NULL},
    {"{\"x\":[\"+49\",\"151\",\"23456789\"]}", "phone"},
    {"{\"x\":[\"Alice\",\"Liddell\"]}", "person_name"},
    {"{\"x\":[\"L1VzZXJz\",\"L2FsaWNl\"]}", "home_path"},
    {"{\"x\":[\"sock\",\"et.io\"]}", NULL},
    {"{\"x\":[\"token\",\"refreshed123\"]}", NULL},
    {"{\"activation\":{\"mcp_clients_seen_ever\":[\"glpat-helper\",\"i-robot\",\"agent-1.2.3.4\",\"cline\"]}"
     "}",
     NULL},
};

static const struct kind IDS[] = {
    {"{\"anonymous_id\":\"616c6963-652e-4c69-8464-656c6c2e6d63\"}", "made_id"},
    {"{\"anonymous_id\":\"7a657573-2d6d-4163-826f-6f6b00000000\"}", "made_id"},
    {"{\"anonymous_id\":\"7a657573-2d6d-4163-826f-ff6b00000000\"}", NULL},
    {"{\"anonymous_id\":\"68656c6c-6f20-4776-8f72-6c6421212121\"}", NULL},
    {"{\"anonymous_id\":\"55555555-5555-4444-8555-555555554444\"}", NULL},
    {"{\"anonymous_id\":\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"}", "made_id"},
    {"{\"anonymous_id\":\"f81d4fae-7dec-11d0-a765-01a0c91e6bf6\"}", NULL},
    {"{\"anonymous_id\":\"f81d4fae-7dec-11d0-2765-00a0c91e6bf6\"}", NULL},
    {"{\"anonymous_id\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"}", NULL},
    {"{\"anonymous_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}", NULL},
    {"{\"anonymous_id\":\"00000000-0000-4000-8000-001a2b3c4d5e\"}", "made_id"},
    {"{\"anonymous_id\":\"00000000-0000-4000-8000-000000000001\"}", NULL},
    {"{\"anonymous_id\":\"001a2b3c-4d5e-4000-8000-000000000000\"}", NULL},
    {"{\"machine_id\":\"2f55736572732f616c6963652f7372632f6170702f6d63702d70726f78792f78\"}", "made_id"},
    {"{\"machine_id\":\"001a2b3c4d5e0000000000000000000000000000000000000000000000000000\"}", "made_id"},
    {"{\"machine_id\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}", NULL},
};

/* The rule is that of an error. */
static bool has_error_of(const struct outcome *outcome, const char *rule) {
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    if (outcome->findings[i].severity == MCPX_SEVERITY_ERROR && strcmp(outcome->findings[i].rule, rule) == 0)
      return true;
  return false;
}

static void check_kinds(const struct kind *kinds, size_t count) {
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    const struct outcome *outcome = check(mcpx_scan, kinds[i].payload, strlen(kinds[i].payload), NULL);
    bool right = kinds[i].rule ? has_error_of(outcome, kinds[i].rule) : !has_error(outcome);
    if (!right)
      print_message("%s: %s, not %s\n", kinds[i].payload, listing(outcome),
                    kinds[i].rule ? kinds[i].rule : "clean");
    wrong += !right;
  }
  assert_int_equal(wrong, 0);
}

#define CASE(name, rows)                              \
  static void name(void **state) {                    \
    (void)state;                                      \
    check_kinds(rows, sizeof(rows) / sizeof *(rows)); \
  }

CASE(names_are_found, NAMES)
CASE(numbers_are_found, NUMBERS)
CASE(phones_are_found, PHONES)
CASE(keys_are_found, KEYS)
CASE(addresses_are_found, ADDRESSES)
CASE(texts_in_pieces_are_found, PIECES)
CASE(made_ids_are_found, IDS)

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(names_are_found),     cmocka_unit_test(numbers_are_found),
      cmocka_unit_test(phones_are_found),    cmocka_unit_test(keys_are_found),
      cmocka_unit_test(addresses_are_found), cmocka_unit_test(texts_in_pieces_are_found),
      cmocka_unit_test(made_ids_are_found),
  };
  return cmocka_run_group_tests(cases, NULL, NULL);
}
