/* test_unmask.c: finds personal data that is escaped, disguised or encoded, in every string of a payload; and
 * no finding repeats it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant.h"
#include "rows.h"

enum { TEXT_MAX = 65536 };

/* ---- Ways to write a text ---- */

typedef char *(*encoder)(const char *text, char *out); /* returns the end of what it wrote */

static char *each(const char *text, char *out, const char *format) {
  for (; *text; text++) {
    bool ascii = !((unsigned char)*text & 0x80);
    if (ascii)
      out += sprintf(out, format, (unsigned)*text);
    else
      *out++ = *text;
  }
  return out;
}

static char *percent(const char *text, char *out) {
  for (; *text; text++) out += sprintf(out, "%%%02X", (unsigned)(unsigned char)*text);
  return out;
}

static char *html(const char *text, char *out) { return each(text, out, "&#%u;"); }
static char *html_hex(const char *text, char *out) { return each(text, out, "&#x%x;"); }
static char *nested(const char *text, char *out) { return each(text, out, "\\u%04x"); }
static char *zero_width(const char *text, char *out) { return each(text, out, "%c\xE2\x80\x8B"); }

static char *full_width(const char *text, char *out) {
  for (; *text; text++) {
    unsigned c = (unsigned char)*text;
    if (c > ' ' && c < 0x7F)
      out += sprintf(out, "\xEF%c%c", (int)(0xBC + (c - 0x20) / 64), (int)(0x80 + (c - 0x20) % 64));
    else
      *out++ = *text;
  }
  return out;
}

/* Cyrillic letters for Latin ones, and other slashes, where there are any. */
static char *look_alike(const char *text, char *out) {
  static const char FROM[] = "aceopxyi/", *const TO[] = {"\xD0\xB0", "\xD1\x81", "\xD0\xB5",
                                                         "\xD0\xBE", "\xD1\x80", "\xD1\x85",
                                                         "\xD1\x83", "\xD1\x96", "\xE2\x88\x95"};
  for (; *text; text++) {
    const char *found = strchr(FROM, *text);
    out += sprintf(out, found ? "%s" : "%.1s", found ? TO[found - FROM] : text);
  }
  return out;
}

/* Without padding. */
static char *base64_with(const char *text, char *out, const char *last) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (size_t length = strlen(text), i = 0; i < length; i += 3) {
    size_t count = length - i < 3 ? length - i : 3;
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; k++) bits = bits << 8 | (k < count ? (unsigned char)text[i + k] : 0);
    for (size_t k = 0; k <= count; k++) {
      uint32_t digit = bits >> (18 - 6 * k) & 63;
      *out++ = digit < 62 ? DIGITS[digit] : last[digit - 62];
    }
  }
  return out;
}

static char *base64(const char *text, char *out) { return base64_with(text, out, "+/"); }
static char *base64url(const char *text, char *out) { return base64_with(text, out, "-_"); }

static char *hex(const char *text, char *out) {
  for (; *text; text++) out += sprintf(out, "%02x", (unsigned)(unsigned char)*text);
  return out;
}

static char *HEX(const char *text, char *out) {
  for (; *text; text++) out += sprintf(out, "%02X", (unsigned)(unsigned char)*text);
  return out;
}

static const struct way {
  const char *name;
  encoder encode;
} WAYS[] = {
    {"percent", percent},
    {"html", html},
    {"html, hexadecimal", html_hex},
    {"nested", nested},
    {"zero width", zero_width},
    {"full width", full_width},
    {"look-alike", look_alike},
    {"base64", base64},
    {"base64url", base64url},
    {"hex", hex},
    {"HEX", HEX},
};

enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

/* In parts, because secret scanners would report a complete token. */
static const char *secret(size_t index) {
  static char text[64];
  static const char *const PARTS[][2] = {
      {"/home/", "zaphod/cfg"},        {"zaphod@be", "eblebrox.io"}, {"gh", "p_x7Kq2Lm9Zt4Rw8Vb3Nc6"},
      {"https://be", "eblebrox.io/x"}, {"10.20.", "30.40:8443"},     {"password=", "zaphod42beeble"},
  };
  snprintf(text, sizeof text, "%s%s", PARTS[index][0], PARTS[index][1]);
  return text;
}

enum { SECRET_COUNT = 6 };

static const char *encoded(const struct way *way, const char *text) {
  static char buffers[4][TEXT_MAX]; /* the text may be the result of the last call */
  static size_t next;
  char *out = buffers[next++ % 4];
  *way->encode(text, out) = '\0';
  return out;
}

/* ---- One, two and three rounds ---- */

static void expect_found(const char *way, const char *text) {
  const struct outcome *outcome = plant_value("/note", text);
  CHECK(has_error(outcome), "not found: %s: %.200s", way, text);
}

/* In a key and in a value, alone and between other words. */
static void is_found(void **state) {
  const struct way *way = *state;
  char around[TEXT_MAX + 32];
  for (size_t i = 0; i < SECRET_COUNT; i++) {
    const char *text = encoded(way, secret(i));
    snprintf(around, sizeof around, "seen: %s, twice", text);
    expect_found(way->name, text);
    expect_found(way->name, around);
    CHECK(has_error(plant_key("", text, "0")), "not found as a key: %s", text);
    CHECK(has_error(plant_key("/feature_flags", around, "[]")), "not found as a key: %s", around);
  }
}

static void is_found_in_two_layers(void **state) {
  const struct way *outer = *state;
  for (size_t i = 0; i < SECRET_COUNT; i++)
    for (size_t inner = 0; inner < WAY_COUNT; inner++)
      expect_found(outer->name, encoded(outer, encoded(&WAYS[inner], secret(i))));
}

static void is_found_in_three_layers(void **state) {
  const struct way *outer = *state;
  for (size_t i = 0; i < SECRET_COUNT && i < 3; i++)
    for (size_t middle = 0; middle < WAY_COUNT; middle++)
      for (size_t inner = i; inner < WAY_COUNT; inner += 3)
        expect_found(outer->name, encoded(outer, encoded(&WAYS[middle], encoded(&WAYS[inner], secret(i)))));
}

/* Other ways to write a character. */
static const struct sample SINGLE_ESCAPES[] = {
    SAMPLE("home_path", "%2fhome%2fbob"),
    SAMPLE("home_path", "2f,68,6f,6d,65,2f,62,6f,62"),
    SAMPLE("home_path", "2f, 68, 6f, 6d, 65, 2f, 62, 6f, 62"),
    SAMPLE("home_path", "0x2f, 0x68, 0x6f, 0x6d, 0x65, 0x2f, 0x62, 0x6f, 0x62"),
    SAMPLE("home_path", "%2Fhome/bob"),
    SAMPLE("home_path", "/ho%6De/bob"),
    SAMPLE("home_path", "%u002fhome%u002fbob"),
    SAMPLE("home_path", "&#47;home&#47;bob"),
    SAMPLE("home_path", "&#x2F;home&#x2f;bob"),
    SAMPLE("home_path", "&sol;home&sol;bob"),
    SAMPLE("home_path", "\\u002fhome\\u002Fbob"),
    SAMPLE("home_path", "\\/home\\/bob"),
    SAMPLE("home_path", "/ho\xE2\x80\x8Bme/bob"),
    SAMPLE("home_path", "/ho\xC2\xADme/bob"),
    SAMPLE("home_path", "/ho\xEF\xBB\xBFme/bob"),
    SAMPLE("home_path",
           "\xE2\x81\x84home\xE2\x81\x84"
           "bob"),
    SAMPLE("home_path",
           "\xE2\xA7\xB8home\xE2\x88\x95"
           "bob"),
    SAMPLE("home_path",
           "\xEF\xBC\x8Fhome\xEF\xBC\x8F"
           "bob"),
    SAMPLE("home_path", "/h\xD0\xBEm\xD0\xB5/bob"),
    SAMPLE("home_path", "/h\xCE\xBFme/bob"),
    SAMPLE("email", "bob&#64;example.com"),
    SAMPLE("email", "bob%40example.com"),
    SAMPLE("email",
           "bob\xEF\xBC\xA0"
           "example.com"),
    SAMPLE("email", "bob&commat;example&period;com"),
    SAMPLE("drive_path", "C%3A%5Cx"),
    SAMPLE("drive_path", "C&#58;&#92;x"),
    SAMPLE("ipv4", "10%2E1.2.3"),
    SAMPLE("ipv4", "\xEF\xBC\x91\xEF\xBC\x90.1.2.3"),
    SAMPLE("home_path", "&lt;/users/bob"),
    SAMPLE("home_path", "%252fhome%252fbob"),
    SAMPLE("home_path", "%25252fhome%25252fbob"),
    SAMPLE("home_path", "&amp;#47;home&amp;#47;bob"),
};

/* ---- Encodings of harmless texts ---- */

static const char *const NEGATION[] = {"just some harmless words", "the quick brown fox jumps over",
                                       "42 servers and 7 tools", "retrieve_tools, direct and code_execution"};

static void harmless_texts_stay_clean(void **state) {
  const struct way *way = *state;
  for (size_t i = 0; i < sizeof NEGATION / sizeof *NEGATION; i++) {
    const struct outcome *outcome = plant_value("/note", encoded(way, NEGATION[i]));
    assert_string_equal(listing(outcome), "unknown_field /#38");
    outcome = plant_value("/edition", encoded(way, NEGATION[i]));
    assert_string_equal(listing(outcome), "outside_closed_set /edition");
  }
}

static const struct sample HARMLESS_ROWS[] = {
    {"100% of 2%41", "env_path"},
    {"a & b &c; d", "url"},
    {"=41=42", "url"},
    {"%zz", "env_path"},
    {"caf\xC3\xA9", "url"},
    {"\xE4\xBD\xA0\xE5\xA5\xBD", "url"},
    {"\\", "unc_path"},
    {"&#;", "url"},
    {"&#x;", "url"},
    {"&#99999999999;", "url"},
    {"\\u12", "unc_path"},
    {"%", "env_path"},
    {"deadbeefdeadbeefdeadbeef", "high_entropy"},
};

/* ---- Every string ---- */

/* A string in the text of a payload. */
struct string {
  size_t start, end; /* inside the quotes */
};

static bool next_string(const char *payload, struct string *string) {
  const char *start = strchr(payload + string->end + 1, '"');
  if (!start) return false;
  string->start = (size_t)(start + 1 - payload);
  string->end = (size_t)(strchr(start + 1, '"') - payload);
  return true;
}

static char *json_plain(const char *text, char *out) { return out + sprintf(out, "%s", text); }
static char *json_lower(const char *text, char *out) { return each(text, out, "\\u%04x"); }
static char *json_upper(const char *text, char *out) { return each(text, out, "\\u%04X"); }

static char *json_slashes(const char *text, char *out) {
  for (; *text; text++) out += sprintf(out, *text == '/' ? "\\%c" : "%c", *text);
  return out;
}

static char *json_some(const char *text, char *out) {
  for (size_t i = 0; text[i]; i++) out += sprintf(out, i % 3 ? "%c" : "\\u%04x", (unsigned)text[i]);
  return out;
}

static char *json_nested(const char *text, char *out) { return each(text, out, "\\\\u%04x"); }
static char *json_surrogates(const char *text, char *out) {
  return each(text, out, "%c\\udb40\\udc20");
} /* an invisible character */

static const struct way JSON_WAYS[] = {
    {"as it is", json_plain},
    {"JSON escapes", json_lower},
    {"JSON escapes in capitals", json_upper},
    {"escaped slashes", json_slashes},
    {"every third escaped", json_some},
    {"escapes escaped", json_nested},
    {"tags between", json_surrogates},
    {"percent", percent},
    {"html", html},
    {"zero width", zero_width},
    {"full width", full_width},
    {"look-alike", look_alike},
    {"base64", base64},
    {"base64url", base64url},
    {"hex", hex},
};

static char *with_strange_places(void) {
  char *payload = heartbeat_with(5, "/note", "\"x\"");
  return edited(payload, "/more", "{\"a\":[\"b\",{\"c\":[[\"d\"]]}],\"\":[]}");
}

static void check_planted(const char *text, const char *planted, size_t at) {
  static const check_call CALLS[] = {mcpx_scan, mcpx_validate};
  for (size_t i = 0; i < 2; i++) {
    const struct outcome *outcome = check(CALLS[i], text, strlen(text), NULL);
    CHECK(has_error(outcome), "not found at byte %zu", at);
    CHECK(!find_echo(outcome, planted, strlen(planted), 6), "repeated at byte %zu", at);
  }
}

static void is_found_in_every_string(void **state) {
  const struct way *way = *state;
  static char written[TEXT_MAX], text[2 * TEXT_MAX];
  char *payload = with_strange_places();
  for (size_t i = 0; i < SECRET_COUNT; i++) {
    *way->encode(secret(i), written) = '\0';
    for (struct string string = {0, 0}; next_string(payload, &string);) {
      sprintf(text, "%.*s%s%s", (int)string.start, payload, written, payload + string.end);
      check_planted(text, secret(i), string.start);
    }
  }
  free(payload);
}

int main(void) {
  return RUN_ROWS(WAYS, is_found) + RUN_ROWS(WAYS, is_found_in_two_layers) +
         RUN_ROWS(WAYS, is_found_in_three_layers) + RUN_ROWS(SINGLE_ESCAPES, found_where_strange) +
         RUN_ROWS(WAYS, harmless_texts_stay_clean) + RUN_ROWS(HARMLESS_ROWS, not_found) +
         RUN_ROWS(JSON_WAYS, is_found_in_every_string);
}
