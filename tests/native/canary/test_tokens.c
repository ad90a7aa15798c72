/* test_tokens.c: finds the tokens of vendors. No complete token is in this file, because secret scanners
 * would report it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant.h"
#include "rows.h"

/* ---- Tokens ---- */

enum { TEXT_MAX = 512 };

/* Writes characters of a kind, with small letters, capitals and digits mixed as in a random token. */
static void fill(char *out, char kind, size_t count) {
  static const char HEX[] = "0123456789abcdef",
                    ALNUM[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static const char UPPER[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
                    LOWER[] = "023456789acdefghjklmnpqrstuvwxyz";
  const char *from = kind == 'h' ? HEX : kind == 'U' ? UPPER : kind == 'l' ? LOWER : ALNUM;
  uint32_t seed = 12345;
  for (size_t i = 0; i < count; i++) {
    seed = seed * 1664525u + 1013904223u;
    out[i] = from[(seed >> 16) % strlen(from)];
  }
  out[count] = '\0';
}

struct vendor {
  const char *name;
  const char *parts[2]; /* of the prefix */
  char kind;            /* of the characters that follow: h a U l */
  size_t length;
};

/* As the vendors issue them. */
static const struct vendor VENDORS[] = {
    {"the proxy's own", {"mcp_", "agt_"}, 'h', 32},
    {"GitHub, personal", {"gh", "p_"}, 'a', 36},
    {"GitHub, OAuth", {"gh", "o_"}, 'a', 36},
    {"GitHub, user to server", {"gh", "u_"}, 'a', 36},
    {"GitHub, server to server", {"gh", "s_"}, 'a', 36},
    {"GitHub, refresh", {"gh", "r_"}, 'a', 36},
    {"GitHub, fine-grained", {"github", "_pat_"}, 'a', 82},
    {"GitLab", {"gl", "pat-"}, 'a', 20},
    {"OpenAI", {"s", "k-"}, 'a', 48},
    {"OpenAI, project", {"sk-", "proj-"}, 'a', 48},
    {"Anthropic", {"sk-", "ant-api03-"}, 'a', 93},
    {"Google", {"AI", "za"}, 'a', 35},
    {"Google, OAuth", {"ya", "29."}, 'a', 60},
    {"AWS", {"AK", "IA"}, 'U', 16},
    {"AWS, temporary", {"AS", "IA"}, 'U', 16},
    {"Slack, bot", {"xo", "xb-123456789012-"}, 'a', 24},
    {"Slack, user", {"xo", "xp-123456789012-"}, 'a', 24},
    {"Slack, app", {"xa", "pp-1-A0123456789-"}, 'h', 40},
    {"Stripe, live", {"sk_", "live_"}, 'a', 24},
    {"Stripe, test", {"sk_", "test_"}, 'a', 24},
    {"Stripe, restricted", {"rk_", "live_"}, 'a', 24},
    {"npm", {"np", "m_"}, 'a', 36},
    {"PyPI", {"py", "pi-AgEIcHlwaS5vcmc"}, 'a', 70},
    {"Hugging Face", {"h", "f_"}, 'a', 34},
    {"SendGrid", {"S", "G.abcdefgh1jklmnop2rstuv."}, 'a', 43},
    {"Twilio, account", {"A", "C"}, 'h', 32},
    {"Twilio, key", {"S", "K"}, 'h', 32},
    {"DigitalOcean", {"dop_", "v1_"}, 'h', 64},
    {"Docker", {"dckr", "_pat_"}, 'a', 27},
    {"HashiCorp Vault", {"hv", "s."}, 'a', 90},
    {"HashiCorp Terraform", {"abcdefgh1jklmn.at", "lasv1."}, 'a', 60},
    {"Shopify", {"shp", "at_"}, 'h', 32},
    {"Cloudflare", {"cf", "ut_"}, 'a', 40},
    {"Cloudflare, origin", {"v1.", "0-"}, 'h', 24},
    {"Sentry", {"sntr", "ys_eyJ"}, 'a', 60},
    {"Sentry, user", {"sntr", "yu_"}, 'h', 64},
    {"1Password", {"ops", "_eyJ"}, 'a', 100},
    {"age", {"AGE-SECRET", "-KEY-1"}, 'U', 58},
};

static void expect(const struct outcome *outcome, const char *rule, bool found) {
  CHECK(has_finding(outcome, rule) == found, "%s: %s", rule, listing(outcome));
}

static void case_of(char *text, bool upper) {
  for (; *text; text++)
    if (upper ? *text >= 'a' && *text <= 'z' : *text >= 'A' && *text <= 'Z') *text ^= 32;
}

/* In any case, at the beginning of a word, in a free string and in place of an enum value. */
static void is_token(void **state) {
  static const char *const LEFT[] = {"", " ", "=", "\"", "x-", "key_", "/"};
  const struct vendor *row = *state;
  char token[TEXT_MAX], text[TEXT_MAX + 32];
  int length = snprintf(token, sizeof token, "%s%s", row->parts[0], row->parts[1]);
  fill(token + length, row->kind, row->length);
  for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) {
    snprintf(text, sizeof text, "%s%s", LEFT[i], token);
    expect(plant_value("/note", text), "vendor_key", true);
    expect(plant_value("/edition", text), "vendor_key", true);
    snprintf(text, sizeof text, "%s%szz and more", LEFT[i], token);
    expect(plant_value("/note", text), "vendor_key", true);
  }
  snprintf(text, sizeof text, "x%s", token);
  if (row->parts[0][0] != 'a') expect(plant_value("/note", text), "vendor_key", false);
  case_of(token, false);
  expect(plant_key("", token, "0"), "vendor_key", true);
  case_of(token, true);
  expect(plant_key("", token, "0"), "vendor_key", true);
}

#define TOKEN(text) SAMPLE("vendor_key", text)

/* Names that only begin like a token. */
static const struct sample NO_TOKENS[] = {
    TOKEN("npm_config_registry_of_a_package_that_is_long"),
    TOKEN("npm_package_dependencies_and_so_on_for_ever"),
    TOKEN("task_test_coverage_enabled_12345"),
    TOKEN("risk_li"
          "ve_0123456789abcdef"),
    TOKEN("desk-proj-board-of-2026-plan"),
    TOKEN("sk-"),
    TOKEN("sk-learn"),
    TOKEN("sk-learn-pipeline-for-text"),
    TOKEN("hf_transfer"),
    TOKEN("hf_hub_download"),
    TOKEN("pypi-mirror-of-the-company-network-here"),
    TOKEN("AKIA"),
    TOKEN("akiak"),
    TOKEN("github_pat_"),
    TOKEN("co_pilot"),
    TOKEN("re_run_all_of_the_failed_tests_now"),
    TOKEN("key-value-store"),
    TOKEN("secret_santa_list"),
    TOKEN("token"),
    TOKEN("secret"),
    TOKEN("key"),
    TOKEN("api_key"),
    TOKEN("the secret token key"),
    TOKEN("access-denied"),
    TOKEN("ops_review_of_the_quarter"),
    TOKEN("SG.com"),
    TOKEN("AC12"),
    TOKEN("dose of 5"),
    TOKEN("sl.it"),
};

/* Too short by one character. The minimum lengths are those of tokens.def. */
static const struct vendor SHORT_TOKENS[] = {
    {"the proxy's own", {"mcp_", "agt_"}, 'a', 11},
    {"GitHub", {"gh", "p_"}, 'a', 19},
    {"AWS", {"AK", "IA"}, 'U', 13},
    {"Google", {"AI", "za"}, 'a', 29},
    {"npm", {"np", "m_"}, 'a', 29},
    {"Twilio", {"S", "K"}, 'h', 31},
    {"Shopify", {"shp", "at_"}, 'h', 27},
    {"Stripe", {"sk_", "live_"}, 'a', 9},
};

static void is_too_short(void **state) {
  const struct vendor *row = *state;
  char token[TEXT_MAX];
  int length = snprintf(token, sizeof token, "%s%s", row->parts[0], row->parts[1]);
  fill(token + length, row->kind, row->length);
  expect(plant_value("/edition", token), "vendor_key", false);
  fill(token + length, row->kind, row->length + 1);
  expect(plant_value("/edition", token), "vendor_key", true);
}

/* Client names and versions allow the characters of a token, so they are searched too. */
static void finds_tokens_in_valid_values(void **state) {
  char text[128] = "gh", version[160];
  (void)state;
  strcat(text, "p_");
  fill(text + 4, 'l', 30);
  expect(plant_value("/activation/mcp_clients_seen_ever/0", text), "vendor_key", true);
  expect(plant_key("/doctor_checks", text, "{\"pass\":0,\"fail\":0}"), "vendor_key", true);
  strcpy(text, "AK");
  strcat(text, "IA");
  fill(text + 4, 'U', 16);
  snprintf(version, sizeof version, "v1.2.3-%s", text);
  expect(plant_value("/previous_version", version), "vendor_key", true);
  snprintf(version, sizeof version, "v1.2.3-rc.1+%s", text);
  expect(plant_value("/previous_version", version), "vendor_key", true);
  snprintf(version, sizeof version, "go1.24.4-%s", text);
  expect(plant_value("/go_version", version), "vendor_key", true);
  snprintf(version, sizeof version, "MCPX_%s", text);
  expect(plant_key("/diagnostics/error_code_counts_24h", version, "1"), "vendor_key", true);
}

/* ---- JWT, PEM, SSH ---- */

static void jwt_pem_ssh(void **state) {
  static const char *const JWT[] = {"ey", "JhbGciOiJIUzI1NiJ9", ".ey", "JzdWIiOiIxIn0", ".c2lnbmF0dXJl"};
  static const char *const PEM[] = {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "CERTIFICATE",
                                    "EC PRIVATE KEY"};
  char text[256];
  (void)state;
  snprintf(text, sizeof text, "%s%s%s%s%s", JWT[0], JWT[1], JWT[2], JWT[3], JWT[4]);
  expect(plant_value("/note", text), "jwt", true);
  expect(plant_value("/edition", text), "jwt", true);
  snprintf(text, sizeof text, "jwt=%s%s%s%s", JWT[0], JWT[1], JWT[2], JWT[3]);
  expect(plant_key("", text, "0"), "jwt", true);
  for (size_t i = 0; i < sizeof PEM / sizeof *PEM; i++) {
    snprintf(text, sizeof text, "-----BEGIN %s-----\nMIIB", PEM[i]);
    expect(plant_value("/note", text), "pem_block", true);
    expect(plant_value("/os", text), "pem_block", true);
  }
  snprintf(text, sizeof text, "ssh-%s %s%s", "rsa", "AAAA", "B3NzaC1yc2EAAAADAQABAAABAQ");
  expect(plant_value("/note", text), "ssh_key", true);
  snprintf(text, sizeof text, "ssh-%s %s%s", "ed25519", "AAAA", "C3NzaC1lZDI1NTE5AAAAIA");
  expect(plant_value("/edition", text), "ssh_key", true);
}

static const struct sample NO_BLOCKS[] = {
    SAMPLE("jwt", "eye.eye"),
    SAMPLE("jwt", "ey"),
    SAMPLE("jwt", "monkey.eyes"),
    SAMPLE("pem_block", "-----"),
    SAMPLE("pem_block", "BEGIN RSA PRIVATE"),
    SAMPLE("pem_block", "----- begins here"),
    SAMPLE("ssh_key", "ssh-rsa"),
    SAMPLE("ssh_key", "rsa AAAA"),
    SAMPLE("ssh_key", "ssh-ed25519"),
    SAMPLE("pem_block", "to-begin with"),
};

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(finds_tokens_in_valid_values),
                                     cmocka_unit_test(jwt_pem_ssh)};
  return RUN_ROWS(VENDORS, is_token) + RUN_ROWS(NO_TOKENS, not_found) + RUN_ROWS(SHORT_TOKENS, is_too_short) +
         RUN_ROWS(NO_BLOCKS, not_found) + cmocka_run_group_tests_name("tokens", cases, NULL, NULL);
}
