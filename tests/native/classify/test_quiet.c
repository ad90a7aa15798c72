/* test_quiet.c: where the parts of a text begin and end in which an error is no evidence: objects, tables,
 * sections, blocks, announced stops. */
#include <string.h>

#include "mcpx.h"
#include "near.h"
#include "rows.h"

#define ERR "spawn npx ENOENT"

struct row {
  const char *text;
  bool found;
};

static void has_code(void **state) {
  const struct row *row = *state;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(row->text, strlen(row->text), &hints, &answer);
  bool found = strcmp(mcpx_code_name(answer.code), "MCPX_UNKNOWN_UNCLASSIFIED") != 0;
  CHECK(found == row->found, "%s", row->text);
  near_compare_responses(row->text, 5, "{\"op\":\"log\",\"text\":%s}");
}

static const struct row OBJECTS[] = {
    {ERR, true},
    {"{\"mcpServers\":{\"a\":\"" ERR "\"}}", false},
    {"{\"mcpServers\":{\"a\":\"x\"}}\n" ERR, true},
    {"{\"mcpServers\":{\"a\":\"x\"}} " ERR, true},
    {"{\"mcpServers\":{\"a\":\"x\"}\n" ERR, true},
    {"{\"mcpServers\":{\"a\":\"x\"\n\"b\":\"" ERR "\"", false},
    {"{\"x\":{\"mcpServers\":{\"a\":\"b\"}},\"y\":\"" ERR "\"}", true},
    {"{\"mcpServers\":{\"a\":{\"b\":1}},\"y\":\"" ERR "\"}", false},
    {"\"mcpServers\":{\"a\":\"" ERR "\"}", false},
    {"\"mcpServers\":{\"a\":\"x\"}\n" ERR, true},
    {"{\"a\":\"" ERR "\"}", true},
};

static const struct row SECTIONS[] = {
    {"# Changelog\n\n" ERR, false},
    {"# Changelog\n\n" ERR "\n# Error\n" ERR, true},
    {"## Changelog\n\n### x\n" ERR, false},
    {"## Changelog\n\n## x\n" ERR, true},
    {"## Changelog\n\n# x\n" ERR, true},
    {"# 1.4.2\n\n" ERR, false},
    {"1.4.2 (2026-05-01)\n\n" ERR, false},
    {"x\n1.4.2 (2026-05-01)\n" ERR, true},
    {"diff --git a/x b/x\n+ " ERR, false},
    {"diff --git a/x b/x\n\n" ERR, true},
    {"diff --git a/x b/x\nerror: " ERR, true},
    {"diff --git a/x b/x\n10:44:09 " ERR, true},
    {"> diff --git a/x b/x\n> " ERR, true},
    {"errors = {\n" ERR, false},
    {"errors = {\n\n" ERR, true},
    {"> errors = {\n> " ERR, false},
    {"> errors = {\n" ERR, true},
    {"> errors = {\n>\n> " ERR, false},
    {"a41b2cc docs: explain " ERR, false},
    {"a41b2cc docs: explain x\n" ERR, true},
    {"- " ERR "\n- EACCES", true},
    {"- ENOENT\n- EACCES\n" ERR, true},
};

static const struct row STOPS[] = {
    {"notes: exit status 1", true},
    {"received sigterm, shutting down\nnotes: exit status 1", false},
    {"received sigterm, shutting down\nstarting notes\nnotes: exit status 1", true},
    {"received sigterm, shutting down because of x\nnotes: exit status 1", true},
    {"shutting down\n" ERR, true},
};

int main(void) {
  return RUN_ROWS(OBJECTS, has_code) + RUN_ROWS(SECTIONS, has_code) + RUN_ROWS(STOPS, has_code);
}
