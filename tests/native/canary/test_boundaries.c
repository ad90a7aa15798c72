/* test_boundaries.c: texts at the limits of what a detector finds, each beside one that is one step over. */
#include "canary/detect.h"
#include "marked.h"
#include "rows.h"

#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10
#define X100 X50 X50
#define DOTS10 ".........."
#define DOTS50 DOTS10 DOTS10 DOTS10 DOTS10 DOTS10

#define LABEL5 "xxxx."
#define LABELS10 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5 LABEL5
#define FOLDERS10 "a/a/a/a/a/a/a/a/a/a/"

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
    {"c--at-example.com", detect_spelled_email},
    {"c.e-at-example.zork", detect_spelled_email},
    {"<<ce-at-my-example.com>>", detect_spelled_email},
    {"ce-at-a.b.c.d.e.f.g.h.i.j.com", detect_spelled_email},
    {"<<192_168_1_2>>", detect_joined_ipv4},
    {"<<169-254-1-2>>", detect_joined_ipv4},
    {"<<172_16_1_2>>", detect_joined_ipv4},
    {"<<172_31_1_2>>", detect_joined_ipv4},
    {"172_15_1_2", detect_joined_ipv4},
    {"172_32_1_2", detect_joined_ipv4},
    {"<<100_100_1_2>>", detect_joined_ipv4},
    {"99_100_1_2", detect_joined_ipv4},
    {"<<alice @example.co>>", detect_spaced_email},
    {"mail <<alice @ example.com>> now", detect_spaced_email},
    {"e @ ", detect_spaced_email},
    {" c e @", detect_spaced_email},
};

static const struct marked_row MAIL[] = {
    {"<<e@example..com>>", detect_mistyped_email},
    {"b c e @ e x", detect_mistyped_email},
    {"a a a a a a a a <<a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a @ e x . c o m>>",
     detect_mistyped_email},
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

static const struct marked_row URLS[] = {
    {"<<data:text/plain;base64,QUJD>>", detect_url},
    {"<<data:,>>", detect_url},
    {"<<data:" X50 X10 X10 X10 ",y>>", detect_url},
    {"data:" X50 X10 X10 X10 "x"
     ",y",
     detect_url},
    {"<<localhost:3>>", detect_url},
    {"<<u:p@h>>", detect_url},
    {"u:p@", detect_url},
    {"u: @h", detect_url},
    {"u:/@h", detect_url},
    {"//<<localhost.acme.dev/x>>", detect_url},
    {"<<n.go:12>>", detect_url},
    {"<<main.go:12>>", detect_url},
    {"app.tsx:22", detect_url},
    {"b.com/ x", detect_url},
    {"127.12", detect_url},
    {"<<ps://x>>", detect_url},
    {"a:1/b:", detect_url},
    {"<<" X50 X10 "xxxx"
     "://h>>",
     detect_url},
    {"x<<" X50 X10 "xxxx"
     "://h>>",
     detect_url},
    {"<<file:/u>>", detect_url},
    {"<<acme.dev:12345>>", detect_url},
    {"acme.dev:123456", detect_url},
    {"<<ab.xxxxxxxxxxxxxxxxxxxxxxxx:80>>", detect_url},
    {"ab.xxxxxxxxxxxxxxxxxxxxxxxxx:80", detect_url},
    {"<<git@example.com:a>>", detect_url},
    {"<<git@ab:x>>", detect_url},
    {"git@a:x", detect_url},
    {"clone git@github.com:", detect_url},
    {"<<git@" X100 X100 X50 "xxxxx"
     ":x>>",
     detect_url},
    {"git@" X100 X100 X50 "xxxxxx"
     ":x",
     detect_url},
};

static const struct marked_row EMAIL[] = {
    {"l<<\"@example.com>>", detect_email},
    {"alice@@example.com", detect_email},
    {"go@1.24", detect_email},
    {"<<\"" X50 X10 "xxx"
     "\"@example.com>>",
     detect_email},
    {"\"" X50 X10 "xxxx"
     "<<\"@example.com>>",
     detect_email},
    {"\"\nb<<\"@example.com>>", detect_email},
    {"x<<\"\"@example.com>>", detect_email},
    {"<<a@" X50 X10 "xxxx"
     ".com>>",
     detect_email},
    {"a@" X50 X10 "xxxxx"
     ".com",
     detect_email},
    /* a domain is read to the label in which it has 255 bytes */
    {"<<a@" LABELS10 LABELS10 LABELS10 LABELS10 LABELS10 "xxxx.xxxx>>.xxxx.com", detect_email},
};

static const struct marked_row HOSTS[] = {
    {"<<ip-10-0-0-7>>", detect_host},
    {"<<ip-100-0-0-7>>", detect_host},
    {"ip-1000-0-0-7", detect_host},
    {"on <<DESKTOP-7G2K4LQ>>.", detect_host},
    {"desktop-4f2k9qp-y", detect_host},
    {"<<LAPTOP-4QK2V8>>", detect_host},
    {"<<LAPTOP-ALICE01>>", detect_host},
    {"<<DESKTOP-7G2K4LQ7G2K4>>", detect_host},
    {"DESKTOP-7G2K4LQ7G2K4L", detect_host},
    {"<<alice-thinkpad>>", detect_host},
    {"<<ab-macbook>>", detect_host},
    {"a-macbook", detect_host},
    {"<<" X100 X100 X10 X10 X10 X10 "xxxxxxx"
     "-macbook>>",
     detect_host},
    {X100 X100 X10 X10 X10 X10 "xxxxxxxx"
                               "-macbook",
     detect_host},
    {"<<x.corp>>", detect_host},
    {"<<x.corp.y>>", detect_host},
    {"<<dk.internal.x>>", detect_host},
    {"<<localhost>>", detect_host},
    {"<<ip6-local>>", detect_host},
    {"ip6-loop", detect_host},
    {"on <<Alice's MacBook>>", detect_host},
    {"<<Alice's MacBook Pro>>", detect_host},
    {"<<ALICE'S MacBook>>", detect_host},
    {"<<a's MacBook>>", detect_host},
    {"'s MacBook", detect_host},
    {"<<" X50 X10 "xxx"
     "'s MacBook>>",
     detect_host},
    {"x<<" X50 X10 "xxx"
     "'s MacBook>>",
     detect_host},
    {"<<e.com>>", detect_public_host},
    {"<<buildbox7.eu>>", detect_public_host},
    {"::1.", detect_public_host},
};

static const struct marked_row PATHS[] = {
    {"<</home/.>>", detect_home_path},
    {"Users/zork/", detect_rootless_home},
    {"<<Users/" X50 X10 "xxxx"
     "/y>>",
     detect_rootless_home},
    {"Users/" X50 X10 "xxxxx"
     "/y",
     detect_rootless_home},
    {"a --b", detect_dashed_home},
    {"-KEY-1", detect_dashed_home},
    {"C-<<-Users-a>>", detect_dashed_home},
    {"<<-home-a-b>>", detect_dashed_home},
    {"<<-users-" X50 X10 "xxxx"
     "-y>>",
     detect_dashed_home},
    {"-users-" X50 X10 "xxxxx"
     "-y",
     detect_dashed_home},
    {"<<\\\\.\\>>", detect_unc_path},
    {"at <<\\\\host\\s>>", detect_unc_path},
    {"\\\\\\\\\xC3\xA9", detect_unc_path},
    {"at D:\\Data", detect_unc_path},
    {"<<CORP\\alice.>>", detect_unc_path},
    {"<<" X50 X10 "xxxx"
     "\\al>>",
     detect_unc_path},
    {X50 X10 "xxxxx"
             "\\al",
     detect_unc_path},
    {"<<%~d>>", detect_variable},
    {"<<%" X50 X10 "xxxx"
     "%>>",
     detect_variable},
    {"%" X50 X10 "xxxxx"
     "%",
     detect_variable},
    {"<<${x " X100 X10 X10 "xxx"
     "}>>",
     detect_variable},
    {"<<${x>> " X100 X10 X10 "xxxx"
     "}",
     detect_variable},
    {"<<$(x)>> y)", detect_variable},
    {"<<$(id )>> x", detect_variable},
    {"$aB", detect_variable},
    {"GET <</api/v1/sessions/C>>:\\", detect_absolute_path},
    {"get /api/v1/servers", detect_absolute_path},
    {"<</env_markers/buildbox7>>", detect_absolute_path},
    {"<<." X50 X10 "xxxx"
     "/y>>",
     detect_relative_path},
    {"." X50 X10 "xxxxx"
     "/y",
     detect_relative_path},
    {"<<" FOLDERS10 FOLDERS10 FOLDERS10 "a/a/b.go>>", detect_relative_path},
    {"<<" X100 X10 X10 "xxxxxxxx"
     "/b/c.go>>",
     detect_relative_path},
};

static const struct marked_row TOKENS[] = {
    {"<<ghp_abcdefghijklmnopqrst>>", detect_token},
    {"ghp_abcdefghijklmnopqrs", detect_token},
    {"1 mcp_agt_abcdefghijklmnopqrs", detect_token},
    {"1 <<mcp_agt_abcdefghijklmnopqrst>>", detect_token},
    {"1 <<mcp_agt_ABCDEFGHIJKL>>", detect_token},
    {"1 mcp_agt_ABCDEFGHIJK", detect_token},
    {"1 mcp_agt_ABCDEFGHIJKl", detect_token},
    {"1 <<mcp_agt_abcdefghijk1>>", detect_token},
    {"1 mcp_agt_abcdefghij1", detect_token},
    {"<<rubygems_abcdefabcdefabcdefabcdefabcdefab>>", detect_token},
    {"rubygems_abcdefabcdefabcdefabcdefabcdefa", detect_token},
    {"<<cmVmdGtuabcdefghijabcdefghijabcdefghij>>", detect_token},
    {"cmVmdGtuabcdefghijabcdefghijabcdefghi", detect_token},
    {"oy2abcdefghijklmnopqrstabcdefghijklmnopqrst", detect_token},
    {"cioAabcdefghijklmnopqrstabcdefghijk", detect_token},
    {"<<FlyV1 abcdefghi1>>", detect_token},
    {"FlyV1 abcdefgh1", detect_token},
    {"<<12345678:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>>", detect_token},
    {"12345678:aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", detect_token},
    {"1234567:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", detect_token},
    {"<<12345678901:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>>", detect_token},
    {"<<sk_live_0123456789abcdef>>", detect_token},
    {"GET /api/v1/activity/5cfc3f56-dc0f-4d18-8d28-719217f03cc3", detect_token},
    {"oauth2: cannot f", detect_token},
};

static const struct marked_row KEYS[] = {
    {"<<----BEGIN Y----->>", detect_pem},
    {"---BEGIN Y-----", detect_pem},
    {"<<-----BEGIN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx----->>",
     detect_pem},
    {"<<-----BEGIN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>>x-----",
     detect_pem},
    {"<<-----BEGIN X-----\n\n\n\n\n\n\n\nMIIFAKEksZL1dex6>>", detect_pem},
    {"<<-----BEGIN X----->>\n\n\n\n\n\n\n\n\nMIIFAKEksZL1dex6", detect_pem},
    {"<<-----BEGIN X-----\n----x----END X----->>", detect_pem},
    {"<<ssh-dss AAAABAAAABAAAABA>>", detect_ssh_key},
    {"<<ssh-dss>> AAAABAAAABAAAAB", detect_ssh_key},
    {"<<ssh-dss AAAABAAAABAAAABA a@b>> c", detect_ssh_key},
    {"<<ssh-dss AAAABAAAABAAAABA>> ab c", detect_ssh_key},
    {"<<ecdsa-sha2-a>>", detect_ssh_key},
    {"<<sk-ssh-ed25519>>", detect_ssh_key},
    {"<<putty-user-key-file-2>>", detect_ssh_key},
    {"<<openssh-key-v1>>", detect_ssh_key},
    {"<<aaaab3nzac1>>", detect_ssh_key},
    {"xssh-dss A", detect_ssh_key},
};

static const struct marked_row PHONES[] = {
    {"78-64865", detect_national_phone},        {"03,0,113,107]}", detect_national_phone},
    {"<<078-05-1120>>", detect_national_phone}, {"<<(020) 7946 0958>>", detect_national_phone},
    {"0050500013M02606", detect_phone},
};

#define RUN(rows) RUN_ROWS(rows, finds_marked_ranges)

int main(void) {
  return RUN(ADDRESSES) + RUN(IDS) + RUN(COMMANDS) + RUN(COORDINATES) + RUN(RANDOM_RUNS) +
         RUN(NAMES_OF_HOSTS) + RUN(MAIL) + RUN(PEOPLE) + RUN(URLS) + RUN(EMAIL) + RUN(HOSTS) + RUN(PATHS) +
         RUN(TOKENS) + RUN(KEYS) + RUN(PHONES);
}
