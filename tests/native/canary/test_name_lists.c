/* test_name_lists.c: words that are names, words of programs, and both in one word. */
#include <string.h>

#include "canary/names.h"
#include "rows.h"

struct row {
  const char *word;
  bool (*is)(mcpx_text word);
  bool answer;
};

#define YES(is, word) \
  { word, is, true }
#define NO(is, word) \
  { word, is, false }

static const struct row ROWS[] = {
    YES(name_is_given, "alice"),
    YES(name_is_given, "ALICE"),
    NO(name_is_given, "alic"),
    NO(name_is_given, "alices"),
    NO(name_is_given, ""),
    YES(name_is_family, "smith"),
    NO(name_is_family, "smitx"),
    NO(name_is_family, "alice"),
    YES(name_is_organization, "contoso"),
    NO(name_is_organization, "smith"),
    YES(name_is_full, "jsmith"),
    YES(name_is_full, "xsmith"),
    NO(name_is_full, "smith"),
    NO(name_is_full, "xxsmith"),
    YES(name_is_full, "alicesmith"),
    NO(name_is_full, "smithalice"),
    NO(name_is_full, "alicexsmith"),
    NO(name_is_full, "alice"),
    YES(name_is_plain_word, "server"),
    YES(name_is_plain_word, "servers"),
    YES(name_is_plain_word, "serverlist"),
    NO(name_is_plain_word, "serversss"),
    NO(name_is_plain_word, "zork"),
    NO(name_is_plain_word, "serverzork"),
    NO(name_is_plain_word, ""),
    NO(name_is_given, "al-ice"),
    YES(name_is_full, "aliceali"),
    YES(name_is_full, "jimsmith"),
    NO(name_is_full, "xali"),
    NO(name_is_full, "xsmithx"),
    NO(name_is_plain_word, "serverx"),
    NO(name_is_plain_word, "statusx"),
    YES(name_is_plain_text, ""),
    YES(name_is_plain_text, "server list"),
    YES(name_is_plain_text, "server, list 12"),
    YES(name_is_plain_text, "a server xy"),
    NO(name_is_plain_text, "server zork"),
    NO(name_is_plain_text, "zork server"),
    NO(name_is_plain_text, "server zor"),
    NO(name_is_plain_text, "server\xC3\xA9"),
    NO(name_is_plain_text, "\xC3\xA9 server"),
    NO(name_is_plain_text, "server \xC3\xA9"),
    NO(name_is_plain_text, "server\xC3"),
    NO(name_is_plain_text, "list server\xC3\xA9 list"),
};

static void has_answer(void **state) {
  const struct row *row = *state;
  CHECK(row->is((mcpx_text){row->word, strlen(row->word)}) == row->answer, "%s", row->word);
}

/* Each word of a row of a table is one of its list. */
static void check_list(const char *words, bool (*is)(mcpx_text word)) {
  while (*words) {
    size_t length = strcspn(words, " ");
    CHECK(is((mcpx_text){words, length}), "%.*s", (int)length, words);
    words += length + (words[length] == ' ');
  }
}

static void has_all_words(void **state) {
  (void)state;
#define GIVEN_NAMES(letter, words) check_list(words, name_is_given);
#define FAMILY_NAMES(letter, words) check_list(words, name_is_family);
#define ORGANIZATIONS(letter, words) check_list(words, name_is_organization);
#define PLAIN_WORDS(letter, words) check_list(words, name_is_plain_word);
#include "tables/person_names.def"
#include "tables/plain_words.def"
}

static void lists_all_names(void **state) {
  (void)state;
#define GIVEN_NAMES(letter, words) check_list(words, name_is_listed);
#define FAMILY_NAMES(letter, words) check_list(words, name_is_listed);
#define ORGANIZATIONS(letter, words) check_list(words, name_is_listed);
#include "tables/person_names.def"
}

int main(void) {
  const struct CMUnitTest lists[] = {cmocka_unit_test(has_all_words), cmocka_unit_test(lists_all_names)};
  return RUN_ROWS(ROWS, has_answer) + cmocka_run_group_tests(lists, NULL, NULL);
}
