/* test_versions.c: the versions of a heartbeat, and which of them real builds have. */
#include <string.h>

#include "format_rows.h"
#include "formats/formats.h"
#include "formats/release.h"

#define VERSION(text) YES(format_is_version, text)
#define NO_VERSION(text) NO(format_is_version, text)
#define GO(text) YES(format_is_go_version, text)
#define NO_GO(text) NO(format_is_go_version, text)
#define SHORT(text) YES(release_is_short_version, text)
#define LONG(text) NO(release_is_short_version, text)
#define USUAL(text) YES(release_is_usual_version, text)
#define ODD(text) NO(release_is_usual_version, text)
#define USUAL_GO(text) YES(release_is_usual_go_version, text)
#define ODD_GO(text) NO(release_is_usual_go_version, text)

static const struct format_row VERSIONS[] = {
    VERSION("dev"),
    NO_VERSION("devs"),
    NO_VERSION("de"),
    VERSION("1"),
    VERSION("v1"),
    VERSION("0"),
    VERSION("1.0"),
    VERSION("v1.20.300"),
    NO_VERSION("v"),
    NO_VERSION(""),
    NO_VERSION("01"),
    NO_VERSION("1.01"),
    NO_VERSION("1."),
    NO_VERSION("1.2."),
    NO_VERSION("1.2.3."),
    NO_VERSION("1.2.3.4"),
    NO_VERSION("1-a"),
    NO_VERSION("1.2-a"),
    NO_VERSION("1.2+a"),
    VERSION("1.2.3-a"),
    VERSION("1.2.3-0"),
    NO_VERSION("1.2.3-01"),
    VERSION("1.2.3-01a"),
    VERSION("1.2.3-a.b-c"),
    NO_VERSION("1.2.3-a."),
    NO_VERSION("1.2.3-.a"),
    NO_VERSION("1.2.3-"),
    VERSION("1.2.3+01"),
    VERSION("1.2.3-a+b.01"),
    NO_VERSION("1.2.3+"),
    NO_VERSION("1.2.3+a+b"),
    NO_VERSION("1.2.3-a_b"),
    NO_VERSION("V1"),
    VERSION("1.2.3-"
            "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefgh"),
    NO_VERSION("1.2.3-"
               "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghi"),
    GO("go1.24"),
    GO("go1.24.4"),
    GO("go1.25rc1"),
    GO("go1.25beta1"),
    GO("go1.2400"),
    NO_GO("go1.24000"),
    NO_GO("go1."),
    NO_GO("go2.24"),
    NO_GO("go1.24."),
    NO_GO("go1.25rc"),
    NO_GO("go1.24.4.4"),
    GO("go1.24-fips_1"),
    NO_GO("go1.24-"),
    NO_GO("go1.24-a.b"),
    GO("go1.24 X:nodwarf5"),
    GO("go1.24-X:nodwarf5,jsonv2"),
    NO_GO("go1.24 X:"),
    NO_GO("go1.24 X:a,"),
    NO_GO("go1.24 X:A"),
    NO_GO("go1.24 Y:a"),
    GO("go1.24-a X:b"),
    GO("devel go1.26-711ddd8 2026-04-10"),
    GO("devel go1.26-711ddd8 2026-04-10T10:11:12Z"),
    GO("devel go1.26-711ddd8 Mon Jan  2 15:04:05 2006 -0700"),
    GO("devel go1.26-711ddd8 Mon Jan 2 15:04:05 2006 +0700"),
    GO("devel go1.26-711ddd8 Mon Jan 12 15:04:05 2006 +0700"),
    GO("go1.27-devel_711ddd8 2026-04-10"),
    GO("go1.27-devel_711ddd8 2026-04-10 X:a"),
    NO_GO("devel go1.27-devel_711ddd8 2026-04-10"),
    NO_GO("devel go1.26-711ddd 2026-04-10"),
    NO_GO("devel go1.26-711dddg 2026-04-10"),
    GO("devel go1.26-0123456789abcdef0123456789abcdef01234567 2026-04-10"),
    NO_GO("devel go1.26-0123456789abcdef0123456789abcdef012345678 2026-04-10"),
    NO_GO("devel go1.26-711ddd8"),
    NO_GO("devel go1.26-711ddd8 "),
    NO_GO("devel go1.26-711ddd8 202-04-10"),
    NO_GO("devel go1.26-711ddd8 2026-4-10"),
    NO_GO("devel go1.26-711ddd8 2026-04-1"),
    NO_GO("devel go1.26-711ddd8 2026-04-10T10:11:1Z"),
    NO_GO("devel go1.26-711ddd8 2026-04-10T10:11:12"),
    NO_GO("devel go1.26-711ddd8 mon Jan  2 15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon jan  2 15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Ja  2 15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan 123 15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan  12 15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan   15:04:05 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan  2 15:04:0 2006 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan  2 15:04:05 200 -0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan  2 15:04:05 2006 0700"),
    NO_GO("devel go1.26-711ddd8 Mon Jan  2 15:04:05 2006 -070"),
    SHORT("1"),
    SHORT("v1.2"),
    SHORT("go1.2.3"),
    SHORT("123.456.789"),
    LONG("123.456.7890"),
    LONG("1.2.3.4"),
    LONG(""),
    LONG("v"),
    LONG("go"),
    SHORT("1.2.3-rc"),
    SHORT("1.2.3-rc1"),
    SHORT("1.2.3-rc.1"),
    SHORT("1.2.3-rc1234"),
    LONG("1.2.3-rc12345"),
    SHORT("1.2.3-rc.123"),
    LONG("1.2.3-rc.1234"),
    LONG("1.2.3-rc.x"),
    LONG("1.2.3-rc."),
    LONG("1.2.3-zork"),
    LONG("1.2.3-"),
    LONG("1.2.3+rc"),
    LONG("1.2.3-1"),
    USUAL("dev"),
    USUAL("v1.2.3"),
    USUAL("123456.1.1"),
    ODD("1234567.1.1"),
    ODD("1.1.1234567"),
    USUAL("1.2.3-rc.1"),
    ODD("1.2.3-zork"),
    USUAL("1.2.3-12345678"),
    ODD("1.2.3-123456789"),
    USUAL("1.2.3-1.2.3"),
    ODD("1.2.3-1.2.3.4"),
    USUAL("1.2.3-1.2.3.rc.4"),
    USUAL("1.2.3-20260601120000"),
    ODD("1.2.3-19260601120000"),
    USUAL("1.2.3-00010101000000"),
    ODD("1.2.3-00020101000000"),
    ODD("1.2.3-2026060112000"),
    ODD("1.2.3-202606011200000"),
    USUAL("1.2.3-20260601120000-123456789012"),
    ODD("1.2.3-20260601120000-1234567890123"),
    ODD("1.2.3-123456789012"),
    USUAL("1.2.3-711ddd8"),
    ODD("1.2.3-711ddd"),
    USUAL("1.2.3-0123456789ab"),
    ODD("1.2.3-0123456789abc"),
    USUAL("1.2.3-g1234567"),
    ODD("1.2.3-g123456"),
    USUAL("1.2.3-g0123456789abcdef0123456789abcdef01234567"),
    ODD("1.2.3-g0123456789abcdef0123456789abcdef0123456"),
    ODD("1.2.3-711dddg"),
    USUAL_GO("go1.24.4"),
    USUAL_GO("go1.24.4-fips"),
    ODD_GO("go1.24.4-zork"),
    USUAL_GO("go1.24.4-12"),
    ODD_GO("go1.24.4-123"),
    USUAL_GO("go1.24.4-fips_12"),
    ODD_GO("go1.24.4-fips_zork"),
    USUAL_GO("go1.24.4 X:jsonv2"),
    USUAL_GO("go1.24.4-X:nojsonv2"),
    ODD_GO("go1.24.4-X:zork"),
    ODD_GO("go1.24.4-X:jsonv2,zork"),
    USUAL_GO("go1.24.4-X:jsonv2,nojsonv2"),
    USUAL_GO("devel go1.26-711ddd8 2026-04-10"),
};

static void releases_are_numbers(void **state) {
  static const struct {
    const char *text;
    int release;
  } RELEASES[] = {{"v0.46.1", 46},   {"0.46", 46},      {"1.2", 1002},       {"12.34.56-rc1", 12034},
                  {"7", 7000},       {"dev", 0},        {"zork", -1},        {"0.999", 999},
                  {"0.1234", 1234},  {"0.12345", 1234}, {"1000.1", 1000001}, {"10001.1", 1000001},
                  {"v1.999.1", 1999}};
  (void)state;
  for (size_t i = 0; i < sizeof RELEASES / sizeof *RELEASES; i++) {
    mcpx_text text = {RELEASES[i].text, strlen(RELEASES[i].text)};
    CHECK(format_release(text) == RELEASES[i].release, "%s: %d", text.bytes, format_release(text));
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(releases_are_numbers)};
  return RUN_ROWS(VERSIONS, format_has_answer) + cmocka_run_group_tests(cases, NULL, NULL);
}
