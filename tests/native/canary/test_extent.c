/* test_extent.c: where a path, a URL, a value and a word end, which a detector has found the start of. */
#include <string.h>

#include "canary/extent.h"
#include "near.h"
#include "rows.h"

enum { TEXT_MAX = 1200 };

/* The range is between {{ and }}, which are not in the text. */
struct row {
  const char *text;
};

struct range_text {
  char bytes[TEXT_MAX];
  size_t length;
  size_t start;
  size_t end;
};

static struct range_text read_row(const char *marked) {
  struct range_text text = {.length = 0};
  for (; *marked; marked++) {
    if (*marked == '{' && marked[1] == '{')
      text.start = text.length, marked++;
    else if (*marked == '}' && marked[1] == '}')
      text.end = text.length, marked++;
    else
      text.bytes[text.length++] = *marked;
  }
  return text;
}

struct finder {
  size_t (*find)(mcpx_text text, size_t start);
  size_t start;
};

static uint64_t end_in(const char *text, size_t length, const void *context) {
  const struct finder *finder = context;
  return finder->start < length ? finder->find((mcpx_text){text, length}, finder->start) : 0;
}

static void check_end(void **state, size_t (*find)(mcpx_text text, size_t start)) {
  const struct row *row = *state;
  struct range_text text = read_row(row->text);
  char *exact = test_malloc(text.length ? text.length : 1);
  memcpy(exact, text.bytes, text.length);
  size_t end = find((mcpx_text){exact, text.length}, text.start);
  test_free(exact);
  CHECK(end == text.end, "%s: %zu, not %zu", row->text, end, text.end);
  text.bytes[text.length] = '\0';
  near_compare(text.bytes, end_in, &(struct finder){find, text.start});
}

static size_t path_end(mcpx_text text, size_t start) { return extent_path_end(text, start, start + 1); }
static size_t url_end(mcpx_text text, size_t start) { return extent_url_end(text, start, start + 1); }

static void path_ends(void **state) { check_end(state, path_end); }
static void url_ends(void **state) { check_end(state, url_end); }
static void value_ends(void **state) { check_end(state, extent_value_end); }
static void word_ends(void **state) { check_end(state, extent_word_end); }

static const struct row PATHS[] = {
    {"{{/a}}"},
    {"{{/a/b}} c"},
    {"{{/a/b}}\tc"},
    {"{{/a/b}}\vc"},
    {"{{/a/b}}\fc"},
    {"{{/a/b}}\"c"},
    {"{{/a/b}}`c"},
    {"{{/a/b}}<c"},
    {"{{/a/b}}>c"},
    {"{{/a/b}}|c"},
    {"{{/a/b}}\x1B"
     "c"},
    {"{{/a/b'c}}"},
    {"{{/a/b}}'"},
    {"{{/a/b}}'-"},
    {"{{/a/-}}'c"},
    {"{{/a/b\xE2\x80\x9D"
     "c}} d"},
    {"{{/a/b}}\xE2\x80\x9D c"},
    {"{{/a/b\xE2\x80\x99"
     "c}} d"},
    {"{{/a/b}}\xE2\x80\x99 c"},
    {"{{/a/b}}\xC2\xA0"
     "c"},
    {"{{/a/\xC3\xA9}} c"},
    {"{{/a/b}}:1"},
    {"{{/a/b}}:/c"},
    {"{{/a/b}}:\\c"},
    {"{{/a/b}}: c"},
    {"{{/a/b}}:"},
    {"{{/a/b:c}} d"},
    {"{{/a/b}};c"},
    {"{{/a/b}}\\nc"},
    {"{{/a/b}}\\tc"},
    {"{{/a/b}}\\\"c"},
    {"{{/a/b\\ c/d}} e"},
    {"{{\\a\\new}} b"},
    {"{{~/a}}\\nb"},
    {"{{/a/b}}."},
    {"{{/a/b}}.,:;"},
    {"{{/a/b.c}}."},
    {"({{/a/b}})"},
    {"({{/a/b}})."},
    {"({{/a/(b)}})"},
    {"[{{/a/b}}]"},
    {"{{/a/b[c]}}"},
    {"({{/a/(b}} c)"},
    {"{{/a/b c/d}} e"},
    {"{{/a/b c d/e}} f"},
    {"{{/a/b}} c d e/f"},
    {"{{/a/b}}  c/d"},
    {"{{/a/b}} c:d/e"},
    {"{{/a/b}} c=d/e"},
    {"{{/a/b}} /c"},
    {"{{/a/b c\\d}} e"},
    {"{{/ b/c d/e f/g h/i j/k l/m n/o p/q}} r/s"},
    {"\"{{/a/b c d e f}}\" g"},
    {"'{{/a/b c d e f}}' g"},
    {"`{{/a/b c d e f}}` g"},
    {"\xE2\x80\x9C{{/a/b c d}}\xE2\x80\x9D"},
    {"\xE2\x80\x98{{/a/b c d}}\xE2\x80\x99"},
    {"\xC2\xAB{{/a/b c d}}\xC2\xBB"},
    {"\"{{/a/b c}}\\\" d"},
    {"\"{{/a/b}}\nc d\""},
    {"\"{{/a/b}}: c d\""},
    {"\"{{/a/b}}, c d\""},
    {"\"{{/a/b}} c d"},
    {"{{/a/{b}})"},
    {"{{/a/b c/}} d"},
    {"x {{/a/b}} c d e/f"},
    {"\"{{/a/b}} c, \""},
    {"\"{{/a/b}} c, d\""},
};

static const struct row URLS[] = {
    {"{{http://a/b}} c"},    {"{{http://a/b}}\nc"},   {"{{http://a/b;c,d}} e"}, {"{{http://a/b}},"},
    {"{{http://a/b}}\\n c"}, {"{{http://a/b\\c}} d"}, {"({{http://a/b}})"},     {"({{http://a/(b)}})"},
    {"{{http://a/b}}\"c"},   {"{{http://a/b}}\\\"c"}, {"{{http://a:1/b}}:"},    {"{{http://a/b}}]}"},
    {"{{http://a/b'c}}"},    {"{{http://a/b}}'"},
};

static const struct row VALUES[] = {
    {"{{abc}} d"},
    {"{{abc}},d"},
    {"{{abc}};d"},
    {"{{abc; d=e}}"},
    {"{{abc;d=e}} f"},
    {"{{abc; d=e; f=g}}"},
    {"{{abc}}; d"},
    {"{{abc}};  d=e"},
    {"{{abc; d=}} e"},
    {"{{abc}}; =e"},
    {"{{abc&d}} e"},
    {"{{abc}}&d=e"},
    {"{{abc&=e}} f"},
    {"{{abc}}."},
    {"({{abc}})"},
    {"\"{{a b, c}}\" d"},
    {"'{{a b; c}}' d"},
    {"\"{{a}}\nb\""},
    {"{{abc}}\\nd"},
    {"{{abc}}\"d"},
    {"\"{{a b}}\\\" c"},
    {"{{abc; xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=d}} e"},
    {"{{abc}}; xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=d"},
};

static const struct row WORDS[] = {
    {"{{abc}} d"}, {"{{abc:d}} e"}, {"{{}} d"}, {"{{abc}}"}, {"{{a'b}} c"}, {"{{ab}}' c"}, {"{{}}"},
};

static void finds_where_words_begin(void **state) {
  static const struct {
    const char *text;
    size_t from, at, start;
  } ROWS[] = {
      {"ab cd", 0, 5, 3},
      {"ab cd", 0, 2, 0},
      {"ab cd", 1, 2, 1},
      {"a b c", 0, 5, 4},
      {"a\"b", 0, 3, 2},
      {"ab ", 0, 3, 3},
      {"a\xC2\xA0"
       "b",
       0, 4, 3},
      {"a'b", 0, 3, 0},
      {"", 0, 0, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    mcpx_text text = {ROWS[i].text, strlen(ROWS[i].text)};
    size_t start = extent_word_start(text, ROWS[i].from, ROWS[i].at);
    CHECK(start == ROWS[i].start, "%s: %zu", text.bytes, start);
  }
}

static void finds_where_paths_begin(void **state) {
  static const struct {
    const char *text;
    size_t at, start;
  } ROWS[] = {
      {"/a/b", 2, 0},       {"x /a/b", 4, 2},     {"x=/a/b", 4, 2}, {"x:/a/b", 4, 2},  {"x-/a/b", 4, 0},
      {"\x1B[31m/a", 5, 5}, {"\x1B[31m/a", 6, 5}, {"[31m/a", 5, 1}, {"x[31m/a", 6, 2}, {"\x1B[31/a", 5, 5},
  };
  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    mcpx_text text = {ROWS[i].text, strlen(ROWS[i].text)};
    size_t start = extent_path_start(text, ROWS[i].at);
    CHECK(start == ROWS[i].start, "%s: %zu", text.bytes, start);
  }
}

/* The look back and the look ahead are bounded, at 512 bytes. */
static void looks_at_a_bounded_part(void **state) {
  char bytes[TEXT_MAX];
  (void)state;
  memset(bytes, 'a', sizeof bytes);
  mcpx_text text = {bytes, sizeof bytes};
  assert_int_equal(extent_path_start(text, 511), 0);
  assert_int_equal(extent_path_start(text, 512), 0);
  assert_int_equal(extent_path_start(text, 513), 1);
  for (size_t close = 520; close <= 523; close++) {
    memset(bytes, 'a', sizeof bytes);
    memcpy(bytes, "\"/a ", 4);
    memset(bytes + 4, '-', sizeof bytes - 4);
    bytes[close] = '"';
    size_t end = extent_path_end(text, 1, 2);
    CHECK(end == (close < 3 + 512 ? close : 3), "%zu: %zu", close, end);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(finds_where_words_begin),
                                     cmocka_unit_test(finds_where_paths_begin),
                                     cmocka_unit_test(looks_at_a_bounded_part)};
  return RUN_ROWS(PATHS, path_ends) + RUN_ROWS(URLS, url_ends) + RUN_ROWS(VALUES, value_ends) +
         RUN_ROWS(WORDS, word_ends) + cmocka_run_group_tests(cases, NULL, NULL);
}
