/* test_boundaries.c: texts at the limits of what a detector finds, each beside one that is one step over. */
#include "canary/detect.h"
#include "marked.h"
#include "rows.h"

#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10
#define X100 X50 X50
#define DOTS10 ".........."
#define DOTS50 DOTS10 DOTS10 DOTS10 DOTS10 DOTS10

static const struct marked_row ADDRESSES[] = {
    {"<<0x0007.1.1.1>>", detect_ipv4},
    {"0x00007.1.1.1", detect_ipv4},
    {"<<a6::>>", detect_ipv6},
    {":::1", detect_ipv6},
    {"::b:c", detect_ipv6},
    {"a::b::c", detect_ipv6},
    {"<<2001:db8::10>>" DOTS50 ".", detect_ipv6},
    {"2001:db8::10" DOTS50 "..", detect_ipv6},
    {"1.5299822.4725", detect_mac},
    {" 2341.2341 2347", detect_mac},
    {"<<0:1:2:3:4:5>>", detect_mac},
};

static const struct marked_row IDS[] = {
    {"id 00000000-0000-0000-0000-000000000000", detect_uuid},
    {"x <<41111111-1111-4111-8111-111111111112>>", detect_uuid},
    {"<<" X50 X10 "xxxx/payments:v1>>", detect_cloud_id},
    {X50 X10 "xxxxx/payments:v1", detect_cloud_id},
    {"<<acme/" X100 X10 X10 "xxxxxxxx:v1>>", detect_cloud_id},
    {"acme/" X100 X10 X10 "xxxxxxxxx:v1", detect_cloud_id},
    {"<<arn:aws:>>", detect_cloud_id},
    {"arn:aws", detect_cloud_id},
};

static const struct marked_row COMMANDS[] = {
    {"<<cd x-u al:pw>>", detect_command},
    {"cd ", detect_command},
    {"<<curl " X100 X50 X10 X10 X10 X10 "xxxxxxxxx->>", detect_command},
    {"curl " X100 X100 "-", detect_command},
};

static const struct marked_row COORDINATES[] = {
    {"1111.1111", detect_coordinates},
    {"0052.5200, 13.4050", detect_coordinates},
    {"<<052.5200, 13.4050>>", detect_coordinates},
    {"<<+52.5200, 13.4050>>", detect_coordinates},
    {"lat=<<-33.86;lon=151.21>>", detect_coordinates},
    {"<<52.12345678901234567890, 13.4050>>", detect_coordinates},
    {"52.123456789012345678901, 13.4050", detect_coordinates},
    {"<<52.5200"
     "                "
     "13.4050>>",
     detect_coordinates},
    {"52.5200"
     "                 "
     "13.4050",
     detect_coordinates},
    {"<<52\xC2\xB0"
     "  31'N>>",
     detect_coordinates},
    {"52\xC2\xB0"
     "   31'N",
     detect_coordinates},
    {" lat " X50 X10 X10 X10 X10 "xxxxx <<52.52, 13.40>>", detect_coordinates},
    {" lat " X50 X10 X10 X10 X10 "xxxxxx 52.52, 13.40", detect_coordinates},
    {"<<52.52, 13.40>> " X50 X10 X10 X10 X10 "xxxxxxx lat", detect_coordinates},
    {"52.52, 13.40 " X50 X10 X10 X10 X10 "xxxxxxxx lat", detect_coordinates},
};

static const struct marked_row RANDOM_RUNS[] = {
    {"\"YnVpbGRib3g3IGlzIGhlcmU\"", detect_entropy},
    {"SU1RVVldYWVphYmNkZWY\n", detect_entropy},
    {"<<5PUFFSU1RVVldYWVphYmNkZWY>>\n", detect_entropy},
    {"6f6d652f616c6963652f78 y", detect_entropy},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", detect_entropy},
    {"01234567890123456789012345678901", detect_entropy},
    {"MT84MALT011000012345M", detect_entropy},
    {"<<aaaa1aaaaaaa1aaaaaaa>>", detect_entropy},
    {"aaaa1aaaaaaaaaaaaaa1", detect_entropy},
    {"<<aBaBaBaBaBaBaBaaaaaaa>>", detect_entropy},
    {"aBaBaBaBaBaBaaaaaaaaa", detect_entropy},
    {"<<aB1aB1aaaaaaaaaaaaaaaaaa>>", detect_entropy},
    {"JSktMTU5PUFFSU1RVVldYWVphYmNkZWY\n", detect_base64_key},
    {"x <<wJalrXUtnFEMI/K7MDENG+bPxRfiCYEX>>", detect_base64_key},
    /* two digits and 12 changes of 40 characters, then 11 */
    {"<<aBaBaBaBaBaBaBaB1a1aaaaaaaaaaaaaaaaaaaaa>>", detect_base64_key},
    {"aBaBaBaBaBaBaBBa1a1aaaaaaaaaaaaaaaaaaaaa", detect_base64_key},
    /* one digit and eight capitals; no digit */
    {"<<aBaBaBaBaBaBaBaB1aaaaaaaaaaaaaaa>>", detect_base64_key},
    {"aBaBaBaBaBaBaBaBaBaBaBaBaaaaaaaa", detect_base64_key},
    /* four capitals, one in front; three */
    {"<<B1a1aBaBaB1a1aaaaaaaaaaaaaaaaaaa>>", detect_base64_key},
    {"a1aBaBaB1a1a1aaaaaaaaaaaaaaaaaaa", detect_base64_key},
};

static const struct marked_row NAMES_OF_HOSTS[] = {
    {"<<x.ngrok-free.app>>", detect_tenant_host},
    {"<<api.example.co.uk>>", detect_tenant_host},
    {"<<e.co.uk>>", detect_tenant_host},
    {"<<ce-at-example.com>>", detect_spelled_email},
    {"<<alice @example.co>>", detect_spaced_email},
    {"mail <<alice @ example.com>> now", detect_spaced_email},
    {"e @ ", detect_spaced_email},
    {" c e @", detect_spaced_email},
};

static const struct marked_row MAIL[] = {
    {"<<e@example..com>>", detect_mistyped_email},
    {"b c e @ e x", detect_mistyped_email},
    {"rsa AAAAB3NzaC1yc2EAAAADAQ <<alice@box>>", detect_mistyped_email},
    {"a[at]b(at", detect_decorated_email},
    {"a at b dot ", detect_decorated_email},
    {"]b(at)c[dot]d(dot)e", detect_decorated_email},
    {"ce at a dot b dot c dot d dot e dot f dot g dot h dot com", detect_decorated_email},
};

static const struct marked_row PEOPLE[] = {
    {"<<bob>>", detect_named_segment},
    {"<<johns>>", detect_named_segment},
    {"role '<<alice>>' does not exist", detect_named_segment},
    {"ssn", detect_labelled_id},
    {"denied for user <<al>>", detect_account},
    {"my password is wrong, the token is expired, and the secret is malformed", detect_credential},
};

#define RUN(rows) RUN_ROWS(rows, finds_marked_ranges)

int main(void) {
  return RUN(ADDRESSES) + RUN(IDS) + RUN(COMMANDS) + RUN(COORDINATES) + RUN(RANDOM_RUNS) +
         RUN(NAMES_OF_HOSTS) + RUN(MAIL) + RUN(PEOPLE);
}
