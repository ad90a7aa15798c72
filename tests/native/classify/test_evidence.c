/* test_evidence.c: evidence is the exact byte range in the text as given, whatever the text contains. */
#include <string.h>

#include "compare.h"
#include "near.h"
#include "rows.h"

/* In `text`, {{ and }} enclose the expected evidence. The test removes them. */
struct evidence_case {
  const char *name;
  const char *text;
};

#define EMOJI "\xF0\x9F\x98\x80"
#define DOTTED_I "\xC4\xB0"
#define KELVIN "\xE2\x84\xAA"
#define ESC "\x1B"
#define NBSP "\xC2\xA0"
#define LSQUO "\xE2\x80\x98"
#define RSQUO "\xE2\x80\x99"
#define BOM "\xEF\xBB\xBF"
#define ACUTE "\xCC\x81"
/* Profile `extended` reads this hint from the text. The rules for isolation need the quotes around the
 * program. */
#define ISOLATED "docker_isolation=true exec: "

static const struct evidence_case PROXY[] = {
    {"plain", "zsh:1: {{command not found}}: uvx"},
    {"at both ends", "{{command not found}}"},
    {"the first of two", "{{command not found}} command not found"},
    {"in capitals", "{{COMMAND Not Found}}: uvx"},
    {"after an emoji", EMOJI " {{command not found}}"},
    {"between emoji", EMOJI "{{command not found}}" EMOJI},
    {"after U+0130", DOTTED_I DOTTED_I "{{command not found}}"},
    {"after U+212A", KELVIN "{{command not found}}"},
    {"U+0130 inside", "x{{perm" DOTTED_I "ss" DOTTED_I "on den" DOTTED_I "ed}}x"},
    {"U+212A inside", "{{invalid handsha" KELVIN "e}}"},
    {"after NUL", "\x01{{command not found}}"},
    {"after invalid UTF-8", "\xFF\xC4\xE2\x84{{command not found}}\xE2\x84"},
    {"after CRLF", "uvx\r\n{{command not found}}\r\n"},
};

static const struct evidence_case EXTENDED[] = {
    {"plain", "zsh:1: {{command not found}}: uvx"},
    {"a time-out, not the name of its setting",
     "{{MCP client for `a` timed out after 10 seconds}}. Add or adjust `startup_timeout_sec` in your "
     "config.toml:"},
    {"in the message of a log, not before it",
     "2026-03-11T08:20:07.430Z [notes] [error] {{Unexpected token}} 'S', \"Starting\"... is not valid JSON"},
    {"in the last of two messages",
     "2026-05-05 09:10:00 [web] Unable to find image 'mcp/w:latest' locally\n"
     "2026-05-05 09:10:02 [web] {{docker: Error response from daemon}}: pull access denied for mcp/w"},
    {"in two lines that are one message",
     "{{Unable to find image 'mcp/w:latest' locally\ndocker: Error response from daemon}}: pull access "
     "denied"},
    {"after an emoji", EMOJI " {{command not found}}"},
    {"after U+0130", DOTTED_I DOTTED_I "{{command not found}}"},
    {"after U+212A", KELVIN " {{command not found}}"},
    {"U+0130 inside", "x {{" DOTTED_I "nval" DOTTED_I "d handshake}}"},
    {"U+212A inside", "{{invalid handsha" KELVIN "e}}"},
    {"after a byte order mark", BOM "{{command not found}}"},
    {"in color", ESC "[31m{{command not found}}" ESC "[0m"},
    {"a color inside", "{{command " ESC "[1;31mnot" ESC "[0m found}}"},
    {"a color in a word", "{{comm" ESC "[7mand not found}}" ESC "[27m"},
    {"a color without ESC", "[31m{{command[0m not found}}[0m"},
    {"a color without ESC, 16 bytes", "{{comm[00000000000000mand not found}}"},
    {"a color in JSON", "\\u001b[31m{{command\\u001b[0m not found}}"},
    {"a color printed as \\x1b", "\\x1b[31m{{command\\x1b[0m not found}}"},
    {"a color printed as \\033", "\\033[31m{{command\\033[0m not found}}"},
    {"a color printed as \\e", "\\e[31m{{command\\e[0m not found}}"},
    {"a terminal link", ESC "]8;;http://x.y/" ESC "\\{{command not found}}" ESC "]8;;" ESC "\\"},
    {"a terminal title", ESC "]0;zsh\a{{command not found}}"},
    {"a JSON line break before it", "npm\\n{{command not found}}\\n"},
    {"a JSON line break inside", "{{command\\nnot found}}"},
    {"a JSON tab inside", "{{command\\tnot found}}"},
    {"escaped twice", "npm\\\\n{{command\\\\nnot found}}\\\\n"},
    {"escaped four times", "{{command\\\\\\\\nnot found}}"},
    {"JSON quotes", ISOLATED "{{\\\"docker\\\": executable file not found}} in $PATH"},
    {"JSON quotes, escaped twice", ISOLATED "\\\\{{\\\"docker\\\\\\\": executable file not found}}"},
    {"JSON letters", "{{c\\u006fmmand not found}}"},
    {"JSON capital letters", "{{\\u0043OMMAND not found}}"},
    {"a JSON soft hyphen", "{{com\\u00admand not found}}"},
    {"after CRLF", "uvx\r\n{{command not found}}\r\n"},
    {"CRLF inside, at a space", "{{command\r\nnot found}}"},
    {"a line break at a space", "{{command not\nfound}}"},
    {"a line break and indent", "{{command not\n    found}}"},
    {"a line break in a word", "{{comm\nand not found}}"},
    {"a line break in the last word", "{{command not fou\nnd}}"},
    {"CRLF in a word", "{{comm\r\nand not found}}"},
    {"two breaks in two words", "{{comm\nand not fou\nnd}}"},
    {"a break between CJK characters",
     "bash: uvx: {{\xE6\x9C\xAA\xE6\x89\xBE\xE5\x88\xB0\n\xE5\x91\xBD\xE4\xBB\xA4}}"},
    {"CJK characters", "bash: uvx: {{\xE6\x9C\xAA\xE6\x89\xBE\xE5\x88\xB0\xE5\x91\xBD\xE4\xBB\xA4}}"},
    {"typographic quotes", ISOLATED "{{" LSQUO "docker" RSQUO ": executable file not found}}"},
    {"HTML quotes", ISOLATED "{{&quot;docker&quot;: executable file not found}}"},
    {"HTML quotes by number", ISOLATED "{{&#39;docker&#x27;: executable file not found}}"},
    {"HTML quotes, escaped twice", ISOLATED "{{&amp;quot;docker&amp;#34;: executable file not found}}"},
    {"HTML spaces", "{{command&nbsp;not&#xA0;found}}"},
    {"HTML letters", "{{&#67;omm&#X61;nd not found}}"},
    {"a URL", "?error={{command+not%20found}}%3A+uvx"},
    {"not URL escapes", "100%de 5+ +1 %zz %+ {{command not found}}%2"},
    {"the name of a code", "see {{MCPX_HTTP_401}}, or MCPX_HTTP_403"},
    {"the name of a code after names that are not codes",
     "MCPX_X MCPX_UNKNOWN_UNCLASSIFIED {{mcpx_http_404}}"},
    {"the first match without a negation", "connection refused: 0, {{command not found}}"},
    {"not an entity", "&&amp;&#x;&#99999999;&{{command not found}}&"},
    {"a cut entity", "{{command not found}}&quot"},
    {"full-width quotes", ISOLATED "{{\xEF\xBC\x82"
                                   "docker\xEF\xBC\x82: executable file not found}}"},
    {"NBSP", "{{command" NBSP "not" NBSP "found}}"},
    {"a run of white space", "{{command  \t not   found}}"},
    {"an ideographic space", "{{command\xE3\x80\x80not found}}"},
    {"full-width letters", "{{\xEF\xBD\x83\xEF\xBD\x8F\xEF\xBD\x8D\xEF\xBD\x8D\xEF\xBD\x81nd not found}}"},
    {"accents as marks", "bash: uvx: {{comma" ACUTE "nd not found}}"},
    {"accents in one character", "{{comm\xC3\xA1nd not found}}"},
    {"a zero-width space inside", "{{command\xE2\x80\x8B not found}}"},
    {"bars before each line", "  | npm\n  | {{command not found}}\n"},
    {"a bar inside, at a space", "  | {{command not\n  | found}}: uvx"},
    {"a bar inside a word", "  | {{command not fo\n  | und}}: uvx"},
};

enum { TEXT_MAX = 512 };

struct marked {
  char text[TEXT_MAX];
  size_t length;
  mcpx_range expected;
};

static struct marked unmark(const char *text) {
  struct marked marked = {.length = 0};
  for (; *text; text++) {
    bool mark = strncmp(text, "{{", 2) == 0 || strncmp(text, "}}", 2) == 0;
    if (!mark) {
      marked.text[marked.length++] = *text;
      continue;
    }
    *(*text == '{' ? &marked.expected.start : &marked.expected.end) = marked.length;
    text++;
  }
  return marked;
}

static void check_range(const struct marked *marked, const mcpx_answer *answer) {
  const mcpx_range *found = &answer->evidence[0];
  CHECK(answer->evidence_count > 0, "no evidence by rule %s", answer->rule);
  CHECK(found->start == marked->expected.start && found->end == marked->expected.end,
        "rule %s: got %zu-%zu, expected %zu-%zu", answer->rule, found->start, found->end,
        marked->expected.start, marked->expected.end);
}

/* The whole text and single bytes give the same range. */
static void check_text(const char *text, mcpx_profile profile) {
  mcpx_hints hints = {.profile = profile, .transport = MCPX_TRANSPORT_STDIO};
  struct marked marked = unmark(text);
  mcpx_answer whole, bytes;
  mcpx_classify(marked.text, marked.length, &hints, &whole);
  check_range(&marked, &whole);
  classify_pieces(marked.text, marked.length, 1, &hints, &bytes);
  check_range(&marked, &bytes);
  marked.text[marked.length] = '\0';
  near_compare_responses(marked.text, 5,
                         profile == MCPX_PROFILE_PROXY
                             ? "{\"op\":\"classify\",\"profile\":\"proxy\",\"text\":%s}"
                             : "{\"op\":\"classify\",\"text\":%s}");
}

static void proxy_evidence(void **state) {
  check_text(((const struct evidence_case *)*state)->text, MCPX_PROFILE_PROXY);
}

static void extended_evidence(void **state) {
  check_text(((const struct evidence_case *)*state)->text, MCPX_PROFILE_EXTENDED);
}

/* Rule text_docker_spawn_missing needs two sets, docker_program and spawn_missing. Here one phrase of each
 * matches the same bytes. */
static void equal_ranges_are_listed_once(void **state) {
  static const char TEXT[] = "Error: spawn docker ENOENT";
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  (void)state;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  assert_string_equal(answer.rule, "text_docker_spawn_missing");
  assert_int_equal(answer.evidence_count, 1);
  assert_int_equal(answer.evidence[0].start, 7);
  assert_int_equal(answer.evidence[0].end, sizeof TEXT - 1);
}

/* A range inside another one is kept: it is the evidence_case of another requirement of the rule. */
static void range_inside_another_is_kept(void **state) {
  static const char TEXT[] = "fish: Unknown command: docker";
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  (void)state;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  assert_string_equal(answer.rule, "text_docker_shell_missing");
  assert_int_equal(answer.evidence_count, 2);
  assert_int_equal(answer.evidence[0].end, sizeof TEXT - 1);
  assert_int_equal(answer.evidence[1].end, strlen("fish: Unknown command"));
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(equal_ranges_are_listed_once),
      cmocka_unit_test(range_inside_another_is_kept),
  };
  return RUN_ROWS(PROXY, proxy_evidence) + RUN_ROWS(EXTENDED, extended_evidence) +
         cmocka_run_group_tests_name("evidence", cases, NULL, NULL);
}
