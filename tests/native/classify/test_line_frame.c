/* test_line_frame.c: where the message of a line of a log begins. */
#include "classify/line_frame.h"

#include <string.h>

#include "lines.h"
#include "near.h"
#include "rows.h"

/* In `line`, ^ is where the message begins; without it, the line has no frame. */
struct frame_row {
  const char *name;
  const char *line;
};

static const struct frame_row FRAMES[] = {
    {"Claude Desktop", "2026-03-12T07:30:01.247Z [notes] [error] ^spawn npx ENOENT"},
    {"VS Code", "2026-02-10 09:12:00.662 [warning] [server stderr] ^Error: x"},
    {"a time in brackets", "[2026-05-25 13:13:00.002] [info] ^(Cascade) x"},
    {"brackets without a time", "[notes] [error] ^spawn npx ENOENT"},
    {"Cursor", "2026-01-08 10:00:00.117 [error] user-crane: ^spawn npx ENOENT"},
    {"Claude Code", "2026-05-06T09:00:00.035Z [DEBUG] MCP server \"compass\": ^HTTP 401"},
    {"Claude Code, standard error",
     "2026-05-06T09:00:00.035Z [ERROR] MCP server \"compass\" Server stderr: ^HTTP 401"},
    {"mcpproxy", "2026-06-06 06:06:00 | ERROR | upstream/manager.go:388 | ^failed to connect | {}"},
    {"Python", "2026-01-01 10:00:00,123 - mcp.client - ERROR - ^failed"},
    {"Codex", "2026-08-11T05:10:00.025528Z  INFO codex_mcp::connection_manager: ^starting"},
    {"opencode", "INFO  2026-04-04T08:08:08.043Z +1ms service=mcp key=pantry type=remote ^found"},
    {"systemd", "Mar 11 08:20:05 host mcp-proxy[1234]: ^spawn npx ENOENT"},
    {"Docker Compose", "weather-1  | ^spawn npx ENOENT"},
    {"Docker Compose and a time", "weather-1  | 10:11:12 ERROR ^spawn npx ENOENT"},
    {"JSON", "{\"level\":\"error\",\"ts\":17.5,\"msg\":\"^spawn npx ENOENT\"}"},
    {"JSON with an error before the message", "{\"level\": \"error\", \"err\": \"^EACCES\", \"msg\": \"x\"}"},
    {"logfmt", "time=2026-03-02T08:15:01Z level=error msg=\"^connect\""},
    {"logfmt without a message", "time=2026-03-02T08:15:01Z level=error ^connect"},
    /* near misses */
    {"no frame", "spawn npx ENOENT"},
    {"a level alone", "ERROR spawn npx ENOENT"},
    {"a word in brackets", "[notes] spawn npx ENOENT"},
    {"an error number", "[Errno 2] No such file or directory"},
    {"an error number after a time", "10:11:12 ^[Errno 2] No such file or directory"},
    {"an error that is no level", "10:11:12 ^error connecting to x"},
    {"a message in brackets after a level", "10:11:12 [error] ^[ERR_REQUIRE_ESM]: x"},
    {"a server without a time", "MCP server \"compass\": HTTP 401"},
    {"a server that failed", "10:11:12 ^MCP server \"compass\" connection failed"},
    {"a table", "name | status"},
    {"an object without a message", "{\"level\":\"error\",\"ts\":17.5}"},
    {"an object of a configuration", "{\"mcpServers\":{\"a\":{\"command\":\"npx\"}}}"},
    {"a path", "a::b: x"},
    {"nothing but a frame", "2026-03-12T07:30:01.247Z [notes] [error]"},
};

static uint64_t frame_of(const char *text, size_t length, const void *context) {
  static struct norm_block block;
  (void)length, (void)context;
  return line_frame_end(&block, line_fill(&block, text));
}

static void frame_ends(void **state) {
  static struct norm_block block;
  const struct frame_row *row = *state;
  const char *mark = strchr(row->line, '^');
  char line[256] = "";
  size_t before = mark ? (size_t)(mark - row->line) : 0;
  memcpy(line, row->line, before);
  strcpy(line + before, row->line + before + (mark != NULL));
  size_t start = line_fill(&block, line), end = line_frame_end(&block, start);
  CHECK(norm_at(&block, end) - norm_at(&block, start) == before, "got %zu, expected %zu",
        norm_at(&block, end) - norm_at(&block, start), before);
  near_compare_strings(line, 1, frame_of, NULL);
}

int main(void) { return RUN_ROWS(FRAMES, frame_ends); }
